"""A TA is told of code that reaches for what an exercise never needs, and of nothing else."""

import pytest
import tiny_course
from tiny_course import RIGHT, ROOT, answered, as_bytes, read

from autograder.notebooks.manifest import Manifest
from autograder.notebooks.suspicious_code import find_suspicious_code


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
    ],
)
def test_code_that_reaches_out_is_told_of(manifest, code, what):
    cells = read(as_bytes(answered(manifest.release(), {**RIGHT, "double": code})))
    assert find_suspicious_code(cells, manifest) == [f"the code reaches for {what}: have a look"]


@pytest.mark.parametrize(
    "code",
    [
        "import numpy as np\nfrom scipy.integrate import solve_ivp\nprint('tiny_tests pass', 1)",
        "def f(tiny_tests):\n    return tiny_tests['grade']",
        "%matplotlib inline\nimport warnings, time, os, sys\nos.path.join('a', 'b')",
        "import signal_processing as sp\nplt.gca()._repr_html",
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


def test_no_code_takes_long(manifest):
    import time

    started = time.process_time()
    cells = read(as_bytes(answered(manifest.release(), {"double": "\n" * 5_000_000 + "x"})))
    find_suspicious_code(cells, manifest)
    assert time.process_time() - started < 5
