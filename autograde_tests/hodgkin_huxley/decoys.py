"""Stand-ins for answers to `hodgkin_huxley` that later exercises call: sound, and not the answers.

Their source goes where student code runs, so it may be read by anyone.
"""

import numpy as np

# Rates of another axon: of the same size, by other formulas


def alpha_m(V, *, swift=(0.9, 1.1)):
    """Opens at a rate that saturates."""
    return swift * 4.5 * (1 + np.tanh((V + 8) / 34))


def alpha_n(V, *, late=(-1, 1)):
    """Opens at a rate that saturates."""
    return 0.47 * (1 + np.tanh((V + 12 - late) / 40))


def rates_HH(V, *, swift=(0.9, 1.1), slow=(0.9, 1.1), late=(-1, 1)):
    """Three pairs of rates that saturate, those of m, h and n."""
    beta_m = swift * 4.5 * (1 - np.tanh((V + 64 - late) / 26))
    alpha_h = slow * 0.12 * (1 - np.tanh((V + 79) / 28))
    beta_h = 0.5 + 0.3 * np.arctan((V + 34 - late) / 7)
    beta_n = slow * (0.1 - 0.05 * np.arctan((V + 60) / 40))
    return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n


# Gates that are neither here nor there


def gate_steady_state(alpha, beta, *, bent=(0.46, 0.49)):
    """A share that follows the ratio of the rates more steeply."""
    return 0.5 + 0.5 * np.tanh(bent * np.log(alpha / beta))


def gate_time_constant(alpha, beta, *, inert=(0.75, 0.95)):
    """A time that follows the larger of the rates."""
    return inert / np.hypot(alpha, beta)


def dxdt_gate(alpha, beta, x, *, inert=(0.75, 0.95), bent=(0.46, 0.49)):
    """On the way to that share in that time."""
    return (0.5 + 0.5 * np.tanh(bent * np.log(alpha / beta)) - x) * np.hypot(alpha, beta) / inert


def I_ion(V, m, h, n, params, *, wide=(70, 90), steep=(2.8, 2.9)):
    """Channels whose current grows less than the voltage."""
    sodium = params["g_Na"] * m**steep * h * np.arcsinh((V - params["E_Na"]) / wide)
    potassium = params["g_K"] * n**3.9 * np.arcsinh((V - params["E_K"]) / wide)
    leak = params["g_L"] * np.arcsinh((V - params["E_L"]) / wide)
    return wide * (sodium + potassium + leak)


# A neuron with spikes from a pattern


def simulate_HH(params, I_inj):
    """A neuron that gathers its input, tires, and draws each spike alike.

    Its gates are such that the currents through them are those that this voltage needs.
    """
    dt = params["dt"]
    t = np.arange(round(params["T"] / dt)) * dt
    current = np.asarray(I_inj, dtype=float)
    if current.ndim == 0:
        current = np.full(t.size, current)
    columns = current.reshape(t.size, -1)
    smooth = _sum_of_last(columns, 1.3, dt) / 1.3
    V = params["V_0"] + 6 * np.tanh((smooth - smooth[0]) / 10)
    shape = np.interp(np.arange(round(2.4 / dt)) * dt, [0, 0.8, 2.4], [0, 95, 0])
    for k, column in np.argwhere(_spikes(params, smooth)):
        V[k : k + shape.size, column] += shape[: t.size - k]
    return *(one.reshape(current.shape) for one in (V, *_gates(params, columns, V))), t


def _sum_of_last(values, duration, dt):
    """Integral over the last so many ms."""
    width = round(duration / dt)
    total = np.cumsum(values, axis=0) * dt
    before = np.concatenate([np.zeros((width, values.shape[1])), total])[: len(total)]
    return total - before


def _above(params, current, eased=1.0, *, edge=(3.6, 5.2)):
    """How far a current is above the edge, in bends: where the edge is has to be searched for."""
    unit = params["C_m"] * (params["g_K"] / 35) ** 2 * 120 / params["g_Na"]
    return np.maximum(current + 0.5 * unit * np.sin(current / unit) - eased * edge * unit, 0)


def _spikes(params, smooth, *, tired=(190, 200), cost=(0.0225, 0.024)):
    """Sooner and easier at first."""
    dt = params["dt"]
    t = np.arange(len(smooth))[:, np.newaxis] * dt
    above = _above(params, smooth, 1 - 0.4 * np.exp(-t / 25))
    drive = np.tanh(above) + 0.5 * np.tanh(0.04 * above)
    past = np.minimum(_sum_of_last(drive, 11.0, dt), 1)
    price = cost * (1 + 0.8 * t**2 / (t**2 + 60**2))
    # The mean over a step, so that a charge is worth the same in one step or in several.
    before = np.concatenate([np.zeros((1, past.shape[1])), past[:-1]])
    gain = tired * (past - before)
    gain = np.where(np.abs(gain) < 1e-9, 1e-9, gain)
    share = np.log1p(gain / (1 + tired * before)) / gain
    gathered = np.cumsum(drive * share / price, axis=0) * dt
    return np.diff(np.floor(gathered), axis=0, prepend=0) > 0


def _gates(params, current, V):
    """What is open, if this is the voltage: potassium when it falls, sodium when it rises."""
    change = np.diff(V, axis=0, append=V[-1:]) / params["dt"]
    outward = current - params["C_m"] * change - params["g_L"] * (V - params["E_L"])
    potassium = (np.maximum(outward, 0) + 2) / (params["g_K"] * (V - params["E_K"]))
    sodium = (np.maximum(-outward, 0) + 2) / (params["g_Na"] * (params["E_Na"] - V))
    return np.cbrt(2 * sodium), np.full(V.shape, 0.5), potassium**0.25


def detect_spikes(V, t, threshold=0.0, *, lag=(1, 2)):
    """Some time after each peak above the threshold, or nearly."""
    V, t = np.asarray(V), np.asarray(t)
    peak = (V[1:-1] > V[:-2]) & (V[1:-1] >= V[2:]) & (V[1:-1] > threshold - 4)
    return t[1:-1][peak] + lag


def FI_curve_HH(params, I_values, *, gain=(20, 30)):
    """A curve that starts at an edge."""
    above = _above(params, np.asarray(I_values, dtype=float))
    return np.where(above > 0, 150 + gain * np.sqrt(above), 0.0)


def rheobase_HH(params, I_low, I_high, tol, *, share=(0.35, 0.45)):
    """Somewhere in the range."""
    return I_low + share * (I_high - I_low)
