"""Why student code gave no value: reasons are values, and words are made of them in one place."""

import signal

import pytest

from autograder.sandbox import reasons
from autograder.sandbox.inside.ending import Ending
from autograder.sandbox.reasons import Reason, StudentError, raised
from autograder.sandbox.selftest import check_promises
from autograder.sandbox.session import Session
from autograder.testing.answers import LocalAnswer, RemoteAnswer


def test_every_reason_has_a_sentence_of_its_own():
    sentences = {str(StudentError(r, 3, "f", "E", "no", "x = 1")) for r in Reason}
    same = {Reason.EXCEPTION, Reason.SYNTAX, Reason.IMPORT}
    assert len(sentences) == len(Reason) - len(same) + 1
    assert all(sentence.endswith((".", "?")) for sentence in sentences)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (StudentError(Reason.TIME, 0.5), "It was still running after 0.5 s and was stopped."),
        (
            StudentError(Reason.MEMORY, 3072),
            "It used more than 3072 MiB of memory and was stopped.",
        ),
        (
            StudentError(Reason.SIGNAL, signal.SIGSEGV),
            "It crashed the Python interpreter (Seg",
        ),
        (StudentError(Reason.SIGNAL, 200), "It crashed the Python interpreter (200)."),
        (
            StudentError(Reason.EXCEPTION, 0, "f", "E", "no {0}", "  x = 1"),
            "It raised E: no {0} — in the line  x = 1.",
        ),
    ],
)
def test_numbers_are_in_the_sentence(error, sentence):
    assert sentence in str(error)


@pytest.mark.parametrize("where", ["here", "in the sandbox"])
@pytest.mark.parametrize(
    ("body", "reason", "name"),
    [
        ("raise NotImplementedError", Reason.NOT_WRITTEN, "NotImplementedError"),
        ("import no_such_module", Reason.IMPORT, "ModuleNotFoundError"),
        ("exec('1 +')", Reason.SYNTAX, "SyntaxError"),
        ("f_not_there", Reason.EXCEPTION, "NameError"),
        ("raise NameError('f is not defined')", Reason.EXCEPTION, "NameError"),
    ],
)
def test_what_code_raises_has_a_reason(session, where, body, reason, name):
    source = f"def f():\n    {body}"
    namespace = {}
    exec(source, namespace)
    session.run(source)
    answer = (
        LocalAnswer(namespace["f"]) if where == "here" else RemoteAnswer(session, "f", 0, set())
    )
    with pytest.raises(StudentError) as caught:
        answer.call()
    error = caught.value
    assert (error.reason, error.name, error.function, error.fatal) == (reason, name, "f", False)


@pytest.mark.parametrize("kind", ["time", "memory", "nonsense", None, ["syntax"], {}])
def test_an_answer_cannot_give_a_reason_that_is_not_of_code(kind):
    error = raised("f", {"error": "E", "kind": kind})
    assert (error.reason, error.fatal) == (Reason.EXCEPTION, False)


THREADS = """
import threading, time
for _ in range(80):
    threading.Thread(target=time.sleep, args=(20,)).start()
time.sleep(20)
"""
FILES = """
import time
for n in range(3):
    with open(f"{n}", "wb") as file:
        file.truncate(32 * 2**20)
time.sleep(20)
"""


@pytest.mark.parametrize(
    ("body", "reason", "number"),
    [
        ("import os; os._exit(3)", Reason.EXIT, 3),
        ("import os; os._exit(71)", Reason.EXIT, 71),
        ("import os; os._exit(202)", Reason.EXIT, 202),
        ("import os; os.kill(os.getpid(), 11)", Reason.SIGNAL, 11),
        ("while True: pass", Reason.TIME, 0.5),
        (THREADS, Reason.THREADS, 64),
        (FILES, Reason.DISK, 64),
    ],
)
def test_what_ends_the_interpreter_has_a_reason(limited, body, reason, number):
    with Session(limited(cell_seconds=0.5 if reason is Reason.TIME else 20)) as session:
        session.run(body)
        (death,) = session.deaths
    assert (death.reason, death.number, death.fatal) == (reason, number, True)


@pytest.mark.parametrize(
    "ending",
    [
        *(Ending("exit", code) for code in (0, 1, 127)),
        *(Ending("signal", number) for number in (1, 9, 64)),
        *map(Ending, ("memory", "threads", "cpu", "disk")),
    ],
)
def test_an_ending_passes_through_the_control_socket(ending):
    assert Ending.unpack(ending.pack()) == ending


def test_what_is_no_ending_is_refused():
    for packed in (b"", b"\0", b"\0\0\0"):
        with pytest.raises(ValueError, match="unpack"):
            Ending.unpack(packed)


def test_no_promise_depends_on_words(runner, monkeypatch):
    monkeypatch.setattr(reasons, "sentence", lambda error: f"Reworded: {error.reason.name}!")
    assert str(StudentError(Reason.CPU)) == "Reworded: CPU!"
    problems = check_promises(runner, [])
    assert {promise: told for promise, told in problems.items() if told} == {}
