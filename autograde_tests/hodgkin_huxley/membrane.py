"""The exercises of `hodgkin_huxley` on the membrane: its gates, and the currents through them."""

from collections.abc import Callable

import reference
from autograde_tests.hodgkin_huxley import expected, inputs, mistakes, parts
from autograder.testing.exercise import Check, Comparison, Exercise, mistakes_of
from autograder.testing.figures import ReturnsAxes, figure_checks


def _checks_of_rate(single: float, array: float) -> tuple[Check, ...]:
    return (
        Check("single voltages", inputs.one_voltage, expected.RATE, single, repeats=3),
        Check("an array of voltages, whole numbers", inputs.voltages, expected.RATE, array),
    )


def _checks_of_six() -> tuple[Check, ...]:
    """Each rate has its price once, at single voltages; arrays are a matter of their own."""
    groups = (("alpha_m", "beta_m"), ("alpha_h",), ("beta_h",), ("alpha_n", "beta_n"))
    return (
        *(
            Check(" and ".join(rates), inputs.one_voltage, expected.these(*rates), 0.75, repeats=3)
            for rates in groups
        ),
        Check("an array of voltages, whole numbers", inputs.voltages, expected.as_arrays),
    )


def _of_one_rate() -> dict[str, Comparison]:
    """What to compare where a mistake is in one of the six rates, whatever the others are."""
    prefix = "rates_HH__"
    known = [name.removeprefix(prefix) for name in vars(mistakes) if name.startswith(prefix)]
    rates = expected.SIX_RATES
    return {one: expected.these(rate) for one in known for rate in rates if one.startswith(rate)}


def _check_at_hole(at: str, around: Callable) -> Check:
    return Check(f"at {at} mV, where the formula is 0/0: the limit", around, expected.LIMIT)


EXERCISES = (
    Exercise(
        "gate_steady_state",
        reference.gate_steady_state,
        points=1,
        is_formula=True,
        checks=(
            Check("two rates", inputs.rates, expected.X_INF, 0.5, repeats=3),
            Check("arrays of rates", inputs.rates_of_many, expected.X_INF, 0.5),
        ),
        misconceptions=mistakes_of(mistakes, "gate_steady_state"),
    ),
    Exercise(
        "gate_time_constant",
        reference.gate_time_constant,
        points=1,
        is_formula=True,
        checks=(
            Check("two rates", inputs.rates, expected.TAU, 0.5, repeats=3),
            Check("arrays of rates", inputs.rates_of_many, expected.TAU, 0.5),
        ),
        misconceptions=mistakes_of(mistakes, "gate_time_constant"),
        from_parts=(
            parts.time_constant_from_steady_state,
            parts.time_constant_from_closed_share,
        ),
    ),
    Exercise(
        "dxdt_gate",
        reference.dxdt_gate,
        points=1,
        is_formula=True,
        checks=(
            Check("one gate", inputs.rates_and_share, expected.RATE_OF_GATE, 0.5, repeats=3),
            Check("arrays", inputs.rates_and_shares, expected.RATE_OF_GATE, 0.5),
        ),
        misconceptions=mistakes_of(mistakes, "dxdt_gate"),
        from_parts=(parts.dxdt_from_time_constant, parts.dxdt_from_steady_state),
    ),
    Exercise(
        "alpha_m",
        reference.alpha_m,
        points=4,
        is_formula=True,
        checks=(*_checks_of_rate(1, 2), _check_at_hole("-40", inputs.around_hole_of_m)),
        misconceptions=mistakes_of(mistakes, "alpha_m"),
    ),
    Exercise(
        "alpha_n",
        reference.alpha_n,
        points=3,
        is_formula=True,
        checks=(*_checks_of_rate(1, 1), _check_at_hole("-55", inputs.around_hole_of_n)),
        misconceptions=mistakes_of(mistakes, "alpha_n"),
        from_parts=(reference.alpha_n, parts.alpha_n_from_m),
    ),
    Exercise(
        "rates_HH",
        reference.rates_HH,
        points=4,
        is_formula=True,
        checks=_checks_of_six(),
        misconceptions=mistakes_of(mistakes, "rates_HH", **_of_one_rate()),
        from_parts=parts.rates_HH,
    ),
    Exercise(
        "plot_gates",
        expected.plot_gates,
        points=4,
        checks=(
            Check("the steady state of each gate", inputs.axis_of_voltages, expected.STEADY_STATES),
            Check(
                "the time constant of each gate", inputs.axis_of_voltages, expected.TIME_CONSTANTS
            ),
            *figure_checks(
                inputs.axis_of_voltages,
                (
                    "the axes name V (mV) and, in the second panel, tau (ms)",
                    1,
                    expected.AXES_OF_GATES,
                ),
                (
                    "each panel has a legend",
                    0.5,
                    expected.LEGENDS_OF_GATES,
                ),
                ("the function returns both Axes", 0.5, ReturnsAxes(2)),
            ),
        ),
        misconceptions=mistakes_of(mistakes, "plot_gates", expected.same_panels(2)),
        draws_figure=True,
    ),
    Exercise(
        "I_ion",
        reference.I_ion,
        points=4,
        is_formula=True,
        checks=(
            Check("the leak alone, m = n = 0", inputs.leak_alone, expected.CURRENT, weight=2),
            Check(
                "sodium alone, n = 0 and g_L = 0, for arrays",
                inputs.sodium_alone,
                expected.CURRENT,
            ),
            Check(
                "potassium alone, m = 0 and g_L = 0, for arrays",
                inputs.potassium_alone,
                expected.CURRENT,
            ),
        ),
        misconceptions=mistakes_of(mistakes, "I_ion"),
    ),
)
