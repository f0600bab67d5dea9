"""Due dates, exceptions and grace: the arithmetic, the file, and what becomes of a score."""

from datetime import datetime, timedelta
from time import tzset

import pytest
from changes import gradebook, handed_in_at, set_due
from hypothesis import given
from hypothesis import strategies as st
from tiny_course import NAME, answered, as_bytes, hand_in

from autograder.commands.feedback import write_feedback
from autograder.commands.grade import grade_class
from autograder.course import Course, CourseError
from autograder.gradebook.deadlines import Deadlines, grace_used, read_deadlines

NOON = datetime(2026, 3, 1, 12)
HOUR = timedelta(hours=1)
late = st.lists(st.integers(-50, 50).map(lambda n: n * HOUR), max_size=6)
banks = st.integers(0, 60).map(lambda n: n * HOUR)


@given(late, banks)
def test_grace_covers_a_whole_lateness_or_nothing_and_never_more_than_there_is(late, bank):
    used = grace_used(late, bank)
    assert len(used) == len(late)
    assert sum(used, timedelta()) <= bank
    for at, (time, taken) in enumerate(zip(late, used, strict=True)):
        left = bank - sum(used[:at], timedelta())
        assert taken == (time if timedelta() < time <= left else timedelta())


@given(late, banks, banks)
def test_more_grace_for_one_late_hand_in_never_costs(late, bank, more):
    first = [time for time in late if time > timedelta()][:1]
    assert grace_used(first, bank + more) >= grace_used(first, bank)


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(-9, 9), st.integers(0, 9))
def test_an_exception_moves_the_date_and_grace_comes_on_top(own, first, second, bank):
    deadlines = Deadlines(
        {"a": NOON, "b": NOON + 24 * HOUR}, {"a": {"ada": NOON + own * HOUR}}, bank * HOUR
    )
    times = {"a": NOON + first * HOUR, "b": NOON + (24 + second) * HOUR}
    extension = deadlines.extension("a", "ada", times) or timedelta()
    need = first - own
    assert extension == (own + (need if 0 < need <= bank else 0)) * HOUR
    rest = bank - (need if 0 < need <= bank else 0)
    extension = deadlines.extension("b", "ada", times) or timedelta()
    assert extension == (second if 0 < second <= rest else 0) * HOUR
    assert deadlines.extension("a", "bo", {}) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x = ", "cannot be read"),
        ("[lif]", "needs a line such as: due ="),
        ("lif = 3", "needs a line such as: due ="),
        ("[lif]\ndue = 'soon'", "must be a date and a time"),
        ("[lif]\ndue = 2026-03-01", "must be a date and a time"),
        ("[lif]\ndue = 2026-03-01T12:00:00Z\nlate = 1", "has no late"),
        ("grace_hours = 'x'", "must be a number of hours"),
        ("[lif]\ndue = 2026-03-01T12:00:00Z\n[lif.students]\nada = 1", "must be a date"),
    ],
)
def test_what_is_wrong_in_the_file_is_a_line(tmp_path, text, problem):
    (tmp_path / "deadlines.toml").write_text(text)
    with pytest.raises(CourseError, match=problem):
        read_deadlines(tmp_path)


FILE = """
grace_hours = {grace}

[tiny]
due = 2026-03-01T13:00:00+01:00

[tiny.students]
"Zoë" = 2026-03-02T12:00:00Z
"""


def test_the_file_decides_on_every_run_and_the_page_says_the_date(released_course, release):
    with (released_course / "nbgrader_config.py").open("a") as config:
        config.write('\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = Course(released_course)
    assert read_deadlines(course.root) == Deadlines()
    for student in ("ann", "Zoë"):
        hand_in(course.root, student, as_bytes(answered(release)))
        handed_in_at(course, student, "2026-03-01 15:00:00")
    (course.root / "deadlines.toml").write_text(FILE.format(grace=0), encoding="utf-8")

    def scores():
        return {row.student: (row.score, row.late) for row in grade_class(course, NAME)}

    assert scores() == {"Zoë": (13, 0), "ann": (0, 3 * 3600)}
    page = write_feedback(course, NAME)["ann"].read_text()
    assert "Due 2026-03-01 12:00 UTC, handed in 2026-03-01 15:00 UTC" in page
    assert "Handed in late: 13 points taken off." in page
    (course.root / "deadlines.toml").write_text(FILE.format(grace=3), encoding="utf-8")
    assert scores() == {"Zoë": (13, 0), "ann": (13, 0)}
    (course.root / "gradebook.db").unlink()
    assert scores() == {"Zoë": (13, 0), "ann": (13, 0)}
    set_due(course, "2020-01-01 00:00:00")
    assert scores() == {"Zoë": (13, 0), "ann": (13, 0)}
    with gradebook(course) as opened:
        assert opened.find_assignment(NAME).duedate == NOON


@pytest.fixture
def in_berlin(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    tzset()
    yield
    monkeypatch.undo()
    tzset()


@pytest.mark.parametrize(
    ("due", "utc"),
    [
        pytest.param("2026-03-01 12:00:00", datetime(2026, 3, 1, 11), id="winter"),
        pytest.param("2026-10-25 02:30:00", datetime(2026, 10, 25, 1, 30), id="there twice"),
        pytest.param("2026-03-29 02:30:00", datetime(2026, 3, 29, 1, 30), id="not there"),
        pytest.param("2026-10-25T02:30:00+02:00", datetime(2026, 10, 25, 0, 30), id="with a zone"),
    ],
)
def test_where_clocks_change_the_later_time_counts(tmp_path, in_berlin, due, utc):
    (tmp_path / "deadlines.toml").write_text(f"[tiny]\ndue = {due}")
    assert read_deadlines(tmp_path).due["tiny"] == utc


def test_a_typing_mistake_in_a_name_is_a_line(released_course, release, capsys):
    hand_in(released_course, "Ada King", as_bytes(release))
    (released_course / "deadlines.toml").write_text(
        "[tinny]\ndue = 2026-03-01 12:00:00\n[later]\ndue = 2026-04-01 12:00:00\n"
        "[tiny]\ndue = 2026-03-01 12:00:00\n[tiny.students]\n"
        '"Ada Knig" = 2026-03-02 12:00:00\n"Zoe" = 2026-03-02 12:00:00\n'
    )
    grade_class(Course(released_course), NAME)
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if line.startswith("deadlines.toml")] == [
        "deadlines.toml: there is no tinny. Did you mean tiny?",
        "deadlines.toml: there is no Ada Knig. Did you mean Ada King?",
    ]
