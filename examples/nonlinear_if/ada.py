# ada: everything right, written with loops, element by element; careful answers in words.

# %% f_EIF
def f_EIF(V, params):
    E_L, V_rh, Delta_T = params["E_L"], params["V_rh"], params["Delta_T"]
    if np.ndim(V) == 0:
        exponent = (V - V_rh) / Delta_T
        if exponent > 50:
            exponent = 50.0
        return -(V - E_L) + Delta_T * np.exp(exponent)
    f = np.zeros(len(V))
    for i in range(len(V)):
        f[i] = f_EIF(V[i], params)
    return f

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    if np.ndim(V) == 0:
        return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]
    rate = np.zeros(len(V))
    for i in range(len(V)):
        rate[i] = (f_EIF(V[i], params) + I_ext / params["g_L"]) / params["tau_m"]
    return rate

# %% plot_phase_line
def plot_phase_line(params, I_values):
    V = np.arange(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 0.05)
    fig, ax = plt.subplots()
    stable = []
    unstable = []
    for I in I_values:
        rate = dvdt_EIF(V, I, params)
        ax.plot(V, rate, label=f"I = {I} pA")
        for k in range(len(V) - 1):
            if rate[k] > 0 and rate[k + 1] <= 0:
                stable.append(V[k])
            if rate[k] < 0 and rate[k + 1] >= 0:
                unstable.append(V[k])
    ax.plot(stable, [0] * len(stable), "o", color="k", label="stable")
    ax.plot(unstable, [0] * len(unstable), "o", color="k", mfc="w", label="unstable")
    ax.axhline(0, color="gray")
    ax.set_ylim(-3, 4)
    ax.set_xlabel("V (mV)")
    ax.set_ylabel("dV/dt (mV/ms)")
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    # the lowest point of f is at V_rh
    depth = (params["V_rh"] - params["E_L"]) - params["Delta_T"]
    return params["g_L"] * depth

# %% answer_rheobase
# (1) I predicted one fixed point. There are two below the rheobase and none above; with more current they
# come closer. Left of the lower one dV/dt is positive and right of it negative, so V is pushed back to it from
# both sides. At the upper one V is pushed away on both sides. (2) In the LIF the resting voltage just moves
# through V_th and goes on existing, it is the rule that fires. In the EIF it meets the unstable one and both
# vanish. So only the EIF knows its rheobase from dV/dt.

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.zeros(n) + np.asarray(I_inj, dtype=float)
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"]
            hold = hold - 1
        else:
            V[k] = V[k - 1] + dt * dvdt_EIF(V[k - 1], current[k - 1], params)
            if V[k] >= params["V_th"]:
                V[k] = params["V_th"]
                spikes.append(k)
                hold = round(params["tref"] / dt)
    return V, t, spikes

# %% answer_threshold
# (1) -49.94 mV without and -51.1 mV with 100 pA: the unstable fixed point. I had predicted -55. (2) At V_rh,
# -55 mV, where its resting place disappears. (3) There is no single threshold voltage, it depends on how one
# gets there. He should say with which stimulus and with which current.

# %% plot_sharpness
def plot_sharpness(Delta_T_values, params, I_inj):
    fig, axes = plt.subplots(2, 1)
    for value in Delta_T_values:
        other = params.copy()
        other["Delta_T"] = value
        V, t, spikes = simulate_EIF(other, I_inj)
        if len(spikes) > 0:
            V = V[:spikes[0]]
            t = t[:spikes[0]]
        axes[0].plot(t, V, label=f"Delta_T = {value} mV")
        axes[1].plot(t, dvdt_EIF(V, I_inj, other), label=f"Delta_T = {value} mV")
    axes[0].set_xlabel("time (ms)")
    axes[1].set_xlabel("time (ms)")
    axes[0].set_ylabel("V (mV)")
    axes[1].set_ylabel("dV/dt (mV/ms)")
    axes[1].set_ylim(0, 8)
    axes[0].legend()
    return axes

