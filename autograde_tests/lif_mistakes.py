"""Mistakes that students make in the `lif` assignment.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot, the course's own names and the private
helpers of this module are used, so that it works in a student's cell as it stands.
"""

# ruff: noqa: ANN001, ANN201, ANN202, D400, D403, D404 (they read like students' code)

import numpy as np
from matplotlib import pyplot as plt

from reference.integrate_and_fire import (
    FI_curve,
    dvdt_LIF,
    rheobase_LIF,
    simulate_LIF,
    simulate_noisy_LIF,
)
from reference.noise import my_GWN
from reference.spike_trains import spike_freq

# dvdt_proto_LIF


def dvdt_proto_LIF__leak_sign(g_L, E_L, C_m, I_ext, V_val):
    """The leak has the wrong sign: it pushes V away from E_L.

    Above E_L a leak current flows out and V must fall; look at the sign in front of g_L.
    """
    return (g_L * (V_val - E_L) + I_ext) / C_m


def dvdt_proto_LIF__current_sign(g_L, E_L, C_m, I_ext, V_val):
    """The injected current has the wrong sign: positive I_ext should raise V."""
    return (-g_L * (V_val - E_L) - I_ext) / C_m


def dvdt_proto_LIF__without_E_L(g_L, E_L, C_m, I_ext, V_val):
    """E_L is missing: the leak is driven by the distance V - E_L, not by V itself."""
    return (-g_L * V_val + I_ext) / C_m


def dvdt_proto_LIF__plus_E_L(g_L, E_L, C_m, I_ext, V_val):
    """E_L is added to V: the leak is driven by the difference of V and E_L (both are negative)."""
    return (-g_L * (V_val + E_L) + I_ext) / C_m


def dvdt_proto_LIF__without_g_L(g_L, E_L, C_m, I_ext, V_val):
    """g_L is missing: V - E_L is a voltage; only times g_L is it a current, as I_ext is."""
    return (-(V_val - E_L) + I_ext) / C_m


def dvdt_proto_LIF__current_not_divided(g_L, E_L, C_m, I_ext, V_val):
    """The injected current is not divided by C_m, only the leak is: check the brackets."""
    return -g_L * (V_val - E_L) / C_m + I_ext


def dvdt_proto_LIF__leak_not_divided(g_L, E_L, C_m, I_ext, V_val):
    """The leak is not divided by C_m, only the injected current is: check the brackets."""
    return -g_L * (V_val - E_L) + I_ext / C_m


def dvdt_proto_LIF__without_C_m(g_L, E_L, C_m, I_ext, V_val):
    """C_m is missing: this is the net current in pA.

    The equation gives C_m dV/dt; the function should return dV/dt.
    """
    return -g_L * (V_val - E_L) + I_ext


def dvdt_proto_LIF__times_C_m(g_L, E_L, C_m, I_ext, V_val):
    """The net current is multiplied by C_m: a larger capacitance should make V slower."""
    return (-g_L * (V_val - E_L) + I_ext) * C_m


def dvdt_proto_LIF__over_g_L(g_L, E_L, C_m, I_ext, V_val):
    """The net current is divided by g_L, which gives mV; the capacitance C_m sets the speed."""
    return (-g_L * (V_val - E_L) + I_ext) / g_L


def dvdt_proto_LIF__mixed_forms(g_L, E_L, C_m, I_ext, V_val):
    """Two forms of the equation are mixed: I_ext/g_L belongs to the form with tau_m.

    Here all terms are currents in pA, and their sum is divided by C_m.
    """
    return (-(V_val - E_L) + I_ext / g_L) / C_m


# V_proto_LIF


def _approach(V_start, V_end, exponent):
    return V_end + (V_start - V_end) * np.exp(exponent)


def _end(params, I_ext):
    return params["E_L"] + I_ext / params["g_L"]


def V_proto_LIF__starts_at_rest(t, params, I_ext):
    """V starts at E_L instead of V_0: the solution should be V_0 at time 0."""
    return _approach(params["E_L"], _end(params, I_ext), -t / params["tau_m"])


