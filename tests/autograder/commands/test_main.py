"""The command: what it prints, and its exit codes."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tiny_course import NAME, answered, as_bytes, hand_in
from tqdm import tqdm

from autograder.commands import grade as grade_command
from autograder.commands import main as command
from autograder.commands import progress, table
from autograder.course import Course, CourseError, find_programs

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(released_course, monkeypatch, capsys):
    """Runs the command in the course's folder: exit code, output, errors."""
    monkeypatch.chdir(released_course)

    def typed(*arguments):
        try:
            code = command.main(arguments)
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return typed


# At once

WITHOUT_THE_REST = """
import sys
from autograder.commands.main import main
try:
    main(sys.argv[1:])
finally:
    heavy = {"nbgrader", "nbformat", "numpy", "matplotlib", "IPython"} & set(sys.modules)
    print("heavy:", sorted(heavy))
"""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["grad"], ["grade", "nosuch"], ["grade", "--jobs", "0", NAME]]
)
def test_help_and_typing_mistakes_are_answered_before_anything_heavy_is_imported(
    released_course, arguments
):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_REST, *arguments],
        cwd=released_course,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.endswith("heavy: []\n")


def test_names_are_written_as_they_are_where_the_machine_has_another_encoding(released_course):
    ascii_only = {"PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [Path(sys.executable).with_name("autograder"), "grade", "Zoë-王"],
        cwd=released_course,
        env=os.environ | ascii_only,
        capture_output=True,
        check=False,
    )
    assert "Zoë-王" in done.stderr.decode("utf-8")


# Where it cannot run


