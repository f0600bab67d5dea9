"""Functions that stay with the grader: student code may call them, and gets nothing else."""

from collections.abc import Iterator

import numpy as np
import pytest

from autograder.sandbox.inside.values import Sealed
from autograder.sandbox.reasons import StudentError
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.testing.answers import LocalAnswer, RemoteAnswer

SECRET = 31.4159


def above_secret(x):
    if np.ndim(x) > 1:
        raise ValueError("x has too many dimensions")
    return {"above": np.asarray(x) > SECRET}


SEALED = Sealed("probe", above_secret, most=60)
ANSWERS = """
def bisect(probe):
    low, high = 0.0, 100.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if probe(middle)["above"] else (middle, high)
    return low

def by_name(probe):
    return probe(x=[1.0, 50.0])["above"]

def endless(probe):
    while True:
        probe(1.0)

def two_dimensions(probe):
    return probe([[1.0]])

def no_argument(probe):
    return probe()

def keeps(probe):
    globals()["kept"] = probe
    return 1

def asks_what_was_kept():
    return kept(1.0)

def passes_code(probe):
    return probe(lambda x: x)

def catches(probe):
    try:
        probe([[1.0]])
    except RuntimeError as error:
        return str(error)

def reads(probe):
    import gc
    seen, found = [probe], []
    for _ in range(6):
        seen = [part for one in seen for part in gc.get_referents(one)][:20000]
        found += [part for part in seen if type(part) is float and abs(part - 31.4159) < 0.1]
    return len(found)
"""


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Runner() as runner, Session(runner) as started:
        started.run(ANSWERS)
        yield started


@pytest.fixture(params=["sandbox", "here"])
def call(request, session):
    """Calls a student's function where a class is graded, and where an instructor tries it."""
    if request.param == "sandbox":
        return lambda name, *args: RemoteAnswer(session, name, 1, set()).call(*args)
    names = {"__name__": "notebook"}
    exec(ANSWERS, names)
    return lambda name, *args: LocalAnswer(names[name], name).call(*args)


def test_what_it_returns_can_be_used(call):
    assert call("bisect", SEALED) == pytest.approx(SECRET, abs=1e-5)
    assert call("by_name", SEALED).tolist() == [False, True]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("endless", "probe was called more than 60 times"),
        ("two_dimensions", "probe: x has too many dimensions"),
        ("no_argument", "probe: .* missing 1 required positional argument"),
    ],
)
def test_a_call_that_is_refused_raises(call, name, message):
    with pytest.raises(StudentError, match=message):
        call(name, SEALED)


def test_a_refusal_can_be_caught_and_the_next_call_counts_anew(call):
    assert call("catches", SEALED) == "probe: x has too many dimensions"
    assert call("bisect", SEALED) == pytest.approx(SECRET, abs=1e-5)


def test_a_function_that_was_kept_is_of_no_use_later(session):
    answer = RemoteAnswer(session, "keeps", 1, set())
    assert answer.call(SEALED) == 1
    with pytest.raises(StudentError, match=r"not be read|unreadable|cannot be read"):
        RemoteAnswer(session, "asks_what_was_kept", 1, set()).call()
    assert RemoteAnswer(session, "bisect", 1, set()).call(SEALED) == pytest.approx(SECRET)


def test_nothing_of_the_function_is_where_student_code_runs(session):
    assert RemoteAnswer(session, "reads", 1, set()).call(SEALED) == 0


def test_what_is_no_data_arrives_as_its_type_only(session):
    got = []
    sealed = Sealed("probe", lambda x: got.append(x) or 0, most=1)
    RemoteAnswer(session, "passes_code", 1, set()).call(sealed)
    assert [type(one).__name__ for one in got] == ["Opaque"]
