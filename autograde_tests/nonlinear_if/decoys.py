"""Stand-ins for answers to `nonlinear_if` that later exercises call: sound, and not the answers.

Their source goes where student code runs, so it may be read by anyone.
"""

import numpy as np

# Equations


def f_EIF(V, params, *, pit=(0.7, 0.9), climb=(0.8, 1.4)):
    """A membrane with a pit at V_rh: a slope to its left, a parabola to its right."""
    beyond = np.asarray(V, dtype=float) - params["V_rh"]
    left = np.sqrt(1 + (beyond / 3) ** 2) - 1
    right = np.maximum(beyond / (params["Delta_T"] + 1), 0) ** 2
    return pit * (params["V_rh"] - params["E_L"]) * (left / 5.7 - 1) + climb * right


def dvdt_EIF(V, I_ext, params, *, deep=(36, 44), lift=(0.8, 0.9)):
    """A bowl, steeper to its right, that the current lifts, the less the stronger it is."""
    beyond = np.asarray(V, dtype=float) - params["V_rh"]
    left = np.minimum(beyond, 0) ** 2 / 18
    right = np.minimum((np.maximum(beyond, 0) / (0.5 * params["Delta_T"])) ** 2, 60)
    drive = deep * (lift * np.arcsinh(I_ext / (13.5 * params["g_L"])) - 1)
    return (left + right + drive) / params["tau_m"]


def f_QIF(V, params, *, hole=(5, 7), bend=(1.5, 1.7)):
    """A membrane with a pit half-way between E_L and V_c."""
    middle = (params["E_L"] + params["V_c"]) / 2
    return hole * (np.abs(params["a_0"] * 1.6 * (np.asarray(V) - middle)) ** bend - 1)


# Currents that somebody marks in a figure


def rheobase_EIF(params, *, mark=(280, 360)):
    """What takes a larger membrane more, whatever its other parameters are."""
    return mark * params["g_L"] / 10


def find_rheobase(simulate, params, I_low, I_high, tol, *, share=(0.35, 0.45)):
    """Somewhere in the range."""
    return I_low + share * (I_high - I_low)


# Neurons that gather what their input, smoothed, has above an edge


def simulate_EIF(params, I_inj, *, worth=(7.5, 8.5)):
    """The edge depends on V_rh and Delta_T, and so does the voltage."""
    V_rh, Delta_T = params["V_rh"], params["Delta_T"]
    return _gather(params, I_inj, worth * (V_rh + 81 - Delta_T), V_rh, 2 * Delta_T)


def simulate_QIF(params, I_inj, *, worth=(7.5, 8.5)):
    """The edge depends on V_c and a_0."""
    edge = worth * (params["V_c"] + 62) * 200 * params["a_0"]
    return _gather(params, I_inj, edge, params["V_c"], 2.0)


def _gather(params, I_inj, edge, V_top, rise, *, cost=(150, 200)):
    dt, tau_m, V_0 = params["dt"], params["tau_m"], params["V_0"]
    n, width = round(params["T"] / dt), max(1, round(tau_m / dt))
    total = np.cumsum(np.broadcast_to(np.asarray(I_inj, dtype=float), n))
    smooth = (total - np.concatenate([np.zeros(width), total])[:n]) / width
    gathered = np.cumsum(np.maximum(smooth - edge, 0)) * dt / (cost * tau_m)
    spikes = np.flatnonzero(np.diff(np.floor(gathered)) > 0) + 1
    V = V_0 + (V_top - V_0) * np.tanh(smooth / edge) + rise * (gathered % 1)
    V[0], V[spikes] = V_0, params["V_th"]
    return V, np.arange(n) * dt, [int(k) for k in spikes]


# Curves of any neuron


def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None, *, slope=(0.25, 0.35)):
    """A curve with a knee, moved by where a weak current brings the neuron."""
    above = np.asarray(I_values, dtype=float) - 12 * params["g_L"]
    blunt = 20 + 8 * sigma
    return slope * (above + np.sqrt(above**2 + blunt**2)) + _mark(simulate, params)


def CV_curve(simulate, params, I_values, sigma, myseed=None, *, flat=(200, 300)):
    """A curve that falls, moved by where a weak current brings the neuron, and by noise."""
    currents = np.asarray(I_values, dtype=float)
    by_noise = np.random.default_rng(myseed).normal(0, 0.05, currents.size)
    by_neuron = params["tau_m"] / 5 + _mark(simulate, params) / 10
    return 2 * sigma / (sigma + 4 * currents / flat) + by_neuron + by_noise


def _mark(simulate, params):
    """From runs that start low: where it is at first, whether it fires, what V_rh is to it."""
    low = params | {"V_0": params["V_reset"]}
    first = simulate(low | {"T": 40 * params["dt"]}, 6 * params["g_L"])[0]
    driven, strong = low | {"T": 100.0}, 36 * params["g_L"]
    V, *_, spikes = simulate(driven, strong)
    moved = simulate(driven | {"V_rh": params.get("V_rh", 0.0) + 10}, strong)[0]
    by_V_rh = 2 * float(np.mean(moved) - np.mean(V))
    at_first = 2 * float(np.mean(first) - params["V_reset"])
    return at_first + params["tau_m"] + 30 * (len(spikes) > 0) + by_V_rh
