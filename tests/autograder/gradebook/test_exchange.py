"""What goes to and fro between students and TAs: feedback through the exchange, files of an LMS."""

import logging
import os
import zipfile
from pathlib import Path

import pytest
import warm_python
from nbgrader.auth import Authenticator
from nbgrader.utils import notebook_hash
from tiny_course import NAME, answered, as_bytes

from autograder.commands.grade import grade_class
from autograder.course import Course
from autograder.gradebook.exchange import ReleaseFeedback

TIME, SECRET = "2026-03-01 12:30:00.123456 UTC", "0123456789abcdef" * 8


@pytest.fixture
def feedback(course):
    """Writes a student's page, and what nbgrader wrote when they handed in."""

    def feedback(student, **written):
        for name, data in ({"timestamp": TIME, "submission_secret": SECRET} | written).items():
            path = course / "submitted" / student / NAME / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            if data is not None:
                path.write_bytes(data if isinstance(data, bytes) else data.encode())
        page = course / "feedback" / student / NAME / f"{NAME}.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"for {student}")
        return path

    return feedback


@pytest.fixture
def release(course, tmp_path, caplog):
    """Releases all feedback: what is in the exchange then, and what was said of whom."""

    def release():
        made = Course(course)
        exchange = ReleaseFeedback(
            coursedir=made.directory(NAME), authenticator=Authenticator(), config=made.config
        )
        exchange.root = str(tmp_path / "exchange")
        Path(exchange.root).mkdir()
        Path(exchange.root).chmod(0o777)
        exchange.log = logging.getLogger("exchange")
        exchange.start()
        pages = Path(exchange.root).glob("*/feedback/*.html")
        return {page.name: page.read_text() for page in pages}, caplog.text

    return release


def test_a_page_goes_where_only_its_student_finds_it(feedback, release):
    feedback("ada")
    name = f"{notebook_hash(secret=SECRET, notebook_id=NAME)}.html"
    assert release()[0] == {name: "for ada"}


def test_who_did_not_hand_in_through_the_exchange_is_told_and_stops_nobody(feedback, release):
    feedback("ada")
    feedback("ben", timestamp=None, submission_secret=None)
    pages, said = release()
    assert list(pages.values()) == ["for ada"]
    assert "ben did not hand in through the exchange" in said


@pytest.mark.parametrize("secret", [b"\xff\xfe", b"a" * 10_000, b"../../x", b"", b"a\x1b[2J"])
def test_an_odd_secret_stops_nobody_and_goes_nowhere(secret, feedback, release, course):
    feedback("ada")
    feedback("eve", submission_secret=secret)
    assert list(release()[0].values()) == ["for ada"]
    assert not (course / "feedback/eve" / NAME / "submission_secret.txt").exists()


def test_a_secret_that_is_a_link_or_a_pipe_is_not_read(feedback, release, tmp_path):
    (tmp_path / "mine").write_text("5ec2e7")
    feedback("eve", submission_secret=None).symlink_to(tmp_path / "mine")
    os.mkfifo(feedback("pia", submission_secret=None))
    assert release()[0] == {}


def test_a_secret_that_is_another_students_is_not_read(feedback, release):
    bobs = feedback("bob")
    feedback("eve", submission_secret=None).hardlink_to(bobs)
    assert list(release()[0].values()) == []  # nor is what has two names bob's alone


@pytest.mark.parametrize("kind", ["symlink_to", "hardlink_to"])
def test_nothing_is_written_through_a_link_beside_a_page(kind, feedback, release, course):
    feedback("ada")
    bobs = course / "secret.txt"
    bobs.write_text("bob's")
    getattr(course / "feedback/ada" / NAME / "timestamp.txt", kind)(bobs)
    assert list(release()[0].values()) == ["for ada"]
    assert bobs.read_text() == "bob's"


# Downloads from an LMS

MOODLE = {
    "Ada King_1201_assignsubmission_file_tiny.ipynb": "Ada King",
    "Jörg Müller-Lüdenscheidt_1202_assignsubmission_file_/tiny.ipynb": "Jörg Müller-Lüdenscheidt",
    "Zoë Ó Briain_1203_assignsubmission_file_tiny (1).ipynb": "Zoë Ó Briain",
    "李 小龙_1204_assignsubmission_file_tiny-Copy1.ipynb": "李 小龙",
}
CANVAS = {
    "kingada_4411_90001_tiny.ipynb": "4411",
    "mullerludenscheidtjorg_LATE_4412_90002_tiny.ipynb": "4412",
    "briainzoe_4413_90003_tiny-2.ipynb": "4413",
    "li小龙_LATE_4414_90004_tiny (1)-1.ipynb": "4414",
}


def collect(course: Path, notebooks: dict[str, bytes]) -> str:
    """Run the real command on a download with these files."""
    archive = course / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "Course-Tiny-1234.zip", "w") as packed:
        for name, data in notebooks.items():
            packed.writestr(name, data)
    return warm_python.run(["nbgrader", "zip_collect", NAME], course).stderr


@pytest.mark.slow
def test_what_an_lms_packs_is_collected_and_graded_and_no_other_file(released_course, manifest):
    data = as_bytes(answered(manifest.release()))
    named = MOODLE | CANVAS
    others = ["tiny.ipynb", "__MACOSX/._kingada_4411_90001_tiny.ipynb", "kingada_notes.txt"]
    said = collect(released_course, dict.fromkeys([*named, *others], data))
    rows = grade_class(Course(released_course), NAME)
    assert {row.student: row.score for row in rows} == dict.fromkeys(named.values(), 13.0), said
    found = {path.name for path in (released_course / "submitted").iterdir()}
    assert found == set(named.values())
