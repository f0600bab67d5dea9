"""How fast is the reference? F-I curve, 100 currents x 1 s at dt = 0.1 ms, four ways in one run.

Needs Brian2, so it runs in an environment of its own: ``make bench``, or
``.venv-brian2/bin/python benchmarks/models.py``.
"""

import statistics
import time
from collections.abc import Callable

import brian2 as b2
import numpy as np

from reference.integrate_and_fire import FI_curve, default_params

PARAMS = default_params() | {"T": 1000.0}
CURRENTS = np.arange(0.0, 1000.0, 10.0)
RUNS = 7


def compiled() -> np.ndarray:
    """The reference: one compiled loop."""
    return FI_curve(PARAMS, I_max=1000, I_step=10)[1]


def plain_python() -> np.ndarray:
    """The loop of the notebook, in plain Python."""
    V_th, V_0, V_reset, E_L = (PARAMS[key] for key in ("V_th", "V_0", "V_reset", "E_L"))
    tau_m, g_L, dt = PARAMS["tau_m"], PARAMS["g_L"], PARAMS["dt"]
    n, n_ref = round(PARAMS["T"] / dt), round(PARAMS["tref"] / dt)
    rates = []
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
        rates.append(count)
    return np.array(rates) / PARAMS["T"] * 1000


def numpy_loop() -> np.ndarray:
    """A loop over time steps, all currents at once in numpy."""
    dt, n_ref = PARAMS["dt"], round(PARAMS["tref"] / PARAMS["dt"])
    V = np.full(CURRENTS.size, PARAMS["V_0"])
    resume = np.zeros(CURRENTS.size)
    count = np.zeros(CURRENTS.size)
    for k in range(round(PARAMS["T"] / dt)):
        spiking = (resume <= k) & (PARAMS["V_th"] <= V)
        count += spiking
        V[spiking] = PARAMS["V_reset"]
        resume[spiking] = k + n_ref
        dvdt = (-(V - PARAMS["E_L"]) + CURRENTS / PARAMS["g_L"]) / PARAMS["tau_m"]
        V = np.where(resume <= k, V + dt * dvdt, V)
    return count / PARAMS["T"] * 1000


def brian() -> Callable[[], np.ndarray]:
    """Brian2 with Cython, compiled beforehand; only the run is timed."""
    b2.prefs.codegen.target = "cython"
    b2.defaultclock.dt = PARAMS["dt"] * b2.ms
    names = {"E_L": PARAMS["E_L"], "V_th": PARAMS["V_th"], "V_reset": PARAMS["V_reset"]}
    names |= {"tau_m": PARAMS["tau_m"] * b2.ms, "g_L": PARAMS["g_L"]}
    neurons = b2.NeuronGroup(
        CURRENTS.size,
        "dV/dt = (-(V - E_L) + I_ext / g_L) / tau_m : 1 (unless refractory)\nI_ext : 1",
        threshold="V >= V_th",
        reset="V = V_reset",
        # Brian2 resets within the step of the crossing, so its hold begins a step earlier.
        refractory=(PARAMS["tref"] + PARAMS["dt"]) * b2.ms,
        method="euler",
        namespace=names,
    )
    neurons.V, neurons.I_ext = PARAMS["V_0"], CURRENTS
    spikes = b2.SpikeMonitor(neurons, record=False)
    network = b2.Network(neurons, spikes)
    network.store()

    def run() -> np.ndarray:
        network.restore()
        network.run(PARAMS["T"] * b2.ms)
        return np.array(spikes.count) / PARAMS["T"] * 1000

    return run


def main() -> None:
    """Print the medians and the ratios to the reference."""
    ways = {
        "reference (numba)": compiled,
        "numpy loop over time": numpy_loop,
        "plain Python": plain_python,
        "Brian2 (Cython, warm)": brian(),
    }
    rates = {name: way() for name, way in ways.items()}  # warm-up, and the same answer from all
    for name, rate in rates.items():
        spikes = np.abs(rate - rates["reference (numba)"]).max() * PARAMS["T"] / 1000
        assert spikes <= 1, f"{name} differs by {spikes:g} spikes"
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    base = medians["reference (numba)"]
    print(f"F-I curve, {CURRENTS.size} currents x 1 s, dt 0.1 ms: median of {RUNS} runs")
    for name, seconds in medians.items():
        print(f"  {name:<22} {1000 * seconds:9.2f} ms   x {seconds / base:7.1f}")


if __name__ == "__main__":
    main()
