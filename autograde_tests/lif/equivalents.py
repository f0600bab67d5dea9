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
_ONE = "nobody treats a single spike apart where none is like many"

EQUIVALENTS = {
    "spike_freq": {
        "spikes = np.sort(spikes)": _RISING,
        "if np.size(spikes) == 1:": _ONE,
    },
    "get_ISI": {
        "spikes = np.sort(spikes)": _RISING,
        "return np.diff(spikes) * params['dt'] → return np.round(np.diff(spikes) * params['dt'], 2)": "dt, and so each interval, has no more than two digits",
    },
    "get_CV": {
        "spike_times_array = np.sort(spike_times_array)": _RISING,
        "np.ravel(spike_times_array)[0]": "a run without spikes is as one with a single interval: nan, by the same branch",
        "if np.size(spike_times_array) == 1:": "a single spike is as two, with a single interval: nan, by the same branch",
        "return np.std(ISI) / np.mean(ISI) → return np.asarray(np.std(ISI) / np.mean(ISI)).astype(np.asarray(spike_times_array).dtype)": "spike times are no whole numbers",
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
        "for i, I_ext in enumerate(I_range): → for i, I_ext in list(enumerate(I_range))[1:]:": "the first current is 0, at which the rate is 0, too",
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
}
