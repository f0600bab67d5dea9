# chen: everything right, and lists wherever the notebook can live with them; `math` instead of numpy.

# %% insert before dwdt
import math

# %% dwdt
def dwdt(V, w, params):
    if hasattr(V, "__len__"):
        return [dwdt(one_V, one_w, params) for one_V, one_w in zip(V, w)]
    return (params["a"] * (V - params["E_L"]) - w) / params["tau_w"]

# %% insert before simulate_adaptive
def as_list(I_inj, n):
    return [float(one) for one in I_inj] if hasattr(I_inj, "__len__") else [float(I_inj)] * n

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    dt, R, tau_m, V_th = params["dt"], 1 / params["g_L"], params["tau_m"], params["V_th"]
    n = round(params["T"] / dt)
    current = as_list(I_inj, n)
    V, w, spikes = [params["V_0"]], [0.0], []
    held_until = -1
    for k in range(n - 1):
        V_now, w_now = V[k], w[k]
        if V_now >= V_th:
            spikes.append(k)
            V_now, w_now = params["V_reset"], w_now + params["b"]
            held_until = k + round(params["tref"] / dt)
        V.append(V_now if k < held_until else min(V_th, V_now + dt * (f(V_now, params) + R * (current[k] - w_now)) / tau_m))
        w.append(w_now + dt * dwdt(V_now, w_now, params))
    if V[-1] >= V_th:
        spikes.append(n - 1)
    return [V, w, [k * dt for k in range(n)], spikes]

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    dt, R, tau_m, E_L = params["dt"], 1 / params["g_L"], params["tau_m"], params["E_L"]
    n = round(params["T"] / dt)
    current = as_list(I_inj, n)
    V, w, spikes = [params["V_0"]], [0.0], []
    held_until = -1
    for k in range(n - 1):
        V_now, w_now = V[k], w[k]
        if V_now >= params["V_th"] and k > held_until:
            spikes.append(k)
            V_now, w_now = params["V_reset"], w_now + params["b"]
            held_until = k + round(params["tref"] / dt)
        V_next = params["V_reset"] if k < held_until else V_now + dt * (E_L - V_now + R * (current[k] - w_now)) / tau_m
        V.append(V_next)
        w.append(w_now + dt * dwdt(V_now, w_now, params))
    if V[-1] >= params["V_th"]:
        spikes.append(n - 1)
    return [V, w, [k * dt for k in range(n)], spikes]

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    V, w, t, spikes = simulate_aLIF(params, I_inj)
    fig = plt.figure()
    upper, lower = fig.add_subplot(2, 1, 1), fig.add_subplot(2, 1, 2)
    upper.plot(t, V, ".", markersize=1)
    lower.plot(t, w)
    upper.set(xlabel="time in ms", ylabel="V in mV")
    lower.set(xlabel="time in ms", ylabel="w in pA")
    return [upper, lower]

# %% adaptation_index
def adaptation_index(ISI):
    if len(ISI) <= 1:
        return math.nan
    first, *_, last = ISI
    return (last - first) / (last + first)

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = [(b - a) * params["dt"] / 1000 for a, b in zip(spikes, spikes[1:])]
    if not ISI:
        return [0, 0]
    half = ISI[math.floor(len(ISI) / 2):]
    return [1 / ISI[0], len(half) / math.fsum(half)]

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    both = [initial_and_steady_rate(simulate_aLIF(params, I)[3], params) for I in I_values]
    fig, ax = plt.subplots()
    for label, rates in zip(["initial", "steady"], zip(*both)):
        ax.plot(list(I_values), list(rates), "s", label=label + " rate")
    ax.set(xlabel="current in pA", ylabel="rate in Hz")
    ax.legend()
    return ax

# %% answer_roles
# a is for the voltage, b for the spikes.

