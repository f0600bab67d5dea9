# hana: an early mistake that costs once. Her update_x and dxdt_log are wrong, and named; everything that
# uses them is right and earns its points with correct ones standing in.

# %% x_constant
def x_constant(t_range, a, x_0):
    return a * t_range + x_0

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * np.exp(-a_param * t)

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    fig, ax = plt.subplots()
    t = np.linspace(0, T, 150)
    for a in a_values:
        ax.plot(t, x_proportion(t, a, x_0), label=f"a = {a}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    fig, ax = plt.subplots()
    t = np.linspace(0, T, 150)
    for x_0 in x_0_values:
        ax.plot(t, x_proportion(t, a, x_0), label=f"x_0 = {x_0}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax

# %% update_x
def update_x(x_val, xdot, dt):
    return x_val + xdot

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.abs(x - x_proportion(t, a, x_0)).max()

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (1 - x_val)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        x[k + 1] = update_x(x[k], dxdt_log(a, K, x[k]), dt)
    return x, dt * np.arange(n)

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    fig, ax = plt.subplots()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], settings["K"], 0.01, 10.0)
        ax.plot(t, x, label=f"{parameter} = {value}")
    ax.set(xlabel="time t (ms)", ylabel="x (u)")
    ax.legend()
    return ax

# %% answer_proportion
# It falls exponentially, by half each 3.5 ms: 1 nS at 7 ms, 0.5 nS at 10.5 ms. a is negative.
# Flipped, it would grow.

# %% answer_logistic
# The fixed points are 0 and K. K is stable, 0 is not. It is fastest at K/2.
