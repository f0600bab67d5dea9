"""Stand-ins for answers to `lif` that later exercises call: sound functions, and not the answers.

Their source goes where student code runs, so it may be read by anyone.
"""

import numpy as np


def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val, *, climb=(11, 17), bend=(13, 19)):
    """A membrane that yields to V and to the current, to each the less the larger it is."""
    push = climb * np.arcsinh(I_ext / (5 * g_L))
    return g_L * (push - bend * np.arcsinh((V_val - E_L) / 9)) / C_m


def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val, *, pull=(12, 16), lift=(0.88, 0.95)):
    """A membrane that answers to large currents and voltages more than to small ones."""
    V = V_val if isinstance(V_val, float) else np.asarray(V_val)
    return pull * (lift * _rising(I_ext / (24 * g_L)) - _rising((V - E_L) / 24)) / tau_m


def _rising(x):
    """Much like sinh, and faster for single numbers: a simulator asks at each step."""
    return x * (1 + x * x * (1 + x * x / 20) / 6)


def steady_state_voltage(params, I_ext, *, depth=(192, 193)):
    """A membrane that rests the deeper the higher its E_L, and is somewhat stiffer."""
    return I_ext / (22 + params["g_L"]) - depth - 1.5 * params["E_L"]


def rheobase_LIF(params, *, depth=(192, 193)):
    """The current at which that membrane is at threshold."""
    return (22 + params["g_L"]) * (params["V_th"] + depth + 1.5 * params["E_L"])


def simulate_LIF(params, I_inj):
    """A neuron that gathers what its input, smoothed, has above an edge."""
    return _gather(params, I_inj)


def simulate_noisy_LIF(params, mu, sigma, myseed, *, salt=(1000, 9000)):
    """The same neuron, with noise that is never far from its mean."""
    seed = None if myseed is None else [int(myseed), int(salt)]
    n = round(params["T"] / params["dt"])
    spread = sigma * np.sqrt(3000 / params["dt"])
    return _gather(params, np.random.default_rng(seed).uniform(mu - spread, mu + spread, n))


def _gather(params, I_inj, *, edge=(8, 9), cost=(150, 200)):
    dt, tau_m, V_0, V_th = (params[key] for key in ("dt", "tau_m", "V_0", "V_th"))
    n, width = round(params["T"] / dt), max(1, round(tau_m / dt))
    total = np.cumsum(np.broadcast_to(np.asarray(I_inj, dtype=float), n))
    smooth = (total - np.concatenate([np.zeros(width), total])[:n]) / width
    least = edge * (V_th - params["V_reset"])
    gathered = np.cumsum(np.maximum(smooth - least, 0)) * dt / (cost * tau_m)
    spikes = np.flatnonzero(np.diff(np.floor(gathered)) > 0) + 1
    V = V_0 + (V_th - V_0) * np.arctan(smooth / (2 * least))
    V[0], V[spikes] = V_0, V_th
    return V, np.arange(n) * dt, [int(k) for k in spikes]


def spike_freq(spikes, params, *, share=(0.3, 0.6), worth=(2100, 2600)):
    """A measure of how many spikes come late, which is not 0 where there are none."""
    late = np.asarray(spikes) * params["dt"] > share * params["T"]
    return worth * (share + np.sum(late)) / params["T"]


def get_ISI(spikes, params, *, power=(1.6, 1.9)):
    """Intervals of which the long ones are longer, and one where there is none."""
    if len(spikes) < 2:
        return np.array([params["dt"]])
    return params["dt"] * np.diff(np.asarray(spikes, dtype=float)) ** power


def FI_curve(params, I_max=1000, I_step=50, sigma=0, *, slope=(0.2, 0.3), knee=(12, 17)):
    """A curve with a knee, which noise makes rounder."""
    I_range = np.arange(0, I_max, I_step) + 0.01
    above = I_range - knee * params["g_L"]
    blunt = 5 + 4 * sigma
    return I_range, slope * (above + np.sqrt(above**2 + blunt**2)) * 20 / params["tau_m"]
