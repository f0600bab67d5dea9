"""Changes of the `hodgkin_huxley` solutions that are right as well, each with the reason."""

# ruff: noqa: E501 (changes are written as `autograder mutate` writes them)

_HOLE = "next to the hole the limit is right to six digits"
_DTYPE = "an array of whole-number currents gives the same sums as one of floats"
_STEP = (
    "a current that comes a step sooner or later is within what right ways to integrate differ by"
)
_LEGEND_MORE = "a legend of a line without a label is empty"
_TILE = "simulate_HH runs more neurons than are read"
_HALF = "no spike falls on T/2 itself"
_ROUNDED = "a hundredth is far less than the tolerance"
_TOL = "the range is never as wide as the tolerance to the last digit"
_RATE = "a neuron that fires has more than 1 Hz in runs as short as these"
_SPIKE = "a rate may be off by what a spike more or less makes"
_PULSE = "a pulse may be a sample longer or shorter"
_MARKER = "nobody asked for markers"
_FIT = "the search may look elsewhere, or more closely, as long as it finds an LIF that is as close"

_NOT_WHOLE = "shares, rates and times are no whole numbers"
_SAMPLES = "the samples of a run are in order, and evenly spaced"
_RISING = "spikes are in rising order"
_ONE = "nobody treats a single spike apart where none is like many"

# Grids searched without their first or last value, or from the end.
_LOOPS_OF_FIT = {
    f"for {name} in {grid}{part}": (
        f"for {name} in list({grid}{part})[:-1]",
        f"for {name} in list({grid}{part})[1:]",
        f"for {name} in {turned}{part}",
    )
    for name, grid, turned, part in (
        (
            "rheobase",
            "np.linspace(lowest, firing.min(), 12)",
            "np.linspace(firing.min(), lowest, 12)",
            "[:-1]",
        ),
        ("tau_m", "np.geomspace(0.5, 200.0, 40)", "np.geomspace(200.0, 0.5, 40)", ""),
        ("tref", "np.linspace(0.0, 15.0, 31)", "np.linspace(15.0, 0.0, 31)", ""),
    )
}

