"""What right answers to the `hodgkin_huxley` assignment give and show, and what is near enough."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograde_tests.comparisons.curves import mean_and_scatter
from autograde_tests.comparisons.spikes import SpikeTimes
from autograde_tests.comparisons.traces import Tracks, room
from autograder.testing.compare import (
    Close,
    NotNumbersError,
    Part,
    Together,
    numbers,
    same_shape,
)
from autograder.testing.exercise import Comparison
from autograder.testing.figures import Curve, Curves, Exchanged, Labels, Legend, Panel, SameCurves
from autograder.testing.malformed import MalformedError, comparison
from autograder.testing.verdict import Problem
from reference import (
    FI_curve_HH,
    I_ion,
    detect_spikes,
    firing_rate_LIF,
    gate_steady_state,
    gate_time_constant,
    rates_HH,
    simulate_HH,
)

SHIFT = 0.25  # ms: what right ways to integrate differ by in time after two spikes, and some more
_UNITS = (1, 2, 1000, 2000)  # Hz, Hz over twice the time, and the same in kHz
_SD = 4.5  # what a noisy rate may be off by

# What the figures should show


def plot_gates(V: np.ndarray) -> list[Curve]:
    """Steady states in the first panel, time constants in the second."""
    rates = rates_HH(V)
    return [
        Curve(gate, V, np.asarray(function(alpha, beta)), panel=panel)
        for panel, function in enumerate((gate_steady_state, gate_time_constant))
        for gate, alpha, beta in zip("mhn", rates[::2], rates[1::2], strict=True)
    ]


def plot_HH(params: Mapping[str, float], I_inj: Any) -> list[Curve]:
    """Panels of V, dV/dt, the gates and the currents."""
    V, m, h, n, t = simulate_HH(params, I_inj)
    I_Na = params["g_Na"] * m**3 * h * (V - params["E_Na"])
    I_K = params["g_K"] * n**4 * (V - params["E_K"])
    I_L = params["g_L"] * (V - params["E_L"])
    dVdt = (I_inj - I_ion(V, m, h, n, params)) / params["C_m"]
    panels = (
        {"V": (V, 0.3)},
        {"dV/dt": (dVdt, 2.0)},
        {"m": (m, 0.01), "h": (h, 0.01), "n": (n, 0.01)},
        {"Na": (I_Na, 3.0), "K": (I_K, 3.0), "L": (I_L, 0.3)},
    )
    steps = round(SHIFT / params["dt"])
    return [
        Curve(label, t, y, room(y, steps, tolerance), panel)
        for panel, curves in enumerate(panels)
        for label, (y, tolerance) in curves.items()
    ]


def plot_FI_HH(params: Mapping[str, float], I_values: np.ndarray) -> list[Curve]:
    """One curve, open to a spike and a half where the neuron fires."""
    rates = FI_curve_HH(params, I_values)
    allowed = np.where(rates > 0, 1.5, 0.2) * _one_spike(params)
    return [Curve("these rates", I_values, rates, allowed)]


def plot_FI_noise_HH(
    params: Mapping[str, float], I_values: np.ndarray, sigma_values: Sequence[float]
) -> list[Curve]:
    """One curve a strength of noise; the noisy ones are means, open to what a run may scatter."""
    curves = []
    for sigma in sigma_values:
        runs = _noisy_rates(params, I_values, sigma, 24 if sigma else 1)
        mean, scatter = mean_and_scatter(runs, _SD)
        spikes = 1.0 if sigma else np.where(mean > 0, 1.0, 0.2)  # where nothing fires, none
        curves.append(Curve(f"{sigma}", I_values, mean, scatter + spikes * _one_spike(params)))
    return curves


def _noisy_rates(
    params: Mapping[str, float], I_values: np.ndarray, sigma: float, runs: int
) -> np.ndarray:
    steps = round(params["T"] / params["dt"])
    z = np.random.default_rng(0).standard_normal((steps, runs * len(I_values)))
    current = np.tile(I_values, runs) + sigma * z / np.sqrt(params["dt"] / 1000)
    V, *_, t = simulate_HH(params, current)
    late = [np.sum(detect_spikes(run, t) >= params["T"] / 2) for run in V.T]
    return np.reshape(late, (runs, -1)) * _one_spike(params)


def _one_spike(params: Mapping[str, float]) -> float:
    """What one spike more or less in the second half does to a rate."""
    return 2000 / params["T"]


# Rates and currents


def _rate(what: str) -> Close:
    return Close(what, "1/ms", over=("V (mV)", lambda arguments, _n: np.atleast_1d(arguments["V"])))


RATE = _rate("The rate")
SIX_RATES = ("alpha_m", "beta_m", "alpha_h", "beta_h", "alpha_n", "beta_n")
LIMIT = Close("The rate", "1/ms", rtol=1e-4)


def these(*rates: str) -> Comparison:
    """Some of the six rates. An array is as good as a tuple, also of six numbers."""
    parts = Together([Part(rate, SIX_RATES, _rate(rate)) for rate in rates])

    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        rows = list(got) if isinstance(got, np.ndarray) and got.ndim else got
        return parts(rows, expected, arguments)

    return compare


def as_arrays(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether each rate has a value for each voltage, and most of the rates are right.

    A formula that is wrong is so for single voltages, too, and costs its share there.
    """
    problems = [these(rate)(got, expected, arguments) for rate in SIX_RATES]
    wrong = [problem for problem in problems if problem]
    if len(wrong) > _MOST_WRONG:
        return wrong[0]
    return _EACH_A_ROW(got, expected, arguments)


