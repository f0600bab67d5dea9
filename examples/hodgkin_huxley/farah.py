# farah: early mistakes that cost once. In her rates alpha_h and beta_h are swapped and her I_ion has n to the power of 3,
# all named; all that uses them is right and earns its points with correct ones standing in.

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    return alpha / (alpha + beta)

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return 1 / (alpha + beta)

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return alpha * (1 - x) - beta * x

# %% alpha_m
def alpha_m(V):
    u = np.asarray((V + 40) / 10)
    result = np.ones(u.shape)
    np.divide(u, 1 - np.exp(-u), out=result, where=np.abs(u) > 1e-9)
    return result if result.ndim else float(result)

# %% alpha_n
def alpha_n(V):
    u = np.asarray((V + 55) / 10)
    result = np.ones(u.shape)
    np.divide(u, 1 - np.exp(-u), out=result, where=np.abs(u) > 1e-9)
    return 0.1 * result if result.ndim else 0.1 * float(result)

# %% rates_HH
def rates_HH(V):
    beta_m = 4 * np.exp(-(V + 65) / 18)
    alpha_h = 1 / (1 + np.exp(-(V + 35) / 10))
    beta_h = 0.07 * np.exp(-(V + 65) / 20)
    beta_n = 0.125 * np.exp(-(V + 65) / 80)
    return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n

# %% plot_gates
def plot_gates(V):
    fig, axes = plt.subplots(2, 1)
    am, bm, ah, bh, an, bn = rates_HH(V)
    for a, b, name in ((am, bm, "m"), (ah, bh, "h"), (an, bn, "n")):
        axes[0].plot(V, gate_steady_state(a, b), label=name)
        axes[1].plot(V, gate_time_constant(a, b), label=name)
    axes[0].set(xlabel="V (mV)", ylabel="steady state")
    axes[1].set(xlabel="V (mV)", ylabel="tau (ms)")
    axes[0].legend()
    axes[1].legend()
    return axes

# %% I_ion
def I_ion(V, m, h, n, params):
    I_Na = params["g_Na"] * m**3 * h * (V - params["E_Na"])
    I_K = params["g_K"] * n**3 * (V - params["E_K"])
    return I_Na + I_K + params["g_L"] * (V - params["E_L"])

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
    am, bm, ah, bh, an, bn = rates_HH(V[0])
    m[0] = gate_steady_state(am, bm)
    h[0] = gate_steady_state(ah, bh)
    n[0] = gate_steady_state(an, bn)
    for k in range(1, steps):
        old = V[k - 1], m[k - 1], h[k - 1], n[k - 1]
        V[k] = old[0] + dt * (I[k - 1] - I_ion(*old, params)) / params["C_m"]
        am, bm, ah, bh, an, bn = rates_HH(old[0])
        m[k] = old[1] + dt * dxdt_gate(am, bm, old[1])
        h[k] = old[2] + dt * dxdt_gate(ah, bh, old[2])
        n[k] = old[3] + dt * dxdt_gate(an, bn, old[3])
    return V, m, h, n, t

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    fig, axes = plt.subplots(4, 1)
    axes[0].plot(t, V)
    axes[1].plot(t, (I_inj - I_ion(V, m, h, n, params)) / params["C_m"])
    for x, name in ((m, "m"), (h, "h"), (n, "n")):
        axes[2].plot(t, x, label=name)
    axes[3].plot(t, params["g_Na"] * m**3 * h * (V - params["E_Na"]), label="Na")
    axes[3].plot(t, params["g_K"] * n**4 * (V - params["E_K"]), label="K")
    axes[3].plot(t, params["g_L"] * (V - params["E_L"]), label="L")
    for ax, label in zip(axes, ("V (mV)", "dV/dt (mV/ms)", "gates", "current (uA/cm2)")):
        ax.set_ylabel(label)
    axes[3].set_xlabel("time (ms)")
    axes[2].legend()
    axes[3].legend()
    return axes

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    return t[1:][(V[:-1] < threshold) & (V[1:] >= threshold)]

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    steps = round(params["T"] / params["dt"])
    V, m, h, n, t = simulate_HH(params, np.tile(I_values, (steps, 1)))
    half = params["T"] / 2
    return np.array([np.sum(detect_spikes(v, t) >= half) / (half / 1000) for v in V.T])

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_HH(params, I_values), "o")
    ax.set(xlabel="current (uA/cm2)", ylabel="rate (Hz)")
    return ax

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if FI_curve_HH(params, [middle])[0] > 0:
            I_high = middle
        else:
            I_low = middle
    return I_high

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    while V_high - V_low > tol:
        V_middle = (V_low + V_high) / 2
        I = np.zeros(round(params["T"] / params["dt"]))
        I[0] = (V_middle - params["V_0"]) * params["C_m"] / params["dt"]
        V, m, h, n, t = simulate_HH(params, I)
        if len(detect_spikes(V, t)) > 0:
            V_high = V_middle
        else:
            V_low = V_middle
    return V_high

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
    I = [np.where((t < width) | ((t >= gap) & (t < gap + width)), I_pulse, 0.0) for gap in gaps]
    V, m, h, n, t = simulate_HH(params, np.column_stack(I))
    for i, gap in enumerate(gaps):
        if len(detect_spikes(V[:, i], t)) >= 2:
            return gap
    return np.nan

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    half = params["T"] / 2
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        I = [my_GWN(params, mu, sigma, seed)[0] for seed, mu in enumerate(I_values)]
        V, m, h, n, t = simulate_HH(params, np.column_stack(I))
        ax.plot(I_values, [np.sum(detect_spikes(v, t) >= half) / (half / 1000) for v in V.T],
                label=f"sigma = {sigma}")
    ax.set(xlabel="current (uA/cm2)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    spikes = len(data) + len(model)
    if spikes == 0:
        return np.nan
    hits = sum(np.any(np.abs(model - spike) <= window) for spike in data)
    chance = 2 * window * len(model) / T
    return (hits - chance * len(data)) / (spikes / 2) / (1 - chance)
