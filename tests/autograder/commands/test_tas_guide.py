"""What docs/ta.md tells a TA to type works as printed."""

import csv
import re
import shlex

import pytest
import warm_python
from tiny_course import NAME, RIGHT, ROOT, answered, as_bytes, hand_in

GUIDE = (ROOT / "docs" / "ta.md").read_text().replace("lif", NAME)
COMMANDS = "".join(re.findall(r"```bash\n(.*?)```", GUIDE, re.DOTALL)).splitlines()
CANVAS, LIBRARY = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
# These need an exchange, a download, a browser: the tests in tests/browser/ have them.
ELSEWHERE = ("nbgrader collect", "autograder collect", "nbgrader release_feedback", "jupyter lab")

pytestmark = pytest.mark.slow


def types(course, command):
    command, _redirects, file = command.partition(" > ")
    done = warm_python.run(shlex.split(command), course)
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
    rows = list(csv.DictReader((released_course / f"{NAME}.csv").open()))
    told = {row["student_id"]: (row["email"], row["score"]) for row in rows}
    assert told == {"ann": ("ann@example.org", "13.0"), "bob": ("bob@example.org", "0.0")}
    (released_course / "canvas.py").write_text(CANVAS)
    types(released_course, "python canvas.py")
    (released_course / "library.py").write_text(LIBRARY.replace("ada", "ann"))
    assert types(released_course, "python library.py") == "13.0 of 100\n"
    head, *rows = csv.reader((released_course / "canvas.csv").open())
    assert head == ["Student", "ID", "SIS Login ID", "Section", NAME]
    assert sorted(rows) == [["", "ann", "ann", "", "13.0"], ["", "bob", "bob", "", "0.0"]]
