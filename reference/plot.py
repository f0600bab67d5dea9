"""Figures of what the models do: traces, F-I curves, phase lines and phase planes.

Each function draws into `ax`, or into the current axes of pyplot, and returns those axes: set a
title, another label or limits there, or call another of these functions to add to it.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from reference.base import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reference.adaptive_if import Run

__all__ = [
    "fi_curve",
    "phase_line",
    "phase_plane",
    "trace",
]


def trace(
    t: ArrayLike,
    V: ArrayLike,
    spikes: Sequence[int] = (),
    *,
    ax: "Axes | None" = None,
    label: str | None = None,
) -> "Axes":
    """Draw voltage against time, with its spikes.

    Parameters
    ----------
    t : array_like, shape (n,)
        Times (ms).
    V : array_like, shape (n,) or (n, neurons)
        Voltage (mV); a line for each neuron.
    spikes : sequence of int
        Sample indices of the spikes, as a simulation of one neuron returns them. A dot marks each.
    ax : matplotlib Axes, optional
        Where to draw.
    label : str, optional
        For the legend.

    Returns
    -------
    matplotlib Axes
        The axes, labelled.

    Examples
    --------
    >>> V, t, spikes = simulate_LIF(default_params(), 250)
    >>> ax = plot.trace(t, V, spikes)
    >>> ax.get_ylabel()
    'Voltage (mV)'
    """
    ax = _axes(ax)
    t, V, at = np.asarray(t), np.asarray(V), list(spikes)
    lines = ax.plot(t, V, label=label)
    if at:
        ax.plot(t[at], V[at], "o", color=lines[0].get_color(), markersize=4)
    ax.set(xlabel="Time (ms)", ylabel="Voltage (mV)")
    return _with_legend(ax, label)


def fi_curve(
    I_values: ArrayLike,
    rates: ArrayLike,
    *,
    unit: str = "pA",
    ax: "Axes | None" = None,
    label: str | None = None,
) -> "Axes":
    """Draw firing rate against injected current.

    Parameters
    ----------
    I_values : array_like, shape (n,)
        Injected currents.
    rates : array_like, shape (n,)
        Firing rates (Hz).
    unit : str
        Unit of the currents, for the label: "pA", or "uA/cm2" for the Hodgkin-Huxley neuron.
    ax : matplotlib Axes, optional
        Where to draw.
    label : str, optional
        For the legend.

    Returns
    -------
    matplotlib Axes
        The axes, labelled.

    Examples
    --------
    >>> ax = plot.fi_curve(*FI_curve(default_params() | {"T": 1000}), label="LIF")
    >>> ax.get_xlabel()
    'Injected current (pA)'
    """
    ax = _axes(ax)
    ax.plot(I_values, rates, "o-", markersize=4, label=label)
    ax.set(xlabel=f"Injected current ({unit})", ylabel="Firing rate (Hz)")
    return _with_legend(ax, label)


def phase_line(
    dxdt: Callable[[Floats], ArrayLike],
    x: ArrayLike,
    *,
    variable: str = "V (mV)",
    rate: str = "dV/dt (mV/ms)",
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw the rate of change against x: where x rises, where it falls, and where it stands still.

    Parameters
    ----------
    dxdt : callable
        The rate of change at an array of x.
    x : array_like, shape (n,)
        Where to evaluate it, in increasing order.
    variable, rate : str
        Labels of the axes, with units.
    ax : matplotlib Axes, optional
        Where to draw.

    Returns
    -------
    matplotlib Axes
        The axes, labelled. Arrows on the zero line show which way x goes. A filled dot is a stable
        fixed point, an open one an unstable one; between samples they are found by interpolation.

    Notes
    -----
    Strogatz, *Nonlinear Dynamics and Chaos*, ch. 2.2.

    Examples
    --------
    >>> params = default_params_EIF()
    >>> ax = plot.phase_line(lambda V: dvdt_EIF(V, 0, params), np.linspace(-80, -45, 200))
    >>> [float(dot.get_offsets()[0, 0].round(1)) for dot in ax.collections]
    [-75.0, -49.9]
    """
    ax = _axes(ax)
    x = np.asarray(x, dtype=float)
    y = np.asarray(dxdt(x), dtype=float)
    (line,) = ax.plot(x, y)
    ax.axhline(0, color="0.6", linewidth=0.8, zorder=0)
    stable, unstable = _fixed_points(x, y)
    edges = np.concatenate([x[:1], np.sort(np.concatenate([stable, unstable])), x[-1:]])
    for left, right in pairwise(edges):
        middle = (left + right) / 2
        step = (right - left) / 20 * np.sign(np.interp(middle, x, y))
        if step:
            arrow = {"arrowstyle": "-|>", "color": "0.3", "mutation_scale": 14}
            ax.annotate("", (middle + step, 0), (middle - step, 0), arrowprops=arrow)
    dots = {"s": 36, "edgecolors": line.get_color(), "zorder": 3}
    ax.scatter(stable, np.zeros_like(stable), facecolors=line.get_color(), **dots)
    ax.scatter(unstable, np.zeros_like(unstable), facecolors="white", **dots)
    ax.set(xlabel=variable, ylabel=rate)
    return ax


