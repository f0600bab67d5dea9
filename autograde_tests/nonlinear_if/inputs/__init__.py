"""Inputs of the `nonlinear_if` assignment's hidden tests: each draws the arguments of one call."""

from .equations import *
from .noise import *
from .runs import *
from .simulators import *
from .voltages import *
