"""Feedback on its way back through nbgrader's exchange."""

import re
from pathlib import Path
from typing import cast

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.files import read_file
from autograder.sanitize import one_line

_WRITTEN_WHEN_SUBMITTED = ("timestamp.txt", "submission_secret.txt")  # they name a student's page
_BYTES = 200
_PLAIN = re.compile(rb"[\w:. +-]+")


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Releases the pages of all who handed in through the exchange, and names the others.

    What names a page is taken from ``submitted/``: grading copies nothing that lies beside a
    notebook. Nbgrader's own stops at the first submission that came another way, by
    ``nbgrader zip_collect`` say.
    """

    def copy_files(self) -> None:
        """Copy the pages to where only their students find them."""
        directory = cast("CourseDirectory", self.coursedir)
        pages = Path(self.src_path)  # its student may be *
        folders = sorted(pages.parents[1].glob(f"{pages.parent.name}/{pages.name}"))
        others = [folder.parent.name for folder in folders if not self._name_pages(folder)]
        for student in others:
            self.log.warning(
                "%s did not hand in through the exchange: send the page in feedback/ yourself.",
                one_line(student),
            )
        excluded = [directory.student_id_exclude, *others]
        directory.student_id_exclude = ",".join(filter(None, excluded))
        super().copy_files()

    def _name_pages(self, folder: Path) -> bool:
        """Put beside a student's pages what names them; False if there is no such thing."""
        directory = cast("CourseDirectory", self.coursedir)
        submitted = directory.format_path(
            directory.submitted_directory, folder.parent.name, directory.assignment_id
        )
        try:
            texts = {
                name: read_file(Path(submitted, name), _BYTES) for name in _WRITTEN_WHEN_SUBMITTED
            }
        except OSError:
            return False
        if not all(len(text) <= _BYTES and _PLAIN.fullmatch(text) for text in texts.values()):
            return False
        for name, text in texts.items():
            (folder / name).write_bytes(text)
        return True
