"""Cells that only show something are not run, and no score can depend on it."""

import json
import subprocess
import sys

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebooks.slicing import Needed, cells_behind, cells_to_run, needed_cells

LOCKED = {"locked": True, "grade": False, "solution": False}
TEST = {"locked": True, "grade": True, "solution": False}
ANSWER = {"locked": False, "grade": False, "solution": True}
KINDS = {"given": LOCKED, "test": TEST, "answer": ANSWER, "own": {}}

READ_IT = """
import json, sys, nbformat
from autograder.notebooks.slicing import cells_behind, cells_to_run
codes = [nbformat.v4.new_code_cell(source) for source in json.load(sys.stdin)]
print(json.dumps([cells_to_run([code])[0] for code in codes]))
"""


def cells(*pairs):
    made = []
    for kind, source in pairs:
        cell = nbformat.v4.new_code_cell(source)
        cell.metadata["nbgrader"] = {"grade_id": kind, "schema_version": 3, **KINDS[kind]}
        made.append(cell)
    return made


USES_F = ("test", "assert f(1) == 2")
F = ("answer", "def f(x):\n    return 2 * x")


@pytest.mark.parametrize(
    "shown",
    [
        "fig, ax = plt.subplots()\nax.plot(f(3))\nax.set(xlabel='t')\nplt.show()",
        "x = f(3)\nprint(x)",
        "params = make()\nparams['T'] = 5.0\nfor name in params:\n    print(f(params[name]))",
        "def draw(ax):\n    ax.plot([f(x) for x in range(9)])\n\ndraw(plt.gca())",
        "axes = plt.subplots(2)[1]\naxes[0].set_title('')\naxes[1].x = 1",
        '"""Words."""',
        "",
        "import numpy as np\nprint(np.pi)",
        "def show(draw):\n    draw()\n    from a import b\n    b(draw)\n\nshow(f)",
    ],
)
def test_a_demonstration_is_not_run(shown):
    assert cells_to_run(cells(F, ("given", shown), USES_F)) == [True, False, True]


@pytest.mark.parametrize(
    "given",
    [
        "from numpy import *",
        "import matplotlib.pyplot as plt\nplt.rcParams['a'] = 1",
        "np.random.seed(1)",
        "plt.rcParams['figure.figsize'] = 3, 4",
        "plt.rcParams.update({})",
        "plt.style.use('ggplot')",
        "params['T'] = 5.0",
        "params.T = 5.0",
        "params['T'] += 5.0",
        "params.update(T=5.0)",
        "del params",
        "def f(x):\n    global y\n    y = x\n\nf(3)",
        "f(3)",  # the student's own may change anything
        "class A:\n    print(f(3))",
        "%matplotlib inline",
        "!touch file",
        "[f(x) for x in range(9)]",
        "x = (",
    ],
)
def test_what_may_change_something_else_is_run(given):
    assert cells_to_run(cells(F, ("given", given), USES_F)) == [True, True, True]


@pytest.mark.parametrize("kind", ["answer", "test", "own"])
def test_only_locked_cells_are_left_out(kind):
    assert cells_to_run(cells(F, (kind, "print(f(3))"))) == [True, True]


@pytest.mark.parametrize(
    "reader",
    [
        "print(x)",
        "y = x + 1",
        "x += 1",
        "x: int = x",
        "for y in x:\n    pass",
        "print([x + y for y in z])",
        "def g():\n    return x",
        "def g(a=x):\n    pass",
        "def g():\n    def h():\n        return [x for _ in a]\n    return h",
        "g = lambda: x",
        "x = 3\ndef g():\n    return x",  # the demonstration may come between
        "class A:\n    y = x",
        "with x as y:\n    pass",
        "if a:\n    x\nelse:\n    x = 1",
        "%timeit x",
        "(y := x)",
        "@x\ndef g():\n    pass",
        "match a:\n    case x.y:\n        pass",
        "print(f'{x:.2f}')",
    ],
)
@pytest.mark.parametrize("kind", ["answer", "own", "test"])
def test_what_another_cell_reads_is_run(reader, kind):
    assert cells_to_run(cells(("given", "x = 1"), (kind, reader)))[0]


@pytest.mark.parametrize(
    "reader",
    [
        "print(globals()['x'])",
        "exec('print(' + 'x)')",
        "get_ipython().run_line_magic('time', 'x')",
        "print(Out)",
        "print(_)",
        "print(_i3)",
    ],
)
def test_a_student_who_may_read_any_name_needs_all_cells(reader):
    given = ("given", "x = 1")
    assert cells_to_run(cells(given, ("answer", reader))) == [True, True]
    assert cells_to_run(cells(given, ("own", reader))) == [True, True]
    assert cells_to_run(cells(given, ("test", reader))) == [False, True]


@pytest.mark.parametrize(
    "reader",
    [
        "x = 3\nprint(x)",
        "x, y = 3, 4\nprint(x)",
        "for x in range(3):\n    print(x)",
        "with open('f') as x:\n    print(x)",
        "def g(x):\n    return x",
        "def g():\n    x = 3\n    return x",
        "print([x for x in range(3)])",
        "print(a.x, f(x=3))",
        "import a as x\nprint(x)",
        "def x():\n    pass\nx()",
        "print('x')  # x",
    ],
)
def test_names_of_its_own_need_no_other_cell(reader):
    assert cells_to_run(cells(("given", "x = 1"), ("answer", reader))) == [False, True]