# %% answer_sharpness
# (1) a wrong (the sharpest is first), b right, c wrong (it falls first), d right: an LIF. (2) Delta_T -> 0: below
# V_rh the exponential is zero and above it infinite, so it is a leak with a spike at V_rh, an LIF with V_th =
# V_rh. Large Delta_T: it starts earlier but grows slowly, so the upstroke takes long. (3) exp of more than 709
# is inf. At 50 V is past the cut-off in the next step anyway.

# %% plot_threshold
def plot_threshold(V_rh_values, params, I_inj):
    fig, axes = plt.subplots(2, 1)
    for value in V_rh_values:
        other = params.copy()
        other["V_rh"] = value
        V, t, spikes = simulate_EIF(other, I_inj)
        if len(spikes) > 0:
            V = V[:spikes[0]]
            t = t[:spikes[0]]
        axes[0].plot(t, V, label=f"V_rh = {value} mV")
        axes[1].plot(t, dvdt_EIF(V, I_inj, other), label=f"V_rh = {value} mV")
    axes[0].set_xlabel("time (ms)")
    axes[1].set_xlabel("time (ms)")
    axes[0].set_ylabel("V (mV)")
    axes[1].set_ylabel("dV/dt (mV/ms)")
    axes[1].set_ylim(0, 8)
    axes[0].legend()
    return axes

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    low = I_low
    high = I_high
    while high - low > tol:
        middle = (low + high) / 2
        V, t, spikes = simulate(params, middle)
        if len(spikes) >= 1:
            high = middle
        else:
            low = middle
    return (low + high) / 2

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.zeros(len(I_values))
    for i in range(len(I_values)):
        if sigma == 0:
            V, t, spikes = simulate(params, I_values[i])
        else:
            if myseed is None:
                seed = None
            else:
                seed = myseed + i
            current, t = my_GWN(params, I_values[i], sigma, seed)
            V, t, spikes = simulate(params, current)
        rates[i] = len(spikes) / params["T"] * 1000
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    rates_LIF = FI_curve_model(simulate_LIF, params_LIF, I_values)
    rates_EIF = FI_curve_model(simulate_EIF, params_EIF, I_values)
    fig, ax = plt.subplots()
    ax.plot(I_values, rates_LIF, "o-", label="LIF")
    ax.plot(I_values, rates_EIF, "o-", label="EIF")
    ax.set_xlabel("current (pA)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    return ax

# %% answer_onset
# (1) EIF: slope 1/2, so a square root; 3 Hz on the first half pA. LIF: no straight line, 16 Hz at once. I had
# predicted straight lines for both. (2) The EIF crawls through the bottleneck at V_rh where the fixed points
# have been, and more current opens it. The LIF's line crosses V_th at an angle, there is no flat place. (3) It
# has to go on from -57 mV and make the upstroke, which takes some ms each time.

# %% plot_FI_noise
def plot_FI_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        rates = FI_curve_model(simulate, params, I_values, sigma, myseed)
        ax.plot(I_values, rates, "o-", label=f"sigma = {sigma}")
    ax.set_xlabel("mean current (pA)")
    ax.set_ylabel("firing rate (Hz)")
    ax.legend()
    return ax

# %% plot_ISI_models
def plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed):
    fig, axes = plt.subplots(2, 1)
    ISIs = []
    for simulate, params in [(simulate_LIF, params_LIF), (simulate_EIF, params_EIF)]:
        current, t = my_GWN(params, mu, sigma, myseed)
        V, t, spikes = simulate(params, current)
        ISI = []
        for i in range(1, len(spikes)):
            ISI.append((spikes[i] - spikes[i - 1]) * params["dt"])
        ISIs.append(ISI)
    low = min(min(ISIs[0]), min(ISIs[1])) - 1
    high = max(max(ISIs[0]), max(ISIs[1])) + 1
    for i in range(2):
        axes[i].hist(ISIs[i], bins=np.linspace(low, high, 40))
        axes[i].set_xlim(low, high)
        axes[i].set_xlabel("ISI (ms)")
        axes[i].set_ylabel("number of intervals")
        axes[i].set_title(["LIF", "EIF"][i])
    return axes

