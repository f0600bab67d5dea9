# emil: everything right; a class and imports of his own, extra plots, prints and warnings; his spikes are
# recorded one sample after the crossing, and w takes no step in the sample of the spike.

# %% insert before dwdt
import warnings
from dataclasses import dataclass


@dataclass
class Neuron:
    params: dict
    kind: str

    def __getattr__(self, name):
        return self.params[name]

    def f(self, V):
        if self.kind == "leak":
            return self.E_L - V
        return f_EIF(V, self.params) if self.kind == "exponential" else f_QIF(V, self.params)

    def run(self, I_inj):
        n = round(self.T / self.dt)
        t = np.arange(n) * self.dt
        I = np.ones(n) * I_inj
        V, w = np.empty(n), np.zeros(n)
        V[0] = self.V_0
        spikes, until = [], -1
        for k in range(1, n):
            if V[k - 1] >= self.V_th and k > until:
                spikes.append(k)
                until = k + round(self.tref / self.dt) - 1
                V[k] = self.V_reset
                w[k] = w[k - 1] + self.b
                continue
            w[k] = w[k - 1] + self.dt * dwdt(V[k - 1], w[k - 1], self.params)
            if k <= until:
                V[k] = self.V_reset
            else:
                rate = (self.f(V[k - 1]) + (I[k - 1] - w[k - 1]) / self.g_L) / self.tau_m
                V[k] = V[k - 1] + self.dt * rate
                if self.kind != "leak":
                    V[k] = min(V[k], self.V_th)
        print(f"{self.kind}: {len(spikes)} spikes")
        return V, w, t, spikes


print("helpers are ready")

# %% dwdt
def dwdt(V, w, params):
    return -(w - params["a"] * (V - params["E_L"])) / params["tau_w"]

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    if np.ndim(I_inj):
        warnings.warn("a changing current")
    return Neuron(params, "leak").run(I_inj)

# %% insert after simulate_aLIF
V, w, t, spikes = simulate_aLIF(default_params_aLIF(), 400.0)
plt.plot(t, w)
plt.show()

# %% plot_adaptation
def plot_adaptation(params, I_inj):
    plt.figure()
    plt.plot([1, 2, 3])
    fig, axes = plt.subplots(2, 1, figsize=(5, 5))
    V, w, t, spikes = simulate_aLIF(params, I_inj)
    axes[0].plot(t, V, label="voltage")
    axes[0].axhline(params["V_th"], color="k", ls=":")
    axes[0].plot(t[spikes], V[spikes], "r.")
    axes[1].plot(t, w, label="adaptation")
    axes[1].axhline(w.mean())
    for ax, name in zip(axes, ["$V$ (mV)", "$w$ (pA)"]):
        ax.set_xlabel("$t$ (ms)")
        ax.set_ylabel(name)
        ax.legend()
    plt.show()
    return axes

# %% adaptation_index
def adaptation_index(ISI):
    try:
        first, last = ISI[0], ISI[-1]
    except IndexError:
        return float("nan")
    if len(ISI) == 1:
        return float("nan")
    print("from", first, "to", last)
    return 1 - 2 * first / (first + last)

# %% initial_and_steady_rate
def initial_and_steady_rate(spikes, params):
    times = np.asarray(spikes) * params["dt"] / 1000
    if len(times) < 2:
        return (0, 0)
    steps = len(times) - 1
    start = steps // 2
    return 1 / (times[1] - times[0]), (steps - start) / (times[-1] - times[start])

# %% plot_FI_adaptation
def plot_FI_adaptation(params, I_values):
    fig, ax = plt.subplots()
    rates = {"steady": [], "initial": []}
    for I in I_values:
        spikes = simulate_aLIF(params, I)[-1]
        rates["initial"].append(initial_and_steady_rate(spikes, params)[0])
        rates["steady"].append(initial_and_steady_rate(spikes, params)[1])
    for name in rates:
        ax.plot(I_values, rates[name], marker="d", ls="--", label=f"{name} rate")
    ax.axhline(1000 / params["tref"], color="k", ls=":", label="limit")
    ax.set_xlabel("$I$ (pA)")
    ax.set_ylabel("$f$ (Hz)")
    ax.legend()
    return ax

