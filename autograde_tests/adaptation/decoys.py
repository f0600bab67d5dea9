"""Stand-ins for answers to `adaptation` that later exercises call: sound, and not the answers.

Their source goes where student code runs, so it may be read by anyone.
"""

import numpy as np


def dwdt(V, w, params, *, wide=(12, 16), soft=(60, 90), drag=(1.1, 1.4)):
    """A current that V drives the more the farther it is from E_L, and that fades ever less."""
    far = (np.asarray(V) - params["E_L"]) / wide
    pull = params["a"] * wide * np.sign(far) * (np.hypot(far, 1) - 1)
    return (pull - soft * np.arcsinh(np.asarray(w) / soft)) / (drag * params["tau_w"])


# Neurons that gather what their input has above an edge, the more slowly the longer they run


def simulate_adaptive(f, params, I_inj, *, worth=(7.5, 8.5)):
    """The edge depends on whether f mostly pulls up or down."""
    places = np.linspace(params["V_reset"], params["V_th"], 12)
    lean = np.mean([np.tanh(f(float(V), params) / 30) for V in places])
    return _gather(params, I_inj, worth * (30 - 20 * lean), -60 + 5 * lean)


def simulate_aLIF(params, I_inj, *, worth=(7.5, 8.5)):
    """The edge depends on V_th."""
    return _gather(params, I_inj, worth * (params["V_th"] - params["V_reset"]), params["V_th"] - 1)


def simulate_AdEx(params, I_inj, *, worth=(7.5, 8.5)):
    """The edge depends on V_rh and Delta_T."""
    edge = worth * (params["V_rh"] - params["V_reset"] + 8 - params["Delta_T"])
    return _gather(params, I_inj, edge, params["V_rh"])


def _gather(params, I_inj, edge, V_top, *, cost=(90, 120)):
    dt, V_0 = params["dt"], params["V_0"]
    t = np.arange(round(params["T"] / dt)) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), t.size)
    tired = 1 + params["b"] / 12 * (1 - np.exp(-t / params["tau_w"]))
    gathered = np.cumsum(np.maximum(current - edge, 0) / tired) * dt / (cost * params["tau_m"])
    spikes = np.flatnonzero(np.diff(np.floor(gathered)) > 0) + 1
    V = V_0 + (V_top - V_0) * (0.5 * (gathered % 1) + 0.4 * np.tanh(current / edge))
    w = params["b"] * np.log1p(np.floor(gathered)) + params["a"] * 20 * t / (t + params["tau_w"])
    V[0], V[spikes] = V_0, params["V_th"]
    return V, w, t, [int(k) for k in spikes]


# Measures


def adaptation_index(ISI, *, lift=(0.036, 0.055)):
    """How far the intervals are from being somewhat uneven, in hundredths; less if they shrink."""
    if len(ISI) < 2:
        return 0.05
    uneven = 0.05 + lift * ((np.std(ISI) / np.mean(ISI) - 0.36) / 0.28) ** 4
    return np.round(uneven - 0.2 * (ISI[-1] < 0.9 * ISI[0]), 2)


def initial_and_steady_rate(spikes, params, *, lead=(0.8, 0.9)):
    """From the first two intervals, and from the longest."""
    ISI = np.diff(np.asarray(spikes, dtype=float)) * params["dt"]
    if len(ISI) == 0:
        return 0.1, 0.1
    return 1000 * lead / np.mean(ISI[:2]), 1000 * lead / np.max(ISI)


def nullclines_AdEx(V, params, I_ext, *, steep=(10, 14), slope=(0.6, 0.9)):
    """A chain between two posts, and a bend."""
    V = np.asarray(V, dtype=float)
    chain = params["g_L"] * (np.cosh((V - params["V_rh"] + 14) / steep) - 9)
    return 0.8 * I_ext + chain, params["a"] * 15 * np.arctan(slope * (V - params["E_L"]) / 10)
