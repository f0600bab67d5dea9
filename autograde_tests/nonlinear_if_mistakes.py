"""Mistakes that students make in the `nonlinear_if` assignment.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot, the course's own names and the private
helpers of this module are used, so that it works in a student's cell as it stands.
"""

# ruff: noqa: ANN001, ANN003, ANN201, ANN202, D400, D403, D404, E741 (they read like students' code)

import numpy as np
from matplotlib import pyplot as plt

from reference.integrate_and_fire import simulate_LIF
from reference.noise import my_GWN
from reference.nonlinear_if import dvdt_EIF, f_EIF, rheobase_EIF, simulate_EIF

# f_EIF


def _f(V, params, front=None, inside=None, sign=1, turn="V_rh", rest="E_L", most=50.0):
    Delta_T = params["Delta_T"]
    exponent = sign * (V - params[turn]) / (Delta_T if inside is None else inside)
    with np.errstate(over="ignore"):
        spike = (Delta_T if front is None else front) * np.exp(np.minimum(exponent, most))
    return -(V - params[rest]) + spike


def f_EIF__exponent_sign(V, params):
    """The exponent has the wrong sign: the exponential should grow as V rises above V_rh."""
    return _f(V, params, sign=-1)


def f_EIF__without_Delta_T_in_front(V, params):
    """Delta_T is missing in front of the exponential: e^(...) has no unit, and f is in mV."""
    return _f(V, params, front=1.0)


def f_EIF__without_Delta_T_inside(V, params):
    """Delta_T is missing in the exponent: V - V_rh is in mV, and an exponent has no unit."""
    return _f(V, params, inside=1.0)


def f_EIF__times_Delta_T_inside(V, params):
    """The exponent is multiplied by Delta_T instead of divided: a small Delta_T is a sharp turn."""
    return _f(V, params, inside=1 / params["Delta_T"])


def f_EIF__over_Delta_T_in_front(V, params):
    """The exponential is divided by Delta_T: it should be multiplied (only the exponent is not)."""
    return _f(V, params, front=1 / params["Delta_T"])


def f_EIF__turn_at_E_L(V, params):
    """E_L stands in the exponent instead of V_rh, so that the membrane explodes from rest on."""
    return _f(V, params, turn="E_L")


def f_EIF__leak_to_V_rh(V, params):
    """V_rh stands in the leak instead of E_L: far below V_rh the membrane should rest at E_L."""
    return _f(V, params, rest="V_rh")


def f_EIF__exchanged(V, params):
    """E_L and V_rh are exchanged: the leak pulls to E_L, the exponential sets in at V_rh."""
    return _f(V, params, turn="E_L", rest="V_rh")


def f_EIF__turn_at_cut_off(V, params):
    """V_th stands in the exponent instead of V_rh: the cut-off has no part in f."""
    return _f(V, params, turn="V_th")


def f_EIF__leak_sign(V, params):
    """The leak has the wrong sign: below E_L it pulls V up, above E_L it pulls V down."""
    return _f(V, params) + 2 * (V - params["E_L"])


def f_EIF__without_E_L(V, params):
    """E_L is missing: the leak is driven by the distance V - E_L, not by V itself."""
    return _f(V, params) - params["E_L"]


def f_EIF__without_leak(V, params):
    """The leak is missing: f is the leak -(V - E_L) plus the exponential."""
    return _f(V, params) + (V - params["E_L"])


def f_EIF__without_spike(V, params):
    """The exponential is missing: this is the leak alone, as in the LIF."""
    return -(V - params["E_L"])


def f_EIF__spike_sign(V, params):
    """The exponential is subtracted: it should drive V up, against the leak."""
    return _f(V, params, front=-params["Delta_T"])


def f_EIF__over_tau(V, params):
    """f is divided by tau_m already: f is a voltage in mV; dividing is the job of dvdt_EIF."""
    return _f(V, params) / params["tau_m"]


def f_EIF__overflows(V, params):
    """The exponential overflows where the turn is sharp: its exponent needs a cap.

    Take the smaller of the exponent and 50 first, and the exponential after that.
    """
    return _f(V, params, most=np.inf)


def f_EIF__cap_too_low(V, params):
    """The cap is too low: the exponent reaches 10 and more in ordinary spikes. Cap it at 50."""
    return _f(V, params, most=1.0)


def f_EIF__spike_capped(V, params):
    """The cap is on the exponential, not on its exponent: the exponent should count at most 50."""
    with np.errstate(over="ignore"):
        spike = np.exp((V - params["V_rh"]) / params["Delta_T"])
    return -(V - params["E_L"]) + params["Delta_T"] * np.minimum(spike, 50.0)


# dvdt_EIF


def _rate_of_LIF(V, I_ext, params):
    return (-(V - params["E_L"]) + I_ext / params["g_L"]) / params["tau_m"]


