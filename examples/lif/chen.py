# chen: everything right, and lists wherever the notebook can live with them; `math` instead of numpy.

# %% insert before dvdt_proto_LIF
import math


def each(function, x):
    return [function(one) for one in x] if hasattr(x, "__len__") else function(x)

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (-g_L * (V_val - E_L) + I_ext) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return math.fsum([params["E_L"], I_ext / params["g_L"]])

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    start, end = params["V_0"], params["E_L"] + I_ext / params["g_L"]
    tau = params["C_m"] / params["g_L"]
    return each(lambda time: end - (end - start) * math.exp(-time / tau), t)

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return each(lambda V: (-(V - E_L) + I_ext / g_L) / tau_m, V_val)

# %% simulate_LIF
def simulate_LIF(params, I_inj):
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
        V.append(V[-1] + dt * dvdt_LIF(params["g_L"], params["E_L"], params["tau_m"], current[k - 1], V[-1]))
        if V[-1] >= params["V_th"]:
            spikes.append(k)
            free_from = k + 1 + round(params["tref"] / dt)
    return [V, [k * dt for k in range(n)], spikes]

# %% answer_refractory
# It is the time in which nothing can happen.

# %% spike_freq
def spike_freq(spikes, params):
    return sum(1000 / params["T"] for spike in spikes)

# %% rheobase_LIF
def rheobase_LIF(params):
    return params["g_L"] * params["V_th"] - params["g_L"] * params["E_L"]

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    noise = list(my_GWN(params, 0, sigma, myseed)[0])
    return simulate_LIF(params, [mu + one for one in noise])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range, freq = [], []
    while len(I_range) * I_step < I_max:
        I_range.append(len(I_range) * I_step)
    for I in I_range:
        run = simulate_noisy_LIF(params, I, sigma, None) if sigma > 0 else simulate_LIF(params, I)
        freq.append(spike_freq(run[2], params))
    return [I_range, freq]

# %% plot_FI_tau
def plot_FI_tau(params, tau_m_values, I_max, I_step):
    fig, ax = plt.subplots()
    for tau in tau_m_values:
        changed = dict(params, tau_m=tau, C_m=tau * params["g_L"])
        I, f = FI_curve(changed, I_max, I_step)
        ax.plot(I, f, "o", label="tau_m = " + str(tau) + " ms")
    ax.set(xlabel="current in pA", ylabel="rate in Hz")
    ax.legend()
    return ax

# %% plot_FI_noise
def plot_FI_noise(params, sigma_values, I_max, I_step):
    fig, ax = plt.subplots()
    for sigma in sigma_values:
        I, f = FI_curve(params, I_max, I_step, sigma)
        ax.plot(I, f, label="sigma = " + str(sigma))
    ax.set(xlabel="current in pA", ylabel="rate in Hz")
    ax.legend()
    return ax

# %% get_ISI
def get_ISI(spikes, params):
    return [(later - earlier) * params["dt"] for earlier, later in zip(spikes, spikes[1:])]

# %% plot_ISI_histograms
def plot_ISI_histograms(ISI_noiseless, ISI_noisy):
    width = 2
    last = math.floor(max(max(ISI_noiseless), max(ISI_noisy)) / width) + 1
    fig, axes = plt.subplots(2, 1)
    for ax, ISI in zip(axes, [ISI_noiseless, ISI_noisy]):
        counts = [0] * last
        for interval in ISI:
            counts[math.floor(interval / width)] += 1
        ax.bar([width * i for i in range(last)], counts, width=width, align="edge")
        ax.set(xlim=(0, width * last), xlabel="interval (ms)", ylabel="how many")
    return list(axes)

# %% get_CV
def get_CV(spike_times_array):
    ISI = [b - a for a, b in zip(spike_times_array[:-1], spike_times_array[1:])]
    if len(ISI) < 2:
        return math.nan
    mean = math.fsum(ISI) / len(ISI)
    return math.sqrt(math.fsum((one - mean) ** 2 for one in ISI) / len(ISI)) / mean

# %% find_parameters
def find_parameters(mystery):
    """V_th with a slow ramp, tref with a current so strong that there is no climb."""
    E_L = float(mystery(0)[0][-1])
    V, t, _ = mystery(20.0)
    far = V[-1] - E_L
    tau_m = float(np.sum(1 - (V - E_L) / far) * 0.1)  # the area over the curve
    V, t, spikes = mystery(np.linspace(0, 500.0, 5000))
    V_th = float(V[spikes[0]])
    V, t, spikes = mystery(1e6)
    return {"E_L": E_L, "g_L": 20.0 / far, "tau_m": tau_m, "V_th": V_th,
            "V_reset": float(V[spikes[0] + 1]), "tref": float(0.1 * (spikes[1] - spikes[0] - 1))}

# %% firing_rate_LIF
def firing_rate_LIF(params, I_ext):
    if I_ext / params["g_L"] <= params["V_th"] - params["E_L"]:
        return 0
    top = params["E_L"] + I_ext / params["g_L"]
    climb = math.log(top - params["V_reset"]) - math.log(top - params["V_th"])
    return 1 / (params["tref"] + params["tau_m"] * climb) * 1000
