# kira: her simulator has the sign of the ionic current wrong and runs away: with `math` in her rates that is an
# OverflowError. Her rates take single numbers only; what does not need arrays is right.

# %% insert before gate_steady_state
import math

# %% gate_steady_state
def gate_steady_state(alpha, beta):
    return alpha / (alpha + beta)

# %% gate_time_constant
def gate_time_constant(alpha, beta):
    return 1 / (alpha + beta)

# %% dxdt_gate
def dxdt_gate(alpha, beta, x):
    return alpha * (1 - x) - beta * x

# %% alpha_m
def alpha_m(V):
    u = (V + 40) / 10
    return 1.0 if u == 0 else u / (1 - math.exp(-u))

# %% alpha_n
def alpha_n(V):
    u = (V + 55) / 10
    return 0.1 if u == 0 else 0.1 * u / (1 - math.exp(-u))

# %% rates_HH
def rates_HH(V):
    beta_m = 4 * math.exp(-(V + 65) / 18)
    alpha_h = 0.07 * math.exp(-(V + 65) / 20)
    beta_h = 1 / (1 + math.exp(-(V + 35) / 10))
    beta_n = 0.125 * math.exp(-(V + 65) / 80)
    return alpha_m(V), beta_m, alpha_h, beta_h, alpha_n(V), beta_n

# %% I_ion
def I_ion(V, m, h, n, params):
    I_Na = params["g_Na"] * m**3 * h * (V - params["E_Na"])
    I_K = params["g_K"] * n**4 * (V - params["E_K"])
    return I_Na + I_K + params["g_L"] * (V - params["E_L"])

# %% simulate_HH
def simulate_HH(params, I_inj):
    dt = params["dt"]
    steps = round(params["T"] / dt)
    t = np.arange(steps) * dt
    I = np.broadcast_to(np.asarray(I_inj, dtype=float), steps)
    V, m, h, n = np.zeros(steps), np.zeros(steps), np.zeros(steps), np.zeros(steps)
    def am(v): return 0.1 * (v + 40) / (1 - math.exp(-(v + 40) / 10))
    def bm(v): return 4 * math.exp(-(v + 65) / 18)
    def an(v): return 0.01 * (v + 55) / (1 - math.exp(-(v + 55) / 10))
    def bn(v): return 0.125 * math.exp(-(v + 65) / 80)
    def ah(v): return 0.07 * math.exp(-(v + 65) / 20)
    def bh(v): return 1 / (1 + math.exp(-(v + 35) / 10))
    V[0] = params["V_0"]
    m[0] = gate_steady_state(am(V[0]), bm(V[0]))
    h[0] = gate_steady_state(ah(V[0]), bh(V[0]))
    n[0] = gate_steady_state(an(V[0]), bn(V[0]))
    for k in range(steps - 1):
        V[k + 1] = V[k] + dt * (I[k] + I_ion(V[k], m[k], h[k], n[k], params)) / params["C_m"]
        m[k + 1] = m[k] + dt * dxdt_gate(am(V[k]), bm(V[k]), m[k])
        h[k + 1] = h[k] + dt * dxdt_gate(ah(V[k]), bh(V[k]), h[k])
        n[k + 1] = n[k] + dt * dxdt_gate(an(V[k]), bn(V[k]), n[k])
    return V, m, h, n, t

# %% detect_spikes
def detect_spikes(V, t, threshold=0.0):
    return t[1:][(V[:-1] < threshold) & (V[1:] >= threshold)]
