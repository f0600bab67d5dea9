"""Do the reference's neurons fire as Brian2's do? Spike counts and intervals, neuron by neuron.

Both take forward Euler steps of the same dt, so that nothing but rounding may differ. Needs Brian2:
``.venv-brian2/bin/python benchmarks/brian2_check.py``. Ends with exit code 1 where they disagree.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import brian2 as b2  # pyright: ignore[reportMissingImports]
import numpy as np

import reference
from reference import my_GWN

COUNT_TOLERANCE = 0  # spikes
# Rounding may move a crossing by a step, and adaptation and bursts answer to that. In steps:
STEP_TOLERANCE = 3

Params = Mapping[str, float]

LEAK = "-(V - E_L)"
EXPONENTIAL = "-(V - E_L) + Delta_T * exp((V - V_rh) / Delta_T)"
QUADRATIC = "a_0 * (V - E_L) * (V - V_c)"

NOT_ADAPTING = """
    dV/dt = (f + I_ext / g_L) / (tau_m * ms) : 1 (unless refractory)
    f = {f} : 1"""
ADAPTING = """
    dV/dt = (f + (I_ext - w) / g_L) / (tau_m * ms) : 1 (unless refractory)
    dw/dt = (a * (V - E_L) - w) / (tau_w * ms) : 1
    f = {f} : 1"""
IZHIKEVICH_2003 = """
    dV/dt = (0.04 * V**2 + 5 * V + 140 - w + I_ext) / ms : 1
    dw/dt = a * (b * V - w) / ms : 1"""
HODGKIN_HUXLEY = """
    dV/dt = (I_ext - I_Na - I_K - g_L * (V - E_L)) / (C_m * ms) : 1
    I_Na = g_Na * m**3 * h * (V - E_Na) : 1
    I_K = g_K * n**4 * (V - E_K) : 1
    dm/dt = (1 / exprel(-(V + 40) / 10) * (1 - m) - 4 * exp(-(V + 65) / 18) * m) / ms : 1
    dh/dt = (0.07 * exp(-(V + 65) / 20) * (1 - h) - h / (1 + exp(-(V + 35) / 10))) / ms : 1
    dn/dt = (0.1 / exprel(-(V + 55) / 10) * (1 - n) - 0.125 * exp(-(V + 65) / 80) * n) / ms : 1"""


@dataclass(frozen=True)
class Neuron:
    """One neuron in one run: what it is given, and what the reference says that it does.

    Attributes
    ----------
    name, params
        For the table and for Brian2; all parameters in `params` are numbers.
    I_inj
        Current, a number or one value a sample.
    spikes
        Sample indices of the reference's spikes.
    """

    name: str
    params: Params
    I_inj: float | np.ndarray
    spikes: Sequence[int]


@dataclass(frozen=True)
class Model:
    """Neurons that share their equations, T and dt.

    Attributes
    ----------
    equations, reset
        For Brian2, in V and w; the current is I_ext.
    neurons
        What to run.
    start
        Names and values of the variables at time 0, besides V = V_0.
    """

    equations: str
    reset: str
    neurons: list[Neuron]
    start: dict[str, np.ndarray | float]


def brian_spikes(model: Model) -> list[np.ndarray]:
    """Sample indices of each neuron's spikes in Brian2."""
    params = model.neurons[0].params
    dt, n = params["dt"], round(params["T"] / params["dt"])
    currents = np.stack([np.broadcast_to(one.I_inj, n) for one in model.neurons], axis=1)
    keys = sorted(set(params) - {"T", "dt"})  # dt is Brian2's own name for the same
    constants = "".join(f"\n{key} : 1 (constant)" for key in keys)
    spiking = {"threshold": "V >= 0", "refractory": "V >= 0"}
    if model.reset:
        # Brian2 resets within the step of the crossing, so its hold begins a step earlier.
        spiking = {"threshold": "V >= V_th", "refractory": "tref * ms + dt"}
    group = b2.NeuronGroup(
        len(model.neurons),
        model.equations + constants + "\nI_ext = current(t, i) : 1",
        reset=model.reset,
        method="euler",
        dt=dt * b2.ms,
        namespace={"current": b2.TimedArray(currents, dt * b2.ms)},
        **spiking,
    )
    for key in keys:
        setattr(group, key, [one.params[key] for one in model.neurons])
    group.V = [one.params["V_0"] for one in model.neurons]
    for name, value in model.start.items():
        setattr(group, name, value)
    monitor = b2.SpikeMonitor(group)
    b2.Network(group, monitor).run(params["T"] * b2.ms, namespace={})
    trains = monitor.spike_trains()
    # A spike carries the time at which its step began; we count the sample in which it ended.
    found = [np.round(trains[i] / (dt * b2.ms)).astype(int) + 1 for i in range(len(trains))]
    return [train[train < n] for train in found]


