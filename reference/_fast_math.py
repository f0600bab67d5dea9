"""exp and x / (1 - exp(-x)) in two forms each: numpy's, and one that compiled loops run faster.

A compiler takes several neurons in one instruction, but only if the inner loop calls nothing. So
in compiled code both functions are arithmetic, not functions of the C library.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

from reference.base import Values


def exp(x: Any) -> Any:
    """Exponential of a number or an array; compiled, of x from -708 to 708."""
    return np.exp(x)


def linoid(x: Values) -> Values:
    """Continuous x / (1 - exp(-x)): 1 at x = 0, where the fraction is 0/0."""
    from scipy.special import exprel  # slow to import, and needed only here

    return 1 / exprel(-x)


_LARGEST = 708.0  # e^709.8 is no float any more
_LOG2_E = 1 / math.log(2)
_LN_2 = 0.693145751953125, 1.42860682030941723212e-6  # ln 2 in two parts: few digits, and the rest
_WHOLE = 1.5 * 2.0**52  # added to a float, it leaves a whole number in the lowest bits
_EXP = tuple(1 / math.factorial(k) for k in range(14))


@overload(exp, strict=False)
def exp_arithmetic(x: types.Float) -> Callable:
    def fast_exp(x: float) -> float:
        # e^x = 2^k e^r with a whole k and |r| < 0.35, where 14 terms are enough for a float.
        x = min(max(x, -_LARGEST), _LARGEST)
        whole = x * _LOG2_E + _WHOLE
        k = whole - _WHOLE
        r = x - k * _LN_2[0] - k * _LN_2[1]
        c = _EXP
        e_r = c[7] + r * (c[8] + r * (c[9] + r * (c[10] + r * (c[11] + r * (c[12] + r * c[13])))))
        e_r = c[3] + r * (c[4] + r * (c[5] + r * (c[6] + r * e_r)))
        e_r = c[0] + r * (c[1] + r * (c[2] + r * e_r))
        # k goes where a float keeps its exponent.
        bits = np.float64(e_r).view(np.int64) + (np.float64(whole).view(np.int64) << 52)
        return np.int64(bits).view(np.float64)

    return fast_exp


@overload(linoid, strict=False)
def linoid_arithmetic(x: types.Float) -> Callable:
    def fast_linoid(x: float) -> float:
        x2 = x * x  # near 0 the series, whose next term is 2e-15
        near_0 = 1 + x / 2 + x2 * (1 / 12 - x2 * (1 / 720 - x2 * (1 / 30240 - x2 / 1209600)))
        return near_0 if x2 < 0.04 else x / (1 - exp(-x))

    return fast_linoid
