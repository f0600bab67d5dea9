# ada: everything right, written with loops, element by element.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    t = np.zeros(n)
    x[0] = x_0
    for k in range(1, n):
        t[k] = k * dt
        x[k] = x[k - 1] + dt * dxdt(x[k - 1])
    return x, t

# %% dxdt_relax
def dxdt_relax(a, x_val):
    distance = a - x_val
    return distance

# %% x_relax
def x_relax(t, a, x_0):
    x = np.zeros(len(t))
    for i in range(len(t)):
        y = (x_0 - a) * np.exp(-t[i])
        x[i] = a + y
    return x

# %% dxdt_square
def dxdt_square(x_val):
    return x_val * x_val

# %% blow_up_time_square
def blow_up_time_square(x_0):
    if x_0 <= 0:
        return np.inf
    else:
        return 1 / x_0

# %% x_square
def x_square(t, x_0):
    x = np.zeros(len(t))
    for i in range(len(t)):
        if t[i] < blow_up_time_square(x_0):
            x[i] = x_0 / (1 - x_0 * t[i])
        else:
            x[i] = np.nan
    return x

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return np.exp(a * x_val)

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    if a <= 0:
        return np.inf
    return np.exp(-a * x_0) / a

# %% x_exp
def x_exp(t, a, x_0):
    x = np.zeros(len(t))
    for i in range(len(t)):
        if a == 0:
            x[i] = x_0 + t[i]
        elif t[i] < blow_up_time_exp(a, x_0):
            x[i] = -np.log(np.exp(-a * x_0) - a * t[i]) / a
        else:
            x[i] = np.nan
    return x

# %% dxdt_exp_decay
def dxdt_exp_decay(a, x_val):
    return np.exp(a - x_val)

# %% x_exp_decay
def x_exp_decay(t, a, x_0):
    x = np.zeros(len(t))
    for i in range(len(t)):
        x[i] = np.log(np.exp(x_0) + np.exp(a) * t[i])
    return x

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    rate = np.zeros(len(x))
    for i in range(len(x)):
        rate[i] = dxdt(x[i])
    fig, (ax1, ax2, ax3) = plt.subplots(1, 3, figsize=(11, 3))
    ax1.plot(x, rate)
    ax1.set_xlabel("x (u)")
    ax1.set_ylabel("dx/dt (u/ms)")
    ax2.plot(t, rate)
    ax2.set_xlabel("time t (ms)")
    ax2.set_ylabel("dx/dt (u/ms)")
    ax3.plot(t, x)
    ax3.set_xlabel("time t (ms)")
    ax3.set_ylabel("x (u)")
    return [ax1, ax2, ax3]

# %% heun_step
def heun_step(dxdt, x_val, dt):
    slope_start = dxdt(x_val)
    x_end = x_val + slope_start * dt
    slope_end = dxdt(x_end)
    mean_slope = (slope_start + slope_end) / 2
    return x_val + mean_slope * dt

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k = [dxdt(x_val)]
    for walk in [dt / 2, dt / 2, dt]:
        k.append(dxdt(x_val + k[-1] * walk))
    total = 0
    for slope, weight in zip(k, [1, 2, 2, 1]):
        total += slope * weight
    return x_val + total / 6 * dt

# %% convergence_order
def convergence_order(dts, errors):
    n = len(dts)
    mean_x = sum(np.log(dt) for dt in dts) / n
    mean_y = sum(np.log(error) for error in errors) / n
    above = 0
    below = 0
    for dt, error in zip(dts, errors):
        above += (np.log(dt) - mean_x) * (np.log(error) - mean_y)
        below += (np.log(dt) - mean_x) ** 2
    return above / below

# %% travel_time
def travel_time(dxdt, x_start, x_end, n=1000):
    time = 0
    dx = (x_end - x_start) / n
    for i in range(n):
        rate = dxdt(x_start + (i + 0.5) * dx)
        if rate * dx <= 0:
            return np.inf
        time += dx / rate
    return time

# %% answer_features
# 1. $a$: linear, no fixed point, straight line for ever. $ax$: linear, 0 is unstable (rate negative below it, positive
#    above), grows for ever without blow-up. Logistic: not linear, 0 unstable, $K$ stable. $a - x$: linear, $a$ is
#    stable (positive below, negative above), everything ends there. $x^2$: not linear, 0 half-stable (positive on both
#    sides), blow-up at $1/x_0$ if $x_0 > 0$, otherwise goes to 0. $e^{ax}$: not linear, no fixed point, always blows up at
#    $e^{-a x_0}/a$. $e^{a-x}$: not linear, no fixed point, goes up like a logarithm, no blow-up.
# 2. Doubling takes always the same time for $ax$, so infinitely many take for ever. For $x^2$ each takes half the time of
#    the one before, and the sum is finite. From the picture one cannot tell.
# 3. To turn round the rate would have to be 0, but then $x$ stays.

# %% answer_sums
# 1. The rates add at each x, the solutions do not: their sum rises for ever, the true one stops at a. First the constant
#    (x is small), then the −x, balance at x = a. The sum has a stable fixed point at a, none of the two has.
# 2. $(x + y)' = I - x + J - y = (I + J) - (x + y)$, the same equation again. For squares $x^2 + y^2 \neq (x + y)^2$. It
#    works for $a$, $ax$ and $a - x$.
# 3. $x^2 - a$: $-\sqrt a$ stable, $\sqrt a$ unstable, above it blow-up. $x^2 + a$: none, always blow-up. The constant
#    decides whether there is a rest.

# %% answer_lif_extension
# 1. $a - x$. Threshold, spike, reset by hand, because the straight phase line only leads to its fixed point.
# 2. Stable: rest. Unstable: threshold. Above it x blows up, that is the upstroke. Reset by hand.
# 3. It lifts the phase line; the two meet and vanish; then it fires again and again.
# 4. The last bit takes no time: 0.1 ms and 0.00005 ms. The exponential cares less.
