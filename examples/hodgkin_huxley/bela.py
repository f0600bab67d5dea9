# bela: everything right, as short as numpy and scipy allow; all neurons at once as columns, least squares for
# the fit.

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    return 1 / (1 + np.divide(beta, alpha))

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return np.reciprocal(np.add(alpha, beta, dtype=float))

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return (gate_steady_state(alpha, beta) - x) / gate_time_constant(alpha, beta)

# %% alpha_m
def alpha_m(V):
    return 1 / exprel(-(V + 40) / 10)

# %% alpha_n
def alpha_n(V):
    return 0.1 / exprel(-(V + 55) / 10)

# %% rates_HH
def rates_HH(V):
    m = alpha_m(V), 4 * np.exp(-(V + 65) / 18)
    h = 0.07 * np.exp(-(V + 65) / 20), 0.5 + 0.5 * np.tanh((V + 35) / 20)
    return *m, *h, alpha_n(V), np.exp(-(V + 65) / 80) / 8

# %% plot_gates
def plot_gates(V):
    pairs = dict(zip("mhn", np.reshape(rates_HH(V), (3, 2, -1))))
    fig, axes = plt.subplots(1, 2, figsize=(9, 3))
    for ax, of, label in zip(axes, (gate_steady_state, gate_time_constant), ("steady state", r"$\tau$ (ms)")):
        for gate, pair in pairs.items():
            ax.plot(V, of(*pair), label=rf"${gate}$")
        ax.set(xlabel="$V$ (mV)", ylabel=label)
        ax.legend()
    return axes

# %% I_ion
def I_ion(V, m, h, n, params):
    g = np.array([params["g_Na"] * m**3 * h, params["g_K"] * n**4, params["g_L"] + 0 * np.asarray(V)])
    E = np.array([params[key] for key in ("E_Na", "E_K", "E_L")])
    return np.sum(g * (np.asarray(V) - E.reshape(-1, *[1] * np.ndim(V))), axis=0)

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt, C = params["dt"], params["C_m"]
    steps = round(params["T"] / dt)
    I = np.asarray(I_inj, dtype=float)
    I = np.full(steps, I) if I.ndim == 0 else I
    x = np.zeros((steps, 4, *I.shape[1:]))
    x[0, 0] = params["V_0"]
    rates = rates_HH(x[0, 0])
    x[0, 1:] = [gate_steady_state(a, b) for a, b in zip(rates[::2], rates[1::2])]
    for k in range(steps - 1):
        V, *gates = x[k]
        slopes = [(I[k] - I_ion(V, *gates, params)) / C]
        rates = rates_HH(V)
        slopes += map(dxdt_gate, rates[::2], rates[1::2], gates)
        x[k + 1] = x[k] + dt * np.array(slopes)
    return *np.moveaxis(x, 1, 0), np.arange(steps) * dt

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    currents = {
        "Na": params["g_Na"] * m**3 * h * (V - params["E_Na"]),
        "K": params["g_K"] * n**4 * (V - params["E_K"]),
        "L": params["g_L"] * (V - params["E_L"]),
    }
    panels = (
        ("$V$ (mV)", {"_V": V}),
        ("$dV/dt$ (mV/ms)", {"_dV": (I_inj - sum(currents.values())) / params["C_m"]}),
        ("gates", {"m": m, "h": h, "n": n}),
        (r"$I$ (µA/cm²)", currents),
    )
    fig, axes = plt.subplots(4, 1, sharex=True, figsize=(7, 8))
    for ax, (label, lines) in zip(axes, panels):
        for name, y in lines.items():
            ax.plot(t, y, label=name)
        ax.set_ylabel(label)
        if len(lines) > 1:
            ax.legend()
    axes[-1].set_xlabel("$t$ (ms)")
    return axes

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    V, t = np.asarray(V), np.asarray(t)
    k = np.flatnonzero(np.diff((V >= threshold).astype(int)) == 1)
    return t[k] + (threshold - V[k]) * (t[k + 1] - t[k]) / (V[k + 1] - V[k])

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    I = np.broadcast_to(np.asarray(I_values, dtype=float), (round(params["T"] / params["dt"]), len(I_values)))
    V, *_, t = simulate_HH(params, I)
    up = (V[:-1] < 0) & (V[1:] >= 0) & (t[1:, None] >= params["T"] / 2)
    return up.sum(axis=0) * 2000 / params["T"]

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig, ax = plt.subplots()
    ax.scatter(I_values, FI_curve_HH(params, I_values))
    ax.set(xlabel="$I$ (µA/cm²)", ylabel="$f$ (Hz)")
    return ax

