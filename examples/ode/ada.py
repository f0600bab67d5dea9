# ada: everything right, written with loops, element by element.

# %% x_constant
def x_constant(t_range, a, x_0):
    if np.ndim(t_range) == 0:
        return x_0 + a * t_range
    x = []
    for t in t_range:
        x.append(x_0 + a * t)
    return np.array(x)

# %% x_proportion
def x_proportion(t, a_param, x_0):
    if np.ndim(t) == 0:
        return x_0 * np.exp(a_param * t)
    x = np.zeros(len(t))
    for i in range(len(t)):
        x[i] = x_0 * np.exp(a_param * t[i])
    return x

# %% plot_proportion_rates
def plot_proportion_rates(a_values, x_0, T):
    t = np.zeros(101)
    for i in range(101):
        t[i] = i * T / 100
    fig, ax = plt.subplots()
    for i in range(len(a_values)):
        ax.plot(t, x_proportion(t, a_values[i], x_0), label="a = " + str(a_values[i]))
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% plot_proportion_starts
def plot_proportion_starts(x_0_values, a, T):
    t = np.zeros(101)
    for i in range(101):
        t[i] = i * T / 100
    fig, ax = plt.subplots()
    for i in range(len(x_0_values)):
        ax.plot(t, x_proportion(t, a, x_0_values[i]), label="x_0 = " + str(x_0_values[i]))
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% update_x
def update_x(x_val, xdot, dt):
    increment = xdot * dt
    return x_val + increment

# %% dxdt_prop
def dxdt_prop(a_param, x_val):
    return a_param * x_val

# %% euler_error
def euler_error(a, x_0, dt, T):
    x, t = forward_euler_prop(a, x_0, dt, T)
    largest = 0.0
    for i in range(len(t)):
        distance = abs(x[i] - x_proportion(t[i], a, x_0))
        if distance > largest:
            largest = distance
    return largest

# %% dxdt_log
def dxdt_log(a, K, x_val):
    brake = 1 - x_val / K
    return a * x_val * brake

# %% forward_euler_logistic
def forward_euler_logistic(a, x_0, K, dt, T):
    n = round(T / dt)
    x = np.zeros(n)
    t = np.zeros(n)
    x[0] = x_0
    for k in range(1, n):
        t[k] = k * dt
        x[k] = update_x(x[k - 1], dxdt_log(a, K, x[k - 1]), dt)
    return x, t

# %% plot_logistic_family
def plot_logistic_family(parameter, values):
    fig, ax = plt.subplots()
    for value in values:
        a, K, x_0 = 1.0, 1.0, 0.01
        if parameter == "a":
            a = value
        elif parameter == "K":
            K = value
        elif parameter == "x_0":
            x_0 = value
        x, t = forward_euler_logistic(a, x_0, K, 0.01, 10.0)
        ax.plot(t, x, label=parameter + " = " + str(value))
    ax.set_xlabel("time t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% x_logistic
def x_logistic(t, a, K, x_0):
    if np.ndim(t) == 0:
        return K / (1 + (K / x_0 - 1) * np.exp(-a * t))
    x = np.zeros(len(t))
    for i in range(len(t)):
        x[i] = K / (1 + (K / x_0 - 1) * np.exp(-a * t[i]))
    return x

# %% plot_logistic_check
def plot_logistic_check(a, K, x_0, dt, T):
    x, t = forward_euler_logistic(a, x_0, K, dt, T)
    fig, ax = plt.subplots()
    ax.plot(t, x, label="Euler")
    ax.plot(t, x_logistic(t, a, K, x_0), label="formula")
    ax.set_xlabel("t (ms)")
    ax.set_ylabel("x (u)")
    ax.legend()
    return ax

# %% answer_constant
# 1. $a$ = 100 pA / 200 pF = 0.5 mV/ms. Every ms the voltage goes up by 0.5 mV, wherever it is.
# 2. 15 mV at 0.5 mV/ms: 30 ms. The twin is always 5 mV above and arrives after 20 ms.
# 3. $a = 0$: a flat line, no current. $a < 0$: a straight line down, with a negative current.
# 4. It would go on for ever. Real membranes leak.

# %% answer_proportion
# 1. Negative, because $g$ gets smaller. $a = -\ln 2 / 3.5 = -0.198$ per ms, the time constant is 5.05 ms.
# 2. 1 nS and 0.5 nS. From 8 nS it would be twice as much, the reasoning is the same.
# 3. It grows without end; 3.5 ms is the doubling time.
# 4. It stays 0, since the rate is 0 there, and that is why nothing can cross it.

# %% answer_dt
# 1. 0.01 u and 0.002 u. One step is off by O(dt²), but there are T/dt of them: together O(dt).
# 2. 10 000 and 100 000 steps; ten times better costs ten times more.
# 3. dt = 2: factor 0.6, smooth but coarse. dt = 8: factor −0.6, jumps from side to side. dt = 12: factor
#    −1.4, explodes. I would trust none of them for numbers, and use 0.1 ms.
# 4. Not exploding is not the same as right. Halve dt and see whether anything changes.

# %% answer_logistic
# 1. 0 and K. Between them dx/dt > 0, above K it is < 0: everything goes to K, so K is stable and 0 is not.
# 2. At K/2, with aK/4; that is the inflection of the curve. From 0.7 K one has already passed it.
# 3. (i) twice as fast, (ii) twice as high, (iii) the same curve, ln(10)/a later.
# 4. The signs turn round: now 0 is stable, and from K/2 it decays to 0.

# %% answer_biology
# 1. (i) relaxation, the leak pulls back to rest; (ii) exponential decay, each channel closes by itself;
#    (iii) logistic, recruits run out; (iv) constant rate, all charge stays.
# 2. Logistic growth starts slowly (S), a membrane is fastest at once. And it has a second fixed point.
# 3. The axis of that curve is voltage, not time. In time the gate relaxes.
# 4. Constant rate: as soon as the membrane leaks.
