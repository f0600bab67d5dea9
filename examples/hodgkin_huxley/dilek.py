# dilek: everything right, in the manner of an old script: helpers of her own, each variable overwritten in turn
# (so that the gates are stepped with the new voltage), prints, a warning, plt.plot, a figure left open.

# %% insert before gate_steady_state
import warnings


def linoid(x):
    near = abs(x) < 1e-4
    return near * (1 + x / 2) + (1 - near) * x / (1 - np.exp(-(x + near)))

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    print("steady state")
    return alpha / (alpha + beta)

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return 1. / (alpha + beta)

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return alpha * (1. - x) - beta * x

# %% alpha_m
def alpha_m(V):
    return linoid((V + 40.) / 10.)

# %% alpha_n
def alpha_n(V):
    return .1 * linoid((V + 55.) / 10.)

# %% rates_HH
def opens_h(V):
    return .07 * np.exp(-(V + 65.) / 20.)


def closes_h(V):
    return 1. / (1. + np.exp(-(V + 35.) / 10.))


def rates_HH(V):
    bm = 4. * np.exp(-(V + 65.) / 18.)
    bn = .125 * np.exp(-(V + 65.) / 80.)
    return np.array([alpha_m(V), bm, opens_h(V), closes_h(V), alpha_n(V), bn])

# %% plot_gates
def plot_gates(V):
    am, bm, ah, bh, an, bn = rates_HH(V)
    fig = plt.figure()
    ax1 = plt.subplot(211)
    plt.plot(V, gate_steady_state(am, bm), "r", label="m")
    plt.plot(V, gate_steady_state(ah, bh), "y", label="h")
    plt.plot(V, gate_steady_state(an, bn), "b", label="n")
    plt.xlabel("V (mV)")
    plt.ylabel("steady state")
    plt.legend()
    ax2 = plt.subplot(212)
    plt.plot(V, gate_time_constant(am, bm), "r", label="m")
    plt.plot(V, gate_time_constant(ah, bh), "y", label="h")
    plt.plot(V, gate_time_constant(an, bn), "b", label="n")
    plt.xlabel("V (mV)")
    plt.ylabel("tau (ms)")
    plt.legend()
    plt.show()
    return [ax1, ax2]

