# farah: everything right, in the manner of the original tutorial: the crossing is overwritten by the reset,
# `tr` counts the hold down, plt.plot.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (-g_L * (V_val - E_L) + I_ext) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    g_L, E_L = params['g_L'], params['E_L']
    return E_L + I_ext / g_L

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    g_L, E_L, V_0, tau_m = params['g_L'], params['E_L'], params['V_0'], params['tau_m']
    return E_L + I_ext / g_L + (V_0 - E_L - I_ext / g_L) * np.exp(-t / tau_m)

# %% answer_asymptote
# V rises until it reaches the threshold.

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (-(V_val - E_L) + I_ext / g_L) / tau_m

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    V_th, V_reset = params['V_th'], params['V_reset']
    tau_m, g_L = params['tau_m'], params['g_L']
    V_init, E_L = params['V_0'], params['E_L']
    dt, tref = params['dt'], params['tref']
    range_t = np.arange(0, params['T'], dt)
    Lt = range_t.size

    v = np.zeros(Lt)
    v[0] = V_init
    Iinj = I_inj * np.ones(Lt)
    tr = 0.
    rec_spikes = []
    for it in range(Lt - 1):
        if tr > 0:
            v[it] = V_reset
            tr = tr - 1
        elif v[it] >= V_th:
            rec_spikes.append(it)
            v[it] = V_reset
            tr = tref / dt
        v[it + 1] = v[it] + dt * dvdt_LIF(g_L, E_L, tau_m, Iinj[it], v[it])
    rec_spikes = np.array(rec_spikes)
    return v, range_t, rec_spikes

# %% spike_freq
def spike_freq(spikes, params):
    return len(spikes) / params['T'] * 1000.

# %% rheobase_LIF
def rheobase_LIF(params):
    return params['g_L'] * (params['V_th'] - params['E_L'])

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    I_GWN, range_t = my_GWN(params, mu, sigma, myseed)
    v, range_t, rec_spikes = simulate_LIF(params, I_GWN)
    return v, range_t, rec_spikes

# %% answer_noise
# More noise means more spikes.

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq_rec = []
    for it in range(len(I_range)):
        if sigma > 0:
            v, range_t, rec_spikes = simulate_noisy_LIF(params, I_range[it], sigma, None)
        else:
            v, range_t, rec_spikes = simulate_LIF(params, I_range[it])
        freq_rec.append(spike_freq(rec_spikes, params))
    return I_range, np.array(freq_rec)

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig = plt.figure()
    for tau_m in tau_m_values:
        pars = dict(params)
        pars['tau_m'] = tau_m
        pars['C_m'] = tau_m * pars['g_L']
        I_range, freq_rec = FI_curve(pars, I_max, I_step)
        plt.plot(I_range, freq_rec, '.-', label='tau_m = ' + str(tau_m) + ' ms')
    plt.xlabel('Injected current (pA)')
    plt.ylabel('Output firing rate (Hz)')
    plt.legend(loc='best')
    return plt.gca()

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig = plt.figure()
    for sigma in sigma_values:
        I_range, freq_rec = FI_curve(params, I_max, I_step, sigma)
        plt.plot(I_range, freq_rec, '.-', label='sigma = ' + str(sigma))
    plt.xlabel('Mean current (pA)')
    plt.ylabel('Output firing rate (Hz)')
    plt.legend(loc='best')
    return plt.gca()

# %% get_ISI
def get_ISI(spikes, params):
    sp_times = np.array(spikes) * params['dt']
    return sp_times[1:] - sp_times[:-1]

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    bins = np.linspace(0, np.max(np.concatenate((ISI_noiseless, ISI_noisy))) + 1, 60)
    plt.figure()
    ax1 = plt.subplot(1, 2, 1)
    plt.hist(ISI_noiseless, bins, histtype='step')
    plt.xlabel('ISI (ms)')
    plt.ylabel('count')
    ax2 = plt.subplot(1, 2, 2)
    plt.hist(ISI_noisy, bins, histtype='step')
    plt.xlabel('ISI (ms)')
    plt.ylabel('count')
    ax2.set_xlim(ax1.get_xlim())
    return [ax1, ax2]

# %% get_CV
def get_CV(spike_times_array):
    if len(spike_times_array) >= 3:
        isi = np.diff(spike_times_array)
        cv = isi.std() / isi.mean()
    else:
        cv = np.nan
    return cv

# %% find_parameters
def find_parameters(mystery):
    V, t, spikes = mystery(0)
    E = V[0]
    V, t, spikes = mystery(-30)
    g = -30 / (V[-1] - E)
    tau = np.interp(-0.632 * 30 / g + E, V[::-1], t[::-1])
    I = 50
    while not len(mystery(I)[2]):
        I += 5
    V, t, spikes = mystery(I)
    Vth = np.max(V)
    V, t, spikes = mystery(1.3 * I)
    after = V[spikes[0] + 1:spikes[0] + 100]
    return {"E_L": E, "g_L": g, "tau_m": tau, "V_th": Vth, "V_reset": after[0],
            "tref": t[1] * np.count_nonzero(np.isclose(after, after[0], atol=1e-9))}

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    V_th, V_reset, E_L = params['V_th'], params['V_reset'], params['E_L']
    RI = I_ext / params['g_L']
    if RI <= V_th - E_L:
        return 0.
    return 1. / (params['tref'] + params['tau_m'] * np.log((RI + E_L - V_reset) / (RI + E_L - V_th))) * 1000.
