# goran: nearly everything right, but no arrays for f_EIF, no legends, units forgotten on axes, no nan, and his
# figures stop at a neuron that does not spike.

# %% insert before f_EIF
import math

# %% f_EIF
def f_EIF(V, params):
    exponent = min((V - params["V_rh"]) / params["Delta_T"], 50)
    return -(V - params["E_L"]) + params["Delta_T"] * math.exp(exponent)

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]

# %% plot_phase_line
def plot_phase_line(params, I_values):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 1000)
    fig, ax = plt.subplots()
    for I in I_values:
        rate = np.array([dvdt_EIF(v, I, params) for v in V])
        ax.plot(V, rate, label=f"I = {I} pA")
        for k in np.flatnonzero(np.diff(np.sign(rate))):
            ax.plot(V[k], 0, "o", label="stable" if rate[k] > 0 else "unstable")
    ax.set(xlabel="V", ylabel="dV/dt")
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    return params["g_L"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"]
            hold -= 1
        else:
            V[k] = V[k - 1] + dt * dvdt_EIF(V[k - 1], current[k - 1], params)
        if V[k] >= params["V_th"]:
            V[k] = params["V_th"]
            spikes.append(k)
            hold = round(params["tref"] / dt)
    return V, t, spikes

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    fig, axes = plt.subplots(2, 1)
    for value in Delta_T_values:
        p = params | {"Delta_T": value}
        V, t, spikes = simulate_EIF(p, I_inj)
        V, t = V[:spikes[0]], t[:spikes[0]]
        axes[0].plot(t, V, label=f"Delta_T = {value} mV")
        axes[1].plot(t, [dvdt_EIF(v, I_inj, p) for v in V], label=f"Delta_T = {value} mV")
    axes[0].set(xlabel="time (ms)", ylabel="V (mV)")
    axes[1].set(xlabel="time (ms)", ylabel="dV/dt (mV/ms)", ylim=(0, 8))
    return axes

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    fig, axes = plt.subplots(2, 1)
    for value in V_rh_values:
        p = params | {"V_rh": value}
        V, t, spikes = simulate_EIF(p, I_inj)
        V, t = V[:spikes[0]], t[:spikes[0]]
        axes[0].plot(t, V, label=f"V_rh = {value} mV")
        axes[1].plot(t, [dvdt_EIF(v, I_inj, p) for v in V], label=f"V_rh = {value} mV")
    axes[0].set(xlabel="time (ms)", ylabel="V (mV)")
    axes[1].set(xlabel="time (ms)", ylabel="dV/dt (mV/ms)", ylim=(0, 8))
    return axes

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    while I_high - I_low > 0.1:
        middle = (I_low + I_high) / 2
        if simulate(params, middle)[2]:
            I_high = middle
        else:
            I_low = middle
    return I_low

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.zeros(len(I_values))
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i      # for my_GWN
        current = my_GWN(params, I_ext, sigma, seed)[0]
        rates[i] = len(simulate(params, current)[2]) / params["T"] * 1000
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), label="LIF")
    ax.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), label="EIF")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    return ax

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        ax.plot(I_values, FI_curve_model(simulate, params, I_values, sigma, myseed), label=f"{sigma}")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    return ax

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    fig, axes = plt.subplots(len(sigma_values), len(mu_values))
    longest = 0
    for i, sigma in enumerate(sigma_values):
        for j, mu in enumerate(mu_values):
            ISI = np.diff(simulate(params, my_GWN(params, mu, sigma, myseed)[0])[-1]) * params["dt"]
            longest = max(longest, ISI.max())
            axes[i, j].hist(ISI, bins=20)
            axes[i, j].set(title=f"mu = {mu}, sigma = {sigma}", xlabel="ISI (ms)", ylabel="count")
    for ax in axes.flat:
        ax.set_xlim(0, longest)
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CVs = np.zeros(len(I_values))
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i
        ISI = np.diff(simulate(params, my_GWN(params, I_ext, sigma, seed)[0])[2])
        if len(ISI) > 1:
            CVs[i] = np.std(ISI) / np.mean(ISI)
    return CVs

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    fig, ax = plt.subplots()
    ax.plot(I_values, CV_curve(simulate_LIF, params_LIF, I_values, sigma, myseed), label="LIF")
    ax.plot(I_values, CV_curve(simulate_EIF, params_EIF, I_values, sigma, myseed), label="EIF")
    ax.set(xlabel="current (pA)", ylabel="CV")
    return ax

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        ax.plot(I_values, CV_curve(simulate, params, I_values, sigma, myseed), label=f"{sigma}")
    ax.set(xlabel="current (pA)", ylabel="CV")
    return ax
