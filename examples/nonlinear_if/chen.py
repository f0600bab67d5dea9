# chen: everything right, and lists wherever the notebook can live with them; `math` instead of numpy.

# %% insert before f_EIF
import math


def each(function, x):
    return [function(one) for one in x] if hasattr(x, "__len__") else function(x)

# %% f_EIF
def f_EIF(V, params):
    def f(V):
        return params["E_L"] - V + params["Delta_T"] * math.exp(min((V - params["V_rh"]) / params["Delta_T"], 30))
    return each(f, V)

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return each(lambda one: (f_EIF(one, params) + I_ext / params["g_L"]) / params["tau_m"], V)

# %% plot_phase_line
def plot_phase_line(params, I_values):
    steps = 1000
    start, stop = params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"]
    V = [start + (stop - start) * i / steps for i in range(steps + 1)]
    fig, ax = plt.subplots()
    for I in I_values:
        rate = dvdt_EIF(V, I, params)
        ax.plot(V, rate, label="I = " + str(I) + " pA")
        for i in range(steps):
            if rate[i] * rate[i + 1] < 0:
                root = (V[i] * rate[i + 1] - V[i + 1] * rate[i]) / (rate[i + 1] - rate[i])
                ax.plot([root], [0], "o", label="stable" if rate[i] > 0 else "unstable")
    ax.set(xlabel="V in mV", ylabel="dV/dt in mV/ms", ylim=(-3, 4))
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    return math.fsum([params["V_rh"], -params["E_L"], -params["Delta_T"]]) * params["g_L"]

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    current = list(I_inj) if hasattr(I_inj, "__len__") else [I_inj] * n
    V = [params["V_0"]]
    spikes = []
    free_from = 0
    while len(V) < n:
        k = len(V)
        if k < free_from:
            V.append(params["V_reset"])
            continue
        V.append(V[-1] + dt * dvdt_EIF(V[-1], current[k - 1], params))
        if V[-1] >= params["V_th"]:
            V[-1] = params["V_th"]
            spikes.append(k)
            free_from = k + 1 + round(params["tref"] / dt)
    return [V, [k * dt for k in range(n)], spikes]

# %% answer_cutoff
# The exponential is so fast there that the time does not matter.

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    fig, (top, bottom) = plt.subplots(2, 1)
    for value in Delta_T_values:
        changed = dict(params, Delta_T=value)
        V, t, spikes = simulate_EIF(changed, I_inj)
        last = (spikes + [len(V)])[0]
        top.plot(t[:last], V[:last], ".", label="Delta_T = " + str(value) + " mV")
        bottom.plot(t[:last], dvdt_EIF(V[:last], I_inj, changed), ".", label="Delta_T = " + str(value) + " mV")
    top.set(xlabel="time in ms", ylabel="voltage in mV")
    bottom.set(xlabel="time in ms", ylabel="slope in mV/ms", ylim=(0, 8))
    top.legend()
    return [top, bottom]

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    fig, (top, bottom) = plt.subplots(2, 1)
    for value in V_rh_values:
        changed = dict(params, V_rh=value)
        V, t, spikes = simulate_EIF(changed, I_inj)
        last = (list(spikes) + [len(V)])[0]
        top.plot(t[:last], V[:last], ".", label="V_rh = " + str(value) + " mV")
        bottom.plot(t[:last], dvdt_EIF(V[:last], I_inj, changed), ".", label="V_rh = " + str(value) + " mV")
    top.set(xlabel="time in ms", ylabel="voltage in mV")
    bottom.set(xlabel="time in ms", ylabel="slope in mV/ms", ylim=(0, 8))
    top.legend()
    return [top, bottom]

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    if I_high - I_low <= tol:
        return I_high
    middle = (I_low + I_high) / 2
    if list(simulate(params, middle)[2]):
        return find_rheobase(simulate, params, I_low, middle, tol)
    return find_rheobase(simulate, params, middle, I_high, tol)

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = []
    for i, I in enumerate(I_values):
        seed = None if myseed is None else myseed + i
        current = list(my_GWN(params, I, sigma, seed)[0]) if sigma else I
        rates.append(sum(1000 / params["T"] for spike in simulate(params, current)[2]))
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), "o", label="LIF")
    ax.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), "o", label="EIF")
    ax.set(xlabel="current in pA", ylabel="rate in Hz")
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for number, sigma in enumerate(sigma_values):
        # every line has noise of its own
        rates = FI_curve_model(simulate, params, I_values, sigma, myseed + 100 * number)
        ax.plot(I_values, rates, "o", label=f"{sigma} pA sqrt(s)")
    ax.set(xlabel="current in pA", ylabel="rate in Hz")
    ax.legend()
    return ax

