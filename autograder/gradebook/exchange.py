"""Feedback on its way back through nbgrader's exchange."""

import glob
import re
from pathlib import Path
from typing import Any, cast

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeReleaseFeedback
from traitlets.config import Config

from autograder.course import Course
from autograder.files import read_file
from autograder.gradebook.converters import quiet
from autograder.limits import SECRET_BYTES
from autograder.sanitize import one_line

_WRITTEN_WHEN_SUBMITTED = ("timestamp.txt", "submission_secret.txt")  # they name a student's page
_PLAIN = re.compile(rb"[\w:. +-]+")


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Releases the pages of all who handed in through the exchange, and names the others.

    What names a page is taken from ``submitted/``: grading copies nothing that lies beside a
    notebook. Nbgrader's own stops at the first submission that came another way, by
    ``nbgrader zip_collect`` say.
    """

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.released: list[str] = []

    def copy_files(self) -> None:
        """Copy the pages to where only their students find them."""
        pages = Path(self.src_path)  # its student may be *
        for folder in sorted(pages.parents[1].glob(f"{pages.parent.name}/{pages.name}")):
            if self._name_pages(folder):
                # One by one: nbgrader's list of whom to leave out has no place for a comma.
                self.src_path = glob.escape(str(folder))
                super().copy_files()
                self.released.append(folder.parent.name)
            else:
                self.log.warning(
                    "%s did not hand in through the exchange: send the page in feedback/ yourself.",
                    one_line(folder.parent.name),
                )

    def _name_pages(self, folder: Path) -> bool:
        """Put beside a student's pages what names them; False if there is no such thing."""
        directory = cast("CourseDirectory", self.coursedir)
        submitted = directory.format_path(
            directory.submitted_directory, folder.parent.name, directory.assignment_id
        )
        try:
            texts = {
                name: read_file(Path(submitted, name), SECRET_BYTES, within=Path(submitted))
                for name in _WRITTEN_WHEN_SUBMITTED
            }
        except OSError:
            return False
        if not all(len(text) <= SECRET_BYTES and _PLAIN.fullmatch(text) for text in texts.values()):
            return False
        for name, text in texts.items():
            (folder / name).unlink(missing_ok=True)  # it may be a link
            (folder / name).write_bytes(text)
        return True


def release_page(course: Course, config: Config, assignment: str, student: str) -> bool:
    """Release one student's page; False if nothing says where the student looks for it.

    Parameters
    ----------
    course, assignment, student
        Whose.
    config
        Where the exchange is.

    Raises
    ------
    nbgrader.exchange.ExchangeError, OSError
        If the exchange refuses.
    """
    releases = ReleaseFeedback(
        coursedir=course.directory(assignment, student),
        authenticator=Authenticator(config=config),
        config=config,
    )
    with quiet():
        releases.start()
    return bool(releases.released)