# %% impedance
def impedance(params, frequencies):
    # solve both equations for V and w at each frequency
    Z = []
    for f in np.atleast_1d(frequencies):
        i_omega = 1j * 2 * np.pi * f / 1000
        M = [[i_omega * params["tau_m"] + 1, 1 / params["g_L"]], [-params["a"], i_omega * params["tau_w"] + 1]]
        V, w = np.linalg.solve(M, [1 / params["g_L"], 0])
        Z.append(abs(V))
    print("largest:", max(Z))
    return np.reshape(Z, np.shape(frequencies))

# %% simulate_AdEx
def simulate_AdEx(params, I_inj):
    return Neuron(params, "exponential").run(I_inj)

# %% nullclines_AdEx
def nullclines_AdEx(V, params, I_ext):
    if np.any(np.asarray(V) > params["V_rh"]):
        warnings.warn("beyond V_rh")
    return params["g_L"] * (f_EIF(V, params) + I_ext / params["g_L"]), params["a"] * (V - params["E_L"])

# %% plot_phase_plane
def plot_phase_plane(params, I_ext):
    fig, ax = plt.subplots(figsize=(5, 5))
    V = np.linspace(params["E_L"] - 15, params["V_rh"] + 3.2 * params["Delta_T"], 400)
    for w, name in zip(nullclines_AdEx(V, params, I_ext), "Vw"):
        ax.plot(V, w, label=f"{name}-nullcline")
    V, w, _, spikes = simulate_AdEx(params, I_ext)
    ax.plot(V, w, color="gray", label="trajectory")
    ax.plot(V[:1], w[:1], "go", label="start")
    ax.axvline(params["V_reset"], ls=":")
    ax.set_xlim(params["E_L"] - 10, params["V_rh"] + 3 * params["Delta_T"])
    ax.set(xlabel="$V$ (mV)", ylabel="$w$ (pA)", title=f"{I_ext} pA")
    ax.legend()
    plt.show()
    return ax

# %% plot_patterns
def plot_patterns(patterns):
    fig, axes = plt.subplots(len(patterns), figsize=(7, 12), sharex=True)
    for ax, (name, params) in zip(axes, patterns.items()):
        V, w, t, spikes = simulate_AdEx(params, params["I_ext"])
        ax.plot(t, V)
        ax.axhline(params["V_rh"], color="k", lw=0.5)
        ax.set_title(f"{name}: {len(spikes)} spikes")
        ax.set_ylabel("$V$ (mV)")
    ax.set_xlabel("$t$ (ms)")
    return axes

# %% simulate_Izhikevich
def simulate_Izhikevich(params, I_inj):
    return Neuron(params, "parabola").run(I_inj)

# %% serial_correlation
import scipy.stats


def serial_correlation(ISI):
    if len(ISI) < 3:
        return np.nan
    return scipy.stats.pearsonr(ISI[:-1], ISI[1:])[0]

# %% simulate_Izhikevich2003
def simulate_Izhikevich2003(a, b, c, d, I, T, dt):
    n = round(T / dt)
    I = np.ones(n) * I
    v, u, spikes = np.full(n, -65.0), np.full(n, -65.0 * b), []
    for k in range(1, n):
        x, y = v[k - 1], u[k - 1]
        if x >= 30:
            spikes.append(k)
            x, y = c, y + d
        v[k] = min(30.0, x + dt * (0.04 * x**2 + 5 * x + 140 - y + I[k - 1]))
        u[k] = y + dt * a * (b * x - y)
    return v, u, np.arange(n) * dt, spikes

# %% classify_pattern
def classify_pattern(spikes, params):
    times = np.asarray(spikes) * params["dt"]
    ISI = np.diff(times)
    tests = {
        "silent": lambda: len(times) == 0,
        "transient": lambda: times.max() < params["T"] / 2,
        "bursting": lambda: np.any(2 * ISI[1:] < ISI[:-1]),
        "adapting": lambda: adaptation_index(ISI) > 0.1,
        "tonic": lambda: True,
    }
    return next(name for name, test in tests.items() if test())
