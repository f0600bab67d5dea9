"""What the curriculum promises: each assignment's functions, with their signatures, and questions.

Lectures, notes and past solutions rely on these names; ``autograder check`` holds the notebooks to
them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Contract:
    """What one notebook asks for.

    Attributes
    ----------
    functions
        Signatures of the functions that students write.
    free_text
        Names of the questions answered in words.
    """

    functions: tuple[str, ...]
    free_text: tuple[str, ...]


CONTRACT = {
    "ode": Contract(
        functions=(
            "x_constant(t_range, a, x_0)",
            "x_proportion(t, a_param, x_0)",
            "update_x(x_val, xdot, dt)",
            "dxdt_prop(a_param, x_val)",
            "euler_error(a, x_0, dt, T)",
            "plot_proportion_rates(a_values, x_0, T)",
            "plot_proportion_starts(x_0_values, a, T)",
            "dxdt_log(a, K, x_val)",
            "forward_euler_logistic(a, x_0, K, dt, T)",
            "x_logistic(t, a, K, x_0)",
            "plot_logistic_family(parameter, values)",
        ),
        free_text=(
            "answer_constant",
            "answer_proportion",
            "answer_dt",
            "answer_logistic",
            "answer_biology",
        ),
    ),
    "lif": Contract(
        functions=(
            "dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val)",
            "V_proto_LIF(t, params, I_ext)",
            "steady_state_voltage(params, I_ext)",
            "dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val)",
            "simulate_LIF(params, I_inj)",
            "simulate_noisy_LIF(params, mu, sigma, myseed)",
            "spike_freq(spikes, params)",
            "rheobase_LIF(params)",
            "firing_rate_LIF(params, I_ext)",
            "FI_curve(params, I_max=1000, I_step=50, sigma=0)",
            "plot_FI_tau(params, tau_m_values, I_max, I_step)",
            "plot_FI_noise(params, sigma_values, I_max, I_step)",
            "get_ISI(spikes, params)",
            "plot_ISI_histograms(ISI_noiseless, ISI_noisy)",
            "get_CV(spike_times_array)",
        ),
        free_text=(
            "answer_asymptote",
            "answer_refractory",
            "answer_units",
            "answer_noise",
            "answer_FI",
            "answer_tau_rheobase",
            "answer_regularity",
        ),
    ),
    "nonlinear_if": Contract(
        functions=(
            "f_EIF(V, params)",
            "dvdt_EIF(V, I_ext, params)",
            "plot_phase_line(params, I_values)",
            "rheobase_EIF(params)",
            "simulate_EIF(params, I_inj)",
            "plot_sharpness(Delta_T_values, params, I_inj)",
            "plot_threshold(V_rh_values, params, I_inj)",
            "find_rheobase(simulate, params, I_low, I_high, tol)",
            "FI_curve_model(simulate, params, I_values, sigma=0, myseed=None)",
            "plot_FI_models(params_LIF, params_EIF, I_values)",
            "plot_ISI_models(params_LIF, params_EIF, mu, sigma, myseed)",
            "CV_curve(simulate, params, I_values, sigma, myseed=None)",
            "plot_CV_models(params_LIF, params_EIF, I_values, sigma, myseed)",
            "f_QIF(V, params)",
            "simulate_QIF(params, I_inj)",
            "rheobase_QIF(params)",
        ),
        free_text=(
            "answer_rheobase",
            "answer_threshold",
            "answer_cutoff",
            "answer_sharpness",
            "answer_shift",
            "answer_onset",
            "answer_noise",
        ),
    ),
    "adaptation": Contract(
        functions=(
            "dwdt(V, w, params)",
            "simulate_aLIF(params, I_inj)",
            "plot_adaptation(params, I_inj)",
            "adaptation_index(ISI)",
            "initial_and_steady_rate(spikes, params)",
            "plot_FI_adaptation(params, I_values)",
            "simulate_AdEx(params, I_inj)",
            "nullclines_AdEx(V, params, I_ext)",
            "plot_phase_plane(params, I_ext)",
            "plot_patterns(patterns)",
            "simulate_Izhikevich(params, I_inj)",
            "simulate_Izhikevich2003(a, b, c, d, I, T, dt)",
            "classify_pattern(spikes, params)",
        ),
        free_text=(
            "answer_FI_adaptation",
            "answer_roles",
            "answer_subthreshold",
            "answer_bursting",
            "answer_patterns",
            "answer_models",
        ),
    ),
    "ode_review": Contract(
        functions=(
            "forward_euler(dxdt, x_0, dt, T)",
            "dxdt_relax(a, x_val)",
            "x_relax(t, a, x_0)",
            "dxdt_square(x_val)",
            "x_square(t, x_0)",
            "blow_up_time_square(x_0)",
            "dxdt_exp(a, x_val)",
            "x_exp(t, a, x_0)",
            "blow_up_time_exp(a, x_0)",
            "dxdt_exp_decay(a, x_val)",
            "x_exp_decay(t, a, x_0)",
            "plot_phase(dxdt, x_0, dt, T)",
            "heun_step(dxdt, x_val, dt)",
            "rk4_step(dxdt, x_val, dt)",
            "convergence_order(dts, errors)",
            "travel_time(dxdt, x_start, x_end, n=1000)",
        ),
        free_text=("answer_features", "answer_sums", "answer_lif_extension"),
    ),
    "hodgkin_huxley": Contract(
        functions=(
            "gate_steady_state(alpha, beta)",
            "gate_time_constant(alpha, beta)",
            "dxdt_gate(alpha, beta, x)",
            "alpha_m(V)",
            "beta_m(V)",
            "alpha_n(V)",
            "beta_n(V)",
            "alpha_h(V)",
            "beta_h(V)",
            "plot_gates(V)",
            "I_ion(V, m, h, n, params)",
            "simulate_HH(params, I_inj)",
            "plot_HH(params, I_inj)",
            "detect_spikes(V, t, threshold=0.0)",
            "FI_curve_HH(params, I_values)",
            "plot_FI_HH(params, I_values)",
            "rheobase_HH(params, I_low, I_high, tol)",
            "refractory_period_HH(params, I_pulse, width, gaps)",
            "plot_FI_noise_HH(params, I_values, sigma_values)",
            "fit_LIF_to_HH(I_values, rates)",
        ),
        free_text=(
            "answer_adaptation",
            "answer_one_spike",
            "answer_misprint",
            "answer_class",
            "answer_noise",
            "answer_lif",
        ),
    ),
}
