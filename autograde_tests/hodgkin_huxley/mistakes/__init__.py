"""Known mistakes of the `hodgkin_huxley` assignment, in the parts of its notebook."""

from .closing_rates import *
from .coincidences import *
from .currents import *
from .excitability import *
from .firing import *
from .gates import *
from .opening_rates import *
from .simulation import *
from .thresholds import *
