# chen: everything right; `math` and plain Python numbers where others have numpy, lists where the notebook can
# live with them, and numpy only where an array is asked for.

# %% insert before gate_steady_state
import math


def each(function):
    # the same function, for numbers and for arrays
    def for_all(V):
        if np.ndim(V) == 0:
            return function(float(V))
        return np.array([function(float(v)) for v in V])
    return for_all

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    return alpha / (alpha + beta)

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return (alpha + beta) ** -1.0

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return alpha - (alpha + beta) * x

# %% alpha_m
def alpha_m(V):
    def rate(v):
        u = (v + 40) / 10
        return u / -math.expm1(-u) if u != 0 else 1.0
    return each(rate)(V)

# %% alpha_n
def alpha_n(V):
    def rate(v):
        u = (v + 55) / 10
        return 0.1 * u / -math.expm1(-u) if u != 0 else 0.1
    return each(rate)(V)

# %% rates_HH
def rates_HH(V):
    beta_m = each(lambda v: 4 * math.exp(-(v + 65) / 18))
    alpha_h = each(lambda v: 0.07 * math.exp(-(v + 65) / 20))
    beta_h = each(lambda v: 1 / (1 + math.exp(-(v + 35) / 10)))
    beta_n = each(lambda v: 0.125 * math.exp(-(v + 65) / 80))
    return [rate(V) for rate in (alpha_m, beta_m, alpha_h, beta_h, alpha_n, beta_n)]

# %% plot_gates
def plot_gates(V):
    fig, axes = plt.subplots(2, 1)
    rates = rates_HH(V)
    for gate, a, b in zip("mhn", rates[::2], rates[1::2]):
        axes[0].plot(list(V), list(gate_steady_state(a, b)), label=gate + "_inf")
        axes[1].plot(list(V), list(gate_time_constant(a, b)), label="tau_" + gate)
    axes[0].set(xlabel="V [mV]", ylabel="x_inf")
    axes[1].set(xlabel="V [mV]", ylabel="tau [ms]")
    axes[0].legend()
    axes[1].legend()
    return list(axes)

# %% I_ion
def I_ion(V, m, h, n, params):
    sodium = params["g_Na"] * pow(m, 3) * h * (V - params["E_Na"])
    potassium = params["g_K"] * pow(n, 4) * (V - params["E_K"])
    leak = params["g_L"] * (V - params["E_L"])
    return leak + potassium + sodium

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt = params["dt"]
    steps = round(params["T"] / dt)
    t = np.array([k * dt for k in range(steps)])
    I = np.asarray(I_inj, dtype=float)
    if I.ndim == 2:
        runs = [simulate_HH(params, column)[:4] for column in I.T]
        return *(np.column_stack(parts) for parts in zip(*runs)), t

    current = [float(I)] * steps if I.ndim == 0 else I.tolist()
    v = float(params["V_0"])
    am, bm, ah, bh, an, bn = rates_HH(v)
    m, h, n = gate_steady_state(am, bm), gate_steady_state(ah, bh), gate_steady_state(an, bn)
    Vs, ms, hs, ns = [v], [m], [h], [n]
    for i in current[:-1]:
        dv = (i - I_ion(v, m, h, n, params)) / params["C_m"]
        am, bm, ah, bh, an, bn = rates_HH(v)
        dm = dxdt_gate(am, bm, m)
        dh = dxdt_gate(ah, bh, h)
        dn = dxdt_gate(an, bn, n)
        v, m, h, n = v + dt * dv, m + dt * dm, h + dt * dh, n + dt * dn
        Vs.append(v)
        ms.append(m)
        hs.append(h)
        ns.append(n)
    return np.array(Vs), np.array(ms), np.array(hs), np.array(ns), t

# %% plot_HH
def plot_HH(params, I_inj):
    V, m, h, n, t = simulate_HH(params, I_inj)
    dVdt = [(b - a) / params["dt"] for a, b in zip(V, V[1:])]
    fig, axes = plt.subplots(4, 1, figsize=(7, 8))
    axes[0].plot(t, V, "g")
    axes[1].plot(t[:-1], dVdt, "g")
    for x, name in zip((m, h, n), "mhn"):
        axes[2].plot(t, x, label=name)
    for g, E, name in (("g_Na", "E_Na", "Na"), ("g_K", "E_K", "K"), ("g_L", "E_L", "L")):
        share = {"Na": m**3 * h, "K": n**4, "L": 1.0}[name]
        axes[3].plot(t, params[g] * share * (V - params[E]), label="I_" + name)
    for ax, label in zip(axes, ("V [mV]", "dV/dt [mV/ms]", "open share", "I [uA/cm2]")):
        ax.set_ylabel(label)
        ax.set_xlabel("t [ms]")
    axes[2].legend()
    axes[3].legend()
    return list(axes)

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    times = []
    below = V[0] < threshold
    for v, time in zip(V, t):
        if below and v >= threshold:
            times.append(float(time))
        below = v < threshold
    return np.array(times)

