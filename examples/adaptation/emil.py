# emil: everything right; a class and imports of his own, extra plots, prints and warnings; his spikes are
# recorded one sample after the crossing, and w takes no step in the sample of the spike.

# %% insert before dwdt
import warnings
from dataclasses import dataclass


@dataclass
class Neuron:
    params: dict
    membrane: object

    def __getattr__(self, name):
        return self.params[name]

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
                rate = (self.membrane(V[k - 1], self.params) + (I[k - 1] - w[k - 1]) / self.g_L) / self.tau_m
                V[k] = min(V[k - 1] + self.dt * rate, self.V_th)
        print(f"{self.membrane.__name__}: {len(spikes)} spikes")
        return V, w, t, spikes


print("helpers are ready")

# %% dwdt
def dwdt(V, w, params):
    return -(w - params["a"] * (V - params["E_L"])) / params["tau_w"]

# %% simulate_adaptive
def simulate_adaptive(f, params, I_inj):
    return Neuron(params, f).run(I_inj)

# %% simulate_aLIF
def simulate_aLIF(params, I_inj):
    if np.ndim(I_inj):
        warnings.warn("a changing current")
    return Neuron(params, f_LIF).run(I_inj)

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
    return Neuron(params, f_EIF).run(I_inj)

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
    return Neuron(params, f_QIF).run(I_inj)

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

# %% find_parameters
def find_parameters(mystery):
    from scipy.optimize import curve_fit

    V, t, _ = mystery(-150.0)
    dt = t[1]

    def response(t, g_L, tau_m, a, tau_w):
        v, w = [0.0], 0.0
        for _ in t[1:]:
            rate = (-v[-1] - (w + 150.0) / g_L) / tau_m
            w = w + dt * (a * v[-1] - w) / tau_w
            v.append(v[-1] + dt * rate)
        return np.array(v)

    (g_L, tau_m, a, tau_w), _ = curve_fit(response, t[:2000], V[:2000] - V[0], p0=[10, 13, 6, 80])
    V, t, spikes = mystery(6000.0)
    k = spikes[0] + 2
    while V[k + 1] == V[k]:
        k += 1
    w = 6000.0 - g_L * (V[k] - V_rest(mystery)) - g_L * tau_m * (V[k + 1] - V[k]) / dt
    return dict(g_L=float(g_L), a=float(a), tau_w=float(tau_w), b=float(w * (1 + (k - spikes[0]) * dt / tau_w)))


def V_rest(mystery):
    return mystery(0)[0][-1]
