"""The code of docs/hidden_tests.md runs as printed, and gives what the page says."""

import doctest
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot as plt

from autograder.testing import compare, figures, histograms

PAGE = (Path(__file__).parents[2] / "docs" / "hidden_tests.md").read_text()
BLOCKS = re.findall(r"```(python|pycon)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def names():
    """All that the page defines."""
    defined = {"__name__": "page"}
    for language, block in BLOCKS:
        if language == "python":
            exec(block, defined)
    return defined


@pytest.mark.parametrize("block", [block for language, block in BLOCKS if language == "pycon"])
def test_what_is_typed_gives_what_is_printed(names, block):
    typed = doctest.DocTestParser().get_doctest(block, dict(names), "page", None, None)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(typed, out=report.append)
    plt.close("all")
    assert typed.examples
    assert "".join(report) == ""


def test_the_comparison_of_ones_own_does_not_let_nan_pass(names):
    assert names["rising"](np.array([1.0, np.nan]), [1.0, 2.0], {})


def test_the_page_names_every_comparison():
    public = {
        name
        for module in (compare, figures, histograms)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
        if callable(value) and "__call__" in vars(value) and not name.startswith("_")
    }
    assert len(public) >= 12
    assert [name for name in sorted(public) if f"`{name}" not in PAGE] == []