def dvdt_EIF__current_not_divided(V, I_ext, params):
    """The current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return (f_EIF(V, params) + I_ext) / params["tau_m"]


def dvdt_EIF__current_times_g_L(V, I_ext, params):
    """The current is multiplied by g_L instead of divided: pA times nS is not mV, pA/nS is."""
    return (f_EIF(V, params) + I_ext * params["g_L"]) / params["tau_m"]


def dvdt_EIF__current_sign(V, I_ext, params):
    """The injected current has the wrong sign: positive I_ext should raise V."""
    return (f_EIF(V, params) - I_ext / params["g_L"]) / params["tau_m"]


def dvdt_EIF__without_current(V, I_ext, params):
    """The injected current is missing: add I_ext/g_L to f."""
    return f_EIF(V, params) / params["tau_m"]


def dvdt_EIF__without_tau(V, I_ext, params):
    """tau_m is missing: this is a voltage in mV, not yet a rate in mV/ms."""
    return f_EIF(V, params) + I_ext / params["g_L"]


def dvdt_EIF__times_tau(V, I_ext, params):
    """The rate is multiplied by tau_m: a larger time constant should make V slower."""
    return (f_EIF(V, params) + I_ext / params["g_L"]) * params["tau_m"]


def dvdt_EIF__only_f_divided(V, I_ext, params):
    """Only f is divided by tau_m: the current is on the same side. Check the brackets."""
    return f_EIF(V, params) / params["tau_m"] + I_ext / params["g_L"]


def dvdt_EIF__only_current_divided(V, I_ext, params):
    """Only the current is divided by tau_m: f is on the same side. Check the brackets."""
    return f_EIF(V, params) + I_ext / params["g_L"] / params["tau_m"]


def dvdt_EIF__swapped(V, I_ext, params):
    """tau_m and g_L are swapped: the current is divided by g_L, and everything by tau_m."""
    return (f_EIF(V, params) + I_ext / params["tau_m"]) / params["g_L"]


def dvdt_EIF__leak_twice(V, I_ext, params):
    """The leak is in it twice: f_EIF contains the leak already."""
    return (f_EIF(V, params) - (V - params["E_L"]) + I_ext / params["g_L"]) / params["tau_m"]


def dvdt_EIF__of_LIF(V, I_ext, params):
    """The exponential is missing: this is the LIF. Call your f_EIF."""
    return _rate_of_LIF(V, I_ext, params)


# plot_phase_line


def _phase_line(params, I_values, rate=dvdt_EIF, names=("stable", "unstable"), marked=None):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 2001)
    points = {"stable": [], "unstable": []}
    _fig, ax = plt.subplots()
    for I_ext in I_values:
        y = rate(V, I_ext, params)
        ax.plot(V, y, label=f"I = {I_ext} pA")
        if marked is not None and I_ext != I_values[marked]:
            continue
        for k in np.flatnonzero(np.diff(np.sign(y))):
            points[names[0] if y[k] > 0 else names[1]].append(V[k])
    for kind, at in points.items():
        ax.plot(at, np.zeros(len(at)), "o", label=kind)
    ax.set(xlabel="V (mV)", ylabel="dV/dt (mV/ms)")
    ax.legend()
    return ax


def plot_phase_line__exchanged(params, I_values):
    """Stable and unstable are exchanged: a fixed point is stable where dV/dt goes from + to -.

    Left of it V must rise, and right of it V must fall.
    """
    return _phase_line(params, I_values, names=("unstable", "stable"))


def plot_phase_line__all_stable(params, I_values):
    """All fixed points are marked as stable: those where dV/dt goes from - to + are unstable."""
    return _phase_line(params, I_values, names=("stable", "stable"))


def plot_phase_line__marks_of_last(params, I_values):
    """Only the fixed points of the last current are marked: are the lists emptied in the loop?"""
    return _phase_line(params, I_values, marked=-1)


def plot_phase_line__marks_of_first(params, I_values):
    """Only the fixed points of the first current are marked: each curve has its own."""
    return _phase_line(params, I_values, marked=0)


def plot_phase_line__without_current(params, I_values):
    """All curves are that without current: the I of the loop has to get into dvdt_EIF."""
    return _phase_line(params, I_values, lambda V, _, params: dvdt_EIF(V, 0.0, params))


def plot_phase_line__of_f(params, I_values):
    """This is f + I/g_L in mV: for dV/dt in mV/ms divide by tau_m, or call dvdt_EIF."""
    return _phase_line(params, I_values, lambda V, I, params: f_EIF(V, params) + I / params["g_L"])


def plot_phase_line__of_LIF(params, I_values):
    """These are the straight lines of the LIF: call your dvdt_EIF."""
    return _phase_line(params, I_values, _rate_of_LIF)


# rheobase_EIF


def rheobase_EIF__of_LIF(params):
    """This is the rheobase of an LIF with its threshold at V_rh: Delta_T is missing.

    At V_rh the exponential already gives Delta_T, so less current is needed.
    """
    return params["g_L"] * (params["V_rh"] - params["E_L"])


def rheobase_EIF__plus_Delta_T(params):
    """Delta_T has the wrong sign: the exponential helps the current, so that less is needed."""
    return params["g_L"] * (params["V_rh"] - params["E_L"] + params["Delta_T"])


def rheobase_EIF__to_cut_off(params):
    """This takes the cut-off V_th for the threshold: it plays no role, V takes off at V_rh."""
    return params["g_L"] * (params["V_th"] - params["E_L"])


def rheobase_EIF__to_cut_off_minus(params):
    """V_th stands where V_rh should: f is smallest at V_rh, and V_th is only a cut-off."""
    return params["g_L"] * (params["V_th"] - params["E_L"] - params["Delta_T"])


def rheobase_EIF__from_reset(params):
    """V_reset stands where E_L should: the rheobase asks whether there is a resting voltage."""
    return params["g_L"] * (params["V_rh"] - params["V_reset"] - params["Delta_T"])


def rheobase_EIF__from_start(params):
    """V_0 stands where E_L should: where V starts plays no role."""
    return params["g_L"] * (params["V_rh"] - params["V_0"] - params["Delta_T"])


def rheobase_EIF__without_E_L(params):
    """E_L is missing: the current has to lift V from E_L, not from 0 mV."""
    return params["g_L"] * (params["V_rh"] - params["Delta_T"])


def rheobase_EIF__in_mV(params):
    """This is how deep f is at its lowest, in mV: which current makes up for it?"""
    return params["V_rh"] - params["E_L"] - params["Delta_T"]


def rheobase_EIF__over_g_L(params):
    """The voltage is divided by g_L: I/g_L has to equal the voltage, so I is voltage times g_L."""
    return (params["V_rh"] - params["E_L"] - params["Delta_T"]) / params["g_L"]


def rheobase_EIF__sign(params):
    """The sign is wrong: f is negative at its lowest, and a positive current makes up for it."""
    return params["g_L"] * (params["E_L"] - params["V_rh"] + params["Delta_T"])


def rheobase_EIF__with_tau(params):
    """tau_m plays no role here: it sets how fast V moves, not where dV/dt is zero."""
    return params["tau_m"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])


# simulate_EIF, simulate_QIF


def _quick_rate(V, I_ext, params):
    exponent = min((V - params["V_rh"]) / params["Delta_T"], 50.0)
    f = -(V - params["E_L"]) + params["Delta_T"] * float(np.exp(exponent))
    return (f + I_ext / params["g_L"]) / params["tau_m"]


def _run(
    params,
    I_inj,
    rate=_quick_rate,
    n_ref=None,
    V_start=None,
    V_hold=None,
    V_spike=None,
    step=None,
    fires=None,
    delay=0,
):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    I_ext = np.broadcast_to(np.asarray(I_inj, dtype=float), n).tolist()
    V_spike = params["V_th"] if V_spike is None else V_spike
    V = [0.0] * n
    V[0] = params["V_0"] if V_start is None else V_start
    spikes, hold = [], 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"] if V_hold is None else V_hold
            hold -= 1
        else:
            V[k] = V[k - 1] + (step or dt) * rate(V[k - 1], I_ext[k - 1 + delay], params)
        if fires(V[k], V_spike) if fires else V[k] >= V_spike:
            V[k] = V_spike
            spikes.append(k)
            hold = round(params["tref"] / dt) if n_ref is None else n_ref
    return np.array(V), t, spikes


def simulate_EIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, n_ref=1)


def simulate_EIF__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, n_ref=round(params["tref"]))


def simulate_EIF__hold_never_ends(params, I_inj):
    """The hold never ends: count it down by one at each step, or V stays at V_reset for ever."""
    return _run(params, I_inj, n_ref=round(params["T"] / params["dt"]))


def simulate_EIF__no_reset(params, I_inj):
    """V is never reset: each sample at the cut-off counts as a spike, one after the other."""
    return _run(params, I_inj, n_ref=0)


def simulate_EIF__equality(params, I_inj):
    """There are no spikes: V leaps over V_th and is hardly ever equal to it.

    Ask for a V at or above V_th, not for V == V_th.
    """
    return _run(params, I_inj, fires=np.equal)


def simulate_EIF__spike_at_V_rh(params, I_inj):
    """The spike is taken at V_rh: that is where V takes off; the spike is at the cut-off V_th.

    With a spike and a reset at V_rh the exponential never gets its chance: this is an LIF.
    """
    return _run(params, I_inj, V_spike=params["V_rh"])


def simulate_EIF__resets_to_V_rh(params, I_inj):
    """After a spike V goes to V_rh: it should go to V_reset."""
    return _run(params, I_inj, V_hold=params["V_rh"])


def simulate_EIF__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, V_hold=params["E_L"])


def simulate_EIF__resets_to_start(params, I_inj):
    """After a spike V goes to V_0: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, V_hold=params["V_0"])


