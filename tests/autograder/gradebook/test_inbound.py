"""What counts of all that lies in the exchange, and what is taken of it."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tiny_course import NAME, write_course

from autograder.course import Course
from autograder.gradebook import inbound
from autograder.gradebook.inbound import Inbound, InboundFolder, Inbox, take, that_count
from autograder.gradebook.write import course_lock
from autograder.limits import Limits

DUE = datetime(2026, 3, 1, 12)


def handed_in(student: str, hours: float, name: str = "lif") -> Inbound:
    when = DUE + timedelta(hours=hours)
    return Inbound(Path(f"{student}+{name}+{when}"), student, name, when)


@pytest.mark.parametrize(
    ("hours", "counts", "due"),
    [
        ([-3, -2, -1], -1, DUE),
        ([-3, -2, 1], -2, DUE),
        ([-3, 0, 1], 0, DUE),
        ([1, 2], 2, DUE),
        ([-1, 2], 2, None),
    ],
)
def test_the_last_in_time_counts_or_else_the_last(hours, counts, due):
    given = [handed_in("ada", each) for each in hours] + [handed_in("bela", -9)]
    found = that_count(given, lambda _name, _student: due)
    assert found["lif", "ada"].time == DUE + timedelta(hours=counts)
    assert found["lif", "bela"].time == DUE - timedelta(hours=9)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    write_course(tmp_path / "course")
    config = tmp_path / "course" / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.Exchange.root = {str(tmp_path)!r}\n")
    inbound = tmp_path / "single-neuron-models" / "inbound"
    inbound.mkdir(parents=True)
    return Course(tmp_path / "course")


def put(course: Course, name: str, **files: str | bytes) -> Path:
    folder = InboundFolder(course).path / name
    folder.mkdir()
    for file, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / file.replace("__", ".")).write_bytes(data)
    return folder


WHEN = "2026-03-01 10:00:00.5 UTC"


def test_only_what_nbgrader_wrote_and_has_written_to_the_end(course):
    whole = {"timestamp__txt": WHEN, "submission_secret__txt": "ab12"}
    put(course, f"ada+{NAME}+{WHEN}+x1", **whole)
    put(course, f"a+b+{NAME}+{WHEN}+x2", **whole)
    put(course, f"chen+{NAME}+{WHEN}+x3", timestamp__txt=WHEN)  # it is being written
    put(course, "no time+at+all", **whole)
    put(course, "nothing", **whole)
    (InboundFolder(course).path / f"emil+{NAME}+{WHEN}+x4").symlink_to("/etc")
    (InboundFolder(course).path / f"file+{NAME}+{WHEN}+x5").write_text("")
    old = put(course, f"dilek+{NAME}+{WHEN}", timestamp__txt=WHEN)  # as nbgrader 0.6 did
    os.utime(old, (0, 0))
    assert sorted(one.student for one in InboundFolder(course).hand_ins()) == [
        "a+b",
        "ada",
        "dilek",
    ]


def test_what_is_taken_is_whole_and_follows_no_link(course, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the TA's")
    folder = put(
        course,
        f"ada+{NAME}+{WHEN}+x",
        tiny__ipynb="{}",
        data__csv="1,2",
        timestamp__txt=WHEN,
        submission_secret__txt="ab12",
    )
    (folder / "theirs.txt").symlink_to(secret)
    (folder / "folder").symlink_to(tmp_path)
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe")
    (one,) = InboundFolder(course).hand_ins()
    before = course.submission(NAME, "ada").parent
    before.mkdir(parents=True)
    (before / "old.txt").write_text("gone")
    take(course, one, Limits())
    taken = {path.name: path.read_text() for path in before.iterdir()}
    assert taken == {
        "tiny.ipynb": "{}",
        "data.csv": "1,2",
        "timestamp.txt": WHEN,
        "submission_secret.txt": "ab12",
    }


def test_whose_account_it_was(course):
    theirs = put(course, f"nobody+{NAME}+{WHEN}+x", submission_secret__txt="ab")
    (one,) = InboundFolder(course).hand_ins()
    os_user = InboundFolder(course).stranger(one)
    assert os_user not in ("", "nobody")
    theirs.rename(theirs.with_name(f"{os_user}+{NAME}+{WHEN}+x"))
    (own,) = InboundFolder(course).hand_ins()
    assert InboundFolder(course).stranger(own) == ""


def test_an_upload_is_whole_though_grading_begins_in_the_middle_of_it(course, monkeypatch):
    def begin_to_grade(_draft: Path) -> None:
        with course_lock(course):
            pass

    monkeypatch.setattr(inbound, "_keep_names_in", begin_to_grade)
    inbox = Inbox(course)
    inbox.open()
    inbox.put("ada", NAME, b"{}")
    (one,) = inbox.hand_ins()
    assert len(list(one.folder.iterdir())) == 3, "notebook, time and secret"


def test_what_is_left_of_an_upload_is_removed_when_nobody_writes_it_any_more(course):
    inbox = Inbox(course)
    inbox.open()
    drafts = course.root / ".autograder" / "uploads"
    for name, age in {"left": 7200, "under_way": 5}.items():
        (drafts / name).mkdir()
        os.utime(drafts / name, times=(time.time() - age,) * 2)
    inbox.open()
    assert [draft.name for draft in drafts.iterdir()] == ["under_way"]
