"""Mistakes that students make in the `ode_review` assignment, as they would write them.

One function a mistake, named ``<exercise>__<mistake>``, with the exercise's signature; its
docstring is what the student reads. Only numpy, pyplot and the course's own names are used, so
that the body works in a student's cell as it stands.
"""

# ruff: noqa: ANN001, ANN201, ANN202, D205, D400, D403, RUF059 (they read like students' code)

import numpy as np
from matplotlib import pyplot as plt

from reference.ode import forward_euler
from reference.ode_review import blow_up_time_exp, blow_up_time_square

# forward_euler


def forward_euler__without_dt(dxdt, x_0, dt, T):
    """Each step adds the whole rate, as if it took 1 ms. The increment is the rate times dt: does
    dt get into your step?
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k])
    return x, dt * np.arange(n)


def forward_euler__without_x(dxdt, x_0, dt, T):
    """Each new value is the increment alone. It has to be added to the value before."""
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__backwards(dxdt, x_0, dt, T):
    """You subtract the increment: at a positive rate x should rise."""
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] - dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__before_it_is_set(dxdt, x_0, dt, T):
    """You use an entry of x before it has a value, so each step begins at 0. The new entry is
    calculated from the one before it: check your indices on the right.
    """
    n = round(T / dt)
    x = np.zeros(n)
    x[0] = x_0
    for k in range(1, n):
        x[k] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__start_not_set(dxdt, x_0, dt, T):
    """Your run begins at 0: the initial condition was never put into the first entry."""
    n = round(T / dt)
    x = np.zeros(n)
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__from_the_start(dxdt, x_0, dt, T):
    """Every step begins at x[0]. It should begin where the last one ended."""
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[0] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__first_rate(dxdt, x_0, dt, T):
    """Every step uses the rate at the start. Ask dxdt anew in each step, at the x where you
    stand.
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x_0) * dt
    return x, dt * np.arange(n)


def forward_euler__rate_at_the_time(dxdt, x_0, dt, T):
    """You hand the time to dxdt. It is a function of x: the rate depends on where you stand, not on
    how late it is.
    """
    n = round(T / dt)
    t = dt * np.arange(n)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(t[k]) * dt
    return x, t


def forward_euler__better_than_euler(dxdt, x_0, dt, T):
    """That is Heun's method, which is better, and asked for later. Here the task is Euler's: one
    slope a step, the one at its start.
    """
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        first = dxdt(x[k])
        second = dxdt(x[k] + first * dt)
        x[k + 1] = x[k] + (first + second) / 2 * dt
    return x, dt * np.arange(n)


def forward_euler__one_too_many(dxdt, x_0, dt, T):
    """There is one sample too many: T itself is not a sample any more."""
    n = round(T / dt) + 1
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


def forward_euler__t_first(dxdt, x_0, dt, T):
    """You return t and x; the order is x, t."""
    x, t = _euler(dxdt, x_0, dt, T)
    return t, x


def forward_euler__sample_numbers(dxdt, x_0, dt, T):
    """Your t counts samples. Times are in ms: one sample takes dt."""
    x, t = _euler(dxdt, x_0, dt, T)
    return x, np.arange(len(x))


def forward_euler__stretched_times(dxdt, x_0, dt, T):
    """Your times run up to T itself, so they are a little too far apart. The times are 0, dt, 2 dt
    and so on; T is not a sample any more.
    """
    x, t = _euler(dxdt, x_0, dt, T)
    return x, np.linspace(0, T, len(x))


def forward_euler__whole_numbers(dxdt, x_0, dt, T):
    """Your array holds whole numbers when the start is one, and cuts off the rest of each value:
    make it an array of floats, with np.zeros(n) or float(x_0).
    """
    n = round(T / dt)
    x = np.full(n, x_0)
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x.astype(float), dt * np.arange(n)