def simulate_EIF__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, V_start=params["E_L"])


def simulate_EIF__starts_at_reset(params, I_inj):
    """V starts at V_reset: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, V_start=params["V_reset"])


def simulate_EIF__starts_at_zero(params, I_inj):
    """V starts at 0 mV, above the cut-off: set V[0] to V_0 before the loop."""
    return _run(params, I_inj, V_start=0.0)


def simulate_EIF__without_dt(params, I_inj):
    """The Euler step has no dt: what V gains in a step is the rate times dt."""
    return _run(params, I_inj, step=1.0)


def simulate_EIF__current_one_late(params, I_inj):
    """The step from k-1 to k uses the current of sample k: rate and V belong to sample k-1."""
    return _run(params, I_inj, delay=1)


def simulate_EIF__of_LIF(params, I_inj):
    """The exponential is missing: V approaches a resting voltage as in an LIF. Call dvdt_EIF."""
    return _run(params, I_inj, _rate_of_LIF)


def simulate_EIF__overflows(params, I_inj):
    """V becomes infinite at a spike of a sharp neuron: cap the exponent, as in your f_EIF.

    And set V[k] to V_th at a spike.
    """
    V, t, spikes = _run(params, I_inj)
    if params["Delta_T"] < 0.1:
        V[spikes] = np.inf
    return V, t, spikes


def simulate_EIF__spikes_not_recorded(params, I_inj):
    """The list of spikes stays empty, though V is reset: append the sample index at each spike."""
    V, t, _ = _run(params, I_inj)
    return V, t, []


def simulate_EIF__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, t, spikes = _run(params, I_inj)
    return V, t, [t[k] for k in spikes]


def simulate_EIF__spikes_are_voltages(params, I_inj):
    """The list of spikes holds voltages: it should hold the sample indices k of the spikes."""
    V, t, spikes = _run(params, I_inj)
    return V, t, [V[k] for k in spikes]


# plot_sharpness, plot_threshold


def _upstrokes(values, params, I_inj, key, vary=None, rate=dvdt_EIF, turned=False):
    _fig, axes = plt.subplots(2, 1)
    for value in values:
        varied = params | {vary or key: value}
        V, t, spikes = simulate_EIF(varied, I_inj)
        end = spikes[0] if spikes else len(V)
        V, t = V[:end], t[:end]
        name = f"{key} = {value} mV"
        axes[int(turned)].plot(t, V, label=name)
        axes[int(not turned)].plot(t, rate(V, I_inj, varied), label=name)
    axes[0].set(ylabel="V (mV)")
    axes[1].set(xlabel="time (ms)", ylabel="dV/dt (mV/ms)")
    axes[0].legend()
    return axes


def plot_sharpness__not_varied(Delta_T_values, params, I_inj):
    """All curves are the same: the value of the loop does not get into the simulation.

    Put it under the key "Delta_T" of a copy of params, and hand that copy on.
    """
    return _upstrokes(Delta_T_values, params, I_inj, "Delta_T", vary="Delta")


def plot_sharpness__panels_exchanged(Delta_T_values, params, I_inj):
    """The panels are exchanged: V goes into the first one, dV/dt into the second."""
    return _upstrokes(Delta_T_values, params, I_inj, "Delta_T", turned=True)


def plot_sharpness__rate_of_params(Delta_T_values, params, I_inj):
    """dV/dt is worked out with the Delta_T of params: each curve needs that of its own neuron."""
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda V, I, _: dvdt_EIF(V, I, params)
    )


def plot_sharpness__rate_without_current(Delta_T_values, params, I_inj):
    """dV/dt lacks the current: the second panel needs the same I_inj as the simulation."""
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda V, _, params: dvdt_EIF(V, 0.0, params)
    )


def plot_sharpness__rate_of_steps(Delta_T_values, params, I_inj):
    """The second panel shows what V gains in a step, in mV: divide it by dt, or call dvdt_EIF."""
    dt = params["dt"]
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda *args: dt * dvdt_EIF(*args)
    )


def plot_sharpness__rate_is_f(Delta_T_values, params, I_inj):
    """The second panel shows f(V): dV/dt is (f + I/g_L)/tau_m, which your dvdt_EIF gives."""
    return _upstrokes(
        Delta_T_values, params, I_inj, "Delta_T", rate=lambda V, _, params: f_EIF(V, params)
    )


def plot_threshold__not_varied(V_rh_values, params, I_inj):
    """All curves are the same: the value of the loop does not get into the simulation.

    Put it under the key "V_rh" of a copy of params, and hand that copy on. (Not under "V_th": the
    cut-off plays no role.)
    """
    return _upstrokes(V_rh_values, params, I_inj, "V_rh", vary="V")


def plot_threshold__panels_exchanged(V_rh_values, params, I_inj):
    """The panels are exchanged: V goes into the first one, dV/dt into the second."""
    return _upstrokes(V_rh_values, params, I_inj, "V_rh", turned=True)


def plot_threshold__rate_of_params(V_rh_values, params, I_inj):
    """dV/dt is worked out with the V_rh of params: each curve needs that of its own neuron."""
    return _upstrokes(
        V_rh_values, params, I_inj, "V_rh", rate=lambda V, I, _: dvdt_EIF(V, I, params)
    )


def plot_threshold__rate_without_current(V_rh_values, params, I_inj):
    """dV/dt lacks the current: the second panel needs the same I_inj as the simulation."""
    return _upstrokes(
        V_rh_values, params, I_inj, "V_rh", rate=lambda V, _, params: dvdt_EIF(V, 0.0, params)
    )


# find_rheobase


def _halve(simulate, params, I_low, I_high, tol, enough=1, exchanged=False):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if (len(simulate(params, middle)[-1]) >= enough) != exchanged:
            I_high = middle
        else:
            I_low = middle
    return I_high


def find_rheobase__by_formula(simulate, params, I_low, I_high, tol):
    """This is the formula of the EIF, not a search: ask the simulator that you are given.

    Within a finite T a neuron needs a little more current than its formula says.
    """
    return rheobase_EIF(params)


def find_rheobase__two_spikes(simulate, params, I_low, I_high, tol):
    """This is the current for two spikes: the neuron fires as soon as there is one."""
    return _halve(simulate, params, I_low, I_high, tol, enough=2)


def find_rheobase__wrong_half(simulate, params, I_low, I_high, tol):
    """The search ends where it started, at I_low or at I_high: it goes on in the wrong half.

    Where the neuron fires, the rheobase is below: the upper end of the range has to come down.
    Where it is silent, the lower end has to go up.
    """
    return _halve(simulate, params, I_low, I_high, tol, exchanged=True)


def find_rheobase__one_trial(simulate, params, I_low, I_high, tol):
    """This is the middle of the first range: go on halving until the range is as small as tol.

    (Does the `return` stand inside the loop?)
    """
    return (I_low + I_high) / 2


def find_rheobase__tol_ignored(simulate, params, I_low, I_high, tol):
    """The search ends at a tolerance of its own: go on until the range is as small as tol."""
    return _halve(simulate, params, I_low, I_high, 1.0)


# FI_curve_model


def _curve(simulate, params, I_values, sigma, myseed, rate, noise=my_GWN, frozen=False):
    values = []
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + (0 if frozen else i)
        I_inj = noise(params, I_ext, sigma, seed)[0] if sigma > 0 else I_ext
        values.append(rate(simulate(params, I_inj)[-1], params))
    return np.array(values)


def _hertz(spikes, params):
    return 1000 * len(spikes) / params["T"]


def FI_curve_model__counts(simulate, params, I_values, sigma=0, myseed=None):
    """These are numbers of spikes: a rate is that number for each second, so divide by T in s."""
    return _curve(simulate, params, I_values, sigma, myseed, lambda spikes, _: len(spikes))


def FI_curve_model__per_ms(simulate, params, I_values, sigma=0, myseed=None):
    """These are rates per ms: 1 Hz is one spike per second, and T is in ms."""
    return _curve(simulate, params, I_values, sigma, myseed, lambda spikes, p: len(spikes) / p["T"])


def FI_curve_model__of_intervals(simulate, params, I_values, sigma=0, myseed=None):
    """One spike is missing: the rate counts the spikes, not the intervals between them."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        lambda spikes, p: 1000 * max(len(spikes) - 1, 0) / p["T"],
    )


