"""Mistakes in simulators of the LIF neuron, without and with noise."""

import numpy as np

from reference import dvdt_LIF, my_GWN, simulate_LIF

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


def simulate_LIF__hold_too_long(params, I_inj):
    """The hold lasts some steps too long: V is reset for tref, and the next step moves it again."""
    return _run(params, I_inj, n_ref=round(params["tref"] / params["dt"]) + 2)


def simulate_LIF__hold_never_ends(params, I_inj):
    """The hold never ends: count it down by one at each step, or V stays at V_reset for ever."""
    return _run(params, I_inj, n_ref=round(params["T"] / params["dt"]))


def simulate_LIF__no_reset(params, I_inj):
    """V does not come back below the threshold: each sample above it counts as a spike.

    At a spike V has to be set to V_reset.
    """
    return _run(params, I_inj, n_ref=0)


def simulate_LIF__equality(params, I_inj):
    """There are no spikes, though V gets above the threshold: where is V compared with V_th?

    Ask for a V at or above V_th: V steps over it, and is hardly ever equal to it (==).
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


def simulate_LIF__draws_spikes(params, I_inj):
    """You draw each spike into V, at the sample before it. V is what the membrane does: for spikes
    that look nicer, draw a copy of V.
    """
    V, t, spikes = _run(params, I_inj)
    V[np.array(spikes, dtype=int) - 1] = 20.0
    return V, t, spikes


def simulate_LIF__current_waits(params, I_inj):
    """In the hold your current stands still, and goes on after it. Its samples pass in the hold,
    too: the step from k - 1 to k takes the current of sample k - 1.
    """
    hold = round(params["tref"] / params["dt"])
    later = np.broadcast_to(np.asarray(I_inj, dtype=float), round(params["T"] / params["dt"]))
    V, t, spikes = _run(params, later)
    for number in range(len(V)):
        if number >= len(spikes):
            break
        k = spikes[number]
        later = np.concatenate([later[:k], np.zeros(hold), later[k:]])[: len(V)]
        V, t, spikes = _run(params, later)
    return V, t, spikes


def simulate_LIF__hold_not_written(params, I_inj):
    """In the hold V is 0 mV: nothing is written into V[k] there, so it keeps the zero that the
    array was made with. Write V_reset.
    """
    V, t, spikes = _run(params, I_inj)
    hold = round(params["tref"] / params["dt"])
    for k in spikes:
        V[k + 1 : k + 1 + hold] = 0.0
    return V, t, spikes


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


def simulate_noisy_LIF__without_spikes(params, mu, sigma, myseed):
    """The list of spikes stays empty, though V is reset: return the spikes that simulate_LIF
    finds.
    """
    V, t, _spikes = simulate_LIF(params, my_GWN(params, mu, sigma, myseed)[0])
    return V, t, []


def simulate_noisy_LIF__seed_zero_dropped(params, mu, sigma, myseed):
    """Seed 0 is taken for no seed: 0 counts as False in Python, but it is a seed like any other."""
    return simulate_LIF(params, my_GWN(params, mu, sigma, myseed or None)[0])


def simulate_noisy_LIF__seed_ignored(params, mu, sigma, myseed):
    """The noise has the right strength, but it is not the noise of this seed.

    Take the noise from my_GWN and hand myseed on to it, so that the same seed gives the same run.
    """
    return simulate_LIF(params, my_GWN(params, mu, sigma)[0])
