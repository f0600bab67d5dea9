"""The secret numbers from which a hidden test's inputs are drawn."""

import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from autograder.files import Submission

SEED_FILE = ".course_seed"


def student_seed(course: Path, assignment: str, student: str) -> int:
    """The secret number from which a student's test inputs are drawn.

    Parameters
    ----------
    course
        The course's folder. Its secret is in the file ``.course_seed``, made when first needed.
    assignment, student
        Their names.
    """
    path = course / SEED_FILE
    if not path.exists():
        # Whole and private from the first moment on, and the same for all who make it at once.
        with tempfile.NamedTemporaryFile("w", dir=course) as fresh:
            fresh.write(secrets.token_hex(32))
            fresh.flush()
            with contextlib.suppress(FileExistsError):
                os.link(fresh.name, path)
    key = path.read_text().strip().encode()
    digest = hmac.digest(key, f"{assignment}\n{student}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big")


def attempt_seed(submission: Submission, seed: int, attempt: int) -> int:
    """The seed of this attempt's inputs.

    What an earlier submission or attempt has shown of its inputs is of no use in another one: the
    seed depends on every file that was handed in, and on the number of the attempt.
    """
    drawn_from = f"{submission.digest} {attempt}".encode()
    digest = hmac.digest(seed.to_bytes(8), drawn_from, hashlib.sha256)
    return int.from_bytes(digest[:8])