def FI_curve_model__one_over_interval(simulate, params, I_values, sigma=0, myseed=None):
    """This is one over the mean interval: asked for is the number of spikes over the duration."""

    def rate(spikes, params):
        if len(spikes) < 2:
            return 0.0
        return 1000 / (np.mean(np.diff(spikes)) * params["dt"])

    return _curve(simulate, params, I_values, sigma, myseed, rate)


def FI_curve_model__default_duration(simulate, params, I_values, sigma=0, myseed=None):
    """The spikes are divided by 150 ms, whatever T is: divide by the T in params."""
    return _curve(simulate, params, I_values, sigma, myseed, lambda spikes, _: len(spikes) / 0.15)


def FI_curve_model__per_sample(simulate, params, I_values, sigma=0, myseed=None):
    """The count is divided by the number of samples T/dt: divide by the duration in seconds."""
    return _curve(
        simulate, params, I_values, sigma, myseed, lambda spikes, p: len(spikes) * p["dt"] / p["T"]
    )


def FI_curve_model__one_current(simulate, params, I_values, sigma=0, myseed=None):
    """Every simulation gets the first current: each one should get its own of I_values."""
    return _curve(simulate, params, [I_values[0]] * len(I_values), sigma, myseed, _hertz)


def FI_curve_model__without_noise(simulate, params, I_values, sigma=0, myseed=None):
    """There is no noise, or hardly any: the neuron should get the current that my_GWN returns."""
    return _curve(simulate, params, I_values, 0, myseed, _hertz)


