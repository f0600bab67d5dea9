# priya: her cell of x_square imports a module that is not there, so nothing in it is defined, and her rk4_step raises;
# the rest, as far as it goes, is right.

# %% forward_euler
def forward_euler(dxdt, x_0, dt, T):
    n = int(T / dt)
    x = np.empty(n)
    x[0] = x_0
    for k in range(1, n):
        x[k] = x[k - 1] + dxdt(x[k - 1]) * dt
    return x, np.linspace(0, T, n, endpoint=False)

# %% dxdt_relax
def dxdt_relax(a, x_val):
    return a - x_val

# %% x_relax
def x_relax(t, a, x_0):
    return x_0 * np.exp(-t) + a * (1 - np.exp(-t))

# %% dxdt_square
def dxdt_square(x_val):
    return np.power(x_val, 2)

# %% blow_up_time_square
def blow_up_time_square(x_0):
    return 1 / x_0 if x_0 > 0 else np.inf

# %% x_square
from my_own_lecture_notes import hyperbola


def x_square(t, x_0):
    return hyperbola(t, x_0)

# %% dxdt_exp
def dxdt_exp(a, x_val):
    return np.exp(a * x_val)

# %% blow_up_time_exp
def blow_up_time_exp(a, x_0):
    return np.exp(-a * x_0) / a if a > 0 else np.inf

# %% x_exp
def x_exp(t, a, x_0):
    if a == 0:
        return x_0 + t
    x = -np.log(np.exp(-a * x_0) - a * t) / a
    return np.where(t < blow_up_time_exp(a, x_0), x, np.nan)

# %% plot_phase
def plot_phase(dxdt, x_0, dt, T):
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[0].set_xlabel("x (u)")
    axes[0].set_ylabel("rate (u/ms)")
    axes[1].plot(t, np.gradient(x, dt))
    axes[1].set_xlabel("t (ms)")
    axes[1].set_ylabel("rate (u/ms)")
    axes[2].plot(t, x)
    axes[2].set_xlabel("t (ms)")
    axes[2].set_ylabel("x (u)")
    return axes

# %% heun_step
def heun_step(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return x_val + (k_1 + k_2) / 2 * dt

# %% rk4_step
def rk4_step(dxdt, x_val, dt):
    k = np.zeros(4)
    for i in range(5):
        k[i] = dxdt(x_val + k[i - 1] * dt / 2)
    return x_val + (k[0] + 2 * k[1] + 2 * k[2] + k[3]) / 6 * dt