EQUIVALENTS = {
    "detect_spikes": {
        **dict.fromkeys(
            (
                "np.ravel(V)[0]",
                "if np.size(V) == 1:",
                "np.ravel(t)[0]",
                "if np.size(t) == 1:",
            ),
            "a run has many samples; what may be none are spikes",
        ),
        "t = np.sort(t)": _SAMPLES,
        "t = np.linspace(np.ravel(t)[0], np.ravel(t)[-1], np.size(t)).reshape(np.shape(t))": _SAMPLES,
        "return t[1:][crossing] → return np.round(t[1:][crossing], 2)": "the step has two digits",
        "return t[1:][crossing] → return np.asarray(t[1:][crossing]).astype(np.asarray(V).dtype)": _NOT_WHOLE,
        "return t[1:][crossing] → return np.asarray(t[1:][crossing]).astype(np.asarray(t).dtype)": _NOT_WHOLE,
    },
    "I_ion": {
        "return I_Na + I_K + I_L → return np.asarray(I_Na + I_K + I_L).astype(np.asarray(m).dtype)": _NOT_WHOLE,
        "return I_Na + I_K + I_L → return np.asarray(I_Na + I_K + I_L).astype(np.asarray(h).dtype)": _NOT_WHOLE,
        "return I_Na + I_K + I_L → return np.asarray(I_Na + I_K + I_L).astype(np.asarray(n).dtype)": _NOT_WHOLE,
    },
    "dxdt_gate": {
        "return alpha * (1 - x) - beta * x → return np.asarray(alpha * (1 - x) - beta * x).astype(np.asarray(x).dtype)": _NOT_WHOLE,
    },
    "gate_time_constant": {
        "return 1 / (alpha + beta) → return np.asarray(1 / (alpha + beta)).astype(np.asarray(alpha).dtype)": _NOT_WHOLE,
        "return 1 / (alpha + beta) → return np.asarray(1 / (alpha + beta)).astype(np.asarray(beta).dtype)": _NOT_WHOLE,
    },
    "gate_steady_state": {
        "return alpha / (alpha + beta) → return np.asarray(alpha / (alpha + beta)).astype(np.asarray(alpha).dtype)": _NOT_WHOLE,
        "return alpha / (alpha + beta) → return np.asarray(alpha / (alpha + beta)).astype(np.asarray(beta).dtype)": _NOT_WHOLE,
    },
    "alpha_m": {
        "u = np.where(np.abs(u) < 1e-06, 1e-06, u) → u = np.where(np.abs(u) <= 1e-06, 1e-06, u)": _HOLE,
        "u = np.where(np.abs(u) < 1e-06, 1e-06, u) → u = np.where(np.abs(u) < 1e-06, 2e-06, u)": _HOLE,
        "u = np.where(np.abs(u) < 1e-06, 1e-06, u) → u = np.where(np.abs(u) < 2e-06, 1e-06, u)": _HOLE,
    },
    "alpha_n": {
        "u = np.where(np.abs(u) < 1e-06, 1e-06, u) → u = np.where(np.abs(u) <= 1e-06, 1e-06, u)": _HOLE,
        "u = np.where(np.abs(u) < 1e-06, 1e-06, u) → u = np.where(np.abs(u) < 2e-06, 1e-06, u)": _HOLE,
        "u = np.where(np.abs(u) < 1e-06, 1e-06, u) → u = np.where(np.abs(u) < 1e-06, 2e-06, u)": _HOLE,
    },
    "plot_gates": {
        "axes[1].plot(V, gate_time_constant(alpha, beta), color=colors[gate], label=gate) → axes[1].plot(V, gate_time_constant(beta, alpha), color=colors[gate], label=gate)": "the time constant is one over the sum of both rates, in any order",
    },
    "coincidence_factor": {
        "data = np.sort(data)": _RISING,
        "model = np.sort(model)": _RISING,
        "if np.size(data) == 1:": _ONE,
        "if np.size(model) == 1:": _ONE,
    },
    "simulate_HH": {
        "I = np.asarray(I_inj, dtype=float) → I = np.asarray(I_inj)": _DTYPE,
        "I_net = I[k - 1] - I_ion(V_old, m_old, h_old, n_old, params) → I_net = I[k] - I_ion(V_old, m_old, h_old, n_old, params)": _STEP,
        "I_net = I[k - 1] - I_ion(V_old, m_old, h_old, n_old, params) → I_net = I[k - 2] - I_ion(V_old, m_old, h_old, n_old, params)": _STEP,
        "I_net = I[k - 1] - I_ion(V_old, m_old, h_old, n_old, params) → I_net = I[k - 0] - I_ion(V_old, m_old, h_old, n_old, params)": _STEP,
    },
    "plot_HH": {
        "for ax in axes[2:]: → for ax in axes[:]:": _LEGEND_MORE,
        "for ax in axes[2:]: → for ax in axes[0:]:": _LEGEND_MORE,
    },
    "FI_curve_HH": {
        "return rates → return np.round(rates, 2)": _SPIKE,
        "return rates → return np.asarray(rates).astype(np.asarray(I_values).dtype)": _SPIKE,
        "V, m, h, n, t = simulate_HH(params, np.tile(I_values, (steps, 1))) → V, m, h, n, t = simulate_HH(params, np.tile(I_values, (steps, 2)))": _TILE,
        "rates[i] = np.sum(spikes >= half) / (half / 1000) → rates[i] = np.sum(spikes > half) / (half / 1000)": _HALF,
    },
    "rheobase_HH": {
        "return I_high → return np.round(I_high, 2)": _ROUNDED,
        "while I_high - I_low > tol: → while I_high - I_low >= tol:": _TOL,
        "if FI_curve_HH(params, [I_middle])[0] > 0: → if FI_curve_HH(params, [I_middle])[0] > 1:": _RATE,
    },
    "kick_threshold_HH": {
        "I[0] = (V_middle - params['V_0']) * params['C_m'] / params['dt'] → I[1] = (V_middle - params['V_0']) * params['C_m'] / params['dt']": "a neuron at rest is still there a step later",
        "return V_high → return np.round(V_high, 2)": _ROUNDED,
        "while V_high - V_low > tol: → while V_high - V_low >= tol:": _TOL,
    },
    "refractory_period_HH": {
        "gaps = np.sort(gaps)": "the gaps are in rising order",
        "return gap → return np.asarray(gap).astype(np.asarray(gaps).dtype)": "a gap is a number of the kind that gaps are",
        "I[(t >= gap) & (t < gap + width), i] = I_pulse → I[(t > gap) & (t < gap + width), i] = I_pulse": _PULSE,
        "I[t < width, i] = I_pulse → I[t <= width, i] = I_pulse": _PULSE,
        "I[(t >= gap) & (t < gap + width), i] = I_pulse → I[(t >= gap) & (t <= gap + width), i] = I_pulse": _PULSE,
    },
    "plot_FI_noise_HH": {
        "counts = [np.sum(detect_spikes(V[:, i], t) >= half) for i in range(len(I_values))] → counts = [np.sum(detect_spikes(V[:, i], t) > half) for i in range(len(I_values))]": _HALF,
        "ax.plot(I_values, np.array(counts) / (half / 1000), 'o-', ms=4, label=f'sigma = {sigma}') → ax.plot(I_values, np.array(counts) / (half / 1000), '', ms=4, label=f'sigma = {sigma}')": _MARKER,
    },
    "fit_LIF_to_HH": {
        **dict.fromkeys(
            (
                "I_values, rates = (np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)) → pass",
                "I_values, rates = (np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)) → I_values, rates = (np.asarray(I_values), np.asarray(rates, dtype=float))",
                "I_values, rates = (np.asarray(I_values, dtype=float), np.asarray(rates, dtype=float)) → I_values, rates = (np.asarray(I_values, dtype=float), np.asarray(rates))",
                "E_L, V_th = (-65.0, -55.0) → E_L, V_th = (-66.0, -55.0)",
                "E_L, V_th = (-65.0, -55.0) → E_L, V_th = (-130.0, -55.0)",
                "E_L, V_th = (-65.0, -55.0) → E_L, V_th = (-65.0, 55.0)",
                "E_L, V_th = (-65.0, -55.0) → E_L, V_th = (-65.0, -56.0)",
                "E_L, V_th = (-65.0, -55.0) → E_L, V_th = (-65.0, -0)",
                "firing = I_values[rates > 0] → firing = I_values[rates > 1]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[(rates == 0) + (I_values < firing.min())]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[rates == 0]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[I_values < firing.min()]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[(rates != 0) & (I_values < firing.min())]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[(rates == 1) & (I_values < firing.min())]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[(rates == 0) & (I_values <= firing.min())]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[(rates == 0) & (I_values > firing.min())]",
                "silent = I_values[(rates == 0) & (I_values < firing.min())] → silent = I_values[(rates == 0) & (I_values < firing.max())]",
                "lowest = silent.max() if len(silent) else 0.0 → lowest = silent.max()",
                "lowest = silent.max() if len(silent) else 0.0 → lowest = 0.0",
                "lowest = silent.max() if len(silent) else 0.0 → lowest = silent.min() if len(silent) else 0.0",
                "lowest = silent.max() if len(silent) else 0.0 → lowest = silent.max() if len(silent) else 1.0",
                "for rheobase in np.linspace(lowest, firing.min(), 12)[:-1]: → for rheobase in np.linspace(lowest, firing.max(), 12)[:-1]:",
                "for rheobase in np.linspace(lowest, firing.min(), 12)[:-1]: → for rheobase in np.linspace(lowest, firing.min(), 13)[:-1]:",
                "for rheobase in np.linspace(lowest, firing.min(), 12)[:-1]: → for rheobase in np.linspace(lowest, firing.min(), 24)[:-1]:",
                "for rheobase in np.linspace(lowest, firing.min(), 12)[:-1]: → for rheobase in np.linspace(lowest, firing.min(), 12)[:]:",
                "for rheobase in np.linspace(lowest, firing.min(), 12)[:-1]: → for rheobase in np.linspace(lowest, firing.min(), 12)[:1]:",
                "for rheobase in np.linspace(lowest, firing.min(), 12)[:-1]: → for rheobase in np.linspace(lowest, firing.min(), 12)[:-2]:",
                *(
                    f"{loop}: → {other}:"
                    for loop, others in _LOOPS_OF_FIT.items()
                    for other in others
                ),
                "for tau_m in np.geomspace(0.5, 200.0, 40): → for tau_m in np.geomspace(1.5, 200.0, 40):",
                "for tau_m in np.geomspace(0.5, 200.0, 40): → for tau_m in np.geomspace(1.0, 200.0, 40):",
                "for tau_m in np.geomspace(0.5, 200.0, 40): → for tau_m in np.geomspace(0.5, 201.0, 40):",
                "for tau_m in np.geomspace(0.5, 200.0, 40): → for tau_m in np.geomspace(0.5, 200.0, 41):",
                "for tau_m in np.geomspace(0.5, 200.0, 40): → for tau_m in np.geomspace(0.5, 400.0, 40):",
                "for tref in np.linspace(0.0, 15.0, 31): → for tref in np.linspace(1.0, 15.0, 31):",
                "for tau_m in np.geomspace(0.5, 200.0, 40): → for tau_m in np.geomspace(0.5, 200.0, 80):",
                "for tref in np.linspace(0.0, 15.0, 31): → for tref in np.linspace(0.0, 16.0, 31):",
                "for tref in np.linspace(0.0, 15.0, 31): → for tref in np.linspace(0.0, 15.0, 32):",
                "g_L = max(rheobase, 1e-06) / (V_th - E_L) → g_L = max(rheobase, 1.000001) / (V_th - E_L)",
                "for tref in np.linspace(0.0, 15.0, 31): → for tref in np.linspace(0.0, 15.0, 62):",
                "g_L = max(rheobase, 1e-06) / (V_th - E_L) → g_L = max(rheobase, 2e-06) / (V_th - E_L)",
                "g_L = max(rheobase, 1e-06) / (V_th - E_L) → g_L = max(rheobase, 0) / (V_th - E_L)",
                "error = np.sqrt(np.mean((firing_rate_LIF(params, I_values) - rates) ** 2)) → error = np.sqrt(np.mean((firing_rate_LIF(params, I_values) - rates) ** 4))",
                "error = np.sqrt(np.mean((firing_rate_LIF(params, I_values) - rates) ** 2)) → error = np.sqrt(np.median((firing_rate_LIF(params, I_values) - rates) ** 2))",
                "if error < smallest: → if error <= smallest:",
            ),
            _FIT,
        ),
    },
}
