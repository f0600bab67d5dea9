# ada: everything right, written with loops: element by element in the rates, current by current in the
# experiments; careful answers in words.

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    # dx/dt = 0 when as many gates open as close: alpha (1 - x) = beta x
    return alpha / (alpha + beta)

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    rate = alpha + beta
    return 1 / rate

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    opening = alpha * (1 - x)
    closing = beta * x
    return opening - closing

# %% alpha_m
def alpha_m(V):
    if np.ndim(V) == 0:
        if abs(V + 40) < 1e-7:
            return 1.0
        return 0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10))
    rates = np.zeros(len(V))
    for i in range(len(V)):
        rates[i] = alpha_m(V[i])
    return rates

# %% alpha_n
def alpha_n(V):
    if np.ndim(V) == 0:
        if abs(V + 55) < 1e-7:
            return 0.1
        return 0.01 * (V + 55) / (1 - np.exp(-(V + 55) / 10))
    rates = np.zeros(len(V))
    for i in range(len(V)):
        rates[i] = alpha_n(V[i])
    return rates

# %% rates_HH
def rates_HH(V):
    if np.ndim(V) == 0:
        beta_m = 4 * np.exp(-(V + 65) / 18)
        alpha_h = 0.07 * np.exp(-(V + 65) / 20)
        beta_h = 1 / (1 + np.exp(-(V + 35) / 10))
        beta_n = 0.125 * np.exp(-(V + 65) / 80)
        return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n
    rates = np.zeros((6, len(V)))
    for i in range(len(V)):
        rates[:, i] = rates_HH(V[i])
    return rates

# %% plot_gates
def plot_gates(V):
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = rates_HH(V)
    fig, axes = plt.subplots(2, 1)
    axes[0].plot(V, gate_steady_state(alpha_m, beta_m), label="m")
    axes[0].plot(V, gate_steady_state(alpha_h, beta_h), label="h")
    axes[0].plot(V, gate_steady_state(alpha_n, beta_n), label="n")
    axes[1].plot(V, gate_time_constant(alpha_m, beta_m), label="tau_m")
    axes[1].plot(V, gate_time_constant(alpha_h, beta_h), label="tau_h")
    axes[1].plot(V, gate_time_constant(alpha_n, beta_n), label="tau_n")
    axes[0].set_ylabel("steady state")
    axes[1].set_ylabel("tau (ms)")
    for ax in axes:
        ax.set_xlabel("V (mV)")
        ax.legend()
    return axes

