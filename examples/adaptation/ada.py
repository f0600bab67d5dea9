# ada: everything right, in the manner of the notebook, with loops; careful answers in words.

# %% dwdt
def dwdt(V, w, params):
    goal = params["a"] * (V - params["E_L"])
    return (goal - w) / params["tau_w"]

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    dt, tref = params["dt"], params["tref"]
    V_th, V_reset = params["V_th"], params["V_reset"]
    g_L, tau_m, b = params["g_L"], params["tau_m"], params["b"]

    n = round(params["T"] / dt)                                    # number of samples
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)   # one value a sample

    V, w = np.zeros(n), np.zeros(n)
    spikes = []
    V_now, w_now = params["V_0"], 0.0    # the state of the neuron
    hold = 0                             # number of samples that are still to be held at V_reset

    for k in range(n):
        V[k], w[k] = min(V_now, V_th), w_now
        # spike first
        if V_now >= V_th:
            spikes.append(k)
            V_now = V_reset
            w_now += b
            hold = round(tref / dt)
        # rates of the present
        dV = (f(V_now, params) - w_now / g_L + current[k] / g_L) / tau_m
        dw = dwdt(V_now, w_now, params)
        # one step
        if hold > 0:
            hold -= 1
        else:
            V_now += dt * dV
        w_now += dt * dw

    return V, w, t, spikes

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    return simulate_adaptive(f_LIF, params, I_inj)

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    V, w, t, spikes = simulate_aLIF(params, I_inj)
    fig, axes = plt.subplots(2, 1, sharex=True)
    axes[0].plot(t, V)
    axes[1].plot(t, w)
    axes[0].set_ylabel("V (mV)")
    axes[1].set_ylabel("w (pA)")
    axes[1].set_xlabel("time (ms)")
    return axes