def V_proto_LIF__starts_at_reset(t, params, I_ext):
    """V starts at V_reset instead of V_0: there are no spikes here, so there is no reset."""
    return _approach(params["V_reset"], _end(params, I_ext), -t / params["tau_m"])


def V_proto_LIF__explodes(t, params, I_ext):
    """The exponential grows: the distance to the steady state must shrink with time.

    Look at the sign of the exponent.
    """
    return _approach(params["V_0"], _end(params, I_ext), t / params["tau_m"])


def V_proto_LIF__without_tau(t, params, I_ext):
    """The time constant is missing in the exponent: t has the unit ms, an exponent has none."""
    return _approach(params["V_0"], _end(params, I_ext), -t)


def V_proto_LIF__times_tau(t, params, I_ext):
    """t is multiplied by tau_m in the exponent: a larger tau_m should make V slower."""
    return _approach(params["V_0"], _end(params, I_ext), -t * params["tau_m"])


def V_proto_LIF__over_C_m(t, params, I_ext):
    """C_m stands in the exponent instead of the time constant tau_m = C_m/g_L."""
    return _approach(params["V_0"], _end(params, I_ext), -t / params["C_m"])


def V_proto_LIF__over_g_L(t, params, I_ext):
    """g_L stands in the exponent instead of the time constant tau_m = C_m/g_L."""
    return _approach(params["V_0"], _end(params, I_ext), -t / params["g_L"])


def V_proto_LIF__current_not_divided(t, params, I_ext):
    """The current is added to a voltage: pA are not mV. What turns one into the other?"""
    return _approach(params["V_0"], params["E_L"] + I_ext, -t / params["tau_m"])


def V_proto_LIF__current_times_g_L(t, params, I_ext):
    """The current is multiplied by g_L: a leakier membrane should move less, not more."""
    V_end = params["E_L"] + I_ext * params["g_L"]
    return _approach(params["V_0"], V_end, -t / params["tau_m"])


def V_proto_LIF__without_current(t, params, I_ext):
    """The injected current is missing: with it, V does not end at E_L."""
    return _approach(params["V_0"], params["E_L"], -t / params["tau_m"])


def V_proto_LIF__without_E_L(t, params, I_ext):
    """E_L is missing in the steady state: without current V should end at E_L, not at 0 mV."""
    return _approach(params["V_0"], I_ext / params["g_L"], -t / params["tau_m"])


def V_proto_LIF__ends_swapped(t, params, I_ext):
    """Start and end are swapped: V should be V_0 at time 0 and approach its steady state."""
    return _approach(_end(params, I_ext), params["V_0"], -t / params["tau_m"])


def V_proto_LIF__without_distance(t, params, I_ext):
    """At time 0 this gives V_0 plus the steady state.

    What decays is the distance from V_0 to the steady state, not V_0 itself.
    """
    return _end(params, I_ext) + params["V_0"] * np.exp(-t / params["tau_m"])


def V_proto_LIF__distance_sign(t, params, I_ext):
    """The distance has the wrong sign: at time 0 the terms should add up to V_0."""
    V_end = _end(params, I_ext)
    return V_end + (V_end - params["V_0"]) * np.exp(-t / params["tau_m"])


# steady_state_voltage


def steady_state_voltage__without_E_L(params, I_ext):
    """E_L is missing: without current V ends at E_L, not at 0 mV."""
    return I_ext / params["g_L"]


def steady_state_voltage__times_g_L(params, I_ext):
    """The current is multiplied by g_L: pA times nS is no voltage. Set dV/dt = 0 first."""
    return params["E_L"] + I_ext * params["g_L"]


def steady_state_voltage__not_divided(params, I_ext):
    """The current is added to a voltage as it is: pA are not mV. What turns one into the other?"""
    return params["E_L"] + I_ext


def steady_state_voltage__current_sign(params, I_ext):
    """The current is subtracted: a positive current should raise V above E_L."""
    return params["E_L"] - I_ext / params["g_L"]


def steady_state_voltage__from_V_0(params, I_ext):
    """V_0 stands where E_L should: where V ends does not depend on where it started."""
    return params["V_0"] + I_ext / params["g_L"]


