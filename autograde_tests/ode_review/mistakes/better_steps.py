"""Mistakes in steps of Heun's and of Runge and Kutta's, and about their order."""

import numpy as np

# heun_step


def heun_step__euler(dxdt, x_val, dt):
    """That is Euler's step. Heun's also asks for the slope at the end of it, and takes the mean."""
    return x_val + dxdt(x_val) * dt


def heun_step__slope_at_the_end(dxdt, x_val, dt):
    """You walk with the slope at Euler's end alone. The mean of both slopes is needed."""
    k_1 = dxdt(x_val)
    return x_val + dxdt(x_val + k_1 * dt) * dt


def heun_step__midpoint(dxdt, x_val, dt):
    """That is the midpoint method, which takes the slope in the middle. It is as good, but Heun's
    takes the mean of the slopes at the start and at the end.
    """
    k_1 = dxdt(x_val)
    return x_val + dxdt(x_val + k_1 * dt / 2) * dt


def heun_step__second_slope_in_the_middle(dxdt, x_val, dt):
    """You take the second slope half-way. It belongs at Euler's end, a whole dt along the first
    slope.
    """
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    return x_val + (k_1 + k_2) / 2 * dt


def heun_step__sum(dxdt, x_val, dt):
    """You add the two slopes; their mean is needed, so that the step is not twice as long."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return x_val + (k_1 + k_2) * dt


def heun_step__brackets(dxdt, x_val, dt):
    """Only the second slope is halved: mind the brackets in the mean."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return x_val + (k_1 + k_2 / 2) * dt


def heun_step__from_eulers_end(dxdt, x_val, dt):
    """You walk with the mean slope from Euler's end on, so two steps are made. Go back to x_val
    first.
    """
    k_1 = dxdt(x_val)
    end = x_val + k_1 * dt
    return end + (k_1 + dxdt(end)) / 2 * dt


def heun_step__slope_not_times_dt(dxdt, x_val, dt):
    """On the way to the second slope dt is missing: Euler's end is x plus slope times dt."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1)
    return x_val + (k_1 + k_2) / 2 * dt


def heun_step__dt_for_a_place(dxdt, x_val, dt):
    """You ask for the slope at x + dt. A time cannot be added to x: Euler's end is x plus slope
    times dt.
    """
    return x_val + (dxdt(x_val) + dxdt(x_val + dt)) / 2 * dt


def heun_step__without_dt(dxdt, x_val, dt):
    """The last step has no dt: you add the mean slope as if the step took 1 ms."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return x_val + (k_1 + k_2) / 2


def heun_step__without_x(dxdt, x_val, dt):
    """You return the increment alone. The step begins at x_val, so the increment is added to it."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return (k_1 + k_2) / 2 * dt


def heun_step__above_zero(dxdt, x_val, dt):
    """You lose the sign of x_val. x may well be below zero: begin the step where it is."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    return abs(x_val) + (k_1 + k_2) / 2 * dt


# rk4_step


def rk4_step__equal_weights(dxdt, x_val, dt):
    """All four slopes have the same weight in your mean. The two in the middle count twice:
    1, 2, 2, 1.
    """
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return x_val + (k_1 + k_2 + k_3 + k_4) / 4 * dt


def rk4_step__weights_of_the_ends(dxdt, x_val, dt):
    """The slopes at the start and at the end count twice in your mean. It is those in the middle
    that do: 1, 2, 2, 1.
    """
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return x_val + (2 * k_1 + k_2 + k_3 + 2 * k_4) / 6 * dt


def rk4_step__not_divided_by_6(dxdt, x_val, dt):
    """The weights 1, 2, 2, 1 add up to 6: divide by it, to get a mean."""
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) * dt


def rk4_step__divided_by_4(dxdt, x_val, dt):
    """You divide by 4, the number of slopes. The weights 1, 2, 2, 1 add up to 6."""
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 4 * dt


