"""What mistakes in several simulators of `adaptation` are built of: a run to spoil."""

import numpy as np

from reference import dwdt


def _leak(V, params):
    return -(V - params["E_L"])


def _raise(w, params):
    return w + params["b"]


def _run(
    params,
    I_inj,
    f,
    w_scale=None,
    I_scale=None,
    jump=_raise,
    in_hold=None,
    V_hold=None,
    V_start=None,
    V_spike=None,
    n_ref=None,
    rate_w=dwdt,
    tau_m=None,
    dt_V=None,
    dt_w=None,
    freeze=False,
    overshoot=False,
    new_w=False,
    cut=True,
    resets=True,
):
    dt, g_L = params["dt"], params["g_L"]
    n = round(params["T"] / dt)
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n).tolist()
    V_spike = params["V_th"] if V_spike is None else V_spike
    V_hold = params["V_reset"] if V_hold is None else V_hold
    n_ref = round(params["tref"] / dt) if n_ref is None else n_ref
    w_scale = 1 / g_L if w_scale is None else w_scale
    I_scale = 1 / g_L if I_scale is None else I_scale
    V, w, spikes = [0.0] * n, [0.0] * n, []
    V_now, w_now, hold = params["V_0"] if V_start is None else V_start, 0.0, 0
    for k in range(n):
        V[k], w[k] = min(V_now, V_spike) if cut else V_now, w_now
        V_seen = V_now
        if V_now >= V_spike:
            spikes.append(k)
            V_now, w_now, hold = V_hold if resets else V_now, jump(w_now, params), n_ref
            V_seen = V_seen if overshoot else V_now
        elif hold > 0 and in_hold is not None:
            w_now = in_hold(w_now, params)
        w_next = w_now
        if not (freeze and hold > 0):
            w_next += (dt_w or dt) * rate_w(V_seen, w_now, params)
        net = current[k] * I_scale - (w_next if new_w else w_now) * w_scale
        if hold > 0:
            hold -= 1
        else:
            V_now = V_now + (dt_V or dt) * (f(V_now, params) + net) / (tau_m or params["tau_m"])
        V_now = min(max(V_now, -1e9), 1e9)
        w_now = min(max(w_next, -1e12), 1e12)
    return np.array(V), np.array(w), np.arange(n) * dt, spikes


def _reset_in_hold(params, I_inj, f):
    """A run in which V is set to V_reset where it is held, and nowhere else."""
    return _run(params, I_inj, f, resets=round(params["tref"] / params["dt"]) > 0)


def _with_drawn_spikes(params, I_inj, f):
    """A run, and spikes drawn into it, each at the sample before it."""
    V, w, t, spikes = _run(params, I_inj, f)
    V[np.array(spikes, dtype=int) - 1] = 40.0
    return V, w, t, spikes
