# nadia: the cell of update_x crashes the interpreter; all the rest is right.

# %% x_constant
def x_constant(t_range, a, x_0):
    return x_0 + a * t_range

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return x_0 * np.exp(a_param * t)

# %% update_x
import ctypes

ctypes.string_at(0)  # reads where nothing may be read


def update_x(x_val, xdot, dt):
    return x_val + xdot * dt

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

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
        x[k + 1] = x[k] + dt * dxdt_log(a, K, x[k])
    return x, dt * np.arange(n)