def rk4_step__third_slope_from_the_first(dxdt, x_val, dt):
    """Your third slope is found with the first one, so it is the second once more. Each slope is
    found with the one before it: k_3 with k_2.
    """
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_1 * dt / 2)
    k_4 = dxdt(x_val + k_3 * dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def rk4_step__fourth_slope_in_the_middle(dxdt, x_val, dt):
    """Your fourth slope is taken half-way. It belongs at the end, a whole dt along the third
    slope.
    """
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_2 * dt / 2)
    k_4 = dxdt(x_val + k_3 * dt / 2)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def rk4_step__whole_steps_to_the_middle(dxdt, x_val, dt):
    """Your second and third slopes are taken at the end. They belong in the middle: half a dt."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt)
    k_3 = dxdt(x_val + k_2 * dt)
    k_4 = dxdt(x_val + k_3 * dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def rk4_step__slopes_one_after_the_other(dxdt, x_val, dt):
    """Each of your slopes is taken from where the last one was. All four journeys begin at x_val:
    x + k dt/2, not further and further on.
    """
    k_1 = dxdt(x_val)
    x = x_val + k_1 * dt / 2
    k_2 = dxdt(x)
    x = x + k_2 * dt / 2
    k_3 = dxdt(x)
    x = x + k_3 * dt
    k_4 = dxdt(x)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def rk4_step__slopes_not_times_dt(dxdt, x_val, dt):
    """On the way to the slopes dt is missing: each place is x plus slope times dt or dt/2."""
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 / 2)
    k_3 = dxdt(x_val + k_2 / 2)
    k_4 = dxdt(x_val + k_3)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def rk4_step__dt_for_a_place(dxdt, x_val, dt):
    """You ask for slopes at x + dt/2 and x + dt. A time cannot be added to x: each place is x plus
    slope times dt or dt/2.
    """
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + dt / 2)
    k_4 = dxdt(x_val + dt)
    return x_val + (k_1 + 4 * k_2 + k_4) / 6 * dt


def rk4_step__three_eighths(dxdt, x_val, dt):
    """That is Runge and Kutta's other method, the 3/8 rule. It is as good, but the classical one
    looks twice in the middle.
    """
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 3)
    k_3 = dxdt(x_val + (k_2 - k_1 / 3) * dt)
    k_4 = dxdt(x_val + (k_1 - k_2 + k_3) * dt)
    return x_val + (k_1 + 3 * k_2 + 3 * k_3 + k_4) / 8 * dt


def rk4_step__without_dt(dxdt, x_val, dt):
    """The last step has no dt: you add the mean slope as if the step took 1 ms."""
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return x_val + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6


def rk4_step__without_x(dxdt, x_val, dt):
    """You return the increment alone. The step begins at x_val, so the increment is added to it."""
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


def rk4_step__heun(dxdt, x_val, dt):
    """That is Heun's step, with two slopes. This one has four."""
    k_1 = dxdt(x_val)
    return x_val + (k_1 + dxdt(x_val + k_1 * dt)) / 2 * dt


def rk4_step__euler(dxdt, x_val, dt):
    """That is Euler's step, with one slope. This one has four."""
    return x_val + dxdt(x_val) * dt


def _slopes(dxdt, x_val, dt):
    k_1 = dxdt(x_val)
    k_2 = dxdt(x_val + k_1 * dt / 2)
    k_3 = dxdt(x_val + k_2 * dt / 2)
    return k_1, k_2, k_3, dxdt(x_val + k_3 * dt)


def rk4_step__above_zero(dxdt, x_val, dt):
    """You lose the sign of x_val. x may well be below zero: begin the step where it is."""
    k_1, k_2, k_3, k_4 = _slopes(dxdt, x_val, dt)
    return abs(x_val) + (k_1 + 2 * k_2 + 2 * k_3 + k_4) / 6 * dt


# convergence_order


def convergence_order__without_logarithms(dts, errors):
    """No logarithms are taken. The error goes like dt to the power p: only in ln(error) against
    ln(dt) is that a straight line, and p its slope.
    """
    return np.polyfit(dts, errors, 1)[0]


def convergence_order__logarithm_of_errors_only(dts, errors):
    """Only the errors are in logarithms. In log-log both axes are."""
    return np.polyfit(dts, np.log(errors), 1)[0]


def convergence_order__logarithm_of_steps_only(dts, errors):
    """Only the steps are in logarithms. In log-log both axes are."""
    return np.polyfit(np.log(dts), errors, 1)[0]


def convergence_order__axes_exchanged(dts, errors):
    """The axes have changed places: the steps belong on the horizontal axis, so they come first."""
    return np.polyfit(np.log(errors), np.log(dts), 1)[0]


def convergence_order__intercept(dts, errors):
    """That is the intercept, ln C. polyfit returns the highest power first: the slope, then the
    intercept.
    """
    return np.polyfit(np.log(dts), np.log(errors), 1)[1]


def convergence_order__both(dts, errors):
    """You return slope and intercept. One number is asked for, the slope."""
    return np.polyfit(np.log(dts), np.log(errors), 1)


def convergence_order__minus(dts, errors):
    """The sign is the wrong way round: smaller steps give smaller errors, a rising line."""
    return -np.polyfit(np.log(dts), np.log(errors), 1)[0]


def convergence_order__ends_only(dts, errors):
    """You use the first and the last point only. Real errors do not lie exactly on a line: all
    points count in the least-squares line.
    """
    return np.log(errors[-1] / errors[0]) / np.log(dts[-1] / dts[0])


def convergence_order__mean_of_slopes(dts, errors):
    """That is the mean of the slopes from point to point, in which the outer points decide alone.
    The least-squares line weighs all points.
    """
    return np.mean(np.diff(np.log(errors)) / np.diff(np.log(dts)))


def convergence_order__halved_steps(dts, errors):
    """You assume that each step is half of the one before. The steps may be any: divide by the
    change in ln(dt), too.
    """
    return np.mean(np.log2(np.array(errors)[:-1] / np.array(errors)[1:]))


def convergence_order__sorts_the_steps(dts, errors):
    """You sort the steps, but not the errors with them, so that each step gets the error of
    another. The line does not mind the order of its points.
    """
    return np.polyfit(np.log(np.sort(dts)[::-1]), np.log(errors), 1)[0]


def convergence_order__through_the_origin(dts, errors):
    """Your line goes through the origin, where dt and error are 1. It has an intercept, ln C: let
    polyfit find it.
    """
    return np.sum(np.log(dts) * np.log(errors)) / np.sum(np.log(dts) ** 2)
