# bela: everything right, as short as numpy and scipy allow; all currents of a curve from one list, roots by brentq.

# %% insert before f_EIF
from functools import partial

from scipy.optimize import brentq

# %% f_EIF
def f_EIF(V, params):
    x = np.subtract(V, params["V_rh"]) / params["Delta_T"]
    return params["E_L"] - np.asarray(V) + params["Delta_T"] * np.exp(np.clip(x, None, 50))

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]

# %% plot_phase_line
def plot_phase_line(params, I_values):
    low, turn, high = params["E_L"] - 10, params["V_rh"], params["V_rh"] + 4 * params["Delta_T"]
    V = np.linspace(low, high, 500)
    ax = plt.figure().add_subplot(xlabel="$V$ / mV", ylabel="$dV/dt$ / mV ms$^{-1}$", ylim=(-3, 4))
    ax.plot(V, np.transpose([dvdt_EIF(V, I, params) for I in I_values]), label=[f"I = {I} pA" for I in I_values])
    rates = [partial(dvdt_EIF, I_ext=I, params=params) for I in I_values if dvdt_EIF(turn, I, params) < 0]
    ax.scatter([brentq(rate, low, turn) for rate in rates], np.zeros(len(rates)), c="k", label="stable")
    ax.scatter([brentq(rate, turn, high) for rate in rates], np.zeros(len(rates)), c="r", label="unstable")
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    return -params["g_L"] * f_EIF(params["V_rh"], params)

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    p = params
    n, n_ref = round(p["T"] / p["dt"]), round(p["tref"] / p["dt"])
    V, spikes = np.full(n, p["V_reset"]), []
    V[0], free = p["V_0"], 0
    for k, I in enumerate(np.broadcast_to(I_inj, n)[:-1]):
        if k >= free:
            V[k + 1] = min(V[k] + p["dt"] * dvdt_EIF(V[k], I, p), p["V_th"])
        if V[k + 1] == p["V_th"]:
            spikes += [k + 1]
            V[k + 2:k + 2 + n_ref], free = p["V_reset"], k + 1 + n_ref
    return V, np.arange(n) * p["dt"], np.array(spikes, dtype=int)

# %% insert before plot_sharpness
def upstrokes(name, values, params, I_inj):
    fig, axes = plt.subplots(2, sharex=True)
    for value in values:
        p = params | {name: value}
        V, t, spikes = simulate_EIF(p, I_inj)
        end = spikes[0] if len(spikes) else None
        axes[0].plot(t[:end], V[:end], label=f"{name} = {value} mV")
        axes[1].plot(t[:end], dvdt_EIF(V[:end], I_inj, p), label=f"{name} = {value} mV")
    axes[0].set(ylabel="V (mV)")
    axes[1].set(xlabel="t (ms)", ylabel="dV/dt (mV/ms)", ylim=(0, 8))
    axes[1].legend(frameon=False)
    return axes

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    return upstrokes("Delta_T", Delta_T_values, params, I_inj)

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    return upstrokes("V_rh", V_rh_values, params, I_inj)

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    silent = lambda I: 0.5 - (len(simulate(params, I)[2]) > 0)
    for _ in range(int(np.ceil(np.log2((I_high - I_low) / tol)))):
        I = (I_low + I_high) / 2
        I_low, I_high = (I, I_high) if silent(I) > 0 else (I_low, I)
    return I_low

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    seeds = [None] * len(I_values) if myseed is None else range(myseed, myseed + len(I_values))
    noise = [my_GWN(params, I, sigma, seed)[0] for I, seed in zip(I_values, seeds)]
    return np.array([len(simulate(params, I)[2]) for I in noise]) / params["T"] * 1e3

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    pairs = (simulate_LIF, params_LIF), (simulate_EIF, params_EIF)
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="f (Hz)")
    ax.plot(I_values, np.transpose([FI_curve_model(*pair, I_values) for pair in pairs]), label=["LIF", "EIF"])
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    rates = np.transpose([FI_curve_model(simulate, params, I_values, sigma, myseed) for sigma in sigma_values])
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="f (Hz)")
    ax.plot(I_values, rates, label=sigma_values)
    ax.legend(title="sigma")
    return ax