def steady_state_voltage__from_V_reset(params, I_ext):
    """V_reset stands where E_L should: there are no spikes here, so there is no reset."""
    return params["V_reset"] + I_ext / params["g_L"]


def steady_state_voltage__over_C_m(params, I_ext):
    """The current is divided by C_m: the capacitance sets how fast V gets there, not where."""
    return params["E_L"] + I_ext / params["C_m"]


def steady_state_voltage__over_tau(params, I_ext):
    """The current is divided by tau_m: the time constant sets how fast V gets there, not where."""
    return params["E_L"] + I_ext / params["tau_m"]


def steady_state_voltage__capped(params, I_ext):
    """V is kept below V_th: the proto-LIF has no threshold, and strong currents take V above it."""
    return min(params["E_L"] + I_ext / params["g_L"], params["V_th"])


# dvdt_LIF


def dvdt_LIF__leak_sign(g_L, E_L, tau_m, I_ext, V_val):
    """The leak has the wrong sign: above E_L, V must fall back, not run away."""
    return ((V_val - E_L) + I_ext / g_L) / tau_m


def dvdt_LIF__current_sign(g_L, E_L, tau_m, I_ext, V_val):
    """The injected current has the wrong sign: positive I_ext should raise V."""
    return (-(V_val - E_L) - I_ext / g_L) / tau_m


def dvdt_LIF__without_E_L(g_L, E_L, tau_m, I_ext, V_val):
    """E_L is missing: the leak is driven by the distance V - E_L, not by V itself."""
    return (-V_val + I_ext / g_L) / tau_m


def dvdt_LIF__plus_E_L(g_L, E_L, tau_m, I_ext, V_val):
    """E_L is added to V: the leak is driven by the difference of V and E_L (both are negative)."""
    return (-(V_val + E_L) + I_ext / g_L) / tau_m


def dvdt_LIF__current_not_divided(g_L, E_L, tau_m, I_ext, V_val):
    """The current is not divided by g_L: pA cannot be added to mV, but pA/nS can."""
    return (-(V_val - E_L) + I_ext) / tau_m


def dvdt_LIF__current_times_g_L(g_L, E_L, tau_m, I_ext, V_val):
    """The current is multiplied by g_L instead of divided: pA times nS is not mV, pA/nS is."""
    return (-(V_val - E_L) + I_ext * g_L) / tau_m


def dvdt_LIF__without_tau(g_L, E_L, tau_m, I_ext, V_val):
    """tau_m is missing: this is a distance in mV, not yet a rate in mV/ms."""
    return -(V_val - E_L) + I_ext / g_L


def dvdt_LIF__times_tau(g_L, E_L, tau_m, I_ext, V_val):
    """The rate is multiplied by tau_m: a larger time constant should make V slower."""
    return (-(V_val - E_L) + I_ext / g_L) * tau_m


def dvdt_LIF__only_leak_divided(g_L, E_L, tau_m, I_ext, V_val):
    """Only the leak is divided by tau_m: the current is on the same side. Check the brackets."""
    return -(V_val - E_L) / tau_m + I_ext / g_L


def dvdt_LIF__only_current_divided(g_L, E_L, tau_m, I_ext, V_val):
    """Only the current is divided by tau_m: the leak is on the same side. Check the brackets."""
    return -(V_val - E_L) + I_ext / g_L / tau_m


def dvdt_LIF__swapped(g_L, E_L, tau_m, I_ext, V_val):
    """tau_m and g_L are swapped: the current is divided by g_L, and everything by tau_m."""
    return (-(V_val - E_L) + I_ext / tau_m) / g_L


def dvdt_LIF__leak_times_g_L(g_L, E_L, tau_m, I_ext, V_val):
    """This is the form of the proto-LIF, a sum of currents, divided by tau_m instead of C_m.

    In the form with tau_m all terms are in mV: V - E_L without g_L, and the current over g_L.
    """
    return (-g_L * (V_val - E_L) + I_ext) / tau_m


# simulate_LIF


