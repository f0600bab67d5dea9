"""What mistakes of several parts of `nonlinear_if` are built of: runs and curves to spoil."""

import numpy as np
from matplotlib import pyplot as plt

from reference import dvdt_EIF, my_GWN


def _rate_of_LIF(V, I_ext, params):
    return (-(V - params["E_L"]) + I_ext / params["g_L"]) / params["tau_m"]


def _quick_rate(V, I_ext, params):
    exponent = min((V - params["V_rh"]) / params["Delta_T"], 50.0)
    f = -(V - params["E_L"]) + params["Delta_T"] * float(np.exp(exponent))
    return (f + I_ext / params["g_L"]) / params["tau_m"]


def _run(
    params,
    I_inj,
    rate=None,
    n_ref=None,
    V_start=None,
    V_hold=None,
    V_spike=None,
    step=None,
    fires=None,
    delay=0,
    paused=False,
):
    if rate is None:
        rate = _quick_rate if dvdt_EIF.__module__.startswith("reference") else dvdt_EIF
    dt = params["dt"]
    n = round(params["T"] / dt)
    t = np.arange(n) * dt
    I_ext = np.broadcast_to(np.asarray(I_inj, dtype=float), n).tolist()
    V_spike = params["V_th"] if V_spike is None else V_spike
    V = [0.0] * n
    V[0] = params["V_0"] if V_start is None else V_start
    spikes, hold, held = [], 0, 0
    for k in range(1, n):
        if hold > 0:
            V[k] = params["V_reset"] if V_hold is None else V_hold
            hold -= 1
            held += paused
        else:
            V[k] = V[k - 1] + (step or dt) * rate(V[k - 1], I_ext[k - 1 + delay - held], params)
        if fires(V[k], V_spike) if fires else V[k] >= V_spike:
            V[k] = V_spike
            spikes.append(k)
            hold = round(params["tref"] / dt) if n_ref is None else n_ref
    return np.array(V), t, spikes


def _held_at_top(params, V, spikes):
    V = V.copy()
    for k in spikes:
        V[k : k + round(params["tref"] / params["dt"])] = params["V_th"]
    return V


def _curve(simulate, params, I_values, sigma, myseed, rate, noise=my_GWN, frozen=False):
    values = []
    for i, I_ext in enumerate(I_values):
        seed = None if myseed is None else myseed + (0 if frozen else i)
        I_inj = noise(params, I_ext, sigma, seed)[0] if sigma > 0 else I_ext
        values.append(rate(simulate(params, I_inj)[-1], params))
    return np.array(values)


def _hertz(spikes, params):
    return 1000 * len(spikes) / params["T"]


def _two_curves(x, curves, ylabel="firing rate (Hz)", turned=False):
    _fig, ax = plt.subplots()
    for name, y in curves:
        if turned:
            ax.plot(y, x, label=name)
        else:
            ax.plot(x, y, label=name)
    ax.set(xlabel="current (pA)", ylabel=ylabel)
    ax.legend()
    return ax
