"""What right answers to the `hodgkin_huxley` assignment show, and what comes near enough."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

import reference as right
from autograde_tests.traces import Spikes, Tracks, room
from autograder.sandbox.inside.wire import Figure
from autograder.testing.compare import Close, NotNumbersError, Part, Together, numbers
from autograder.testing.exercise import Comparison
from autograder.testing.figures import Curve, Curves, Panel
from autograder.testing.verdict import Problem
from reference import detect_spikes, firing_rate_LIF

SHIFT = 0.25  # ms: what right ways to integrate differ by in time after two spikes, and some more

# What the figures should show


def plot_gates(V: np.ndarray) -> list[Curve]:
    """Steady states in the first panel, time constants in the second."""
    gates = {
        "m": (right.alpha_m(V), right.beta_m(V)),
        "h": (right.alpha_h(V), right.beta_h(V)),
        "n": (right.alpha_n(V), right.beta_n(V)),
    }
    return [
        Curve(gate, V, function(*rates), panel=panel)
        for panel, function in enumerate((right.gate_steady_state, right.gate_time_constant))
        for gate, rates in gates.items()
    ]


def plot_HH(params: Mapping[str, float], I_inj: Any) -> list[Curve]:
    """Panels of V, dV/dt, the gates and the currents."""
    V, m, h, n, t = right.simulate_HH(params, I_inj)
    I_Na = params["g_Na"] * m**3 * h * (V - params["E_Na"])
    I_K = params["g_K"] * n**4 * (V - params["E_K"])
    I_L = params["g_L"] * (V - params["E_L"])
    dVdt = (I_inj - I_Na - I_K - I_L) / params["C_m"]
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
    rates = right.FI_curve_HH(params, I_values)
    allowed = np.where(rates > 0, 1.5, 0.2) * _one_spike(params)
    return [Curve("these rates", I_values, rates, allowed)]


def plot_FI_noise_HH(
    params: Mapping[str, float], I_values: np.ndarray, sigma_values: Sequence[float]
) -> list[Curve]:
    """One curve a strength of noise; the noisy ones are means, open to what a run may scatter."""
    curves = []
    for sigma in sigma_values:
        runs = _noisy_rates(params, I_values, sigma, 24 if sigma else 1)
        sd = np.sqrt(np.mean(np.var(runs, axis=0)))
        allowed = 4.5 * np.maximum(sd, np.std(runs, axis=0)) + _one_spike(params)
        curves.append(Curve(f"{sigma}", I_values, np.mean(runs, axis=0), allowed))
    return curves


def _noisy_rates(
    params: Mapping[str, float], I_values: np.ndarray, sigma: float, runs: int
) -> np.ndarray:
    steps = round(params["T"] / params["dt"])
    z = np.random.default_rng(0).standard_normal((steps, runs * len(I_values)))
    current = np.tile(I_values, runs) + sigma * z / np.sqrt(params["dt"] / 1000)
    V, *_, t = right.simulate_HH(params, current)
    late = [np.sum(detect_spikes(one, t) >= params["T"] / 2) for one in V.T]
    return np.reshape(late, (runs, -1)) * _one_spike(params)


def _one_spike(params: Mapping[str, float]) -> float:
    """What one spike more or less in the second half does to a rate."""
    return 2000 / params["T"]


# Runs, sample by sample

RUN = ("V", "m", "h", "n", "t")
V = Tracks("V", "mV", 0.3, SHIFT)
SPIKING_V = Tracks("V", "mV", 5.0, SHIFT)  # the height of a spike depends on its past


def _gates(**how: Any) -> tuple[Comparison, ...]:
    return tuple(Part(gate, RUN, Tracks(gate, "", **how)) for gate in "mhn")


SAME_V = Part("V", RUN, Tracks("V", "mV", 0.05, 0.05))  # tells two similar mistakes apart
START = Together(
    (
        Part("V", RUN, Tracks("V", "mV", 0.05, first=10)),
        *_gates(tolerance=0.004, first=10),
    )
)
GATES = _gates(tolerance=0.02, shift=SHIFT)

# Other comparisons


def crossings(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """A spike may come at the crossing, or at one of the samples on both sides of it."""
    return Spikes(1.001 * (arguments["t"][1] - arguments["t"][0]))(got, expected, arguments)


def rates(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """A spike more or less, at currents that are not silent."""
    should = np.asarray(expected, dtype=float)
    try:
        rates = numbers(got)
    except NotNumbersError as error:
        return Problem(str(error))
    if rates.shape != should.shape:
        return Close("The rates", "Hz")(rates, should, arguments)
    off = ~(np.abs(rates - should) <= 1.001 * _one_spike(arguments["params"])) | (
        (rates == 0) != (should == 0)
    )
    if not off.any():
        return None
    at = int(np.argmax(off))
    return Problem(
        f"The rate at {arguments['I_values'][at]:g} uA/cm2: expected {should[at]:.4g} Hz, got "
        f"{rates[at]:.4g} Hz ({off.sum()} of {off.size} rates differ)."
    )


def near_rheobase(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Within tol, and within what another way to integrate shifts it by."""
    should = float(expected)
    problem = Close("The rheobase", "uA/cm2", rtol=1e9)(got, should, arguments)
    if problem or abs(float(numbers(got)) - should) <= 1.01 * arguments["tol"] + 0.2:
        return problem
    return Problem(f"Expected about {should:.4g} uA/cm2, got {float(numbers(got)):.6g} uA/cm2.")


