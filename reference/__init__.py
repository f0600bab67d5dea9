"""The models, solvers and spike-train statistics that the course is graded against.

Units are ms, mV, pA, nS and pF throughout, so that pA/nS = mV and pF/nS = ms need no conversion
factors. Depolarising currents are positive.
"""
