# farah: everything right, in the manner of the original tutorial: the crossing is overwritten by the reset,
# w is raised in the same sample, `tr` counts the hold down, plt.plot.

# %% dwdt
def dwdt(V, w, params):
    a, E_L, tau_w = params['a'], params['E_L'], params['tau_w']
    return a / tau_w * (V - E_L) - w / tau_w

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    V_th, V_reset = params['V_th'], params['V_reset']
    tau_m, g_L = params['tau_m'], params['g_L']
    dt, tref = params['dt'], params['tref']
    range_t = np.arange(0, params['T'], dt)
    Lt = range_t.size

    v = np.zeros(Lt)
    w = np.zeros(Lt)
    v[0] = params['V_0']
    Iinj = I_inj * np.ones(Lt)
    tr = 0.
    rec_spikes = []
    for it in range(Lt):
        if tr > 0:
            v[it] = V_reset
            tr = tr - 1
        elif v[it] >= V_th:
            rec_spikes.append(it)
            v[it] = V_reset
            w[it] = w[it] + params['b']
            tr = tref / dt
        if it < Lt - 1:
            v[it + 1] = v[it] + dt / tau_m * (f(v[it], params) - w[it] / g_L + Iinj[it] / g_L)
            w[it + 1] = w[it] + dt * dwdt(v[it], w[it], params)
    return v, w, range_t, np.array(rec_spikes)

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    return simulate_adaptive(f_LIF, params, I_inj)

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    v, w, range_t, rec_spikes = simulate_aLIF(params, I_inj)
    plt.figure(figsize=(8, 5))
    ax1 = plt.subplot(2, 1, 1)
    plt.plot(range_t, v, 'b')
    plt.ylabel('V (mV)')
    ax2 = plt.subplot(2, 1, 2)
    plt.plot(range_t, w, 'r')
    plt.xlabel('Time (ms)')
    plt.ylabel('w (pA)')
    return [ax1, ax2]