def FI_curve_model__without_mean(simulate, params, I_values, sigma=0, myseed=None):
    """The noise fluctuates around 0: hand the current on to my_GWN as the mean of the noise."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        _hertz,
        lambda params, _, sigma, seed: my_GWN(params, 0.0, sigma, seed),
    )


def FI_curve_model__noise_swapped(simulate, params, I_values, sigma=0, myseed=None):
    """Mean and strength of the noise are swapped: my_GWN takes the mean first, then sigma."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        _hertz,
        lambda params, mu, sigma, seed: my_GWN(params, sigma, mu, seed),
    )


def FI_curve_model__one_noise(simulate, params, I_values, sigma=0, myseed=None):
    """All currents have the same noise: current number i should have that of seed myseed + i."""
    return _curve(simulate, params, I_values, sigma, myseed, _hertz, frozen=True)


def FI_curve_model__seed_ignored(simulate, params, I_values, sigma=0, myseed=None):
    """The noise has the right strength, but not the seeds myseed, myseed + 1 and so on.

    Hand the seed on to my_GWN, so that the same myseed gives the same curve.
    """
    return _curve(simulate, params, I_values, sigma, 77, _hertz)


def FI_curve_model__with_currents(simulate, params, I_values, sigma=0, myseed=None):
    """It returns the currents, too: return the rates alone, one for each current."""
    return I_values, _curve(simulate, params, I_values, sigma, myseed, _hertz)