# %% FI_curve_HH
def FI_curve_HH(params, I_values):
    half = params["T"] / 2
    rates = []
    for I in I_values:
        V, m, h, n, t = simulate_HH(params, I)
        rates.append(sum(1 for time in detect_spikes(V, t) if time >= half) / half * 1000)
    return rates

# %% plot_FI_HH
def plot_FI_HH(params, I_values):
    fig = plt.figure()
    ax = fig.add_subplot()
    ax.plot(list(I_values), FI_curve_HH(params, I_values), "k.", ms=9)
    ax.set_xlabel("I [uA/cm2]")
    ax.set_ylabel("rate [Hz]")
    return ax

# %% rheobase_HH
def rheobase_HH(params, I_low, I_high, tol):
    if I_high - I_low <= tol:
        return I_high
    I_middle = (I_low + I_high) / 2
    if FI_curve_HH(params, [I_middle])[0] > 0:
        return rheobase_HH(params, I_low, I_middle, tol)
    return rheobase_HH(params, I_middle, I_high, tol)

# %% answer_one_spike
# Because of inactivation.

# %% kick_threshold_HH
def kick_threshold_HH(params, V_low, V_high, tol):
    if V_high - V_low <= tol:
        return V_high
    V_middle = (V_low + V_high) / 2
    I = [0.0] * round(params["T"] / params["dt"])
    for k in range(4):                        # a pulse of four steps, each a quarter of the kick
        I[k] = (V_middle - params["V_0"]) * params["C_m"] / params["dt"] / 4
    V, m, h, n, t = simulate_HH(params, I)
    if len(detect_spikes(V, t)) > 0:
        return kick_threshold_HH(params, V_low, V_middle, tol)
    return kick_threshold_HH(params, V_middle, V_high, tol)

# %% refractory_period_HH
def refractory_period_HH(params, I_pulse, width, gaps):
    steps = round(params["T"] / params["dt"])
    on = round(width / params["dt"])

    def spikes(gap):
        I = [0.0] * steps
        start = round(gap / params["dt"])
        I[:on] = [I_pulse] * on
        I[start:start + on] = [I_pulse] * on
        V, m, h, n, t = simulate_HH(params, I)
        return len(detect_spikes(V, t))

    return min((float(gap) for gap in gaps if spikes(gap) > 1), default=math.nan)

# %% plot_FI_noise_HH
def plot_FI_noise_HH(params, I_values, sigma_values):
    half = params["T"] / 2
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        rates = []
        for I in I_values:
            V, m, h, n, t = simulate_HH(params, my_GWN(params, I, sigma)[0])
            rates.append(1000 / half * sum(time >= half for time in detect_spikes(V, t)))
        ax.plot(list(I_values), rates, label=f"sigma: {sigma}")
    ax.set_xlabel("I [uA/cm2]")
    ax.set_ylabel("rate [Hz]")
    ax.legend()
    return ax

# %% coincidence_factor
def coincidence_factor(data, model, T, window):
    if len(data) + len(model) == 0:
        return math.nan
    left = list(model)
    hits = 0
    for spike in data:                        # each spike of the model is used once
        close = [other for other in left if abs(other - spike) <= window]
        if close:
            left.remove(close[0])
            hits += 1
    by_chance = 2 * window / T * len(model) * len(data)
    return 2 * (hits - by_chance) / (len(data) + len(model)) / (1 - 2 * window / T * len(model))

# %% fit_LIF_to_HH
def fit_LIF_to_HH(I_values, rates):
    def lif(rheobase, tau, tref):
        return {"E_L": -65.0, "V_reset": -65.0, "V_th": -55.0,
                "g_L": rheobase / 10, "tau_m": tau, "tref": tref}

    def error(guess):
        return sum((firing_rate_LIF(lif(*guess), I_values) - np.asarray(rates)) ** 2)

    def walk(guess):                          # downhill, with smaller and smaller strides
        factor = 1.6
        while factor > 1.002:
            r, tau, tref = guess
            around = [(r, tau * a, tref * b) for a in (1 / factor, 1, factor) for b in (1 / factor, 1, factor)]
            better = min(around, key=error)
            if error(better) >= error(guess):
                factor = math.sqrt(factor)
            else:
                guess = better
        return guess

    firing = [I for I, rate in zip(I_values, rates) if rate > 0]
    silent = [I for I, rate in zip(I_values, rates) if rate == 0 and I < firing[0]]
    ends = []
    for r in np.linspace(silent[-1] if silent else 0.01, firing[0], 9)[:-1]:
        starts = [(r, tau, tref) for tau in (1.0, 4.0, 16.0, 64.0) for tref in (0.5, 2.0, 4.0, 8.0, 16.0)]
        ends.append(walk(min(starts, key=error)))
    return lif(*min(ends, key=error))
