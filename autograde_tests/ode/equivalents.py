"""Changes of the `ode` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_FLOAT = "NumPy's number is a float as well"
_DT = "the curves of both steps cannot be told apart by eye"

_BACKWARDS = "a line drawn backwards is the same line"
_RISING = "times are in rising order"
_STYLE = "nobody asked for markers or dashes"
_PRODUCT = "only the product of a and t counts"

EQUIVALENTS = {
    "plot_proportion_rates": {
        "t = np.linspace(0, T, 200) → t = np.linspace(T, 0, 200)": _BACKWARDS,
        "ax.plot(t, x_proportion(t, a, x_0), label=f'a = {a}') → ax.plot(t, x_proportion(a, t, x_0), label=f'a = {a}')": _PRODUCT,
    },
    "plot_proportion_starts": {
        "t = np.linspace(0, T, 200) → t = np.linspace(T, 0, 200)": _BACKWARDS,
        "ax.plot(t, x_proportion(t, a, x_0), label=f'x_0 = {x_0}') → ax.plot(t, x_proportion(a, t, x_0), label=f'x_0 = {x_0}')": _PRODUCT,
    },
    "x_logistic": {"t = np.sort(t)": _RISING},
    "x_constant": {"t_range = np.sort(t_range)": _RISING},
    "x_proportion": {
        "t = np.sort(t)": _RISING,
        "1 / x_0": "a start at zero stays there; nobody divides by it",
    },
    "euler_error": {
        "exact = x_proportion(t, a, x_0) → exact = x_proportion(a, t, x_0)": _PRODUCT,
        "return float(np.max(np.abs(x - exact))) → return np.max(np.abs(x - exact))": _FLOAT,
    },
    "plot_logistic_check": {
        "ax.plot(t, x, 'o-', markersize=4, label='Euler') → ax.plot(t, x, '', markersize=4, label='Euler')": _STYLE,
        "ax.plot(t, x_logistic(t, a, K, x_0), 'k--', label='formula') → ax.plot(t, x_logistic(t, a, K, x_0), '', label='formula')": _STYLE,
        "ax.plot(t, x_logistic(t, a, K, x_0), 'k--', label='formula') → ax.plot(t, x_logistic(a, t, K, x_0), 'k--', label='formula')": _PRODUCT,
    },
    "plot_logistic_family": {
        "x, t = forward_euler_logistic(settings['a'], settings['x_0'], settings['K'], 0.01, T) → x, t = forward_euler_logistic(settings['a'], settings['x_0'], settings['K'], 0.02, T)": _DT,
    },
}
