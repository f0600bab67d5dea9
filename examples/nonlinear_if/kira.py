# kira: the first parts only, right; the search for the rheobase stops too early, and the rest is empty.

# %% f_EIF
def f_EIF(V, params):
    exponent = np.minimum((V - params["V_rh"]) / params["Delta_T"], 50.0)
    return params["E_L"] - V + params["Delta_T"] * np.exp(exponent)

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]

# %% plot_phase_line
def plot_phase_line(params, I_values):
    V = np.linspace(params["E_L"] - 10, params["V_rh"] + 4 * params["Delta_T"], 1001)
    fig, ax = plt.subplots()
    for I in I_values:
        ax.plot(V, dvdt_EIF(V, I, params), label=f"I = {I} pA")
    ax.set(xlabel="V (mV)", ylabel="dV/dt (mV/ms)", ylim=(-3, 4))
    ax.legend()
    return ax

# %% rheobase_EIF
def rheobase_EIF(params):
    return params["g_L"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])

# %% answer_rheobase
# The fixed points come together and disappear. In the LIF there is one fixed point only and it stays.

# %% simulate_EIF
def simulate_EIF(params, I_inj):
    dt = params["dt"]
    n = round(params["T"] / dt)
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V = np.zeros(n)
    V[0] = params["V_0"]
    spikes = []
    hold = 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"]
            hold -= 1
        else:
            V[k] = V[k - 1] + dt * dvdt_EIF(V[k - 1], current[k - 1], params)
        if V[k] >= params["V_th"]:
            V[k] = params["V_th"]
            spikes.append(k)
            hold = int(params["tref"])
    return V, np.arange(n) * dt, spikes

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    while I_high - I_low > tol:
        middle = (I_low + I_high) / 2
        if len(simulate(params, middle)[2]) > 0:
            I_high = middle
        else:
            I_low = middle
        return middle
