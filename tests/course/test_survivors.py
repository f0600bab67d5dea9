"""No changed solution earns everything, unless the assignment says why it is right as well."""

from pathlib import Path

import pytest

from autograder.commands.mutate import mutate
from autograder.course import Course

COURSE = Course(Path(__file__).resolve().parents[2])
A_FEW = ("ode", ["update_x", "dxdt_prop", "euler_error"])
WHOLE = [
    pytest.param(name, [], marks=pytest.mark.thorough, id=name) for name in COURSE.assignments()
]


@pytest.mark.parametrize(("assignment", "exercises"), [A_FEW, *WHOLE])
def test_what_earns_everything_is_right_as_well(assignment, exercises):
    for tried in mutate(COURSE, assignment, exercises):
        assert [mutant.change for mutant in tried.survivors] == []
        assert tried.not_there == []
