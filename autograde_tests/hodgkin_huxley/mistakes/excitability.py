"""Mistakes about the rheobase, the refractory period, and the LIF that comes near."""

import numpy as np

from reference import FI_curve_HH, detect_spikes, simulate_HH

# rheobase_HH


def _search(params, I_low, I_high, tol, fires):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if fires(middle):
            I_high = middle
        else:
            I_low = middle
    return I_high


def rheobase_HH__low_end(params, I_low, I_high, tol):
    """This is I_low as it was given: try the current half-way, and go on from there."""
    return I_low


def rheobase_HH__one_spike(params, I_low, I_high, tol):
    """This is where the neuron fires at all: one spike at the beginning is not firing for ever.

    Ask FI_curve_HH, which looks at the second half of the run.
    """

    def fires(I_ext):
        V, *_, t = simulate_HH(params, I_ext)
        return len(detect_spikes(V, t)) > 0

    return _search(params, I_low, I_high, tol, fires)


def rheobase_HH__ends_exchanged(params, I_low, I_high, tol):
    """This is I_high as it was given: in each round one of the ends has to move.

    A current that fires is the new I_high, any other the new I_low.
    """
    return _search(
        params, I_low, I_high, tol, lambda I_ext: not FI_curve_HH(params, [I_ext])[0] > 0
    )


def rheobase_HH__one_halving(params, I_low, I_high, tol):
    """This is the middle between I_low and I_high: go on halving until they are within tol."""
    return (I_low + I_high) / 2


def rheobase_HH__is_rate(params, I_low, I_high, tol):
    """This is the firing rate in Hz at the rheobase: asked for is the current, in uA/cm2."""
    rheobase = _search(
        params, I_low, I_high, tol, lambda I_ext: FI_curve_HH(params, [I_ext])[0] > 0
    )
    return FI_curve_HH(params, [rheobase])[0]


# refractory_period_HH


def _pulses(params, I_pulse, width, onsets):
    t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
    current = np.zeros((len(t), len(onsets)))
    for i, onset in enumerate(onsets):
        current[t < width, i] = I_pulse
        current[(t >= onset) & (t < onset + width), i] = I_pulse
    return current


def _spikes(params, current):
    V, _m, _h, _n, t = simulate_HH(params, current)
    return [detect_spikes(one, t) for one in V.T]


def _smallest(gaps, twice):
    return next((gap for gap, found in zip(gaps, twice) if found), np.nan)


def _twice(params, I_pulse, width, gaps):
    return [len(spikes) >= 2 for spikes in _spikes(params, _pulses(params, I_pulse, width, gaps))]


def refractory_period_HH__pulses_end_to_start(params, I_pulse, width, gaps):
    """The second pulse comes gap ms after the end of the first: count from its start.

    Both ends of a gap are starts of pulses, so yours are too long by the width of a pulse.
    """
    return _smallest(gaps, _twice(params, I_pulse, width, np.asarray(gaps) + width))


def refractory_period_HH__largest_silent(params, I_pulse, width, gaps):
    """This is the largest gap *without* a second spike: the smallest one with it is asked for."""
    silent = [gap for gap, two in zip(gaps, _twice(params, I_pulse, width, gaps)) if not two]
    return silent[-1]


def refractory_period_HH__largest(params, I_pulse, width, gaps):
    """This is the largest gap: asked for is the smallest one with two spikes."""
    firing = [gap for gap, two in zip(gaps, _twice(params, I_pulse, width, gaps)) if two]
    return firing[-1] if firing else np.nan


def refractory_period_HH__any_spike(params, I_pulse, width, gaps):
    """This is the smallest of the gaps, whatever happens at it.

    Are two spikes asked for (the first pulse always makes one), and is there no current between
    the pulses?
    """
    found = _spikes(params, _pulses(params, I_pulse, width, gaps))
    return _smallest(gaps, [len(spikes) >= 1 for spikes in found])


def refractory_period_HH__number(params, I_pulse, width, gaps):
    """This is the number of the gap in the array: asked for is the gap itself, in ms."""
    twice = _twice(params, I_pulse, width, gaps)
    return twice.index(True) if any(twice) else np.nan


def refractory_period_HH__interval(params, I_pulse, width, gaps):
    """This is the interval between the two spikes: asked for is the gap between the two pulses."""
    found = _spikes(params, _pulses(params, I_pulse, width, gaps))
    return next((spikes[1] - spikes[0] for spikes in found if len(spikes) >= 2), np.nan)


def refractory_period_HH__never_nan(params, I_pulse, width, gaps):
    """Where no gap has a second spike, the last gap is returned: return np.nan there."""
    return _smallest(gaps, [*_twice(params, I_pulse, width, gaps)[:-1], True])


# fit_LIF_to_HH


def _rate_LIF(I_values, rheobase, tau_m, tref):
    above = np.where(I_values > rheobase, I_values, np.inf)
    rate = 1000 / (tref - tau_m * np.log1p(-rheobase / above))
    return np.where(I_values > rheobase, rate, 0.0)


def _fit(I_values, rates, rheobases, trefs):
    I_values, rates = np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)
    grid = [
        (np.sum((_rate_LIF(I_values, rheobase, tau_m, tref) - rates) ** 2), rheobase, tau_m, tref)
        for rheobase in rheobases
        for tau_m in np.geomspace(0.1, 1000, 60)
        for tref in trefs
    ]
    _, rheobase, tau_m, tref = min(grid)
    return {
        "E_L": -65.0,
        "V_reset": -65.0,
        "V_th": -55.0,
        "g_L": rheobase / 10,
        "tau_m": tau_m,
        "tref": tref,
    }


def _first_firing(I_values, rates):
    return np.min(np.asarray(I_values)[np.asarray(rates) > 0])


def fit_LIF_to_HH__without_tref(I_values, rates):
    """tref is 0: without a refractory time an LIF has no ceiling, and cannot bend like this."""
    first = _first_firing(I_values, rates)
    return _fit(I_values, rates, np.linspace(0.02, 0.98, 25) * first, [0.0])


def fit_LIF_to_HH__fires_at_once(I_values, rates):
    """This LIF fires at any current: its rheobase should be above the currents without spikes."""
    first = _first_firing(I_values, rates)
    return _fit(I_values, rates, [1e-3 * first], np.linspace(0, 30, 61))


def fit_LIF_to_HH__in_seconds(I_values, rates):
    """The times are in seconds: tau_m and tref are in ms."""
    first = _first_firing(I_values, rates)
    fitted = _fit(I_values, rates, np.linspace(0.6, 0.98, 8) * first, np.linspace(0, 30, 61))
    return {**fitted, "tau_m": fitted["tau_m"] / 1000, "tref": fitted["tref"] / 1000}
