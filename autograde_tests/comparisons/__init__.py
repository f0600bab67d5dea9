"""Comparisons of spike trains, traces and firing-rate curves, for all assignments."""