def phase_plane(
    V: ArrayLike,
    w_V: ArrayLike,
    w_w: ArrayLike,
    run: "Run | None" = None,
    *,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw the nullclines of a neuron with adaptation, and the path of a run between them.

    Parameters
    ----------
    V : array_like, shape (n,)
        Voltages in increasing order (mV), the limits of the picture.
    w_V, w_w : array_like, shape (n,)
        w at which dV/dt = 0 and w at which dw/dt = 0 (pA), as from `nullclines_AdEx`.
    run : tuple (V, w, t, spikes), optional
        A run, as from `simulate_AdEx`. Its path is interrupted where the voltage is reset.
    ax : matplotlib Axes, optional
        Where to draw.

    Returns
    -------
    matplotlib Axes
        The axes, labelled, with a legend. They hold the run, the nullcline of w, and that of V up
        to its lowest point; beyond it, its upstroke leaves the picture.

    Notes
    -----
    Gerstner et al., *Neuronal Dynamics*, ch. 6.2.

    Examples
    --------
    >>> params = default_params_AdEx()
    >>> V = np.linspace(-80, -40, 200)
    >>> run = simulate_AdEx(params, 300)
    >>> ax = plot.phase_plane(V, *nullclines_AdEx(V, params, 300), run)
    >>> [line.get_label() for line in ax.lines]
    ['dV/dt = 0', 'dw/dt = 0', 'run']
    """
    ax = _axes(ax)
    V, w_V, w_w = (np.asarray(x, dtype=float) for x in (V, w_V, w_w))
    ax.plot(V, w_V, label="dV/dt = 0")
    ax.plot(V, w_w, label="dw/dt = 0")
    seen = [w_V[: np.argmin(w_V) + 1], w_w]
    if run is not None:
        run_V, run_w, _, spikes = run
        resets = [k + 1 for k in spikes]
        with_gaps = (np.insert(x, resets, np.nan) for x in (run_V, run_w))
        ax.plot(*with_gaps, color="0.3", linewidth=0.8, label="run")
        seen.append(run_w)
    w = np.concatenate(seen)
    margin = np.ptp(w) / 20
    ax.set(xlim=(V[0], V[-1]), ylim=(w.min() - margin, w.max() + margin))
    ax.set(xlabel="V (mV)", ylabel="w (pA)")
    ax.legend()
    return ax


def _axes(ax: "Axes | None") -> "Axes":
    from matplotlib import pyplot as plt

    return plt.gca() if ax is None else ax


def _with_legend(ax: "Axes", label: str | None) -> "Axes":
    if label is not None:
        ax.legend()
    return ax


def _fixed_points(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Where y is 0 or changes its sign: first where it falls, then where it does not."""
    (k,) = np.nonzero(y[:-1] * y[1:] < 0)
    between = x[k] + y[k] / (y[k] - y[k + 1]) * (x[k + 1] - x[k])
    points = np.concatenate([between, x[y == 0]])
    falls = np.concatenate([y[k] > 0, np.gradient(y, x)[y == 0] < 0])
    return points[falls], points[~falls]
