"""What students pack and name stays theirs when an LMS's archive is collected."""

import io
import logging
import tarfile
import time
import zipfile

import pytest
from nbgrader.apps.zipcollectapp import ZipCollectApp
from odd_archives import endless
from tiny_course import NAME, as_bytes

from autograder.course import Course

MOODLE = "{}_{}_assignsubmission_file_{}"


def packed(**files: bytes) -> bytes:
    """A student's archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def linking(name: str, to: str) -> bytes:
    """A student's archive with a link."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        link = tarfile.TarInfo(name)
        link.type, link.linkname = tarfile.SYMTYPE, to
        archive.addfile(link)
    return data.getvalue()


@pytest.fixture
def collected(released_course):
    """Collects what is packed; gives back the folder of all that is handed in."""

    def collect(files):
        course = Course(released_course)
        folder = course.root / "downloaded" / NAME / "archive"
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / "Course.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        app = ZipCollectApp(coursedir=course.directory(NAME), config=course.config)
        app.log = logging.getLogger("collects")
        app.start()
        submitted = course.root / "submitted"
        paths = (path for path in submitted.rglob("*") if not path.is_dir())
        return {str(path.relative_to(submitted)): path.read_bytes() for path in paths}

    return collect


@pytest.mark.parametrize(
    "theirs",
    [
        {"Eve_2_assignsubmission_file_work.zip": "packed"},
        {"Eve_2_assignsubmission_file_work.tar.gz": "linked"},
        {"Eve_2_assignsubmission_file_/work.zip": "packed"},
        {f"Eve_2_assignsubmission_file_/{MOODLE.format('Ann', 1, NAME)}.ipynb": "forged"},
        {f"Eve_2_assignsubmission_file_/{MOODLE.format('Bob', 3, NAME)}.ipynb": "forged"},
        {f"Eve_2_assignsubmission_file_/d/{MOODLE.format('Bob', 3, NAME)}.ipynb": "forged"},
        {"Eve_2_assignsubmission_file_bomb.zip": "bomb"},
        {f"../../{MOODLE.format('Bob', 3, NAME)}.ipynb": "forged"},
        {f"{MOODLE.format('Eve', 2, 'a')}\\..\\{MOODLE.format('Bob', 3, NAME)}.ipynb": "forged"},
        {f"{MOODLE.format('Eve', 2, 'x' * 300)}.ipynb": "forged"},
        {f"/tmp/attacked/{MOODLE.format('Bob', 3, NAME)}.ipynb": "forged"},
    ],
)
def test_nobody_hands_in_for_another(collected, release, theirs, released_course):
    """Not where both hand in, and not where only one does."""
    ours, forged = as_bytes(release), b"forged"
    hidden = f"{MOODLE.format('Bob', 3, NAME)}.ipynb", f"{MOODLE.format('Ann', 1, NAME)}.ipynb"
    contents = {
        "forged": forged,
        "packed": packed(**dict.fromkeys(hidden, forged)),
        "linked": linking(hidden[0], "/etc/passwd"),
        "bomb": packed(**{hidden[0]: bytes(300_000_000)}),
    }
    files = {f"{MOODLE.format('Ann', 1, NAME)}.ipynb": ours}
    files |= {name: contents[what] for name, what in theirs.items()}
    got = collected(files)
    assert got[f"Ann/{NAME}/{NAME}.ipynb"] == ours
    assert {name.partition("/")[0] for name in got} <= {"Ann", "Eve"}
    assert sum(path.stat().st_size for path in released_course.rglob("*") if path.is_file()) < 10**7


def test_an_archive_that_cannot_be_read_stops_nobody_else(collected, release, released_course):
    folder = released_course / "downloaded" / NAME / "archive"
    folder.mkdir(parents=True)
    for name, data in (("a.zip", b"PK no zip"), ("b.zip", endless(10**6))):
        (folder / MOODLE.format("Eve", 2, name)).write_bytes(data)
    started = time.process_time()
    got = collected({f"{MOODLE.format('Ann', 1, NAME)}.ipynb": as_bytes(release)})
    assert time.process_time() - started < 4
    assert {name.partition("/")[0] for name in got} == {"Ann"}