def _run(params, I_inj, n_ref=None, V_start=None, V_hold=None, step=None, fires=None, delay=0):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    I_ext = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    membrane = params["g_L"], params["E_L"], params["tau_m"]
    V = np.zeros(n)
    V[0] = params["V_0"] if V_start is None else V_start
    spikes, hold = [], 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"] if V_hold is None else V_hold
            hold -= 1
        else:
            V[k] = V[k - 1] + (step or dt) * dvdt_LIF(*membrane, I_ext[k - 1 + delay], V[k - 1])
        if fires(V[k], params["V_th"]) if fires else V[k] >= params["V_th"]:
            spikes.append(k)
            hold = round(params["tref"] / dt) if n_ref is None else n_ref
    return V, t, spikes


def simulate_LIF__no_hold(params, I_inj):
    """There is no refractory hold: after a spike V stays at V_reset for tref before it moves."""
    return _run(params, I_inj, n_ref=1)


def simulate_LIF__tref_in_steps(params, I_inj):
    """tref is taken for a number of steps: it is in ms. How many steps of dt are that?"""
    return _run(params, I_inj, n_ref=round(params["tref"]))


def simulate_LIF__hold_never_ends(params, I_inj):
    """The hold never ends: count it down by one at each step, or V stays at V_reset for ever."""
    return _run(params, I_inj, n_ref=round(params["T"] / params["dt"]))


def simulate_LIF__no_reset(params, I_inj):
    """V is never reset: each sample above threshold counts as a spike, and V climbs on."""
    return _run(params, I_inj, n_ref=0)


def simulate_LIF__equality(params, I_inj):
    """There are no spikes: V steps over the threshold and is hardly ever equal to it.

    Ask for a V at or above V_th, not for V == V_th.
    """
    return _run(params, I_inj, fires=np.equal)


def simulate_LIF__resets_to_rest(params, I_inj):
    """After a spike V goes to E_L: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, V_hold=params["E_L"])


def simulate_LIF__resets_to_start(params, I_inj):
    """After a spike V goes to V_0: it should go to V_reset (equal in the default parameters)."""
    return _run(params, I_inj, V_hold=params["V_0"])


def simulate_LIF__starts_at_rest(params, I_inj):
    """V starts at E_L: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, V_start=params["E_L"])


def simulate_LIF__starts_at_reset(params, I_inj):
    """V starts at V_reset: it should start at V_0 (equal in the default parameters)."""
    return _run(params, I_inj, V_start=params["V_reset"])


def simulate_LIF__starts_at_zero(params, I_inj):
    """V starts at 0 mV: set V[0] to V_0 before the loop."""
    return _run(params, I_inj, V_start=0.0)


def simulate_LIF__without_dt(params, I_inj):
    """The Euler step has no dt: what V gains in a step is the rate times dt."""
    return _run(params, I_inj, step=1.0)


def simulate_LIF__current_one_late(params, I_inj):
    """The step from k-1 to k uses the current of sample k: rate and V belong to sample k-1."""
    return _run(params, I_inj, delay=1)


def simulate_LIF__spikes_not_recorded(params, I_inj):
    """The list of spikes stays empty, though V is reset: append the sample index at each spike."""
    V, t, _ = _run(params, I_inj)
    return V, t, []


def simulate_LIF__spikes_in_ms(params, I_inj):
    """The list of spikes holds times in ms: it should hold sample indices (whole numbers)."""
    V, t, spikes = _run(params, I_inj)
    return V, t, [t[k] for k in spikes]


# simulate_noisy_LIF


def _own_noise(params, mu, sigma, myseed, factor):
    n = round(params["T"] / params["dt"])
    noise = np.random.default_rng(myseed).standard_normal(n)
    return simulate_LIF(params, mu + sigma * noise * factor)


def simulate_noisy_LIF__sigma_ignored(params, mu, sigma, myseed):
    """There is no noise: sigma does not reach the current that the neuron gets."""
    return simulate_LIF(params, mu)


def simulate_noisy_LIF__mu_ignored(params, mu, sigma, myseed):
    """The mean current is missing: the noise should fluctuate around mu, not around 0."""
    return simulate_LIF(params, my_GWN(params, 0, sigma, myseed)[0])


def simulate_noisy_LIF__swapped(params, mu, sigma, myseed):
    """mu and sigma are swapped: my_GWN takes the mean first, then the strength of the noise."""
    return simulate_LIF(params, my_GWN(params, sigma, mu, myseed)[0])


