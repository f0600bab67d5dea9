"""The sample class of one assignment is graded here; what came of it is printed as JSON.

A program, to be run as another user, in another kind of machine, by `test_machines`.
"""

import json
import sys
import tempfile
from pathlib import Path

from autograder.commands.demo import build
from autograder.commands.grade import grade_class
from autograder.course import Course

PROJECT = Path(__file__).resolve().parents[2]
OF_THE_MACHINE = ("walls", "seconds")


def graded(folder: Path, assignment: str) -> dict[str, dict[str, object]]:
    """By student the result, without what may differ from machine to machine."""
    course = build(Course(PROJECT), folder)
    (folder / ".course_seed").write_text("0123456789abcdef" * 4)
    results = [row.to_json(assignment) for row in grade_class(course, assignment)]
    return {
        result["student"]: {key: result[key] for key in result if key not in OF_THE_MACHINE}
        for result in results
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(json.dumps(graded(Path(place, "course"), sys.argv[1])))
