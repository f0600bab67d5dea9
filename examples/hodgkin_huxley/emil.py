# emil: partly right. An `if` in alpha_m, so that no array gets in; no guard in alpha_n (named); his simulator
# knows one neuron only; a legend and a unit forgotten; rheobase by the first spike (named); None instead of nan.

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
    if V == -40:
        return 1.0
    return 0.1 * (V + 40) / (1 - np.exp(-(V + 40) / 10))

# %% alpha_n
def alpha_n(V):
    return 0.01 * (V + 55) / (1 - np.exp(-(V + 55) / 10))

# %% rates_HH
def rates_HH(V):
    beta_m = 4 * np.exp(-(V + 65) / 18)
    alpha_h = 0.07 * np.exp(-(V + 65) / 20)
    beta_h = 1 / (1 + np.exp(-(V + 35) / 10))
    beta_n = 0.125 * np.exp(-(V + 65) / 80)
    return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n

# %% plot_gates
def plot_gates(V):
    fig, axes = plt.subplots(2, 1)
    am, bm, ah, bh, an, bn = np.array([rates_HH(v) for v in V]).T
    for a, b, name in ((am, bm, "m"), (ah, bh, "h"), (an, bn, "n")):
        axes[0].plot(V, gate_steady_state(a, b), label=name)
        axes[1].plot(V, gate_time_constant(a, b), label=name)
    axes[0].set(xlabel="V (mV)", ylabel="steady state")
    axes[1].set(xlabel="V (mV)", ylabel="tau")
    axes[0].legend()
    return axes

# %% I_ion
def I_ion(V, m, h, n, params):
    return (params["g_Na"] * m**3 * h * (V - params["E_Na"]) + params["g_K"] * n**4 * (V - params["E_K"])
            + params["g_L"] * (V - params["E_L"]))

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt = params["dt"]
    steps = round(params["T"] / dt)
    t = np.arange(steps) * dt
    I = np.broadcast_to(np.asarray(I_inj, dtype=float), steps)
    V, m, h, n = np.zeros(steps), np.zeros(steps), np.zeros(steps), np.zeros(steps)
    V[0] = params["V_0"]
    am, bm, ah, bh, an, bn = rates_HH(V[0])
    m[0] = gate_steady_state(am, bm)
    h[0] = gate_steady_state(ah, bh)
    n[0] = gate_steady_state(an, bn)
    for k in range(steps - 1):
        V[k + 1] = V[k] + dt / params["C_m"] * (I[k] - I_ion(V[k], m[k], h[k], n[k], params))
        am, bm, ah, bh, an, bn = rates_HH(V[k])
        m[k + 1] = m[k] + dt * dxdt_gate(am, bm, m[k])
        h[k + 1] = h[k] + dt * dxdt_gate(ah, bh, h[k])
        n[k + 1] = n[k] + dt * dxdt_gate(an, bn, n[k])
    return V, m, h, n, t

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    fig, axes = plt.subplots(4, 1)
    axes[0].plot(t, V)
    axes[1].plot(t[1:], np.diff(V))
    axes[2].plot(t, m, label="m")
    axes[2].plot(t, h, label="h")
    axes[2].plot(t, n, label="n")
    axes[3].plot(t, params["g_Na"] * m**3 * h * (V - params["E_Na"]), label="Na")
    axes[3].plot(t, params["g_K"] * n**4 * (V - params["E_K"]), label="K")
    axes[3].plot(t, params["g_L"] * (V - params["E_L"]), label="L")
    for ax, label in zip(axes, ("V (mV)", "dV/dt (mV/ms)", "gates", "current (uA/cm2)")):
        ax.set_ylabel(label)
    axes[3].set_xlabel("time (ms)")
    axes[3].legend()
    return axes

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    return t[1:][(V[:-1] <= threshold) & (V[1:] > threshold)]

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    rates = []
    for I in I_values:
        V, m, h, n, t = simulate_HH(params, I)
        spikes = detect_spikes(V, t)
        rates.append(np.sum(spikes >= params["T"] / 2) / (params["T"] / 2000))
    return np.array(rates)

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_HH(params, I_values))
    ax.set(xlabel="current", ylabel="rate (Hz)")

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        V, m, h, n, t = simulate_HH(params, middle)
        if len(detect_spikes(V, t)) >= 1:
            I_high = middle
        else:
            I_low = middle
    return I_high

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    # V_0 is the voltage that the kick leads to
    while V_high - V_low > tol:
        V_middle = (V_low + V_high) / 2
        V, m, h, n, t = simulate_HH(params | {"V_0": V_middle}, 0.0)
        if len(detect_spikes(V, t)) >= 1:
            V_high = V_middle
        else:
            V_low = V_middle
    return V_high

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    t = np.arange(round(params["T"] / params["dt"])) * params["dt"]
    for gap in gaps:
        I = np.where((t < width) | ((t >= gap) & (t < gap + width)), I_pulse, 0.0)
        V, m, h, n, t = simulate_HH(params, I)
        if len(detect_spikes(V, t)) == 2:
            return gap

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        rates = []
        for I in I_values:
            V, m, h, n, t = simulate_HH(params, my_GWN(params, I, sigma, 1)[0])
            rates.append(np.sum(detect_spikes(V, t) >= params["T"] / 2) / (params["T"] / 2000))
        ax.plot(I_values, rates, label=f"sigma = {sigma}")
    ax.set(xlabel="current (uA/cm2)", ylabel="rate (Hz)")
    return ax

# %% answer_noise
# Noise makes it fire earlier and the curve is smoother.

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    n = 0
    for spike in data:
        if np.any(np.abs(model - spike) <= window):
            n += 1
    chance = 2 * window * len(model) / T
    return (n - chance * len(data)) / ((len(data) + len(model)) / 2) / (1 - chance)
