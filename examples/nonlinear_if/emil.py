# emil: everything right; helper cells, imports of his own, a class, extra plots, prints and warnings; his spikes
# are recorded one sample after the crossing, where V is V_reset already.

# %% insert before f_EIF
import warnings
from types import SimpleNamespace

import scipy.stats


class Neuron(SimpleNamespace):
    def f(self, V):
        return self.E_L - V + self.Delta_T * np.exp(np.minimum((V - self.V_rh) / self.Delta_T, 700.0))


print("helpers are ready")

# %% f_EIF
def f_EIF(V, params):
    return Neuron(**params).f(V)

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    n = Neuron(**params)
    return (n.f(V) + I_ext / n.g_L) / n.tau_m

# %% plot_phase_line
def plot_phase_line(params, I_values):
    n = Neuron(**params)
    V = np.linspace(n.E_L - 10, n.V_rh + 4 * n.Delta_T, 4000)
    plt.figure()
    plt.plot([1, 2, 3])
    fig, ax = plt.subplots(figsize=(5, 5))
    for I in sorted(I_values, reverse=True):
        rate = dvdt_EIF(V, I, params)
        line, = ax.plot(V, rate, ls="-.", label=f"I = {I} pA")
        down = (rate[:-1] > 0) & (rate[1:] <= 0)
        up = (rate[:-1] <= 0) & (rate[1:] > 0)
        ax.plot(V[:-1][down], 0 * V[:-1][down], "o", color=line.get_color(), label="stable")
        ax.plot(V[:-1][up], 0 * V[:-1][up], "x", color=line.get_color(), label="unstable")
    ax.axhline(0, color="k")
    ax.axvline(n.V_rh, color="k", ls=":")
    ax.set_xlabel("$V$ (mV)")
    ax.set_ylabel("$dV/dt$ (mV/ms)")
    ax.set_ylim(-3, 4)
    ax.set_title("phase line")
    ax.legend(title="currents")
    plt.show()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    n = Neuron(**params)
    warnings.warn("only for constant currents")
    return -(n.f(n.V_rh)) * n.g_L

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    n = Neuron(**params)
    N = round(n.T / n.dt)
    t = np.arange(N) * n.dt
    I = np.ones(N) * I_inj
    V = np.empty(N)
    V[0] = n.V_0
    spikes = []
    last = -np.inf
    for k in range(1, N):
        if k - last < round(n.tref / n.dt):
            V[k] = n.V_reset
            continue
        V[k] = V[k - 1] + n.dt * (n.f(V[k - 1]) + I[k - 1] / n.g_L) / n.tau_m
        if V[k] >= n.V_th:
            V[k] = n.V_th
            if k + 1 < N:
                spikes.append(k + 1)
            last = k + 1
    if len(spikes) > 100:
        print("many spikes")
    return V, t, spikes

# %% insert after simulate_EIF
V, t, spikes = simulate_EIF(default_params_EIF(), 300.0)
plt.plot(t, V)
plt.show()

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    fig, axes = plt.subplots(2, 1, figsize=(6, 6), sharex=True)
    for value in sorted(Delta_T_values):
        p = {**params, "Delta_T": value}
        V, t, spikes = simulate_EIF(p, I_inj)
        n = spikes[0] - 1 if spikes else len(V)
        print(value, "first spike", n)
        axes[0].plot(t[:n], V[:n], marker=".", label=f"Delta_T = {value} mV")
        axes[1].plot(t[:n], dvdt_EIF(V[:n], I_inj, p), marker=".", label=f"Delta_T = {value} mV")
    axes[0].axhline(params["V_rh"], color="k", ls=":")
    axes[0].set(ylabel="V (mV)", title="sharpness")
    axes[1].set(xlabel="t (ms)", ylabel="dV/dt (mV/ms)", ylim=(-1, 10))
    for ax in axes:
        ax.legend()
    plt.show()
    return axes

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    fig, axes = plt.subplots(2, 1, figsize=(6, 6), sharex=True)
    for value in sorted(V_rh_values):
        p = {**params, "V_rh": value}
        V, t, spikes = simulate_EIF(p, I_inj)
        n = spikes[0] - 1 if spikes else len(V)
        axes[0].plot(t[:n], V[:n], marker=".", label=f"V_rh = {value} mV")
        axes[1].plot(t[:n], dvdt_EIF(V[:n], I_inj, p), marker=".", label=f"V_rh = {value} mV")
    axes[0].set(ylabel="V (mV)", title="threshold")
    axes[1].set(xlabel="t (ms)", ylabel="dV/dt (mV/ms)", ylim=(-1, 10))
    for ax in axes:
        ax.legend()
    plt.show()
    return axes

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    tried = 0
    while True:
        middle = I_low + 0.5 * (I_high - I_low)
        V, t, spikes = simulate(params, middle)
        tried += 1
        print(middle, len(spikes))
        if len(spikes):
            I_high = middle
        else:
            I_low = middle
        if I_high - I_low < tol:
            break
    warnings.warn(f"{tried} trials")
    return I_high

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.full(len(I_values), np.nan)
    for i, I in enumerate(I_values):
        if sigma:
            I = my_GWN(params, I, sigma, None if myseed is None else myseed + i)[0]
            plt.plot(I)
        _, _, spikes = simulate(dict(params), I)
        rates[i] = 1e3 * len(spikes) / params["T"]
        print(f"{rates[i]:.1f} Hz")
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    fig, ax = plt.subplots(figsize=(5, 5))
    ax.axvline(rheobase_EIF(params_EIF), color="k", ls=":", label="rheobase")
    for name, simulate, params in [("EIF", simulate_EIF, params_EIF), ("LIF", simulate_LIF, params_LIF)]:
        ax.plot(I_values, FI_curve_model(simulate, params, I_values), marker="d", label=f"{name} neuron")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("$f$ (Hz)")
    ax.legend(loc="upper left")
    plt.show()
    return ax

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    rates = {sigma: FI_curve_model(simulate, params, I_values, sigma, myseed) for sigma in reversed(sigma_values)}
    fig, ax = plt.subplots(figsize=(5, 5))
    for sigma, rate in rates.items():
        ax.plot(I_values, rate, marker="d", label=rf"$\sigma$ = {sigma}")
    ax.axvline(180, color="k", ls=":", label="rheobase of the EIF")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    plt.show()
    return ax

