# bela: everything right, short and with numpy; one helper for the whole family of neurons, and an F-I curve
# that takes all currents at once.

# %% dwdt
def dwdt(V, w, params):
    return np.subtract(params["a"] * np.subtract(V, params["E_L"]), w) / params["tau_w"]

# %% insert before simulate_adaptive
def family(f, params, I_inj, top=np.inf):
    p = params
    n, R = round(p["T"] / p["dt"]), 1 / p["g_L"]
    drive = (np.zeros(n) + I_inj).tolist()
    slope, decay = p["dt"] * p["a"] / p["tau_w"], 1 - p["dt"] / p["tau_w"]
    V, w, spikes, x, y, free = np.empty(n), np.empty(n), [], p["V_0"], 0.0, 0
    for k, I in enumerate(drive):
        V[k], w[k] = min(x, top), y
        if x >= p["V_th"]:
            spikes.append(k)
            x, y, free = p["V_reset"], y + p["b"], k + round(p["tref"] / p["dt"])
        step = p["dt"] / p["tau_m"] * (f(x) + R * (I - y)) if k >= free else 0.0
        x, y = x + step, decay * y + slope * (x - p["E_L"])
    return V, w, np.arange(n) * p["dt"], np.array(spikes, dtype=int)

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    return family(lambda V: f(V, params), params, I_inj, params["V_th"])

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    return family(lambda V: params["E_L"] - V, params, I_inj)

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    V, w, t, _ = simulate_aLIF(params, I_inj)
    axes = plt.figure().subplots(2, sharex=True)
    for ax, y, name in zip(axes, (V, w), ("V (mV)", "w (pA)")):
        ax.plot(t, y)
        ax.set(ylabel=name, xlabel="t (ms)")
    return axes

# %% adaptation_index
def adaptation_index(ISI):
    return np.diff(np.take(ISI, [0, -1]))[0] / np.sum(np.take(ISI, [0, -1])) if np.size(ISI) > 1 else np.nan

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = get_ISI(spikes, params)
    return 1e3 / np.array([ISI[0], ISI[ISI.size // 2:].mean()]) if ISI.size else np.zeros(2)

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    p, I = params, np.asarray(I_values, dtype=float)
    n = round(p["T"] / p["dt"])
    V, w, free = np.full(I.shape, p["V_0"]), np.zeros(I.shape), np.zeros(I.shape)
    spikes = [[] for _ in I]
    for k in range(n):
        fired = V >= p["V_th"]
        for i in np.flatnonzero(fired):
            spikes[i].append(k)
        V, w = np.where(fired, p["V_reset"], V), w + fired * p["b"]
        free = np.where(fired, k + round(p["tref"] / p["dt"]), free)
        rate = (p["E_L"] - V + (I - w) / p["g_L"]) / p["tau_m"]
        V, w = V + p["dt"] * rate * (k >= free), w + p["dt"] * dwdt(V, w, p)
    rates = np.array([initial_and_steady_rate(train, p) for train in spikes])
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="f (Hz)")
    ax.plot(I, rates, "o-", label=["initial", "steady"])
    ax.legend(frameon=False)
    return ax

# %% impedance
def impedance(params, frequencies):
    s = 2e-3j * np.pi * np.array(frequencies)
    return abs((1 + s * params["tau_w"]) / (params["g_L"] * (1 + s * params["tau_m"]) * (1 + s * params["tau_w"]) + params["a"]))

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    return family(lambda V: f_EIF(V, params), params, I_inj, params["V_th"])

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    V = np.asarray(V, dtype=float)
    return np.array([params["g_L"] * f_EIF(V, params) + I_ext, params["a"] * (V - params["E_L"])])

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    V_line = np.arange(params["E_L"] - 20, params["V_rh"] + 4 * params["Delta_T"], 0.05)
    V, w, _, _ = simulate_AdEx(params, I_ext)
    ax = plt.figure().add_subplot(xlabel="V (mV)", ylabel="w (pA)")
    ax.plot(V_line, np.transpose(nullclines_AdEx(V_line, params, I_ext)), label=["V-nullcline", "w-nullcline"])
    ax.plot(V, w, "k.", ms=1, label="trajectory")
    ax.plot([params["V_reset"]] * 2, [-100, 500], "--", label="reset")
    ax.set(xlim=(params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"]), ylim=(-50, 500))
    ax.legend()
    return ax

# %% plot_patterns
def plot_patterns(patterns):
    rows = -(-len(patterns) // 2)
    axes = plt.figure(figsize=(10, 2 * rows)).subplots(rows, 2, squeeze=False).ravel()
    for ax, (name, params) in zip(axes, patterns.items()):
        V, _, t, _ = simulate_AdEx(params, params["I_ext"])
        ax.plot(t, V, lw=0.8)
        ax.set(title=name, xlabel="t (ms)", ylabel="V (mV)")
    for ax in axes[len(patterns):]:
        ax.axis("off")
    return axes[:len(patterns)]

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return family(lambda V: f_QIF(V, params), params, I_inj, params["V_th"])

# %% serial_correlation
def serial_correlation(ISI):
    return np.corrcoef(ISI[:-1], ISI[1:])[0, 1] if np.size(ISI) > 2 else float("nan")

# %% simulate_Izhikevich2003
def simulate_Izhikevich2003(a, b, c, d, I, T, dt):
    n = round(T / dt)
    v, u, spikes, x = np.empty(n), np.empty(n), [], np.array([-65.0, -65.0 * b])
    for k, now in enumerate(np.zeros(n) + I):
        v[k], u[k] = min(x[0], 30), x[1]
        if x[0] >= 30:
            spikes.append(k)
            x = np.array([c, x[1] + d])
        x = x + dt * np.array([(0.04 * x[0] + 5) * x[0] + 140 - x[1] + now, a * (b * x[0] - x[1])])
    return v, u, np.arange(n) * dt, spikes

# %% classify_pattern
def classify_pattern(spikes, params):
    ISI = get_ISI(spikes, params)
    if not len(spikes):
        return "silent"
    if np.max(spikes) * params["dt"] < params["T"] / 2:
        return "transient"
    if (ISI[1:] / ISI[:-1] < 0.5).any():
        return "bursting"
    return "adapting" if adaptation_index(ISI) > 0.1 else "tonic"

# %% find_parameters
def find_parameters(mystery):
    t = mystery(0.0)[1]
    I = np.where(t < 250, -300.0, 20.0)
    V, t, _ = mystery(I)
    dt, x = t[1], V - V[0]
    tau_m = dt / (1 - (x[2] - x[1]) / x[1])
    C = I[0] * dt / x[1]
    w = I[:-1] - C / tau_m * x[:-1] - C * np.diff(x) / dt
    (p, q), *_ = np.linalg.lstsq(np.stack([x[:-2], w[:-1]], axis=1), np.diff(w) / dt, rcond=None)
    V, t, spikes = mystery(np.where(t < 5, 4000.0, 0.0))
    k = np.flatnonzero((np.diff(V) != 0) & (np.arange(1, V.size) > spikes[0] + 1))[0]
    b = 4000.0 * (t[k] < 5) - C / tau_m * (V[k] - V[0]) - C * (V[k + 1] - V[k]) / dt
    return {"g_L": C / tau_m, "a": -p / q, "tau_w": -1 / q, "b": b}
