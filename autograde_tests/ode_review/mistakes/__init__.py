"""Known mistakes of the `ode_review` assignment, in the parts of its notebook."""

from .better_steps import *
from .exponential_growth import *
from .runs import *
from .slowing_down import *
from .square_growth import *
from .travel_time import *
