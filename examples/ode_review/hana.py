# hana: early mistakes that cost once. Her forward_euler and blow-up times are wrong, and named; what uses them is right
# and earns its points with correct ones standing in.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k])
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
    if x_0 == 0:
        return np.inf
    return 1 / x_0

# %% x_square
def x_square(t, x_0):
    x = np.full(t.shape, np.nan)
    alive = t < blow_up_time_square(x_0)
    x[alive] = x_0 / (1 - x_0 * t[alive])
    return x

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return np.exp(a * x_val)

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    if a > 0:
        return np.exp(-a * x_0)
    return np.inf

# %% x_exp
def x_exp(t, a, x_0):
    if a == 0:
        return x_0 + t
    x = np.full(t.shape, np.nan)
    alive = t < blow_up_time_exp(a, x_0)
    x[alive] = -np.log(np.exp(-a * x_0) - a * t[alive]) / a
    return x

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return np.exp(a - x_val)

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return np.log(np.exp(x_0) + np.exp(a) * t)

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(3, 1, figsize=(5, 9))
    axes[0].plot(x, dxdt(x))
    axes[0].set(xlabel="x (u)", ylabel="dx/dt (u/ms)")
    axes[1].plot(t, dxdt(x))
    axes[1].set(xlabel="time t (ms)", ylabel="dx/dt (u/ms)")
    axes[2].plot(t, x)
    axes[2].set(xlabel="time t (ms)", ylabel="x (u)")
    return axes

# %% heun_step
def heun_step(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return x_val + (k_1 + k_2) / 2 * dt

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_2 * dt / 2)
    k_4 = dxdt(x_val + k_3 * dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt

# %% convergence_order
def convergence_order(dts, errors):
    return np.polyfit(np.log(dts), np.log(errors), 1)[0]

# %% answer_sums
# The rates add, the solutions do not. a - x starts like a and stops at a. Two runs of a linear equation can be added.

# %% answer_lif_extension
# The blow-up is like a spike. The unstable fixed point is the threshold.
