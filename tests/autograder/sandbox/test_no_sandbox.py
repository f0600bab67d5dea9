"""Grading without a sandbox is possible where someone asks for it, and every result says so."""

from pathlib import Path

import pytest
from tiny_course import NAME, answered, as_bytes, write_course

from autograder.commands.main import main
from autograder.files import Submission
from autograder.flags import Flag
from autograder.grading.grade import grade
from autograder.limits import Limits
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls import inner
from autograder.settings import Settings


@pytest.fixture
def unsealed():
    with Runner(Settings(sealed=False)) as started:
        yield started


def test_every_result_says_so(manifest, release, unsealed):
    result = grade(manifest, Submission(as_bytes(answered(release))), 1, unsealed)
    assert {name: verdict.right for name, verdict in result.verdicts.items()} == {
        "test_double": True,
        "test_total": True,
        "test_half": True,
    }
    assert result.flags == [Flag.UNSEALED.of()]
    assert result.notebook.metadata["autograder"]["walls"] == []
    assert result.notebook.metadata["autograder"]["flags"] == [Flag.UNSEALED.of()]


def test_the_callers_environment_stays_outside_even_so(unsealed, monkeypatch):
    with Session(unsealed) as session:
        shown = session.run("import os; sorted(os.environ)")[0].data["text/plain"]
    assert "USER" not in shown
    assert "HOME" in shown


def test_nothing_is_left_of_it():
    with Runner(Settings(sealed=False)) as runner, Session(runner, {"data.txt": b"1"}) as session:
        home = Path(eval(session.run("import os; os.getcwd()")[0].data["text/plain"]))
        pid = int(session.run("os.getpid()")[0].data["text/plain"])
        assert (home / "data.txt").exists()
        assert Path(f"/proc/{pid}").exists()
    assert not home.exists()
    assert not Path(f"/proc/{pid}").exists()


def test_a_limit_of_time_holds(unsealed, monkeypatch):
    monkeypatch.setattr(unsealed, "settings", Settings(Limits(cell_seconds=0.5), sealed=False))
    with Session(unsealed) as started:
        assert "stopped" in started.run("while True: pass")[0].evalue
        assert started.run("1 + 1")[0].data["text/plain"] == "2"


def test_a_forked_copy_of_the_interpreter_does_not_answer(unsealed):
    with Session(unsealed) as session:
        session.run("import os\ndef f():\n    os.fork()\n    return 'called'")
        session.run("for _ in range(3): os.fork()")
        numbers = [str(n) for n in range(20)]
        assert [session.run(n)[0].data["text/plain"] for n in numbers] == numbers
        assert session.call("f", (), {}, False) == "called"
        assert [session.run(n)[0].data["text/plain"] for n in numbers] == numbers


def test_nobody_gets_it_who_did_not_ask(monkeypatch, capsys, tmp_path):
    write_course(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(inner.landlock, "why_not", lambda: "no Landlock")
    monkeypatch.chdir(tmp_path)
    assert main(["grade", NAME]) == 2
    assert "no Landlock" in capsys.readouterr().err
    assert main(["grade", NAME, "--no-sandbox"]) == 2
    assert "Nothing was handed in" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before
