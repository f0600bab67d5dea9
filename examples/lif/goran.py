# goran: partly right. Uses `math`, so an array of times fails; his F-I curve knows no noise (named); forgets
# the legend in one figure and the unit in another; returns a list without a guard for too few spikes.

# %% insert before dvdt_proto_LIF
import math

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (I_ext - g_L * (V_val - E_L)) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return params["E_L"] + I_ext / params["g_L"]

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    V_inf = steady_state_voltage(params, I_ext)
    return V_inf + (params["V_0"] - V_inf) * math.exp(-t / params["tau_m"])

# %% answer_asymptote
# The voltage ends at E_L + I/g_L.

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (I_ext / g_L - (V_val - E_L)) / tau_m

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"]
            hold -= 1
        else:
            V[k] = V[k - 1] + dt * dvdt_LIF(params["g_L"], params["E_L"], params["tau_m"], I_inj, V[k - 1])
        if V[k] >= params["V_th"]:
            spikes.append(k)
            hold = round(params["tref"] / dt)
    return V, t, spikes

# %% spike_freq
def spike_freq(spikes, params):
    return len(spikes) / params["T"] * 1000

# %% rheobase_LIF
def rheobase_LIF(params):
    return params["g_L"] * (params["V_th"] - params["E_L"])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    return I_range, np.array([spike_freq(simulate_LIF(params, I)[2], params) for I in I_range])

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig, ax = plt.subplots()
    for tau in tau_m_values:
        I, f = FI_curve(params | {"tau_m": tau, "C_m": tau * params["g_L"]}, I_max, I_step)
        ax.plot(I, f, label=f"tau_m = {tau} ms")
    ax.set_xlabel("current (pA)")
    ax.set_ylabel("rate (Hz)")
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        I, f = FI_curve(params, I_max, I_step, sigma)
        ax.plot(I, f, label=f"sigma = {sigma}")
    ax.set_xlabel("current")
    ax.set_ylabel("rate")
    ax.legend()

# %% get_ISI
def get_ISI(spikes, params):
    first = spikes[0]
    ISI = []
    for k in spikes[1:]:
        ISI.append((k - first) * params["dt"])
        first = k
    return ISI

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    fig, axes = plt.subplots(2, 1)
    axes[0].hist(ISI_noiseless, 20)
    axes[1].hist(ISI_noisy, 20)
    axes[1].set_xlabel("ISI (ms)")
    axes[0].set_ylabel("count")
    return axes

# %% get_CV
def get_CV(spike_times_array):
    ISI = np.diff(spike_times_array)
    return np.std(ISI) / np.mean(ISI)
