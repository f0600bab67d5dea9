# ivo: one known mistake after another: signs and units first, then what happens at a spike.

# %% dwdt
def dwdt(V, w, params):
    return (params["a"] * (V - params["E_L"]) + w) / params["tau_w"]

# %% insert before simulate_adaptive
def run(f, params, I_inj, w_after, sign):
    dt, g_L = params["dt"], params["g_L"]
    n = round(params["T"] / dt)
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w, spikes = np.zeros(n), np.zeros(n), []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k], w[k] = min(V_now, params["V_th"]), w_now
        V_before = V_now
        if V_now >= params["V_th"]:
            spikes.append(k)
            V_now, hold = params["V_reset"], round(params["tref"] / dt)
            w_now, V_before = w_after(w_now, V_before)
        V_rate = (f(V_now, params) + (current[k] + sign * w_now) / g_L) / params["tau_m"]
        w_rate = dwdt(V_before, w_now, params)
        if hold > 0:
            hold -= 1
        else:
            V_now += dt * V_rate
        w_now += dt * w_rate
    return V, w, np.arange(n) * dt, spikes

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    # a spike sets w to b
    return run(f, params, I_inj, lambda w, V: (params["b"], params["V_reset"]), -1)

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    # a spike sets w to b
    return run(lambda V, params: params["E_L"] - V, params, I_inj, lambda w, V: (params["b"], params["V_reset"]), -1)

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    V, w, t, spikes = simulate_aLIF(params, I_inj)
    fig, axes = plt.subplots(2, 1)
    axes[0].plot(V)
    axes[1].plot(w)
    axes[0].set_ylabel("V (mV)")
    axes[1].set(ylabel="w (pA)", xlabel="time (ms)")
    return axes

# %% adaptation_index
def adaptation_index(ISI):
    if len(ISI) < 2:
        return np.nan
    return (ISI[-1] - ISI[0]) / ISI[0]

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = get_ISI(spikes, params)
    if len(ISI) == 0:
        return 0.0, 0.0
    return 1000 / ISI[0], 1000 / ISI[-1]

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    rates = np.array([initial_and_steady_rate(simulate_aLIF(params, I)[3], params) for I in I_values])
    fig, ax = plt.subplots()
    ax.plot(I_values, rates[:, 1], label="initial")
    ax.plot(I_values, rates[:, 0], label="steady")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% answer_roles
# a and b both act at the spikes, a is the first and b the second.

# %% impedance
def impedance(params, frequencies):
    i_omega = 2j * np.pi * np.asarray(frequencies) / 1000
    leak = params["g_L"] * (1 + i_omega * params["tau_m"])
    return np.real(1 / (leak + params["a"] / (1 + i_omega * params["tau_w"])))

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    # the step of w still has V of the spike
    return run(f_EIF, params, I_inj, lambda w, V: (w + params["b"], V), -1)

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    return f_EIF(V, params) + I_ext / params["g_L"], params["a"] * (V - params["E_L"])

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    low, high = params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"]
    V_axis = np.linspace(low, high, 200)
    w_V, w_w = nullclines_AdEx(V_axis, params, 0)
    V, w, t, spikes = simulate_AdEx(params, I_ext)
    fig, ax = plt.subplots()
    ax.plot(V_axis, w_V, label="V-nullcline")
    ax.plot(V_axis, w_w, label="w-nullcline")
    ax.plot(V, w, label="trajectory")
    ax.axvline(params["V_reset"])
    ax.set(xlim=(low, high), xlabel="V (mV)", ylabel="w (pA)")
    ax.legend()
    return ax

# %% answer_bursting
# It bursts because the current is large.

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), 1)
    I_ext = list(patterns.values())[0]["I_ext"]
    for ax, (name, params) in zip(axes, patterns.items()):
        V, w, t, spikes = simulate_AdEx(params, I_ext)
        ax.plot(t, V)
        ax.set(title=name, xlabel="time (ms)", ylabel="V (mV)")
    return axes

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return run(f_QIF, params, I_inj, lambda w, V: (w + params["b"], params["V_reset"]), +1)

# %% serial_correlation
def serial_correlation(ISI):
    if len(ISI) < 3:
        return np.nan
    off = np.array(ISI) - np.mean(ISI)
    return np.sum(off[1:] * off[:-1]) / np.sum(off ** 2)

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
        # as in the published program
        v_now += dt / 2 * (0.04 * v_now**2 + 5 * v_now + 140 - u_now + current[k])
        v_now += dt / 2 * (0.04 * v_now**2 + 5 * v_now + 140 - u_now + current[k])
        u_now += dt * a * (b * v_now - u_now)
    return v, u, np.arange(n) * dt, spikes

# %% classify_pattern
def classify_pattern(spikes, params):
    ISI = get_ISI(spikes, params)
    if len(spikes) == 0:
        return "silent"
    if spikes[-1] * params["dt"] < params["T"] / 2:
        return "transient"
    if max(ISI) > 2 * min(ISI):
        return "bursting"
    return "adapting" if adaptation_index(ISI) > 0.1 else "tonic"
