"""Calling a student's function, in the sandbox and, for instructors, right here."""

import functools
import subprocess
import sys
import time

import matplotlib.pyplot as plt
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from autograder.notebooks.slicing import cells_behind
from autograder.sandbox.inside.values import Code, Figure, Opaque
from autograder.sandbox.reasons import Reason, StudentError
from autograder.testing.answers import LocalAnswer, RemoteAnswer


@pytest.fixture(params=["remote", "local"])
def answer(request, session):
    """Makes an answer out of source text: either kind must behave alike."""

    def make(source: str, name: str = "f"):
        if request.param == "remote":
            assert not session.run(source)
            return RemoteAnswer(session, name, seed=0, solved=set())
        namespace = {"__name__": "notebook"}
        exec(compile(source, "<cell>", "exec"), namespace)
        return LocalAnswer(namespace[name], name)

    return make


# Values


@pytest.mark.parametrize(
    ("body", "args", "value"),
    [
        ("return x + 1", (1,), 2),
        ("return x", ((1, [2.5, {"a": None}]),), (1, [2.5, {"a": None}])),
        ("pass", (1,), None),
        ("return {x}", (1,), Opaque("set")),
        ("return lambda: x", (1,), Opaque("function")),
        ("yield x", (1,), Opaque("generator")),
        ("return __import__('numpy').ma.masked_array([x])", (1,), Opaque("MaskedArray")),
        ("return __import__('numpy').float32(x)", (1,), 1.0),
    ],
)
def test_a_value_comes_back_plain(answer, body, args, value):
    assert answer(f"def f(x):\n    {body}").call(*args) == value


def test_arrays_go_there_and_back(answer):
    got = answer("def f(x, n):\n    return (x * n)[::-1]").call(np.arange(3.0), n=2)
    assert_array_equal(got, [4, 2, 0])


def test_what_a_function_does_to_its_arguments_stays_with_it(answer):
    given = np.zeros(3), [1], {"a": 1}
    answer("def f(x, y, z):\n    x += 1; y.append(2); z.clear()").call(*given)
    assert_array_equal(given[0], np.zeros(3))
    assert given[1:] == ([1], {"a": 1})


def test_a_function_is_looked_up_at_the_call(session):
    answer = RemoteAnswer(session, "f", 0, set())
    session.run("def f(): return 1")
    assert answer.call() == 1
    session.run("f = lambda: 2")
    assert answer.call() == 2


# Errors


@pytest.mark.parametrize(
    ("source", "name", "message", "line"),
    [
        ("def f(): return 1 / 0", "ZeroDivisionError", "division by zero", "def f(): return 1 / 0"),
        ("def f(): raise SystemExit(3)", "SystemExit", "3", "def f(): raise SystemExit(3)"),
        ("def f(): raise KeyboardInterrupt", "KeyboardInterrupt", "", None),
        ("def f(): f()", "RecursionError", "maximum recursion depth exceeded", None),
        ("def f(x): pass", "TypeError", "f() missing 1 required positional argument: 'x'", ""),
        ("f = 5", "TypeError", "'int' object is not callable", ""),
        (
            "import statistics\ndef f():\n    return statistics.mean([])",
            "StatisticsError",
            "mean requires at least one data point",
            "return statistics.mean([])",
        ),
        (
            "class E(Exception):\n    def __str__(self): raise KeyboardInterrupt\ndef f(): raise E",
            "E",
            "",
            "def f(): raise E",
        ),
    ],
)
def test_an_exception_comes_back_with_its_line(session, source, name, message, line):
    session.run(source)
    with pytest.raises(StudentError) as caught:
        RemoteAnswer(session, "f", 0, set()).call()
    assert caught.value.name == name
    assert caught.value.message.startswith(message)
    assert line is None or caught.value.line == line
    assert not caught.value.fatal


def test_a_function_that_is_not_there_is_a_name_error(session):
    with pytest.raises(StudentError, match="f is not defined") as caught:
        RemoteAnswer(session, "f", 0, set()).call()
    assert (caught.value.name, caught.value.reason) == ("NameError", Reason.NOT_DEFINED)