def _euler(dxdt, x_0, dt, T):
    n = round(T / dt)
    x = np.full(n, float(x_0))
    for k in range(n - 1):
        x[k + 1] = x[k] + dxdt(x[k]) * dt
    return x, dt * np.arange(n)


# dxdt_relax


def dxdt_relax__sign(a, x_val):
    """The sign is the wrong way round: below its goal, x should rise."""
    return x_val - a


def dxdt_relax__without_a(a, x_val):
    """The goal a is missing: with −x alone, everything decays to 0."""
    return -x_val


def dxdt_relax__product(a, x_val):
    """That is a x, proportional growth. Here the rate is a difference: how far it is to the
    goal.
    """
    return a * x_val


def dxdt_relax__size_only(a, x_val):
    """You take the size of the distance. Above its goal x should fall, so the rate must be negative
    there: no absolute value.
    """
    return np.abs(a - x_val)


def dxdt_relax__share(a, x_val):
    """That is 1 − x/a, the distance as a share of the goal: as in the logistic equation. Here it is
    the distance itself.
    """
    return 1 - x_val / a


def dxdt_relax__logistic(a, x_val):
    """That is x (a − x), which has a second fixed point at 0. In relaxation the rate is the
    distance from the goal alone.
    """
    return x_val * (a - x_val)


# x_relax


def x_relax__sign(t, a, x_0):
    """The sign in the exponent is the wrong way round: the distance from the goal should shrink."""
    return a + (x_0 - a) * np.exp(t)


def x_relax__start_for_distance(t, a, x_0):
    """What decays is the distance from the goal, which at first is x_0 − a, not x_0. Check x at
    t = 0: it must be x_0.
    """
    return a + x_0 * np.exp(-t)


def x_relax__distance_reversed(t, a, x_0):
    """Your distance has the wrong sign: x starts on the other side of the goal. Check x at t = 0,
    it must be x_0.
    """
    return a + (a - x_0) * np.exp(-t)


def x_relax__distance_only(t, a, x_0):
    """That is y = x − a, the distance from the goal. What is asked for is x: go back from y to
    x.
    """
    return (x_0 - a) * np.exp(-t)


def x_relax__without_goal(t, a, x_0):
    """That decays to 0: the solution of dx/dt = −x. The goal a is missing."""
    return x_0 * np.exp(-t)


def x_relax__from_zero(t, a, x_0):
    """Your solution always starts at 0. Where x_0 is not 0, part of the start is still there:
    check x at t = 0.
    """
    return a * (1 - np.exp(-t))


def x_relax__start_stays(t, a, x_0):
    """You add the whole start to the solution from 0, and it never fades: after a long time your x
    is at x_0 + a instead of a.
    """
    return x_0 + a * (1 - np.exp(-t))


def x_relax__a_in_the_exponent(t, a, x_0):
    """a got into the exponent. It is the goal, not the pace: the distance shrinks at the same pace
    whatever the goal is.
    """
    return a + (x_0 - a) * np.exp(-a * t)


def x_relax__straight(t, a, x_0):
    """You keep the rate of the start for ever, so x runs straight past its goal. The rate gets
    smaller as x comes closer.
    """
    return x_0 + (a - x_0) * t


def x_relax__whole_numbers(t, a, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t)
    x[...] = a + (x_0 - a) * np.exp(-t)
    return x


# dxdt_square


def dxdt_square__doubled(x_val):
    """That is 2x: the derivative of x² with respect to x, or the square taken for a double. The
    rate is x times x.
    """
    return 2 * x_val


def dxdt_square__linear(x_val):
    """That is x itself, proportional growth. Here the rate is the square of x."""
    return x_val


def dxdt_square__sign(x_val):
    """The sign is the wrong way round: with x² the rate is never negative."""
    return -(x_val**2)


def dxdt_square__keeps_the_sign(x_val):
    """You keep the sign of x. A square is never negative: below zero, x rises, too."""
    return x_val * np.abs(x_val)


