# emil: everything right; helper cells, imports of his own, extra plots, prints and a warning or two.

# %% insert before x_constant
import math
import warnings
from functools import partial

import matplotlib
import scipy.integrate
from numpy import exp, linspace

print("numpy", np.__version__, "matplotlib", matplotlib.__version__)


def style(ax):
    ax.set_xlabel("time t [ms]")
    ax.set_ylabel("x(t) [u]")
    ax.legend(loc="best", fontsize="small", title="legend")
    return ax

# %% x_constant
def x_constant(t_range, a, x_0):
    """My solution: x(t) = x_0 + a t."""
    print("x_constant was called")
    return x_0 + a * t_range


x_constant(np.array([1.0, 2.0]), 1.0, 0.0)

# %% insert after test_x_constant
t = linspace(0, 10)
plt.plot(t, x_constant(t, -3, 2))
plt.title("just looking")
plt.show()

# %% x_proportion
def x_proportion(t, a_param, x_0):
    """My solution: x(t) = x_0 e^(a t)."""
    if np.max(np.asarray(a_param) * t) > 700:
        warnings.warn("this will overflow")
    return x_0 * exp(a_param * t)

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    fig, ax = plt.subplots(figsize=(6, 4))
    t = linspace(0, T, 300)
    for a in a_values:
        ax.plot(t, x_proportion(t, a, x_0), lw=3, alpha=0.7, label=f"a = {a}")
    ax.axhline(0, color="k", lw=0.5)
    ax.set_title(f"x_0 = {x_0}")
    return style(ax)

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    fig, ax = plt.subplots(figsize=(6, 4))
    t = linspace(0, T, 300)
    for x_0 in sorted(x_0_values):
        ax.plot(t, x_proportion(t, a, x_0), lw=3, alpha=0.7, label=f"x_0 = {x_0}")
    ax.axhline(0, color="k", lw=0.5)
    ax.axvline(1 / abs(a), ls=":", label="time constant")
    return style(ax)

# %% update_x
def update_x(x_val, xdot, dt):
    """One step: old value plus rate times dt."""
    return x_val + xdot * dt

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    """dx/dt = a x."""
    return a_param * x_val

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    difference = np.abs(x - x_proportion(t=t, a_param=a, x_0=x_0))
    plt.semilogy(t, difference + 1e-12)
    plt.xlabel("t")
    print("the worst is at", t[np.argmax(difference)])
    return difference.max()

# %% dxdt_log
def dxdt_log(a, K, x_val):
    """dx/dt = a x (1 - x/K)."""
    return dxdt_prop(a, x_val) * (1 - x_val / K)

# %% insert before forward_euler_logistic
def euler(rate, x_0, dt, T):
    """Any equation: rate(x) is dx/dt."""
    t = dt * np.arange(round(T / dt))
    x = np.full(t.shape, float(x_0))
    for k in range(1, t.size):
        x[k] = update_x(x[k - 1], rate(x[k - 1]), dt)
    return x, t

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    return euler(partial(dxdt_log, a, K), x_0, dt, T)

# %% insert after test_forward_euler_logistic
# Does scipy agree?
run = scipy.integrate.solve_ivp(lambda t, x: dxdt_log(1, 1, x), (0, 10), [0.01], rtol=1e-8)
x, t = forward_euler_logistic(1, 0.01, 1, 0.001, 10)
plt.plot(run.t, run.y[0], "o", t, x)
print("at the end:", run.y[0, -1], x[-1], math.isclose(run.y[0, -1], x[-1], rel_tol=1e-3))

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    defaults = dict(a=1.0, x_0=0.01, K=1.0)
    fig, ax = plt.subplots(figsize=(6, 4))
    for value in values:
        x, t = forward_euler_logistic(**{**defaults, parameter: value}, dt=0.005, T=10)
        ax.plot(t, x, label=f"{parameter} = {value}")
    ax.axhline(1, ls="--", color="0.7", label="K")
    return style(ax)

# %% x_logistic
def x_logistic(t, a, K, x_0):
    """With the odds x/(K - x), which grow exponentially."""
    odds_against = (K - x_0) / x_0 * exp(-a * t)
    return K / (1 + odds_against)

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    """Both are on the same times, so the difference could be drawn, too."""
    euler, t = forward_euler_logistic(a, x_0, K, dt, T)
    fig, ax = plt.subplots(figsize=(8, 4))
    ax.plot(t, euler, "s-", ms=3, label="Euler")
    ax.plot(t, x_logistic(t, a=a, K=K, x_0=x_0), label="formula")
    ax.axhline(K, ls=":", color="0.7", label="K")
    return style(ax)

# %% answer_constant
# 1. $a = I/C_m$ = 0.5 mV/ms: V climbs half a millivolt a ms.
# 2. 30 ms; the twin 20 ms; always 5 mV apart.
# 3. Flat without current; down with a negative current.
# 4. The longer the further: no leak, no threshold.

# %% answer_biology
# 1. (i) relaxation, (ii) exponential decay, (iii) logistic, (iv) constant.
# 2. No S-shape, and no second fixed point.
# 3. A function of V is not a function of t.
# 4. Relaxation fails when voltage-gated channels open.
