"""Mistakes about the response of the membrane to an oscillating current."""

import numpy as np


def _Z(params, frequencies, per_Hz=2 * np.pi / 1000, a=None, tau_m="tau_m", tau_w="tau_w"):
    i_omega = 1j * per_Hz * np.asarray(frequencies, dtype=float)
    a = params["a"] if a is None else a
    leak = params["g_L"] * (1 + i_omega * params[tau_m])
    return 1 / (leak + a / (1 + i_omega * params[tau_w]))


def impedance__per_second(params, frequencies):
    """The times are in ms and the frequencies in Hz: omega is 2 pi f / 1000, in 1/ms."""
    return np.abs(_Z(params, frequencies, per_Hz=2 * np.pi))


def impedance__without_two_pi(params, frequencies):
    """A factor 2 pi is missing: omega is an angle for each ms, and a full turn is 2 pi."""
    return np.abs(_Z(params, frequencies, per_Hz=1 / 1000))


def impedance__without_a(params, frequencies):
    """This is the membrane without adaptation: the term with a is missing."""
    return np.abs(_Z(params, frequencies, a=0.0))


def impedance__sign_of_a(params, frequencies):
    """The term with a has the wrong sign: w is outward, and adds to the leak."""
    return np.abs(_Z(params, frequencies, a=-params["a"]))


def impedance__w_at_once(params, frequencies):
    """Here w follows the voltage at once: divide a by 1 + i omega tau_w."""
    i_omega = 2j * np.pi / 1000 * np.asarray(frequencies, dtype=float)
    return np.abs(1 / (params["g_L"] * (1 + i_omega * params["tau_m"]) + params["a"]))


def impedance__time_constants_exchanged(params, frequencies):
    """The time constants are exchanged: tau_m goes with g_L, tau_w with a."""
    return np.abs(_Z(params, frequencies, tau_m="tau_w", tau_w="tau_m"))


def impedance__sorted(params, frequencies):
    """These are the amplitudes of the sorted frequencies: each has to stand in its own place."""
    in_order = np.sort(frequencies, axis=None).reshape(np.shape(frequencies))
    return np.abs(_Z(params, in_order))


def impedance__real_part(params, frequencies):
    """This is the real part of Z: the amplitude of the response is its absolute value, np.abs."""
    return np.real(_Z(params, frequencies))


def impedance__upside_down(params, frequencies):
    """The fraction is upside down: voltage for each pA, so 1 over the sum of the conductances."""
    return np.abs(1 / _Z(params, frequencies))


def impedance__squared(params, frequencies):
    """This is the square of the amplitude: take the absolute value, not its square."""
    return np.abs(_Z(params, frequencies)) ** 2


def impedance__in_MOhm(params, frequencies):
    """This is in MOhm, that is mV/nA: return it in mV/pA, which is 1/nS."""
    return 1000 * np.abs(_Z(params, frequencies))


def impedance__absolute_terms(params, frequencies):
    """The absolute value is taken of each term: add the complex terms first, and then take it."""
    i_omega = 2j * np.pi / 1000 * np.asarray(frequencies, dtype=float)
    leak = np.abs(params["g_L"] * (1 + i_omega * params["tau_m"]))
    return 1 / (leak + np.abs(params["a"] / (1 + i_omega * params["tau_w"])))


def impedance__flat_without_a(params, frequencies):
    """Where a is 0 your impedance is 1/g_L at every frequency. Without adaptation the membrane
    still takes its time: tau_m.
    """
    if params["a"] == 0:
        return np.full(np.shape(frequencies), 1 / params["g_L"])
    return np.abs(_Z(params, frequencies))