# %% I_ion
def I_ion(V, m, h, n, params):
    I_Na = params["g_Na"] * m * m * m * h * (V - params["E_Na"])
    I_K = params["g_K"] * n * n * n * n * (V - params["E_K"])
    I_L = params["g_L"] * (V - params["E_L"])
    return I_Na + I_K + I_L

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt = params["dt"]
    steps = round(params["T"] / dt)
    t = np.arange(steps) * dt

    I = np.asarray(I_inj, dtype=float)
    if I.ndim == 0:
        I = np.full(steps, I)
    V, m, h, n = np.zeros(I.shape), np.zeros(I.shape), np.zeros(I.shape), np.zeros(I.shape)

    if I.ndim == 2:                      # one neuron after the other
        for i in range(I.shape[1]):
            V[:, i], m[:, i], h[:, i], n[:, i], t = simulate_HH(params, I[:, i])
        return V, m, h, n, t

    V[0] = params["V_0"]
    alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = rates_HH(V[0])
    m[0] = gate_steady_state(alpha_m, beta_m)
    h[0] = gate_steady_state(alpha_h, beta_h)
    n[0] = gate_steady_state(alpha_n, beta_n)
    for k in range(1, steps):
        v = V[k - 1]
        dVdt = (I[k - 1] - I_ion(v, m[k - 1], h[k - 1], n[k - 1], params)) / params["C_m"]
        V[k] = v + dt * dVdt
        alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n = rates_HH(v)
        m[k] = m[k - 1] + dt * dxdt_gate(alpha_m, beta_m, m[k - 1])
        h[k] = h[k - 1] + dt * dxdt_gate(alpha_h, beta_h, h[k - 1])
        n[k] = n[k - 1] + dt * dxdt_gate(alpha_n, beta_n, n[k - 1])
    return V, m, h, n, t

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    dVdt = np.gradient(V, t)
    fig, axes = plt.subplots(4, 1, figsize=(7, 8))
    axes[0].plot(t, V)
    axes[0].set_ylabel("V (mV)")
    axes[1].plot(t, dVdt)
    axes[1].set_ylabel("dV/dt (mV/ms)")
    axes[2].plot(t, m, label="m")
    axes[2].plot(t, h, label="h")
    axes[2].plot(t, n, label="n")
    axes[2].set_ylabel("gates")
    axes[3].plot(t, params["g_Na"] * m**3 * h * (V - params["E_Na"]), label="I_Na")
    axes[3].plot(t, params["g_K"] * n**4 * (V - params["E_K"]), label="I_K")
    axes[3].plot(t, params["g_L"] * (V - params["E_L"]), label="I_L")
    axes[3].set_ylabel("current (uA/cm2)")
    axes[2].legend()
    axes[3].legend()
    for ax in axes:
        ax.set_xlabel("time (ms)")
    return axes

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    times = []
    for k in range(1, len(V)):
        if V[k - 1] < threshold and V[k] >= threshold:
            times.append(t[k])
    return np.array(times)

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    rates = []
    for I_ext in I_values:
        V, m, h, n, t = simulate_HH(params, I_ext)
        count = 0
        for time in detect_spikes(V, t):
            if time >= params["T"] / 2:
                count = count + 1
        rates.append(1000 * count / (params["T"] / 2))
    return np.array(rates)

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_HH(params, I_values), "o-")
    ax.set_xlabel("current (uA/cm2)")
    ax.set_ylabel("firing rate (Hz)")
    return ax

# %% answer_adaptation
# The first spike is taller by about 10 mV, and the first interval a bit longer than the others. After two
# spikes nothing changes: the rate does not adapt. The gates are all the memory there is, and their time
# constants (below 9 ms) are shorter than an interval, so each interval begins like the one before. For real
# adaptation one needs a slow variable, for example a potassium conductance with a time constant of 100 ms
# or more that every spike increases.

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    while I_high - I_low > tol:
        I_middle = 0.5 * (I_low + I_high)
        if FI_curve_HH(params, [I_middle])[0] > 0:
            I_high = I_middle
        else:
            I_low = I_middle
    return I_high

# %% answer_one_spike
# When the step comes, h is still 0.6 and n 0.32, as at -65 mV. After the spike the neuron has a new rest near
# -62 mV, where h is lower (0.48) and n higher (0.37): less sodium, more potassium, so the same current is not
# enough for a second spike. With a slow ramp h and n follow all the time and there is no spike at all.

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    steps = round(params["T"] / params["dt"])
    while V_high - V_low > tol:
        V_kick = 0.5 * (V_low + V_high)
        I = np.zeros(steps)
        I[0] = params["C_m"] * (V_kick - params["V_0"]) / params["dt"]
        V, m, h, n, t = simulate_HH(params, I)
        if len(detect_spikes(V, t)) >= 1:
            V_high = V_kick
        else:
            V_low = V_kick
    return V_high

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    steps = round(params["T"] / params["dt"])
    t = np.arange(steps) * params["dt"]
    for gap in gaps:
        I = np.zeros(steps)
        for k in range(steps):
            if t[k] < width or gap <= t[k] < gap + width:
                I[k] = I_pulse
        V, m, h, n, t = simulate_HH(params, I)
        if len(detect_spikes(V, t)) > 1:
            return gap
    return np.nan

