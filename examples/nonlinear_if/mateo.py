# mateo: right as far as he got; his search for the rheobase calls itself until Python gives up, and his CV_curve
# needs a module that does not exist.

# %% f_EIF
def f_EIF(V, params):
    exponent = np.minimum((V - params["V_rh"]) / params["Delta_T"], 50.0)
    return params["E_L"] - V + params["Delta_T"] * np.exp(exponent)

# %% dvdt_EIF
def dvdt_EIF(V, I_ext, params):
    return (f_EIF(V, params) + I_ext / params["g_L"]) / params["tau_m"]

# %% rheobase_EIF
def rheobase_EIF(params):
    return params["g_L"] * (params["V_rh"] - params["E_L"] - params["Delta_T"])

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
            hold = round(params["tref"] / dt)
    return V, np.arange(n) * dt, spikes

# %% find_rheobase
def find_rheobase(simulate, params, I_low, I_high, tol):
    middle = (I_low + I_high) / 2
    return find_rheobase(simulate, params, I_low, middle, tol)

# %% FI_curve_model
def FI_curve_model(simulate, params, I_values, sigma=0, myseed=None):
    rates = np.zeros(len(I_values))
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + i      # for my_GWN
        current = my_GWN(params, I_ext, sigma, seed)[0] if sigma > 0 else I_ext
        rates[i] = len(simulate(params, current)[2]) / (params["T"] / 1000)
    return rates

# %% plot_FI_models
def plot_FI_models(params_LIF, params_EIF, I_values):
    fig, ax = plt.subplots()
    ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), label="LIF")
    ax.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), label="EIF")
    ax.set(xlabel="current (pA)", ylabel="rate (Hz)")
    ax.legend()
    return ax

# %% CV_curve
import spiketrains


def CV_curve(simulate, params, I_values, sigma, myseed=None):
    return [spiketrains.cv(simulate(params, my_GWN(params, I, sigma, myseed)[0])[2]) for I in I_values]

# %% f_QIF
def f_QIF(V, params):
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])
