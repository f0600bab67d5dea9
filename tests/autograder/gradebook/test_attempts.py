"""How many hand-ins are graded before the deadline, and what a crash leaves of the list of them."""

from datetime import UTC, datetime, timedelta

import pytest
from traitlets.config import Config

from autograder.course import CourseError
from autograder.gradebook.attempts import Attempts, Policy, Shows
from autograder.section import SettingsError

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("policy", "before", "minutes"),
    [
        (Policy(), [], None),
        (Policy(attempts_a_day=0), ago(*range(1000)), None),
        (Policy(attempts_a_day=2), ago(5), None),
        (Policy(attempts_a_day=2), ago(5, 100), 24 * 60 - 100),
        (Policy(attempts_a_day=2), ago(5, 100, 1400), 24 * 60 - 100),
        (Policy(attempts_a_day=2), ago(5, 24 * 60), None),
        (Policy(pause_minutes=10), ago(4), 6),
        (Policy(pause_minutes=10), ago(10), None),
        (Policy(attempts_a_day=1, pause_minutes=10), ago(4), 24 * 60 - 4),
    ],
)
def test_attempts_a_day_and_pauses(policy, before, minutes):
    later = policy.next_time(before, NOW)
    assert later == (None if minutes is None else NOW + timedelta(minutes=minutes))


def test_a_course_says_what_it_grants():
    config = Config({"Watch": {"attempts_a_day": 3, "pause_minutes": 0.5, "shows": "checks"}})
    assert Policy.of(config) == Policy(3, 0.5, Shows.CHECKS)
    assert Policy.of(Config()) == Policy()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"attempts": 3}, "There is no c.Watch.attempts"),
        ({"attempts_a_day": 2.5}, "c.Watch.attempts_a_day must be a whole number"),
        ({"attempts_a_day": True}, "c.Watch.attempts_a_day must be a whole number"),
        ({"pause_minutes": -1}, "c.Watch.pause_minutes must be a number, 0 or more"),
        ({"pause_minutes": float("nan")}, "c.Watch.pause_minutes must be a number, 0 or more"),
        ({"shows": "everything"}, 'c.Watch.shows must be one of "counts", "checks", "all"'),
        ({"shows": []}, "c.Watch.shows must be one of"),
    ],
)
def test_a_wrong_policy_is_refused_in_a_line(said, complaint):
    with pytest.raises(SettingsError, match=complaint):
        Policy.of(Config({"Watch": said}))


def test_what_is_done_outlives_a_crash_in_the_middle_of_a_line(tmp_path):
    path = tmp_path / "attempts.jsonl"
    before = Attempts(path)
    before.add("a", final=False, assignment="lif", student="ada")
    before.add("a", final=True, assignment="lif", student="ada")
    before.close()
    with path.open("ab") as file:
        file.write(b'\n{"hand_in": "b", "fin')
    after = Attempts(path)
    after.add("c", final=False, assignment="lif", student="ada")
    after.close()
    last = Attempts(path)
    done = {
        (name, final)
        for name in "abc"
        for final in (False, True)
        if last.is_done(name, final=final)
    }
    assert done == {("a", False), ("a", True), ("c", False)}
    assert len(last.times("lif", "ada")) == 2
    assert last.times("lif", "bela") == last.times("ode", "ada") == []


def test_one_list_has_one_writer(tmp_path):
    held = Attempts(tmp_path / "attempts.jsonl")
    # A lock of this kind is a process's: ask from another.
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from autograder.gradebook.attempts import Attempts\n"
        "Attempts(Path(sys.argv[1]))"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code, str(held.path)], capture_output=True, text=True, check=False
    )
    assert CourseError.__name__ in asked.stderr
    assert "Another autograder watch is at work" in asked.stderr
