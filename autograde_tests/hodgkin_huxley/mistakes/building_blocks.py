"""What mistakes of several parts of `hodgkin_huxley` are built of: rates and currents."""

from reference import rates_HH


def _all_rates(V):
    rates = rates_HH(V)
    return dict(zip("mhn", zip(rates[::2], rates[1::2])))


def _currents(V, m, h, n, params, E_Na="E_Na", E_K="E_K"):
    I_Na = params["g_Na"] * m**3 * h * (V - params[E_Na])
    I_K = params["g_K"] * n**4 * (V - params[E_K])
    I_L = params["g_L"] * (V - params["E_L"])
    return I_Na, I_K, I_L