def simulate_noisy_LIF__one_draw(params, mu, sigma, myseed):
    """One random number is used for the whole run: noise needs a new one for each sample."""
    return simulate_LIF(params, my_GWN(params, mu, sigma, myseed)[0][0])


def simulate_noisy_LIF__without_dt(params, mu, sigma, myseed):
    """The noise lacks its factor 1/sqrt(dt): use the current that my_GWN returns."""
    return _own_noise(params, mu, sigma, myseed, 1.0)


def simulate_noisy_LIF__dt_in_ms(params, mu, sigma, myseed):
    """The noise is divided by the square root of dt in ms.

    sigma is in pA sqrt(s), so dt has to be in s: use the current that my_GWN returns.
    """
    return _own_noise(params, mu, sigma, myseed, params["dt"] ** -0.5)


def simulate_noisy_LIF__times_dt(params, mu, sigma, myseed):
    """The noise is multiplied by sqrt(dt) instead of divided: use what my_GWN returns."""
    return _own_noise(params, mu, sigma, myseed, (params["dt"] / 1000) ** 0.5)


def simulate_noisy_LIF__seed_zero_dropped(params, mu, sigma, myseed):
    """Seed 0 is taken for no seed: 0 counts as False in Python, but it is a seed like any other."""
    return simulate_LIF(params, my_GWN(params, mu, sigma, myseed or None)[0])


def simulate_noisy_LIF__seed_ignored(params, mu, sigma, myseed):
    """The noise has the right strength, but it is not the noise of this seed.

    Take the noise from my_GWN and hand myseed on to it, so that the same seed gives the same run.
    """
    return simulate_LIF(params, my_GWN(params, mu, sigma)[0])


# spike_freq


def spike_freq__per_ms(spikes, params):
    """This is a number of spikes per ms: 1 Hz is one spike per second, and T is in ms."""
    return len(spikes) / params["T"]


def spike_freq__of_intervals(spikes, params):
    """One spike is missing: the rate counts the spikes, not the intervals between them."""
    return 1000 * max(len(spikes) - 1, 0) / params["T"]


def spike_freq__is_count(spikes, params):
    """This is the number of spikes: a rate is that number for each second, so divide by T in s."""
    return len(spikes)


def spike_freq__per_sample(spikes, params):
    """The count is divided by the number of samples T/dt: divide by the duration in seconds."""
    return len(spikes) * params["dt"] / params["T"]


def spike_freq__until_last_spike(spikes, params):
    """The count is divided by the time of the last spike: the run goes on until T."""
    return 1000 * len(spikes) / (spikes[-1] * params["dt"]) if len(spikes) else 0.0


def spike_freq__from_mean_interval(spikes, params):
    """This is one over the mean interval: asked for is the number of spikes over the duration."""
    return 1000 / (np.mean(np.diff(spikes)) * params["dt"]) if len(spikes) > 1 else 0.0


# rheobase_LIF


def rheobase_LIF__without_E_L(params):
    """E_L is missing: the current has to lift V from E_L to V_th, not from 0 mV."""
    return params["g_L"] * params["V_th"]


def rheobase_LIF__from_reset(params):
    """V_reset stands where E_L should: where V ends does not depend on where it started from."""
    return params["g_L"] * (params["V_th"] - params["V_reset"])


def rheobase_LIF__from_start(params):
    """V_0 stands where E_L should: where V ends does not depend on where it started from."""
    return params["g_L"] * (params["V_th"] - params["V_0"])


def rheobase_LIF__sign(params):
    """The difference is the wrong way round: a positive current is needed to reach V_th."""
    return params["g_L"] * (params["E_L"] - params["V_th"])


def rheobase_LIF__in_mV(params):
    """This is the voltage to be bridged, in mV: which current holds it against the leak g_L?"""
    return params["V_th"] - params["E_L"]


def rheobase_LIF__over_g_L(params):
    """The voltage is divided by g_L: the current through a conductance is voltage times g_L."""
    return (params["V_th"] - params["E_L"]) / params["g_L"]


