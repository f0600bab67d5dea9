# goran: partly right. Uses `math`, so arrays fail where there is an exponential; forgets the legend in
# one figure and the axis labels in another; looks at the last sample only for Euler's error (named).

# %% insert before x_constant
import math

# %% x_constant
def x_constant(t_range, a, x_0):
    return x_0 + a * t_range

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * math.exp(a_param * t)

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    t = np.linspace(0, T, 100)
    fig, ax = plt.subplots()
    for a in a_values:
        ax.plot(t, [x_proportion(one, a, x_0) for one in t], label=f"a = {a}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    t = np.linspace(0, T, 100)
    fig, ax = plt.subplots()
    for x_0 in x_0_values:
        ax.plot(t, [x_proportion(one, a, x_0) for one in t], label=f"x_0 = {x_0}")
    ax.legend()
    return ax

# %% update_x
def update_x(x_val, xdot, dt):
    return x_val + xdot * dt

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return abs(x[-1] - x_proportion(t[-1], a, x_0))

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (1 - x_val / K)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, np.arange(n)

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    fig, ax = plt.subplots()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], settings["K"], 0.01, 10.0)
        ax.plot(t, x, label=f"{parameter} = {value}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()

# %% answer_constant
# The voltage rises by 0.5 mV per ms. 30 ms.

# %% answer_dt
# A smaller dt is better but takes longer. If dt is too big it explodes.
