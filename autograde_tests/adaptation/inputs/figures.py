"""What figures are drawn for."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround

from .neurons import AdEx_neuron, aLIF_neuron, constant_for, threshold_current


def drawn_aLIF(rng: np.random.Generator) -> tuple:
    return constant_for(rng, aLIF_neuron(rng, T=200.0), 2.4, 3.0)


def currents(rng: np.random.Generator) -> tuple:
    params = aLIF_neuron(rng, T=500.0, dt=0.25)
    share = np.array([0.3, 0.75, 2.1, 2.6, 3.1, 3.6, 4.1]) + rng.uniform(-0.15, 0.15, 7)
    return params, np.round(threshold_current(params) * share, 1)


def drawn_AdEx(rng: np.random.Generator) -> tuple:
    """All of the x range lies within -90 to -45 mV: what is drawn further out costs no luck."""
    params = AdEx_neuron(rng, T=220.0) | {
        "V_reset": unround(rng, -63, -59),
        "V_rh": unround(rng, -56, -53),
    }
    return constant_for(rng, params, 2.4, 3.0)


_NAMES = ["brisk", "calm", "drowsy", "eager", "fickle", "grumpy", "hasty", "idle", "jumpy", "keen"]


def gallery(rng: np.random.Generator) -> tuple:
    """Three neurons, or five: different in b, in tau_w and in their currents."""
    count = int(rng.choice([3, 5]))
    patterns = {}
    for number, name in enumerate(rng.choice(_NAMES, count, replace=False)):
        params = AdEx_neuron(rng, T=120.0) | {"V_reset": unround(rng, -66, -60)}
        params |= {"b": unround(rng, 2, 6) if number % 2 else unround(rng, 35, 50)}
        patterns[str(name)] = params | {"I_ext": constant_for(rng, params, 1.6, 2.8)[1]}
    return (patterns,)