# %% plot_ISI_models
def plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed):
    noise = list(my_GWN(params_LIF, mu, sigma, myseed)[0])
    width = 3
    data = []
    for simulate, params in [(simulate_LIF, params_LIF), (simulate_EIF, params_EIF)]:
        spikes = simulate(params, noise)[2]
        data.append([(b - a) * params["dt"] for a, b in zip(spikes, spikes[1:])])
    last = math.floor(max(max(data[0]), max(data[1])) / width) + 1
    fig, axes = plt.subplots(2, 1)
    for ax, ISI, name in zip(axes, data, ["LIF", "EIF"]):
        counts = [0] * last
        for interval in ISI:
            counts[math.floor(interval / width)] += 1
        ax.bar([width * i for i in range(last)], counts, width=width, align="edge")
        ax.set(xlim=(0, width * last), xlabel="interval (ms)", ylabel="how many", title=name)
    return list(axes)

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    width = 4
    data = {}
    for sigma in sigma_values:
        for mu in mu_values:
            spikes = simulate(params, list(my_GWN(params, mu, sigma, myseed + len(data))[0]))[-1]
            data[mu, sigma] = [(b - a) * params["dt"] for a, b in zip(spikes, spikes[1:])]
    last = math.floor(max(max(ISI) for ISI in data.values() if ISI) / width) + 1
    fig = plt.figure(figsize=(10, 6))
    axes = []
    for (mu, sigma), ISI in data.items():
        counts = [0] * last
        for interval in ISI:
            counts[math.floor(interval / width)] += 1
        ax = fig.add_subplot(len(sigma_values), len(mu_values), len(axes) + 1)
        ax.bar([width * i for i in range(last)], counts, width=width, align="edge")
        ax.set(xlim=(0, width * last), xlabel="interval (ms)", ylabel="how many", title=f"{mu} pA, noise {sigma}")
        axes.append(ax)
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CVs = []
    for i, I in enumerate(I_values):
        noise = my_GWN(params, I, sigma, None if myseed is None else myseed + i)[0]
        spikes = list(simulate(params, list(noise))[2])
        ISI = [b - a for a, b in zip(spikes, spikes[1:])]
        if len(ISI) < 2:
            CVs.append(math.nan)
            continue
        mean = math.fsum(ISI) / len(ISI)
        CVs.append(math.sqrt(math.fsum((one - mean) ** 2 for one in ISI) / len(ISI)) / mean)
    return CVs

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    fig, ax = plt.subplots()
    ax.plot(I_values, CV_curve(simulate_LIF, params_LIF, I_values, sigma, myseed), "o", label="LIF")
    ax.plot(I_values, CV_curve(simulate_EIF, params_EIF, I_values, sigma, myseed), "o", label="EIF")
    ax.set(xlabel="current in pA", ylabel="CV")
    ax.legend()
    return ax

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for number, sigma in enumerate(sigma_values):
        CVs = CV_curve(simulate, params, I_values, sigma, myseed + 100 * number)
        ax.plot(I_values, CVs, "o", label=f"{sigma} pA sqrt(s)")
    ax.set(xlabel="current in pA", ylabel="CV")
    ax.legend()
    return ax

# %% f_QIF
def f_QIF(V, params):
    return each(lambda V: params["a_0"] * (V - params["E_L"]) * (V - params["V_c"]), V)

# %% simulate_QIF
def simulate_QIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    current = list(I_inj) if hasattr(I_inj, "__len__") else [I_inj] * n
    V = [params["V_0"]]
    spikes = []
    free_from = 0
    while len(V) < n:
        k = len(V)
        if k < free_from:
            V.append(params["V_reset"])
            continue
        V.append(V[-1] + dt * (f_QIF(V[-1], params) + current[k - 1] / params["g_L"]) / params["tau_m"])
        if V[-1] >= params["V_th"]:
            V[-1] = params["V_th"]
            spikes.append(k)
            free_from = k + 1 + round(params["tref"] / dt)
    return V, [k * dt for k in range(n)], spikes

# %% rheobase_QIF
def rheobase_QIF(params):
    return params["g_L"] * params["a_0"] * ((params["V_c"] - params["E_L"]) / 2) ** 2
