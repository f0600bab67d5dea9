"""Traces in which spikes are looked for, and trains that are compared."""

# ruff: noqa: D103 (the names say it)

import numpy as np

from autograde_tests.random_inputs import unround

# Spikes


def trace(rng: np.random.Generator) -> tuple:
    """Without a threshold in the call; of two samples one lies just below 0 mV, one just above."""
    V, t = _trace(rng, int(rng.integers(4, 9)))
    low = np.full(8, np.min(V))
    low[[2, 5]] = rng.permutation([-0.6, 0.6])
    return np.append(V, low), np.append(t, t[-1] + (t[1] - t[0]) * np.arange(1, 9))


def trace_and_threshold(rng: np.random.Generator) -> tuple:
    """Some of the spikes stay below the threshold of the call."""
    V, t = _trace(rng, int(rng.integers(6, 10)))
    return V, t, float(rng.choice([-30.5, -20.5, 9.5, 14.5]))


def starts_high(rng: np.random.Generator) -> tuple:
    V, t = _trace(rng, int(rng.integers(3, 6)))
    return V + 85.0 * np.exp(-t / 0.9), t, 0.0


def touching(rng: np.random.Generator) -> tuple:
    """Samples exactly at threshold, one above, the next spike a single sample."""
    t = np.arange(60) * 0.25
    V = np.full(t.size, -64.0)
    ups = np.cumsum(rng.integers(6, 11, 5))
    V[ups] = 0.0
    V[ups[1] + 1] = V[ups[3] + 1] = 21.0
    V[ups[2]] = 30.0
    return V, t, 0.0


def silent_trace(rng: np.random.Generator) -> tuple:
    V, t = _trace(rng, 5)
    return np.minimum(V, -3.0), t, 0.0


def _trace(rng: np.random.Generator, spikes: int) -> tuple[np.ndarray, np.ndarray]:
    """Spikes of all heights and widths, drawn by hand, and bumps that are none."""
    dt = float(rng.choice([0.04, 0.05, 0.1]))
    times = np.cumsum(rng.uniform(7, 16, spikes))
    t = np.arange(round((times[-1] + 9) / dt)) * dt
    V = np.full(t.size, unround(rng, -68, -62))
    for at, width in zip(times, rng.uniform(0.5, 1.4, spikes), strict=True):
        height = rng.choice([rng.uniform(67, 72), rng.uniform(84, 100)])
        V += height * np.exp(-(((t - at) / width) ** 2))
        V += rng.uniform(10, 30) * np.exp(-(((t - at - 4) / 0.7) ** 2))
    return V, t


# Coincidences


def two_trains(rng: np.random.Generator) -> tuple:
    """Some spikes coincide, some come too early or too late, and some have no partner at all.

    Within a train spikes are farther apart than two windows, so each has at most one partner. Of
    the coincident ones other numbers are early, late, and within half a window. The first and the
    last ones coincide.
    """
    window = unround(rng, 1.4, 2.9)
    early, late, far, data_alone, model_alone = rng.integers([3, 7, 6, 4, 9], [6, 11, 11, 8, 14])
    closest = rng.uniform(0.1, 0.4, 3) * [-1, -1, 1]
    close = [closest, -rng.uniform(0.6, 0.9, early), rng.uniform(0.6, 0.9, late)]
    apart = rng.uniform(1.15, 1.9, far) * rng.choice([-1, 1], far)
    side = rng.choice([-1, 1])
    shift = np.concatenate([*close, apart, np.zeros(data_alone + model_alone)]) * side * window
    places = rng.permutation(np.cumsum(rng.uniform(7.5, 12, shift.size)) * window)
    for at, end in ((0, np.argmin(places)), (1, np.argmax(places))):
        places[[at, end]] = places[[end, at]]
    data = np.sort(places[: shift.size - model_alone])
    model = np.sort(np.delete(places + shift, np.arange(data.size - data_alone, data.size)))
    T = round(np.max(places) + unround(rng, 8, 40), 1)
    return np.round(data, 2), np.round(model, 2), T, window


def a_window_apart(rng: np.random.Generator) -> tuple:
    """Whole numbers: first spikes of the model alone, then pairs, then spikes of the data alone."""
    window, count = int(rng.integers(2, 5)), int(rng.integers(5, 8))
    first, last = int(rng.integers(2, 4)), int(rng.integers(4, 6))
    places = np.cumsum(rng.integers(7, 12, first + count + last)) * window
    paired, data = places[first : first + count], places[first:]
    early_and_late = rng.permutation([-1, 1, *rng.choice([-1, 1], count - 2)])
    model = np.append(places[:first], paired + window * early_and_late)
    return data, model, int(places[-1]) + 9 * window, window


def one_silent(rng: np.random.Generator) -> tuple:
    data, model, T, window = two_trains(rng)
    silent = np.array([])
    return (data, silent, T, window) if rng.uniform() < 0.5 else (silent, model, T, window)


def both_silent(rng: np.random.Generator) -> tuple:
    *_, T, window = two_trains(rng)
    return np.array([]), np.array([]), T, window
