# dilek: everything right; int(...) and range(...) everywhere, the spike found in the sample before and kept as
# Euler made it, thousands of mV high.

# %% f_EIF
def f_EIF(V, params):
    exponent = np.array((V - params["V_rh"]) / params["Delta_T"], dtype=float)
    exponent = np.where(exponent > 100, 100, exponent)
    return params["Delta_T"] * np.exp(exponent) - V + params["E_L"]

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return f_EIF(V, params) / params["tau_m"] + I_ext / (params["g_L"] * params["tau_m"])

# %% plot_phase_line
def plot_phase_line(params, I_values):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], int(10 ** 4))
    plt.figure()
    found = {"stable": [], "unstable": []}
    for number in range(len(I_values)):
        rate = dvdt_EIF(V, I_values[number], params)
        plt.plot(V, rate, label="I = %s pA" % I_values[number])
        sign = np.where(rate > 0, 1, -1)
        for k in range(len(V) - 1):
            if sign[k + 1] - sign[k] == -2:
                found["stable"] += [V[k]]
            elif sign[k + 1] - sign[k] == 2:
                found["unstable"] += [V[k]]
    for kind in found:
        plt.plot(found[kind], np.zeros(len(found[kind])), "s", label=kind + " fixed points")
    plt.ylim(-3, 4)
    plt.xlabel("V [mV]")
    plt.ylabel("dV/dt [mV/ms]")
    plt.legend()
    return plt.gca()

# %% rheobase_EIF
def rheobase_EIF(params):
    V = np.linspace(params["V_rh"] - 0.001, params["V_rh"] + 0.001, 3)
    return -float(np.min(f_EIF(V, params))) * params["g_L"]

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    samples = int(round(params["T"] / params["dt"]))
    if isinstance(I_inj, (int, float)):
        I_inj = np.zeros(samples) + I_inj
    V = np.zeros(samples)
    spikes = np.zeros(0, int)
    held = int(0)
    V[0] = params["V_0"]
    for k in range(samples - 1):
        if V[k] >= params["V_th"]:
            V[k] = params["V_th"]
            spikes = np.append(spikes, k)
            held = int(params["tref"] / params["dt"])
        if held > 0:
            V[k + 1] = params["V_reset"]
            held -= 1
        else:
            V[k + 1] = V[k] + params["dt"] * dvdt_EIF(V[k], I_inj[k], params)
    return V, np.array([k * params["dt"] for k in range(samples)]), spikes

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    fig = plt.figure()
    axes = [fig.add_subplot(2, 1, 1), fig.add_subplot(2, 1, 2)]
    for number in range(len(Delta_T_values)):
        value = Delta_T_values[number]
        V, t, spikes = simulate_EIF(params | {"Delta_T": value}, I_inj)
        last = int(spikes[0]) if len(spikes) else len(V)
        axes[0].plot(t[:last], V[:last], "--", label="Delta_T = %s mV" % value)
        axes[1].plot(t[:last - 1], np.diff(V[:last]) / params["dt"], "--", label="Delta_T = %s mV" % value)
    axes[0].set(xlabel="Time [ms]", ylabel="V [mV]")
    axes[1].set(xlabel="Time [ms]", ylabel="dV/dt [mV/ms]", ylim=(0, 10))
    fig.legend(*axes[0].get_legend_handles_labels())
    return np.array(axes)

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    fig = plt.figure()
    axes = [fig.add_subplot(2, 1, 1), fig.add_subplot(2, 1, 2)]
    for number in range(len(V_rh_values)):
        value = V_rh_values[number]
        V, t, spikes = simulate_EIF(params | {"V_rh": value}, I_inj)
        last = int(spikes[0]) if len(spikes) else len(V)
        axes[0].plot(t[:last], V[:last], "--", label="V_rh = %s mV" % value)
        axes[1].plot(t[:last], np.gradient(V[:last], params["dt"]), "--", label="V_rh = %s mV" % value)
    axes[0].set(xlabel="Time [ms]", ylabel="V [mV]")
    axes[1].set(xlabel="Time [ms]", ylabel="dV/dt [mV/ms]", ylim=(0, 10))
    fig.legend(*axes[0].get_legend_handles_labels())
    return np.array(axes)

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    for i in range(60):
        middle = 0.5 * I_low + 0.5 * I_high
        if len(simulate(params, middle)[2]) > 0:
            I_high = middle
        else:
            I_low = middle
    return I_high

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.zeros(len(I_values))
    for number in range(len(I_values)):
        seed = None if myseed is None else myseed + number
        current, t = my_GWN(params, mu=float(I_values[number]), sigma=sigma, myseed=seed)
        V, t, spikes = simulate(params, I_inj=current)
        rates[number] = int(1000) * int(len(spikes)) / params["T"]
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    plt.figure()
    plt.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), "s--", label="LIF")
    plt.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), "s--", label="EIF")
    plt.xlabel("Current [pA]")
    plt.ylabel("Frequency [Hz]")
    plt.legend()
    return plt.gca()

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    plt.figure()
    k = 0
    while k < len(sigma_values):
        plt.plot(I_values, FI_curve_model(simulate, params, I_values, sigma_values[k], myseed), "s--",
                 label="Noise " + str(sigma_values[k]))
        k = k + 1
    plt.xlabel("Current [pA]")
    plt.ylabel("Rate [Hz]")
    plt.legend()
    return plt.gca()

