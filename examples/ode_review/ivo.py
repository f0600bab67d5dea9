# ivo: one known mistake after another, from the analytic part: starts, signs, what is left out.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    n = round(T / dt) + 1
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)

# %% dxdt_relax
def dxdt_relax(a, x_val):
    return x_val - a

# %% x_relax
def x_relax(t, a, x_0):
    return a + x_0 * np.exp(-t)

# %% dxdt_square
def dxdt_square(x_val):
    return 2 * x_val

# %% blow_up_time_square
def blow_up_time_square(x_0):
    return 1 / abs(x_0) if x_0 != 0 else np.inf

# %% x_square
def x_square(t, x_0):
    return x_0 / (1 - x_0 * t)

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return a * np.exp(a * x_val)

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    if a <= 0:
        return np.nan
    return np.exp(-a * x_0) / a

# %% x_exp
def x_exp(t, a, x_0):
    if a == 0:
        return x_0 + t
    return -np.log(np.exp(-a * x_0) - a * t)

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return np.exp(a) - x_val

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return x_0 + np.log(1 + np.exp(a) * t)

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(dxdt(x), x)
    axes[1].plot(t, dxdt(x))
    axes[2].plot(t, x)
    axes[0].set_xlabel("dx/dt")
    axes[0].set_ylabel("x")
    axes[1].set_xlabel("t")
    axes[1].set_ylabel("dx/dt")
    axes[2].set_xlabel("t")
    axes[2].set_ylabel("x")
    return axes

# %% heun_step
def heun_step(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    return x_val + dxdt(x_val + k_1 * dt) * dt

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_2 * dt / 2)
    k_4 = dxdt(x_val + k_3 * dt)
    return x_val + (k_1 + k_2 + k_3 + k_4) / 4 * dt

# %% convergence_order
def convergence_order(dts, errors):
    return np.polyfit(np.log(dts), np.log(errors), 1)

# %% travel_time
def travel_time(dxdt, x_start, x_end, n=1000):
    dx = (x_end - x_start) / n
    return np.sum(dx / dxdt(x_start + dx * (np.arange(n) + 0.5)))

# %% answer_features
# Non-linear equations blow up, linear ones do not.

# %% answer_sums
# The solution of the sum is the sum of the solutions.

# %% answer_lif_extension
# Non-linear models are more realistic.
