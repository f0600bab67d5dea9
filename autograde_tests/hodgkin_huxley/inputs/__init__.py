"""Inputs of the `hodgkin_huxley` assignment's hidden tests: each draws the arguments of one call.

Runs are short and their steps few: in a student's plain Python a step takes some 20 us, and in the
sandbox a call of a stand-in takes far longer than a step.
"""

from .equations import *
from .excitability import *
from .firing import *
from .runs import *
from .spikes import *
