"""Changes of the `ode` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_FLOAT = "NumPy's number is a float as well"
_DT = "the curves of both steps cannot be told apart by eye"

EQUIVALENTS = {
    "x_proportion": {"1 / x_0": "a start at zero stays there; nobody divides by it"},
    "euler_error": {
        "exact = x_proportion(t, a, x_0) → exact = x_proportion(a, t, x_0)": "only the product of a and t counts",
        "return float(np.max(np.abs(x - exact))) → return np.max(np.abs(x - exact))": _FLOAT,
    },
    "plot_logistic_family": {
        "x, t = forward_euler_logistic(settings['a'], settings['x_0'], settings['K'], 0.01, T) → x, t = forward_euler_logistic(settings['a'], settings['x_0'], settings['K'], 0.02, T)": _DT,
    },
}
