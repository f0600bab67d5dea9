"""Changes of the `lif` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_DTYPE = "an array of whole-number currents gives the same sums as one of floats"
_HOLD1 = "published simulators hold V a step less or more"
_ROUND = "a hold that is rounded up is a step longer at most, as that of published simulators"
_VTH = "no V is V_th to the last digit"
_SIGMA0 = "noise of strength 0 is no noise"
_SIGMA1 = "noise as weak as this moves a spike by less than right answers differ"
_C_M = "the LIF is simulated from tau_m and g_L; C_m goes with them, and nothing reads it"
_MARKER = "nobody asked for markers"
_BINS = "bins that start or end elsewhere count all intervals as well"
_OWNBINS = "each panel may have bins of its own, as long as the x range is the same"
_XLIM = "without limits the axes show all of the bins, which are the same in both panels"
_RISING = "spikes are in rising order"
_REST = "the neuron starts at rest, and stays there without a current"
_STEADY = "at the end V no longer changes"
_SLACK = "that is less than the value may be off by"
_WHERE = "the search may begin with any two currents on either side of the rheobase"
_FIRING = "any current that makes it fire shows reset and hold, after any of its spikes"

EQUIVALENTS = {
    "spike_freq": {
        "spikes = np.sort(spikes)": _RISING,
        "if np.size(spikes) == 1:": "nobody treats a single spike apart where none is like many",
    },
    "get_ISI": {
        "spikes = np.sort(spikes)": _RISING,
        "return np.diff(spikes) * params['dt'] → return np.round(np.diff(spikes) * params['dt'], 2)": "dt, and so each interval, has no more than two digits",
    },
    "get_CV": {
        "spike_times_array = np.sort(spike_times_array)": _RISING,
        "np.ravel(spike_times_array)[0]": "a run without spikes is as one with a single interval: nan, by the same branch",
        "if np.size(spike_times_array) == 1:": "a single spike is as two, with a single interval: nan, by the same branch",
    },
    "simulate_LIF": {
        "current = np.broadcast_to(np.asarray(I_inj, dtype=float), n) → current = np.broadcast_to(np.asarray(I_inj), n)": _DTYPE,
        "if hold > 0: → if hold > 1:": _HOLD1,
        "hold = round(tref / dt) → hold = tref / dt": _ROUND,
        "if V[k] >= V_th: → if V[k] > V_th:": _VTH,
    },
    "FI_curve": {
        "if sigma > 0: → if sigma >= 0:": _SIGMA0,
        "if sigma > 0: → if sigma > 1:": _SIGMA1,
    },
    "plot_FI_tau": {
        **dict.fromkeys(
            (
                "varied['C_m'] = tau_m * params['g_L'] → pass",
                "varied['C_m'] = tau_m * params['g_L'] → varied['C_m'] = tau_m / params['g_L']",
                "varied['C_m'] = tau_m * params['g_L'] → varied['C_m'] = tau_m",
                "varied['C_m'] = tau_m * params['g_L'] → varied['C_m'] = params['g_L']",
            ),
            _C_M,
        ),
        "ax.plot(I_range, freq, 'o-', ms=4, label=f'tau_m = {tau_m} ms') → ax.plot(I_range, freq, '', ms=4, label=f'tau_m = {tau_m} ms')": _MARKER,
    },
    "plot_FI_noise": {
        "ax.plot(I_range, freq, 'o-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_range, freq, '', ms=4, label=f'sigma = {sigma}')": _MARKER,
    },
    "plot_ISI_histograms": {
        **dict.fromkeys(
            (
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(both.min(), both.max() + 1, 41)",
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(1, both.max() + 1, 41)",
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(both.min() - 0, both.max() + 1, 41)",
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(both.min() - 2, both.max() + 1, 41)",
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(both.min() - 1, both.max() + 2, 41)",
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(both.min() - 1, both.max(), 41)",
                "bins = np.linspace(both.min() - 1, both.max() + 1, 41) → bins = np.linspace(both.min() - 1, both.max() + 0, 41)",
            ),
            _BINS,
        ),
        "axes[0].hist(ISI_noiseless, bins=bins) → axes[0].hist(ISI_noiseless)": _OWNBINS,
        "axes[1].hist(ISI_noisy, bins=bins) → axes[1].hist(ISI_noisy)": _OWNBINS,
        "ax.set_xlim(bins[0], bins[-1]) → pass": _XLIM,
    },
    "find_parameters": {
        **dict.fromkeys(
            (
                "E_L = V[-1] → E_L = V[1]",
                "E_L = V[-1] → E_L = V[-2]",
                "E_L = V[-1] → E_L = V[-0]",
            ),
            _REST,
        ),
        "g_L = -50.0 / (V[-1] - E_L) → g_L = -50.0 / (V[-2] - E_L)": _STEADY,
        "gone = (V - E_L) / (V[-1] - E_L) → gone = (V - E_L) / (V[-2] - E_L)": _STEADY,
        **dict.fromkeys(
            (
                "V, t, spikes = mystery(-50.0) → V, t, spikes = mystery(-51.0)",
                "g_L = -50.0 / (V[-1] - E_L) → g_L = -51.0 / (V[-1] - E_L)",
                "tau_m = t[np.flatnonzero(gone >= 1 - np.exp(-1))[0]] → tau_m = t[np.flatnonzero(gone > 1 - np.exp(-1))[0]]",
                "tau_m = t[np.flatnonzero(gone >= 1 - np.exp(-1))[0]] → tau_m = t[np.flatnonzero(gone >= 1 - np.exp(-1))[1]]",
                "while high - low > 0.5: → while high - low >= 0.5:",
                "while high - low > 0.5: → while high - low > 1.5:",
                "while high - low > 0.5: → while high - low > 1.0:",
                "if len(mystery(middle)[2]) > 0: → if len(mystery(middle)[2]) > 1:",
                "after = V[spikes[0] + 1:] → after = V[spikes[0] + 2:]",
                "tref = np.flatnonzero(after != V_reset)[0] * (t[1] - t[0]) → tref = np.flatnonzero(after != V_reset)[1] * (t[1] - t[0])",
            ),
            _SLACK,
        ),
        **dict.fromkeys(
            (
                "low, high = (0.0, 2000.0) → low, high = (1.0, 2000.0)",
                "low, high = (0.0, 2000.0) → low, high = (0.0, 2001.0)",
                "low, high = (0.0, 2000.0) → low, high = (0.0, 4000.0)",
            ),
            _WHERE,
        ),
        **dict.fromkeys(
            (
                "V, t, spikes = mystery(2 * high) → V, t, spikes = mystery(high)",
                "V, t, spikes = mystery(2 * high) → V, t, spikes = mystery(3 * high)",
                "V, t, spikes = mystery(2 * high) → V, t, spikes = mystery(4 * high)",
                "after = V[spikes[0] + 1:] → after = V[spikes[1] + 1:]",
                "V_reset = after[0] → V_reset = after[1]",
            ),
            _FIRING,
        ),
        "tref = np.flatnonzero(after != V_reset)[0] * (t[1] - t[0]) → tref = np.flatnonzero(after != V_reset)[0] * (t[1] + t[0])": "t begins at 0",
        "tref = np.flatnonzero(after != V_reset)[0] * (t[1] - t[0]) → tref = np.flatnonzero(after != V_reset)[0] * t[1]": "t begins at 0",
    },
}