# %% adaptation_index
def adaptation_index(ISI):
    if len(ISI) >= 2:
        A = (ISI[-1] - ISI[0]) / (ISI[0] + ISI[-1])
    else:
        A = np.nan
    return A

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    sp_times = np.array(spikes) * params['dt']
    isi = np.diff(sp_times)
    if isi.size == 0:
        return 0., 0.
    f_init = 1. / isi[0] * 1000.
    f_steady = 1. / isi[isi.size // 2:].mean() * 1000.
    return f_init, f_steady

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    f_init, f_steady = [], []
    for I in I_values:
        v, w, range_t, rec_spikes = simulate_aLIF(params, I)
        f1, f2 = initial_and_steady_rate(rec_spikes, params)
        f_init.append(f1)
        f_steady.append(f2)
    plt.figure()
    plt.plot(I_values, f_init, '.-', label='initial')
    plt.plot(I_values, f_steady, '.-', label='steady')
    plt.xlabel('Injected current (pA)')
    plt.ylabel('Output firing rate (Hz)')
    plt.legend(loc='best')
    return plt.gca()

# %% answer_FI_adaptation
# The initial one is like the LIF, the steady one is lower because of w.

# %% impedance
def impedance(params, frequencies):
    i_omega = 1j * 2 * np.pi * np.asarray(frequencies) * 1e-3
    Y = params["g_L"] + i_omega * params["g_L"] * params["tau_m"] + params["a"] / (1 + i_omega * params["tau_w"])
    return 1 / np.abs(Y)

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    V_th, V_reset = params['V_th'], params['V_reset']
    tau_m, g_L = params['tau_m'], params['g_L']
    dt, tref = params['dt'], params['tref']
    range_t = np.arange(0, params['T'], dt)
    Lt = range_t.size

    v = np.zeros(Lt)
    w = np.zeros(Lt)
    v[0] = params['V_0']
    Iinj = I_inj * np.ones(Lt)
    tr = 0.
    rec_spikes = []
    for it in range(Lt):
        if tr > 0:
            v[it] = V_reset
            tr = tr - 1
        elif v[it] >= V_th:
            rec_spikes.append(it)
            v[it] = V_reset
            w[it] = w[it] + params['b']
            tr = tref / dt
        if it < Lt - 1:
            v[it + 1] = v[it] + dt / tau_m * (f_EIF(v[it], params) - w[it] / g_L + Iinj[it] / g_L)
            w[it + 1] = w[it] + dt * dwdt(v[it], w[it], params)
    return v, w, range_t, np.array(rec_spikes)

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    g_L, E_L, Delta_T, V_rh = params['g_L'], params['E_L'], params['Delta_T'], params['V_rh']
    w_V = -g_L * (V - E_L) + g_L * Delta_T * np.exp((V - V_rh) / Delta_T) + I_ext
    w_w = params['a'] * (V - E_L)
    return w_V, w_w

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    V = np.linspace(params['E_L'] - 10, params['V_rh'] + 3 * params['Delta_T'], 1000)
    w_V, w_w = nullclines_AdEx(V, params, I_ext)
    v, w, range_t, rec_spikes = simulate_AdEx(params, I_ext)
    plt.figure()
    plt.plot(V, w_V, 'b', label='V-nullcline')
    plt.plot(V, w_w, 'r', label='w-nullcline')
    plt.plot(v, w, 'k-', lw=0.5, label='trajectory')
    plt.axvline(params['V_reset'], 0, 1, ls='--')
    plt.xlim(V[0], V[-1])
    plt.xlabel('V (mV)')
    plt.ylabel('w (pA)')
    plt.legend(loc='best')
    return plt.gca()

# %% plot_patterns
def plot_patterns(patterns):
    n = len(patterns)
    plt.figure(figsize=(8, 2 * n))
    axs = []
    for i, name in enumerate(patterns):
        pars = dict(patterns[name])
        v, w, range_t, rec_spikes = simulate_AdEx(pars, pars['I_ext'])
        v[rec_spikes] = 20.  # paint the spikes
        axs.append(plt.subplot(n, 1, i + 1))
        plt.plot(range_t, v)
        plt.title(name)
        plt.xlabel('Time (ms)')
        plt.ylabel('V (mV)')
    return axs

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return simulate_adaptive(f_QIF, params, I_inj)

# %% serial_correlation
def serial_correlation(ISI):
    ISI = np.asarray(ISI)
    if ISI.size < 3:
        return np.nan
    x, y = ISI[:-1] - ISI[:-1].mean(), ISI[1:] - ISI[1:].mean()
    return (x @ y) / np.sqrt((x @ x) * (y @ y))

# %% simulate_Izhikevich2003
def simulate_Izhikevich2003(a, b, c, d, I, T, dt):
    range_t = np.arange(0, T, dt)
    Lt = range_t.size
    v = -65. * np.ones(Lt)
    u = b * v
    Iinj = I * np.ones(Lt)
    rec_spikes = []
    for it in range(Lt):
        if v[it] >= 30:
            rec_spikes.append(it)
            v[it] = c
            u[it] = u[it] + d
        if it < Lt - 1:
            v[it + 1] = v[it] + dt * (0.04 * v[it] ** 2 + 5 * v[it] + 140 - u[it] + Iinj[it])
            u[it + 1] = u[it] + dt * a * (b * v[it] - u[it])
    return v, u, range_t, np.array(rec_spikes)

# %% classify_pattern
def classify_pattern(spikes, params):
    isi = get_ISI(spikes, params)
    if len(spikes) == 0:
        pattern = 'silent'
    elif spikes[-1] * params['dt'] < params['T'] / 2:
        pattern = 'transient'
    elif len(isi) > 1 and np.min(isi[1:] / isi[:-1]) < 0.5:
        pattern = 'bursting'
    elif adaptation_index(isi) > 0.1:
        pattern = 'adapting'
    else:
        pattern = 'tonic'
    return pattern

# %% find_parameters
def find_parameters(mystery):
    t = mystery(0.0)[1]
    I = np.where(t < 250, -120.0, 0.0)
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