def test_names_and_messages_of_exceptions_are_cut(answer):
    f = answer("def f(): raise type('x' * 10**6, (Exception,), {})('y' * 10**6)")
    with pytest.raises(StudentError) as caught:
        f.call()
    assert len(caught.value.message) == 500
    assert len(caught.value.line) <= 200


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("import os; os._exit(0)", "InterpreterDied"),
        ("import ctypes; ctypes.string_at(0)", "InterpreterDied"),
        ("import json; json.dumps = None", "InterpreterDied"),
        ("while True: pass", "TimeLimit"),
        ("import time; time.sleep(60)", "TimeLimit"),
        ("a = []; a += [a, a]; return a", "TimeLimit"),
    ],
)
def test_a_fatal_call_costs_that_call_only(hasty, body, name):
    hasty.run(f"x = 'kept'\ndef f():\n    {body}\ndef g(): return x")
    started = time.monotonic()
    with pytest.raises(StudentError) as caught:
        RemoteAnswer(hasty, "f", 0, set()).call()
    assert (caught.value.name, caught.value.fatal) == (name, True)
    assert time.monotonic() - started < 10  # on a crowded machine, too; else 20 s and more
    assert RemoteAnswer(hasty, "g", 0, set()).call() == "kept"


def test_a_value_that_is_too_large_is_an_error_and_no_more(session):
    session.run("import numpy as np\nx = 1\ndef f(n): x = 2; return np.zeros(n)\ndef g(): return x")
    f = RemoteAnswer(session, "f", 0, set())
    with pytest.raises(StudentError, match="64 MiB") as caught:
        f.call(10**8 // 8)
    assert not caught.value.fatal
    assert f.call(10**6).size == 10**6
    assert RemoteAnswer(session, "g", 0, set()).call() == 1


# Prints and plots


def test_prints_and_plots_in_a_call_stay_out_of_the_notebook(session):
    session.run(
        "import sys, matplotlib.pyplot as plt\n"
        "def f():\n    print(1); display(2); plt.plot([1]); plt.show(); sys.stderr.write('3')"
    )
    assert RemoteAnswer(session, "f", 0, set()).call() is None
    assert session.run("plt.get_fignums()")[0].data["text/plain"] == "[]"
    assert session.run("print(4)")[0].text == "4\n"
    assert [output.output_type for output in session.run("plt.plot([1]); plt.show()")] == [
        "display_data"
    ]


def test_what_a_call_needs_of_the_interpreter_is_put_back(capsys):
    def f():
        sys.stdout = sys.stderr = plt.show = None
        raise ValueError

    before = sys.stdout, sys.stderr, plt.show
    with pytest.raises(StudentError):
        LocalAnswer(f).call()
    assert (sys.stdout, sys.stderr, plt.show) == before


@pytest.mark.parametrize(
    ("body", "returned"),
    [
        ("fig, ax = plt.subplots(); ax.plot([1, 2]); return ax", True),
        ("fig, ax = plt.subplots(); ax.plot([1, 2]); return fig", False),
        ("fig, ax = plt.subplots(1, 1, squeeze=False); ax[0, 0].plot([1, 2]); return ax", True),
        ("fig, ax = plt.subplots(); ax.plot([1, 2]); plt.show(); return ax", True),
        ("fig, ax = plt.subplots(); ax.plot([1, 2]); plt.show()", False),
        ("plt.plot([1, 2])", False),
        ("plt.plot([1, 2]); return plt", False),
        ("return plt.plot([1, 2])", False),
    ],
)
def test_a_figure_is_found_however_it_is_handed_over(answer, body, returned):
    got = answer(f"import matplotlib.pyplot as plt\ndef f():\n    {body}").call(as_figure=True)
    assert isinstance(got, Figure)
    assert got.returned is returned
    assert_array_equal(got.axes[0]["lines"][0]["y"], [1, 2])


@pytest.mark.parametrize(
    ("body", "leaves"),
    [
        ("x[0] = 1", True),
        ("x[0] = 2", False),
        ("p.pop('T')", False),
        ("p = dict(p, T=1)", True),
    ],
)
def test_it_is_seen_whether_a_function_leaves_its_arguments_as_they_were(answer, body, leaves):
    f = answer(f"import matplotlib.pyplot as plt\ndef f(x, p):\n    {body}\n    return plt.axes()")
    assert f.call(np.ones(2), {"T": 5.0}, as_figure=True).leaves_arguments is leaves


@pytest.mark.parametrize(
    ("before", "body", "is_new"),
    [
        ("", "fig, ax = plt.subplots(); return ax", True),
        ("", "return Figure().subplots()", True),
        ("", "fig, ax = plt.subplots(); plt.close(); return ax", True),
        ("", "return plt.figure().subfigures(1, 2)[0].subplots()", True),
        ("", "plt.plot([1, 2])", True),
        ("fig, ax = plt.subplots(); plt.close()", "return ax", False),
        ("fig, ax = plt.subplots(); plt.close()", "ax.clear(); return fig", False),
        ("ax = plt.figure().gca(); plt.close()", "return [ax, plt.subplots()[1]]", False),
    ],
)
def test_it_is_seen_whether_a_figure_is_new(answer, before, body, is_new):
    code = "import matplotlib.pyplot as plt\nfrom matplotlib.figure import Figure\n"
    f = answer(f"{code}{before}\ndef f():\n    {body}")
    assert f.call(as_figure=True).is_new is is_new


def test_a_figure_is_new_in_the_first_call_only(answer):
    code = "import matplotlib.pyplot as plt\nkept = []\ndef f():\n"
    f = answer(f"{code}    kept.append(plt.subplots()[1])\n    return kept[0]")
    assert [f.call(as_figure=True).is_new for _ in range(2)] == [True, False]


def test_a_figure_of_an_earlier_cell_is_not_found(session):
    session.run("%config InlineBackend.close_figures = False")
    session.run("import matplotlib.pyplot as plt\nplt.plot([1])\ndef f(): pass")
    assert RemoteAnswer(session, "f", 0, set()).call(as_figure=True) is None


def test_a_figure_of_an_earlier_call_is_not_found(answer):
    f = answer("import matplotlib.pyplot as plt\ndef f(draw):\n    if draw: plt.plot([1])")
    assert isinstance(f.call(True, as_figure=True), Figure)
    assert f.call(False, as_figure=True) is None


# Functions of ours


def test_functions_may_be_arguments(answer):
    f = answer("def f(rate, xs):\n    return [rate(x, scale=2) for x in xs]")
    source = "def rate(x, scale=1):\n    return scale * x"
    assert f.call(Code("rate", source), [1, 2.5]) == [2, 5]


def test_functions_take_and_give_arrays(answer):
    f = answer("def f(g, x):\n    return g(x).sum()")
    assert f.call(Code("g", "def g(x): return x + 1"), np.zeros(4)) == 4


def test_numbers_that_were_drawn_for_a_function_reach_it_and_its_helpers(answer):
    source = "def _half(x, *, c=0): return c * x\ndef g(x, *, b=0): return b + _half(x)"
    f = answer("def f(g): return g(10)")
    assert f.call(Code("g", source, {"b": 1, "c": 0.5})) == 6


def test_a_function_of_ours_may_fail_in_the_students_code(answer):
    f = answer("def f(g):\n    try: g()\n    except Exception as e: return str(e)")
    assert f.call(Code("g", "def g(): raise ValueError('not today')")) == "not today"


# Decoys


MINUS = {"helper": Code("helper", "def helper(x): return -x")}


def test_decoys_replace_globals_for_a_while(answer):
    f = answer("def helper(x): return x\ndef f(x): return helper(x)")
    with f.decoys(MINUS) as called:
        assert f.call(3) == -3
    assert called == {"helper"}
    assert f.call(3) == 3


def test_decoys_go_away_where_nothing_was(answer):
    f = answer("def f(x): return helper(x)")
    with f.decoys(MINUS):
        assert f.call(3) == -3
    with pytest.raises(StudentError, match="helper"):
        f.call(3)


def test_decoys_go_away_after_an_exception(answer):
    f = answer("def helper(x): return x\ndef f(x):\n    helper(x)\n    return 1 / (x - 1)")
    with f.decoys(MINUS), pytest.raises(StudentError):
        f.call(1)
    assert f.call(3) == 0.5


def test_a_decoy_that_nobody_calls_is_not_named(answer):
    f = answer("def helper(x): return x\ndef f(x): return x if x else helper(x)")
    with f.decoys(MINUS) as called:
        assert f.call(3) == 3
    assert called == set()


CLOSURE = [
    "def helper(x): return x",
    "def adding(g): return lambda x: g(x) + 1",
    "f = adding(helper)",
    "def other(): return 5",
]


def test_what_holds_on_to_an_earlier_function_sees_the_decoy(session):
    for cell in CLOSURE:
        session.run(cell)
    behind = functools.partial(cells_behind, CLOSURE, "f")
    f = RemoteAnswer(session, "f", 0, set(), behind)
    assert f.reads({"helper", "nothing"}) == {"helper"}
    with f.decoys(MINUS) as called:
        assert f.call(3) == -2
    assert called == {"helper"}
    assert f.call(3) == 4


def test_decoys_are_put_back_after_a_death(session):
    cells = ["def helper(x): return x", "def f(x):\n    if x: exit_now()\n    return helper(7)"]
    for cell in ["import os\ndef exit_now(): os._exit(3)", *cells]:
        session.run(cell)
    f = RemoteAnswer(session, "f", 0, set(), functools.partial(cells_behind, cells, "f"))
    with f.decoys(MINUS):
        with pytest.raises(StudentError, match="exit code 3"):
            f.call(1)
        assert f.call(0) == -7
    assert f.call(0) == 7


def test_a_cell_that_cannot_be_run_again_leaves_all_as_it_was(hasty):
    cells = [
        "def helper(x): return x",
        "try: once\nexcept NameError: once = 1\nelse:\n    while True: pass\n"
        "def f(): return helper(7)",
    ]
    for cell in cells:
        hasty.run(cell)
    f = RemoteAnswer(hasty, "f", 0, set(), functools.partial(cells_behind, cells, "f"))
    with f.decoys(MINUS) as called:
        assert f.call() == 7
    assert called == set()
    assert f.call() == 7


FIND_CHANNEL = """
import gc, socket
from autograder.sandbox.inside import wire
channel = next(found for found in gc.get_objects() if isinstance(found, socket.socket))
"""


@pytest.mark.parametrize("junk", ["b'junk'", "wire.dumps([1])", "b'\\xff' * 8", "wire.dumps(5)"])
def test_junk_in_place_of_an_answer_ends_the_call(hasty, junk):
    hasty.run(FIND_CHANNEL)
    hasty.run(f"def f():\n    channel.sendall({junk})\n    while True: pass\ndef g(): return 1")
    with pytest.raises(StudentError) as caught:
        RemoteAnswer(hasty, "f", 0, set()).call()
    assert caught.value.fatal
    assert RemoteAnswer(hasty, "g", 0, set()).call() == 1


def test_a_function_without_globals_can_be_an_answer_here():
    assert LocalAnswer(len).call([1, 2]) == 2


@pytest.mark.parametrize(
    ("module", "unneeded"),
    [
        ("autograder.testing.exercise", ["IPython", "nbgrader"]),
        ("autograder.grading.grade", ["IPython"]),  # nbgrader alone costs seconds
    ],
)
def test_the_trusted_side_does_not_load_what_only_the_sandbox_needs(module, unneeded):
    program = f"import {module}, sys; print([name for name in {unneeded} if name in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert shown.stdout == "[]\n"