def dxdt_square__power_of_two(x_val):
    """That is 2 to the power of x. Base and exponent have changed places."""
    return 2.0**x_val


def dxdt_square__cube(x_val):
    """That is x³. The rate is x², the second power."""
    return x_val**3


# blow_up_time_square


def blow_up_time_square__in_the_past(x_0):
    """For a negative start your time is negative, in the past. In the future x rises to 0 and does
    not get past: there is no blow-up, so np.inf.
    """
    return 1 / x_0 if x_0 else np.inf


def blow_up_time_square__either_sign(x_0):
    """From a negative start there is no blow-up: x rises to 0 and does not get past. The sign of
    x_0 decides, so it must not be dropped.
    """
    return 1 / abs(x_0) if x_0 else np.inf


def blow_up_time_square__minus(x_0):
    """The sign of your time is wrong: for a positive start the blow-up lies in the future. Put
    1/x = 0 into the equation that you integrated.
    """
    return -1 / x_0 if x_0 > 0 else np.inf


def blow_up_time_square__start(x_0):
    """You return x_0. A higher start blows up sooner: what is the solution of 1/x_0 − t = 0?"""
    return x_0 if x_0 > 0 else np.inf


def blow_up_time_square__first_doubling(x_0):
    """That is the time of the first doubling. The second takes half as long, the third a quarter:
    add them all up.
    """
    return 1 / (2 * x_0) if x_0 > 0 else np.inf


def blow_up_time_square__squared(x_0):
    """You divide by x_0 squared, the rate at the start. The integral of 1/x² has 1/x in it."""
    return 1 / x_0**2 if x_0 > 0 else np.inf


def blow_up_time_square__never(x_0):
    """You say that it never blows up. From a start above zero it does."""
    return np.inf


def blow_up_time_square__nan_for_never(x_0):
    """Where there is no blow-up you return nan. The answer to “when?” is: after an infinite time,
    np.inf. (The nan is for x, in the next exercise.)
    """
    return 1 / x_0 if x_0 > 0 else np.nan


def blow_up_time_square__zero_for_never(x_0):
    """Where there is no blow-up you return 0, which means: at once. Never is np.inf."""
    return 1 / x_0 if x_0 > 0 else 0.0


# x_square


def x_square__goes_on(t, x_0):
    """Your solution goes on after the blow-up, with negative numbers, as if x came back from minus
    infinity. It has ended there: return nan from that time on.
    """
    return x_0 / (1 - x_0 * t)


def x_square__sign(t, x_0):
    """The sign in the denominator is the wrong way round: from a positive start x should grow."""
    return _until_blow_up(x_0 / (1 + x_0 * t), t, x_0)


def x_square__upside_down(t, x_0):
    """That is 1/x. Turn it over to get x."""
    return _until_blow_up(1 / x_0 - t, t, x_0)


def x_square__without_start(t, x_0):
    """The x_0 in the numerator is missing: your curve always begins at 1."""
    return _until_blow_up(1 / (1 - x_0 * t), t, x_0)


def x_square__start_not_turned_over(t, x_0):
    """In 1/x_0 − 1/x = t you forgot to turn x_0 over. Check x at t = 0, it must be x_0."""
    return _until_blow_up(1 / (x_0 - t), t, x_0)


def x_square__exponential(t, x_0):
    """That is exponential growth with the rate of the start. Here the rate per u grows with x, too:
    integrate 1/x², not 1/x.
    """
    return _until_blow_up(x_0 * np.exp(x_0 * t), t, x_0)


def x_square__straight(t, x_0):
    """You keep the rate of the start for ever. The rate changes with x all the time."""
    return _until_blow_up(x_0 + x_0**2 * t, t, x_0)


def x_square__in_time(t, x_0):
    """You integrated x² as if x were the time. The variables have to be separated first: everything
    with x to the left.
    """
    return _until_blow_up(x_0 + t**3 / 3, t, x_0)


