"""A cell that stops before its function is defined: the student is told at what, and once."""

import pytest
from nbformat import NotebookNode
from tiny_course import RIGHT, answered, as_bytes, find

from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.grading.stopped import without_failed_import
from autograder.pages.card import card_of

PANDAS = NotebookNode(ename="ModuleNotFoundError", evalue="No module named 'pandas'")
TRAPZ = NotebookNode(
    ename="ImportError", evalue="cannot import name 'trapz' from 'scipy.integrate' (a path)"
)


@pytest.mark.parametrize(
    ("error", "source", "left"),
    [
        (PANDAS, "import pandas as pd\nx = 1", "pass\nx = 1"),
        (PANDAS, "from pandas import (DataFrame,\n  Series)\nx = 1", "pass\n\nx = 1"),
        (PANDAS, "import numpy as np, pandas; x = np", "import numpy as np; x = np"),
        (PANDAS, "%matplotlib inline\nimport pandas.io", "%matplotlib inline\npass"),
        (PANDAS, "a = 'é'; import pandas", "a = 'é'; pass"),
        (PANDAS, "import pandas as pd\nx = pd.Series()", None),
        (PANDAS, "from pandas import *", None),
        (PANDAS, "if 1:\n    import pandas", None),
        (PANDAS, "import os", None),
        (PANDAS, "x = (", None),
        (TRAPZ, "from scipy.integrate import quad, trapz", "from scipy.integrate import quad"),
        (TRAPZ, "from scipy.integrate import trapz\ntrapz(1)", None),
    ],
)
def test_an_import_that_nothing_uses_is_left_out(error, source, left):
    assert without_failed_import(source, error) == left


@pytest.fixture
def graded(manifest, release, runner):
    def graded(source):
        notebook = answered(release, {**RIGHT, "double": source})
        return grade(manifest, Submission(as_bytes(notebook)), 7, runner)

    return graded


@pytest.mark.parametrize(
    "imports", ["import pandas as pd", "import seaborn\nimport pandas", "import numpy, sklearn.svm"]
)
def test_an_unused_import_costs_nothing_and_is_told(graded, imports):
    result = graded(f"{imports}\n{RIGHT['double']}")
    assert [verdict.right for verdict in result.verdicts.values()] == [True] * 3
    assert result.flags[0].startswith("double: No module named '")
    assert result.flags[0].endswith("'; the cell uses nothing of it and ran without it")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param(
            "import pandas as pd\npd.options\ndef double(x):\n    return 2 * x",
            "its cell stopped at an import, because there is no pandas here. "
            "You can use numpy, scipy, matplotlib and what comes with Python.",
            id="an import that is used",
        ),
        pytest.param(
            "def double(x):\n    print(“twice”)\n    return 2 * x",
            "there is a typographic quote “ (line 2 of its cell): type ' or \".",
            id="a typographic quote",
        ),
        pytest.param(
            "def double(x):\n    return 2 * x)",
            "cannot read its cell (line 2 of its cell)",
            id="syntax",
        ),
        pytest.param(
            "def double[T](x: T) -> T:\n    match x:\n        case 1:\n            return (2",
            "Python 3.",
            id="a newer Python",
        ),
        pytest.param(
            "1 / 0\ndef double(x):\n    return 2 * x",
            "its cell stopped before that: ZeroDivisionError: division by zero.",
            id="an error",
        ),
    ],
)
def test_what_a_cell_stopped_at_is_told_once_on_card_page_and_table(graded, source, reason):
    result = graded(source)
    verdict = result.verdicts["test_double"]
    messages = {check.message for check in verdict.checks}
    assert len(messages) == 1
    assert reason in messages.pop()
    (flag,) = result.flags
    assert reason in flag
    assert reason in " ".join(Result.of("ann", result.notebook).flags)
    card = card_of(find(result.notebook, "test_double"))
    assert card.count("double is not defined:") == 1


def test_a_function_that_is_defined_after_all_has_no_reason(graded):
    result = graded(f"{RIGHT['double']}\n1 / 0")
    assert result.verdicts["test_double"].right
    assert result.flags == []
