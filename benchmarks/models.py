"""How fast is the reference? F-I curves of three neurons, timed against other ways in one run.

Needs Brian2, so it runs in an environment of its own: ``make bench``, or
``.venv-brian2/bin/python benchmarks/models.py``.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import brian2 as b2  # pyright: ignore[reportMissingImports]
import numpy as np
from brian2_check import ADAPTING, EXPONENTIAL, HODGKIN_HUXLEY, LEAK, NOT_ADAPTING

from reference import (
    Adaptation,
    Exponential,
    FI_curve,
    FI_curve_HH,
    count_spikes_IF,
    default_params,
    default_params_AdEx,
    default_params_HH,
    simulate_HH,
)

REFERENCE = "reference (numba)"
CURRENTS = np.arange(0.0, 1000.0, 10.0)  # pA
LIF = default_params() | {"T": 1000.0}
ADEX = default_params_AdEx() | {"T": 1000.0}
DENSITIES = np.arange(0.0, 50.0, 0.5)  # uA/cm2
HH = default_params_HH() | {"T": 500.0}
RUNS = 7

Way = Callable[[], np.ndarray]


@dataclass(frozen=True)
class Curve:
    """An F-I curve and the ways to get it.

    Attributes
    ----------
    title
        For the table.
    ways
        Each returns a spike count for each current.
    """

    title: str
    ways: dict[str, Way]


def compiled_lif() -> np.ndarray:
    """The reference: one compiled loop."""
    return FI_curve(LIF, I_max=1000, I_step=10)[1] * LIF["T"] / 1000


def plain_python() -> np.ndarray:
    """The loop of the notebook, in plain Python."""
    V_th, V_0, V_reset, E_L = (LIF[key] for key in ("V_th", "V_0", "V_reset", "E_L"))
    tau_m, g_L, dt = LIF["tau_m"], LIF["g_L"], LIF["dt"]
    n, n_ref = round(LIF["T"] / dt), round(LIF["tref"] / dt)
    counts = []
    for I_ext in CURRENTS.tolist():
        V, count, held = V_0, 0, 0
        for _ in range(n):
            if held:
                held -= 1
                if held:
                    continue
            elif V_th <= V:
                count += 1
                V, held = V_reset, n_ref
                continue
            V += dt * (-(V - E_L) + I_ext / g_L) / tau_m
        counts.append(count)
    return np.array(counts)


def numpy_loop() -> np.ndarray:
    """A loop over time steps, all currents at once in numpy."""
    dt, n_ref = LIF["dt"], round(LIF["tref"] / LIF["dt"])
    V = np.full(CURRENTS.size, LIF["V_0"])
    resume = np.zeros(CURRENTS.size)
    count = np.zeros(CURRENTS.size)
    for k in range(round(LIF["T"] / dt)):
        spiking = (resume <= k) & (LIF["V_th"] <= V)
        count += spiking
        V[spiking] = LIF["V_reset"]
        resume[spiking] = k + n_ref
        dvdt = (-(V - LIF["E_L"]) + CURRENTS / LIF["g_L"]) / LIF["tau_m"]
        V = np.where(resume <= k, V + dt * dvdt, V)
    return count


def compiled_adex() -> np.ndarray:
    """The reference: the same compiled loop with another membrane, and adaptation."""
    return count_spikes_IF(
        ADEX, CURRENTS, Exponential.from_params(ADEX), Adaptation.from_params(ADEX)
    )


def compiled_hh() -> np.ndarray:
    """The reference: spikes in the second half of the run."""
    return FI_curve_HH(HH, DENSITIES) * (HH["T"] / 2) / 1000


def brian(
    equations: str,
    params: dict[str, float],
    currents: np.ndarray,
    start: dict[str, float],
    since: float = 0.0,
    **spiking: str,
) -> Way:
    """Brian2 with Cython, compiled beforehand; only the run is timed."""
    neurons = b2.NeuronGroup(
        currents.size,
        f"{equations}\nI_ext : 1",
        method="euler",
        dt=params["dt"] * b2.ms,
        namespace={key: value for key, value in params.items() if key not in ("T", "dt")},
        **spiking,
    )
    neurons.I_ext = currents
    for name, value in start.items():
        setattr(neurons, name, value)
    spikes = b2.SpikeMonitor(neurons)
    network = b2.Network(neurons, spikes)
    network.store()

    def run() -> np.ndarray:
        network.restore()
        network.run(params["T"] * b2.ms, namespace={})
        late = spikes.t / b2.ms >= since - params["dt"] / 2
        return np.bincount(spikes.i[late], minlength=currents.size)

    return run


def curves() -> list[Curve]:
    """All that is timed."""
    b2.prefs.codegen.target = "cython"
    warm = "Brian2 (Cython, warm)"
    # Brian2 resets within the step of the crossing, so its hold begins a step earlier.
    integrate_and_fire: Any = {"threshold": "V >= V_th", "refractory": "tref * ms + dt"}
    lif = brian(
        NOT_ADAPTING.format(f=LEAK),
        LIF,
        CURRENTS,
        {"V": LIF["V_0"]},
        reset="V = V_reset",
        **integrate_and_fire,
    )
    adex = brian(
        ADAPTING.format(f=EXPONENTIAL),
        ADEX,
        CURRENTS,
        {"V": ADEX["V_0"]},
        reset="V = V_reset; w += b",
        **integrate_and_fire,
    )
    start = dict(zip("Vmhn", (float(x[0]) for x in simulate_HH(HH, 0.0)[:4]), strict=True))
    hh = brian(
        HODGKIN_HUXLEY,
        HH,
        DENSITIES,
        start,
        since=HH["T"] / 2,
        threshold="V >= 0",
        refractory="V >= 0",
    )
    return [
        Curve(
            f"LIF, {CURRENTS.size} currents x 1 s, dt 0.1 ms",
            {
                REFERENCE: compiled_lif,
                "numpy loop over time": numpy_loop,
                "plain Python": plain_python,
                warm: lif,
            },
        ),
        Curve(
            f"AdEx, {CURRENTS.size} currents x 1 s, dt 0.1 ms",
            {REFERENCE: compiled_adex, warm: adex},
        ),
        Curve(
            f"Hodgkin-Huxley, {DENSITIES.size} currents x 0.5 s, dt 0.01 ms",
            {REFERENCE: compiled_hh, warm: hh},
        ),
    ]


def report(curve: Curve) -> None:
    """Print the medians and the ratios to the reference."""
    counts = {name: way() for name, way in curve.ways.items()}  # warm-up, and the same answers
    for name, count in counts.items():
        apart = np.abs(count - counts[REFERENCE]).max()
        assert apart < 1.5, f"{name} differs by {apart:g} spikes"
    times: dict[str, list[float]] = {name: [] for name in curve.ways}
    for _ in range(RUNS):
        for name, way in curve.ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    print(f"F-I curve, {curve.title}: median of {RUNS} runs")
    for name, seconds in medians.items():
        ratio = seconds / medians[REFERENCE]
        print(f"  {name:<22} {1000 * seconds:9.2f} ms   x {ratio:7.1f}")


def main() -> None:
    """Time everything."""
    for curve in curves():
        report(curve)


if __name__ == "__main__":
    main()
