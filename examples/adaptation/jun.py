# jun: known mistakes of another kind: what is left out, what is held that should not be, what is taken for
# something else.

# %% dwdt
def dwdt(V, w, params):
    return (params["a"] * V - w) / params["tau_w"]

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w = np.zeros(n), np.zeros(n)
    spikes = []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k], w[k] = min(V_now, params["V_th"]), w_now
        if V_now >= params["V_th"]:
            spikes.append(k)
            V_now = params["V_reset"]
            w_now = w_now + params["b"]
            hold = round(params["tref"] / dt)
        if hold > 0:
            hold = hold - 1
        else:
            V_rate = (f(V_now, params) + (current[k] - w_now) / params["g_L"]) / params["tau_m"]
            w_rate = dwdt(V_now, w_now, params)
            V_now = V_now + dt * V_rate
            w_now = w_now + dt * w_rate
    return V, w, t, spikes

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    return simulate_adaptive(f_LIF, params, I_inj)

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    V, w, t, spikes = simulate_aLIF(params, I_inj)
    fig, axes = plt.subplots(2, 1)
    axes[0].plot(t, w)
    axes[1].plot(t, V)
    axes[0].set_ylabel("w (pA)")
    axes[1].set(ylabel="V (mV)", xlabel="time (ms)")
    return axes

# %% adaptation_index
def adaptation_index(ISI):
    if len(ISI) == 0:
        return np.nan
    return (ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0])

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = np.diff(spikes)
    if len(ISI) == 0:
        return 0.0, 0.0
    return 1000 / ISI[0], 1000 / np.mean(ISI[len(ISI) // 2:])

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    initial, steady = [], []
    for I in I_values:
        spikes = simulate_aLIF(params, I)[3]
        initial.append(initial_and_steady_rate(spikes, params)[0])
        steady.append(len(spikes) / params["T"] * 1000)
    fig, ax = plt.subplots()
    ax.plot(I_values, initial, label="initial")
    ax.plot(I_values, steady, label="steady")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w = np.zeros(n), np.zeros(n)
    spikes = []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k], w[k] = V_now, w_now
        if V_now >= params["V_rh"]:
            spikes.append(k)
            V_now = params["V_reset"]
            w_now = w_now + params["b"]
            hold = round(params["tref"] / dt)
        V_rate = (f_EIF(V_now, params) + (current[k] - w_now) / params["g_L"]) / params["tau_m"]
        w_rate = dwdt(V_now, w_now, params)
        if hold > 0:
            hold = hold - 1
        else:
            V_now = V_now + dt * V_rate
        w_now = w_now + dt * w_rate
    return V, w, t, spikes

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    w_V = I_ext - params["g_L"] * (V - params["E_L"])
    return w_V, params["a"] * (V - params["E_L"])

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), 1)
    for ax, (name, params) in zip(axes, patterns.items()):
        V, w, t, spikes = simulate_AdEx(params, params["I_ext"])
        ax.plot(V)
        ax.set(title=name, xlabel="time (ms)", ylabel="V (mV)")
    return axes

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w = np.zeros(n), np.zeros(n)
    spikes = []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k], w[k] = V_now, w_now
        if V_now >= params["V_th"]:
            spikes.append(k)
            V_now = params["V_reset"]
            hold = round(params["tref"] / dt)
        V_rate = (f_QIF(V_now, params) + (current[k] - w_now) / params["g_L"]) / params["tau_m"]
        w_rate = dwdt(V_now, w_now, params)
        if hold > 0:
            hold = hold - 1
        else:
            V_now = V_now + dt * V_rate
        w_now = w_now + dt * w_rate
    return V, w, t, spikes

# %% answer_models
# They are all the same.

# %% classify_pattern
def classify_pattern(spikes, params):
    if len(spikes) == 0:
        return "silent"
    if spikes[-1] < params["T"] / 2:
        return "transient"
    ISI = get_ISI(spikes, params)
    if np.any(ISI[1:] < ISI[:-1] / 2):
        return "bursting"
    return "adapting" if adaptation_index(ISI) > 0.1 else "tonic"
