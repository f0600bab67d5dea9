"""What simulators are run with: parameters, and a current that does what a check needs."""

# ruff: noqa: D103 (the names say it)

import inspect

import numpy as np

import reference
from autograde_tests.adaptation import given
from autograde_tests.random_inputs import unround
from autograder.testing.decoys import Code
from reference import dwdt, simulate_AdEx

from .neurons import AdEx_neuron, Izhikevich_neuron, aLIF_neuron, changing_for, constant_for

_TRIALS = 60  # a third of them do
_LEAK, _EXPONENTIAL, _PARABOLA = (
    Code(name, inspect.getsource(given)) for name in ("f_LIF", "f_EIF", "f_QIF")
)


def _unusual_dt(rng: np.random.Generator) -> float:
    """Never the 0.1 ms of the given parameters."""
    return float(rng.choice([0.125, 0.16, 0.2]))


def changing_aLIF(rng: np.random.Generator) -> tuple:
    return changing_for(rng, aLIF_neuron(rng, T=100.0, dt=_unusual_dt(rng)), 0.5)


def constant_aLIF(rng: np.random.Generator) -> tuple:
    return constant_for(rng, aLIF_neuron(rng), 2.4, 3.2)


def without_hold_aLIF(rng: np.random.Generator) -> tuple:
    return constant_for(rng, aLIF_neuron(rng, T=120.0) | {"tref": 0.0}, 2.4, 3.0)


def changing_AdEx(rng: np.random.Generator) -> tuple:
    return changing_for(rng, AdEx_neuron(rng, T=100.0, dt=_unusual_dt(rng)), 0.5)


def _that_hardly_overshoots(rng: np.random.Generator, T: float) -> dict:
    """An AdEx neuron whose spikes are cut off before they get steep: how far is another check."""
    params = AdEx_neuron(rng, T=T)
    return params | {"V_th": round(params["V_rh"] + rng.uniform(7, 9), 2)}


def constant_AdEx(rng: np.random.Generator) -> tuple:
    return constant_for(rng, _that_hardly_overshoots(rng, T=200.0), 2.6, 3.4)


def without_hold_AdEx(rng: np.random.Generator) -> tuple:
    return constant_for(rng, _that_hardly_overshoots(rng, T=120.0) | {"tref": 0.0}, 2.6, 3.2)


def overshooting_AdEx(rng: np.random.Generator) -> tuple:
    """Some spike carries V so far that the w equation would feel it, and none by a hair only."""
    for _ in range(_TRIALS):
        params, I_ext = constant_for(rng, AdEx_neuron(rng, T=120.0), 2.6, 3.4)
        params |= {"V_th": unround(rng, -22, -16)}
        V, w, _t, spikes = simulate_AdEx(params, I_ext)
        before = np.array(spikes[:4]) - 1
        drive = reference.f_EIF(V[before], params) + (I_ext - w[before]) / params["g_L"]
        top = V[before] + params["dt"] * drive / params["tau_m"]
        more = dwdt(top, w[before], params) - dwdt(params["V_reset"], w[before], params)
        felt = params["dt"] * more / params["b"]
        if 0.5 < felt.max(initial=0) < 100:
            break
    return params, I_ext


def changing_Izhikevich(rng: np.random.Generator) -> tuple:
    return changing_for(rng, Izhikevich_neuron(rng, T=100.0, dt=_unusual_dt(rng)), 0.4)


def constant_Izhikevich(rng: np.random.Generator) -> tuple:
    return constant_for(rng, Izhikevich_neuron(rng), 8, 10)


def without_hold_Izhikevich(rng: np.random.Generator) -> tuple:
    return constant_for(rng, Izhikevich_neuron(rng, T=150.0) | {"tref": 0.0}, 8, 9)


# The same for the simulator that takes any membrane


def changing_current(rng: np.random.Generator) -> tuple:
    return _PARABOLA, *changing_Izhikevich(rng)


def constant_current(rng: np.random.Generator) -> tuple:
    """Of a membrane that hardly overshoots its threshold."""
    return _LEAK, *constant_aLIF(rng)


def without_hold(rng: np.random.Generator) -> tuple:
    return _EXPONENTIAL, *without_hold_AdEx(rng)


def overshooting(rng: np.random.Generator) -> tuple:
    return _EXPONENTIAL, *overshooting_AdEx(rng)


# The neuron of 2003


def _published(rng: np.random.Generator, low: float, high: float) -> tuple:
    return (
        unround(rng, 0.018, 0.026, 4),
        unround(rng, 0.19, 0.22, 3),
        unround(rng, -64, -60),
        unround(rng, 6, 9),
        unround(rng, low, high),
    )


def weak_input(rng: np.random.Generator) -> tuple:
    a, b, c, d, I = _published(rng, 0.2, 0.7)  # noqa: E741
    n = 1500
    wave = np.sin(2 * np.pi * (np.arange(n) / n * rng.uniform(2, 4) + rng.uniform()))
    return a, b, c, d, I * (1 + wave), 150.0, 0.1


def strong_input(rng: np.random.Generator) -> tuple:
    return *_published(rng, 17, 23), 250.0, 0.1


def coarse_input(rng: np.random.Generator) -> tuple:
    return *_published(rng, 17, 23), 150.0, 0.25