@pytest.mark.parametrize("command", [["grade", NAME], ["check"], ["report", NAME], ["demo"]])
def test_outside_a_course_it_says_what_a_course_is(run, command, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert err.startswith("autograder: ")
    assert "nbgrader_config.py" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("missing", ["source", "nbgrader_config.py"])
def test_half_a_course_is_none(course, missing):
    path = course / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(CourseError, match="not a course"):
        Course(course)


@pytest.mark.parametrize("command", ["grade", "check", "report"])
def test_an_unknown_assignment_is_answered_with_the_known_ones(run, command):
    code, _out, err = run(command, "nosuch")
    assert (code, err) == (2, "autograder: There is no assignment nosuch (there are: tiny).\n")


@pytest.mark.parametrize("arguments", [[], ["nosuch"], ["release"], ["grade", NAME, "--nosuch"]])
def test_a_command_that_makes_no_sense_is_answered_with_the_usage(run, arguments):
    code, _out, err = run(*arguments)
    assert code == 2
    assert "usage: autograder" in err


def test_the_version_is_that_of_the_project(run):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert run("--version") == (0, f"autograder {project['version']}\n", "")


def test_help_names_the_commands(run):
    code, out, _err = run("--help")
    assert code == 0
    assert all(command in out for command in ("check", "grade", "report", "demo"))


# grade


def test_grading_prints_the_table_and_succeeds(run, course, release):
    hand_in(course, "ann", as_bytes(answered(release)))
    code, out, _err = run("grade", NAME)
    assert code == 0
    assert out.splitlines()[1].split() == ["ann", "10.00", "/", "10", "3", "1"]


def test_grading_fails_when_someone_is_not_graded(run, course, release):
    hand_in(course, "ann", as_bytes(answered(release)))
    hand_in(course, "bob", b"")
    code, out, _err = run("grade", NAME)
    assert code == 1
    assert "The file is empty." in out
    assert run("grade", NAME, "--student", "ann")[0] == 0


def test_grading_nothing_says_so(run):
    code, _out, err = run("grade", NAME)
    assert code == 2
    assert "Nothing was handed in" in err


def test_options_reach_the_grader(run, monkeypatch):
    asked = []
    monkeypatch.setattr(
        grade_command, "grade_classes", lambda *a, **k: asked.append((*a[1:], k)) or []
    )
    monkeypatch.setattr(table, "table", lambda rows: "")
    run("grade", NAME, "--force", "--student", "ann", "bob")
    run("grade", NAME)
    run("grade", NAME, "--no-sandbox", "--jobs", "3")
    run("grade", NAME, "--scheduler", "tcp://x:1")
    usual = {"force": False, "sealed": True, "jobs": None, "scheduler": None}
    assert asked == [
        ({NAME: ["ann", "bob"]}, {**usual, "force": True}),
        ({NAME: []}, usual),
        ({NAME: []}, {**usual, "sealed": False, "jobs": 3}),
        ({NAME: []}, {**usual, "scheduler": "tcp://x:1"}),
    ]


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
def test_a_number_of_jobs_is_above_0(run, number):
    code, _out, err = run("grade", NAME, f"--jobs={number}")
    assert code == 2
    assert "is not a whole number above 0" in err


def test_ctrl_c_is_answered_in_a_line(run, monkeypatch):
    def stop(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(grade_command, "grade_classes", stop)
    code, _out, err = run("grade", NAME)
    assert code == 130
    assert err.strip().startswith("autograder: stopped")


# check


def test_a_sound_course_passes(run):
    code, out, _err = run("check")
    lines = out.splitlines()
    assert code == 0
    assert lines.pop(0) in ("walls: inner and outer", "walls: inner")
    while lines[0].startswith("  "):
        assert lines.pop(0).partition(":")[0] in ("  inner", "  outer", "  no outer wall")
    assert lines[:2] == ["the course's own code", f"  tiny_tests: {Path.cwd() / 'tiny_tests'}"]
    assert [line for line in lines[2:] if not line.startswith("  ✓ ")] == ["the sandbox", NAME]
    assert len(lines) == 22


def test_a_course_that_is_not_sound_fails_with_the_reason(run, course):
    shutil.rmtree(course / "release")
    code, out, _err = run("check", NAME)
    assert code == 1
    assert "  ✗ release/ is what nbgrader generates\n      there is none" in out


# A course's folder


def test_an_assignment_is_a_notebook_named_like_its_folder(course):
    for path in (
        "b/b.ipynb",
        "a/a.ipynb",
        "a/a-Copy1.ipynb",
        "x/y.ipynb",
        ".ipynb_checkpoints/z.ipynb",
    ):
        target = course / "source" / path
        target.parent.mkdir(exist_ok=True)
        target.touch()
    assert Course(course).assignments() == ["a", "b", NAME]


def test_a_gradebook_can_be_upgraded_where_the_environment_is_not_activated(monkeypatch):
    programs = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", os.defpath)
    find_programs()
    find_programs()
    assert os.environ["PATH"] == f"{programs}{os.pathsep}{os.defpath}"
    assert shutil.which("alembic") == f"{programs}/alembic"


# What people type and forget


def test_who_reads_only_the_beginning_gets_no_traceback(course, release, monkeypatch):
    hand_in(course, "ann", as_bytes(release))
    monkeypatch.chdir(course)
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert command.main(["grade", NAME]) == 1
        monkeypatch.undo()


def test_a_near_name_is_suggested(run, course, release):
    assert run("grade", "tini")[2].endswith("(there are: tiny). Did you mean tiny?\n")
    assert run("grade", "tiny.ipynb")[2].endswith("Did you mean tiny?\n")
    hand_in(course, "ada", as_bytes(release))
    assert run("grade", NAME, "--student", "adda")[2] == (
        "autograder: Nothing of tiny was handed in by adda. Did you mean ada?\n"
    )


@pytest.mark.parametrize("typed", ["zoe", "ZOE O'BRIAN", "O'Brien"])
def test_a_name_is_suggested_without_its_accents_or_by_a_part_of_it(run, course, release, typed):
    hand_in(course, "Zoë O'Brien", as_bytes(release))
    _, _, err = run("grade", NAME, "--student", typed)
    assert err.endswith("Did you mean Zoë O'Brien?\n")


def test_without_a_name_everything_is_graded(run, course, release):
    assert run("grade") == (2, "", "autograder: Nothing was handed in: submitted/ is empty.\n")
    path = hand_in(course, "ada", as_bytes(answered(release)))
    shutil.copytree(path.parent, course / "submitted" / "bo" / "Tiny")
    code, out, err = run("grade")
    assert code == 0
    assert "10.00 / 10" in out
    assert "Of no assignment, in submitted/: bo/Tiny.\n" in err
    assert run("feedback")[1] == "1 page: feedback/<student>/tiny/\n"
    assert run("report")[1].splitlines()[0].endswith("reports/tiny.html")
    shutil.rmtree(path.parent)
    assert run("grade")[2] == "autograder: Nothing was handed in: submitted/ has only Tiny.\n"


@pytest.mark.parametrize(
    "typed",
    [
        ("grade", NAME),
        ("grade", NAME, "--dry-run"),
        ("check", NAME),
        ("feedback", NAME),
        ("report", NAME),
        ("release", NAME),
        ("collect", NAME, "."),
    ],
)
def test_a_mistake_in_the_configuration_is_one_line(run, course, release, typed):
    hand_in(course, "ann", as_bytes(release))
    graded = Course(course).autograded(NAME, "ann")
    graded.parent.mkdir(parents=True)
    graded.write_text("{}")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Limits.cell_seconds = = 3\n")
    code, out, err = run(*typed)
    assert (code, out) == (2, "")
    assert err.startswith("autograder: nbgrader_config.py, line ")
    assert "invalid syntax" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "usage", "end"),
    [
        (("grade", NAME, "--forse"), "grade", "unknown: --forse. Did you mean --force?\n"),
        (("report", NAME, "--xyz"), "report", "unknown: --xyz.\n"),
        (("feedback", NAME, "-x"), "feedback", "unknown: -x.\n"),
    ],
)
def test_an_unknown_option_is_answered_with_the_usage_of_its_command(run, typed, usage, end):
    code, out, err = run(*typed)
    assert (code, out) == (2, "")
    assert err.startswith(f"usage: autograder {usage} ")
    assert err.endswith(end)


def test_after_the_table_stand_the_mean_and_what_to_do_next(run, course, release):
    hand_in(course, "ann", as_bytes(answered(release)))
    hand_in(course, "bob", as_bytes(release))
    hand_in(course, "eve", b"")
    assert run("grade", NAME)[1].splitlines()[-3:] == [
        "Mean of 2 autograded: 5.00 of 10, bonus apart.",
        "To mark in formgrader: 1 answer.",
        "Next: autograder feedback tiny, autograder report tiny",
    ]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_a_bar_can_be_read_on_any_terminal(columns):
    line = tqdm.format_meter(
        5,
        18,
        16.0,
        ncols=columns,
        prefix="grading hodgkin_huxley" if columns > 40 else "grading lif",
        bar_format=progress.bar_format(columns),
        postfix="ungraded=0, flagged=5",
    )
    assert len(line) <= columns
    assert "5 of 18, 00:41 left" in line
    assert ("flagged=5" in line) == (columns >= 80)


def test_off_a_terminal_there_is_a_line_now_and_then(monkeypatch, capsys):
    clock = iter(range(0, 1000, 12))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(clock)))
    with progress.progress("grading tiny", 9) as count:
        for _ in range(9):
            count(ungraded=False)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "grading tiny: 3 of 9, about 72 s left"
    assert len(said) == 3
