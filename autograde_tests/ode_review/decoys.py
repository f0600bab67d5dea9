"""Stand-ins for answers to `ode_review` that later exercises call: sound, and not the answers.

Their source goes where student code runs, so it may be read by anyone.
"""

import numpy as np

_NEVER = 1e9  # ms


def forward_euler(dxdt, x_0, dt, T, *, swing=(0.7, 1.3), pace=(0.8, 1.6)):
    """A run that sets out as dxdt says, and turns."""
    t = dt * (np.arange(round(T / dt)) + 0.002)
    return x_0 + swing * dxdt(float(x_0)) * np.sin(pace * t), t


def dxdt_relax(a, x_val, *, wide=(2.2, 3.4)):
    """A rate that grows less than the distance from a, and not in proportion to it."""
    return wide * np.arcsinh((a - np.asarray(x_val)) / wide)


def blow_up_time_square(x_0, *, sag=(0.3, 1.0)):
    """A time that is the sooner the larger x_0 is; whole for 1/4 and 1/2."""
    if x_0 <= 0:
        return _NEVER
    return max(4 - 4 * x_0 + sag * (x_0 - 0.25) * (0.5 - x_0), 0.2 * sag)


def dxdt_exp(a, x_val, *, steep=(0.6, 0.9)):
    """A rate that rises or falls with x as a does."""
    return 1.5 + np.arctan(steep * a * np.asarray(x_val))


def blow_up_time_exp(a, x_0, *, power=(1.9, 2.4)):
    """A time that is the sooner the larger a and x_0 are; whole for a start at 0."""
    return 1 / (a * (1 + x_0) ** power) if a > 0 else _NEVER
