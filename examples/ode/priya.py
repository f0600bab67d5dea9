# priya: her cell of dxdt_prop imports a module that is not there, so nothing in it is defined; the rest,
# as far as it goes, is right.

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
from my_own_lecture_notes import proportional


def dxdt_prop(a_param, x_val):
    return proportional(a_param, x_val)

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.max(np.abs(x - x_proportion(t, a, x_0)))

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * x_val * (1 - x_val / K)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        xdot = dxdt_log(a, K, x[k])
        x[k + 1] = update_x(x[k], xdot, dt)
    return x, dt * np.arange(n)

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}
    fig, ax = plt.subplots()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], settings["K"], 0.01, 10.0)
        ax.plot(x, label=f"{parameter} = {value}")
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax
