# priya: her cell of simulate_LIF imports a simulator that is not installed here, so nothing in it is defined;
# the rest, as far as it goes, is right.

# %% dvdt_proto_LIF
def dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val):
    return (I_ext - g_L * (V_val - E_L)) / C_m

# %% steady_state_voltage
def steady_state_voltage(params, I_ext):
    return params["E_L"] + I_ext / params["g_L"]

# %% simulate_LIF
import brian2 as b2


def simulate_LIF(params, I_inj):
    group = b2.NeuronGroup(1, "dv/dt = -v / (10*ms) : 1", threshold="v > 1", reset="v = 0")
    return group

# %% spike_freq
def spike_freq(spikes, params):
    return 1000 * len(spikes) / params["T"]

# %% rheobase_LIF
def rheobase_LIF(params):
    return params["g_L"] * (params["V_th"] - params["E_L"])

# %% simulate_noisy_LIF
def simulate_noisy_LIF(params, mu, sigma, myseed):
    return simulate_LIF(params, my_GWN(params, mu, sigma, myseed)[0])

# %% FI_curve
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    freq = np.zeros(len(I_range))
    for i, I in enumerate(I_range):
        run = simulate_noisy_LIF(params, I, sigma, i) if sigma else simulate_LIF(params, I)
        freq[i] = spike_freq(run[2], params)
    return I_range, freq

# %% answer_units
# pA / nS = mV and pF / nS = ms, so with these units no factor of 1000 is needed.