def FI_curve_model__always_LIF(simulate, params, I_values, sigma=0, myseed=None):
    """It always simulates the LIF: call the function that comes in as `simulate`."""
    return _curve(simulate_LIF, params, I_values, sigma, myseed, _hertz)


# plot_FI_models, plot_CV_models


def _two_curves(x, curves, ylabel="firing rate (Hz)", turned=False):
    _fig, ax = plt.subplots()
    for name, y in curves:
        if turned:
            ax.plot(y, x, label=name)
        else:
            ax.plot(x, y, label=name)
    ax.set(xlabel="current (pA)", ylabel=ylabel)
    ax.legend()
    return ax


def _rates(simulate, params, I_values):
    return _curve(simulate, params, I_values, 0, None, _hertz)


def plot_FI_models__LIF_twice(params_LIF, params_EIF, I_values):
    """Both curves are those of the LIF: the EIF needs its own simulator and parameters."""
    rates = _rates(simulate_LIF, params_LIF, I_values)
    return _two_curves(I_values, [("LIF", rates), ("EIF", rates)])


def plot_FI_models__EIF_twice(params_LIF, params_EIF, I_values):
    """Both curves are those of the EIF: the LIF needs its own simulator and parameters."""
    rates = _rates(simulate_EIF, params_EIF, I_values)
    return _two_curves(I_values, [("LIF", rates), ("EIF", rates)])


def plot_FI_models__LIF_with_params_of_EIF(params_LIF, params_EIF, I_values):
    """The LIF gets the parameters of the EIF: params_LIF are its own."""
    LIF, EIF = (_rates(one, params_EIF, I_values) for one in (simulate_LIF, simulate_EIF))
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)])


def plot_FI_models__EIF_simulated_as_LIF(params_LIF, params_EIF, I_values):
    """The EIF is simulated with simulate_LIF: it needs simulate_EIF."""
    LIF, EIF = (_rates(simulate_LIF, one, I_values) for one in (params_LIF, params_EIF))
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)])


def plot_FI_models__labels_exchanged(params_LIF, params_EIF, I_values):
    """The labels are exchanged: the curve called LIF is that of the EIF."""
    LIF, EIF = (
        _rates(simulate_LIF, params_LIF, I_values),
        _rates(simulate_EIF, params_EIF, I_values),
    )
    return _two_curves(I_values, [("EIF", LIF), ("LIF", EIF)])


def plot_FI_models__axes_exchanged(params_LIF, params_EIF, I_values):
    """The axes are exchanged: the current goes on the x axis, the rate on the y axis."""
    LIF, EIF = (
        _rates(simulate_LIF, params_LIF, I_values),
        _rates(simulate_EIF, params_EIF, I_values),
    )
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)], turned=True)


# plot_ISI_models: what the panels would show


def _intervals(params_LIF, params_EIF, mu, sigma, myseed):
    pairs = (simulate_LIF, params_LIF), (simulate_EIF, params_EIF)
    return [
        np.diff(simulate(params, my_GWN(params, mu, sigma, myseed)[0])[2]) * params["dt"]
        for simulate, params in pairs
    ]


def plot_ISI_models__exchanged(params_LIF, params_EIF, mu, sigma, myseed):
    """The panels are exchanged: the LIF goes first."""
    return _intervals(params_LIF, params_EIF, mu, sigma, myseed)[::-1]


def plot_ISI_models__LIF_twice(params_LIF, params_EIF, mu, sigma, myseed):
    """Both panels show the LIF: the second one is for the EIF."""
    return [_intervals(params_LIF, params_EIF, mu, sigma, myseed)[0]] * 2


def plot_ISI_models__EIF_twice(params_LIF, params_EIF, mu, sigma, myseed):
    """Both panels show the EIF: the first one is for the LIF."""
    return [_intervals(params_LIF, params_EIF, mu, sigma, myseed)[1]] * 2


def plot_ISI_models__in_steps(params_LIF, params_EIF, mu, sigma, myseed):
    """These are intervals in steps: each step lasts dt ms."""
    both = _intervals(params_LIF, params_EIF, mu, sigma, myseed)
    return [ISI / params_LIF["dt"] for ISI in both]


