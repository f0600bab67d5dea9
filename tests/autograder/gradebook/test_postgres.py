"""A gradebook in PostgreSQL: a real server, of the system's packages."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from course_folder import run, saved
from tiny_course import NAME, answered, as_bytes, hand_in

from autograder.sanitize import spreadsheet_cell

pytestmark = pytest.mark.slow


def programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.fail("PostgreSQL is not installed: sudo apt-get install postgresql")
    return found[-1].parent


@pytest.fixture
def db_url():
    """A server that listens on a socket of its own; PostgreSQL refuses to be run by root."""
    user = "postgres" if os.getuid() == 0 else getpass.getuser()
    become = ["runuser", "-u", user, "--"] if os.getuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)

    def call(program: str, *arguments: str) -> None:
        command = [*become, programs() / program, "-D", folder / "data", *arguments]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)

    call("initdb", "--auth=trust", "--no-sync", "--username=ta")
    listens = f"-k {folder} -c listen_addresses= -c fsync=off"
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", listens, "start")
    yield f"postgresql://ta@/postgres?host={folder}"
    call("pg_ctl", "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder)


HOSTILE = "x'); DROP TABLE student;--", "{0} $1 :id", "\u0130'||pg_sleep(99)||'", "--help"


def test_grades_go_to_postgres_as_to_a_file(released_course, release, db_url, tmp_path):
    """Also those of students whose names are SQL."""
    hostile = dict.fromkeys(HOSTILE, as_bytes(answered(release)))
    for student, data in {"ann": as_bytes(answered(release)), "bob": b"{", **hostile}.items():
        hand_in(released_course, student, data)
    (released_course / ".course_seed").write_text("the same for both")
    without = shutil.ignore_patterns("gradebook.db")
    there = shutil.copytree(released_course, tmp_path / "there", ignore=without)
    with (there / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {db_url!r}\n")
    told = run(there, "autograder", "grade", NAME)
    assert told == run(released_course, "autograder", "grade", NAME)
    assert run(there, "autograder", "grade", NAME) == told
    assert saved(there, db_url) == saved(released_course)
    assert not (there / "gradebook.db").exists()
    assert "Traceback" not in run(there, "nbgrader", "generate_feedback", NAME)
    assert (there / "feedback" / "ann" / NAME / f"{NAME}.html").exists()
    assert "Traceback" not in run(there, "nbgrader", "export", "--to=all.csv")
    exported = (there / "all.csv").read_text()
    assert all(spreadsheet_cell(student) in exported for student in ("ann", *HOSTILE))


def test_a_server_that_is_not_there_is_said_in_a_line(released_course, release):
    hand_in(released_course, "ann", as_bytes(release))
    with (released_course / "nbgrader_config.py").open("a") as config:
        config.write("\nc.CourseDirectory.db_url = 'postgresql://ta@127.0.0.1:9/grades'\n")
    told = run(released_course, "autograder", "grade", NAME).strip()
    assert told.startswith("autograder: The gradebook could not be written: ")
    assert "Connection refused" in told
    assert len(told.splitlines()) == 1
