"""The `lif` assignment: the leaky integrate-and-fire neuron, its spikes, rates and intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.runner.wire import Figure
from autograder.verdict import Problem
from reference import integrate_and_fire as right
from reference.spike_trains import get_CV, get_ISI, spike_freq

from . import lif_inputs as draw
from .compare import Close, Part, Together, numbers
from .exercise import Assignment, Check, Comparison, Exercise, Misconception, mistakes_of
from .figures import Curve, Curves, Histograms, Labels, Legend, ReturnsAxes, SameRange
from .mistakes import lif as wrong
from .spikes import AfterSpikes, BeforeFirstSpike, Rates, SpikeTrain, indices

# What the figures should show


def plot_FI_tau(
    params: Mapping[str, float], tau_m_values: Sequence[float], I_max: float, I_step: float
) -> list[Curve]:
    """One curve a time constant, open to one spike and to one step in each interval."""
    return [
        _noiseless(
            f"{tau_m}", {**params, "tau_m": tau_m, "C_m": tau_m * params["g_L"]}, I_max, I_step
        )
        for tau_m in tau_m_values
    ]


def plot_FI_noise(
    params: Mapping[str, float], sigma_values: Sequence[float], I_max: float, I_step: float
) -> list[Curve]:
    """One curve a strength of noise; the noisy ones are means, open to what a run may scatter."""
    return [
        _noisy(f"{sigma}", params, I_max, I_step, sigma)
        if sigma
        else _noiseless(f"{sigma}", params, I_max, I_step)
        for sigma in sigma_values
    ]


def _noiseless(label: str, params: Mapping[str, float], I_max: float, I_step: float) -> Curve:
    I_range, freq = right.FI_curve(params, I_max, I_step)
    T = params["T"] / 1000
    return Curve(label, I_range, freq, 1 / T + freq**2 * params["dt"] / 1000)


def _noisy(
    label: str, params: Mapping[str, float], I_max: float, I_step: float, sigma: float
) -> Curve:
    I_range = np.arange(0, I_max, I_step)
    runs = [
        [
            spike_freq(right.simulate_noisy_LIF(params, I_ext, sigma, 1000 * run + i)[2], params)
            for i, I_ext in enumerate(I_range)
        ]
        for run in range(16)
    ]
    sd = np.std(runs, axis=0)
    pooled = np.sqrt(np.mean(sd**2))
    allowed = 5.5 * np.maximum(sd, pooled) + 1000 / params["T"]
    return Curve(label, I_range, np.mean(runs, axis=0), allowed)


def FI_curve(
    params: Mapping[str, float], I_max: float = 1000, I_step: float = 50, sigma: float = 0
) -> tuple[np.ndarray, np.ndarray]:
    """The curve; with noise, its mean over some runs."""
    if sigma == 0:
        return right.FI_curve(params, I_max, I_step)
    curve = _noisy("", params, I_max, I_step, sigma)
    return curve.x, curve.y


def plot_ISI_histograms(ISI_noiseless: np.ndarray, ISI_noisy: np.ndarray) -> list[np.ndarray]:
    """One sample a panel."""
    return [ISI_noiseless, ISI_noisy]


# Comparisons


def _rates(*, noisy: bool = False) -> Comparison:
    """Compare the rates at those currents that are the right ones, if they are most."""

    def compare(got: Any, expected: Any, case: Mapping[str, Any]) -> Problem | None:
        problem = Part("freq_rec", _CURVE, lambda *_: None)(got, expected, case)
        if problem:
            return problem
        I_range, freq = map(numbers, got)
        right_I, right_freq = map(np.asarray, expected)
        currents, at, right_at = np.intersect1d(
            I_range.round(6), right_I.round(6), return_indices=True
        )
        if I_range.shape != freq.shape or len(currents) < len(right_I) / 2:
            return Problem("There should be one rate for each of the currents.")
        allowed = None
        if noisy:
            curve = _noisy("", **case)
            allowed = np.interp(currents, curve.x, curve.allowed)
        return Rates(currents, allowed)(freq[at], right_freq[right_at], case)

    return compare


def _spikes_in_ms(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    return Part("spikes", _RUN, Close("spikes", "ms", rtol=0.01))(got, other, case)


def _as_many_spikes(got: Any, expected: Any, _case: Mapping[str, Any]) -> Problem | None:
    """With noise, a step more or less in one interval changes the later ones."""
    count, should = len(indices(got)), len(expected)
    if abs(count - should) <= 1 + 0.1 * should:
        return None
    return Problem(f"Expected about {should} spikes, got {count}.")


def _alike_by_chance(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    """Whether two noisy runs differ by their random numbers only."""
    if _BEFORE(got, right.simulate_noisy_LIF(*case.values()), case) is None:
        return Problem("It is the noise of this seed.")
    (V, _, spikes), (W, _, others) = got, other
    jitter = np.median(np.abs(np.diff(V))) / np.median(np.abs(np.diff(W)))
    alike = 0.7 < jitter < 1.4 and abs(np.mean(V) - np.mean(W)) < 5
    alike &= abs(len(spikes) - len(others)) <= 5 + 0.5 * len(others)
    return None if alike else Problem("Not the same noise.")


def _alike_for_seed_0(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    return (_BEFORE if case["myseed"] else _alike_by_chance)(got, other, case)


def _rates_first(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    return _rates(noisy="sigma" in case)(got[::-1], other[::-1], case)


def _same_curves(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves and no others."""
    (ax,) = got.axes
    for line in ax["lines"] + ax["points"]:
        alone = Figure(({**ax, "lines": [line], "points": []},))
        if line["x"].size > 2 and all(_ALIKE(alone, [curve], case) for curve in other):
            return Problem("There is another curve.")
    return _ALIKE(got, other, case)


