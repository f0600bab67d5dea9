# bela: everything right, as short as numpy allows: no loop where there is a way around it.

# %% insert before forward_euler
from itertools import accumulate, repeat

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    t = np.arange(0, T, dt)
    return np.fromiter(accumulate(t, lambda x, _: x + dt * dxdt(x), initial=x_0), float)[:-1], t

# %% dxdt_relax
def dxdt_relax(a, x_val):
    return np.subtract(a, x_val)

# %% x_relax
x_relax = lambda t, a, x_0: x_0 * np.exp(-t) - a * np.expm1(-t)

# %% dxdt_square
dxdt_square = np.square

# %% blow_up_time_square
def blow_up_time_square(x_0):
    return 1 / x_0 if x_0 > 0 else float("inf")

# %% x_square
def x_square(t, x_0):
    left = 1 - x_0 * t
    return np.divide(x_0, left, out=np.full(t.shape, np.nan), where=left > 0)

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return np.exp(np.multiply(a, x_val))

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    return np.divide(np.exp(-a * x_0), a) if a > 0 else np.inf

# %% x_exp
def x_exp(t, a, x_0):
    left = np.exp(-a * x_0) - a * t
    logs = np.log(left, out=np.full(t.shape, np.nan), where=left > 0)
    return -logs / a if a else x_0 + t

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return np.exp(np.subtract(a, x_val))

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    return x_0 + np.log1p(t * np.exp(a - x_0))

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3, figsize=(12, 3.5))
    names = {"x": "x (u)", "t": "time t (ms)", "r": "dx/dt (u/ms)"}
    data = {"x": x, "t": t, "r": dxdt(x)}
    for ax, (right, up) in zip(axes, ["xr", "tr", "tx"]):
        ax.plot(data[right], data[up])
        ax.set(xlabel=names[right], ylabel=names[up])
    return axes

# %% heun_step
def heun_step(dxdt, x_val, dt):
    return x_val + dt * np.mean([k := dxdt(x_val), dxdt(x_val + dt * k)])

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k = list(accumulate([dt / 2, dt / 2, dt], lambda k, h: dxdt(x_val + h * k), initial=dxdt(x_val)))
    return x_val + dt * np.average(k, weights=[1, 2, 2, 1])

# %% convergence_order
def convergence_order(dts, errors):
    covariance = np.cov(np.log(dts), np.log(errors))
    return covariance[0, 1] / covariance[0, 0]

# %% travel_time
def travel_time(dxdt, x_start, x_end, n=1000):
    x = np.linspace(x_start, x_end, n + 1)
    times = (x_end - x_start) / n / dxdt(x)  # the trapezoidal rule
    return np.inf if (times <= 0).any() else np.sum(times[1:] + times[:-1]) / 2

# %% answer_features
# a, ax, a − x linear, the others not. Fixed points: none; 0 (unstable); 0 (unstable) and K (stable); a (stable); 0
# (half-stable); none; none. Blow-up: x² from above 0, e^{ax} from everywhere. ax doubles in equal times, x² in ever
# shorter ones. No turning, because at each x there is one direction only.

# %% answer_sums
# Rates add. Solutions add for linear equations: (x + y)' = I + J − (x + y). x² + y² is not (x + y)².
# x² − a: −√a stable, √a not. x² + a: nothing, explodes.
