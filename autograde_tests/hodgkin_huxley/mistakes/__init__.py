"""Known mistakes of the `hodgkin_huxley` assignment, in the parts of its notebook."""

from .coincidences import *
from .currents import *
from .excitability import *
from .firing import *
from .gates import *
from .rates_with_a_gap import *
from .simulation import *
from .six_rates import *
from .thresholds import *
