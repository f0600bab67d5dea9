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
        (PANDAS, "import pandas as pd; pd.set_option(1)\nx = 1", "pass; pass\nx = 1"),
        (PANDAS, "import pandas; import pandas.io\nx = 1", "pass; pass\nx = 1"),
        (PANDAS, "import pandas as pd\npd.options.rows = (1,\n 2)\nx = 1", "pass\npass\n\nx = 1"),
        (PANDAS, "import pandas as pd\npd.x().y[0].z()", "pass\npass"),
        (PANDAS, "import pandas as pd\nprint(pd)", None),
        (PANDAS, "import pandas as pd\nx = [1]\nx.append(pd.y)", None),
        (PANDAS, "import pandas as pd\npd.x(pd := 1)\npd", None),
        (PANDAS, "from pandas import *", None),
        (PANDAS, "if 1:\n    import pandas", None),
        (PANDAS, "import os", None),
        (PANDAS, "x = (", None),
        (TRAPZ, "from scipy.integrate import quad, trapz", "from scipy.integrate import quad"),
        (TRAPZ, "from scipy.integrate import trapz\ntrapz(1)", None),
    ],
)
def test_an_import_that_nothing_needs_is_left_out(error, source, left):
    assert without_failed_import(source, error) == left


@pytest.fixture
def graded(manifest, release, runner):
    def graded(source):
        notebook = answered(release, {**RIGHT, "double": source})
        return grade(manifest, Submission(as_bytes(notebook)), 7, runner)

    return graded


@pytest.mark.parametrize(
    "imports",
    [
        "import pandas as pd",
        "import seaborn\nimport pandas",
        "import numpy, sklearn.svm",
        "import seaborn as sns\nsns.set_theme()",
        "from google.colab import drive\ndrive.mount('/content/drive')",
    ],
)
def test_an_unused_import_costs_nothing_and_is_told(graded, imports):
    result = graded(f"{imports}\n{RIGHT['double']}")
    assert [verdict.right for verdict in result.verdicts.values()] == [True] * 3
    assert result.flags[0].startswith("double: No module named '")
    assert result.flags[0].endswith("'; the cell does not need it and ran without it")


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
            "there is a typographic quote “ in line 2 of its cell: type ' or \".",
            id="a typographic quote",
        ),
        pytest.param(
            "def double(x):\n    return 4 * x − 2 * x",
            "there is a character in line 2 of its cell that Python does not know, "
            "− (minus sign): type it anew.",
            id="a typographic minus",
        ),
        pytest.param(
            "def double(x):\n\u00a0   return 2 * x",
            "in line 2 of its cell that Python does not know, no-break space: type it anew.",
            id="a space that cannot be seen",
        ),
        pytest.param(
            "raise SyntaxError('invalid character U+FFFFFFF')\ndef double(x):\n    return 2 * x",
            "cannot read its cell: invalid character",
            id="a character that there is not",
        ),
        pytest.param(
            "n = input()\ndef double(x):\n    return 2 * x",
            "its cell waits for input, and nobody is there to type it.",
            id="input",
        ),
        pytest.param(
            "%%writefile double.py\ndef double(x):\n    return 2 * x",
            "its cell begins with %%writefile, so that it is not run as the others are.",
            id="a cell that is only written to a file",
        ),
        pytest.param(
            "def Double(x):\n    return 2 * x",
            "there is a Double, and not one letter may differ.",
            id="another name",
        ),
        pytest.param(
            "def double(x):\n    return 2 * x)",
            "cannot read line 2 of its cell",
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


def test_an_exercise_that_is_there_is_not_a_misspelt_one(graded):
    result = graded("twice = 2")
    (message,) = {check.message for check in result.verdicts["test_double"].checks}
    assert message.endswith("is the cell that defines it there, and does it run?")
