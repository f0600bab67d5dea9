"""What right answers to the `lif` assignment give and show, and what is near enough."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograde_tests.comparisons.curves import Rates, mean_and_scatter, one_spike_off
from autograde_tests.comparisons.spikes import (
    ABOUT,
    BeforeFirstSpike,
    SpikeTrain,
    indices,
    samples_of,
    spikes_in_ms,
    without_spikes,
)
from autograde_tests.comparisons.traces import OVER_TIME
from autograde_tests.lif.inputs import T_OF_TAUS
from autograder.testing.compare import Close, Part, Together, numbers
from autograder.testing.drawn import axes_of
from autograder.testing.exercise import Comparison
from autograder.testing.figures import Curve, Curves, Exchanged, SameCurves
from autograder.testing.histograms import Bars, Histograms, lost_shape
from autograder.testing.malformed import comparison
from autograder.testing.verdict import Problem
from reference import simulate_LIF, simulate_noisy_LIF, spike_freq

_SD = 5.5  # what a noisy rate may be off by: with few spikes the tails are long
_MOST = 0.6  # of the currents at which a neuron fires, so that its rates are compared
_RUNS = 16  # of a noisy neuron, to know how much one run scatters
_MANY = 64  # the same, where so few do not explain an answer

# Curves


def FI_curve(
    params: Mapping[str, float], I_max: float = 1000, I_step: float = 50, sigma: float = 0
) -> tuple[np.ndarray, np.ndarray]:
    """The curve; with noise, its mean over some runs."""
    currents = np.arange(0, I_max, I_step)
    if sigma == 0:
        return currents, np.array([_rate(params, I_ext) for I_ext in currents])
    return currents, np.mean(_runs(params, currents, sigma), axis=0)


def _rate(params: Mapping[str, float], I_ext: float) -> float:
    return spike_freq(simulate_LIF(params, I_ext)[2], params)


def _runs(
    params: Mapping[str, float],
    currents: np.ndarray,
    sigma: float,
    number: int = _RUNS,
) -> np.ndarray:
    """Noisy rates, shape (runs, currents)."""
    inputs = tuple(params.items()), tuple(map(float, currents)), sigma
    return _runs_of(simulate_noisy_LIF, spike_freq, *inputs, number)


@functools.lru_cache(maxsize=32)
def _runs_of(
    simulate: Callable, rate: Callable, params: tuple, currents: tuple, sigma: float, number: int
) -> np.ndarray:
    neuron = dict(params)
    runs = [
        [
            rate(simulate(neuron, I_ext, sigma, 1000 * run + i)[2], neuron)
            for i, I_ext in enumerate(currents)
        ]
        for run in range(number)
    ]
    return np.array(runs)


def _allowed(runs: np.ndarray, params: Mapping[str, float]) -> np.ndarray:
    """What another noisy run may be off by at each current (Hz)."""
    return mean_and_scatter(runs, _SD)[1] + 1000 / params["T"]


def _off_on_average(rates: np.ndarray, right: np.ndarray, runs: np.ndarray) -> Problem | None:
    """Over all currents noise averages out, so a small difference at each of them shows."""
    off = np.mean(rates) - np.mean(right)
    scatter = np.sqrt(np.mean(np.var(runs, axis=0)) / rates.size)
    if abs(off) <= _SD * scatter * np.sqrt(1 + 1 / _RUNS):
        return None
    return Problem(
        f"The rates are about {abs(off):.2g} Hz too {'high' if off > 0 else 'low'} on average "
        f"over all currents: expected about {np.mean(right):.3g} Hz, got {np.mean(rates):.3g} Hz."
    )


# What the figures should show


def plot_FI_tau(
    params: Mapping[str, float], tau_m_values: Sequence[float], I_max: float, I_step: float
) -> list[Curve]:
    """One curve a time constant, open to one spike and to one step in each interval."""
    return [
        _curve(f"{tau_m}", {**params, "tau_m": tau_m, "C_m": tau_m * params["g_L"]}, I_max, I_step)
        for tau_m in tau_m_values
    ]


def plot_FI_noise(
    params: Mapping[str, float], sigma_values: Sequence[float], I_max: float, I_step: float
) -> list[Curve]:
    """One curve a strength of noise; the noisy ones are means, open to what a run may scatter."""
    return [_curve(f"{sigma}", params, I_max, I_step, sigma) for sigma in sigma_values]


def _curve(
    label: str, params: Mapping[str, float], I_max: float, I_step: float, sigma: float = 0
) -> Curve:
    currents, rates = FI_curve(params, I_max, I_step, sigma)
    allowed = (
        _allowed(_runs(params, currents, sigma), params) if sigma else one_spike_off(rates, params)
    )
    return Curve(label, currents, rates, allowed)


def plot_ISI_histograms(ISI_noiseless: np.ndarray, ISI_noisy: np.ndarray) -> list[np.ndarray]:
    """One sample a panel."""
    return [ISI_noiseless, ISI_noisy]


# Voltages and runs

RUN = ("V", "t", "spikes")
RATE_OF_V = Close(
    "dV/dt", "mV/ms", over=("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V_val"]))
)
V_AT_T = Close("V", "mV", over=("time t (ms)", lambda arguments, _n: np.atleast_1d(arguments["t"])))
V = Close("V", "mV", over=OVER_TIME)
# These are formulas of two terms, which twenty pages of expected numbers would give away.
STEADY_V = Close("V", "mV", shows_expected=False)
RHEOBASE = Close("The rheobase", "pA", shows_expected=False)
BEFORE = BeforeFirstSpike(V)
SUBTHRESHOLD = without_spikes(RUN, V="mV")
SPIKES = Part("spikes", RUN, SpikeTrain())
ABOUT_SPIKES = Part("spikes", RUN, SpikeTrain(ABOUT))
SPIKES_IN_MS = spikes_in_ms(RUN)


@comparison
def as_many_spikes(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """With noise, a step more or less in one interval changes the later ones."""
    count, right = len(indices(got, samples_of(arguments["params"]))), len(expected)
    if abs(count - right) <= 1 + 0.1 * right:
        return None
    return Problem(f"Expected about {right} spikes, got {count}.")


NOISY_RUN = Together((BEFORE, Part("spikes", RUN, as_many_spikes)))


def alike_by_chance(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two noisy runs differ by their random numbers only."""
    if BEFORE(got, simulate_noisy_LIF(*arguments.values()), arguments) is None:
        return Problem("It is the noise of this seed.")
    (V, _, spikes), (W, _, others) = got, other
    jitter = np.median(np.abs(np.diff(V))) / np.median(np.abs(np.diff(W)))
    alike = 0.7 < jitter < 1.4 and abs(np.mean(V) - np.mean(W)) < 5
    alike &= abs(len(spikes) - len(others)) <= 5 + 0.5 * len(others)
    return None if alike else Problem("Not the same noise.")


