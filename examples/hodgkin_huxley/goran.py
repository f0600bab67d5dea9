# goran: one known mistake after another: formulas from a book that counts V from rest, then what is left out and
# what is the wrong way round.

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    return alpha / beta

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return alpha + beta

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return beta * (1 - x) - alpha * x

# %% alpha_m
def alpha_m(V):
    return 0.1 * (25 - V) / (np.exp((25 - V) / 10) - 1)

# %% alpha_n
def alpha_n(V):
    return 0.01 * (10 - V) / (np.exp((10 - V) / 10) - 1)

# %% rates_HH
def rates_HH(V):
    beta_m = 4 * np.exp(-V / 18)
    alpha_h = 0.07 * np.exp(-V / 20)
    beta_h = 1 / (np.exp((30 - V) / 10) + 1)
    beta_n = 0.125 * np.exp(-V / 80)
    return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n

# %% plot_gates
def plot_gates(V):
    fig, axes = plt.subplots(2, 1)
    am, bm, ah, bh, an, bn = rates_HH(V)
    for a, b, name in ((am, bm, "m"), (ah, bh, "h"), (an, bn, "n")):
        axes[0].plot(V, a, label=name)
        axes[1].plot(V, b, label=name)
    axes[0].set(xlabel="V (mV)", ylabel="alpha")
    axes[1].set(xlabel="V (mV)", ylabel="beta (1/ms)")
    axes[0].legend()
    axes[1].legend()
    return axes

# %% I_ion
def I_ion(V, m, h, n, params):
    return (params["g_Na"] * m**3 * h * (params["E_Na"] - V) + params["g_K"] * n**4 * (params["E_K"] - V)
            + params["g_L"] * (params["E_L"] - V))

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt = params["dt"]
    steps = round(params["T"] / dt)
    t = np.arange(steps) * dt
    I = np.asarray(I_inj, dtype=float)
    if I.ndim == 0:
        I = np.full(steps, I)
    V, m, h, n = np.zeros(I.shape), np.zeros(I.shape), np.zeros(I.shape), np.zeros(I.shape)
    V[0] = params["V_0"]
    for k in range(1, steps):
        V_old, m_old, h_old, n_old = V[k - 1], m[k - 1], h[k - 1], n[k - 1]
        V[k] = V_old + dt * (I[k - 1] - I_ion(V_old, m_old, h_old, n_old, params)) / params["C_m"]
        am, bm, ah, bh, an, bn = rates_HH(V_old)
        m[k] = m_old + dt * dxdt_gate(am, bm, m_old)
        h[k] = h_old + dt * dxdt_gate(ah, bh, h_old)
        n[k] = n_old + dt * dxdt_gate(an, bn, n_old)
    return V, m, h, n, t

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    I_Na = params["g_Na"] * m**3 * h * (params["E_Na"] - V)
    I_K = params["g_K"] * n**4 * (params["E_K"] - V)
    I_L = params["g_L"] * (params["E_L"] - V)
    fig, axes = plt.subplots(4, 1)
    axes[0].plot(t, V)
    axes[1].plot(t, (I_inj + I_Na + I_K + I_L) / params["C_m"])
    for x, name in ((m, "m"), (h, "h"), (n, "n")):
        axes[2].plot(t, x, label=name)
    for current, name in ((I_Na, "Na"), (I_K, "K"), (I_L, "L")):
        axes[3].plot(t, current, label=name)
    for ax, label in zip(axes, ("V (mV)", "dV/dt (mV/ms)", "gates", "current (uA/cm2)")):
        ax.set_ylabel(label)
    axes[3].set_xlabel("time (ms)")
    axes[2].legend()
    axes[3].legend()
    return axes

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    return t[V >= threshold]

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    rates = []
    for I in I_values:
        V, m, h, n, t = simulate_HH(params, I)
        rates.append(len(detect_spikes(V, t)) / (params["T"] / 1000))
    return np.array(rates)

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig, ax = plt.subplots()
    ax.plot(FI_curve_HH(params, I_values), I_values)
    ax.set(xlabel="current (uA/cm2)", ylabel="rate (Hz)")
    return ax

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    return (I_low + I_high) / 2

# %% answer_one_spike
# The current is too weak.

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    return (V_low + V_high) / 2

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
    for gap in gaps:
        start = width + gap
        I = np.where((t < width) | ((t >= start) & (t < start + width)), I_pulse, 0.0)
        V, m, h, n, t = simulate_HH(params, I)
        if len(detect_spikes(V, t)) >= 2:
            return gap
    return np.nan

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    fig, ax = plt.subplots()
    steps = round(params["T"] / params["dt"])
    for sigma in sigma_values:
        V, m, h, n, t = simulate_HH(params, np.tile(I_values, (steps, 1)))
        rates = [np.sum(detect_spikes(v, t) >= params["T"] / 2) / (params["T"] / 2000) for v in V.T]
        ax.plot(I_values, rates, label=f"sigma = {sigma}")
    ax.set(xlabel="current (uA/cm2)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    if len(data) + len(model) == 0:
        return np.nan
    hits = sum(np.any(np.abs(model - spike) <= window) for spike in data)
    return hits / ((len(data) + len(model)) / 2)

# %% fit_LIF_to_HH
def fit_LIF_to_HH(I_values, rates):
    I_values, rates = np.asarray(I_values), np.asarray(rates)
    first = I_values[rates > 0][0]
    best, smallest = None, np.inf
    for rheobase in np.linspace(0.05, 0.99, 30) * first:
        for tau_m in np.geomspace(0.1, 300, 60):
            lif = {"E_L": -65.0, "V_reset": -65.0, "V_th": -55.0, "g_L": rheobase / 10,
                   "tau_m": tau_m, "tref": 0.0}
            error = np.mean((firing_rate_LIF(lif, I_values) - rates) ** 2)
            if error < smallest:
                best, smallest = lif, error
    return best