# %% plot_ISI_models
def plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed):
    I, _ = my_GWN(params_EIF, mu, sigma, myseed)
    both = {"LIF": np.diff(np.array(simulate_LIF(params_LIF, I)[2]) * params_LIF["dt"]),
            "EIF": np.diff(np.array(simulate_EIF(params_EIF, I)[2]) * params_EIF["dt"])}
    top = 1.1 * max(ISI.max() for ISI in both.values())
    fig, axes = plt.subplots(2, 1, figsize=(6, 6))
    for ax, (name, ISI) in zip(axes, both.items()):
        ax.hist(ISI, bins=35, range=(0, top), histtype="stepfilled", alpha=0.5, label=name)
        ax.axvline(ISI.mean(), color="k", label="mean")
        ax.set_xlim(0, top)
        ax.set(xlabel="ISI in ms", ylabel="counts")
        ax.legend()
    plt.show()
    return axes

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    ISI = {}
    for sigma in sigma_values:
        for mu in mu_values:
            I, _ = my_GWN(params, mu, sigma, myseed + len(ISI))
            ISI[sigma, mu] = np.diff(np.array(simulate(params, I)[-1]) * params["dt"])
    top = 1.1 * max(one.max() for one in ISI.values() if one.size)
    fig, axes = plt.subplots(len(sigma_values), len(mu_values), figsize=(9, 6), squeeze=False)
    for ax, ((sigma, mu), one) in zip(axes.ravel(), ISI.items()):
        ax.hist(one, bins=35, range=(0, top), histtype="stepfilled", alpha=0.5)
        if one.size:
            ax.axvline(one.mean(), color="k")
        ax.set_xlim(0, top)
        ax.set_title(rf"$\mu$ = {mu} pA, $\sigma$ = {sigma}")
        ax.set(xlabel="ISI in ms", ylabel="counts")
    plt.show()
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CVs = []
    for i, I in enumerate(I_values):
        spikes = simulate(params, my_GWN(params, I, sigma, None if myseed is None else myseed + i)[0])[-1]
        ISI = np.diff(spikes)
        CVs.append(scipy.stats.variation(ISI) if len(ISI) > 1 else np.nan)
        print(CVs)
    return np.array(CVs)

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    fig, ax = plt.subplots(figsize=(5, 5))
    for name, simulate, params in [("EIF", simulate_EIF, params_EIF), ("LIF", simulate_LIF, params_LIF)]:
        ax.plot(I_values, CV_curve(simulate, params, I_values, sigma, myseed), marker="d", label=name)
    ax.axhline(1, color="k", ls=":", label="Poisson")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("$C_V$, the coefficient of variation")
    ax.legend()
    plt.show()
    return ax

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots(figsize=(5, 5))
    for sigma in reversed(sigma_values):
        ax.plot(I_values, CV_curve(simulate, params, I_values, sigma, myseed), marker="d",
                label=rf"$\sigma$ = {sigma}")
    ax.axhline(1, color="k", ls=":", label="Poisson")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("$C_V$, the coefficient of variation")
    ax.legend()
    plt.show()
    return ax

# %% f_QIF
def f_QIF(V, params):
    n = Neuron(**params)
    middle, half = (n.V_c + n.E_L) / 2, (n.V_c - n.E_L) / 2
    return n.a_0 * ((V - middle) ** 2 - half ** 2)

# %% simulate_QIF
def simulate_QIF(params, I_inj):
    n = Neuron(**params)
    N = round(n.T / n.dt)
    I = np.ones(N) * I_inj
    V = np.empty(N)
    V[0] = n.V_0
    spikes = []
    last = -np.inf
    for k in range(1, N):
        if k - last < round(n.tref / n.dt):
            V[k] = n.V_reset
            continue
        V[k] = V[k - 1] + n.dt * (f_QIF(V[k - 1], params) + I[k - 1] / n.g_L) / n.tau_m
        if V[k] >= n.V_th:
            V[k] = n.V_th
            if k + 1 < N:
                spikes.append(k + 1)
            last = k + 1
    return V, np.arange(N) * n.dt, spikes

# %% rheobase_QIF
def rheobase_QIF(params):
    n = Neuron(**params)
    return -f_QIF((n.V_c + n.E_L) / 2, params) * n.g_L
