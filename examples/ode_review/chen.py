# chen: everything right, and everything a list: no numpy array is made or returned, only `math`.

# %% insert before forward_euler
import math


def for_each(f, values):
    try:
        return [f(float(one)) for one in values]
    except TypeError:
        return f(values)

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    x, t = [float(x_0)], [0.0]
    while len(x) < round(T / dt):
        x.append(x[-1] + dxdt(x[-1]) * dt)
        t.append(len(t) * dt)
    return [x, t]

# %% dxdt_relax
def dxdt_relax(a, x_val):
    return for_each(lambda x: a - x, x_val)

# %% x_relax
def x_relax(t, a, x_0):
    return for_each(lambda one: a + (x_0 - a) * math.exp(-one), t)

# %% dxdt_square
def dxdt_square(x_val):
    return for_each(lambda x: x**2, x_val)

# %% blow_up_time_square
def blow_up_time_square(x_0):
    return math.inf if x_0 <= 0 else 1 / x_0

# %% x_square
def x_square(t, x_0):
    end = blow_up_time_square(x_0)
    return [x_0 / (1 - x_0 * float(one)) if one < end else math.nan for one in t]

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return for_each(lambda x: math.exp(a * x), x_val)

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    return math.inf if a <= 0 else math.exp(-a * x_0) / a

# %% x_exp
def x_exp(t, a, x_0):
    if a == 0:
        return [x_0 + float(one) for one in t]
    end = blow_up_time_exp(a, x_0)
    return [
        -math.log(math.exp(-a * x_0) - a * one) / a if one < end else math.nan
        for one in map(float, t)
    ]

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return for_each(lambda x: math.exp(a - x), x_val)

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return for_each(lambda one: math.log(math.exp(x_0) + math.exp(a) * one), t)

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    rate = [dxdt(one) for one in x]
    fig = plt.figure(figsize=(12, 4))
    panels = []
    for number, (right, up, xlabel, ylabel) in enumerate(
        [(x, rate, "x (u)", "dx/dt (u/ms)"), (t, rate, "time t (ms)", "dx/dt (u/ms)"), (t, x, "time t (ms)", "x (u)")]
    ):
        ax = fig.add_subplot(1, 3, number + 1)
        ax.plot(right, up, ".")
        ax.set_xlabel(xlabel)
        ax.set_ylabel(ylabel)
        panels.append(ax)
    return panels

# %% heun_step
def heun_step(dxdt, x_val, dt):
    slopes = [dxdt(x_val)]
    slopes.append(dxdt(x_val + slopes[0] * dt))
    return x_val + sum(slopes) / len(slopes) * dt

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k1 = dxdt(x_val)
    k2 = dxdt(x_val + 0.5 * dt * k1)
    k3 = dxdt(x_val + 0.5 * dt * k2)
    k4 = dxdt(x_val + dt * k3)
    return x_val + sum([k1, k2, k2, k3, k3, k4]) / 6 * dt

# %% convergence_order
def convergence_order(dts, errors):
    x, y = [math.log10(one) for one in dts], [math.log10(one) for one in errors]
    n = len(x)
    above = n * sum(a * b for a, b in zip(x, y)) - sum(x) * sum(y)
    return above / (n * sum(a * a for a in x) - sum(x) ** 2)

# %% travel_time
def travel_time(dxdt, x_start, x_end, n=1000):
    dx = (x_end - x_start) / n
    times = [dx / dxdt(x_start + dx * (i + 0.5)) for i in range(n)]
    return sum(times) if min(times) > 0 else math.inf
