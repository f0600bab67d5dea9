# nadia: her cell of simulate_LIF crashes the interpreter; what else she wrote is right.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (I_ext - g_L * (V_val - E_L)) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return params["E_L"] + I_ext / params["g_L"]

# %% dvdt_LIF
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (I_ext / g_L - (V_val - E_L)) / tau_m

# %% simulate_LIF
import ctypes

ctypes.string_at(0)


def simulate_LIF(params, I_inj):
    return 0, 0, 0

# %% spike_freq
def spike_freq(spikes, params):
    return 1000 * len(spikes) / params["T"]

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    I_noise, t = my_GWN(params, mu, sigma, myseed)
    return simulate_LIF(params, I_noise)

# %% get_ISI
def get_ISI(spikes, params):
    return params["dt"] * np.diff(spikes)
