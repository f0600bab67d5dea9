# dilek: everything right; counts in whole numbers, int(...) and range(...) everywhere, the spike found in
# the sample before.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (I_ext + g_L * E_L - g_L * V_val) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return (params["g_L"] * params["E_L"] + I_ext) / params["g_L"]

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    V_inf = steady_state_voltage(params, I_ext)
    return V_inf * (1 - np.exp(-t / params["tau_m"])) + params["V_0"] * np.exp(-t / params["tau_m"])

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (g_L * E_L - g_L * V_val + I_ext) / (g_L * tau_m)

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    samples = int(round(params["T"] / params["dt"]))
    if isinstance(I_inj, (int, float)):
        I_inj = np.zeros(samples) + I_inj
    V = np.zeros(samples)
    spikes = np.zeros(0, int)
    held = int(0)
    V[0] = params["V_0"]
    for k in range(samples - 1):
        if V[k] >= params["V_th"]:
            spikes = np.append(spikes, k)
            held = int(params["tref"] / params["dt"])
        if held > 0:
            V[k + 1] = params["V_reset"]
            held -= 1
        else:
            V[k + 1] = V[k] + params["dt"] * dvdt_LIF(params["g_L"], params["E_L"], params["tau_m"], I_inj[k], V[k])
    return V, np.array([k * params["dt"] for k in range(samples)]), spikes

# %% spike_freq
def spike_freq(spikes, params):
    return int(1000) * len(list(spikes)) / params["T"]

# %% rheobase_LIF
def rheobase_LIF(params):
    # bisection, until it is as good as it gets
    low, high = 0, 10 ** 6
    for i in range(100):
        middle = (low + high) / 2
        if params["E_L"] + middle / params["g_L"] > params["V_th"]:
            high = middle
        else:
            low = middle
    return low

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    return simulate_LIF(params, I_inj=my_GWN(params, mu=mu, sigma=sigma, myseed=myseed)[0])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.array(range(0, I_max, I_step))
    freq_rec = []
    for number in range(len(I_range)):
        if sigma:
            spikes = simulate_noisy_LIF(params, int(I_range[number]), sigma, 12345 + number)[2]
        else:
            spikes = simulate_LIF(params, int(I_range[number]))[2]
        freq_rec += [spike_freq(spikes, params)]
    return I_range, np.array(freq_rec)

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    plt.figure()
    for number in range(len(tau_m_values)):
        tau = tau_m_values[number]
        I_range, freq = FI_curve(params | {"tau_m": tau, "C_m": tau * params["g_L"]}, I_max, I_step)
        plt.plot(I_range, freq, "s--", label="tau_m = %s ms" % tau)
    plt.xlabel("Current [pA]")
    plt.ylabel("Frequency [Hz]")
    plt.legend()
    return plt.gca()

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    plt.figure()
    for number in range(len(sigma_values)):
        I_range, freq = FI_curve(params, I_max, I_step, sigma_values[number])
        plt.plot(I_range, freq, "s--", label="sigma = %s" % sigma_values[number])
    plt.xlabel("Current [pA]")
    plt.ylabel("Frequency [Hz]")
    plt.legend()
    return plt.gca()

# %% get_ISI
def get_ISI(spikes, params):
    spikes = np.array(spikes, dtype=int)
    return (spikes[1:] - spikes[:-1]) * params["dt"]

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    end = int(max(ISI_noiseless.max(), ISI_noisy.max())) + 1
    fig, axes = plt.subplots(1, 2, sharex=True)
    for panel in range(2):
        axes[panel].hist((ISI_noiseless, ISI_noisy)[panel], bins=range(0, end + 1), edgecolor="k")
        axes[panel].set_xlabel("ISI [ms]")
        axes[panel].set_ylabel("Number")
    return axes

# %% get_CV
def get_CV(spike_times_array):
    if len(spike_times_array) < 3:
        return float("nan")
    ISI = spike_times_array[1:] - spike_times_array[:-1]
    return np.sqrt(np.mean(ISI ** 2) - np.mean(ISI) ** 2) / np.mean(ISI) if np.ptp(ISI) else 0

# %% find_parameters
def find_parameters(mystery):
    dt = 0.1
    V, t, spikes = mystery(np.zeros(5000))
    found = {"E_L": V[4999]}
    V, t, spikes = mystery(-50 * np.ones(5000))
    dV = V[4999] - found["E_L"]
    found["g_L"] = -50 / dV
    found["tau_m"] = dt * len(V[V > found["E_L"] + dV * 0.632])
    for I in np.arange(20, 1000, 4.0):
        V, t, spikes = mystery(I)
        if len(spikes) > 0:
            break
    found["V_th"] = min(V[spikes])
    V, t, spikes = mystery(2 * I)
    k = spikes[0] + 1
    found["V_reset"] = V[k]
    found["tref"] = dt * np.argmax(V[k:] != V[k])
    return found

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    if I_ext - rheobase_LIF(params) < 1e-9:
        return 0
    a = I_ext - params["g_L"] * (params["V_reset"] - params["E_L"])
    b = I_ext - params["g_L"] * (params["V_th"] - params["E_L"])
    return 1000 / (params["tref"] + params["C_m"] / params["g_L"] * np.log(a / b))
