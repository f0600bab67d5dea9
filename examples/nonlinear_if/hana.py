# hana: early mistakes that cost once. Her f_EIF, dvdt_EIF, FI_curve_model and CV_curve are wrong, and named; all
# that uses them is right and earns its points with correct ones standing in.

# %% f_EIF
def f_EIF(V, params):
    return -(V - params["E_L"]) + np.exp(np.minimum((V - params["V_rh"]) / params["Delta_T"], 50))

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return f_EIF(V, params) + I_ext / params["g_L"]

# %% plot_phase_line
def plot_phase_line(params, I_values):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 1001)
    fig, ax = plt.subplots()
    marks = {"stable": [], "unstable": []}
    for I in I_values:
        rate = dvdt_EIF(V, I, params)
        ax.plot(V, rate, label=f"I = {I} pA")
        for k in np.flatnonzero(np.diff(np.sign(rate))):
            marks["stable" if rate[k] > 0 else "unstable"].append(V[k])
    for kind, at in marks.items():
        ax.plot(at, np.zeros(len(at)), "o", label=kind)
    ax.set(xlabel="V (mV)", ylabel="dV/dt (mV/ms)", ylim=(-3, 4))
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    return params["g_L"] * (params["V_rh"] - params["E_L"])

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
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
    return V, np.arange(n) * dt, spikes

# %% insert before plot_sharpness
def two_panels(name, values, params, I_inj):
    fig, axes = plt.subplots(2, 1, sharex=True)
    for value in values:
        p = params | {name: value}
        V, t, spikes = simulate_EIF(p, I_inj)
        end = spikes[0] if spikes else len(V)
        axes[0].plot(t[:end], V[:end], label=f"{name} = {value} mV")
        axes[1].plot(t[:end], dvdt_EIF(V[:end], I_inj, p), label=f"{name} = {value} mV")
    axes[0].set(ylabel="V (mV)")
    axes[1].set(xlabel="time (ms)", ylabel="dV/dt (mV/ms)", ylim=(0, 8))
    axes[0].legend()
    return axes

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    return two_panels("Delta_T", Delta_T_values, params, I_inj)

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    return two_panels("V_rh", V_rh_values, params, I_inj)

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if len(simulate(params, middle)[2]) > 0:
            I_high = middle
        else:
            I_low = middle
    return I_high

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.zeros(len(I_values))
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i      # for my_GWN
        current = my_GWN(params, I_ext, sigma, seed)[0] if sigma > 0 else I_ext
        rates[i] = len(simulate(params, current)[2]) / params["T"]
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), label="LIF")
    ax.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), label="EIF")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        ax.plot(I_values, FI_curve_model(simulate, params, I_values, sigma, myseed), label=f"sigma = {sigma}")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% plot_ISI_models
def plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed):
    current, t = my_GWN(params_LIF, mu, sigma, myseed)
    ISIs = [np.diff(simulate_LIF(params_LIF, current)[2]) * params_LIF["dt"],
            np.diff(simulate_EIF(params_EIF, current)[2]) * params_EIF["dt"]]
    bins = np.linspace(0, max(ISI.max() for ISI in ISIs), 50)
    fig, axes = plt.subplots(2, 1, sharex=True)
    for ax, ISI, name in zip(axes, ISIs, ["LIF", "EIF"]):
        ax.hist(ISI, bins)
        ax.set(xlabel="ISI (ms)", ylabel="count", title=name)
    return axes

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    pairs = [(mu, sigma) for sigma in sigma_values for mu in mu_values]
    ISIs = [np.diff(simulate(params, my_GWN(params, mu, sigma, myseed + i)[0])[-1]) * params["dt"]
            for i, (mu, sigma) in enumerate(pairs)]
    bins = np.linspace(0, max(np.concatenate(ISIs)), 50)
    fig, axes = plt.subplots(len(sigma_values), len(mu_values), sharex=True, squeeze=False)
    for ax, ISI, (mu, sigma) in zip(axes.flat, ISIs, pairs):
        ax.hist(ISI, bins)
        ax.set(xlabel="ISI (ms)", ylabel="count", title=f"{mu} pA, sigma = {sigma}")
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CVs = np.full(len(I_values), np.nan)
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i
        spikes = np.array(simulate(params, my_GWN(params, I_ext, sigma, seed)[0])[2])
        if len(spikes) > 2:
            CVs[i] = np.std(spikes) / np.mean(spikes)
    return CVs

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    fig, ax = plt.subplots()
    ax.plot(I_values, CV_curve(simulate_LIF, params_LIF, I_values, sigma, myseed), label="LIF")
    ax.plot(I_values, CV_curve(simulate_EIF, params_EIF, I_values, sigma, myseed), label="EIF")
    ax.set(xlabel="current (pA)", ylabel="CV")
    ax.legend()
    return ax

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        ax.plot(I_values, CV_curve(simulate, params, I_values, sigma, myseed), label=f"sigma = {sigma}")
    ax.set(xlabel="current (pA)", ylabel="CV")
    ax.legend()
    return ax

# %% f_QIF
def f_QIF(V, params):
    return (V - params["E_L"]) * (V - params["V_c"])

# %% simulate_QIF
def simulate_QIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
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
            V[k] = V[k - 1] + dt * (f_QIF(V[k - 1], params) + current[k - 1] / params["g_L"]) / params["tau_m"]
        if V[k] >= params["V_th"]:
            V[k] = params["V_th"]
            spikes.append(k)
            hold = round(params["tref"] / dt)
    return V, np.arange(n) * dt, spikes

# %% rheobase_QIF
def rheobase_QIF(params):
    return params["g_L"] * params["a_0"] * (params["V_c"] - params["E_L"]) ** 2
