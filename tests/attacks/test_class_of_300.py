"""A class with 40 in it that cannot be graded: the others never notice."""

import pytest
from attacked_class import BEFORE, hand_in, release, scores
from attacked_classes import run
from attacks import GROUPS
from attacks.kit import ALL, NOTHING, RIGHT, UNGRADED, WRONG, notebook

BROKEN = 40
PROGRAM = (
    "import sys; from autograder.commands.main import main; "
    "sys.exit(main(['grade', 'tiny', '--jobs=2']))"
)


@pytest.mark.slow
@pytest.mark.parametrize("size", [100, pytest.param(300, marks=pytest.mark.thorough)])
def test_40_broken_submissions_are_listed_and_the_others_graded(classes, tmp_path, size):
    folder = classes.course(tmp_path / "attacked")
    course = folder / "course"
    given = release(course)
    broken = {
        one.student or f"broken-{one.name}": one
        for attacks in GROUPS.values()
        for one in attacks
        if one.deserves is UNGRADED
    }
    for student, one in broken.items():
        one.hand_in(course / "submitted" / student / "tiny", given)
    while len(broken) < BROKEN:
        student = f"renamed-{len(broken)}"
        (course / "submitted" / student / "tiny").mkdir(parents=True)
        (course / "submitted" / student / "tiny" / "tiny-Copy1.ipynb").write_text("{}")
        broken[student] = None
    honest = [notebook(answers=answers)(given) for answers in (RIGHT, WRONG)]
    expected = {BEFORE: ALL}
    for n in range(size - len(broken) - 1):
        student = f"honest-{n:03}"
        hand_in(course, student, honest[n % 2])
        expected[student] = (ALL, NOTHING)[n % 2]
    told = run(folder, "-c", PROGRAM)
    assert told.returncode == 1  # somebody is not graded
    rows = told.stdout.partition("\n\n")[0].splitlines()[1:]
    assert len(rows) == size
    ungraded = [row for row in rows if "not graded" in row]
    assert len(ungraded) == len(broken) == BROKEN
    for row in ungraded:
        assert row.partition("not graded")[2].strip(" 0123456789")  # a reason, in its line
    points = {student: found[0] for student, found in scores(course).items()}
    assert {student: points[student] for student in expected} == expected
    assert len(expected) == size - BROKEN