def x_square__zero_after(t, x_0):
    """After the blow-up you return 0. There is no x any more, which is nan, “not a number”; 0 would
    be a value like any other.
    """
    return np.where(t < blow_up_time_square(x_0), x_0 / (1 - x_0 * t), 0.0)


def x_square__infinite_after(t, x_0):
    """After the blow-up you return infinity. The solution does not stay there, it has ended: nan,
    “not a number”.
    """
    return np.where(t < blow_up_time_square(x_0), x_0 / (1 - x_0 * t), np.inf)


def x_square__nothing_at_all(t, x_0):
    """If one of the times is after the blow-up you return nan for all of them. Up to the blow-up
    there is a solution: only the later ones are nan.
    """
    x = x_0 / (1 - x_0 * t)
    return np.full(t.shape, np.nan) if t.max() >= blow_up_time_square(x_0) else x


def x_square__cut_off(t, x_0):
    """You leave out the times from the blow-up on. The result should have as many values as there
    are times: nan for those.
    """
    t = t[t < blow_up_time_square(x_0)]
    return x_0 / (1 - x_0 * t)


def x_square__wrong_side(t, x_0):
    """You put nan where the solution exists, and numbers where it has ended. Check which way the
    comparison of t with the blow-up time goes.
    """
    return np.where(t >= blow_up_time_square(x_0), x_0 / (1 - x_0 * t), np.nan)


def x_square__infinite_at_the_end(t, x_0):
    """At the very time of the blow-up you have infinity; from that time on, this one included, it
    should be nan: >= instead of >.
    """
    x = x_0 / (1 - x_0 * t)
    return np.where(t > blow_up_time_square(x_0), np.nan, x)


def x_square__negative_starts_end(t, x_0):
    """You let solutions from a negative start end, too, at a negative time. They live for ever: x
    creeps up to 0.
    """
    x = x_0 / (1 - x_0 * t)
    return np.where(x_0 * t >= 1, np.nan, x) if x_0 >= 0 else np.full(t.shape, np.nan)


def _until_blow_up(x, t, x_0):
    return np.where(t < blow_up_time_square(x_0), x, np.nan)


# dxdt_exp


def dxdt_exp__without_a(a, x_val):
    """a is missing in the exponent: it sets how steeply the rate grows with x."""
    return np.exp(x_val)


def dxdt_exp__sign(a, x_val):
    """The sign in the exponent is the wrong way round: for a positive a the rate grows with x."""
    return np.exp(-a * x_val)


def dxdt_exp__derivative(a, x_val):
    """You have a factor a in front: that is the derivative of e^(a x) with respect to x. The rate
    is e^(a x) itself.
    """
    return a * np.exp(a * x_val)


def dxdt_exp__added(a, x_val):
    """You add a and x in the exponent. They are multiplied: a is in 1/u, so that a x is a pure
    number.
    """
    return np.exp(a + x_val)


def dxdt_exp__exponent_only(a, x_val):
    """That is the exponent, a x. The rate is the exponential of it."""
    return a * x_val


def dxdt_exp__x_in_front(a, x_val):
    """You have a factor x in front. The rate is e^(a x) alone."""
    return x_val * np.exp(a * x_val)


# blow_up_time_exp


def blow_up_time_exp__sign(a, x_0):
    """The sign in the exponent is the wrong way round: a higher start blows up sooner."""
    return np.exp(a * x_0) / a if a > 0 else np.inf


def blow_up_time_exp__without_1_over_a(a, x_0):
    """The 1/a is missing. The integral of e^(−a x) is −e^(−a x)/a."""
    return np.exp(-a * x_0) if a > 0 else np.inf


def blow_up_time_exp__times_a(a, x_0):
    """You multiply by a, as in a derivative. Integrating e^(−a x) divides by a."""
    return a * np.exp(-a * x_0) if a > 0 else np.inf


