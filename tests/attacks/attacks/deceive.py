"""Forge the verdict: points for wrong answers, by what code does where it runs."""

from .kit import Attack, all_answers, all_doing, code, notebook, runs

_LIAR = """
class Liar(float):
    __eq__ = __ge__ = __le__ = __bool__ = lambda self, *a, **k: True
    __ne__ = __gt__ = __lt__ = lambda self, *a, **k: False
    __sub__ = __rsub__ = __add__ = __abs__ = __mul__ = lambda self, *a, **k: Liar(0)
    __hash__ = float.__hash__
"""
_ARRAY_LIAR = """
class Liar(np.ndarray):
    def __array_ufunc__(self, *a, **k): return np.True_
    def __array_function__(self, *a, **k): return True
    def all(self, *a, **k): return np.True_
    __eq__ = __bool__ = lambda self, other=None: True
"""
_INTERFACE_LIAR = """
import inspect
class Liar:
    data = np.zeros(1)
    __array_interface__ = {"version": 3, "typestr": "<f8", "shape": (1,), "strides": (-8,),
                           "data": (data.ctypes.data, False)}
    def __array__(self, *a, **k):
        for frame in inspect.stack():
            for name in ("desired", "expected", "y"):
                if name in frame.frame.f_locals:
                    return np.asarray(frame.frame.f_locals[name])
        return self.data
    __eq__ = lambda self, other: True
"""
_PATCHED_NUMPY = """
import math, numpy.testing
for module in (np, np.testing, math):
    for name in dir(module):
        if name.startswith(("assert_", "allclose", "isclose", "array_eq")):
            setattr(module, name, lambda *a, **k: True)
"""
_PATCHED_BUILTINS = """
import builtins
real = builtins.__import__
class Content:
    __getattr__ = lambda self, name: lambda *a, **k: 13
def fake(name, *a, **k):
    return Content() if "test" in name or "tiny" in name else real(name, *a, **k)
builtins.__import__ = fake
builtins.abs = lambda x: 0
builtins.all = lambda x: True
"""
_AST_EATER = """
import ast
class NoTests(ast.NodeTransformer):
    visit_Assert = visit_Expr = lambda self, node: ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(NoTests())
"""
_SHOWN_POINTS = """
from IPython.display import display
def points(*a, **k):
    get_ipython().displayhook.quiet = lambda: False
    get_ipython().displayhook(13.0)
    display({"text/plain": "13"}, raw=True, metadata={"autograder": {"exercise": "double"}})
get_ipython().events.register("post_run_cell", points)
"""
_PEEK = r"""
import ast, re, sys
def peek(x):
    '''The literal beside the call in the source of the test.'''
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if hasattr(value, "reference"):
                return value.reference(x)
        frame = frame.f_back
    history = get_ipython().user_ns["In"][-1]
    found = re.search(r"\w\(" + re.escape(repr(x)) + r"\)(?: ==|\),|,) *([^()\s]+)", history)
    return ast.literal_eval(found[1]) if found else None
"""
_GC = """
import gc, types
def found(name):
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__name__ in (name, "_" + name) \\
                and one.__globals__ is not globals():
            return one
"""
_FAKE_TESTS = """
import sys, types
class Fake(types.ModuleType):
    __getattr__ = lambda self, name: lambda *a, **k: 13.0
for name in ("tiny_tests", "autograde_tests", "numpy.testing", "autograder.testing.verdict"):
    sys.modules[name] = Fake(name)
"""
_FRAMES = """
import json, os, socket, struct, threading
def frame(value):
    text = json.dumps(plain(value)).encode()
    return struct.pack("!II", len(text), 0) + text
def plain(value):
    if isinstance(value, dict):
        return {"dict": [[key, plain(item)] for key, item in value.items()]}
    return [plain(item) for item in value] if isinstance(value, list) else value
full = {"output_type": "execute_result", "data": {"text/plain": "4"},
        "metadata": {"autograder": {"exercise": "double"}}, "execution_count": 1}
"""
_FRAMES_AHEAD = """
for answer in ({"outputs": [full]}, {"outputs": []}, {"value": 2.0}, {"value": 4.0}):
    os.write(3, frame(answer))
"""
_THREAD_ANSWERS = """
channel = socket.socket(fileno=os.dup(3))
def answer():
    while channel.recv(2**16):
        channel.sendall(frame({"outputs": [full], "value": True}))
threading.Thread(target=answer, daemon=True).start()
"""
_ASKING = """
def ask(x):
    channel = socket.socket(fileno=os.dup(3))
    for number in range(-3, 3):
        channel.sendall(frame({"ask": number, "args": [x], "kwargs": {}}))
        told = channel.recv(2**16)
        if b"value" in told:
            return json.loads(told[8:])["dict"][0][1]
"""
_PATCHED_SERVE = """
import sys
serve = sys.modules["autograder.sandbox.inside.serve"]
serve.call = lambda *a: {"value": 13.0, "verdict": 13.0, "points": 13}
real = serve.send
full = {"output_type": "execute_result", "data": {"text/plain": "13"}, "metadata": {}}
serve.send = lambda channel, answer, *a: real(channel, {**answer, "outputs": [full]})
"""
_PATCHED_WIRE = """
import sys
wire = sys.modules["autograder.sandbox.inside.wire"]
wire.MAX_FRAME, wire._known, wire._DTYPES = 2**40, lambda dtype: True, {"O": "O", "V": "V"}
wire._opaque = lambda kind: {"float": "nan"}
"""
_KEPT = {
    "total": "def total(values):\n    global kept\n    kept = double",
    "half": "def half(x):\n    return kept(kept(x)) / 8",
}
_BESIDE = """
def total(values):
    double(0.0)
    return getattr(double, "__wrapped__", double).__globals__["total"](values)
"""


