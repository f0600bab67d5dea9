# kira: the first half only, right; the second half has known mistakes in the solver.

# %% x_constant
def x_constant(t_range, a, x_0):
    return x_0 + t_range * a

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * np.exp(a_param * t)

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    fig, ax = plt.subplots()
    for a in a_values:
        x, t = forward_euler_prop(a, x_0, 0.001, T)
        ax.plot(t, x, label=a)
    ax.set_xlabel("t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    fig, ax = plt.subplots()
    t = np.linspace(0, T)
    for x_0 in x_0_values:
        ax.plot(t, x_proportion(t, a, x_0), label=x_0)
    ax.set_xlabel("t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% update_x
def update_x(x_val, xdot, dt):
    return x_val + dt * xdot

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return abs(np.max(x) - np.max(x_proportion(t, a, x_0)))

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (1 - K / x_val)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    n = round(T / dt) + 1
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], a * x[k] * (1 - x[k] / K), dt)
    return x, dt * np.arange(n)

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    fig, ax = plt.subplots()
    for value in values:
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], settings["K"], 0.01, 10.0)
        ax.plot(t, x, label=f"{parameter} = {value}")
    ax.set_xlabel("t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% answer_dt
# 1. 0.01 and 0.002 u. 2. 10000 and 100000 steps. 3. Only dt = 2 ms, the others jump or explode.
# 4. It may still be inaccurate, so try a smaller dt.