# %% plot_ISI_models
def plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed):
    I = my_GWN(params_LIF, mu, sigma, myseed)[0]
    ISI = [params_LIF["dt"] * np.diff(s) for s in (simulate_LIF(params_LIF, I)[2], simulate_EIF(params_EIF, I)[2])]
    edges = np.histogram_bin_edges(np.concatenate(ISI), 50)
    fig, axes = plt.subplots(2, sharex=True)
    for ax, data, name in zip(axes, ISI, ("LIF", "EIF")):
        ax.stairs(np.histogram(data, edges, density=True)[0], edges, fill=True, label=name)
        ax.set(xlabel="ISI (ms)", ylabel="density")
        ax.legend()
    return axes

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    pairs = [(mu, sigma) for sigma in sigma_values for mu in mu_values]
    trains = [simulate(params, my_GWN(params, *pair, myseed + i)[0])[-1] for i, pair in enumerate(pairs)]
    ISI = [params["dt"] * np.diff(train) for train in trains]
    edges = np.histogram_bin_edges(np.concatenate(ISI), 50)
    fig, axes = plt.subplots(len(sigma_values), len(mu_values), sharex=True, squeeze=False)
    for ax, data, (mu, sigma) in zip(axes.flat, ISI, pairs):
        ax.stairs(np.histogram(data, edges)[0], edges, fill=True)
        ax.set(title=rf"$\mu$ = {mu}, $\sigma$ = {sigma}", xlabel="ISI (ms)", ylabel="count")
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    seeds = [None] * len(I_values) if myseed is None else np.arange(len(I_values)) + myseed
    ISIs = [np.diff(simulate(params, my_GWN(params, I, sigma, seed)[0])[2]) for I, seed in zip(I_values, seeds)]
    return np.array([ISI.std() / ISI.mean() if ISI.size > 1 else np.nan for ISI in ISIs])

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    pairs = (simulate_LIF, params_LIF), (simulate_EIF, params_EIF)
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="coefficient of variation")
    ax.plot(I_values, np.transpose([CV_curve(*pair, I_values, sigma, myseed) for pair in pairs]), label=["LIF", "EIF"])
    ax.legend()
    return ax

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    CVs = np.transpose([CV_curve(simulate, params, I_values, sigma, myseed) for sigma in sigma_values])
    ax = plt.figure().add_subplot(xlabel="I (pA)", ylabel="coefficient of variation")
    ax.plot(I_values, CVs, label=sigma_values)
    ax.legend(title="sigma")
    return ax

# %% f_QIF
def f_QIF(V, params):
    return params["a_0"] * np.polyval([1, -params["E_L"] - params["V_c"], params["E_L"] * params["V_c"]], V)

# %% simulate_QIF
def simulate_QIF(params, I_inj):
    p = params
    n, n_ref = round(p["T"] / p["dt"]), round(p["tref"] / p["dt"])
    V, spikes, free = np.full(n, p["V_reset"]), [], 0
    V[0] = p["V_0"]
    for k, I in enumerate(np.broadcast_to(I_inj, n)[:-1]):
        if k >= free:
            V[k + 1] = min(V[k] + p["dt"] * (f_QIF(V[k], p) + I / p["g_L"]) / p["tau_m"], p["V_th"])
        if V[k + 1] == p["V_th"]:
            spikes, free = spikes + [k + 1], k + 1 + n_ref
            V[k + 2:] = p["V_reset"]
    return V, np.arange(n) * p["dt"], spikes

# %% rheobase_QIF
def rheobase_QIF(params):
    return -params["g_L"] * f_QIF((params["E_L"] + params["V_c"]) / 2, params)
