"""What docs/ta.md tells a TA to type works as printed."""

import csv
import re
import shlex

import pytest
import warm_python
from tiny_course import NAME, RIGHT, ROOT, answered, as_bytes, hand_in

GUIDE = (ROOT / "docs" / "ta.md").read_text().replace("lif", NAME)
COMMANDS = "".join(re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)).splitlines()
(LIBRARY,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
# These need an exchange, a download, a browser: the tests in tests/browser/ have them.
ELSEWHERE = ("nbgrader collect", "autograder collect", "nbgrader release_feedback", "jupyter lab")

pytestmark = pytest.mark.slow


def types(course, command):
    command, _redirects, file = command.partition(" > ")
    done = warm_python.run(shlex.split(command, comments=True), course)
    assert done.returncode == 0, done.stderr[-3000:]
    if file:
        (course / file).write_text(done.stdout)
    return done.stdout


def test_from_grading_to_an_lms(released_course, release):
    hand_in(released_course, "ann", as_bytes(answered(release, RIGHT)))
    hand_in(released_course, "bob", as_bytes(release))
    (released_course / "roster.csv").write_text(
        "id,first_name,last_name,email\nann,Ann,A,ann@example.org\nbob,Bob,B,bob@example.org\n"
    )
    for command in COMMANDS:
        if not command.startswith(ELSEWHERE):
            types(released_course, command)
    assert (released_course / "feedback/ann" / NAME / f"{NAME}.html").exists()
    assert (released_course / "reports" / f"{NAME}.html").exists()
    (released_course / "library.py").write_text(LIBRARY.replace("ada", "ann"))
    assert types(released_course, "python library.py") == "13.0 of 100\n"
    _most, *rows = csv.DictReader((released_course / "grades-canvas.csv").open())
    assert [(row["Student"], row["SIS Login ID"], row[NAME]) for row in rows] == [
        ("A, Ann", "ann", "13"),
        ("B, Bob", "bob", "0"),
    ]
