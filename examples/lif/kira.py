# kira: the first part only, right; from the solver on known mistakes, and the last exercises are empty.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    I_leak = g_L * (V_val - E_L)
    return (I_ext - I_leak) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return I_ext / params["g_L"] + params["E_L"]

# %% V_proto_LIF
def V_proto_LIF(t, params, I_ext):
    end = steady_state_voltage(params, I_ext)
    return end - (end - params["V_0"]) * np.exp(-t / params["tau_m"])

# %% answer_asymptote
# It goes to E_L + I / g_L, which does not depend on where it starts, within a few tau_m. Below threshold it
# stays below for ever as it never passes its end point.

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (E_L - V_val + I_ext / g_L) / tau_m

# %% simulate_LIF
def simulate_LIF(params, I_inj):
    dt, tref = params["dt"], params["tref"]
    V_th, V_reset = params["V_th"], params["V_reset"]
    g_L, E_L, tau_m = params["g_L"], params["E_L"], params["tau_m"]

    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)

    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0

    for k in range(1, n):
        if hold > 0:
            V[k] = V_reset
            hold = hold - 1
        else:
            V[k] = V[k - 1] + dt * dvdt_LIF(g_L, E_L, tau_m, current[k - 1], V[k - 1])
        if V[k] >= V_th:
            spikes.append(k)
            hold = int(tref)

    return V, t, spikes

# %% spike_freq
def spike_freq(spikes, params):
    return len(spikes) / params["T"] * 1000

# %% rheobase_LIF
def rheobase_LIF(params):
    return params["g_L"] * (params["V_th"] - params["E_L"])

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    return simulate_LIF(params, my_GWN(params, mu, sigma)[0])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq = np.zeros(len(I_range))
    for i in range(len(I_range)):
        if sigma > 0:
            V, t, spikes = simulate_noisy_LIF(params, I_max, sigma, None)
        else:
            V, t, spikes = simulate_LIF(params, I_max)
        freq[i] = spike_freq(spikes, params)
    return I_range, freq

# %% get_ISI
def get_ISI(spikes, params):
    return np.diff(spikes, prepend=0) * params["dt"]
