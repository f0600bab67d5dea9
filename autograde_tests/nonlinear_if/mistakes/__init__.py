"""Known mistakes of the `nonlinear_if` assignment, in the parts of its notebook."""

from .equation import *
from .firing_rates import *
from .intervals import *
from .noise import *
from .phase_line import *
from .quadratic import *
from .simulation import *
