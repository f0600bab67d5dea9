"""Functions of ours that student code calls: what they are given harms nobody but the student."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox.reasons import StudentError
from autograder.sandbox.session import Session


def call(session, source, *functions):
    session.run(source)
    return session.call("f", functions, {}, {}, as_figure=False)


def test_a_function_answers_as_often_as_it_is_asked(session):
    source = "def f(g):\n    return [g(x) for x in range(50)]"
    assert call(session, source, lambda x: x**2) == [x**2 for x in range(50)]


def test_several_functions_are_told_apart(session):
    source = "def f(g, h):\n    return g(2) + h(2)"
    assert call(session, source, lambda x: 10 * x, lambda x: x) == 22


def test_its_error_is_an_error_in_the_students_code(session):
    source = "def f(g):\n    try:\n        g(0)\n    except Exception as e:\n        return str(e)"
    assert call(session, source, lambda x: 1 / x) == "ZeroDivisionError: division by zero"


def test_the_grader_is_not_changed_by_it(session):
    asked = []
    assert call(session, "def f(g):\n    g(1)\n    return 1", asked.append) == 1
    assert asked == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(g):\n    return g(10**10)",
        "def f(g):\n    return [g(1) for _ in range(10)] and g(10**10)",
    ],
)
def test_too_large_a_request_costs_the_student_only(session, source):
    started = time.process_time()
    with pytest.raises(StudentError, match="MemoryError"):
        call(session, source, lambda n: np.zeros(int(n)).sum())
    assert call(session, "def f():\n    return 1") == 1
    assert time.process_time() - started < 5


def test_too_long_a_request_costs_the_student_only(limited):
    with Session(limited(call_seconds=1.0)) as session:
        started = time.monotonic()
        with pytest.raises(StudentError, match="still running"):
            call(session, "def f(g):\n    return g()", lambda: time.sleep(60))
        assert time.monotonic() - started < 20  # the grader's function would take 60 s
        assert call(session, "def f():\n    return 1") == 1


def test_there_is_a_limit_to_how_often_it_may_ask(limited):
    with Session(limited(callbacks=5)) as session:
        source = "def f(g):\n    return sum(g() for _ in range({}))"
        assert call(session, source.format(5), lambda: 1) == 5
        with pytest.raises(StudentError, match="stopped"):
            call(session, source.format(6), lambda: 1)


def test_what_it_kills_is_a_copy(session):
    with pytest.raises(StudentError, match="too large"):
        call(session, "def f(g):\n    return g()", lambda: os._exit(1))


def test_no_copy_is_left(session):
    before = children()
    call(session, "def f(g):\n    return g()", lambda: 1)
    assert children() == before


def children():
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()
