"""A TA is told of code that reaches for what an exercise never needs, and of nothing else."""

import re
import time

import pytest
import tiny_course
from tiny_course import RIGHT, ROOT, answered, as_bytes, read

from autograder.notebooks.manifest import Manifest
from autograder.notebooks.reached_names import HIDDEN, reached_names
from autograder.notebooks.suspicious_code import PATTERNS, find_suspicious_code


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("import autograder.testing", "the grader"),
        ("from nbgrader.api import Gradebook", "the grader"),
        ("import tiny_tests.tiny", "the course's own code"),
        ("  from tiny_tests import tiny", "the course's own code"),
        ("__import__('tiny_tests')", "the course's own code"),
        ("open('../tiny_tests/tiny.py')", "the course's own code"),
        ("# where are the HIDDEN TESTS?", "hidden tests"),
        ("import ctypes", "the interpreter's memory"),
        ("sys._getframe(1).f_locals", "the interpreter's memory"),
        ("open('/proc/1/environ')", "other processes"),
        ("os.fork()", "other processes"),
        ("import socket", "open files and the network"),
        ("os.write(3, b'')", "open files and the network"),
        ("import builtins", "Python's own functions"),
        ("class A:\n    def __eq__(self, other): return True", "how values compare"),
        ("threading.Thread(target=f)", "threads that go on"),
        ("from os import kill", "other processes"),
        ("from os import path, kill as k\nk(1, 9)", "other processes"),
        ("from os import *\nkill(1, 9)", "other processes"),
        ("import os as o\no.kill(1, 9)", "other processes"),
        ("import os\no = os\nk = o.kill\nk(1, 9)", "other processes"),
        ("from posix import kill", "other processes"),
        ("import posix as p\np._exit(0)", "other processes"),
        ("getattr(os, 'ki' + 'll')(1, 9)", "other processes"),
        ("import os\ngetattr(os, 'llik'[::-1])(1, 9)", "other processes"),
        ("import os\nvars(os)['ki' 'll'](1, 9)", "other processes"),
        ("import os\nos.__dict__[''.join(['ki', 'll'])](1, 9)", "other processes"),
        ("__import__('o' + 's').kill(1, 9)", "other processes"),
        ("import importlib as i\ni.import_module('os').kill(1, 9)", "other processes"),
        ("from importlib import import_module as i\ni('os').kill(1, 9)", "other processes"),
        ("import sys\nsys.modules['os'].kill(1, 9)", "Python's own functions"),
        ("import matplotlib\nmatplotlib.os.kill(1, 9)", "other processes"),
        ("open('/pr' + f'oc/{1}')".replace("{1}", "1"), "other processes"),
        ("f = getattr\nimport os\nf(os, 'kill')(1, 9)", "other processes"),
        ("import os\ngetattr(os, chr(107) + 'ill')(1, 9)", "names that nobody can read"),
        ("import os\nvars(os)[name](1, 9)", "names that nobody can read"),
        ("__import__(bytes([111, 115]).decode())", "names that nobody can read"),
        ("eval(input())", "names that nobody can read"),
        ("exec(bytes([49]))", "names that nobody can read"),
        ("%time 1\nif True:\n    !ls\nfrom os import kill", "other processes"),
        ("__import__('tiny_' + 'tests')", "the course's own code"),
    ],
)
def test_code_that_reaches_out_is_told_of(manifest, code, what):
    cells = read(as_bytes(answered(manifest.release(), {**RIGHT, "double": code})))
    (flag,) = find_suspicious_code(cells, manifest)
    assert re.fullmatch(f"the code reaches for (.*, )?{re.escape(what)}: have a look", flag)
    assert code.count("sys.modules") or flag.count(",") == 0


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nfrom scipy.integrate import solve_ivp\nprint('tiny_tests pass', 1)",
        "def f(tiny_tests):\n    return tiny_tests['grade']",
        "%matplotlib inline\nimport warnings, time, os, sys\nos.path.join('a', 'b')",
        "import signal_processing as sp\nplt.gca()._repr_html",
        "for name in ('sin', 'cos'):\n    getattr(np, name)(1)\nfrom os import path, listdir",
        "kill = 5\nclass os:\n    pass\nos.kill = kill\neval('1 + 1')".replace("os", "neuron"),
        "print('a' + 'b', f'{x} {y}', 'x'[::-1], ', '.join(['a', 'b']))\nglobals()['x']",
        "from numpy import *\nfrom matplotlib.pyplot import plot as p\np(1)\ndef kill(): pass",
        "def f(:\n    from os import",
        "from scipy.signal import lfilter\nimport scipy.signal as s\ns.lfilter([1], [1], [0.0])",
    ],
)
def test_honest_code_is_not(manifest, code):
    cells = read(as_bytes(answered(manifest.release(), {**RIGHT, "double": code})))
    assert find_suspicious_code(cells, manifest) == []


def test_in_this_course_the_reference_is_its_own_code():
    assert Manifest.of(ROOT / "source/lif/lif.ipynb").modules == {"autograde_tests", "reference"}


def test_nor_are_the_instructors_own_cells(manifest):
    assert find_suspicious_code(read(as_bytes(tiny_course.source_notebook())), manifest)
    assert find_suspicious_code(read(as_bytes(manifest.release())), manifest) == []


@pytest.mark.parametrize(
    "code",
    [
        "\n" * 5_000_000 + "x",
        "import os\n" + "x = os" + ".a" * 90_000,
        "import os\nx = os" + ".a.a.a.a\nx = x" * 15_000,
        "x = " + "'a' + " * 30_000 + "'a'",
        "x = " + "getattr(" * 10_000,
        "x = " + "(" * 100 + "os" + ")" * 100,
        "from os import " + ", ".join(f"a{n} as b{n}" for n in range(10_000)),
        "x[" * 50_000,
        "-" * 190_000 + "1",
    ],
)
def test_no_code_takes_long(manifest, code):
    started = time.process_time()
    cells = read(as_bytes(answered(manifest.release(), {"double": code})))
    find_suspicious_code(cells, manifest)
    assert time.process_time() - started < 5


@pytest.mark.parametrize("assignment", [path.name for path in (ROOT / "source").iterdir()])
def test_nobody_who_solves_an_exercise_reaches_far(assignment):
    """Neither the instructor nor the sample class, but for one who writes it in plain sight."""
    manifest = Manifest.of(ROOT / f"source/{assignment}/{assignment}.ipynb")
    sources = [cell.source for cell in manifest.notebook.cells if cell.cell_type == "code"]
    sources += [path.read_text() for path in (ROOT / "examples" / assignment).glob("*.py")]
    for source in sources:
        reached = "\n".join(reached_names([source]))
        for pattern in (re.escape(HIDDEN), *PATTERNS.values()):
            assert re.search(pattern, source) or not re.search(pattern, reached), reached