# %% plot_ISI_models
def plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed):
    ISI = []
    for model in range(2):
        params = (params_LIF, params_EIF)[model]
        spikes = (simulate_LIF, simulate_EIF)[model](params, my_GWN(params, mu, sigma, myseed)[0])[2]
        ISI += [(np.array(spikes)[1:] - np.array(spikes)[:-1]) * params["dt"]]
    end = int(max(ISI[0].max(), ISI[1].max())) + 2
    fig, axes = plt.subplots(1, 2, sharex=True)
    for panel in range(2):
        axes[panel].hist(ISI[panel], bins=range(0, end + 2, 2), edgecolor="k")
        axes[panel].set_xlabel("ISI [ms]")
        axes[panel].set_ylabel("Number (%s)" % ["LIF", "EIF"][panel])
    return axes

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    ISI = []
    for sigma in sigma_values:
        ISI.append([])
        for mu in mu_values:
            spikes = np.array(simulate(params, my_GWN(params, mu, sigma, myseed)[0])[-1])
            ISI[-1].append((spikes[1:] - spikes[:-1]) * params["dt"])
    end = max(max(one, default=0) for row in ISI for one in row)
    end = int(end) + 2
    fig, axes = plt.subplots(len(sigma_values), len(mu_values), squeeze=False, sharex="all")
    for row, sigma in enumerate(sigma_values):
        for column, mu in enumerate(mu_values):
            plt.sca(axes[row][column])
            plt.hist(ISI[row][column], bins=range(0, end + 3, 3), edgecolor="k")
            plt.title("%s pA and %s" % (mu, sigma))
            plt.xlabel("ISI [ms]")
            plt.ylabel("Number")
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CV = np.zeros(len(I_values)) * np.nan
    for number in range(len(I_values)):
        seed = None if myseed is None else myseed + number
        V, t, spikes = simulate(params, my_GWN(params, I_values[number], sigma, seed)[0])
        times = np.array([t[k] for k in spikes])
        if len(times) > 2:
            ISI = times[1:] - times[:-1]
            CV[number] = np.sqrt(np.var(ISI)) / np.mean(ISI)
    return CV

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    plt.figure()
    plt.plot(I_values, CV_curve(simulate_LIF, params_LIF, I_values, sigma, myseed), "s--", label="LIF")
    plt.plot(I_values, CV_curve(simulate_EIF, params_EIF, I_values, sigma, myseed), "s--", label="EIF")
    plt.xlabel("Current [pA]")
    plt.ylabel("CV []")
    plt.legend()
    return plt.gca()

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    plt.figure()
    for sigma in sigma_values:
        plt.plot(I_values, CV_curve(simulate, params, I_values, sigma, myseed), "s--", label="Noise " + str(sigma))
    plt.xlabel("Current [pA]")
    plt.ylabel("CV []")
    plt.legend()
    return plt.gca()

# %% f_QIF
def f_QIF(V, params):
    return params["a_0"] * (V * V - (params["E_L"] + params["V_c"]) * V + params["E_L"] * params["V_c"])

# %% simulate_QIF
def simulate_QIF(params, I_inj):
    samples = int(round(params["T"] / params["dt"]))
    if isinstance(I_inj, (int, float)):
        I_inj = np.zeros(samples) + I_inj
    V = np.zeros(samples)
    spikes = np.zeros(0, int)
    held = int(0)
    V[0] = params["V_0"]
    for k in range(samples - 1):
        if V[k] >= params["V_th"]:
            V[k] = params["V_th"]
            spikes = np.append(spikes, k)
            held = int(params["tref"] / params["dt"])
        if held > 0:
            V[k + 1] = params["V_reset"]
            held -= 1
        else:
            drive = f_QIF(V[k], params) + I_inj[k] / params["g_L"]
            V[k + 1] = V[k] + params["dt"] / params["tau_m"] * drive
    return V, np.array([k * params["dt"] for k in range(samples)]), spikes

# %% rheobase_QIF
def rheobase_QIF(params):
    return int(params["g_L"] > 0) * params["g_L"] * params["a_0"] * 0.25 * (params["E_L"] - params["V_c"]) ** 2