def rheobase_LIF__with_C_m(params):
    """C_m plays no role here: at the rheobase V rests just below V_th, and only the leak counts."""
    return params["C_m"] * (params["V_th"] - params["E_L"])


def rheobase_LIF__with_tau(params):
    """tau_m plays no role here: it sets how fast V rises, not how far."""
    return params["tau_m"] * (params["V_th"] - params["E_L"])


def rheobase_LIF__on_grid(params):
    """This is the first current of a grid in steps of 50 pA that makes the neuron fire.

    The rheobase lies somewhere below it: ask which steady current would hold V at V_th.
    """
    rheobase = params["g_L"] * (params["V_th"] - params["E_L"])
    return 50 * (np.floor(rheobase / 50) + 1)


# firing_rate_LIF


def _rate(params, I_ext, V_start=None, tref=None, log=np.log, tau_m=None):
    if I_ext <= rheobase_LIF(params):
        return 0.0
    V_end = params["E_L"] + I_ext / params["g_L"]
    V_start = params["V_reset"] if V_start is None else V_start
    climb = (tau_m or params["tau_m"]) * log((V_end - V_start) / (V_end - params["V_th"]))
    return 1000 / ((params["tref"] if tref is None else tref) + climb)


def firing_rate_LIF__without_tref(params, I_ext):
    """The refractory time is missing: an interval is tref plus the climb from V_reset to V_th."""
    return _rate(params, I_ext, tref=0.0)


def firing_rate_LIF__from_rest(params, I_ext):
    """The climb starts from E_L: after a spike V starts from V_reset."""
    return _rate(params, I_ext, V_start=params["E_L"])


def firing_rate_LIF__from_start(params, I_ext):
    """The climb starts from V_0: after a spike V starts from V_reset."""
    return _rate(params, I_ext, V_start=params["V_0"])


def firing_rate_LIF__log_inverted(params, I_ext):
    """The fraction in the logarithm is upside down, so the climb takes a negative time."""
    return _rate(params, I_ext, log=lambda fraction: -np.log(fraction))


def firing_rate_LIF__log10(params, I_ext):
    """The logarithm has base 10: an exponential e^(-t/tau_m) needs the natural one, np.log."""
    return _rate(params, I_ext, log=np.log10)


def firing_rate_LIF__without_tau(params, I_ext):
    """The logarithm is not multiplied by tau_m: as it stands it is no time in ms."""
    return _rate(params, I_ext, tau_m=1.0)


def firing_rate_LIF__per_ms(params, I_ext):
    """This is a rate per ms: 1 Hz is one spike per second."""
    return _rate(params, I_ext) / 1000


def firing_rate_LIF__is_interval(params, I_ext):
    """This is the interval in ms: the rate is one over it, in Hz."""
    rate = _rate(params, I_ext)
    return 1000 / rate if rate else 0.0


def firing_rate_LIF__without_guard(params, I_ext):
    """Below the rheobase the formula has no meaning, for V never gets to V_th: return 0 there."""
    V_end = params["E_L"] + I_ext / params["g_L"]
    climb = np.log(np.float64(V_end - params["V_reset"]) / (V_end - params["V_th"]))
    return 1000 / (params["tref"] + params["tau_m"] * climb)


# FI_curve


def _curve(params, I_range, sigma, rate=spike_freq):
    runs = [
        simulate_noisy_LIF(params, I_ext, sigma, 7 + i) if sigma else simulate_LIF(params, I_ext)
        for i, I_ext in enumerate(I_range)
    ]
    return I_range, np.array([rate(spikes, params) for _V, _t, spikes in runs])


def FI_curve__with_I_max(params, I_max=1000, I_step=50, sigma=0):
    """I_max is among the currents: np.arange(0, I_max, I_step) stops before it."""
    return _curve(params, np.arange(0, I_max + I_step, I_step), sigma)


def FI_curve__without_zero(params, I_max=1000, I_step=50, sigma=0):
    """The currents start at I_step: the first current should be 0."""
    return _curve(params, np.arange(I_step, I_max + I_step, I_step), sigma)


def FI_curve__linspace(params, I_max=1000, I_step=50, sigma=0):
    """The currents are not I_step apart: linspace takes a number of points and ends at I_max."""
    return _curve(params, np.linspace(0, I_max, int(I_max / I_step)), sigma)


