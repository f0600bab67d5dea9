# jun: other known mistakes: forgets caps, tolerances and seeds; rates per sample, V reset to rest.

# %% f_EIF
def f_EIF(V, params):
    return -(V - params["E_L"]) + params["Delta_T"] * np.exp((V - params["V_rh"]) / params["Delta_T"])

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return f_EIF(V, params) / params["tau_m"] + I_ext / params["g_L"]

# %% plot_phase_line
def plot_phase_line(params, I_values):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 1001)
    fig, ax = plt.subplots()
    for I in I_values:
        stable, unstable = [], []
        rate = dvdt_EIF(V, I, params)
        ax.plot(V, rate, label=f"I = {I} pA")
        for k in np.flatnonzero(np.diff(np.sign(rate))):
            (stable if rate[k] > 0 else unstable).append(V[k])
    ax.plot(stable, np.zeros(len(stable)), "o", label="stable")
    ax.plot(unstable, np.zeros(len(unstable)), "o", label="unstable")
    ax.set(xlabel="V (mV)", ylabel="dV/dt (mV/ms)")
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    return params["g_L"] * (params["V_rh"] - params["E_L"] + params["Delta_T"])

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
            V[k] = params["E_L"]
            hold -= 1
        else:
            V[k] = V[k - 1] + dt * dvdt_EIF(V[k - 1], current[k - 1], params)
        if V[k] >= params["V_th"]:
            V[k] = params["V_th"]
            spikes.append(k)
            hold = round(params["tref"] / dt)
    return V, np.arange(n) * dt, spikes

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    I = I_low
    while len(simulate(params, I)[2]) == 0:
        I = I + tol
    return I

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.zeros(len(I_values))
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i      # for my_GWN
        current = my_GWN(params, I_ext, sigma)[0] if sigma > 0 else I_ext
        rates[i] = len(simulate(params, current)[2]) / params["T"] * 1000
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), label="LIF")
    ax.plot(I_values, FI_curve_model(simulate_LIF, params_EIF, I_values), label="EIF")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CVs = np.full(len(I_values), np.nan)
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i
        ISI = np.diff(simulate(params, my_GWN(params, I_ext, sigma, seed)[0])[2])
        if len(ISI) > 0:
            CVs[i] = np.std(ISI) / np.mean(ISI)
    return CVs

# %% f_QIF
def f_QIF(V, params):
    return -params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])
