# mateo: right in some; his first simulator reaches beyond the end of the current, his index takes two intervals
# only, one figure needs a module that is not there, and his nullclines want an array of voltages.

# %% dwdt
def dwdt(V, w, params):
    return (params["a"] * (V - params["E_L"]) - w) / params["tau_w"]

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w, spikes = np.zeros(n), np.zeros(n), []
    V_now, w_now = params["V_0"], 0.0
    for k in range(n):
        V[k], w[k] = V_now, w_now
        rate = (f(V_now, params) + (current[k + 1] - w_now) / params["g_L"]) / params["tau_m"]
        w_now = w_now + dt * dwdt(V_now, w_now, params)
        V_now = V_now + dt * rate
    return V, w, t, spikes

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    return simulate_adaptive(f_LIF, params, I_inj)

# %% adaptation_index
def adaptation_index(ISI):
    first, last = ISI
    return (last - first) / (last + first)

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    ISI = get_ISI(spikes, params)
    if len(ISI) == 0:
        return 0.0, 0.0
    return 1000 / ISI[0], 1000 / np.mean(ISI[len(ISI) // 2:])

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    w_V, w_w = np.zeros(len(V)), np.zeros(len(V))
    for k in range(len(V)):
        w_V[k] = params["g_L"] * f_EIF(V[k], params) + I_ext
        w_w[k] = params["a"] * (V[k] - params["E_L"])
    return w_V, w_w

# %% plot_phase_plane
import seaborn as sns


def plot_phase_plane(params, I_ext):
    sns.set_theme()
    return sns.lineplot(x=simulate_AdEx(params, I_ext)[0], y=simulate_AdEx(params, I_ext)[1])

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), 1)
    for ax, (name, params) in zip(axes, patterns.items()):
        V, w, t, spikes = simulate_AdEx(params, params["I_ext"])
        ax.plot(t, V)
        ax.set(title=name, xlabel="time (ms)", ylabel="V (mV)")
    return axes
