"""Membranes as students have them, for the simulator that takes any of them."""

# ruff: noqa: ANN001, ANN201, D103 (sent to where student code runs; the names say it)

import numpy as np


def f_LIF(V, params):
    return -(V - params["E_L"])


def f_EIF(V, params):
    exponent = np.minimum((V - params["V_rh"]) / params["Delta_T"], 700.0)
    return -(V - params["E_L"]) + params["Delta_T"] * np.exp(exponent)


def f_QIF(V, params):
    return params["a_0"] * (V - params["E_L"]) * (V - params["V_c"])