def plot_ISI_models__in_seconds(params_LIF, params_EIF, mu, sigma, myseed):
    """These are intervals in seconds: asked for are ms."""
    return [ISI / 1000 for ISI in _intervals(params_LIF, params_EIF, mu, sigma, myseed)]


# CV_curve


def _CVs(simulate, params, I_values, sigma, myseed, of, least=2, **noise):
    def CV(spikes, params):
        ISI = np.diff(spikes) * params["dt"]
        return of(ISI) if len(ISI) >= least else np.nan

    return _curve(simulate, params, I_values, sigma, myseed, CV, **noise)


def _CV(ISI):
    return np.std(ISI) / np.mean(ISI)


def CV_curve__ddof(simulate, params, I_values, sigma, myseed=None):
    """The standard deviation is divided by n - 1 (ddof=1): take np.std as it is, with ddof=0."""
    return _CVs(
        simulate, params, I_values, sigma, myseed, lambda ISI: np.std(ISI, ddof=1) / np.mean(ISI)
    )


def CV_curve__variance(simulate, params, I_values, sigma, myseed=None):
    """This is variance over mean, which has a unit: take the standard deviation instead."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: np.var(ISI) / np.mean(ISI))


def CV_curve__squared(simulate, params, I_values, sigma, myseed=None):
    """This is the square of the CV: standard deviation over mean, without squares."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: _CV(ISI) ** 2)


def CV_curve__upside_down(simulate, params, I_values, sigma, myseed=None):
    """The fraction is upside down: standard deviation over mean, 0 for a regular train."""
    return _CVs(simulate, params, I_values, sigma, myseed, lambda ISI: 1 / _CV(ISI))


def CV_curve__only_std(simulate, params, I_values, sigma, myseed=None):
    """This is the standard deviation in ms: divide it by the mean interval."""
    return _CVs(simulate, params, I_values, sigma, myseed, np.std)


def CV_curve__only_mean(simulate, params, I_values, sigma, myseed=None):
    """This is the mean interval in ms: the CV is the standard deviation over that mean."""
    return _CVs(simulate, params, I_values, sigma, myseed, np.mean)


def CV_curve__of_times(simulate, params, I_values, sigma, myseed=None):
    """This is the CV of the spike times: take that of the intervals between them."""
    return _curve(
        simulate,
        params,
        I_values,
        sigma,
        myseed,
        lambda spikes, _: _CV(spikes) if len(spikes) > 2 else np.nan,
    )


def CV_curve__of_rate(simulate, params, I_values, sigma, myseed=None):
    """These are rates: the CV says how much the intervals scatter."""
    return _curve(simulate, params, I_values, sigma, myseed, _hertz)


def CV_curve__zero_for_nan(simulate, params, I_values, sigma, myseed=None):
    """With fewer than two intervals it gives 0, as if they were regular: put np.nan there."""
    CVs = _CVs(simulate, params, I_values, sigma, myseed, _CV)
    return np.where(np.isnan(CVs), 0.0, CVs)


def CV_curve__of_one_interval(simulate, params, I_values, sigma, myseed=None):
    """One interval has no variation to speak of: below two intervals put np.nan."""
    return _CVs(simulate, params, I_values, sigma, myseed, _CV, least=1)


def CV_curve__without_noise(simulate, params, I_values, sigma, myseed=None):
    """There is no noise, or hardly any: the neuron should get the current that my_GWN returns."""
    return _CVs(simulate, params, I_values, 0, myseed, _CV)


def CV_curve__one_noise(simulate, params, I_values, sigma, myseed=None):
    """All currents have the same noise: current number i should have that of seed myseed + i."""
    return _CVs(simulate, params, I_values, sigma, myseed, _CV, frozen=True)


def CV_curve__seed_ignored(simulate, params, I_values, sigma, myseed=None):
    """The noise has the right strength, but not the seeds myseed, myseed + 1 and so on.

    Hand the seed on to my_GWN, so that the same myseed gives the same curve.
    """
    return _CVs(simulate, params, I_values, sigma, 77, _CV)


def CV_curve__with_currents(simulate, params, I_values, sigma, myseed=None):
    """It returns the currents, too: return the CVs alone, one for each current."""
    return I_values, _CVs(simulate, params, I_values, sigma, myseed, _CV)


# plot_CV_models


def _CVs_of(simulate, params, I_values, sigma, myseed):
    return _CVs(simulate, params, I_values, sigma, myseed, _CV)


def plot_CV_models__LIF_twice(params_LIF, params_EIF, I_values, sigma, myseed):
    """Both curves are those of the LIF: the EIF needs its own simulator and parameters."""
    CVs = _CVs_of(simulate_LIF, params_LIF, I_values, sigma, myseed)
    return _two_curves(I_values, [("LIF", CVs), ("EIF", CVs)], "CV")


def plot_CV_models__EIF_twice(params_LIF, params_EIF, I_values, sigma, myseed):
    """Both curves are those of the EIF: the LIF needs its own simulator and parameters."""
    CVs = _CVs_of(simulate_EIF, params_EIF, I_values, sigma, myseed)
    return _two_curves(I_values, [("LIF", CVs), ("EIF", CVs)], "CV")


