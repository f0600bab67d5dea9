"""The sample class is laid out in a folder of its own and graded there."""

from pathlib import Path

import pytest
from tiny_course import NAME, RIGHT

from autograder.commands import demo
from autograder.commands.main import main
from autograder.course import Course
from autograder.grading.result import Result


@pytest.fixture
def course_with_class(released_course):
    """The tiny course with three sample students."""
    examples = released_course / "examples" / NAME
    examples.mkdir(parents=True)
    answers = [f"# %% {name}\n{source}\n" for name, source in RIGHT.items() if name != "answer_why"]
    (examples / "ann.py").write_text('"""All right."""\n' + "".join(answers))
    (examples / "bob.py").write_text('"""Handed in as it was."""\n')
    (examples / "cleo.ipynb").write_bytes(b"{")
    return Course(released_course)


def test_the_sample_class_is_graded(course_with_class, tmp_path):
    rows = dict(demo.run(course_with_class, tmp_path / "demo"))
    told = {row.student: (row.score, len(row.waiting)) for row in rows[NAME]}
    assert told == {"ann": (13, 0), "bob": (0, 0), "cleo": (None, 4)}
    pages = sorted(path.parents[1].name for path in (tmp_path / "demo/feedback").rglob("*.html"))
    assert pages == ["ann", "bob", "cleo"]
    assert (tmp_path / "demo/reports" / f"{NAME}.html").exists()
    assert not (course_with_class.root / "submitted").exists()


def test_a_second_demo_grades_only_what_changed(course_with_class, tmp_path):
    folder = tmp_path / "demo"
    dict(demo.run(course_with_class, folder))
    paths = {name: folder / "autograded" / name / NAME / f"{NAME}.ipynb" for name in ("ann", "bob")}
    before = {name: path.stat().st_mtime_ns for name, path in paths.items()}
    (course_with_class.root / "examples" / NAME / "bob.py").write_text("# %% half\nhalf = abs\n")
    dict(demo.run(course_with_class, folder))
    after = {name: path.stat().st_mtime_ns for name, path in paths.items()}
    assert after["ann"] == before["ann"]
    assert after["bob"] > before["bob"]


def test_a_demo_uses_the_tests_of_its_course_and_notices_that_they_changed(
    course_with_class, tmp_path
):
    folder = tmp_path / "demo"
    dict(demo.run(course_with_class, folder))
    tests = course_with_class.root / "tiny_tests/tiny.py"
    tests.write_text(tests.read_text().replace("return 2 * np", "return 3 * np"))
    rows = dict(demo.run(course_with_class, folder))[NAME]
    assert {row.student: row.score for row in rows} == {"ann": 6, "bob": 0, "cleo": None}


def test_each_table_is_printed_when_it_is_ready_and_at_the_end_what_to_open(
    course_with_class, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(course_with_class.root)
    printed_before_the_pages = []
    monkeypatch.setattr(
        demo, "write_pages", lambda _sample: printed_before_the_pages.append(capsys.readouterr())
    )
    assert main(["demo"]) == 0
    (before,) = printed_before_the_pages
    assert "walls: inner" in before.out
    assert f"\n{NAME}\nstudent " in before.out
    assert "ann " in before.out
    ending = capsys.readouterr().out
    assert f"Open first:        demo/feedback/ann/{NAME}/{NAME}.html\n" in ending
    assert f"demo/reports/{NAME}.html\n" in ending


def test_the_page_to_open_first_has_the_most_named_mistakes():
    rows = {
        "first": [Result("ann", misconceptions={"f": "sign"}), Result("bob")],
        "second": [Result("ann"), Result("bob", misconceptions={"f": "sign", "g": "unit"})],
    }
    assert demo.most_to_read(rows) == Path("feedback/bob/second/second.html")
