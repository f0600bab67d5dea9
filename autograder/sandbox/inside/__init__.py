"""The only code of ours that shares a process with student code.

A warm IPython shell that forks a child for each submission, runs cells and calls functions,
and answers with plain data. It imports nothing from the rest of the project.
"""