# %% answer_adaptation
# Intervals: constant after the first. Peaks: smaller after the first, then constant. No adaptation of the rate,
# since no variable has a time constant longer than an interval (tau_h < 9 ms). A slow K current would do it.

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    for _ in range(int(np.ceil(np.log2((I_high - I_low) / tol)))):
        middle = (I_low + I_high) / 2
        I_low, I_high = (I_low, middle) if FI_curve_HH(params, [middle])[0] else (middle, I_high)
    return I_high

# %% answer_one_spike
# The step meets h and n of the old rest. At the new, depolarised rest h is smaller and n larger: the threshold is
# higher, and the rest is stable. A slow ramp lets h and n adapt: no spike.

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    # all kicks of a grid at once
    kicks = np.linspace(V_low, V_high, int(np.ceil((V_high - V_low) / tol)) + 1)
    I = np.zeros((round(params["T"] / params["dt"]), len(kicks)))
    I[0] = (kicks - params["V_0"]) * params["C_m"] / params["dt"]
    V, *_, t = simulate_HH(params, I)
    return kicks[[len(detect_spikes(v, t)) > 0 for v in V.T]].min()

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    gaps = np.asarray(gaps)
    t = np.arange(round(params["T"] / params["dt"]))[:, None] * params["dt"]
    V, *_, time = simulate_HH(params, I_pulse * ((t < width) | ((t >= gaps) & (t < gaps + width))))
    two = np.array([len(detect_spikes(v, time)) > 1 for v in V.T])
    return gaps[two].min() if two.any() else np.nan

# %% answer_misprint
# No spike trains at any current; h_inf(rest) = 0.03 and beta_h > 1e4 per ms. h = 0 means no sodium current, means
# no spike. Checks: plot x_inf and tau for plausibility, reproduce a published figure, compare another edition.

# %% answer_class
# Squid 2 (jump to 50 Hz), pyramidal 1 (starts near 5 Hz), LIF 1 (starts at 0). Class 1 grades weak inputs, class 2
# says yes or no. Bistable between 6.3 and 9.8: step fires, ramp rests, pulses switch both ways.

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    fig, ax = plt.subplots()
    for s, sigma in enumerate(sigma_values):
        I = np.stack([my_GWN(params, mu, sigma, 1000 * s + i)[0] for i, mu in enumerate(I_values)], axis=1)
        V, *_, t = simulate_HH(params, I)
        up = (V[:-1] < 0) & (V[1:] >= 0) & (t[1:, None] >= params["T"] / 2)
        ax.plot(I_values, up.sum(axis=0) * 2000 / params["T"], ".-", label=rf"$\sigma$ = {sigma}")
    ax.set(xlabel="$I$ (µA/cm²)", ylabel="$f$ (Hz)")
    ax.legend()
    return ax

# %% answer_noise
# Below: from 0 to some 40 Hz, irregular, because fluctuations cross the threshold. Jump: smoothed. Above: no
# change. Weak noise just above the rheobase throws the neuron into the other stable state, rest; not so in the LIF.

# %% answer_lif
# Good between rheobase and 50; no jump, no block. Release: rebound spike through h up, n down; none in the LIF.
# Ramp: accommodation, LIF fires. V_th: unstable point; reset: K and inactivation; tref: recovery of h, n, but
# relative. LIF for networks; not for channels or drugs.

# %% fit_LIF_to_HH
def fit_LIF_to_HH(I_values, rates):
    from scipy.optimize import least_squares

    I, f = np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)
    first = I[f > 0].min()
    last = I[(f == 0) & (I < first)].max(initial=0.1 * first)

    def lif(rheobase, x):
        return {"E_L": -65.0, "V_reset": -65.0, "V_th": -55.0, "g_L": rheobase / 10,
                "tau_m": np.exp(x[0]), "tref": np.exp(x[1])}

    fits = [
        (least_squares(lambda x: firing_rate_LIF(lif(rheobase, x), I) - f, (1.0, 1.0), bounds=(-9, 9)), rheobase)
        for rheobase in np.linspace(last, first, 15)[:-1]
    ]
    fit, rheobase = min(fits, key=lambda pair: pair[0].cost)
    return lif(rheobase, fit.x)

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    N = np.array([len(data), len(model)])
    if not N.any():
        return np.nan
    near = np.abs(np.subtract.outer(data, model)) <= window
    chance = 2 * window * N[1] / T
    return (near.any(axis=1).sum() - chance * N[0]) / N.mean() / (1 - chance)

# %% answer_spike_times
# No parameter of an LIF is a property of the neuron: it depends on the task. Another noise: against overfitting. 220
# Hz hits 0.88 spikes per window by chance.
