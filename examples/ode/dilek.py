# dilek: everything right; counts in whole numbers, int(...) and range(...) everywhere, no float where an
# integer will do, plots point by point.

# %% x_constant
def x_constant(t_range, a, x_0):
    return t_range * a + x_0

# %% x_proportion
def x_proportion(t, a_param, x_0):
    return np.e ** (a_param * t) * x_0

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    n = int(100)
    t = np.arange(n + 1) * T / n
    fig = plt.figure()
    ax = fig.add_subplot(1, 1, 1)
    for a in a_values:
        ax.plot(t, x_proportion(t, a, x_0), ".", label="a = {}".format(a))
    plt.xlabel("time t (ms)")
    plt.ylabel("x (u)")
    plt.legend()
    return plt.gca()

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    n = int(100)
    t = np.arange(n + 1) * T / n
    fig = plt.figure()
    ax = fig.add_subplot(1, 1, 1)
    for x_0 in x_0_values:
        ax.plot(t, x_proportion(t, a, x_0), ".", label="x_0 = {}".format(x_0))
    plt.xlabel("time t (ms)")
    plt.ylabel("x (u)")
    plt.legend()
    return plt.gca()

# %% update_x
def update_x(x_val, xdot, dt):
    x_val += xdot * dt
    return x_val

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return x_val * a_param

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    errors = abs(x_proportion(t, a, x_0) - x)
    return sorted(errors)[-1]

# %% dxdt_log
def dxdt_log(a, K, x_val):
    return a * (x_val - x_val**2 / K)

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    steps = int(T / dt)
    x = [x_0] * steps
    t = [0] * steps
    for k in range(steps - 1):
        x[k + 1] = x[k] + a * x[k] * (1 - x[k] / K) * dt
        t[k + 1] = (k + 1) * dt
    return np.array(x), np.array(t)

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1, "x_0": 0.01, "K": 1}
    fig = plt.figure()
    ax = fig.add_subplot(1, 1, 1)
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings["a"], settings["x_0"], settings["K"], 1 / 100, 10)
        ax.plot(t[::10], x[::10], "o", markersize=2, label="{} = {}".format(parameter, value))
    plt.xlabel("time t (ms)")
    plt.ylabel("x (u)")
    plt.legend()
    return ax

# %% x_logistic
def x_logistic(t, a, K, x_0):
    growth = np.e ** (a * t)
    return K * x_0 * growth / (K + x_0 * (growth - 1))

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    plt.figure()
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    plt.plot(t, x, "o", label="Euler, dt = " + str(dt) + " ms")
    plt.plot(t, x_logistic(t, a, K, x_0), "--", label="formula")
    plt.xlabel("t")
    plt.ylabel("x")
    plt.legend()
    return plt.gca()

# %% answer_proportion
# a is negative. a = -1/3.5 = -0.29 per ms, the time constant is 3.5 ms. At 7 ms 1 nS, at 10.5 ms 0.5 nS.
# With a > 0 it grows. At 0 it stays at 0.