def blow_up_time_exp__start_ignored(a, x_0):
    """x_0 does not appear: a start where the rate is larger should blow up sooner."""
    return 1 / a if a > 0 else np.inf


def blow_up_time_exp__of_square(a, x_0):
    """That is the blow-up time of dx/dt = x². Here the integral of e^(−a x) is needed."""
    return 1 / x_0 if a > 0 else np.inf


def blow_up_time_exp__in_the_past(a, x_0):
    """For a negative a your time is negative, in the past. There the rate gets smaller as x grows,
    and there is no blow-up: np.inf.
    """
    return np.exp(-a * x_0) / a if a else np.inf


def blow_up_time_exp__either_sign(a, x_0):
    """For a negative a there is no blow-up: the rate gets smaller as x grows. The sign of a
    decides, so it must not be dropped.
    """
    return np.exp(-a * x_0) / abs(a) if a else np.inf


def blow_up_time_exp__never(a, x_0):
    """You say that it never blows up. For a positive a it does, from every start."""
    return np.inf


def blow_up_time_exp__nan_for_never(a, x_0):
    """Where there is no blow-up you return nan. The answer to “when?” is: after an infinite time,
    np.inf. (The nan is for x, in the next exercise.)
    """
    return np.exp(-a * x_0) / a if a > 0 else np.nan


def blow_up_time_exp__zero_for_never(a, x_0):
    """Where there is no blow-up you return 0, which means: at once. Never is np.inf."""
    return np.exp(-a * x_0) / a if a > 0 else 0.0


# x_exp


def x_exp__without_1_over_a(t, a, x_0):
    """The 1/a in front is missing: ln(e^(−a x)) is −a x, so a division by a is left to do."""
    return _x_exp(lambda: -np.log(np.exp(-a * x_0) - a * t), t, a, x_0)


def x_exp__without_minus(t, a, x_0):
    """The minus in front is missing: ln(e^(−a x)) is −a x. Check x at t = 0, it must be x_0."""
    return _x_exp(lambda: np.log(np.exp(-a * x_0) - a * t) / a, t, a, x_0)


def x_exp__sign_of_time(t, a, x_0):
    """The sign of a t is the wrong way round: x should grow, and for a positive a it should grow
    faster and faster.
    """
    return _x_exp(lambda: -np.log(np.exp(-a * x_0) + a * t) / a, t, a, x_0)


def x_exp__sign_of_start(t, a, x_0):
    """The minus in the exponent of the start is missing. Check x at t = 0, it must be x_0."""
    return _x_exp(lambda: -np.log(np.exp(a * x_0) - a * t) / a, t, a, x_0)


def x_exp__start_outside(t, a, x_0):
    """You add x_0 to the solution from 0. A higher start also means a higher rate, so the start
    belongs inside the logarithm.
    """
    return _x_exp(lambda: x_0 - np.log(1 - a * t) / a, t, a, x_0)


def x_exp__time_without_a(t, a, x_0):
    """t stands without its factor a. When you multiply the equation by a, both sides are."""
    return _x_exp(lambda: -np.log(np.exp(-a * x_0) - t) / a, t, a, x_0)


def x_exp__without_logarithm(t, a, x_0):
    """That is e^(−a x). Take the logarithm to get at x."""
    return _x_exp(lambda: np.exp(-a * x_0) - a * t, t, a, x_0)


def x_exp__proportional(t, a, x_0):
    """That is the solution of dx/dt = a x. Here x itself stands in the exponent of the rate."""
    return _x_exp(lambda: x_0 * np.exp(a * t), t, a, x_0)


def x_exp__straight(t, a, x_0):
    """You keep the rate of the start for ever. The rate changes with x all the time."""
    return _x_exp(lambda: x_0 + np.exp(a * x_0) * t, t, a, x_0)