# %% adaptation_index
def adaptation_index(ISI):
    if len(ISI) < 2:
        return np.nan
    return (ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0])

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = get_ISI(spikes, params)
    n = len(ISI)
    if n == 0:
        return 0.0, 0.0
    total, count = 0.0, 0
    for number in range(n // 2, n):
        total = total + ISI[number]
        count = count + 1
    return 1000 / ISI[0], 1000 / (total / count)

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    initial = np.zeros(len(I_values))
    steady = np.zeros(len(I_values))
    for i in range(len(I_values)):
        V, w, t, spikes = simulate_aLIF(params, I_values[i])
        initial[i], steady[i] = initial_and_steady_rate(spikes, params)
    fig, ax = plt.subplots()
    ax.plot(I_values, initial, label="initial")
    ax.plot(I_values, steady, label="steady")
    ax.set_xlabel("injected current (pA)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    return ax

# %% answer_FI_adaptation
# The initial curve is nearly that of the LIF because w is zero before the first spike and there was one
# jump only. The steady one is flatter: the faster it fires the more w there is, and w is subtracted from
# the current, so it is a negative feedback. From 300 to 400 pA the initial rate rises by 37 Hz, the steady
# one by 28 Hz. The neuron tells changes well and constant input badly.

# %% answer_roles
# b: each spike adds it to w, so it works only when there are spikes. a: w follows V all the time, also below
# threshold, like a late leak. In the F-I curve a moves the onset to the right because there is w already
# before the first spike; b leaves the onset where it was as w is 0 before the first spike, and makes the
# curve flatter. With tau_w = 20 ms the steps would be gone before the next spike: compare tau_w with the ISI.

# %% answer_subthreshold
# (i) V goes below E_L, w is still 0. (ii) V and w are both negative, w inward pulls V back: the sag. (iii) the
# current is off, w is still negative for some time: V goes above rest, a rebound, maybe a spike. Slow inputs
# are damped by w, fast ones by the capacitor, so the best is between; without a only the capacitor. With a
# negative a w helps V to go further up.

# %% impedance
def impedance(params, frequencies):
    omega = 2 * np.pi * np.asarray(frequencies) / 1000        # 1/ms
    leak = params["g_L"] * (1 + 1j * omega * params["tau_m"])
    adaptation = params["a"] / (1 + 1j * omega * params["tau_w"])
    return np.abs(1 / (leak + adaptation))

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    return simulate_adaptive(f_EIF, params, I_inj)

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    on_V = I_ext + params["g_L"] * f_EIF(V, params)
    on_w = params["a"] * (V - params["E_L"])
    return on_V, on_w

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    low = params["E_L"] - 10
    high = params["V_rh"] + 3 * params["Delta_T"]
    V_line = np.linspace(low, high, 200)
    on_V, on_w = nullclines_AdEx(V_line, params, I_ext)
    V, w, t, spikes = simulate_AdEx(params, I_ext)
    fig, ax = plt.subplots()
    ax.plot(V_line, on_V, label="V-nullcline")
    ax.plot(V_line, on_w, label="w-nullcline")
    ax.plot(V, w, label="trajectory")
    ax.axvline(params["V_reset"], color="gray")
    ax.set_xlim(low, high)
    ax.set_xlabel("V (mV)")
    ax.set_ylabel("w (pA)")
    ax.legend()
    return ax

# %% answer_bursting
# After the reset the point is below the V-nullcline, so V goes right and there is a spike at once. Each spike
# lifts w by 60. When it is above the nullcline V goes left, the burst is over. In the pause w decays until the
# point comes below the nullcline again. At -60 mV the way to the spike is long and after one spike it is
# already above. With b twice as large half as many, two or three.

# %% plot_patterns
def plot_patterns(patterns):
    fig = plt.figure(figsize=(9, 2 * len(patterns)))
    axes = []
    number = 0
    for name in patterns:
        number = number + 1
        params = patterns[name]
        V, w, t, spikes = simulate_AdEx(params, params["I_ext"])
        ax = fig.add_subplot(len(patterns), 1, number)
        ax.plot(t, V)
        ax.set_title(name)
        ax.set_xlabel("time (ms)")
        ax.set_ylabel("V (mV)")
        axes.append(ax)
    return axes

# %% answer_patterns
# Adapting: b is large and tau_w slow, w piles up. Delayed accelerating: a is negative so w becomes inward
# slowly. I advise a negative a, b only makes it slower. Repeat the same step: without noise the same train.

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return simulate_adaptive(f_QIF, params, I_inj)

# %% answer_models
# The same equation of w and the same reset; f is a line, a line with an exponential, a parabola. The AdEx can
# burst because its nullcline has a minimum and one can reset to its right. The time step is missing: halve it.

# %% serial_correlation
def serial_correlation(ISI):
    if len(ISI) < 3:
        return np.nan
    x = np.array(ISI[:-1])
    y = np.array(ISI[1:])
    return np.corrcoef(x, y)[0, 1]

# %% answer_noise
# (1) After a short interval w is still high, then it is raised again, so the next interval is long: neighbours are
# on different sides of the mean, negative. (2) w pulls each interval back to the mean, a negative feedback. The
# number of spikes varies less, because long and short intervals compensate. (3) The CV stays, it does not know the
# order, the correlation becomes 0. I would measure the correlation, or give the neuron a step.

# %% simulate_Izhikevich2003
def simulate_Izhikevich2003(a, b, c, d, I, T, dt):
    n = round(T / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I, dtype=float), n)
    v, u = np.zeros(n), np.zeros(n)
    spikes = []
    v_now, u_now = -65.0, b * -65.0
    for k in range(n):
        v[k], u[k] = min(v_now, 30.0), u_now
        if v_now >= 30:
            spikes.append(k)
            v_now = c
            u_now += d
        dv = 0.04 * v_now ** 2 + 5 * v_now + 140 - u_now + current[k]
        du = a * (b * v_now - u_now)
        v_now += dt * dv
        u_now += dt * du
    return v, u, t, spikes

# %% classify_pattern
def classify_pattern(spikes, params):
    if len(spikes) == 0:
        return "silent"
    late = False
    for k in spikes:
        if k * params["dt"] >= params["T"] / 2:
            late = True
    if not late:
        return "transient"
    ISI = get_ISI(spikes, params)
    for i in range(1, len(ISI)):
        if ISI[i] < ISI[i - 1] / 2:
            return "bursting"
    if adaptation_index(ISI) > 0.1:
        return "adapting"
    return "tonic"

# %% find_parameters
def find_parameters(mystery):
    I = -100.0
    V, t, spikes = mystery(I)
    dt = t[1] - t[0]
    E_L = V[0]
    slope_1 = (V[1] - V[0]) / dt
    slope_2 = (V[2] - V[1]) / dt
    tau_m = (V[1] - V[0]) / (slope_1 - slope_2)
    C = I / slope_1
    g_L = C / tau_m
    a = I / (V[-1] - E_L) - g_L                     # a steady current meets g_L + a
    k = 200
    w_1 = I - g_L * (V[k] - E_L) - C * (V[k + 1] - V[k]) / dt
    w_2 = I - g_L * (V[k + 1] - E_L) - C * (V[k + 2] - V[k + 1]) / dt
    tau_w = (a * (V[k] - E_L) - w_1) / ((w_2 - w_1) / dt)
    V, t, spikes = mystery(8000.0)
    k = spikes[0] + 2
    while V[k + 1] == V[k]:
        k = k + 1
    b = 8000.0 - g_L * (V[k] - E_L) - C * (V[k + 1] - V[k]) / dt
    return {"g_L": g_L, "a": a, "tau_w": tau_w, "b": b}
