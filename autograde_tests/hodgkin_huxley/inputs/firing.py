"""Currents at which rates of firing are counted, searched, drawn and fitted."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import drawn_evenly, unround
from reference import FI_curve_HH, detect_spikes, rheobase_HH, simulate_HH

from .neurons import HH_neuron

# Rates of firing


def _counted(rng: np.random.Generator, T: float) -> tuple[dict, float]:
    """A neuron for counting spikes, and its rheobase."""
    params = HH_neuron(rng, T, 0.04)
    # From below rest a step well under the rheobase makes one spike. A smaller capacitance, or a
    # larger step, would bring Euler near the edge of its stability, with spikes in the scribble.
    params |= {"C_m": unround(rng, 1.04, 1.1), "V_0": unround(rng, -69, -67.5)}
    return params, rheobase_HH(params, 0.5, 20.0, 0.05)


def _of_any_size(rng: np.random.Generator, T: float) -> tuple[dict, float, float]:
    """A neuron for counting spikes, and the ends of the range of currents in which it fires.

    How large it is, and how much of each channel it has, is drawn so widely that no curve of the
    current is near the curves of two such neurons.
    """
    size = drawn_evenly(rng, 1.5, 2.4) ** rng.choice([-1, 1])
    channels = drawn_evenly(rng, 0.82, 1.18)
    per_area = {
        "C_m": drawn_evenly(rng, 1.04, 2.2),
        "g_K": 34.6 * channels,
        "g_Na": 116 * np.clip(channels * drawn_evenly(rng, 0.97, 1.3), 0.94, 1.45),
        "g_L": drawn_evenly(rng, 0.15, 0.45),
    }
    params = HH_neuron(rng, T, 0.04) | {"V_0": unround(rng, -69, -67.5)}
    params |= {name: round(float(size * value), 3) for name, value in per_area.items()}
    tried = size * np.geomspace(0.3, 300, 70)
    firing = tried[FI_curve_HH(params | {"T": 180.0}, tried) > 0]
    return params, firing[0], firing[-1]


def _along_the_curve(
    rng: np.random.Generator, lowest: float, highest: float, count: int, silent: int
) -> np.ndarray:
    """Currents of which so many are too weak, one may be too strong, and the others are neither.

    The last one is not silent: all rates at the last current would be zeros, as of an empty answer.
    """
    too_strong = int(rng.integers(2))
    up_to = min(0.75 * highest, lowest * rng.uniform(4, 30))
    shares = [rng.uniform(0.6, 0.8), *rng.uniform(0.05, 0.8, silent - 1)]
    firing = rng.uniform(np.log(1.3 * lowest), np.log(up_to), count - silent - too_strong)
    blocked = highest * rng.uniform(1.4, 1.7, too_strong)
    others = np.concatenate([lowest * np.array(shares), np.exp(firing[1:]), blocked])
    return np.append(rng.permutation(others), np.exp(firing[0]))


def currents(rng: np.random.Generator) -> tuple:
    """Silent, a spike at the beginning only, firing at some rates, blocked; in any order."""
    params, *ends = _of_any_size(rng, float(rng.choice([160.0, 180.0])))
    return params, np.round(
        _along_the_curve(rng, *ends, count=7, silent=int(rng.integers(1, 4))), 2
    )


def list_of_currents(rng: np.random.Generator) -> tuple:
    """Whole numbers among them, where they are not too small for that."""
    params, *ends = _of_any_size(rng, 140.0)
    values = _along_the_curve(rng, *ends, count=4, silent=int(rng.integers(1, 3)))
    return params, [int(I_ext) if I_ext > 8 else float(round(I_ext, 2)) for I_ext in values]


def one_that_stops(rng: np.random.Generator) -> tuple:
    """Two spikes or more at first and none in the second half, beside firing at two rates."""
    params, lowest, highest = _of_any_size(rng, 140.0)
    tried = lowest * np.linspace(0.5, 0.995, 60)
    V, *_, t = simulate_HH(params, np.tile(tried, (round(params["T"] / params["dt"]), 1)))
    trains = [detect_spikes(run, t) for run in V.T]
    stop = [at for at, train in enumerate(trains) if len(train) > 1 and max(train) < 60.0]
    stops = tried[stop[len(stop) // 2] if stop else -4]
    others = _along_the_curve(rng, lowest, highest, count=4, silent=1)
    return params, np.round(rng.permutation([stops, *others]), 3)


def search(rng: np.random.Generator) -> tuple:
    """A neuron whose potassium channels are as many as they like, and a range as it comes.

    No number, and no product of the arguments, is near the rheobase of two such neurons.
    """
    params, usual = _counted(rng, float(rng.choice([94.0, 100.0, 106.0])))
    params["g_K"] = round(drawn_evenly(rng, 0.94, 1.26) * params["g_K"], 2)
    rheobase = rheobase_HH(params, 0.6 * usual, 35.0, 0.05)
    low = high = rheobase
    while (low + high) / 2 < rheobase + 1.0:  # so that it fires there, and ends exchanged show
        low, high = rheobase * np.exp(rng.uniform(*np.log([[0.12, 1.3], [0.8, 3.6]])))
    return params, round(low, 2), round(high, 2), unround(rng, 0.21, 0.35)


def curve_to_draw(rng: np.random.Generator) -> tuple:
    """Currents in rising order, as one draws them, from silence to firing or beyond."""
    params, *ends = _of_any_size(rng, 180.0)
    values = _along_the_curve(rng, *ends, count=8, silent=int(rng.integers(2, 4)))
    return params, np.sort(np.round(values, 2))


def noisy_curves(rng: np.random.Generator) -> tuple:
    params, rheobase = _counted(rng, 400.0)
    shares = np.array([0.3, 0.45, 0.75, 1.6, 2.2, 3.0]) + rng.uniform(-0.05, 0.05, 6)
    sigmas = [0, unround(rng, 0.11, 0.13, 3)]
    return params, np.round(rheobase * shares, 2), [sigmas[at] for at in rng.permutation(2)]


# The LIF twin


def curve_to_fit(rng: np.random.Generator) -> tuple:
    """A neuron of another size and speed at each draw: no LIF fits all."""
    params, _ = _counted(rng, 800.0)
    I_values = np.concatenate([[0.0, 2.5], np.linspace(8.0, 45.0, 11) + rng.uniform(-0.5, 0.5, 11)])
    rates = FI_curve_HH(params, I_values)
    size = rng.uniform(2.5, 4) ** rng.choice([-1, 1])
    speed = rng.choice([rng.uniform(0.4, 0.55), rng.uniform(1.8, 2.4)])
    order = rng.permutation(I_values.size)
    return np.round(size * I_values[order], 3), np.round(speed * rates[order], 2)
