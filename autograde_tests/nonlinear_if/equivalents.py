"""Changes of the `nonlinear_if` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_CAP = "any cap does that keeps f huge and finite"
_GRID = "the zero crossing lies between two neighbours of a grid of 0.1 mV or less; either will do"
_YLIM = "limits of the y axis are not asked for; the curves can be seen"
_ROUND = "a hold that is rounded up is a step longer at most, as that of published simulators"
_HOLD1 = "published simulators hold V a step less or more"
_DTYPE = "an array of whole-number currents gives the same sums as one of floats"
_VTH = "no V is V_th to the last digit"
_PAINTED = "what a spike is drawn up to is open, as long as it is the same for all"
_PANEL = "the legend may be in either panel"
_TOL = "the range is never as wide as the tolerance to the last digit"
_SIGMA0 = "noise of strength 0 is no noise"
_SIGMA1 = "noise as weak as this moves a spike by less than right answers differ"
_MARKER = "nobody asked for markers"
_BINS = "bins that start or end elsewhere count all intervals as well"
_BOTH = "the intervals of the EIF are the longer ones, so that these bins hold all as well"
_OWNBINS = "each panel may have bins of its own, as long as the x range is the same"
_XLIM = "without limits the axes show all of the bins, which are the same in both panels"

_SEED_0 = "that 0 is a seed as well is what the noise of lif is tested for"
_CURRENTS = "a curve has several currents; what may be too few are spikes"

_ANY_NOISE = "which noise each panel or curve gets is left open"
_DENSITY = "nobody asks for counts: a density shows the same shape, in bins that are the same"

EQUIVALENTS = {
    "CV_curve": {
        "myseed = myseed or None": _SEED_0,
        "np.ravel(I_values)[0]": _CURRENTS,
        "if np.size(I_values) == 1:": _CURRENTS,
    },
    "f_EIF": {
        "exponent = np.minimum((V - params['V_rh']) / params['Delta_T'], 50.0) → exponent = np.minimum((V - params['V_rh']) / params['Delta_T'], 51.0)": _CAP,
        "exponent = np.minimum((V - params['V_rh']) / params['Delta_T'], 50.0) → exponent = np.minimum((V - params['V_rh']) / params['Delta_T'], 100.0)": _CAP,
    },
    "plot_phase_line": {
        **dict.fromkeys(
            (
                "if rate[k] > 0: → if rate[k] >= 0:",
                "if rate[k] > 0: → if rate[k - 1] > 0:",
                "stable.append(V[k]) → stable.append(V[k - 1])",
                "unstable.append(V[k]) → unstable.append(V[k - 1])",
            ),
            _GRID,
        ),
        "ax.set_ylim(-3, 4) → pass": _YLIM,
    },
    "simulate_EIF": {
        "n_ref = round(params['tref'] / dt) → n_ref = params['tref'] / dt": _ROUND,
        "if hold > 0: → if hold > 1:": _HOLD1,
        "current = np.broadcast_to(np.asarray(I_inj, dtype=float), n) → current = np.broadcast_to(np.asarray(I_inj), n)": _DTYPE,
        "if V[k] >= params['V_th']: → if V[k] > params['V_th']:": _VTH,
        "V[k] = params['V_th'] → V[k] = params['dt']": _PAINTED,
    },
    "plot_sharpness": {
        "axes[0].legend() → axes[1].legend()": _PANEL,
        "axes[1].set_ylim(0, 8) → pass": _YLIM,
    },
    "plot_threshold": {
        "axes[0].legend() → axes[1].legend()": _PANEL,
        "axes[1].set_ylim(0, 8) → pass": _YLIM,
    },
    "find_rheobase": {
        "while I_high - I_low > tol: → while I_high - I_low >= tol:": _TOL,
    },
    "FI_curve_model": {
        "myseed = myseed or None": _SEED_0,
        "if sigma > 0: → if sigma >= 0:": _SIGMA0,
        "if sigma > 0: → if sigma > 1:": _SIGMA1,
    },
    "plot_FI_models": {
        "ax.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), 'o-', ms=4, label='EIF') → ax.plot(I_values, FI_curve_model(simulate_EIF, params_EIF, I_values), '', ms=4, label='EIF')": _MARKER,
        "ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), 's-', ms=4, label='LIF') → ax.plot(I_values, FI_curve_model(simulate_LIF, params_LIF, I_values), '', ms=4, label='LIF')": _MARKER,
    },
    "plot_ISI_models": {
        "ax.hist(ISI, bins=bins, density=True)": _DENSITY,
        **dict.fromkeys(
            (
                "bins = np.linspace(0, 1.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41) → bins = np.linspace(1, 1.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41)",
                "bins = np.linspace(0, 1.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41) → bins = np.linspace(0, max(ISI_LIF.max(), ISI_EIF.max()), 41)",
                "bins = np.linspace(0, 1.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41) → bins = np.linspace(0, 2.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41)",
                "bins = np.linspace(0, 1.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41) → bins = np.linspace(0, 2.04 * max(ISI_LIF.max(), ISI_EIF.max()), 41)",
            ),
            _BINS,
        ),
        "bins = np.linspace(0, 1.02 * max(ISI_LIF.max(), ISI_EIF.max()), 41) → bins = np.linspace(0, 1.02 * max(ISI_LIF.min(), ISI_EIF.max()), 41)": _BOTH,
        "ax.hist(ISI, bins=bins) → ax.hist(ISI)": _OWNBINS,
        "ax.set_xlim(bins[0], bins[-1]) → pass": _XLIM,
    },
    "plot_FI_noise": {
        "myseed = myseed and myseed + 1": _ANY_NOISE,
        **dict.fromkeys(
            (
                "ax.plot(I_values, rates, marker + '-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, rates, marker, ms=4, label=f'sigma = {sigma}')",
                "ax.plot(I_values, rates, marker + '-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, rates, '-', ms=4, label=f'sigma = {sigma}')",
                "ax.plot(I_values, rates, marker + '-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, rates, marker + '', ms=4, label=f'sigma = {sigma}')",
            ),
            _MARKER,
        ),
    },
    "plot_ISI_grid": {
        "ax.hist(ISI, bins=bins, density=True)": _DENSITY,
        "myseed = myseed and myseed + 1": _ANY_NOISE,
        **dict.fromkeys(
            (
                "current, t = my_GWN(params, mu, sigma, myseed + number) → current, t = my_GWN(params, mu, sigma, myseed - number)",
                "current, t = my_GWN(params, mu, sigma, myseed + number) → current, t = my_GWN(params, mu, sigma, myseed)",
                "current, t = my_GWN(params, mu, sigma, myseed + number) → current, t = my_GWN(params, mu, sigma, number)",
            ),
            _ANY_NOISE,
        ),
        **dict.fromkeys(
            (
                "bins = np.linspace(0, 1.02 * np.max(np.concatenate(ISIs)), 41) → bins = np.linspace(1, 1.02 * np.max(np.concatenate(ISIs)), 41)",
                "bins = np.linspace(0, 1.02 * np.max(np.concatenate(ISIs)), 41) → bins = np.linspace(0, np.max(np.concatenate(ISIs)), 41)",
                "bins = np.linspace(0, 1.02 * np.max(np.concatenate(ISIs)), 41) → bins = np.linspace(0, 2.02 * np.max(np.concatenate(ISIs)), 41)",
                "bins = np.linspace(0, 1.02 * np.max(np.concatenate(ISIs)), 41) → bins = np.linspace(0, 2.04 * np.max(np.concatenate(ISIs)), 41)",
            ),
            _BINS,
        ),
        "ax.hist(ISI, bins=bins) → ax.hist(ISI)": _OWNBINS,
        "ax.set_xlim(bins[0], bins[-1]) → pass": _XLIM,
    },
    "plot_CV_noise": {
        "myseed = myseed and myseed + 1": _ANY_NOISE,
        **dict.fromkeys(
            (
                "ax.plot(I_values, CVs, marker + '-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, CVs, marker, ms=4, label=f'sigma = {sigma}')",
                "ax.plot(I_values, CVs, marker + '-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, CVs, '-', ms=4, label=f'sigma = {sigma}')",
                "ax.plot(I_values, CVs, marker + '-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, CVs, marker + '', ms=4, label=f'sigma = {sigma}')",
            ),
            _MARKER,
        ),
    },
    "plot_CV_models": {
        "ax.plot(I_values, CV_LIF, 's-', ms=4, label='LIF') → ax.plot(I_values, CV_LIF, '', ms=4, label='LIF')": _MARKER,
        "ax.plot(I_values, CV_EIF, 'o-', ms=4, label='EIF') → ax.plot(I_values, CV_EIF, '', ms=4, label='EIF')": _MARKER,
    },
    "simulate_QIF": {
        "n_ref = round(params['tref'] / dt) → n_ref = params['tref'] / dt": _ROUND,
        "current = np.broadcast_to(np.asarray(I_inj, dtype=float), n) → current = np.broadcast_to(np.asarray(I_inj), n)": _DTYPE,
        "if V[k] >= params['V_th']: → if V[k] > params['V_th']:": _VTH,
        "if hold > 0: → if hold > 1:": _HOLD1,
        "V[k] = params['V_th'] → V[k] = params['g_L']": _PAINTED,
    },
}
