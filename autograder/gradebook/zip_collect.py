"""What an LMS packed, taken apart for ``nbgrader zip_collect``."""

import shutil
from pathlib import Path

from nbgrader.plugins.zipcollect import ExtractorPlugin
from nbgrader.utils import unzip

from autograder.gradebook.hand_ins import UNPACKING, opened
from autograder.sanitize import one_line

_LONGEST_NAME = 255  # bytes, on most file systems


class Extractor(ExtractorPlugin):
    """Takes apart the LMS's archives, and not those that students have handed in.

    Nbgrader's own does, too: in theirs may be files named as another student's, links, and any
    amount of data. It also stops at the first file with a name that it does not like.
    """

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Put all files of the archives, and those beside them, below `extracted_path`."""
        for path in sorted(Path(archive_path).rglob("*")):
            if path.is_dir():
                continue
            folder = Path(extracted_path, path.relative_to(archive_path)).parent
            folder.mkdir(parents=True, exist_ok=True)
            if path.suffix not in self.zip_ext:
                shutil.copy(path, folder)
                continue
            self.log.info("Extracting from: %s", path)
            if path.suffix == ".zip":
                try:
                    self._extract_zip(path, folder / path.stem)
                except UNPACKING as error:  # perhaps a student's, in a folder
                    self.log.warning("%s cannot be read: %s", one_line(str(path)), error)
            else:
                unzip(str(path), str(folder), zip_ext=self.zip_ext, create_own_folder=True)

    def _extract_zip(self, path: Path, folder: Path) -> None:
        with path.open("rb") as file:
            archive = opened(file)
            for member in archive.infolist():
                if _stays_inside(member.filename):
                    archive.extract(member, folder)
                else:
                    self.log.warning("Left out: %s", one_line(member.filename))


def _stays_inside(name: str) -> bool:
    """Whether a file of this name can be written, and where it seems to be."""
    parts = name.rstrip("/").split("/")
    return all(
        part not in ("", ".", "..") and len(part.encode()) <= _LONGEST_NAME for part in parts
    )