def x_exp__goes_on(t, a, x_0):
    """Your solution goes on after the blow-up, because of the bars in the logarithm. It has ended
    there: return nan from that time on.
    """
    return -np.log(np.abs(np.exp(-a * x_0) - a * t)) / a if a else x_0 + t


def x_exp__zero_after(t, a, x_0):
    """After the blow-up you return 0. There is no x any more, which is nan, “not a number”; 0 would
    be a value like any other.
    """
    return np.where(t < blow_up_time_exp(a, x_0), _right(t, a, x_0), 0.0)


def x_exp__infinite_after(t, a, x_0):
    """After the blow-up you return infinity. The solution does not stay there, it has ended: nan,
    “not a number”.
    """
    return np.where(t < blow_up_time_exp(a, x_0), _right(t, a, x_0), np.inf)


def x_exp__nothing_at_all(t, a, x_0):
    """If one of the times is after the blow-up you return nan for all of them. Up to the blow-up
    there is a solution: only the later ones are nan.
    """
    ended = t.max() >= blow_up_time_exp(a, x_0)
    return np.full(t.shape, np.nan) if ended else _right(t, a, x_0)


def x_exp__cut_off(t, a, x_0):
    """You leave out the times from the blow-up on. The result should have as many values as there
    are times: nan for those.
    """
    return _right(t[t < blow_up_time_exp(a, x_0)], a, x_0)


def x_exp__infinite_at_the_end(t, a, x_0):
    """At the very time of the blow-up you have infinity; from that time on, this one included, it
    should be nan: >= instead of >.
    """
    return np.where(t > blow_up_time_exp(a, x_0), np.nan, _right(t, a, x_0))


def x_exp__negative_a_ends(t, a, x_0):
    """You let solutions with a negative a end, too, at a negative time. They live for ever, and
    grow like a logarithm.
    """
    return np.full(t.shape, np.nan) if a < 0 else _right(t, a, x_0)


def x_exp__nothing_for_a_of_zero(t, a, x_0):
    """For a = 0 you divide by zero, and nan comes out. Ask the equation: what is e^(a x) for a = 0,
    and how does x move at that rate?
    """
    return _right(t, a, x_0) if a else np.full(t.shape, np.nan)


def x_exp__rest_for_a_of_zero(t, a, x_0):
    """For a = 0 you let x stay where it is. But e^0 is 1, not 0: x rises by 1 u each ms."""
    return _right(t, a, x_0) if a else np.full(t.shape, float(x_0))


def _right(t, a, x_0):
    return -np.log(np.exp(-a * x_0) - a * t) / a if a else x_0 + t


def _x_exp(wrong, t, a, x_0):
    return np.where(t < blow_up_time_exp(a, x_0), wrong(), np.nan) if a else x_0 + t


# dxdt_exp_decay


def dxdt_exp_decay__sign(a, x_val):
    """The sign in the exponent is the wrong way round: the rate should get smaller as x grows."""
    return np.exp(x_val - a)


def dxdt_exp_decay__without_a(a, x_val):
    """a is missing in the exponent: at x = a the rate should be 1 u/ms."""
    return np.exp(-x_val)


def dxdt_exp_decay__product(a, x_val):
    """You multiply a and x in the exponent. It is a difference, a − x."""
    return np.exp(-a * x_val)


def dxdt_exp_decay__exponent_only(a, x_val):
    """That is the exponent, a − x. The rate is the exponential of it."""
    return a - x_val


def dxdt_exp_decay__a_in_front(a, x_val):
    """a stands in front of the exponential. It belongs into the exponent: e^(a − x) is e^a times
    e^(−x).
    """
    return a * np.exp(-x_val)


def dxdt_exp_decay__only_a_in_the_exponent(a, x_val):
    """You subtract x from e^a. Both stand in the exponent: mind the brackets."""
    return np.exp(a) - x_val


# x_exp_decay