# The neurons


def family(
    name: str, simulate: Callable[[Params, float | np.ndarray], tuple], params: Params
) -> list[Neuron]:
    """Run a neuron at several constant currents and in noise."""
    noise, _ = my_GWN(params, 250.0, 5.0, 0)
    currents = {f"{I_ext:g} pA": I_ext for I_ext in (210.0, 250.0, 300.0, 500.0, 1000.0)}
    return [
        Neuron(f"{name}, {about}", params, I_inj, simulate(params, I_inj)[-1])
        for about, I_inj in (currents | {"250 pA and noise": noise}).items()
    ]


def unequal(params: Params) -> Params:
    """Move what default parameters have in common apart."""
    return {**params, "V_reset": -68.0, "V_0": -71.0, "tau_m": 14.0, "T": 1000.0}


PATTERNS = {  # Naud et al. (2008): C, g_L, E_L, a, tau_w, b, V_reset, I; "irregular" is chaos
    "tonic": (200, 10, -70, 2, 30, 0, -58, 500),
    "adaptation": (200, 12, -70, 2, 300, 60, -58, 500),
    "initial burst": (130, 18, -58, 4, 150, 120, -50, 400),
    "regular bursting": (200, 10, -58, 2, 120, 100, -46, 210),
    "delayed accelerating": (200, 12, -70, -10, 300, 0, -58, 300),
    "delayed regular bursting": (100, 10, -65, -10, 90, 30, -47, 110),
    "transient": (100, 10, -65, 10, 90, 100, -47, 180),
}


def patterns() -> list[Neuron]:
    """Run the firing patterns of the AdEx neuron."""
    neurons = []
    for name, constants in PATTERNS.items():
        C_m, g_L, E_L, a, tau_w, b, V_reset, I_ext = map(float, constants)
        params = {
            "tau_m": C_m / g_L, "g_L": g_L, "E_L": E_L, "V_0": E_L, "V_rh": -50.0, "Delta_T": 2.0,
            "V_th": 0.0, "V_reset": V_reset, "a": a, "b": b, "tau_w": tau_w, "tref": 0.0,
            "T": 600.0, "dt": 0.01,
        }  # fmt: skip
        spikes = reference.simulate_AdEx(params, I_ext)[-1]
        neurons.append(Neuron(f"AdEx, {name}", params, I_ext, spikes))
    return neurons


TYPES = {  # Izhikevich (2003): a, b, c, d
    "regular spiking": (0.02, 0.2, -65.0, 8.0),
    "intrinsically bursting": (0.02, 0.2, -55.0, 4.0),
    "chattering": (0.02, 0.2, -50.0, 2.0),
    "fast spiking": (0.1, 0.2, -65.0, 2.0),
    "low-threshold spiking": (0.02, 0.25, -65.0, 2.0),
    "thalamo-cortical": (0.02, 0.25, -65.0, 0.05),
    "resonator": (0.1, 0.26, -65.0, 2.0),
}


def published() -> list[Neuron]:
    """Run the published types of Izhikevich's neuron."""
    neurons = []
    for name, (a, b, c, d) in TYPES.items():
        params = {
            "a": a, "b": b, "c": c, "d": d, "V_0": -65.0, "V_th": 30.0, "tref": 0.0,
            "T": 1000.0, "dt": 0.1,
        }  # fmt: skip
        spikes = reference.simulate_Izhikevich2003(a, b, c, d, 10.0, 1000.0, 0.1)[-1]
        neurons.append(Neuron(f"Izhikevich 2003, {name}", params, 10.0, spikes))
    return neurons


