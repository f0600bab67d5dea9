# goran: partly right. Forgets the special cases (a = 0, starts at or below zero), has infinity at the blow-up
# itself, one label missing in his figure, which he does not return; Heun's method is the midpoint method (named).

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)

# %% dxdt_relax
def dxdt_relax(a, x_val):
    return a - x_val

# %% x_relax
def x_relax(t, a, x_0):
    return a + (x_0 - a) * np.exp(-t)

# %% dxdt_square
def dxdt_square(x_val):
    return x_val**2

# %% blow_up_time_square
def blow_up_time_square(x_0):
    return 1 / x_0

# %% x_square
def x_square(t, x_0):
    x = x_0 / (1 - x_0 * t)
    x[t > 1 / x_0] = np.nan
    return x

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return np.exp(a * x_val)

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    if a < 0:
        return np.inf
    return math.exp(-a * x_0) / a

# %% insert before blow_up_time_exp
import math

# %% x_exp
def x_exp(t, a, x_0):
    return -np.log(np.exp(-a * x_0) - a * t) / a

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return np.exp(a - x_val)

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return [math.log(math.exp(x_0) + math.exp(a) * one) for one in t]

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[1].plot(t, dxdt(x))
    axes[2].plot(t, x)
    axes[0].set(xlabel="x", ylabel="dx/dt")
    axes[2].set(xlabel="t", ylabel="x")

# %% heun_step
def heun_step(dxdt, x_val, dt):
    middle = x_val + dxdt(x_val) * dt / 2
    return x_val + dxdt(middle) * dt

# %% convergence_order
def convergence_order(dts, errors):
    return np.log(errors[-1] / errors[0]) / np.log(dts[-1] / dts[0])

# %% answer_features
# The fixed points are where the rate is zero. Some of the equations blow up, because they grow too fast.