def FI_curve__counts(params, I_max=1000, I_step=50, sigma=0):
    """These are numbers of spikes: turn them into rates in Hz with spike_freq."""
    return _curve(params, np.arange(0, I_max, I_step), sigma, lambda spikes, _params: len(spikes))


def FI_curve__per_ms(params, I_max=1000, I_step=50, sigma=0):
    """These are rates per ms: 1 Hz is one spike per second (spike_freq does it)."""
    I_range = np.arange(0, I_max, I_step)
    return _curve(params, I_range, sigma, lambda spikes, params: len(spikes) / params["T"])


def FI_curve__default_duration(params, I_max=1000, I_step=50, sigma=0):
    """The spikes are divided by 150 ms, whatever T is: divide by the T in params."""
    I_range = np.arange(0, I_max, I_step)
    return _curve(params, I_range, sigma, lambda spikes, _params: len(spikes) / 0.15)


def FI_curve__one_current(params, I_max=1000, I_step=50, sigma=0):
    """Every simulation gets I_max: each one should get its own current of I_range."""
    I_range = np.arange(0, I_max, I_step)
    return I_range, _curve(params, np.full(len(I_range), I_max), sigma)[1]


def FI_curve__swapped(params, I_max=1000, I_step=50, sigma=0):
    """The two arrays are swapped: return I_range first, then the rates."""
    return _curve(params, np.arange(0, I_max, I_step), sigma)[::-1]


def FI_curve__without_noise(params, I_max=1000, I_step=50, sigma=0):
    """sigma makes no difference: above 0, the noisy simulation should be used, with this sigma."""
    return _curve(params, np.arange(0, I_max, I_step), 0)


# plot_FI_tau, plot_FI_noise


def _draw(curves):
    _fig, ax = plt.subplots()
    for x, y, label in curves:
        ax.plot(x, y, label=label)
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax


def plot_FI_tau__only_C_m(params, tau_m_values, I_max, I_step):
    """All curves are the same: C_m was changed, but the simulation takes tau_m from params.

    Change both, C_m and tau_m, in a copy of params, and hand that copy to FI_curve.
    """
    one = FI_curve(params, I_max, I_step)
    return _draw((*one, f"tau_m = {tau_m} ms") for tau_m in tau_m_values)


def plot_FI_tau__by_g_L(params, tau_m_values, I_max, I_step):
    """tau_m was changed through g_L, which also moves the rheobase: change C_m instead."""
    varied = [params | {"tau_m": tau_m, "g_L": params["C_m"] / tau_m} for tau_m in tau_m_values]
    return _draw(
        (*FI_curve(other, I_max, I_step), f"tau_m = {other['tau_m']} ms") for other in varied
    )


def plot_FI_tau__one_tau(params, tau_m_values, I_max, I_step):
    """All curves have the same tau_m, the first: does the value of the loop get into the copy?"""
    one = FI_curve(params | {"tau_m": tau_m_values[0]}, I_max, I_step)
    return _draw((*one, f"tau_m = {tau_m} ms") for tau_m in tau_m_values)


def plot_FI_tau__axes_swapped(params, tau_m_values, I_max, I_step):
    """The axes are swapped: the current goes on the x axis, the rate on the y axis."""
    varied = [params | {"tau_m": tau_m} for tau_m in tau_m_values]
    return _draw(
        (*FI_curve(other, I_max, I_step)[::-1], f"tau_m = {other['tau_m']} ms") for other in varied
    )


def plot_FI_noise__without_sigma(params, sigma_values, I_max, I_step):
    """All curves are the one without noise: hand sigma on to FI_curve."""
    one = FI_curve(params, I_max, I_step)
    return _draw((*one, f"sigma = {sigma}") for sigma in sigma_values)


# get_ISI


def get_ISI__in_steps(spikes, params):
    """These are intervals in steps: each step lasts dt ms."""
    return np.diff(spikes)


def get_ISI__in_seconds(spikes, params):
    """These are intervals in seconds: asked for are ms."""
    return np.diff(spikes) * params["dt"] / 1000