def squid_axons() -> list[Neuron]:
    """Run the Hodgkin-Huxley neuron at several currents."""
    params = reference.default_params_HH() | {"T": 200.0}
    neurons = []
    for I_ext in (2.0, 5.0, 6.5, 10.0, 20.0, 50.0):
        V = reference.simulate_HH(params, I_ext)[0]
        spikes = (np.flatnonzero((V[:-1] < 0) & (V[1:] >= 0)) + 1).tolist()
        neurons.append(Neuron(f"Hodgkin-Huxley, {I_ext:g} uA/cm2", params, I_ext, spikes))
    return neurons


def models() -> list[Model]:
    """All that is compared."""
    reset, jump = "V = V_reset", "V = V_reset; w += b"
    LIF, aLIF = unequal(reference.default_params()), unequal(reference.default_params_aLIF())
    EIF, AdEx = map(unequal, (reference.default_params_EIF(), reference.default_params_AdEx()))
    QIF = unequal(reference.default_params_QIF())
    Izhikevich = unequal(reference.default_params_Izhikevich())
    without, with_w = NOT_ADAPTING.format, ADAPTING.format
    axons, types = squid_axons(), published()
    V_0 = axons[0].params["V_0"]
    gates = {
        "m": reference.gate_steady_state(reference.alpha_m(V_0), reference.beta_m(V_0)),
        "h": reference.gate_steady_state(reference.alpha_h(V_0), reference.beta_h(V_0)),
        "n": reference.gate_steady_state(reference.alpha_n(V_0), reference.beta_n(V_0)),
    }
    u_0 = np.array([-65 * one.params["b"] for one in types])
    return [
        Model(without(f=LEAK), reset, family("LIF", reference.simulate_LIF, LIF), {}),
        Model(without(f=EXPONENTIAL), reset, family("EIF", reference.simulate_EIF, EIF), {}),
        Model(without(f=QUADRATIC), reset, family("QIF", reference.simulate_QIF, QIF), {}),
        Model(with_w(f=LEAK), jump, family("aLIF", reference.simulate_aLIF, aLIF), {}),
        Model(with_w(f=EXPONENTIAL), jump, family("AdEx", reference.simulate_AdEx, AdEx), {}),
        Model(with_w(f=EXPONENTIAL), jump, patterns(), {}),
        Model(
            with_w(f=QUADRATIC),
            jump,
            family("Izhikevich", reference.simulate_Izhikevich, Izhikevich),
            {},
        ),
        Model(IZHIKEVICH_2003, "V = c; w += d", types, {"w": u_0}),
        Model(HODGKIN_HUXLEY, "", axons, gates),
    ]


def compare(neuron: Neuron, found: np.ndarray) -> bool:
    """Print a line of the table, and return whether the two agree."""
    expected = np.asarray(neuron.spikes, dtype=int)
    common = min(len(expected), len(found))
    first = abs(expected[0] - found[0]) if common else 0
    intervals = np.abs(np.diff(expected[:common]) - np.diff(found[:common]))
    apart = max(first, intervals.max(initial=0))
    agree = abs(len(expected) - len(found)) <= COUNT_TOLERANCE and apart <= STEP_TOLERANCE
    print(
        f"  {neuron.name:<42} {neuron.params['dt']:>5g} {len(expected):>9} {len(found):>6} "
        f"{apart:>12}{'' if agree else '   <-- disagree'}"
    )
    return bool(agree)


def main() -> int:
    """Run everything; 1 where the two disagree."""
    b2.prefs.codegen.target = "numpy"  # a few neurons: compiling would take longer than running
    print("Spikes of the reference and of Brian2, forward Euler with the same dt")
    print(f"  {'neuron':<42} {'dt/ms':>5} {'reference':>9} {'Brian2':>6} {'steps apart':>12}")
    agree = [
        compare(neuron, found)
        for model in models()
        for neuron, found in zip(model.neurons, brian_spikes(model), strict=True)
    ]
    allowed = (
        f"{COUNT_TOLERANCE} spikes and {STEP_TOLERANCE} steps in the first spike and intervals"
    )
    print(f"{sum(agree)} of {len(agree)} neurons agree within {allowed}.")
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
