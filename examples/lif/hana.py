# hana: early mistakes that cost once. Her dvdt_LIF, spike_freq and rheobase_LIF are wrong, and named; all that
# uses them is right and earns its points with correct ones standing in.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (-g_L * (V_val - E_L) + I_ext) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return params["V_0"] + I_ext / params["g_L"]

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    V_inf = steady_state_voltage(params, I_ext)
    return V_inf + (params["V_0"] - V_inf) * np.exp(-t / params["tau_m"])

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (-(V_val - E_L) + I_ext) / tau_m

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    dt, tref = params["dt"], params["tref"]
    V_th, V_reset = params["V_th"], params["V_reset"]
    g_L, E_L, tau_m = params["g_L"], params["E_L"], params["tau_m"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0
    for k in range(1, n):
        if hold > 0:
            V[k] = V_reset
            hold = hold - 1
        else:
            V[k] = V[k - 1] + dt * dvdt_LIF(g_L, E_L, tau_m, current[k - 1], V[k - 1])
        if V[k] >= V_th:
            spikes.append(k)
            hold = round(tref / dt)
    return V, t, spikes

# %% spike_freq
def spike_freq(spikes, params):
    return len(spikes) / params["T"]

# %% rheobase_LIF
def rheobase_LIF(params):
    return params["g_L"] * params["V_th"]

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    return simulate_LIF(params, my_GWN(params, mu, sigma, myseed)[0])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq = np.zeros(len(I_range))
    for i, I in enumerate(I_range):
        run = simulate_noisy_LIF(params, I, sigma, i) if sigma else simulate_LIF(params, I)
        freq[i] = spike_freq(run[2], params)
    return I_range, freq

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig, ax = plt.subplots()
    for tau in tau_m_values:
        I, f = FI_curve(params | {"tau_m": tau, "C_m": tau * params["g_L"]}, I_max, I_step)
        ax.plot(I, f, label=f"tau_m = {tau} ms")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        I, f = FI_curve(params, I_max, I_step, sigma)
        ax.plot(I, f, label=f"sigma = {sigma}")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% get_ISI
def get_ISI(spikes, params):
    return np.diff(spikes) * params["dt"]

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    bins = np.linspace(0, max(ISI_noiseless.max(), ISI_noisy.max()), 50)
    fig, axes = plt.subplots(2, 1, sharex=True, sharey=False)
    for ax, ISI in zip(axes, [ISI_noiseless, ISI_noisy]):
        ax.hist(ISI, bins)
        ax.set(xlabel="ISI (ms)", ylabel="count")
    return axes

# %% get_CV
def get_CV(spike_times_array):
    ISI = np.diff(spike_times_array)
    return np.std(ISI) / np.mean(ISI) if len(ISI) > 1 else np.nan

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    if I_ext <= rheobase_LIF(params):
        return 0.0
    V_inf = steady_state_voltage(params, I_ext)
    climb = params["tau_m"] * np.log((V_inf - params["V_reset"]) / (V_inf - params["V_th"]))
    return 1000 / (params["tref"] + climb)
