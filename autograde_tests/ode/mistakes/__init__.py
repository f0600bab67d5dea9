"""Known mistakes of the `ode` assignment, in the parts of its notebook."""

from .euler_steps import *
from .growth_and_decay import *
from .logistic_equation import *
from .logistic_runs import *
