"""What mistakes of several parts of `hodgkin_huxley` are built of: rates and currents."""

from reference import alpha_h, alpha_m, alpha_n, beta_h, beta_m, beta_n


def _all_rates(V):
    return {
        "m": (alpha_m(V), beta_m(V)),
        "h": (alpha_h(V), beta_h(V)),
        "n": (alpha_n(V), beta_n(V)),
    }


def _currents(V, m, h, n, params, E_Na="E_Na", E_K="E_K"):
    I_Na = params["g_Na"] * m**3 * h * (V - params[E_Na])
    I_K = params["g_K"] * n**4 * (V - params[E_K])
    I_L = params["g_L"] * (V - params["E_L"])
    return I_Na, I_K, I_L
