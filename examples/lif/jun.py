# jun: known mistakes of another kind: what is left out, what is taken for something else, the seed.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return -g_L * (V_val - E_L) + I_ext

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    V = params["E_L"] + I_ext / params["g_L"]
    if V > params["V_th"]:
        V = params["V_th"]
    return V

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    return params["E_L"] + I_ext / params["g_L"] * (1 - np.exp(-t / params["tau_m"]))

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (-g_L * (V_val - E_L) + I_ext) / tau_m

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    dt, tref = params["dt"], params["tref"]
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
            V[k] = params["V_reset"]
            hold = hold - 1
        else:
            V[k] = V[k - 1] + dt * dvdt_LIF(g_L, E_L, tau_m, current[k - 1], V[k - 1])
        if V[k] >= params["V_th"]:
            spikes.append(t[k])
            hold = round(tref / dt)
    return V, t, spikes

# %% answer_refractory
# The neuron rests until it can fire again.

# %% spike_freq
def spike_freq(spikes, params):
    return len(spikes)

# %% rheobase_LIF
def rheobase_LIF(params):
    I = 0
    while steady_state_voltage(params, I) < params["V_th"]:
        I += 50
    return I

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    np.random.seed(myseed)
    noise = np.random.randn(round(params["T"] / params["dt"])) / np.sqrt(params["dt"] / 1000)
    return simulate_LIF(params, mu + sigma * noise)

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq = []
    for I in I_range:
        run = simulate_noisy_LIF(params, I, sigma, 1) if sigma else simulate_LIF(params, I)
        freq.append(len(run[2]))
    return I_range, np.array(freq)

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig, ax = plt.subplots()
    for tau in tau_m_values:
        I, f = FI_curve(params | {"tau_m": tau, "g_L": params["C_m"] / tau}, I_max, I_step)
        ax.plot(I, f, label=f"tau_m = {tau} ms")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% get_ISI
def get_ISI(spikes, params):
    return np.array(spikes) * params["dt"]

# %% get_CV
def get_CV(spike_times_array):
    return np.std(spike_times_array) / np.mean(spike_times_array) if len(spike_times_array) > 2 else np.nan
