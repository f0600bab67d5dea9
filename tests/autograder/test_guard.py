"""A typing mistake in the configuration never takes the seal off."""

import subprocess
import sys
from pathlib import Path

import pytest
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in
from traitlets.config import Config

from autograder import guard
from autograder.gradebook.nbgrader_plugin import SubmissionExporter

BROKEN = {
    "c.Limits.cell_seconds = (60": "SyntaxError: '(' was never closed",
    "c.Limits.cell_seconds = sixty": "NameError: name 'sixty' is not defined",
    "import no_such_module": "ModuleNotFoundError: No module named 'no_such_module'",
}


@pytest.fixture
def installed(tmp_path_factory, monkeypatch) -> Path:
    """The guard's place, of an environment that is none."""
    path = tmp_path_factory.mktemp("prefix") / "etc" / "jupyter" / "nbgrader_config.py"
    monkeypatch.setattr(guard, "_INSTALLED", path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("line", BROKEN)
def test_nbgrader_ends_with_a_line_and_runs_nothing(released_course, release, installed, line):
    assert guard.put_up() == ""
    config = released_course / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\n{line}\n")
    trace = released_course / "it ran"
    answers = {**RIGHT, "double": f"open({str(trace)!r}, 'w')"}
    hand_in(released_course, "eve", as_bytes(answered(release, answers)))
    nbgrader = Path(sys.executable).with_name("nbgrader")
    done = subprocess.run(
        [nbgrader, "autograde", NAME],
        cwd=released_course,
        env={"PATH": "/usr/bin", "JUPYTER_CONFIG_PATH": str(installed.parent), "HOME": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert BROKEN[line] in done.stderr
    assert "nbgrader_config.py, line " in done.stderr
    assert "Traceback" not in done.stderr
    assert not trace.exists()
    assert not (released_course / "autograded").exists()


@pytest.mark.parametrize("line", BROKEN)
def test_a_server_goes_on_sealed(released_course, monkeypatch, capsys, line):
    config = released_course / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\n{line}\n")
    monkeypatch.chdir(released_course)
    monkeypatch.setattr(sys, "argv", ["jupyter-lab"])
    c = Config()
    guard.guard(c)
    assert c.Autograde.exporter_class is SubmissionExporter
    assert BROKEN[line] in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", [None, "c.Exchange.root = (", "", "import sys; sys.stderr.write('x')"]
)
def test_it_leaves_others_alone(tmp_path, monkeypatch, capsys, text):
    if text is not None:
        (tmp_path / "nbgrader_config.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    c = Config()
    guard.guard(c)
    assert c == Config()
    assert capsys.readouterr().err == ""


def test_a_file_of_somebody_elses_stays_and_is_told(installed):
    installed.parent.mkdir(parents=True)
    installed.write_text("c = get_config()\n")
    assert "is not ours" in guard.put_up()
    assert installed.read_text() == "c = get_config()\n"


def test_where_nothing_may_be_written_it_is_told(installed):
    installed.parent.parent.mkdir(parents=True)
    installed.parent.write_text("a file where a folder should be")
    assert "cannot be written" in guard.put_up()
