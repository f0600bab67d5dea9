"""A release is made if it is sound, says what it changes, and is never lost."""

import nbformat
import pytest
from changes import add_exercise, change_points, mend_tests, remove_exercise, source
from tiny_course import NAME, answered, as_bytes, find, hand_in, write_course

from autograder.commands import main as command
from autograder.commands.grade import grade_class
from autograder.commands.release import release
from autograder.course import Course

LATER = (
    "1 have handed in an earlier release. The next autograder grade tiny grades them again: "
    "what was added counts as not begun, and what was removed no longer counts."
)


@pytest.fixture
def tiny(released_course, manifest):
    hand_in(released_course, "ann", as_bytes(answered(manifest.release())))
    course = Course(released_course)
    grade_class(course, NAME)
    return course


def reword(course):
    changed = source(course)
    find(changed, "question_why").source = "### Question\n\nWhy not thrice?" + (
        "\n\n<!-- BEGIN MARK SCHEME -->\n**Full credit:** any.\n<!-- END MARK SCHEME -->"
    )
    find(changed, "title").source = "# Tiny\n\nOnce more."
    write_course(course.root, changed, with_tests=False)


def fewer_points(course):
    change_points(course, 2)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Course.points = 98\n")


def another_exercise(course):
    add_exercise(course)
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Course.points = 104\n")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda course: None, []),
        (
            another_exercise,
            ["triple was added.", "test_triple was added, worth 4 points.", LATER],
        ),
        (
            remove_exercise,
            ["half was removed.", "test_half was removed.", LATER],
        ),
        (fewer_points, ["test_double is now worth 2 points; it was worth 4 points.", LATER]),
        (
            reword,
            [
                "The text of question_why has changed.",
                "2 texts or cells without points have changed, come or gone.",
                LATER,
            ],
        ),
    ],
    ids=["nothing", "added", "removed", "points", "text"],
)
def test_what_a_release_changes_and_means_is_said(tiny, runner, change, said):
    change(tiny)
    course = Course(tiny.root)
    released = release(course, NAME, runner)
    assert released.is_sound, released.claims
    assert released.changes == said
    assert nbformat.read(course.release(NAME), as_version=4).cells
    (ann,) = grade_class(course, NAME)
    assert ann.score is not None


def test_what_is_not_sound_is_not_released(tiny, runner, monkeypatch, capsys):
    before = tiny.release(NAME).read_text()
    mend_tests(tiny, "return 2 * np.asarray(x)", "return 3 * np.asarray(x)")
    monkeypatch.chdir(tiny.root)
    assert command.main(["release", NAME]) == 1
    said = capsys.readouterr().out
    assert "✗ the solution notebook earns everything" in said
    assert f"Nothing was released; release/{NAME}/{NAME}.ipynb is as it was." in said
    assert tiny.release(NAME).read_text() == before


def test_a_first_release_is_said_to_be_one(course, runner):
    assert release(Course(course), NAME, runner).changes == ["It is the first release: 103 points."]
