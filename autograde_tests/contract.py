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
}
