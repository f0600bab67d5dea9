"""An axon to do all with: its parameters."""

import numpy as np

from autograde_tests.random_inputs import unround


def HH_neuron(rng: np.random.Generator, T: float, dt: float) -> dict:
    """Near the squid's axon, but never quite: each parameter can be told from every other."""
    return {
        "C_m": unround(rng, 0.82, 0.9) if rng.uniform() < 0.5 else unround(rng, 1.1, 1.18),
        "g_Na": unround(rng, 113, 119),
        "g_K": unround(rng, 33.5, 35.7),
        "g_L": unround(rng, 0.27, 0.33, 3),
        "E_Na": unround(rng, 51, 56),
        "E_K": unround(rng, -80, -77.5),
        "E_L": unround(rng, -54.9, -53.8),
        "V_0": unround(rng, -69, -66) if rng.uniform() < 0.5 else unround(rng, -64, -62.5),
        "T": T,
        "dt": dt,
    }