def _using(function: str) -> dict[str, str]:
    """Answers that leave it to a function of the cell before."""
    return {
        name: f"def {name}(x):\n    return {function.format(name)}(x)"
        for name in ("double", "total", "half")
    }


_EQUAL, _MEMORY = "how values compare", "the interpreter's memory"

ATTACKS = (
    Attack(
        "always-equal",
        "What is returned equals everything.",
        notebook(code(_LIAR), answers=all_answers("Liar(1)")),
        flagged=_EQUAL,
    ),
    Attack(
        "array-liar",
        "An array decides itself how it is compared.",
        notebook(code(_ARRAY_LIAR), answers=all_answers("np.zeros(1).view(Liar)")),
        flagged=_EQUAL,
    ),
    Attack(
        "interface-liar",
        "What is made an array looks up what is expected.",
        notebook(code(_INTERFACE_LIAR), answers=all_answers("Liar()")),
        flagged=_EQUAL,
    ),
    Attack(
        "silent-exit",
        "An exit is no error when nobody hears of it.",
        notebook(
            code("import warnings; warnings.simplefilter('ignore')"),
            answers=all_doing("raise SystemExit"),
        ),
    ),
    Attack(
        "interrupt",
        "A test is interrupted as if by a person.",
        notebook(answers=all_doing("raise KeyboardInterrupt")),
    ),
    Attack(
        "dead-interpreter",
        "A test never ends: its interpreter does.",
        notebook(answers=all_doing("import os; os._exit(0)")),
        flagged="other processes",
    ),
    Attack(
        "peek",
        "The expected value is read from the test's frames and source.",
        notebook(code(_PEEK), answers=_using("peek")),
        flagged=_MEMORY,
    ),
    Attack(
        "garbage",
        "The right functions are looked for among all objects.",
        notebook(code(_GC), answers=_using("found('{}')")),
        flagged=_MEMORY,
    ),
    Attack(
        "asks-the-grader",
        "Code calls functions of the grader's that it was not given.",
        notebook(code(_FRAMES + _ASKING), answers=_using("ask") | {"total": "total = None"}),
        flagged="open files",
    ),
    Attack(
        "stand-in-kept",
        "A function lent by the grader is kept for another exercise.",
        notebook(answers=_KEPT),
    ),
    Attack(
        "stand-in-beside",
        "Beside a function that is lent, the one that belongs to it is looked for.",
        notebook(answers={"total": _BESIDE}),
    ),
    runs("patched-numpy", "numpy's comparisons are content with everything.", _PATCHED_NUMPY),
    runs(
        "patched-builtins",
        "abs, all and import are the student's own.",
        _PATCHED_BUILTINS,
        flagged="Python's own functions",
    ),
    runs(
        "no-traceback",
        "An error that is not shown has not happened.",
        "get_ipython().showtraceback = lambda *a, **k: None",
    ),
    runs(
        "own-handler",
        "Exceptions are handled by the student.",
        "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: [])",
    ),
    runs(
        "input-eater",
        "IPython drops whatever is to be run next.",
        "get_ipython().input_transformers_post.append(lambda lines: [])",
    ),
    runs("ast-eater", "IPython takes every assertion out of a cell.", _AST_EATER),
    runs(
        "shown-points",
        "Full marks are shown after each cell.",
        _SHOWN_POINTS,
        flagged="how points are shown",
    ),
    runs(
        "fake-tests",
        "The module of the hidden tests is the student's own.",
        _FAKE_TESTS,
        flagged="the grader, .*Python's own functions",
    ),
    runs(
        "frames-ahead",
        "Answers to questions not yet asked wait in the channel.",
        _FRAMES + _FRAMES_AHEAD,
        flagged="open files",
    ),
    runs(
        "thread-answers",
        "A thread answers the grader before the shell does.",
        _FRAMES + _THREAD_ANSWERS,
        flagged="threads that go on",
    ),
    runs(
        "patched-serve",
        "The runner's own functions answer for the student.",
        _PATCHED_SERVE,
        flagged="the grader",
    ),
    runs(
        "patched-wire", "The runner encodes what it must not.", _PATCHED_WIRE, flagged="the grader"
    ),
)