def _rate_error(got: Any, arguments: Mapping[str, Any]) -> float | Problem:
    """F-I error of an LIF, in Hz."""
    keys = ("E_L", "V_reset", "V_th", "g_L", "tau_m", "tref")
    if not isinstance(got, dict) or any(key not in got for key in keys):
        return Problem(f"It should return a dictionary with {', '.join(keys)}.")
    try:
        neuron = {key: float(numbers(got[key])) for key in keys}
    except (NotNumbersError, TypeError) as error:
        return Problem(f"A parameter is not a number: {error}")
    sound = neuron["V_reset"] < neuron["V_th"] and neuron["g_L"] > 0 and neuron["tau_m"] > 0
    if not (np.isfinite(list(neuron.values())).all() and sound and neuron["tref"] >= 0):
        return Problem(
            "No neuron has these parameters: V_reset is below V_th, g_L and tau_m are above 0, and "
            "tref is 0 or more."
        )
    return float(np.sqrt(np.mean((_curve_of(neuron, arguments) - arguments["rates"]) ** 2)))


def _curve_of(neuron: Mapping[str, float], arguments: Mapping[str, Any]) -> np.ndarray:
    return firing_rate_LIF(neuron, arguments["I_values"])


def fits(factor: float, offset: float) -> Comparison:
    """An F-I error that is at most so many times the least one, and so many Hz."""

    def compare(got: Any, expected: Any, arguments: Mapping[str, Any]) -> Problem | None:
        error, least = _rate_error(got, arguments), _rate_error(expected, arguments)
        if isinstance(error, Problem):
            return error
        if error <= factor * least + offset:
            return None
        return Problem(f"The F-I error is {error:.3g} Hz; {least:.3g} Hz are possible.")

    return compare


def same_LIF(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether two LIF neurons have nearly the same F-I curve."""
    error = _rate_error(got, arguments)
    if isinstance(error, Problem):
        return error
    one, two = (
        _curve_of({key: float(value) for key, value in x.items()}, arguments) for x in (got, other)
    )
    far = np.abs(one - two).max() > 0.1 * np.max(arguments["rates"])
    return Problem("It is another LIF.") if far else None


def same_panels(count: int) -> Comparison:
    """Whether two figures show the same curves, whatever their labels."""
    alike = Curves("", "", tolerance=0.02, labelled=False)
    return Together([Panel(number, count, alike) for number in range(count)])


def same_curve(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves, to a spike, whatever their labels."""
    return Curves("", "", tolerance=0.02, labelled=False, allowed=_one_spike(arguments["params"]))(
        got, other, arguments
    )


def only_these(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether every curve of a figure is one of some others."""
    (ax,) = got.axes
    for line in ax["lines"]:
        alone = Figure(({**ax, "lines": [line], "points": []},))
        if line["x"].size > 2 and all(same_curve(alone, [curve], arguments) for curve in other):
            return Problem("There is another curve.")
    return same_curve(got, other, arguments)


def exchanged(got: Any, other: Any, arguments: Mapping[str, Any]) -> Problem | None:
    """Whether a figure shows some curves with its axes exchanged."""
    lines = [{**line, "x": line["y"], "y": line["x"]} for line in got.axes[0]["lines"]]
    figure = Figure(({**got.axes[0], "lines": lines},))
    return same_curve(figure, [replace(curve, x=curve.y, y=curve.x) for curve in other], arguments)
