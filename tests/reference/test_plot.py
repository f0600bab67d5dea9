"""Figures: the right data on axes with labels and units."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from numpy.testing import assert_allclose, assert_array_equal

from reference import (
    FI_curve_model,
    default_params,
    default_params_AdEx,
    dxdt_log,
    dxdt_square,
    nullclines_AdEx,
    plot,
    simulate_AdEx,
    simulate_LIF,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def labels(ax):
    return ax.get_xlabel(), ax.get_ylabel()


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_a_trace_shows_the_voltage_and_a_dot_at_each_spike():
    V, t, spikes = simulate_LIF(default_params(), 250)
    ax = plot.trace(t, V, spikes, label="LIF")
    voltage, dots = ax.lines
    assert_array_equal(voltage.get_xydata(), np.column_stack([t, V]))
    assert_array_equal(dots.get_xydata(), np.column_stack([t[spikes], V[spikes]]))
    assert dots.get_linestyle() == "None"
    assert labels(ax) == ("Time (ms)", "Voltage (mV)")
    assert legend(ax) == ["LIF"]


def test_a_trace_of_several_neurons_has_a_line_for_each():
    ax = plot.trace([0, 1], [[-70, -60, -50], [-71, -61, -51]])
    assert [list(line.get_ydata()) for line in ax.lines] == [[-70, -71], [-60, -61], [-50, -51]]
    assert ax.get_legend() is None


def test_an_FI_curve_shows_rates_against_currents():
    currents = np.arange(0, 500, 100.0)
    rates = FI_curve_model(simulate_LIF, default_params(), currents)
    ax = plot.fi_curve(currents, rates, label="LIF")
    assert_array_equal(ax.lines[0].get_xydata(), np.column_stack([currents, rates]))
    assert labels(ax) == ("Injected current (pA)", "Firing rate (Hz)")
    assert legend(ax) == ["LIF"]


def test_a_second_curve_goes_into_the_same_axes_and_another_unit_into_the_label():
    ax = plot.fi_curve([0, 1], [0, 2], unit="uA/cm2")
    assert plot.fi_curve([0, 1], [0, 3]) is ax
    assert len(ax.lines) == 2
    ax = plot.fi_curve([0, 1], [0, 2], unit="uA/cm2", ax=plt.figure().subplots())
    assert ax.get_xlabel() == "Injected current (uA/cm2)"


@pytest.mark.parametrize(
    ("x", "stable", "unstable"),
    [
        pytest.param(np.linspace(-1.3, 11.9, 1000), [10], [0], id="between samples"),
        pytest.param(np.linspace(-5, 15, 21), [10], [0], id="at samples"),
        pytest.param(np.linspace(0, 10, 11), [10], [0], id="at the ends"),
        pytest.param(np.linspace(1, 9, 11), [], [], id="outside"),
    ],
)
def test_a_phase_line_marks_stable_and_unstable_fixed_points(x, stable, unstable):
    ax = plot.phase_line(lambda x: dxdt_log(1.0, 10.0, x), x, variable="x", rate="dx/dt")
    assert_array_equal(ax.lines[0].get_xydata(), np.column_stack([x, dxdt_log(1.0, 10.0, x)]))
    filled, empty = ax.collections
    for dots, expected in ((filled, stable), (empty, unstable)):
        assert_allclose(
            dots.get_offsets(), [(at, 0) for at in expected] or np.empty((0, 2)), atol=1e-4
        )
    assert tuple(filled.get_facecolor()[0]) == tuple(filled.get_edgecolor()[0])
    assert tuple(empty.get_facecolor()[0]) == (1, 1, 1, 1)
    assert labels(ax) == ("x", "dx/dt")


def arrows(ax):
    """Where each arrow stands, and the sign of the way it points."""
    tips = [(arrow.xy[0], arrow.xyann[0]) for arrow in ax.texts]
    return [((tip + tail) / 2, np.sign(tip - tail)) for tip, tail in tips]


def test_arrows_of_a_phase_line_show_which_way_x_goes():
    ax = plot.phase_line(lambda x: dxdt_log(1.0, 10.0, x), np.linspace(-4, 14, 19))
    assert_allclose(arrows(ax), [(-2, -1), (5, 1), (12, -1)], atol=1e-12)
    assert labels(ax) == ("V (mV)", "dV/dt (mV/ms)")


def test_a_fixed_point_that_attracts_from_one_side_only_is_unstable():
    ax = plot.phase_line(dxdt_square, np.linspace(-2, 2, 5), ax=plt.figure().subplots())
    filled, empty = ax.collections
    assert len(filled.get_offsets()) == 0
    assert_array_equal(empty.get_offsets(), [(0, 0)])
    assert_allclose(arrows(ax), [(-1, 1), (1, 1)])


def test_a_phase_plane_shows_nullclines_and_the_path_of_a_run_without_its_resets():
    params = default_params_AdEx()
    V = np.linspace(-80, -40, 101)
    w_V, w_w = nullclines_AdEx(V, params, 300)
    run = simulate_AdEx(params, 300)
    ax = plot.phase_plane(V, w_V, w_w, run)
    of_V, of_w, path = ax.lines
    assert_array_equal(of_V.get_xydata(), np.column_stack([V, w_V]))
    assert_array_equal(of_w.get_xydata(), np.column_stack([V, w_w]))
    path = path.get_xydata()
    gaps = np.isnan(path).all(axis=1)
    assert_array_equal(path[~gaps], np.column_stack(run[:2]))
    assert gaps.sum() == len(run[3]) > 3
    assert_array_equal(path[np.roll(gaps, -1), 0], params["V_th"])
    assert_array_equal(path[np.roll(gaps, 1), 0], params["V_reset"])
    assert labels(ax) == ("V (mV)", "w (pA)")
    assert legend(ax) == ["dV/dt = 0", "dw/dt = 0", "run"]
    assert ax.get_xlim() == (-80, -40)
    low, high = ax.get_ylim()
    assert low < min(w_w.min(), run[1].min())
    assert run[1].max() < w_V[0] < high < w_V[-1]


def test_a_phase_plane_needs_no_run():
    V = np.linspace(-80, -40, 101)
    ax = plot.phase_plane(V, *nullclines_AdEx(V, default_params_AdEx(), 0))
    assert legend(ax) == ["dV/dt = 0", "dw/dt = 0"]