# %% answer_misprint
# The voltage never shows a train of spikes, and h_inf is 0.03 at rest: nearly all sodium channels are
# inactivated. beta_h goes up to 10000 per ms. With h = 0 the sodium current is too small for an upstroke, whatever
# m does. Before I trust a table I plot x_inf (0 to 1, m and n up, h down, sensible at rest) and tau (a bump of
# ms), and simulate it and compare with a figure of the paper, once with half the time step.

# %% answer_class
# The squid is class 2: 0 Hz up to 6.2 and then more than 50 Hz at once. The pyramidal cell is class 1: it begins
# with a few Hz. The LIF is class 1 as well, its curve is steep but starts from 0. Class 1 can tell how strong a
# weak input is; class 2 only that it is strong enough. Between 6.3 and 9.8 the squid is bistable: a step makes it
# fire for ever, a slow ramp does not; a pulse can start it, and at the right moment stop it.

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        rates = []
        for i in range(len(I_values)):
            I, t = my_GWN(params, I_values[i], sigma, i + 1)
            V, m, h, n, t = simulate_HH(params, I)
            spikes = detect_spikes(V, t)
            rates.append(len(spikes[spikes >= params["T"] / 2]) / (params["T"] / 2000))
        ax.plot(I_values, rates, "o-", label="sigma = " + str(sigma))
    ax.set_xlabel("mean current (uA/cm2)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    return ax

# %% answer_noise
# Below the rheobase the rate goes from 0 to 20 to 50 Hz with sigma = 0.1, because the noise reaches the threshold
# now and then, at irregular times. The jump becomes a smooth rise, and far above (16, 20) nothing changes. Just
# above the rheobase a weak noise can kick the neuron out of its firing into rest, which is stable too, and it
# stays there for a while; so the rate is lower than without noise. The LIF has no rest above its rheobase.

# %% answer_lif
# From the rheobase to about 50 the LIF is good. Below, the squid jumps and the LIF does not; above, the squid stops
# (block) and the LIF goes on to 1/tref. Release: the squid makes a rebound spike because h has opened and n closed
# during the negative current; the LIF only relaxes. Ramp: the squid is silent because h and n keep up; the LIF
# fires when its rheobase is exceeded. V_th stands for the unstable point (which moves), the reset for potassium
# and inactivation (forgets the gates), tref for the recovery of h and n (but it is relative). For the network I
# take the LIF, not for drugs or channels.

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    N_data, N_model = len(data), len(model)
    if N_data == 0 and N_model == 0:
        return np.nan
    N_coinc = 0
    for spike in data:
        found = False
        for other in model:
            if abs(spike - other) <= window:
                found = True
        if found:
            N_coinc = N_coinc + 1
    nu = N_model / T
    by_chance = 2 * window * nu * N_data
    return (N_coinc - by_chance) / (0.5 * (N_data + N_model)) / (1 - 2 * window * nu)

# %% answer_spike_times
# tau_m is a parameter of the LIF. For the rates 9 ms is best, for the spike times under noise 2 ms, because the real
# neuron follows fast fluctuations. The other noise shows whether the search has only learnt its own noise. A model
# that fires at 220 Hz has 0.88 spikes in each window of 4 ms by chance, so 95 % is no success.

# %% fit_LIF_to_HH
def fit_LIF_to_HH(I_values, rates):
    I_values, rates = np.array(I_values), np.array(rates)
    first = I_values[rates > 0][0]
    best, best_error = None, 1e9
    low = 0.0
    for I_ext, rate in zip(I_values, rates):
        if rate == 0 and I_ext < first:
            low = I_ext
    for step in range(10):
        rheobase = low + (first - low) * (step + 0.1) / 10
        for tref in np.arange(0.0, 40.0, 0.5):
            for tau in 1.3 ** np.arange(-6, 24):
                lif = {"E_L": -65.0, "V_reset": -65.0, "V_th": -55.0,
                       "g_L": rheobase / 10, "tau_m": tau, "tref": tref}
                error = np.mean((firing_rate_LIF(lif, I_values) - rates) ** 2)
                if error < best_error:
                    best, best_error = lif, error
    return best
