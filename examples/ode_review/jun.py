# jun: known mistakes of another kind: whole numbers where there should be floats, wrong ends, mixed-up roles.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    t = np.arange(0, T, dt)
    x = np.full(len(t), x_0)
    for k in range(len(t) - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, t

# %% dxdt_relax
def dxdt_relax(a, x_val):
    return abs(a - x_val)

# %% x_relax
def x_relax(t, a, x_0):
    x = np.zeros_like(t)
    x[:] = a + (x_0 - a) * np.exp(-t)
    return x

# %% dxdt_square
def dxdt_square(x_val):
    return x_val * abs(x_val)

# %% blow_up_time_square
def blow_up_time_square(x_0):
    return 1 / (2 * x_0) if x_0 > 0 else np.inf

# %% x_square
def x_square(t, x_0):
    x = x_0 / (1 - x_0 * t)
    if x_0 > 0:
        x[t >= 1 / x_0] = np.inf
    return x

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    return np.exp(-a * x_0) / a if a != 0 else np.inf

# %% x_exp
def x_exp(t, a, x_0):
    if a == 0:
        return x_0 + 0 * t
    x = -np.log(np.exp(-a * x_0) - a * t) / a
    x[np.isinf(x)] = np.nan
    return x

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return a + (x_0 - a) * np.exp(-t)

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[1].plot(dxdt(x))
    axes[2].plot(x)
    return axes

# %% heun_step
def heun_step(dxdt, x_val, dt):
    return x_val + (dxdt(x_val) + dxdt(x_val + dt)) / 2 * dt

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_1 * dt / 2)
    k_4 = dxdt(x_val + k_3 * dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt

# %% convergence_order
def convergence_order(dts, errors):
    return np.polyfit(np.log(errors), np.log(dts), 1)[0]
