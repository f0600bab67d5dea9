# bela: everything right, as short as numpy allows: no loop where there is a way around it.

# %% x_constant
def x_constant(t_range, a, x_0):
    return np.polyval([a, x_0], t_range)

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * np.exp(np.multiply(a_param, t))

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    t = np.linspace(0, T, 500)
    ax = plt.figure().gca()
    ax.plot(t, x_0 * np.exp(np.outer(t, a_values)), label=[f"a = {a}" for a in a_values])
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    t = np.linspace(0, T, 500)
    ax = plt.figure().gca()
    ax.plot(t, np.outer(np.exp(a * t), x_0_values), label=[f"x_0 = {x_0}" for x_0 in x_0_values])
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax

# %% update_x
update_x = lambda x_val, xdot, dt: x_val + dt * xdot

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return np.multiply(a_param, x_val)

# %% euler_error
def euler_error(a, x_0, dt, T):
    k = np.arange(round(T / dt))
    return np.abs(x_0 * (1 + a * dt) ** k - x_0 * np.exp(a * dt * k)).max()

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return np.multiply(a, x_val) - np.square(x_val) * a / K

# %% insert before forward_euler_logistic
from itertools import accumulate

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    t = np.arange(0, T, dt)
    x = accumulate(t[1:], lambda x, _: x * (1 + a * dt - a * dt / K * x), initial=x_0)
    return np.fromiter(x, float), t

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    # With the exact solution, all values at once.
    t = np.linspace(0, 10, 401)[:, None]
    p = {"a": 1.0, "K": 1.0, "x_0": 0.01} | {parameter: np.array(values, dtype=float)}
    x = p["K"] / (1 + (p["K"] / p["x_0"] - 1) * np.exp(-p["a"] * t))
    fig, ax = plt.subplots()
    ax.plot(t, x, label=[f"{parameter} = {value}" for value in values])
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% x_logistic
def x_logistic(t, a, K, x_0):
    return K / (1 + np.expm1(np.log(K / x_0)) * np.exp(-a * np.asarray(t)))

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    ax = plt.figure().add_subplot(xlabel="t (ms)", ylabel="x (u)")
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    for label, values in {"formula": x_logistic(t, a, K, x_0), "Euler": x}.items():
        ax.plot(t, values, label=label)
    ax.legend()
    return ax

# %% answer_constant
# 0.5 mV/ms; 30 ms, parallel lines 5 mV apart, 20 ms; flat / falling (negative current); no leak, no spike.

# %% answer_dt
# Error ~ dt, cost ~ 1/dt. Stable for dt < 2 tau, monotone for dt < tau. Halve dt to check.
