# farah: everything right, in the manner of the original tutorial: np.arange, np.zeros, plt.plot.

# %% x_constant
def x_constant(t_range, a, x_0):
    # x_0: initial condition, a: slope
    x = a * t_range + x_0
    return x

# %% x_proportion
def x_proportion(t, a_param, x_0):
    x = np.exp(a_param * t) * x_0
    return x

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    t = np.arange(0, T + T / 2000, T / 1000)
    plt.figure()
    for a in a_values:
        x = x_proportion(t, a, x_0)
        plt.plot(t, x, label='a = ' + str(a))
    plt.xlabel('Time, t')
    plt.ylabel('Function value, x')
    plt.legend()
    return plt.gca()

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    t = np.arange(0, T + T / 2000, T / 1000)
    plt.figure()
    for x_0 in x_0_values:
        x = x_proportion(t, a, x_0)
        plt.plot(t, x, label='x_0 = ' + str(x_0))
    plt.xlabel('Time, t')
    plt.ylabel('Function value, x')
    plt.legend()
    return plt.gca()

# %% update_x
def update_x(x_val, xdot, dt):
    x_next = x_val + xdot * dt
    return x_next

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    xdot = a_param * x_val
    return xdot

# %% euler_error
def euler_error(a, x_0, dt, T):
    x_euler, t_range = forward_euler_prop(a, x_0, dt, T)
    x_exact = x_proportion(t_range, a, x_0)
    error = np.max(np.abs(x_euler - x_exact))
    return error

# %% dxdt_log
def dxdt_log(a, K, x_val):
    xdot = a * x_val * (1 - x_val / K)
    return xdot

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    # set up the time range and the array of x
    t_range = np.arange(0, T, dt)
    x = np.zeros(t_range.size)
    # initialize
    x[0] = x_0
    # simulate
    for k in range(t_range.size - 1):
        xdot = dxdt_log(a, K, x[k])
        x[k + 1] = update_x(x[k], xdot, dt)
    return x, t_range

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    settings = {"a": 1.0, "x_0": 0.01, "K": 1.0}  # the usual values
    T = 10.0  # ms
    plt.figure()
    for value in values:
        settings[parameter] = value
        x, t = forward_euler_logistic(settings['a'], settings['x_0'], settings['K'], 0.01, T)
        plt.plot(t, x, label=parameter + ' = ' + str(value))
    plt.xlabel('Time, t')
    plt.ylabel('Function value, x')
    plt.legend()
    return plt.gca()

# %% x_logistic
def x_logistic(t, a, K, x_0):
    C = (K - x_0) / x_0
    x = K / (1 + C * np.exp(-a * t))
    return x

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    plt.figure()
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    plt.plot(t, x, label="Euler")
    plt.plot(np.linspace(0, T, 300), x_logistic(np.linspace(0, T, 300), a, K, x_0), label="formula")
    plt.xlabel("time t (ms)")
    plt.ylabel("x (u)")
    plt.legend()
    return plt.gca()

# %% answer_constant
# a = 0.5 mV/ms is how fast the voltage rises. It takes 30 ms, the twin 20 ms, they stay 5 mV apart.
# For a = 0 nothing happens, for a < 0 it falls (hyperpolarising current). It would rise for ever.

# %% answer_proportion
# a < 0 because g falls; a = -ln(2)/3.5 = -0.198 per ms, time constant 5.05 ms. 1 nS, 0.5 nS; always half
# in 3.5 ms. With the other sign it doubles every 3.5 ms. At 0 the rate is 0, so it stays there.

# %% answer_dt
# 0.01 and 0.002. Many steps with O(dt^2) each give O(dt). 10 000 and 100 000 steps. 2 ms: smooth, 8 ms:
# alternating, 12 ms: explodes. Compare with half the dt.

# %% answer_logistic
# 0 (unstable) and K (stable): dx/dt is positive between them and negative above K. Fastest at K/2: aK/4.
# a: pace, K: height, x_0: delay. For negative a it is the other way round.

# %% answer_biology
# Relaxation, exponential decay, logistic, constant. The leak has one fixed point and no S. The gate's
# curve is over voltage. Constant rate fails because of the leak.
