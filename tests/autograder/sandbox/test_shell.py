"""Cells show what they show in Jupyter, in the form of a notebook file."""

import base64

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.sandbox.inside.one_process import SENTENCE

PNG = b"\x89PNG\r\n\x1a\n"


def brief(output):
    """The kind of an output and what it says."""
    match output.output_type:
        case "stream":
            return output.name, output.text
        case "error":
            return output.ename, output.evalue
        case kind:
            return kind, output.data.get("text/plain")


def shows(session, source):
    return [brief(output) for output in session.run(source)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("x = 1", [], id="nothing"),
        pytest.param("", [], id="empty cell"),
        pytest.param("# only a comment", [], id="comment"),
        pytest.param("1\n2", [("execute_result", "2")], id="last expression"),
        pytest.param("1;", [], id="semicolon"),
        pytest.param("None", [], id="None"),
        pytest.param("'µ ❤'", [("execute_result", "'µ ❤'")], id="unicode"),
        pytest.param("display({'a': 1})", [("display_data", "{'a': 1}")], id="display"),
        pytest.param("1/0", [("ZeroDivisionError", "division by zero")], id="exception"),
        pytest.param(
            "print(1); 1/0", [("stdout", "1\n"), ("ZeroDivisionError", "division by zero")]
        ),
        pytest.param("nosuch", [("NameError", "name 'nosuch' is not defined")], id="NameError"),
        pytest.param("raise SystemExit(5)", [("SystemExit", "5")], id="SystemExit"),
        pytest.param(
            "raise KeyboardInterrupt", [("KeyboardInterrupt", "")], id="KeyboardInterrupt"
        ),
        pytest.param("_ = 5\nOut", [("execute_result", "{}")], id="Out"),
        pytest.param("%matplotlib inline", [], id="inline"),
        pytest.param("%matplotlib widget", [], id="widget"),
        pytest.param("%matplotlib qt", [], id="a window"),
        pytest.param("%config InlineBackend.figure_format = 'retina'", [], id="retina"),
        pytest.param("!echo hi", [("stderr", f"{SENTENCE}\n")], id="shell command"),
        pytest.param("%%bash\necho hi", [("stderr", f"{SENTENCE}\n")], id="cell magic"),
        pytest.param("%%capture c\nprint(5)", [], id="capture"),
        pytest.param(
            "await __import__('asyncio').sleep(0, 7)", [("execute_result", "7")], id="await"
        ),
        pytest.param("__name__", [("execute_result", "'__main__'")], id="name"),
        pytest.param("print('\\ud800')", [("stdout", "?\n")], id="half a surrogate pair"),
        pytest.param(
            "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\nprint(4)\n5",
            [("stdout", "1\n"), ("stderr", "2\n"), ("stdout", "3\n4\n"), ("execute_result", "5")],
            id="streams in order",
        ),
        pytest.param(
            "print(1)\ndisplay(2)\nprint(3)",
            [("stdout", "1\n"), ("display_data", "2"), ("stdout", "3\n")],
            id="display between prints",
        ),
        pytest.param(
            "from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)",
            [("stdout", "2\n")],
            id="clear_output",
        ),
    ],
)
def test_a_cell_shows(session, source, shown):
    assert [
        told[: len(want)] for told, want in zip(shows(session, source), shown, strict=False)
    ] == shown
    if not shown:
        assert session.run(source) == []


def test_a_cell_shows_nothing_of_the_one_before(session):
    assert shows(session, "1") == [("execute_result", "1")]
    assert shows(session, "x = 1") == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(:", "SyntaxError"),
        ("  x = 1\n y = 2", "IndentationError"),
        ("x = '\x00'", "SyntaxError"),
        ("(" * 300, "SyntaxError"),
        ("raise type('Ü', (Exception,), {})", "Ü"),
        ("def r(): r()\nr()", "RecursionError"),
        ("[0] * 10**18", "MemoryError"),
        ("input()", "EOFError"),
        ("class E(Exception):\n    def __str__(self): raise E\nraise E", "E"),
    ],
)
def test_an_exception_is_shown_and_the_interpreter_goes_on(session, source, name):
    session.run("x = 'kept'")
    assert session.run(source)[0].ename == name
    assert shows(session, "x") == [("execute_result", "'kept'")]


def test_a_traceback_points_at_the_line(session):
    (error,) = session.run("def f(x):\n    return 1 / x\nf(0)")
    assert "----> 2     return 1 / x" in "\n".join(error.traceback)
    assert "\x1b" not in "".join(error.traceback)


def test_an_error_has_no_traceback_where_none_is_wanted(session):
    source = "def f(x):\n    return 1 / x\nf(0)"
    (error,) = session.run(source, tracebacks=False)
    assert (error.ename, error.evalue) == ("ZeroDivisionError", "division by zero")
    assert [line.strip() for line in error.traceback] == ["ZeroDivisionError: division by zero"]
    assert "----> 2" in "\n".join(session.run(source)[0].traceback)


