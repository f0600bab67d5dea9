# bela: everything right, as short as numpy and scipy allow; the F-I curve takes all currents at once.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return np.subtract(I_ext, np.multiply(g_L, np.subtract(V_val, E_L))) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return np.dot([1, I_ext], [params["E_L"], 1 / params["g_L"]])

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    g_L, E_L, C_m = (params[key] for key in ("g_L", "E_L", "C_m"))
    left = np.exp(-np.asarray(t) * g_L / C_m)
    return left * params["V_0"] + (1 - left) * (E_L + I_ext / g_L)

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (I_ext / g_L - (np.asarray(V_val) - E_L)) / tau_m

# %% insert before simulate_LIF
from scipy.signal import lfilter

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    # Between spikes Euler is a linear filter: V[k+1] = (1 - a) V[k] + a (E_L + I[k] / g_L)
    p = params
    n, a = round(p["T"] / p["dt"]), p["dt"] / p["tau_m"]
    target = p["E_L"] + np.broadcast_to(I_inj, n) / p["g_L"]
    V, spikes, k = np.full(n, p["V_reset"]), [], 0
    V[0] = p["V_0"]
    while k < n:
        V[k + 1:] = lfilter([a], [1, a - 1], target[k:-1], zi=[(1 - a) * V[k]])[0]
        above = np.flatnonzero(V[k:] >= p["V_th"])
        if not above.size:
            break
        spikes.append(int(k + above[0]))
        V[spikes[-1] + 1:] = p["V_reset"]
        k = spikes[-1] + round(p["tref"] / p["dt"])
    return V, np.arange(n) * p["dt"], spikes

# %% spike_freq
def spike_freq(spikes, params):
    return 1e3 * np.size(spikes) / params["T"]

# %% rheobase_LIF
def rheobase_LIF(params):
    return -params["g_L"] * np.diff([params["V_th"], params["E_L"]])[0]

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    return simulate_LIF(params, my_GWN(params, mu, sigma, myseed)[0])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    p = params
    I_range = np.arange(0, I_max, I_step)
    n = round(p["T"] / p["dt"])
    drive = np.repeat(I_range[None, :].astype(float), n, axis=0)
    if sigma:
        drive = np.array([my_GWN(p, mu, sigma)[0] for mu in I_range]).T
    V, hold, count = np.full(len(I_range), p["V_0"]), np.zeros(len(I_range)), np.zeros(len(I_range))
    for current in drive:
        count += V >= p["V_th"]
        hold = np.where(V >= p["V_th"], round(p["tref"] / p["dt"]), hold)
        V = np.where(hold > 0, p["V_reset"], V + p["dt"] * dvdt_LIF(p["g_L"], p["E_L"], p["tau_m"], current, V))
        hold = hold - 1
    return I_range, 1000 * count / p["T"]

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    curves = [FI_curve({**params, "tau_m": tau, "C_m": tau * params["g_L"]}, I_max, I_step) for tau in tau_m_values]
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="f (Hz)")
    ax.plot(curves[0][0], np.transpose([f for _, f in curves]), label=[f"tau_m = {tau} ms" for tau in tau_m_values])
    ax.legend(frameon=False)
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    curves = [FI_curve(params, I_max, I_step, sigma) for sigma in sigma_values]
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="f (Hz)")
    ax.plot(curves[0][0], np.transpose([f for _, f in curves]), "o-", label=[f"sigma = {sigma}" for sigma in sigma_values])
    ax.legend(frameon=False)
    return ax

# %% get_ISI
def get_ISI(spikes, params):
    return np.ediff1d(spikes) * params["dt"]

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    edges = np.histogram_bin_edges(np.r_[ISI_noiseless, ISI_noisy], 50)
    fig, axes = plt.subplots(2, sharex=True)
    axes[0].stairs(np.histogram(ISI_noiseless, edges)[0], edges, fill=True)
    axes[1].stairs(np.histogram(ISI_noisy, edges)[0], edges, fill=True)
    plt.setp(axes, xlabel="ISI (ms)", ylabel="count")
    return axes

# %% get_CV
def get_CV(spike_times_array):
    ISI = np.diff(spike_times_array)
    return ISI.std() / ISI.mean() if ISI.size > 1 else np.nan

# %% find_parameters
def find_parameters(mystery):
    rest, t, _ = mystery(0.0)
    E_L = rest.mean()
    on = (t >= 50) & (t < 300)
    V, t, _ = mystery(np.where(on, -80.0, 0.0))
    g_L = -80.0 / (V[2950] - E_L)
    decay = slice(3010, 3200)
    slope, _ = np.polyfit(t[decay], np.log(E_L - V[decay]), 1)
    low, high = 0.0, 1000.0
    for _ in range(12):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if len(mystery(middle)[2]) else (middle, high)
    silent = mystery(low)[0]
    V, t, spikes = mystery(high * 2.5)
    V_reset = V[spikes[0] + 3]
    return dict(E_L=E_L, g_L=g_L, tau_m=-1 / slope, V_th=silent.max(), V_reset=V_reset,
                tref=0.1 * np.sum(V[spikes[0]:spikes[1]] == V_reset))

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    p = params
    above = I_ext / p["g_L"] - (p["V_th"] - p["E_L"])
    with np.errstate(divide="ignore"):
        climb = p["tau_m"] * np.log1p((p["V_th"] - p["V_reset"]) / np.float64(max(above, 0)))
    return 1e3 / (p["tref"] + climb)
