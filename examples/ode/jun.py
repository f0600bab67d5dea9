# jun: known mistakes of another kind: what is left out, and whole numbers where there should be floats.

# %% x_constant
def x_constant(t_range, a, x_0):
    x = np.zeros_like(t_range)
    x[...] = x_0 + a * t_range
    return x

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return abs(x_0) * np.exp(a_param * t)

# %% update_x
def update_x(x_val, xdot, dt):
    return xdot * dt

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    return np.abs(x - x_proportion(t, a, x_0)).mean()

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * (1 - x_val / K)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(1, n):
        x[k] = x[k] + a * x[k] * (1 - x[k] / K) * dt
    return x, dt * np.arange(n)

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    fig, ax = plt.subplots()
    for value in values:
        x, t = forward_euler_logistic(value, 0.01, 1.0, 0.01, 10.0)
        ax.plot(t, x, label=f"{parameter} = {value}")
    return ax

# %% x_logistic
def x_logistic(t, a, K, x_0):
    return K + (x_0 - K) * np.exp(-a * t)