def _of_same_shape(what: str) -> Comparison:
    @comparison
    def compare(got: Any, expected: Any, _arguments: Mapping[str, Any]) -> None:
        same_shape(what, numbers(got), np.asarray(expected))

    return compare


_MOST_WRONG = 3  # of the six rates
_EACH_A_ROW = Together([Part(rate, SIX_RATES, _of_same_shape(rate)) for rate in SIX_RATES])

# So short are these three that twenty pages of expected numbers would give them away.
X_INF = Close("x_inf", shows_expected=False)
TAU = Close("tau", "ms", shows_expected=False)
RATE_OF_GATE = Close("dx/dt", "1/ms", shows_expected=False)
CURRENT = Close("I_ion", "uA/cm2")
GAP = Close("The gap", "ms")
GAMMA = Close("The coincidence factor")
SAME_KICK = Close("The kick", "mV", rtol=0.05)  # of some 4 or 9 mV
SAME_GAP = Close("The gap", "ms", rtol=0.02)  # the spike after the smallest gap comes late

# Runs, sample by sample

RUN = ("V", "m", "h", "n", "t")
V = Tracks("V", "mV", 0.3, SHIFT)
_SLOW_V = Tracks("V", "mV", 0.3, SHIFT, to_end=True)
SUBTHRESHOLD = Together((Part("t", RUN, Close("t", "ms")), Part("V", RUN, _SLOW_V)))
# The height of a spike depends on its past.
SPIKING_V = Part("V", RUN, Tracks("V", "mV", 5.0, SHIFT))


def _gates(**options: Any) -> tuple[Comparison, ...]:
    return tuple(Part(gate, RUN, Tracks(gate, "", **options)) for gate in "mhn")


SAME_V = Part("V", RUN, Tracks("V", "mV", 0.05, 0.05))  # tells two similar mistakes apart
START = Together(
    (
        Part("V", RUN, Tracks("V", "mV", 0.05, first=10)),
        *_gates(tolerance=0.004, first=10),
    )
)
GATES = Together(_gates(tolerance=0.02, shift=SHIFT))


@comparison
def below_spikes(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """V, whatever spikes look like: their shape, and the gates, are what other checks are about."""
    right, value = np.asarray(expected, dtype=float), numbers(got)
    same_shape("V", value, right)
    below = Tracks("V below 0 mV", "mV", 5.0, SHIFT)
    return below(np.minimum(value, 0.0), np.minimum(right, 0.0), arguments)


SEVERAL_RUNS = Together(
    (Part("V", RUN, below_spikes), *(Part(gate, RUN, _of_same_shape(gate)) for gate in "mhn"))
)

# Other comparisons


def crossings(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """A spike may come at the crossing, or at one of the samples on both sides of it."""
    return SpikeTimes(1.001 * (arguments["t"][1] - arguments["t"][0]))(got, expected, arguments)


def crossings_in_seconds(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """The same where times are in seconds: a sample is a thousandth as long, too."""
    sample = (arguments["t"][1] - arguments["t"][0]) / 1000
    return SpikeTimes(1.001 * sample)(got, expected, arguments)


@comparison
def rates(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """A spike more or less, at currents that are not silent."""
    right, rates = np.asarray(expected, dtype=float), numbers(got)
    same_shape("The rates", rates, right)
    off = _off(rates, right, arguments)
    if not off.any():
        return None
    at = int(np.argmax(off))
    return Problem(
        f"The rate at {arguments['I_values'][at]:g} uA/cm2: expected {right[at]:.4g} Hz, got "
        f"{rates[at]:.4g} Hz ({off.sum()} of {off.size} rates differ)."
    )


@comparison
def in_any_unit(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """The same for rates in kHz, or divided by another time."""
    right, rates = np.asarray(expected, dtype=float), numbers(got)
    same_shape("The rates", rates, right)
    total = np.sum(rates)
    if total > 0:
        unit = min(_UNITS, key=lambda unit: abs(np.log(unit * total / np.sum(right))))
        if not _off(unit * rates, right, arguments).any():
            return None
    return Problem("Whatever their unit, these rates do not come from the spikes from T/2 on.")


def _off(rates: np.ndarray, right: np.ndarray, arguments: Mapping[str, Any]) -> np.ndarray:
    near = np.abs(rates - right) <= 1.001 * _one_spike(arguments["params"])
    return ~near | ((rates == 0) != (right == 0))


def _near(
    got: Any, expected: Any, quantity: tuple[str, str], allowed: float, how: str
) -> Problem | None:
    """Whether what a search found is near enough."""
    what, unit = quantity
    problem = Close(what, unit, rtol=1e9)(got, expected, {})
    if problem:
        return problem
    value, right = float(numbers(got)), float(expected)
    if abs(value - right) <= allowed:
        return None
    # Not how far it is off, nor in which direction: a sum of the arguments could be fitted to that.
    return Problem(f"{value:.6g} {unit} is not near enough: {how}. Try both.")


def near_rheobase(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Within tol, and within what another way to integrate shifts it by."""
    how = "there it should fire for ever, and not with a current that is smaller by tol"
    allowed = 1.01 * arguments["tol"] + 0.2
    return _near(got, expected, ("The rheobase", "uA/cm2"), allowed, how)


def near_threshold(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Within tol, and within what a pulse of a few steps, or another solver, shifts it by."""
    if np.isnan(expected):
        return Problem("With stand-ins for earlier answers no threshold lies between the ends.")
    how = "a kick to there should make a spike, and not one to a voltage that is lower by tol"
    allowed = 1.01 * arguments["tol"] + 0.1
    return _near(got, expected, ("The threshold", "mV"), allowed, how)


def _rate_error(got: Any, arguments: Mapping[str, Any]) -> float:
    """F-I error of an LIF, in Hz."""
    keys = ("E_L", "V_reset", "V_th", "g_L", "tau_m", "tref")
    if not isinstance(got, dict) or any(key not in got for key in keys):
        raise MalformedError(f"It should return a dictionary with {', '.join(keys)}.")
    try:
        neuron = {key: float(numbers(got[key])) for key in keys}
    except (NotNumbersError, TypeError) as error:
        raise MalformedError(f"A parameter is not a number: {error}") from None
    sound = neuron["V_reset"] < neuron["V_th"] and neuron["g_L"] > 0 and neuron["tau_m"] > 0
    if not (np.isfinite(list(neuron.values())).all() and sound and neuron["tref"] >= 0):
        raise MalformedError(
            "No neuron has these parameters: V_reset is below V_th, g_L and tau_m are above 0, and "
            "tref is 0 or more."
        )
    return float(np.sqrt(np.mean((_curve_of(neuron, arguments) - arguments["rates"]) ** 2)))


def _curve_of(neuron: Mapping[str, float], arguments: Mapping[str, Any]) -> np.ndarray:
    return np.asarray(firing_rate_LIF(neuron, arguments["I_values"]))


def fits(factor: float, offset: float) -> Comparison:
    """An F-I error that is at most so many times the least one, and so many Hz."""

    @comparison
    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        error, least = _rate_error(got, arguments), _rate_error(expected, arguments)
        if error <= factor * least + offset:
            return None
        return Problem(f"The F-I error is {error:.3g} Hz; {least:.3g} Hz are possible.")

    return compare


@comparison
def same_LIF(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two LIF neurons have nearly the same F-I curve."""
    _rate_error(got, arguments)  # it is a neuron
    rates, other_rates = (
        _curve_of({key: float(value) for key, value in neuron.items()}, arguments)
        for neuron in (got, other)
    )
    far = np.abs(rates - other_rates).max() > 0.1 * np.max(arguments["rates"])
    return Problem("It is another LIF.") if far else None


# Comparisons of figures

_OF_GATES = Curves("", "", tolerance=0.002, points=40)
_OF_RUN = Curves("", "", tolerance=0.002, points=200)
_UNLABELLED = Curves("", "", points=200, labelled=False)
STEADY_STATES, TIME_CONSTANTS = Panel(0, 2, _OF_GATES), Panel(1, 2, _OF_GATES)
V_OF_RUN, _RATE_OF_RUN = Panel(0, 4, _UNLABELLED), Panel(1, 4, _UNLABELLED)
GATES_OF_RUN, CURRENTS_OF_RUN = Panel(2, 4, _OF_RUN), Panel(3, 4, _OF_RUN)
_PER_MS = ("mV/ms", "V/s", "mV ms", "/ms")
AXES_OF_GATES = Together((Panel(0, 2, Labels(None, [])), Panel(1, 2, Labels(["V"], ["ms"]))))
LEGENDS_OF_GATES = Together((Panel(0, 2, Legend()), Panel(1, 2, Legend())))
AXES_OF_RUN = Together(
    (
        Panel(3, 4, Labels(["ms"], ["cm"])),
        Panel(0, 4, Labels(None, ["mV"])),
        Panel(1, 4, Labels(None, [_PER_MS])),
        Panel(2, 4, Labels(None, [])),
    )
)
LEGENDS_OF_RUN = Together((Panel(2, 4, Legend()), Panel(3, 4, Legend())))
FI = Curves("current (uA/cm2)", "rate (Hz)", tolerance=0.0, points=6, labelled=False)
NOISY_FI = Curves("mean current (uA/cm2)", "rate (Hz)", tolerance=0.0, points=5)


def rate_of_run(
    got: Any, expected: Sequence[Curve], arguments: Mapping[str, Any]
) -> Problem | None:
    """Whether dV/dt is what I_ion leaves of the current, or what the currents drawn below leave.

    A run may use a stand-in for I_ion where the figure does without it; only then do these differ.
    """
    by_I_ion = _RATE_OF_RUN(got, expected, arguments)
    if not by_I_ion or _RATE_OF_RUN(got, _rate_by_drawn_currents(expected, arguments), arguments):
        return by_I_ion
    return None


def _rate_by_drawn_currents(expected: Sequence[Curve], arguments: Mapping[str, Any]) -> list[Curve]:
    drawn = sum(curve.y for curve in expected if curve.panel == 3)
    dVdt = (arguments["I_inj"] - drawn) / arguments["params"]["C_m"]
    return [replace(curve, y=dVdt) for curve in expected if curve.panel == 1]


def same_panels(count: int) -> Comparison:
    """Whether two figures show the same curves, whatever their labels."""
    alike = Curves("", "", tolerance=0.02, labelled=False)
    return Together([Panel(number, count, alike) for number in range(count)])


def same_curve(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves, to a spike, whatever their labels."""
    allowed = _one_spike(arguments["params"])
    compare = Curves("", "", tolerance=0.02, labelled=False, allowed=allowed)
    return compare(got, other, arguments)


ONLY_THESE = SameCurves(same_curve)
EXCHANGED = Exchanged(same_curve)