def test_warnings_are_on_stderr(session):
    (shown,) = shows(session, "import warnings\nwarnings.warn('careful')")
    assert shown[0] == "stderr"
    assert "careful" in shown[1]


def test_numpy_warns_as_in_a_notebook(session):
    shown = dict(shows(session, "import numpy as np\nnp.log(np.zeros(1))"))
    assert "divide by zero" in shown["stderr"]
    assert shown["execute_result"] == "array([-inf])"


def test_earlier_results_are_remembered_and_counted(session):
    assert session.run("41")[0].execution_count == 1
    assert session.run("_ + 1")[0].execution_count == 2
    assert shows(session, "Out[2], _2, In[1]") == [("execute_result", "(42, 42, '41')")]


@pytest.mark.parametrize(
    "draw",
    [
        "plt.plot([1, 2])\nNone",
        "fig, ax = plt.subplots()\nax.set_title('nothing yet')\nNone",
        "plt.plot([1, 2])\nplt.show()",
        "%matplotlib inline\nplt.plot([1, 2]);",
        "%matplotlib notebook\nplt.plot([1, 2]);",
    ],
)
def test_a_figure_is_shown_once_as_png(session, draw):
    outputs = session.run(f"import matplotlib.pyplot as plt\n{draw}")
    pictures = [o.data["image/png"] for o in outputs if "image/png" in o.get("data", {})]
    assert [base64.b64decode(picture)[:8] for picture in pictures] == [PNG]


@pytest.mark.parametrize("draw", ["plt.subplots()\nNone", "plt.subplots(2, 2)\nNone"])
def test_of_a_figure_with_nothing_in_it_only_the_name_is_shown(session, draw):
    (output,) = session.run(f"import matplotlib.pyplot as plt\n{draw}")
    assert list(output.data) == ["text/plain"]
    assert output.data["text/plain"].startswith("<Figure size ")


def test_each_figure_is_shown_in_its_own_cell(session):
    session.run("import matplotlib.pyplot as plt")
    first, second = (session.run(f"plt.plot([{n}, 2]); plt.title('{n}')") for n in (1, 2))
    assert [len(first), len(second)] == [2, 2]
    assert session.run("x = 1") == []


@pytest.mark.parametrize(("wanted", "drawn"), [(True, "[2]"), (False, "[0]")])
def test_a_figure_is_drawn_only_to_be_shown(session, wanted, drawn):
    session.run(
        "import matplotlib.pyplot as plt\n"
        "drawn, draw = [0], plt.Figure.draw\n"
        "def counted(*args, **kwargs):\n"
        "    drawn[0] += 1\n"
        "    return draw(*args, **kwargs)\n"
        "plt.Figure.draw = counted"
    )
    session.run("plt.plot([1, 2])", render_figures=wanted)
    assert shows(session, "drawn") == [("execute_result", drawn)]  # to see what it needs, then it


def test_outputs_make_a_valid_notebook(session):
    source = (
        "import sys, matplotlib.pyplot as plt\nplt.plot([1])\nprint(1)\nsys.stderr.write('2')\n1/0"
    )
    cell = new_code_cell(source, outputs=session.run(source), execution_count=1)
    nbformat.validate(new_notebook(cells=[cell]))
    assert len(cell.outputs) >= 3


def test_streams_are_cut(session):
    (output,) = session.run("for _ in range(300):\n    print('x' * 10_000)")
    assert 100_000 < len(output.text) < 300_000
    assert "cut" in output.text[-100:]


def test_many_outputs_are_cut(session):
    outputs = session.run(
        "import sys\nfor i in range(2000):\n    print(i)\n    print(i, file=sys.stderr)"
    )
    assert 500 < len(outputs) < 1500
    assert "cut" in outputs[-1].text


def test_many_outputs_do_not_fill_the_memory(session):
    session.run("for i in range(2000): display(i)\nkept = len(get_ipython().outputs)")
    assert int(shows(session, "kept")[0][1]) < 1500


def test_what_is_printed_does_not_fill_the_memory(session):
    session.run(
        "import resource\n"
        "def most(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "before = most()\n"
        "for _ in range(200): print('x' * 2**20)\n"
        "grown = most() - before"
    )
    assert int(shows(session, "grown")[0][1]) < 50


def test_a_message_is_cut(session):
    (output,) = session.run("raise ValueError('x' * 10**6)")
    assert output.ename == "ValueError"
    assert len(nbformat.writes(new_notebook(cells=[new_code_cell(outputs=[output])]))) < 200_000


def test_what_does_not_fit_through_is_left_out_and_said_so(session):
    (output,) = session.run("display({'image/png': 'x' * (70 * 2**20)}, raw=True)")
    assert "cut" in output.text
    assert shows(session, "1") == [("execute_result", "1")]
