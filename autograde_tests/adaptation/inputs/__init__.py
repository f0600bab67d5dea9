"""Inputs of the `adaptation` assignment's hidden tests: each draws the arguments of one call."""

from .equations import *
from .figures import *
from .intervals import *
from .patterns import *
from .runs import *
