"""Changes of the `ode_review` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_INF = "NumPy makes infinity of a division by 0"
_FLOAT = "NumPy's number is a float as well"
_MID = "the time is asked for to 1 %, which 1000 pieces give wherever in a piece the rate is taken"
_ZERO = "a rate of 0 makes the sum infinite, too"
_SIGN = "whether the rate is multiplied or divided by dx, its sign is the same"

EQUIVALENTS = {
    "blow_up_time_exp": {
        "if a > 0: → if a >= 0:": _INF,
    },
    "convergence_order": {
        "return float(slope) → return slope": _FLOAT,
    },
    "travel_time": {
        **dict.fromkeys(
            (
                "rates = dxdt(x_start + dx * (np.arange(n) + 0.5)) → rates = dxdt(x_start + dx * (np.arange(n) - 0.5))",
                "rates = dxdt(x_start + dx * (np.arange(n) + 0.5)) → rates = dxdt(x_start + dx * (np.arange(n) + 1.5))",
                "rates = dxdt(x_start + dx * (np.arange(n) + 0.5)) → rates = dxdt(x_start + dx * np.arange(n))",
                "rates = dxdt(x_start + dx * (np.arange(n) + 0.5)) → rates = dxdt(x_start + dx * (np.arange(n) + 1.0))",
                "rates = dxdt(x_start + dx * (np.arange(n) + 0.5)) → rates = dxdt(x_start + dx * (np.arange(n) + 0))",
            ),
            _MID,
        ),
        "if np.any(rates * dx <= 0): → if np.any(rates * dx < 0):": _ZERO,
        "if np.any(rates * dx <= 0): → if np.any(rates / dx <= 0):": _SIGN,
    },
}
