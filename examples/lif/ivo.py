# ivo: one known mistake after another: signs, units and brackets first, then what happens at a spike.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (g_L * (V_val - E_L) + I_ext) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return params["E_L"] + I_ext * params["g_L"]

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    V_inf = params["E_L"] + I_ext / params["g_L"]
    return V_inf + (params["V_0"] - V_inf) * np.exp(t / params["tau_m"])

# %% answer_asymptote
# It grows for ever because the current never stops.

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return -(V_val - E_L) + I_ext / g_L

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    dt = params["dt"]
    g_L, E_L, tau_m = params["g_L"], params["E_L"], params["tau_m"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    for k in range(1, n):
        V[k] = V[k - 1] + dt * dvdt_LIF(g_L, E_L, tau_m, current[k - 1], V[k - 1])
        if V[k] >= params["V_th"]:
            spikes.append(k)
            V[k] = params["V_reset"]
    return V, t, spikes

# %% spike_freq
def spike_freq(spikes, params):
    if len(spikes) == 0:
        return 0
    return (len(spikes) - 1) / params["T"] * 1000

# %% rheobase_LIF
def rheobase_LIF(params):
    V = params["V_th"] - params["V_reset"]
    return params["g_L"] * V

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    noise = my_GWN(params, mu, sigma, myseed)[0][0]
    return simulate_LIF(params, noise)

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max + I_step, I_step)
    freq = []
    for I in I_range:
        run = simulate_noisy_LIF(params, I, sigma, None) if sigma else simulate_LIF(params, I)
        freq.append(spike_freq(run[2], params))
    return I_range, freq

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig, ax = plt.subplots()
    for tau in tau_m_values:
        other = dict(params)
        other["C_m"] = tau * params["g_L"]
        I, f = FI_curve(other, I_max, I_step)
        ax.plot(I, f, label=f"tau_m = {tau} ms")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        I, f = FI_curve(params, I_max, I_step)
        ax.plot(I, f, label=f"sigma = {sigma}")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% get_ISI
def get_ISI(spikes, params):
    return np.diff(spikes)

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    bins = np.linspace(0, max(ISI_noiseless.max(), ISI_noisy.max()) + 1, 50)
    fig, axes = plt.subplots(2, 1, sharex=True)
    axes[0].hist(ISI_noisy, bins)
    axes[1].hist(ISI_noiseless, bins)
    for ax in axes:
        ax.set(xlabel="ISI (ms)", ylabel="count")
    return axes

# %% get_CV
def get_CV(spike_times_array):
    ISI = np.diff(spike_times_array)
    if len(ISI) < 2:
        return np.nan
    return np.std(ISI, ddof=1) / np.mean(ISI)

# %% find_parameters
def find_parameters(mystery):
    V, t, spikes = mystery(0)
    E_L = V[-1]
    V, t, spikes = mystery(-100)
    g_L = (V[-1] - E_L) / -100
    tau_m = t[np.flatnonzero(V <= E_L + (V[-1] - E_L) * (1 - np.exp(-1)))[0]]
    I_ext = 20
    while len(mystery(I_ext)[2]) == 0:
        I_ext = I_ext + 5
    V, t, spikes = mystery(I_ext)
    V_th = V.max()
    V, t, spikes = mystery(3 * I_ext)
    V_reset = V[spikes[0] + 1]
    tref = 0.1 * np.flatnonzero(V[spikes[0] + 1:] != V_reset)[0]
    return {"E_L": E_L, "g_L": g_L, "tau_m": tau_m, "V_th": V_th, "V_reset": V_reset, "tref": tref}

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    if I_ext <= params["g_L"] * (params["V_th"] - params["E_L"]):
        return 0.0
    V_inf = params["E_L"] + I_ext / params["g_L"]
    return 1000 / (params["tau_m"] * np.log((V_inf - params["V_reset"]) / (V_inf - params["V_th"])))
