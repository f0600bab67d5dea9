"""Mistakes in figures of what noise does to any neuron."""

import numpy as np

from reference import CV_curve, FI_curve_model, my_GWN, simulate_EIF

from .building_blocks import _two_curves

# plot_FI_noise


def _rates_in_noise(simulate, params, I_values, sigma_values, myseed):
    return [FI_curve_model(simulate, params, I_values, sigma, myseed) for sigma in sigma_values]


def plot_FI_noise__not_varied(simulate, params, I_values, sigma_values, myseed):
    """All curves are those of the first sigma: each one needs its own of sigma_values."""
    same = [sigma_values[0]] * len(sigma_values)
    rates = _rates_in_noise(simulate, params, I_values, same, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values), rates, strict=True))


def plot_FI_noise__without_noise(simulate, params, I_values, sigma_values, myseed):
    """All curves are those without noise: hand each sigma on to FI_curve_model."""
    rates = _rates_in_noise(simulate, params, I_values, [0] * len(sigma_values), myseed)
    return _two_curves(I_values, zip(map(str, sigma_values), rates, strict=True))


def plot_FI_noise__always_EIF(simulate, params, I_values, sigma_values, myseed):
    """All curves are those of the EIF: hand on the function that comes in as `simulate`."""
    rates = _rates_in_noise(simulate_EIF, params, I_values, sigma_values, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values), rates, strict=True))


def plot_FI_noise__labels_reversed(simulate, params, I_values, sigma_values, myseed):
    """The labels are in the wrong order: each curve should carry the sigma it was made with."""
    rates = _rates_in_noise(simulate, params, I_values, sigma_values, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values[::-1]), rates, strict=True))


def plot_FI_noise__axes_exchanged(simulate, params, I_values, sigma_values, myseed):
    """The axes are exchanged: the current goes on the x axis, the rate on the y axis."""
    rates = _rates_in_noise(simulate, params, I_values, sigma_values, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values), rates, strict=True), turned=True)


# plot_ISI_grid: what the panels would show, row by row


def _grid(simulate, params, mu_values, sigma_values, myseed):
    grid = []
    for sigma in sigma_values:
        for mu in mu_values:
            current, _ = my_GWN(params, mu, sigma, myseed + len(grid))
            grid.append(np.diff(simulate(params, current)[-1]) * params["dt"])
    return grid


def plot_ISI_grid__transposed(simulate, params, mu_values, sigma_values, myseed):
    """Rows and columns are exchanged: one row per sigma, one column per mean current."""
    grid = []
    for mu in mu_values:
        for sigma in sigma_values:
            current, _ = my_GWN(params, mu, sigma, myseed + len(grid))
            grid.append(np.diff(simulate(params, current)[-1]) * params["dt"])
    return grid


def plot_ISI_grid__mu_not_varied(simulate, params, mu_values, sigma_values, myseed):
    """All panels have the first mean current: each column needs its own of mu_values."""
    return _grid(simulate, params, [mu_values[0]] * len(mu_values), sigma_values, myseed)


def plot_ISI_grid__sigma_not_varied(simulate, params, mu_values, sigma_values, myseed):
    """All panels have the first sigma: each row needs its own of sigma_values."""
    return _grid(simulate, params, mu_values, [sigma_values[0]] * len(sigma_values), myseed)


def plot_ISI_grid__noise_swapped(simulate, params, mu_values, sigma_values, myseed):
    """Mean and strength of the noise are swapped: my_GWN takes the mean first, then sigma."""
    grid = []
    for sigma in sigma_values:
        for mu in mu_values:
            current, _ = my_GWN(params, sigma, mu, myseed + len(grid))
            grid.append(np.diff(simulate(params, current)[-1]) * params["dt"])
    return grid


def plot_ISI_grid__always_EIF(simulate, params, mu_values, sigma_values, myseed):
    """All panels show the EIF: call the function that comes in as `simulate`."""
    return _grid(simulate_EIF, params, mu_values, sigma_values, myseed)


def plot_ISI_grid__in_steps(simulate, params, mu_values, sigma_values, myseed):
    """These are intervals in steps: each step lasts dt ms."""
    grid = _grid(simulate, params, mu_values, sigma_values, myseed)
    return [ISI / params["dt"] for ISI in grid]


def plot_ISI_grid__in_seconds(simulate, params, mu_values, sigma_values, myseed):
    """These are intervals in seconds: asked for are ms."""
    return [ISI / 1000 for ISI in _grid(simulate, params, mu_values, sigma_values, myseed)]


# plot_CV_noise


def _CVs_in_noise(simulate, params, I_values, sigma_values, myseed):
    return [CV_curve(simulate, params, I_values, sigma, myseed) for sigma in sigma_values]


def plot_CV_noise__not_varied(simulate, params, I_values, sigma_values, myseed):
    """All curves are those of the first sigma: each one needs its own of sigma_values."""
    same = [sigma_values[0]] * len(sigma_values)
    CVs = _CVs_in_noise(simulate, params, I_values, same, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values), CVs, strict=True), "CV")


def plot_CV_noise__always_EIF(simulate, params, I_values, sigma_values, myseed):
    """All curves are those of the EIF: hand on the function that comes in as `simulate`."""
    CVs = _CVs_in_noise(simulate_EIF, params, I_values, sigma_values, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values), CVs, strict=True), "CV")


def plot_CV_noise__labels_reversed(simulate, params, I_values, sigma_values, myseed):
    """The labels are in the wrong order: each curve should carry the sigma it was made with."""
    CVs = _CVs_in_noise(simulate, params, I_values, sigma_values, myseed)
    return _two_curves(I_values, zip(map(str, sigma_values[::-1]), CVs, strict=True), "CV")


def plot_CV_noise__rates(simulate, params, I_values, sigma_values, myseed):
    """These are firing rates: asked for are the CVs, so call CV_curve."""
    rates = [FI_curve_model(simulate, params, I_values, sigma, myseed) for sigma in sigma_values]
    return _two_curves(I_values, zip(map(str, sigma_values), rates, strict=True), "CV")