def get_ISI__over_dt(spikes, params):
    """The steps are divided by dt: a number of steps times the length of a step is a time."""
    return np.diff(spikes) / params["dt"]


def get_ISI__are_times(spikes, params):
    """These are spike times in ms: intervals are the differences between neighbouring ones."""
    return np.asarray(spikes) * params["dt"]


def get_ISI__with_first(spikes, params):
    """The time before the first spike is among the intervals: n spikes have n - 1 intervals."""
    return np.diff(np.concatenate([[0], spikes])) * params["dt"]


def get_ISI__negative(spikes, params):
    """The intervals are negative: the earlier spike is to be subtracted from the later one."""
    return -np.diff(spikes) * params["dt"]


def get_ISI__are_rates(spikes, params):
    """These are rates: asked for are the intervals themselves, in ms."""
    return 1000 / (np.diff(spikes) * params["dt"])


def get_ISI__mean(spikes, params):
    """This is the mean interval: return all intervals, as an array."""
    return np.mean(np.diff(spikes) * params["dt"]) if len(spikes) > 1 else np.array([])


# plot_ISI_histograms: what the panels would show


def plot_ISI_histograms__swapped(ISI_noiseless, ISI_noisy):
    """The panels are swapped: the intervals without noise go first."""
    return [ISI_noisy, ISI_noiseless]


def plot_ISI_histograms__same(ISI_noiseless, ISI_noisy):
    """Both panels show the intervals without noise."""
    return [ISI_noiseless, ISI_noiseless]


def plot_ISI_histograms__same_noisy(ISI_noiseless, ISI_noisy):
    """Both panels show the intervals with noise."""
    return [ISI_noisy, ISI_noisy]


def plot_ISI_histograms__bins_of_first(ISI_noiseless, ISI_noisy):
    """The bins end with the intervals without noise, so most noisy ones are not shown.

    Choose the bins from the smallest to the largest of all intervals.
    """
    shown = (ISI_noisy >= ISI_noiseless.min()) & (ISI_noisy <= ISI_noiseless.max())
    return [ISI_noiseless, ISI_noisy[shown]]


# get_CV


def _CV(spike_times_array, of):
    ISI = np.diff(spike_times_array)
    return of(ISI) if len(ISI) > 1 else np.nan


def get_CV__ddof(spike_times_array):
    """The standard deviation is divided by n - 1 (ddof=1): take np.std as it is, with ddof=0."""
    return _CV(spike_times_array, lambda ISI: np.std(ISI, ddof=1) / np.mean(ISI))


def get_CV__variance(spike_times_array):
    """This is variance over mean, which has a unit: take the standard deviation instead."""
    return _CV(spike_times_array, lambda ISI: np.var(ISI) / np.mean(ISI))


def get_CV__squared(spike_times_array):
    """This is the square of the CV: standard deviation over mean, without squares."""
    return _CV(spike_times_array, lambda ISI: np.var(ISI) / np.mean(ISI) ** 2)


def get_CV__upside_down(spike_times_array):
    """The fraction is upside down: standard deviation over mean, 0 for a regular train."""
    return _CV(spike_times_array, lambda ISI: np.divide(np.mean(ISI), np.std(ISI)))


def get_CV__only_std(spike_times_array):
    """This is the standard deviation in ms: divide it by the mean interval."""
    return _CV(spike_times_array, np.std)


def get_CV__of_times(spike_times_array):
    """This is the CV of the spike times: take that of the intervals between them."""
    return _CV(spike_times_array, lambda _: np.std(spike_times_array) / np.mean(spike_times_array))


def get_CV__with_first(spike_times_array):
    """The time before the first spike is among the intervals: n spikes have n - 1 intervals."""
    with_zero = np.concatenate([[0.0], spike_times_array])
    return _CV(
        spike_times_array, lambda _: np.std(np.diff(with_zero)) / np.mean(np.diff(with_zero))
    )


def get_CV__of_one_interval(spike_times_array):
    """One interval has no variation to speak of: below two intervals return np.nan."""
    ISI = np.diff(spike_times_array)
    return np.std(ISI) / np.mean(ISI) if len(ISI) else np.nan
