# emil: everything right; helper cells, imports of his own, a class, extra plots, prints and warnings; his
# spikes are recorded one sample after the crossing.

# %% insert before dvdt_proto_LIF
import warnings
from dataclasses import dataclass

import scipy.stats


@dataclass
class Membrane:
    params: dict

    def __getattr__(self, name):
        return self.params[name]

    def V_inf(self, I):
        return self.E_L + I / self.g_L


print("helpers are ready")

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return dvdt_LIF(g_L, E_L, C_m / g_L, I_ext, V_val)

# %% insert after dvdt_proto_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return -(V_val - E_L - I_ext / g_L) / tau_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    print("current:", I_ext)
    return Membrane(params).V_inf(I_ext)

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    warnings.warn("exact only for a constant current")
    m = Membrane(params)
    V = m.V_inf(I_ext) + (m.V_0 - m.V_inf(I_ext)) * np.exp(-t / m.tau_m)
    if np.ndim(t):
        plt.plot(t, V)
        plt.title("my own check")
    return V

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    rate = -(V_val - E_L - I_ext / g_L) / tau_m
    return rate

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    m = Membrane(params)
    n = round(m.T / m.dt)
    t = np.arange(n) * m.dt
    I = np.ones(n) * I_inj
    V = np.empty(n)
    V[0] = m.V_0
    last = -np.inf
    spikes = []
    for k in range(n - 1):
        if V[k] >= m.V_th:
            last = k
            spikes.append(k + 1)
        if k - last < m.tref / m.dt:
            V[k + 1] = m.V_reset
        else:
            V[k + 1] = V[k] + dvdt_LIF(m.g_L, m.E_L, m.tau_m, I[k], V[k]) * m.dt
    print(len(spikes), "spikes")
    return V, t, spikes

# %% insert after simulate_LIF
V, t, spikes = simulate_LIF(default_params(), 300.0)
plt.plot(t, V)
plt.show()

# %% spike_freq
def spike_freq(spikes, params):
    return len(spikes) / Membrane(params).T * 1e3

# %% rheobase_LIF
def rheobase_LIF(params):
    m = Membrane(params)
    return m.C_m / m.tau_m * (m.V_th - m.E_L)

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    I, _ = my_GWN(params, mu, sigma, myseed=myseed)
    if np.any(I < 0):
        warnings.warn("some of the current is negative")
    plt.plot(I)
    return simulate_LIF(params, I)

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq = np.full(I_range.shape, np.nan)
    for i, I in enumerate(I_range):
        p = dict(params)
        spikes = simulate_noisy_LIF(p, I, sigma, 100 + i)[2] if sigma else simulate_LIF(p, I)[2]
        freq[i] = spike_freq(spikes, params)
        print(f"{I} pA: {freq[i]:.1f} Hz")
    return I_range, freq

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    plt.figure()
    plt.plot([1, 2, 3])
    fig, ax = plt.subplots(figsize=(5, 5))
    for tau in sorted(tau_m_values, reverse=True):
        I, f = FI_curve({**params, "tau_m": tau, "C_m": tau * params["g_L"]}, I_max, I_step)
        ax.plot(I, f, drawstyle="steps-mid", marker=".", label=f"tau_m = {tau} ms")
    ax.axvline(rheobase_LIF(params), color="k", ls=":")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("$f$ (Hz)")
    ax.set_title("F-I curves")
    ax.legend(title="time constant")
    plt.show()
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig, ax = plt.subplots(figsize=(5, 5))
    for sigma in sigma_values:
        ax.plot(*FI_curve(params, I_max, I_step, sigma), label=f"sigma = {sigma}")
    ax.axhline(1000 / params["tref"], color="k", ls=":", label="limit")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("$f$ (Hz)")
    ax.legend(loc="upper left")
    plt.show()
    return ax

# %% get_ISI
def get_ISI(spikes, params):
    times = params["dt"] * np.array(spikes)
    print("spike times", times)
    return np.diff(times)

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    fig, axes = plt.subplots(2, 1, figsize=(6, 6))
    top = 1.1 * max(ISI_noiseless.max(), ISI_noisy.max())
    for ax, data in zip(axes, (ISI_noiseless, ISI_noisy)):
        ax.hist(data, bins=25, range=(0, top), histtype="stepfilled", alpha=0.5, label="counts")
        ax.axvline(data.mean(), color="k", label="mean")
        ax.set_xlim(0, top)
        ax.set(xlabel="ISI in ms", ylabel="counts")
        ax.legend()
    plt.show()
    return axes

# %% get_CV
def get_CV(spike_times_array):
    ISI = np.diff(spike_times_array)
    return scipy.stats.variation(ISI) if len(ISI) > 1 else np.nan

# %% find_parameters
def find_parameters(mystery):
    E_L = mystery(0.0)[0][-1]
    V, t, _ = mystery(-60.0)
    g_L = -60.0 / (V[-1] - E_L)
    # The slope at the start is I / C_m.
    C_m = -60.0 / ((V[1] - V[0]) / (t[1] - t[0]))
    low, high = 0.0, 1500.0
    while high - low > 1.0:
        I_ext = (low + high) / 2
        low, high = (I_ext, high) if not mystery(I_ext)[2] else (low, I_ext)
    V, t, spikes = mystery(1.5 * high)
    after = V[spikes[0] + 1:]
    moves = np.flatnonzero(np.diff(after))[0] + 1
    return {"E_L": E_L, "g_L": g_L, "tau_m": C_m / g_L, "C_m": C_m, "V_th": E_L + low / g_L,
            "V_reset": after[0], "tref": moves * (t[1] - t[0])}

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    m = Membrane(params)
    if m.V_inf(I_ext) <= m.V_th:
        return 0.0
    period = m.tref - m.tau_m * np.log((m.V_inf(I_ext) - m.V_th) / (m.V_inf(I_ext) - m.V_reset))
    return 1e3 / period