# %% impedance
def impedance(params, frequencies):
    if np.ndim(frequencies) > 0:
        return np.array([impedance(params, f) for f in frequencies])
    omega = 2 * math.pi * frequencies / 1000
    # admittance = conductance + i susceptance
    slow = 1 + (omega * params["tau_w"]) ** 2
    real = params["g_L"] + params["a"] / slow
    imaginary = omega * (params["g_L"] * params["tau_m"] - params["a"] * params["tau_w"] / slow)
    return 1 / math.sqrt(real**2 + imaginary**2)

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    dt, R, tau_m, V_th = params["dt"], 1 / params["g_L"], params["tau_m"], params["V_th"]
    n = round(params["T"] / dt)
    current = as_list(I_inj, n)
    V, w, spikes = [params["V_0"]], [0.0], []
    held_until = -1
    for k in range(n - 1):
        V_now, w_now = V[k], w[k]
        if V_now >= V_th:
            spikes.append(k)
            V_now, w_now = params["V_reset"], w_now + params["b"]
            held_until = k + round(params["tref"] / dt)
        f = params["E_L"] - V_now + params["Delta_T"] * math.exp((V_now - params["V_rh"]) / params["Delta_T"])
        V.append(V_now if k < held_until else min(V_th, V_now + dt * (f + R * (current[k] - w_now)) / tau_m))
        w.append(w_now + dt * dwdt(V_now, w_now, params))
    if V[-1] >= V_th:
        spikes.append(n - 1)
    return [V, w, [k * dt for k in range(n)], spikes]

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    if hasattr(V, "__len__"):
        both = [nullclines_AdEx(one, params, I_ext) for one in V]
        return [first for first, _ in both], [second for _, second in both]
    spike = params["Delta_T"] * math.exp((V - params["V_rh"]) / params["Delta_T"])
    leak = V - params["E_L"]
    return I_ext + params["g_L"] * (spike - leak), params["a"] * leak

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    low, high = params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"]
    V_line = [low + (high - low) * i / 99 for i in range(100)]
    V_null, w_null = nullclines_AdEx(V_line, params, I_ext)
    V, w, t, spikes = simulate_AdEx(params, I_ext)
    fig, ax = plt.subplots()
    ax.plot(V, w, "o", markersize=1, label="the trajectory")
    ax.plot(V_line, V_null, label="the V-nullcline")
    ax.plot(V_line, w_null, label="the w-nullcline")
    ax.vlines(params["V_reset"], 0, 300)
    ax.axvline(params["V_reset"], linestyle=":")
    ax.set(xlim=(low, high), xlabel="V in mV", ylabel="w in pA")
    ax.legend()
    return ax

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), 1, squeeze=False)
    for number, name in enumerate(patterns):
        ax, params = axes[number][0], patterns[name]
        run = simulate_AdEx(params, params["I_ext"])
        ax.plot(run[2], run[0])
        ax.set_title("pattern: " + name)
    axes[0][0].set_ylabel("V in mV")
    axes[-1][0].set_xlabel("t in ms")
    return [row[0] for row in axes]

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return simulate_adaptive(f_QIF, params, I_inj)

# %% serial_correlation
def serial_correlation(ISI):
    n = len(ISI) - 1
    if n < 2:
        return math.nan
    mean_x = sum(ISI[:-1]) / n
    mean_y = sum(ISI[1:]) / n
    xy = xx = yy = 0
    for x, y in zip(ISI, ISI[1:]):
        xy += (x - mean_x) * (y - mean_y)
        xx += (x - mean_x) ** 2
        yy += (y - mean_y) ** 2
    return xy / math.sqrt(xx * yy)

# %% simulate_Izhikevich2003
def simulate_Izhikevich2003(a, b, c, d, I, T, dt):
    n = round(T / dt)
    current = as_list(I, n)
    v, u, spikes = [-65.0], [b * -65.0], []
    for k in range(n):
        x, y = v[k], u[k]
        if x >= 30:
            spikes.append(k)
            v[k] = 30.0
            x, y = c, y + d
        v.append(x + dt * (x * (0.04 * x + 5) + 140 - y + current[k]))
        u.append(y + dt * a * (b * x - y))
    return [v[:n], u[:n], [k * dt for k in range(n)], spikes]

# %% classify_pattern
def classify_pattern(spikes, params):
    times = [k * params["dt"] for k in spikes]
    if times == []:
        return "silent"
    if not [time for time in times if time >= params["T"] / 2]:
        return "transient"
    ISI = [b - a for a, b in zip(times, times[1:])]
    if any(later < earlier / 2 for earlier, later in zip(ISI, ISI[1:])):
        return "bursting"
    index = adaptation_index(ISI)
    return "adapting" if not math.isnan(index) and index > 0.1 else "tonic"

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
    k = 150
    w_1 = I - g_L * (V[k] - E_L) - C * (V[k + 1] - V[k]) / dt
    w_2 = I - g_L * (V[k + 1] - E_L) - C * (V[k + 2] - V[k + 1]) / dt
    tau_w = (a * (V[k] - E_L) - w_1) / ((w_2 - w_1) / dt)
    V, t, spikes = mystery(10000.0)
    k = spikes[0] + 2
    while V[k + 1] == V[k]:
        k = k + 1
    b = 10000.0 - g_L * (V[k] - E_L) - C * (V[k + 1] - V[k]) / dt
    return {"g_L": g_L, "a": a, "tau_w": tau_w, "b": b}
