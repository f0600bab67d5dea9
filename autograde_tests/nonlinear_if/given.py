"""The LIF neuron as students have it, for those who call a simulator that they are given."""

import numpy as np


def simulate_LIF(params, I_inj):  # noqa: ANN001, ANN201 - it is sent to where student code runs
    """Forward Euler with reset and hold."""
    dt, V_th, V_reset = params["dt"], params["V_th"], params["V_reset"]
    E_L, g_L, tau_m = params["E_L"], params["g_L"], params["tau_m"]
    n, n_ref = round(params["T"] / dt), round(params["tref"] / dt)
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n).tolist()
    V, spikes, hold = [float(params["V_0"])], [], 0
    for k in range(1, n):
        if hold > 0:
            V_k, hold = V_reset, hold - 1
        else:
            V_k = V[-1] + dt * (-(V[-1] - E_L) + current[k - 1] / g_L) / tau_m
        if V_k >= V_th:
            spikes.append(k)
            hold = n_ref
        V.append(V_k)
    return np.array(V), np.arange(n) * dt, spikes
