"""What a right answer is: one declarative module an assignment.

Knows `reference`, not notebooks.
"""