# %% I_ion
def I_ion(V, m, h, n, params):
    gNa, gK, gL = params["g_Na"], params["g_K"], params["g_L"]
    ENa, EK, EL = params["E_Na"], params["E_K"], params["E_L"]
    return gNa * m**3 * h * (V - ENa) + gK * n**4 * (V - EK) + gL * (V - EL)

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt = params["dt"]
    steps = int(params["T"] / dt + .5)
    t = dt * np.arange(steps)
    I = I_inj + np.zeros(steps) if np.ndim(I_inj) == 0 else np.array(I_inj)
    warnings.warn("simulating")
    V = np.zeros(I.shape)
    m, h, n = V.copy(), V.copy(), V.copy()
    v = params["V_0"] + 0 * I[0]
    am, bm, ah, bh, an, bn = rates_HH(v)
    mm = gate_steady_state(am, bm)
    hh = gate_steady_state(ah, bh)
    nn = gate_steady_state(an, bn)
    for k in range(steps):
        V[k], m[k], h[k], n[k] = v, mm, hh, nn
        v = v + dt * (I[k] - I_ion(v, mm, hh, nn, params)) / params["C_m"]
        am, bm, ah, bh, an, bn = rates_HH(v)
        mm = mm + dt * dxdt_gate(am, bm, mm)
        hh = hh + dt * dxdt_gate(ah, bh, hh)
        nn = nn + dt * dxdt_gate(an, bn, nn)
    return V, m, h, n, t

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    I_Na = params["g_Na"] * m**3 * h * (V - params["E_Na"])
    I_K = params["g_K"] * n**4 * (V - params["E_K"])
    I_L = params["g_L"] * (V - params["E_L"])
    fig, ax = plt.subplots(4, 1, figsize=(6, 9))
    ax[0].plot(t, V, "k")
    ax[0].set_ylabel("V (mV)")
    ax[1].plot(t, (I_inj - I_Na - I_K - I_L) / params["C_m"], "k")
    ax[1].set_ylabel("dV/dt (mV/ms)")
    ax[2].plot(t, m, "r", t, h, "y", t, n, "b")
    ax[2].legend(["m", "h", "n"])
    ax[2].set_ylabel("gates")
    ax[3].plot(t, I_Na, "r", t, I_K, "b", t, I_L, "g")
    ax[3].legend(["Na", "K", "L"])
    ax[3].set_ylabel("I (uA/cm2)")
    ax[3].set_xlabel("time (ms)")
    return ax

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    spikes = []
    spiking = V[0] >= threshold
    for k in range(len(V)):
        if V[k] >= threshold and not spiking:
            spikes.append(t[k])
            spiking = True
        elif V[k] < threshold:
            spiking = False
    plt.plot(t, V)
    return np.array(spikes)

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    steps = int(params["T"] / params["dt"] + .5)
    V, m, h, n, t = simulate_HH(params, np.tile(I_values, (steps, 1)))
    late = t >= params["T"] / 2
    return np.array([len(detect_spikes(v, t[late])) for v in V[late].T]) / (params["T"] / 2) * 1000

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    f = FI_curve_HH(params, I_values)
    plt.figure()
    plt.plot(I_values, f, "s--")
    plt.xlabel("I (uA/cm2)")
    plt.ylabel("f (Hz)")
    return plt.gca()

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    # all currents of a grid at once
    grid = np.arange(I_low, I_high + tol, tol)
    return grid[FI_curve_HH(params, grid) > 0][0]

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    n = int(params["T"] / params["dt"] + .5)
    charge = params["C_m"] / params["dt"]
    while V_high - V_low > tol:
        # eight kicks at once: the range shrinks to a ninth each time
        tries = np.linspace(V_low, V_high, 10)[1:-1]
        I = np.zeros((n, 8))
        I[0] = (tries - params["V_0"]) * charge
        V = simulate_HH(params, I)[0]
        fires = V.max(axis=0) > 0
        V_low = max([V_low, *tries[~fires]])
        V_high = min([V_high, *tries[fires]])
    return V_high

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    steps = int(params["T"] / params["dt"] + .5)
    dt = params["dt"]
    I = np.zeros((steps, len(gaps)))
    I[:int(width / dt + .5)] = I_pulse
    for j, gap in enumerate(gaps):
        I[int(gap / dt + .5):int((gap + width) / dt + .5), j] = I_pulse
    V, m, h, n, t = simulate_HH(params, I)
    good = [gap for j, gap in enumerate(gaps) if len(detect_spikes(V[:, j], t)) == 2]
    return good[0] if good else float("nan")

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    late = np.arange(round(params["T"] / params["dt"])) * params["dt"] >= params["T"] / 2
    fig = plt.figure()
    for sigma in sigma_values:
        I = np.array([my_GWN(params, mu, sigma, int(7 * mu) + j)[0] for j, mu in enumerate(I_values)]).T
        V, m, h, n, t = simulate_HH(params, I)
        counts = [((v[:-1] < 0) & (v[1:] >= 0)).sum() for v in V[late].T]
        fig.gca().plot(I_values, np.array(counts) / (params["T"] / 2) * 1000, label="sigma %s" % sigma)
    fig.gca().set_xlabel("I (uA/cm2)")
    fig.gca().set_ylabel("f (Hz)")
    fig.gca().legend()
    return fig.gca()

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    data, model = np.asarray(data), np.asarray(model)
    total = data.size + model.size
    if total == 0:
        return float("nan")
    # how many of the model's spikes lie between spike - window and spike + window
    inside = np.searchsorted(model, data + window, "right") - np.searchsorted(model, data - window)
    nu = model.size / T
    return (np.sum(inside > 0) - 2 * nu * window * data.size) / (total / 2) / (1 - 2 * nu * window)

# %% fit_LIF_to_HH
def fit_LIF_to_HH(I_values, rates):
    I, f = np.array(I_values), np.array(rates)
    on = f > 0
    low = I[~on & (I < I[on].min())].max() if (~on).any() else 0.
    best = [1e99]
    for r in np.linspace(low + 1e-3, I[on].min() * .999, 25):
        # for a given rheobase the interval is tref + tau * x: a straight line, fitted with the right weights
        x = -np.log(1 - r / I[on])
        for turn in range(2):
            tau, tref = np.polyfit(x, 1000 / f[on], 1, w=f[on] ** 2)
            tau, tref = max(tau, 1e-3), max(tref, 0.)
        p = dict(E_L=-65., V_reset=-65., V_th=-55., g_L=r / 10, tau_m=tau, tref=tref)
        e = ((firing_rate_LIF(p, I) - f) ** 2).sum()
        if e < best[0]:
            best = [e, p]
    return best[1]