def alike_for_seed_0(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two noisy runs are the same, or for seed 0 differ by their random numbers only."""
    return (BEFORE if arguments["myseed"] else alike_by_chance)(got, other, arguments)


# Rates and curves

FREQ = Close("The rate", "Hz")
ISI = Close("ISI", "ms")
CV = Close("CV")
_NAMES = ("I_range", "freq_rec")
CURRENTS = Part("I_range", _NAMES, Close("I_range", "pA"))
FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=6)
_NEARLY = Curves("", "", allowed=1500 / T_OF_TAUS, points=6)  # a spike and a half
SAME_CURVES = SameCurves(_NEARLY)
EXCHANGED = Exchanged(_NEARLY)


def rates(*, noisy: bool = False, twice: bool = False) -> Comparison:
    """Compare the rates at those currents that are the right ones, if they are most.

    They are most, too, of those at which the neuron fires: a rate of 0 Hz is no work.

    Where they are `noisy`, one of the two curves is a mean. If both are random, they are so
    `twice`, and may scatter at any current as much as at any other up to `I_max`.
    """

    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        problem = Part("freq_rec", _NAMES, lambda *_: None)(got, expected, arguments)
        if problem:
            return problem
        I_range, freq = map(numbers, got)
        right_I, right_freq = map(np.asarray, expected)
        no_curve = Problem("There should be one rate for each of the currents.")
        if I_range.shape != freq.shape or right_I.shape != right_freq.shape:
            return no_curve
        currents, at, right_at = np.intersect1d(
            I_range.round(6), right_I.round(6), return_indices=True
        )
        firing = right_freq > 0
        if len(at) < len(right_I) / 2 or firing[right_at].sum() < _MOST * firing.sum():
            return no_curve
        freq, right = freq[at], right_freq[right_at]
        if not noisy:
            return Rates(currents)(freq, right, arguments)

        def beyond(number: int) -> Problem | None:
            """What so many runs do not explain."""
            params, sigma = arguments["params"], arguments["sigma"]
            if twice:
                everywhere = np.append(currents, arguments["I_max"])
                allowed = _allowed(_runs(params, everywhere, sigma, number), params)
                return Rates(currents, np.sqrt(2) * np.max(allowed))(freq, right, arguments)
            runs = _runs(params, currents, sigma, number)
            return Rates(currents, _allowed(runs, params))(
                freq, right, arguments
            ) or _off_on_average(freq, right, runs)

        # A few runs rarely show a rare one, so what they do not explain many are asked about.
        return beyond(_RUNS) and beyond(_MANY)

    return compare


def not_alike(got: Any, _expected: Any, _arguments: Mapping[str, Any]) -> Problem | None:
    """Whether rates differ at currents that hardly do: with the same noise they would not."""
    if np.ptp(numbers(got)) > 0:
        return None
    return Problem("All currents get the same noise: the rates at nearly the same ones are alike.")


RATES, NOISY_RATES = rates(), rates(noisy=True)
FRESH_NOISE = Together((NOISY_RATES, Part("freq_rec", _NAMES, not_alike)))
CURVE = Together((CURRENTS, RATES))
_ALIKE_BY_CHANCE = Together((CURRENTS, rates(noisy=True, twice=True)))


def alike_curves(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two curves are the same or, with noise, differ by their random numbers only."""
    return (_ALIKE_BY_CHANCE if "sigma" in arguments else CURVE)(got, other, arguments)


def alike_in_one_noise(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """The same for two curves with the same noise at all of their currents."""
    if np.ptp(other[1]) == 0 < np.ptp(numbers(got[1])):
        return Problem("It has noise of its own at each current.")
    return alike_curves(got, other, arguments)


def alike_rates_first(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """The same for two curves whose rates come before their currents."""
    return alike_curves(got[::-1], other[::-1], arguments)


INTERVALS = Histograms("intervals")
_ROUGHLY = 0.25  # share of the intervals that may be in other bins


@comparison
def counted(
    got: Any, expected: Sequence[np.ndarray], _arguments: Mapping[str, Any]
) -> Problem | None:
    """Whether bars are numbers of intervals, not shares or densities, in whichever panel."""
    panels = [Bars(panel.bars) for panel in axes_of(got, len(expected))]
    total = sum(bars.height.sum() for bars in panels)
    if not np.isclose(total, sum(data.size for data in expected)):
        return Problem(
            f"The heights of all bars add up to {total:.4g}, not to the number of intervals: do "
            "they count, and are all intervals in some bin?"
        )
    whole = all((bars.height == np.round(bars.height)).all() for bars in panels)
    if whole and any(_counts_roughly(bars, expected[1]) for bars in panels):
        return None
    return Problem("No panel counts the intervals with noise: how many are in each of its bins?")


def _counts_roughly(bars: Bars, data: np.ndarray) -> bool:
    """Whether bars show the shape of a sample: bars of the right total alone have counted none."""
    if not bars.left.size or bars.flaw() or lost_shape([bars], [data]):
        return False
    return bars.distance(bars.shares()[0], data) <= _ROUGHLY


@comparison
def same_histograms(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some samples, in more than a few bars."""
    axes = axes_of(got)
    if any(len(panel.bars) < 3 for panel in axes):
        return Problem("A single bar shows any data.")
    return INTERVALS(got, other, arguments)
