"""The models, solvers and spike-train statistics that the course is graded against.

Everything public is here: ``import reference``, then ``reference.simulate_LIF``. Pictures are in
`reference.plot`.

Units are ms, mV, pA, nS and pF throughout, so that pA/nS = mV and pF/nS = ms need no conversion
factors; the Hodgkin-Huxley neuron has uA, mS and uF for each cm2. Depolarising currents are
positive. Examples assume ``import numpy as np`` and ``from reference import *``.
"""
# ruff: noqa: F403 - the names of a module stand in its own __all__, and only there

from reference import (
    accuracy,
    adaptation,
    adaptive_if,
    base,
    blow_up,
    excitability,
    firing_rates,
    gates,
    hodgkin_huxley,
    integrate_and_fire,
    lif,
    noise,
    nonlinear_if,
    ode,
    plot,
    solvers,
    spike_trains,
)
from reference.accuracy import *
from reference.adaptation import *
from reference.adaptive_if import *
from reference.base import *
from reference.blow_up import *
from reference.excitability import *
from reference.firing_rates import *
from reference.gates import *
from reference.hodgkin_huxley import *
from reference.integrate_and_fire import *
from reference.lif import *
from reference.noise import *
from reference.nonlinear_if import *
from reference.ode import *
from reference.solvers import *
from reference.spike_trains import *

__all__ = ["plot"]
__all__ += base.__all__
__all__ += ode.__all__
__all__ += blow_up.__all__
__all__ += solvers.__all__
__all__ += accuracy.__all__
__all__ += noise.__all__
__all__ += spike_trains.__all__
__all__ += integrate_and_fire.__all__
__all__ += lif.__all__
__all__ += nonlinear_if.__all__
__all__ += adaptation.__all__
__all__ += adaptive_if.__all__
__all__ += gates.__all__
__all__ += hodgkin_huxley.__all__
__all__ += excitability.__all__
__all__ += firing_rates.__all__
