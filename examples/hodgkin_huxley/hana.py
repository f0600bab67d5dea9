# hana: known mistakes of another kind: the tutorial's misprint (beta_n m, beta_h m), a missing gate, what is
# counted and what is not.

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    return alpha / (alpha + beta)

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return 1 / alpha + 1 / beta

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return alpha - beta * x

# %% alpha_m
def alpha_m(V):
    with np.errstate(all="ignore"):
        return np.nan_to_num(0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10)))

# %% alpha_n
def alpha_n(V):
    u = (V + 55) / 10
    u = np.where(np.abs(u) < 1e-6, 1e-6, u)
    return u / (1 - np.exp(-u))

# %% rates_HH
def rates_HH(V):
    beta_m = 4 * np.exp(-(V + 65) / 80)
    alpha_h = 0.07 * np.exp(-(V + 65) / 20)
    beta_h = 1 / (1 - np.exp(-(V + 35) / 10))
    beta_n = 0.125 * np.exp((V + 65) / 80)
    return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n

# %% I_ion
def I_ion(V, m, h, n, params):
    I_Na = params["g_Na"] * m**3 * (V - params["E_Na"])
    I_K = params["g_K"] * n**4 * (V - params["E_K"])
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
    for k in range(steps - 1):
        V[k + 1] = V[k] + dt * (I[k] - I_ion(V[k], m[k], h[k], n[k], params)) / params["C_m"]
        am, bm, ah, bh, an, bn = rates_HH(V[k])
        m[k + 1] = m[k] + dt * (am * (1 - m[k]) - bm * m[k])
        n[k + 1] = n[k] + dt * (an * (1 - n[k]) - bn * m[k])
        h[k + 1] = h[k] + dt * (ah * (1 - h[k]) - bh * m[k])
    return V, m, h, n, t

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    above = V >= threshold
    return t[1:][above[1:] != above[:-1]]

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    rates = np.zeros(len(I_values))
    for i, I in enumerate(I_values):
        V, m, h, n, t = simulate_HH(params, I)
        spikes = detect_spikes(V, t)
        rates[i] = len(spikes[spikes >= params["T"] / 2]) / (params["T"] / 2)
    return rates

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig, ax = plt.subplots()
    ax.plot(FI_curve_HH(params, I_values))
    ax.set(xlabel="current (uA/cm2)", ylabel="rate (Hz)")
    return ax

# %% answer_adaptation
# Yes it adapts, because the second spike is smaller.

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if FI_curve_HH(params, [middle])[0] > 0:
            I_low = middle
        else:
            I_high = middle
    return I_high

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    # where dV/dt changes its sign, with m at its steady state, and h and n at rest
    def share(a, b):
        return a / (a + b)

    u = params["V_0"] + 65
    h = share(0.07 * np.exp(-u / 20), 1 / (1 + np.exp(3 - u / 10)))
    n = share(0.1 * (u / 10 - 1) / (1 - np.exp(1 - u / 10)), 0.125 * np.exp(-u / 80))

    def current(V):
        m = share(0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10)), 4 * np.exp(-(V + 65) / 18))
        return (params["g_Na"] * m**3 * h * (V - params["E_Na"]) + params["g_K"] * n**4 * (V - params["E_K"])
                + params["g_L"] * (V - params["E_L"]))

    while V_high - V_low > tol:
        middle = (V_low + V_high) / 2
        if current(middle) < 0:
            V_high = middle
        else:
            V_low = middle
    return V_high

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
    for gap in gaps:
        I = np.where((t < width) | ((t >= gap) & (t < gap + width)), I_pulse, 0.0)
        V, m, h, n, t = simulate_HH(params, I)
        if len(detect_spikes(V, t)) >= 1:
            return gap
    return np.nan

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    if len(data) + len(model) == 0:
        return np.nan
    hits = sum(np.any(np.abs(model - spike) <= window) for spike in data)
    nu = 1000 * len(model) / T
    return (hits - 2 * nu * window * len(data)) / ((len(data) + len(model)) / 2) / (1 - 2 * nu * window)
