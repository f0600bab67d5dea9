# hana: early mistakes that cost once. Her dwdt, adaptation_index, initial_and_steady_rate and nullclines are
# wrong, and named; all that uses them is right and earns its points with correct ones standing in.

# %% dwdt
def dwdt(V, w, params):
    return params["a"] * (V - params["E_L"]) - w

# %% insert before simulate_adaptive
def run(f, params, I_inj):
    dt, g_L = params["dt"], params["g_L"]
    n = round(params["T"] / dt)
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w, spikes = np.zeros(n), np.zeros(n), []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k], w[k] = min(V_now, params["V_th"]), w_now
        if V_now >= params["V_th"]:
            spikes.append(k)
            V_now, w_now, hold = params["V_reset"], w_now + params["b"], round(params["tref"] / dt)
        V_rate = (f(V_now, params) + (current[k] - w_now) / g_L) / params["tau_m"]
        w_rate = dwdt(V_now, w_now, params)
        if hold > 0:
            hold -= 1
        else:
            V_now += dt * V_rate
        w_now += dt * w_rate
    return V, w, np.arange(n) * dt, spikes


def leak(V, params):
    return -(V - params["E_L"])

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    return run(f, params, I_inj)

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    return run(leak, params, I_inj)

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    V, w, t, spikes = simulate_aLIF(params, I_inj)
    fig, axes = plt.subplots(2, 1)
    axes[0].plot(t, V)
    axes[1].plot(t, w)
    axes[0].set(xlabel="t (ms)", ylabel="V (mV)")
    axes[1].set(xlabel="t (ms)", ylabel="w (pA)")
    return axes

# %% adaptation_index
def adaptation_index(ISI):
    if len(ISI) < 2:
        return np.nan
    return (ISI[0] - ISI[-1]) / (ISI[0] + ISI[-1])

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = get_ISI(spikes, params)
    if len(ISI) == 0:
        return 0.0, 0.0
    return 1 / ISI[0], 1 / np.mean(ISI[len(ISI) // 2:])

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    initial, steady = [], []
    for I in I_values:
        first, last = initial_and_steady_rate(simulate_aLIF(params, I)[3], params)
        initial.append(first)
        steady.append(last)
    fig, ax = plt.subplots()
    ax.plot(I_values, initial, label="initial")
    ax.plot(I_values, steady, label="steady")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% impedance
def impedance(params, frequencies):
    i_omega = 2j * np.pi * np.asarray(frequencies)
    leak = params["g_L"] * (1 + i_omega * params["tau_m"])
    return np.abs(1 / (leak + params["a"] / (1 + i_omega * params["tau_w"])))

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    return run(f_EIF, params, I_inj)

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    return params["a"] * (V - params["E_L"]), params["g_L"] * f_EIF(V, params) + I_ext

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    low, high = params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"]
    V_axis = np.linspace(low, high, 200)
    w_V, w_w = nullclines_AdEx(V_axis, params, I_ext)
    V, w, t, spikes = simulate_AdEx(params, I_ext)
    fig, ax = plt.subplots()
    ax.plot(V_axis, w_V, label="V-nullcline")
    ax.plot(V_axis, w_w, label="w-nullcline")
    ax.plot(V, w, label="trajectory")
    ax.axvline(params["V_reset"])
    ax.set(xlim=(low, high), xlabel="V (mV)", ylabel="w (pA)")
    ax.legend()
    return ax

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), 1, figsize=(8, 12))
    for ax, (name, params) in zip(axes, patterns.items()):
        V, w, t, spikes = simulate_AdEx(params, params["I_ext"])
        ax.plot(t, V)
        ax.set(title=name, xlabel="t (ms)", ylabel="V (mV)")
    return axes

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return run(f_QIF, params, I_inj)

# %% serial_correlation
def serial_correlation(ISI):
    return np.corrcoef(ISI[:-1], ISI[1:])[0, 1] if len(ISI) > 2 else np.nan

# %% simulate_Izhikevich2003
def simulate_Izhikevich2003(a, b, c, d, I, T, dt):
    n = round(T / dt)
    current = np.broadcast_to(np.asarray(I, dtype=float), n)
    v, u, spikes = np.zeros(n), np.zeros(n), []
    v_now, u_now = -65.0, -65.0 * b
    for k in range(n):
        v[k], u[k] = min(v_now, 30.0), u_now
        if v_now >= 30:
            spikes.append(k)
            v_now, u_now = c, u_now + d
        v_rate = 0.04 * v_now**2 + 5 * v_now + 140 - u_now + current[k]
        u_rate = a * (b * v_now - u_now)
        v_now, u_now = v_now + dt * v_rate, u_now + dt * u_rate
    return v, u, np.arange(n) * dt, spikes

# %% classify_pattern
def classify_pattern(spikes, params):
    if len(spikes) == 0:
        return "silent"
    if spikes[-1] * params["dt"] < params["T"] / 2:
        return "transient"
    ISI = get_ISI(spikes, params)
    if np.any(ISI[1:] < 0.5 * ISI[:-1]):
        return "bursting"
    return "adapting" if adaptation_index(ISI) > 0.1 else "tonic"
