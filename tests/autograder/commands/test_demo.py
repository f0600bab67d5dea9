"""The sample class is laid out in a folder of its own and graded there."""

import pytest
from tiny_course import NAME, RIGHT

from autograder.commands import demo
from autograder.course import Course


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
    rows = demo.run(course_with_class, tmp_path / "demo")
    told = {row.student: (row.score, len(row.waiting)) for row in rows[NAME]}
    assert told == {"ann": (13, 0), "bob": (0, 0), "cleo": (None, 4)}
    pages = sorted(path.parents[1].name for path in (tmp_path / "demo/feedback").rglob("*.html"))
    assert pages == ["ann", "bob", "cleo"]
    assert (tmp_path / "demo/reports" / f"{NAME}.html").exists()
    assert not (course_with_class.root / "submitted").exists()


def test_a_second_demo_grades_only_what_changed(course_with_class, tmp_path):
    folder = tmp_path / "demo"
    demo.run(course_with_class, folder)
    paths = {name: folder / "autograded" / name / NAME / f"{NAME}.ipynb" for name in ("ann", "bob")}
    before = {name: path.stat().st_mtime_ns for name, path in paths.items()}
    (course_with_class.root / "examples" / NAME / "bob.py").write_text("# %% half\nhalf = abs\n")
    demo.run(course_with_class, folder)
    after = {name: path.stat().st_mtime_ns for name, path in paths.items()}
    assert after["ann"] == before["ann"]
    assert after["bob"] > before["bob"]


def test_a_demo_uses_the_tests_of_its_course_and_notices_that_they_changed(
    course_with_class, tmp_path
):
    folder = tmp_path / "demo"
    demo.run(course_with_class, folder)
    tests = course_with_class.root / "tiny_tests/tiny.py"
    tests.write_text(tests.read_text().replace("return 2 * np", "return 3 * np"))
    rows = demo.run(course_with_class, folder)[NAME]
    assert {row.student: row.score for row in rows} == {"ann": 6, "bob": 0, "cleo": None}
