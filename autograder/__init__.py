"""How a submission is run and scored. Knows notebooks and nbgrader, nothing about neurons.

`grade_notebook` is for other programs; it is imported when it is first asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.library import grade_notebook

__all__ = ["grade_notebook"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from autograder.grading import library

    return getattr(library, name)
