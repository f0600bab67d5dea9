"""The course's models: what is right. Knows nothing of grading, and students never see it."""

import numpy as np

G = 9.81  # m/s², acceleration of free fall


def sinking_speed(t: float | np.ndarray, m: float, b: float) -> float | np.ndarray:
    """Speed of a ball that sinks in oil, released from rest at t = 0.

    The solution of m dv/dt = m g - b v. Buoyancy is left out.

    Parameters
    ----------
    t
        Time, s.
    m
        Mass of the ball, kg.
    b
        Drag coefficient, kg/s.

    Returns
    -------
    float or array
        The speed at each time, m/s.
    """
    return m * G / b * (1 - np.exp(-b * t / m))
