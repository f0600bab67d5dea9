"""Changes of the `ode_review` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_INF = "NumPy makes infinity of a division by 0"
_FLOAT = "NumPy's number is a float as well"
_MID = "the time is asked for to 1 %, which 1000 pieces give wherever in a piece the rate is taken"
_ZERO = "a rate of 0 makes the sum infinite, too"
_SIGN = "whether the rate is multiplied or divided by dx, its sign is the same"

_RISING = "times are in rising order, from 0 on"

EQUIVALENTS = {
    "dxdt_square": {
        "return x_val ** 2 → return np.asarray(x_val ** 2).astype(np.asarray(x_val).dtype)": "squares of whole numbers are whole numbers",
    },
    "x_relax": {"t = np.sort(t)": _RISING},
    "x_square": {"t = np.sort(t)": _RISING},
    "x_exp": {
        "t = np.sort(t)": _RISING,
        "return x_0 + t → return np.asarray(x_0 + t).astype(np.asarray(t).dtype)": "where a is 0 it is no formula, and nobody makes an array like t",
    },
    "x_exp_decay": {"t = np.sort(t)": _RISING},
    "blow_up_time_exp": {
        "if a > 0: → if a >= 0:": _INF,
    },
    "convergence_order": {
        "return float(slope) → return slope": _FLOAT,
        "return float(slope) → return np.asarray(float(slope)).astype(np.asarray(dts).dtype)": "steps are no whole numbers",
    },
    "travel_time": {
        "n = 1000": _MID,
        "return np.sum(dx / rates) → return np.round(np.sum(dx / rates), 2)": "the time is asked for to 1 %",
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