def x_exp_decay__start_outside(t, a, x_0):
    """You add x_0 to the solution from 0. A higher start also means a lower rate, so the start
    belongs inside the logarithm.
    """
    return x_0 + np.log(1 + np.exp(a) * t)


def x_exp_decay__without_e_a(t, a, x_0):
    """The factor e^a of the time is missing: at the start the slope must be e^(a − x_0)."""
    return np.log(np.exp(x_0) + t)


def x_exp_decay__a_not_exponentiated(t, a, x_0):
    """The factor of the time should be e^a, not a: e^(a − x) is e^a times e^(−x)."""
    return np.log(np.exp(x_0) + a * t)


def x_exp_decay__start_not_exponentiated(t, a, x_0):
    """x_0 stands in the logarithm as it is. Check x at t = 0: it must be x_0, so e^(x_0) is
    needed.
    """
    return np.log(x_0 + np.exp(a) * t)


def x_exp_decay__sign_of_a(t, a, x_0):
    """The sign of a is the wrong way round: with a larger a, x should grow faster."""
    return np.log(np.exp(x_0) + np.exp(-a) * t)


def x_exp_decay__sign_of_start(t, a, x_0):
    """The sign of x_0 is the wrong way round. Check x at t = 0, it must be x_0."""
    return np.log(np.exp(-x_0) + np.exp(a) * t)


def x_exp_decay__sign_of_time(t, a, x_0):
    """The sign of the time is the wrong way round, so that x falls. The rate is positive
    everywhere: x rises.
    """
    return np.log(np.exp(x_0) - np.exp(a) * t)


def x_exp_decay__without_logarithm(t, a, x_0):
    """That is e^x. Take the logarithm to get at x."""
    return np.exp(x_0) + np.exp(a) * t


def x_exp_decay__a_outside(t, a, x_0):
    """You add a after the logarithm. Check x at t = 0: it must be x_0. Only the time has the factor
    e^a.
    """
    return a + np.log(np.exp(x_0) + t)


def x_exp_decay__straight(t, a, x_0):
    """You keep the rate of the start for ever. The rate gets smaller as x grows."""
    return x_0 + np.exp(a - x_0) * t


def x_exp_decay__relaxation(t, a, x_0):
    """That is the solution of dx/dt = a − x, which comes to rest at a. Here the rate never gets to
    zero, and x grows for ever.
    """
    return a + (x_0 - a) * np.exp(-t)


def x_exp_decay__whole_numbers(t, a, x_0):
    """Your results are cut to whole numbers. An array made “like” an array of whole numbers holds
    whole numbers only: make one of floats.
    """
    x = np.zeros_like(t)
    x[...] = np.log(np.exp(x_0) + np.exp(a) * t)
    return x


# plot_phase


def plot_phase__panels_reversed(dxdt, x_0, dt, T):
    """Your panels come in the opposite order. From left to right: rate against x, rate against t,
    x against t.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(t, x)
    axes[1].plot(t, dxdt(x))
    axes[2].plot(x, dxdt(x))
    return axes


def plot_phase__panels_exchanged(dxdt, x_0, dt, T):
    """Panels 2 and 3 have changed places: the rate against t comes before x against t."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[1].plot(t, x)
    axes[2].plot(t, dxdt(x))
    return axes


def plot_phase__first_panel_turned(dxdt, x_0, dt, T):
    """In panel 1 the axes have changed places: x goes to the right, the rate goes up, so x comes
    first in plot.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(dxdt(x), x)
    axes[1].plot(t, dxdt(x))
    axes[2].plot(t, x)
    return axes


def plot_phase__axes_exchanged(dxdt, x_0, dt, T):
    """In all panels the axes have changed places: what goes to the right comes first in plot."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(dxdt(x), x)
    axes[1].plot(dxdt(x), t)
    axes[2].plot(x, t)
    return axes


