"""What grading would change is said before it changes anything."""

import pytest
from changes import change_points, gradebook, remove_exercise, weigh_checks_alike
from course_folder import saved
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

from autograder.commands import dry_run as dry_run_command
from autograder.commands import grade as grade_command
from autograder.commands import main as command
from autograder.commands.dry_run import dry_run
from autograder.commands.grade import grade_class
from autograder.course import Course

ONE = "def double(x):\n    return 2 * x if np.ndim(x) == 0 else None"


@pytest.fixture
def tiny(released_course, release, monkeypatch):
    """Ann is right and marked; Bob has one of two checks, three parts of four."""
    monkeypatch.setattr(dry_run_command, "grade_all", grade_command.grade_all)
    course = Course(released_course)
    hand_in(course.root, "ann", as_bytes(answered(release)))
    hand_in(course.root, "bob", as_bytes(answered(release, {**RIGHT, "double": ONE})))
    grade_class(course, NAME)
    with gradebook(course) as opened:
        grade = opened.find_grade("answer_why", NAME, NAME, "ann")
        grade.manual_score, grade.needs_manual_grade = 70, False
        opened.db.commit()
    return course


def state(course):
    files = [path for path in sorted((course.root / "autograded").rglob("*")) if path.is_file()]
    return saved(course.root), [(path, path.read_bytes()) for path in files]


@pytest.mark.parametrize(
    "change", [lambda course: None, weigh_checks_alike, change_points, remove_exercise]
)
def test_it_says_what_grading_then_does_and_saves_nothing(tiny, change):
    before = state(tiny)
    old = {row.student: row.score for row in grade_class(tiny, NAME)}
    change(tiny)
    told = {one.student: (one.before, one.after) for one in dry_run(tiny, NAME)}
    assert state(tiny) == before
    new = {row.student: row.score for row in grade_class(tiny, NAME)}
    assert told in ({student: (old[student], new[student]) for student in new}, {})
    assert told or old == new


def test_the_command_says_whose_score_changes_and_because_of_what(tiny, monkeypatch, capsys):
    weigh_checks_alike(tiny)
    monkeypatch.chdir(tiny.root)
    assert command.main(["grade", NAME, "--dry-run"]) == 0
    head, columns, bob = capsys.readouterr().out.splitlines()
    assert head == "tiny: 2 would be graded, 1 would change. Nothing was saved."
    assert columns.split() == ["student", "now", "then", "why", "points"]
    assert bob.split()[:3] == ["bob", "12.00", "11.00"]
    assert bob.endswith("the hidden tests have changed  double 3 → 2")


def test_what_is_new_has_no_score_yet(tiny, release):
    hand_in(tiny.root, "cy", as_bytes(release))
    (cy,) = dry_run(tiny, NAME)
    assert (cy.student, cy.before, cy.after, cy.reason) == ("cy", None, 0, "it is new")
