"""A course's folder: its configuration, its notebooks, and nbgrader's converters to run on them."""

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from traitlets.config import Config, PyFileConfigLoader

from autograder.errors import AutograderError

if TYPE_CHECKING:  # importing nbgrader takes seconds
    from nbgrader.coursedir import CourseDirectory

CONFIG = "nbgrader_config.py"


class CourseError(AutograderError):
    """Something about the course's folder that a person has to mend; the message says what."""


class Course:
    """A folder with ``source/`` and ``nbgrader_config.py``.

    Parameters
    ----------
    root
        The folder.

    Raises
    ------
    CourseError
        If it is not a course's folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        if not (self.root / CONFIG).exists() or not (self.root / "source").is_dir():
            raise CourseError(
                f"{root} is not a course: it needs source/ and nbgrader_config.py. "
                "Run the command in the course's folder."
            )

    @functools.cached_property
    def config(self) -> Config:
        """What ``nbgrader_config.py`` says."""
        return PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()

    def sources(self) -> list[Path]:
        """All instructor notebooks; each has its assignment's name, and so has its folder."""
        found = sorted((self.root / "source").glob("*/*.ipynb"))
        return [path for path in found if path.stem == path.parent.name]

    def assignments(self) -> list[str]:
        """Names of all assignments."""
        return [path.stem for path in self.sources()]

    def source(self, assignment: str) -> Path:
        """The instructor notebook of an assignment.

        Raises
        ------
        CourseError
            If there is no such assignment.
        """
        path = self.root / "source" / assignment / f"{assignment}.ipynb"
        if not path.exists():
            known = ", ".join(self.assignments()) or "none"
            raise CourseError(f"There is no assignment {assignment} (there are: {known}).")
        return path

    def release(self, assignment: str) -> Path:
        """The student notebook of an assignment."""
        return self.root / "release" / assignment / f"{assignment}.ipynb"

    def submission(self, assignment: str, student: str) -> Path:
        """What a student handed in."""
        return self.root / "submitted" / student / assignment / f"{assignment}.ipynb"

    def autograded(self, assignment: str, student: str) -> Path:
        """A student's graded notebook."""
        return self.root / "autograded" / student / assignment / f"{assignment}.ipynb"

    def directory(self, assignment: str, student: str = "*") -> "CourseDirectory":
        """Nbgrader's view of the folder, for one student or for all."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(
            config=self.config,
            root=str(self.root),
            assignment_id=assignment,
            student_id=student,
        )


def find_programs() -> None:
    """Put the programs installed with us on PATH, as if the environment were activated.

    Nbgrader calls ``alembic`` by its bare name when it makes a gradebook.
    """
    ours, path = str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)
    if ours not in path.split(os.pathsep):
        os.environ["PATH"] = f"{ours}{os.pathsep}{path}"
