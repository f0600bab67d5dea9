# ivo: one known mistake after another, from the analytic part: brackets, roles, signs.

# %% x_constant
def x_constant(t_range, a, x_0):
    return a * (t_range + x_0)

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 + np.exp(a_param * t)

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    t = np.linspace(0, T, 100)
    fig, ax = plt.subplots()
    for a in a_values:
        ax.plot(t, x_0 + a * t, label=f"a = {a}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    t = np.linspace(0, T, 100)
    fig, ax = plt.subplots()
    for x_0 in x_0_values:
        ax.plot(t, x_proportion(t, x_0, a), label=f"x_0 = {x_0}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% update_x
def update_x(x_val, xdot, dt):
    return (x_val + xdot) * dt

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * np.exp(a_param * x_val)

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(x_proportion(t, a, x_0) - x)

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (K - x_val)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    t = np.arange(round(T / dt)) * dt
    return K / (1 + (K / x_0 - 1) * np.exp(-a * t)), t

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    fig, ax = plt.subplots()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["K"], settings["x_0"], 0.01, 10.0)
        ax.plot(t, x, label=f"{parameter} = {value}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% x_logistic
def x_logistic(t, a, K, x_0):
    return K / (1 + (K / x_0) * np.exp(-a * t))

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    fig, ax = plt.subplots()
    x, t = forward_euler_logistic(a, K, x_0, dt, T)
    ax.plot(t, x, label="Euler")
    ax.plot(t, x_logistic(t, a, K, x_0), label="formula")
    ax.set(xlabel="t (ms)", ylabel="x (u)")
    ax.legend()
    return ax

# %% answer_constant
# a is the voltage, 0.5.

# %% answer_logistic
# It is an S-shaped curve.
