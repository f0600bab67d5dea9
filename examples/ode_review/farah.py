# farah: everything right, in the manner of the original tutorial: np.arange, np.zeros, plt.plot, plt.subplot.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    # set up the time range and the array of x
    t_range = np.arange(0, T, dt)
    x = np.zeros(t_range.size)
    # initialize
    x[0] = x_0
    # simulate
    for k in range(t_range.size - 1):
        xdot = dxdt(x[k])
        x[k + 1] = x[k] + xdot * dt
    return x, t_range

# %% dxdt_relax
def dxdt_relax(a, x_val):
    xdot = a - x_val
    return xdot

# %% x_relax
def x_relax(t, a, x_0):
    C = x_0 - a
    x = C * np.exp(-t) + a
    return x

# %% dxdt_square
def dxdt_square(x_val):
    xdot = x_val**2
    return xdot

# %% blow_up_time_square
def blow_up_time_square(x_0):
    t_end = np.inf
    if x_0 > 0:
        t_end = 1 / x_0
    return t_end

# %% x_square
def x_square(t, x_0):
    if x_0 == 0:
        return np.zeros(t.size)
    C = 1 / x_0
    x = np.zeros(t.size)
    x[:] = np.nan
    alive = t < blow_up_time_square(x_0)
    x[alive] = 1 / (C - t[alive])
    return x

# %% dxdt_exp
def dxdt_exp(a, x_val):
    xdot = np.exp(a * x_val)
    return xdot

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    t_end = np.inf
    if a > 0:
        t_end = 1 / (a * np.exp(a * x_0))
    return t_end

# %% x_exp
def x_exp(t, a, x_0):
    if a == 0:
        return x_0 + t
    x = x_0 - np.log(1 - a * t * np.exp(a * x_0)) / a
    x[t >= blow_up_time_exp(a, x_0)] = np.nan
    return x

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    xdot = np.exp(a) * np.exp(-x_val)
    return xdot

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    C = np.exp(x_0 - a)
    x = a + np.log(t + C)
    return x

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    dx = dxdt(x)
    plt.figure(figsize=(12, 4))
    ax1 = plt.subplot(131)
    plt.plot(x, dx, 'k')
    plt.xlabel('x')
    plt.ylabel('dx/dt')
    ax2 = plt.subplot(132)
    plt.plot(t, dx, 'k')
    plt.xlabel('Time, t')
    plt.ylabel('dx/dt')
    ax3 = plt.subplot(133)
    plt.plot(t, x, 'k')
    plt.xlabel('Time, t')
    plt.ylabel('Function value, x')
    return ax1, ax2, ax3

# %% heun_step
def heun_step(dxdt, x_val, dt):
    x_tilde = x_val + dt * dxdt(x_val)
    x_next = x_val + 0.5 * dt * (dxdt(x_val) + dxdt(x_tilde))
    return x_next

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k1 = dt * dxdt(x_val)
    k2 = dt * dxdt(x_val + k1 / 2)
    k3 = dt * dxdt(x_val + k2 / 2)
    k4 = dt * dxdt(x_val + k3)
    x_next = x_val + k1 / 6 + k2 / 3 + k3 / 3 + k4 / 6
    return x_next

# %% convergence_order
def convergence_order(dts, errors):
    p = np.polyfit(np.log10(dts), np.log10(errors), 1)
    return p[0]

# %% travel_time
def travel_time(dxdt, x_start, x_end, n=1000):
    dx = (x_end - x_start) / n
    x = np.arange(n) * dx + x_start + dx / 2
    xdot = dxdt(x)
    if np.any(np.sign(xdot) != np.sign(dx)):
        return np.inf
    return np.sum(dx / xdot)

# %% answer_features
# a - x, a and ax are linear. Fixed points: ax 0 (unstable), logistic 0 (unstable) and K (stable), a - x: a (stable), x^2:
# 0 (half-stable), the others none. x^2 and e^ax blow up, because the doubling time gets shorter and shorter and all
# doublings together take a finite time. It cannot turn round, since at the turning point it would stand still.

# %% answer_lif_extension
# LIF is a - x. With x^2 there is a second, unstable fixed point, which is the threshold, and the blow-up above it is the
# spike. Input lifts the curve until both are gone. Reset is still by hand.
