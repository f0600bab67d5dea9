"""The course's hidden tests: a folder for each assignment, with the same rooms in each.

`exercises` says what is checked (where there are many, those of one kind stand beside it:
`simulators`, `in_noise`, `membrane`), `inputs` draws the arguments of the calls, `expected` knows
what a right answer gives and shows and how near an answer has to come, and `mistakes` are the known
wrong ones. `comparisons` and `random_inputs` serve several assignments. The hidden tests know
`reference` and `autograder.testing`, and nothing of notebooks.
"""
