# ada: everything right, written with loops, element by element; careful answers in words.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    if np.ndim(V_val) == 0:
        return (I_ext - g_L * (V_val - E_L)) / C_m
    rates = np.zeros(len(V_val))
    for i in range(len(V_val)):
        I_leak = g_L * (V_val[i] - E_L)
        rates[i] = (I_ext - I_leak) / C_m
    return rates

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    # dV/dt = 0 when the leak carries all of the current
    lift = I_ext / params["g_L"]
    return params["E_L"] + lift

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    V_end = steady_state_voltage(params, I_ext)
    distance = params["V_0"] - V_end
    if np.ndim(t) == 0:
        return V_end + distance * np.exp(-t / params["tau_m"])
    V = np.zeros(len(t))
    for i in range(len(t)):
        V[i] = V_end + distance * np.exp(-t[i] / params["tau_m"])
    return V

# %% answer_asymptote
# The voltage goes to E_L + I/g_L, where dV/dt = 0. That depends on the current, the leak conductance and
# the rest, not on V_0 and not on C_m. It takes 3 to 5 tau_m. If this voltage is below threshold V never
# crosses it, however long we wait, because it comes closer and closer but does not overshoot.

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    if np.ndim(V_val) == 0:
        return (E_L - V_val + I_ext / g_L) / tau_m
    rates = np.zeros(len(V_val))
    for i in range(len(V_val)):
        rates[i] = (E_L - V_val[i] + I_ext / g_L) / tau_m
    return rates

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
            rate = dvdt_LIF(g_L, E_L, tau_m, current[k - 1], V[k - 1])
            V[k] = V[k - 1] + rate * dt
            if V[k] >= V_th:
                spikes.append(k)
                hold = round(tref / dt)

    return V, t, spikes

# %% answer_refractory
# After a spike V is V_reset for tref / dt samples whatever the current is. So two spikes are never closer
# than tref and the rate stays below 1/tref, 500 Hz with 2 ms.

# %% spike_freq
def spike_freq(spikes, params):
    count = 0
    for _ in spikes:
        count = count + 1
    return count / (params["T"] / 1000)

# %% rheobase_LIF
def rheobase_LIF(params):
    return (params["V_th"] - params["E_L"]) * params["g_L"]

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    current, t = my_GWN(params, mu, sigma, myseed)
    V, t, spikes = simulate_LIF(params, current)
    return V, t, spikes

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq_rec = np.zeros(len(I_range))
    for i in range(len(I_range)):
        if sigma == 0:
            V, t, spikes = simulate_LIF(params, I_range[i])
        else:
            V, t, spikes = simulate_noisy_LIF(params, I_range[i], sigma, i)
        freq_rec[i] = spike_freq(spikes, params)
    return I_range, freq_rec

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig, ax = plt.subplots()
    for value in tau_m_values:
        other = params.copy()
        other["tau_m"] = value
        other["C_m"] = value * params["g_L"]
        I_range, freq = FI_curve(other, I_max, I_step)
        ax.plot(I_range, freq, label=f"tau_m = {value} ms")
    ax.set_xlabel("injected current (pA)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig, ax = plt.subplots()
    for value in sigma_values:
        I_range, freq = FI_curve(params, I_max, I_step, value)
        ax.plot(I_range, freq, label=f"sigma = {value}")
    ax.set_xlabel("mean current (pA)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    return ax

# %% answer_FI
# Without noise the rate is zero up to the rheobase, then it rises very steeply, and then it gets flatter
# because the hold of 2 ms is part of every interval; the limit is 500 Hz. With noise the corner at the
# rheobase is rounded: there are spikes below it, more with more noise. Far above the rheobase the mean
# current decides alone and all curves are the same.

# %% get_ISI
def get_ISI(spikes, params):
    n = max(len(spikes) - 1, 0)
    ISI = np.zeros(n)
    for i in range(n):
        ISI[i] = (spikes[i + 1] - spikes[i]) * params["dt"]
    return ISI

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    low = min(min(ISI_noiseless), min(ISI_noisy)) - 1
    high = max(max(ISI_noiseless), max(ISI_noisy)) + 1
    bins = np.linspace(low, high, 40)
    fig, axes = plt.subplots(2, 1)
    for i, ISI in enumerate([ISI_noiseless, ISI_noisy]):
        axes[i].hist(ISI, bins)
        axes[i].set_xlim(low, high)
        axes[i].set_xlabel("ISI (ms)")
        axes[i].set_ylabel("number of intervals")
    return axes

# %% get_CV
def get_CV(spike_times_array):
    ISI = []
    for i in range(1, len(spike_times_array)):
        ISI.append(spike_times_array[i] - spike_times_array[i - 1])
    n = len(ISI)
    if n < 2:
        return np.nan
    mean = sum(ISI) / n
    variance = 0
    for interval in ISI:
        variance = variance + (interval - mean) ** 2 / n
    return variance ** 0.5 / mean

# %% answer_regularity
# (1) Without noise one bar, CV 0. With some noise a hill around the mean, CV 0.2 or so. Well below the
# rheobase with strong noise a broad histogram with a long tail, CV near 1. (2) CV 0.1: the mean is above
# the rheobase. CV 0.9: the mean is below it and noise makes the spikes. (3) There is no upper bound, bursts
# have more than 1.

# %% find_parameters
def find_parameters(mystery):
    V, t, spikes = mystery(0)
    E_L = V[-1]
    V, t, spikes = mystery(-100)
    g_L = 100 / (E_L - V[-1])
    tau_m = 0
    for k in range(len(V)):
        if V[k] <= E_L + (V[-1] - E_L) * (1 - np.exp(-1)):
            tau_m = t[k]
            break
    I_ext = 10
    while len(mystery(I_ext)[2]) == 0:
        I_ext = I_ext + 10
    I_ext = I_ext - 10
    while len(mystery(I_ext)[2]) == 0:
        I_ext = I_ext + 1
    V_th = E_L + I_ext / g_L
    V, t, spikes = mystery(3 * I_ext)
    V_reset = V[spikes[0] + 1]
    held = 0
    while V[spikes[0] + 1 + held] == V_reset:
        held = held + 1
    return {"E_L": E_L, "g_L": g_L, "tau_m": tau_m, "V_th": V_th, "V_reset": V_reset, "tref": held * 0.1}

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    if I_ext <= rheobase_LIF(params):
        return 0.0
    V_end = steady_state_voltage(params, I_ext)
    climb = params["tau_m"] * np.log((V_end - params["V_reset"]) / (V_end - params["V_th"]))
    return 1000 / (params["tref"] + climb)
