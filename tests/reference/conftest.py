"""Figures without a window."""

import matplotlib as mpl

mpl.use("Agg")