def _same_histograms(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    if any(len(panel["bars"]) < 3 for panel in got.axes):
        return Problem("A single bar shows any data.")
    return Histograms()(got, other, case)


def _exchanged(got: Any, other: Any, case: Mapping[str, Any]) -> Problem | None:
    lines = [{**line, "x": line["y"], "y": line["x"]} for line in got.axes[0]["lines"]]
    figure = Figure(({**got.axes[0], "lines": lines},))
    return _ALIKE(figure, [replace(curve, x=curve.y, y=curve.x) for curve in other], case)


def _mistakes(exercise: str, **alike: Comparison) -> tuple[Misconception, ...]:
    """Known mistakes; some have a comparison of their own."""
    known = {known.wrong.__name__.split("__")[1]: known for known in mistakes_of(wrong, exercise)}
    return tuple(replace(one, alike=alike.get(name)) for name, one in known.items())


_RUN = ("V", "t", "spikes")
_CURVE = ("I_range", "freq_rec")
_TIME = ("time t (ms)", lambda case, n: case["params"]["dt"] * np.arange(n))
_RATE_OF_V = Close("dV/dt", "mV/ms", over=("V (mV)", lambda case, _n: np.atleast_1d(case["V_val"])))
_V_AT_T = Close("V", "mV", over=("time t (ms)", lambda case, _n: np.atleast_1d(case["t"])))
_V = Close("V", "mV", over=_TIME)
_BEFORE = BeforeFirstSpike(_V)
_SUBTHRESHOLD = Together(
    (
        Part("t", _RUN, Close("t", "ms")),
        Part("V", _RUN, _V),
        Part("spikes", _RUN, Close("spikes")),
    )
)
_FREQ = Close("The rate", "Hz")
_CURRENTS = Part("I_range", _CURVE, Close("I_range", "pA"))
_ISI = Close("ISI", "ms")
_FI = Curves("current (pA)", "firing rate (Hz)", tolerance=0.0, points=6)
_ALIKE = Curves("", "", allowed=1500 / draw.T_OF_TAUS, points=6)  # a spike and a half


def _checks_of_form(inputs: Callable) -> tuple[Check, ...]:
    labels = Labels(["pA"], ["Hz"])
    named = "the axes name the current (pA) and the rate (Hz)"
    return (
        Check(named, inputs, labels, weight=0.5, draws=1),
        Check("a legend says which curve is which", inputs, Legend(), draws=1),
        Check("the function returns the Axes", inputs, ReturnsAxes(), weight=0.5, draws=1),
    )


assignment = Assignment(
    Exercise(
        "dvdt_proto_LIF",
        right.dvdt_proto_LIF,
        points=4,
        checks=(
            Check("the leak alone", draw.leak_alone, _RATE_OF_V),
            Check("the injected current alone", draw.input_alone, _RATE_OF_V),
            Check("both, at each V of an array", draw.leak_and_input, _RATE_OF_V),
            Check("whole numbers", draw.whole_numbers, _RATE_OF_V),
        ),
        misconceptions=_mistakes("dvdt_proto_LIF"),
    ),
    Exercise(
        "steady_state_voltage",
        right.steady_state_voltage,
        points=3,
        checks=(
            Check("below threshold", draw.below, _V, weight=2, draws=3),
            Check("above threshold, which the proto-LIF does not have", draw.above, _V),
        ),
        misconceptions=_mistakes("steady_state_voltage"),
    ),
    Exercise(
        "V_proto_LIF",
        right.V_proto_LIF,
        points=6,
        checks=(
            Check("without current V relaxes from V_0 to E_L", draw.relaxing, _V_AT_T, weight=2),
            Check("a current charges the membrane", draw.charging, _V_AT_T, weight=3),
            Check("V at one time", draw.one_time, _V_AT_T),
        ),
        misconceptions=_mistakes("V_proto_LIF"),
        uses=(right.steady_state_voltage,),
    ),
    Exercise(
        "dvdt_LIF",
        right.dvdt_LIF,
        points=4,
        checks=(
            Check("the leak alone", draw.leak_alone, _RATE_OF_V),
            Check("the injected current alone", draw.input_alone, _RATE_OF_V),
            Check("both, at each V of an array", draw.leak_and_input, _RATE_OF_V),
            Check("whole numbers", draw.whole_numbers, _RATE_OF_V),
        ),
        misconceptions=_mistakes("dvdt_LIF"),
    ),
    Exercise(
        "simulate_LIF",
        right.simulate_LIF,
        points=14,
        checks=(
            Check(
                "below threshold V follows a changing current, sample by sample",
                draw.changing_current,
                _SUBTHRESHOLD,
                weight=3,
            ),
            Check(
                "a constant current charges the membrane up to the first spike",
                draw.constant_current,
                _BEFORE,
                weight=2,
            ),
            Check(
                "after each spike V is reset, held for tref, and climbs again",
                draw.constant_current,
                AfterSpikes(_V),
                weight=3,
            ),
            Check(
                "the spikes come when they should",
                draw.constant_current,
                Part("spikes", _RUN, SpikeTrain()),
                weight=4,
            ),
            Check(
                "a current that is switched on and off: spikes only in between",
                draw.step_of_current,
                Part("spikes", _RUN, SpikeTrain()),
                weight=2,
            ),
        ),
        misconceptions=_mistakes("simulate_LIF", spikes_in_ms=_spikes_in_ms),
        uses=(right.dvdt_LIF,),
    ),
    Exercise(
        "spike_freq",
        spike_freq,
        points=4,
        checks=(
            Check("a list of spikes", draw.spike_list, _FREQ, weight=2),
            Check("an array of spikes", draw.spike_array, _FREQ),
            Check("no spikes: 0 Hz", draw.no_spikes, _FREQ, unlike=draw.spike_list),
        ),
        misconceptions=_mistakes("spike_freq"),
    ),
    Exercise(
        "rheobase_LIF",
        right.rheobase_LIF,
        points=4,
        checks=(
            Check(
                "the rheobase", draw.neuron_alone, Close("The rheobase", "pA"), weight=4, draws=4
            ),
        ),
        misconceptions=_mistakes("rheobase_LIF"),
        uses=(right.steady_state_voltage,),
    ),
    Exercise(
        "simulate_noisy_LIF",
        right.simulate_noisy_LIF,
        points=5,
        checks=(
            Check(
                "V under the weak noise of a given seed", draw.weak_noise, _SUBTHRESHOLD, weight=2
            ),
            Check("seed 0 is a seed", draw.weak_noise_of_seed_0, _SUBTHRESHOLD),
            Check(
                "strong noise: V up to the first spike, and about as many spikes",
                draw.strong_noise,
                Together((_BEFORE, Part("spikes", _RUN, _as_many_spikes))),
                weight=2,
            ),
        ),
        misconceptions=_mistakes(
            "simulate_noisy_LIF",
            seed_ignored=_alike_by_chance,
            seed_zero_dropped=_alike_for_seed_0,
        ),
        uses=(right.dvdt_LIF, right.simulate_LIF),
    ),
    Exercise(
        "FI_curve",
        FI_curve,
        points=8,
        checks=(
            Check("the currents", draw.noiseless_curve, _CURRENTS),
            Check(
                "the rates without noise",
                draw.noiseless_curve,
                _rates(),
                weight=3,
            ),
            Check(
                "the rates with noise",
                draw.noisy_curve,
                _rates(noisy=True),
                weight=3,
                draws=1,
            ),
            Check(
                "no noise and 0, 50 ... 950 pA where nothing else is asked for",
                draw.default_curve,
                Together((_CURRENTS, _rates())),
                draws=1,
            ),
        ),
        misconceptions=_mistakes("FI_curve", swapped=_rates_first),
        uses=(right.dvdt_LIF, right.simulate_LIF, right.simulate_noisy_LIF, spike_freq),
    ),
    Exercise(
        "plot_FI_tau",
        plot_FI_tau,
        points=5,
        checks=(
            Check("the curve of each tau_m, with its own label", draw.taus, _FI, weight=3, draws=1),
            *_checks_of_form(draw.taus),
        ),
        misconceptions=_mistakes(
            "plot_FI_tau",
            only_C_m=_same_curves,
            one_tau=_same_curves,
            by_g_L=_same_curves,
            axes_swapped=_exchanged,
        ),
        uses=(right.dvdt_LIF, right.simulate_LIF, spike_freq, right.FI_curve),
        draws_figure=True,
    ),
    Exercise(
        "plot_FI_noise",
        plot_FI_noise,
        points=5,
        checks=(
            Check(
                "the curve of each sigma, with its own label", draw.sigmas, _FI, weight=3, draws=1
            ),
            *_checks_of_form(draw.sigmas),
        ),
        misconceptions=_mistakes("plot_FI_noise", without_sigma=_same_curves),
        uses=(
            right.dvdt_LIF,
            right.simulate_LIF,
            right.simulate_noisy_LIF,
            spike_freq,
            right.FI_curve,
        ),
        draws_figure=True,
    ),
    Exercise(
        "get_ISI",
        get_ISI,
        points=5,
        checks=(
            Check("a list of spikes", draw.spike_list, _ISI, weight=2),
            Check("an array of spikes", draw.spike_array, _ISI),
            Check("no spikes: an empty array", draw.no_spikes, _ISI, unlike=draw.spike_list),
            Check("one spike: an empty array", draw.one_spike, _ISI, unlike=draw.spike_list),
        ),
        misconceptions=_mistakes("get_ISI"),
    ),
    Exercise(
        "plot_ISI_histograms",
        plot_ISI_histograms,
        points=4,
        checks=(
            Check(
                "each panel shows all of its intervals",
                draw.two_samples,
                Histograms(),
                weight=2,
                draws=1,
            ),
            Check("both panels have the same x range", draw.two_samples, SameRange(), draws=1),
            Check(
                "the x axis says ISI (ms), the y axis what is counted",
                draw.two_samples,
                Labels([("ISI", "interval"), "ms"], [], count=2),
                weight=0.5,
                draws=1,
            ),
            Check(
                "the function returns both Axes",
                draw.two_samples,
                ReturnsAxes(2),
                weight=0.5,
                draws=1,
            ),
        ),
        misconceptions=_mistakes(
            "plot_ISI_histograms",
            swapped=_same_histograms,
            same=_same_histograms,
            same_noisy=_same_histograms,
            bins_of_first=_same_histograms,
        ),
        draws_figure=True,
    ),
    Exercise(
        "get_CV",
        get_CV,
        points=4,
        checks=(
            Check("a train of irregular intervals", draw.train, Close("CV"), weight=2),
            Check("bursts, with a CV above 1", draw.bursts, Close("CV")),
            Check("a regular train: 0", draw.clock, Close("CV"), weight=0.5, unlike=draw.train),
            Check("one interval: nan", draw.two_spikes, Close("CV"), weight=0.5, unlike=draw.train),
        ),
        misconceptions=_mistakes("get_CV"),
    ),
    Exercise(
        "firing_rate_LIF",
        right.firing_rate_LIF,
        points=5,
        checks=(
            Check("above the rheobase", draw.above, _FREQ, weight=3, draws=3),
            Check("below the rheobase: 0", draw.below, _FREQ, unlike=draw.above),
            Check("at the rheobase: 0", draw.at_rheobase, _FREQ, unlike=draw.above),
        ),
        misconceptions=_mistakes("firing_rate_LIF"),
        uses=(right.steady_state_voltage, right.rheobase_LIF),
        optional=True,
    ),
)
grade = assignment.grade