def plot_phase__increments(dxdt, x_0, dt, T):
    """You draw the increments of the steps instead of the rates: np.diff(x) still has to be divided
    by dt. Or ask dxdt for the rates.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x[:-1], np.diff(x))
    axes[1].plot(t[:-1], np.diff(x))
    axes[2].plot(t, x)
    return axes


def plot_phase__rate_at_the_times(dxdt, x_0, dt, T):
    """You hand the times to dxdt. It is a function of x: the rate depends on where x is."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(t))
    axes[1].plot(t, dxdt(t))
    axes[2].plot(t, x)
    return axes


def plot_phase__sample_numbers(dxdt, x_0, dt, T):
    """You draw against the number of the sample. Give plot the times first, then what is drawn
    against them.
    """
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, dxdt(x))
    axes[1].plot(dxdt(x))
    axes[2].plot(x)
    return axes


def plot_phase__x_in_all_panels(dxdt, x_0, dt, T):
    """In panels 1 and 2 you draw x where the rate should be. The rate at each x is dxdt(x)."""
    x, t = forward_euler(dxdt, x_0, dt, T)
    fig, axes = plt.subplots(1, 3)
    axes[0].plot(x, x)
    axes[1].plot(t, x)
    axes[2].plot(t, x)
    return axes


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


def convergence_order__through_the_origin(dts, errors):
    """Your line goes through the origin, where dt and error are 1. It has an intercept, ln C: let
    polyfit find it.
    """
    return np.sum(np.log(dts) * np.log(errors)) / np.sum(np.log(dts) ** 2)


# travel_time


def travel_time__rates_added(dxdt, x_start, x_end, n=1000):
    """You multiply each piece by its rate. The time for a piece is its length divided by the
    rate.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.sum(dx * rates)


def travel_time__without_length(dxdt, x_start, x_end, n=1000):
    """The length of the pieces is missing: you add up 1/rate, which is the time for 1 u each."""
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.sum(1 / np.abs(rates))


def travel_time__rate_of_the_start(dxdt, x_start, x_end, n=1000):
    """You divide the whole way by the rate at the start. The rate changes on the way: cut the way
    into pieces.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else (x_end - x_start) / dxdt(x_start)


def travel_time__mean_rate(dxdt, x_start, x_end, n=1000):
    """You divide the whole way by the mean of the rates. Slow stretches take longer and count for
    more: divide piece by piece, then add.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else (x_end - x_start) / np.mean(rates)


def travel_time__mean_of_times(dxdt, x_start, x_end, n=1000):
    """That is the mean of the times of the pieces; their sum is asked for."""
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates * dx <= 0) else np.mean(dx / rates)


def travel_time__any_way(dxdt, x_start, x_end, n=1000):
    """You add up the times without looking at the rates. Where one is zero or points the wrong way,
    x never arrives: np.inf.
    """
    dx = (x_end - x_start) / n
    return np.sum(dx / dxdt(x_start + dx * (np.arange(n) + 0.5)))


def travel_time__size_of_the_rate(dxdt, x_start, x_end, n=1000):
    """You take the size of the rates. Their sign says which way x moves: where it is the wrong one,
    x never arrives, np.inf.
    """
    dx = (x_end - x_start) / n
    return np.sum(np.abs(dx / dxdt(x_start + dx * (np.arange(n) + 0.5))))


def travel_time__up_only(dxdt, x_start, x_end, n=1000):
    """You say that x never gets down. A negative rate leads down: what matters is whether it points
    to x_end.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.inf if np.any(rates <= 0) or dx < 0 else np.sum(dx / rates)


def travel_time__nan_for_never(dxdt, x_start, x_end, n=1000):
    """Where x does not arrive you return nan. The answer to “how long?” is: an infinite time,
    np.inf.
    """
    dx = (x_end - x_start) / n
    rates = dxdt(x_start + dx * (np.arange(n) + 0.5))
    return np.nan if np.any(rates * dx <= 0) else np.sum(dx / rates)