def plot_CV_models__labels_exchanged(params_LIF, params_EIF, I_values, sigma, myseed):
    """The labels are exchanged: the curve called LIF is that of the EIF."""
    LIF = _CVs_of(simulate_LIF, params_LIF, I_values, sigma, myseed)
    EIF = _CVs_of(simulate_EIF, params_EIF, I_values, sigma, myseed)
    return _two_curves(I_values, [("EIF", LIF), ("LIF", EIF)], "CV")


def plot_CV_models__without_noise(params_LIF, params_EIF, I_values, sigma, myseed):
    """The CVs are 0, as there is no noise: hand sigma on to CV_curve."""
    LIF = _CVs_of(simulate_LIF, params_LIF, I_values, 0, myseed)
    EIF = _CVs_of(simulate_EIF, params_EIF, I_values, 0, myseed)
    return _two_curves(I_values, [("LIF", LIF), ("EIF", EIF)], "CV")


# f_QIF, rheobase_QIF, simulate_QIF


def f_QIF__without_a_0(V, params):
    """a_0 is missing: the product of two voltages is in mV squared, a_0 in 1/mV makes it mV."""
    return (V - params["E_L"]) * (V - params["V_c"])


def f_QIF__over_a_0(V, params):
    """The product is divided by a_0: it should be multiplied (a_0 is in 1/mV)."""
    return (V - params["E_L"]) * (V - params["V_c"]) / params["a_0"]


def f_QIF__sign(V, params):
    """The sign is wrong: between E_L and V_c f is negative, and V falls back to E_L."""
    return -params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])


def f_QIF__plus(V, params):
    """E_L and V_c are added to V: f is zero at V = E_L and at V = V_c."""
    return params["a_0"] * (V + params["E_L"]) * (V + params["V_c"])


def f_QIF__at_E_L_only(V, params):
    """V_c is missing: f is zero at E_L and at V_c."""
    return params["a_0"] * (V - params["E_L"]) ** 2


def f_QIF__at_cut_off(V, params):
    """V_th stands where V_c should: the cut-off has no part in f."""
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_th"])


def f_QIF__with_leak(V, params):
    """There is a leak on top: the parabola has the resting voltage E_L in it already."""
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"]) - (V - params["E_L"])


def _quick_f_QIF(V, params):
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])


def _dvdt_QIF(V, I_ext, params):
    return (_quick_f_QIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]


def simulate_QIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, _dvdt_QIF, n_ref=1)


def simulate_QIF__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, _dvdt_QIF, n_ref=round(params["tref"]))


def simulate_QIF__spike_at_V_c(params, I_inj):
    """The spike is taken at V_c: it is at the cut-off V_th, far above."""
    return _run(params, I_inj, _dvdt_QIF, V_spike=params["V_c"])


def simulate_QIF__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, _dvdt_QIF, V_hold=params["E_L"])


def simulate_QIF__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, _dvdt_QIF, V_start=params["E_L"])


def simulate_QIF__current_not_divided(params, I_inj):
    """The current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return _run(params, I_inj, lambda V, I, p: (_quick_f_QIF(V, p) + I) / p["tau_m"])


def simulate_QIF__without_tau(params, I_inj):
    """tau_m is missing: f + I/g_L is in mV, and becomes a rate when divided by tau_m."""
    return _run(params, I_inj, lambda V, I, p: _quick_f_QIF(V, p) + I / p["g_L"])


def simulate_QIF__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, t, spikes = _run(params, I_inj, _dvdt_QIF)
    return V, t, [t[k] for k in spikes]


def rheobase_QIF__without_quarter(params):
    """The factor 1/4 is missing: f is lowest half-way, so each of its two factors is a half."""
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2


def rheobase_QIF__half(params):
    """The factor should be 1/4, not 1/2: f is lowest half-way, and both of its factors are half."""
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 2


def rheobase_QIF__without_square(params):
    """The square is missing: at its lowest f is a_0 times two factors, both of them a distance."""
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) / 4


def rheobase_QIF__without_a_0(params):
    """a_0 is missing: the square of a voltage is in mV squared, a_0 in 1/mV makes it mV."""
    return params["g_L"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def rheobase_QIF__in_mV(params):
    """This is how deep f is at its lowest, in mV: which current makes up for it?"""
    return params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def rheobase_QIF__sign(params):
    """The sign is wrong: f is negative at its lowest, and a positive current makes up for it."""
    return -params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4


def rheobase_QIF__of_LIF(params):
    """This is the rheobase of an LIF with its threshold at V_c: the parabola is lowest half-way."""
    return params["g_L"] * (params["V_c"] - params["E_L"])


def rheobase_QIF__over_g_L(params):
    """The voltage is divided by g_L: I/g_L has to equal the voltage, so I is voltage times g_L."""
    return params["a_0"] * (params["V_c"] - params["E_L"]) ** 2 / 4 / params["g_L"]
