# goran: partly right. His simulators take one number for a current, and no array; an index needs no guard, he
# thinks; he forgets a legend, a unit, a title, and to return what he drew; no bonus.

# %% dwdt
def dwdt(V, w, params):
    return (params["a"] * (V - params["E_L"]) - w) / params["tau_w"]

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    V, w = np.zeros(n), np.zeros(n)
    spikes = []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k] = min(V_now, params["V_th"])
        w[k] = w_now
        if V_now >= params["V_th"]:
            spikes.append(k)
            V_now = params["V_reset"]
            w_now = w_now + params["b"]
            hold = round(params["tref"] / dt)
        V_rate = (f(V_now, params) - w_now / params["g_L"] + I_inj / params["g_L"]) / params["tau_m"]
        w_rate = dwdt(V_now, w_now, params)
        if hold > 0:
            hold = hold - 1
        else:
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
    axes[0].plot(t, V)
    axes[1].plot(t, w)
    axes[0].set_ylabel("V (mV)")
    axes[1].set_ylabel("w")
    axes[1].set_xlabel("time (ms)")

# %% adaptation_index
def adaptation_index(ISI):
    return (ISI[-1] - ISI[0]) / (ISI[-1] + ISI[0])

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = get_ISI(spikes, params)
    half = len(ISI) // 2
    return 1000 / ISI[0], 1000 / np.mean(ISI[half:])

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    rates = [initial_and_steady_rate(simulate_aLIF(params, I)[3], params) for I in I_values]
    fig, ax = plt.subplots()
    ax.plot(I_values, [r[0] for r in rates], label="initial")
    ax.plot(I_values, [r[1] for r in rates], label="steady")
    ax.set_xlabel("current (pA)")
    ax.set_ylabel("rate (Hz)")
    return ax

# %% answer_roles
# b makes the neuron slower after each spike, a does something with the voltage.

# %% impedance
def impedance(params, frequencies):
    Z = np.zeros(len(frequencies))
    for i in range(len(frequencies)):
        i_omega = 2j * np.pi * frequencies[i] / 1000
        leak = params["g_L"] * (1 + i_omega * params["tau_m"])
        Z[i] = abs(1 / (leak + params["a"] / (1 + i_omega * params["tau_w"])))
    return Z

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    V, w = np.zeros(n), np.zeros(n)
    spikes = []
    V_now, w_now, hold = params["V_0"], 0.0, 0
    for k in range(n):
        V[k] = min(V_now, params["V_th"])
        w[k] = w_now
        if V_now >= params["V_th"]:
            spikes.append(k)
            V_now = params["V_reset"]
            w_now = w_now + params["b"]
            hold = round(params["tref"] / dt)
        V_rate = (f_EIF(V_now, params) - w_now / params["g_L"] + I_inj / params["g_L"]) / params["tau_m"]
        w_rate = dwdt(V_now, w_now, params)
        if hold > 0:
            hold = hold - 1
        else:
            V_now = V_now + dt * V_rate
        w_now = w_now + dt * w_rate
    return V, w, t, spikes

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    w_V = params["g_L"] * f_EIF(V, params) + I_ext
    return w_V, params["a"] * (V - params["E_L"])

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    V_axis = np.linspace(-90, -45, 200)
    w_V, w_w = nullclines_AdEx(V_axis, params, I_ext)
    V, w, t, spikes = simulate_AdEx(params, I_ext)
    fig, ax = plt.subplots()
    ax.plot(V_axis, w_V, label="V-nullcline")
    ax.plot(V_axis, w_w, label="w-nullcline")
    ax.plot(V, w, label="trajectory")
    ax.set(xlabel="V", ylabel="w", ylim=(-50, 500))
    ax.legend()
    return ax

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), 1)
    for ax, params in zip(axes, patterns.values()):
        V, w, t, spikes = simulate_AdEx(params, params["I_ext"])
        ax.plot(t, V)
        ax.set(xlabel="time (ms)", ylabel="V (mV)")
    return axes