# %% plot_ISI_grid
def plot_ISI_grid(simulate, params, mu_values, sigma_values, myseed):
    rows = len(sigma_values)
    columns = len(mu_values)
    ISIs = []
    longest = 0
    for sigma in sigma_values:
        for mu in mu_values:
            current, t = my_GWN(params, mu, sigma, myseed + len(ISIs))
            spikes = simulate(params, current)[-1]
            ISI = []
            for i in range(1, len(spikes)):
                ISI.append((spikes[i] - spikes[i - 1]) * params["dt"])
                longest = max(longest, ISI[-1])
            ISIs.append(ISI)
    fig, axes = plt.subplots(rows, columns, figsize=(10, 6), squeeze=False)
    for row in range(rows):
        for column in range(columns):
            ax = axes[row, column]
            ax.hist(ISIs[row * columns + column], bins=np.linspace(0, longest + 1, 40))
            ax.set_xlim(0, longest + 1)
            ax.set_xlabel("ISI (ms)")
            ax.set_ylabel("number of intervals")
            ax.set_title(f"mu = {mu_values[column]} pA, sigma = {sigma_values[row]}")
    return axes

# %% CV_curve
def CV_curve(simulate, params, I_values, sigma, myseed=None):
    CVs = np.zeros(len(I_values))
    for i in range(len(I_values)):
        seed = None
        if myseed is not None:
            seed = myseed + i
        current, t = my_GWN(params, I_values[i], sigma, seed)
        V, t, spikes = simulate(params, current)
        ISI = []
        for k in range(1, len(spikes)):
            ISI.append((spikes[k] - spikes[k - 1]) * params["dt"])
        if len(ISI) < 2:
            CVs[i] = np.nan
        else:
            CVs[i] = np.std(ISI) / np.mean(ISI)
    return CVs

# %% plot_CV_models
def plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed):
    fig, ax = plt.subplots()
    ax.plot(I_values, CV_curve(simulate_LIF, params_LIF, I_values, sigma, myseed), "o-", label="LIF")
    ax.plot(I_values, CV_curve(simulate_EIF, params_EIF, I_values, sigma, myseed), "o-", label="EIF")
    ax.set_xlabel("mean current (pA)")
    ax.set_ylabel("CV")
    ax.legend()
    return ax

# %% plot_CV_noise
def plot_CV_noise(simulate, params, I_values, sigma_values, myseed):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        ax.plot(I_values, CV_curve(simulate, params, I_values, sigma, myseed), "o-", label=f"sigma = {sigma}")
    ax.set_xlabel("mean current (pA)")
    ax.set_ylabel("CV")
    ax.legend()
    return ax

# %% answer_noise_parameters
# (1) Faster only below and near the rheobase: far above, the curves are the same. Less regular only above it: at
# 170 pA the CV is smaller with strong noise, because weak noise makes a spike only now and then. (2) 30 pA, as g_L
# * 3 mV; only the distance to the threshold changes. (3) At 170 pA the one with 5 mV, its rheobase is 150 pA and
# the other's 195 pA. At 350 pA the one with 0.5 mV, its upstroke takes no time. At 200 pA the one with 5 mV is more
# regular and its histogram narrower, it is further above its rheobase.

# %% f_QIF
def f_QIF(V, params):
    if np.ndim(V) == 0:
        return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])
    f = np.zeros(len(V))
    for i in range(len(V)):
        f[i] = params["a_0"] * (V[i] - params["E_L"]) * (V[i] - params["V_c"])
    return f

# %% simulate_QIF
def simulate_QIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    current = np.zeros(n) + np.asarray(I_inj, dtype=float)
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"]
            hold = hold - 1
        else:
            rate = (f_QIF(V[k - 1], params) + current[k - 1] / params["g_L"]) / params["tau_m"]
            V[k] = V[k - 1] + dt * rate
            if V[k] >= params["V_th"]:
                V[k] = params["V_th"]
                spikes.append(k)
                hold = round(params["tref"] / dt)
    return V, np.arange(n) * dt, spikes

# %% rheobase_QIF
def rheobase_QIF(params):
    lowest = (params["E_L"] + params["V_c"]) / 2
    return -params["g_L"] * params["a_0"] * (lowest - params["E_L"]) * (lowest - params["V_c"])
