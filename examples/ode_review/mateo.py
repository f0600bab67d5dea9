# mateo: right up to his travel_time, which walks from piece to piece and never asks whether x goes that way. His
# figure has no labels.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    x = [float(x_0)]
    for _ in range(round(T / dt) - 1):
        x.append(x[-1] + dxdt(x[-1]) * dt)
    return np.array(x), np.arange(len(x)) * dt

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
    return 1 / x_0 if x_0 > 0 else np.inf

# %% x_square
def x_square(t, x_0):
    with np.errstate(divide="ignore"):
        return np.where(t < blow_up_time_square(x_0), x_0 / (1 - x_0 * t), np.nan)

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return np.exp(a * x_val)

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return np.exp(a - x_val)

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return np.log(np.exp(x_0) + np.exp(a) * t)

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    for ax, one, other in zip(axes, [x, t, t], [dxdt(x), dxdt(x), x]):
        ax.plot(one, other)
        ax.grid()
    return axes

# %% travel_time
def travel_time(dxdt, x_start, x_end, n=1000):
    x, time = x_start, 0.0
    dx = (x_end - x_start) / n
    for _ in range(n):
        time += dx / dxdt(x + dx / 2)
        x += dx
    return time
