# chen: everything right, and everything a list: no numpy array is made or returned, only `math`.

# %% insert before x_constant
import math


def for_each(f, t):
    try:
        return [f(one) for one in t]
    except TypeError:
        return f(t)

# %% x_constant
def x_constant(t_range, a, x_0):
    return for_each(lambda t: float(x_0 + a * t), t_range)

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return for_each(lambda one: x_0 * math.exp(a_param * one), t)

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    times = [T * i / 200 for i in range(201)]
    fig, ax = plt.subplots()
    for a in a_values:
        ax.plot(times, x_proportion(times, a, x_0), label=f"a = {a}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    times = [T * i / 200 for i in range(201)]
    fig, ax = plt.subplots()
    for x_0 in x_0_values:
        ax.plot(times, x_proportion(times, a, x_0), label=f"x_0 = {x_0}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% update_x
def update_x(x_val, xdot, dt):
    return sum([x_val, xdot * dt])

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return for_each(lambda x: a_param * x, x_val)

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return max([abs(one - x_proportion(when, a, x_0)) for one, when in zip(x, t)])

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return for_each(lambda x: a * x * (K - x) / K, x_val)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    x, t = [x_0], [0.0]
    while len(x) < round(T / dt):
        x.append(update_x(x[-1], dxdt_log(a, K, x[-1]), dt))
        t.append(len(t) * dt)
    return [x, t]

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    fig, ax = plt.subplots()
    for value in values:
        arguments = {"a": 1.0, "x_0": 0.01, "K": 1.0, "dt": 0.01, "T": 10.0, parameter: value}
        x, t = forward_euler_logistic(**arguments)
        ax.plot(t, x, label=f"{parameter} = {value}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% x_logistic
def x_logistic(t, a, K, x_0):
    return for_each(lambda one: K * x_0 / (x_0 + (K - x_0) * math.exp(-a * one)), t)

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    fig, ax = plt.subplots()
    fine = np.linspace(0, t[-1], 500)
    ax.plot(fine, x_logistic(fine, a, K, x_0), "r", label="formula")
    ax.plot(t, x, "b.", label="Euler")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax
