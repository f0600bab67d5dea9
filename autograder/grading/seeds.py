"""The secret numbers from which a hidden test's inputs are drawn."""

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
from pathlib import Path

from autograder.course import CourseError
from autograder.files import Submission

SEED_FILE = ".course_seed"


def student_seed(course: Path, assignment: str, student: str, *, early: bool = False) -> int:
    """The secret number from which a student's test inputs are drawn.

    Parameters
    ----------
    course
        The course's folder. Its secret is in the file ``.course_seed``, made when first needed.
    assignment, student
        Their names.
    early
        For a grade that is only to be read before the deadline. The one that counts has other
        inputs, so nobody gains by handing in until they suit.

    Raises
    ------
    CourseError
        If the secret is somebody else's, and may not be read.
    """
    key = _secret(course)
    of = f"{assignment}\n{student}" + "\nearly" * early
    digest = hmac.digest(key, of.encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big")


def derived_key(course: Path, purpose: str) -> bytes:
    """A secret key of the course's for another purpose than drawing inputs.

    Parameters
    ----------
    course
        The course's folder.
    purpose
        What it is for: two purposes have two keys.

    Raises
    ------
    CourseError
        If the secret is somebody else's, and may not be read.
    """
    return hmac.digest(_secret(course), f"\0{purpose}".encode(), hashlib.sha256)


def exposed(course: Path) -> str:
    """What is wrong if everybody on this machine can read the course's secret; else nothing."""
    path = course / SEED_FILE
    if not path.exists() or not path.stat().st_mode & course.stat().st_mode & 0o005:
        return ""
    return (
        f"{path} can be read by everybody on this machine, and tells what hidden tests ask. "
        f"Type: chmod o= {SEED_FILE}"
    )


def _secret(course: Path) -> bytes:
    path = course / SEED_FILE
    if not path.exists():
        # Whole and private from the first moment on, and the same for all who make it at once.
        with tempfile.NamedTemporaryFile("w", dir=course, encoding="ascii") as fresh:
            _share(fresh.fileno(), course.stat())
            fresh.write(secrets.token_hex(32))
            fresh.flush()
            with contextlib.suppress(FileExistsError):
                os.link(fresh.name, path)
    try:
        return path.read_text("utf-8").strip().encode()
    except PermissionError:
        raise CourseError(
            f"You may not read {path}. If you are one of those who grade, its owner types, there: "
            f"chgrp --reference=. {SEED_FILE}; chmod 640 {SEED_FILE}"
        ) from None


def _share(file: int, course: os.stat_result) -> None:
    """Let a course's group read a file if it may write to the course's folder."""
    if course.st_mode & stat.S_IWGRP:
        with contextlib.suppress(PermissionError):  # the folder's group is not ours
            os.fchown(file, -1, course.st_gid)
            os.fchmod(file, 0o640)


def attempt_seed(submission: Submission, seed: int, attempt: int) -> int:
    """The seed of this attempt's inputs.

    What an earlier submission or attempt has shown of its inputs is of no use in another one: the
    seed depends on every file that was handed in, and on the number of the attempt.
    """
    drawn_from = f"{submission.digest} {attempt}".encode()
    digest = hmac.digest(seed.to_bytes(8), drawn_from, hashlib.sha256)
    return int.from_bytes(digest[:8])