def test_what_a_needed_cell_reads_is_needed_too():
    chain = [("given", "x = 1"), ("given", "y = x"), ("given", "z = y"), ("given", "print(z)")]
    assert cells_to_run(cells(*chain, ("test", "print(y)"))) == [True, True, False, False, True]


def test_helpers_of_demonstrations_are_left_out_with_them():
    helper = "def draw(x):\n    plt.plot(x)"
    assert cells_to_run(cells(("given", helper), ("given", "draw(3)"), F)) == [False, False, True]


def test_a_helper_that_changes_something_is_run_where_it_is_used():
    helper = "def draw(x):\n    plt.rcParams['a'] = x"
    assert cells_to_run(cells(("given", helper), ("given", "draw(3)"), F)) == [True, True, True]


def test_hidden_tests_may_read_any_name():
    assert cells_to_run(cells(("given", "x = 1"), USES_F), ["tests.grade('x', x)"]) == [True, True]


def test_visible_checks_are_not_needed_where_the_answer_is_right():
    assert needed_cells(cells(F, USES_F)) == [Needed.ALWAYS, Needed.UNLESS_KNOWN]


@pytest.mark.parametrize(
    ("check", "later"),
    [
        ("chk = f(1)", ("own", "print(chk)")),
        ("chk = f(1)", ("answer", "def g():\n    return chk")),
        ("chk = f(1)", ("given", "y = np.sum(chk)\nz.append(y)")),
        ("chk = f(1)", ("test", "assert chk == 2")),
        ("np.random.seed(f(1))", ("own", "print(3)")),
        ("plt.rcParams['a'] = f(1)", ("own", "print(3)")),
        ("chk = f(1)", ("own", "print(globals()['chk'])")),
    ],
)
def test_visible_checks_are_needed_if_another_cell_sees_what_they_do(check, later):
    assert needed_cells(cells(F, ("test", check), later))[1] is Needed.ALWAYS


def test_visible_checks_are_needed_if_a_hidden_test_reads_a_name_of_theirs():
    pair = cells(F, ("test", "chk = f(1)"))
    assert needed_cells(pair, ["tests.grade('f', chk)"])[1] is Needed.ALWAYS


def test_text_is_not_run():
    assert cells_to_run([nbformat.v4.new_markdown_cell("x"), *cells(F)]) == [False, True]


@given(st.lists(st.tuples(st.sampled_from(list(KINDS)), st.text())))
def test_any_source_gets_an_answer(pairs):
    assert len(cells_to_run(cells(*pairs))) == len(pairs)


ODD = [
    "(" * 90_000,
    "-" * 90_000 + "1",
    "x" + ".a" * 90_000,
    "x" + "()" * 90_000,
    "1" + "+1" * 90_000,
    "lambda: " * 30_000 + "0",
    "\n".join(" " * n + "if x:" for n in range(99)) + "\n" + " " * 99 + "x",
    "x = " * 60_000 + "0",
    "[" + "x for x in " * 20_000 + "x]",
    "x = 1\n" * 40_000,
    "\n" * 190_000 + "x",
    "x\0",
]


def test_odd_code_crashes_nothing_and_takes_no_time():
    command = [sys.executable, "-c", READ_IT]
    done = subprocess.run(
        command, input=json.dumps(ODD), text=True, timeout=60, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [True] * len(ODD)


@pytest.mark.filterwarnings("error")
def test_what_the_compiler_warns_of_is_not_told():
    assert cells_to_run(cells(("answer", "x = '\\d'\nx is 1"))) == [True]


# What a function is made of


CELLS = [
    "import numpy as np",
    "def first(x): return x",
    "def second(x): return first(x) + 1",
    "%matplotlib inline\ndef engine(rate): return lambda x: rate(x)",
    "third = engine(second)",
    "def helper(x): return second(x)",
    "unrelated = first(1)",
    "def fourth(x): return helper(x) + third(x)",
]


@pytest.mark.parametrize(
    ("function", "replaced", "read", "again"),
    [
        ("second", {"first"}, {"first"}, [2]),
        ("third", {"first", "second"}, {"second"}, [4]),
        ("third", {"first"}, {"first"}, [2, 4]),
        ("fourth", {"first", "second", "third"}, {"second", "third"}, [5, 7]),
        ("fourth", {"unrelated"}, set(), []),
        ("first", {"second"}, set(), []),
        ("nowhere", {"first"}, set(), []),
    ],
)
def test_what_a_function_is_made_of_is_found_up_to_what_is_replaced(
    function, replaced, read, again
):
    found, cells = cells_behind(CELLS, function, replaced)
    assert found == read
    assert cells == [CELLS[at] for at in again]


def test_too_much_code_is_not_analysed_and_may_be_made_of_everything():
    long = "def g(x):\n    return f(x)" + "  # y" * 50_000
    found, again = cells_behind([long, "def f(x): pass", "z = 1"], "g", ["f"])
    assert (found, again) == ({"f"}, [long, "def f(x): pass"])


def test_a_word_in_a_text_or_a_comment_is_not_read():
    cells = ["def f(x):\n    'as first does'\n    return x  # not first(x)"]
    assert cells_behind(cells, "f", {"first"}) == (set(), [])
