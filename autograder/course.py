"""A course's folder: its configuration, its notebooks, its hidden tests."""

import difflib
import functools
import os
import sys
import traceback
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from traitlets.config.loader import Config, PyFileConfigLoader

from autograder.errors import AutograderError
from autograder.modules import CourseModules, modules_of

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
        self.modules: CourseModules = modules_of(self.root)

    @functools.cached_property
    def config(self) -> Config:
        """What ``nbgrader_config.py`` says.

        Raises
        ------
        CourseError
            If it cannot be run.
        """
        try:
            return PyFileConfigLoader(CONFIG, path=str(self.root)).load_config()
        except Exception as error:  # the file is code: anything may happen in it
            raise CourseError(describe(error, self.root)) from error

    @property
    def points(self) -> float:
        """What an assignment is worth, bonus apart: ``c.Course.points``, or 100."""
        return self.config.Course.get("points", 100)

    @property
    def tests_name(self) -> str:
        """Name of the package of hidden tests, ``c.Course.tests``; empty if there is none."""
        return self.config.Course.get("tests", "")

    @property
    def tests(self) -> ModuleType:
        """The package of hidden tests, imported from the course's folder.

        Raises
        ------
        CourseError
            If the configuration does not name it, or it cannot be imported.
        """
        if not self.tests_name:
            raise CourseError(
                f"{CONFIG} does not name the course's hidden tests. "
                'Add a line such as: c.Course.tests = "autograde_tests"'
            )
        if self.tests_name not in self.modules.names():
            raise CourseError(
                f"{CONFIG} names the hidden tests {self.tests_name} (c.Course.tests), "
                f"but there is no such package in {self.root}."
            )
        return self._load(self.tests_name)

    def tests_of(self, assignment: str) -> ModuleType:
        """The module or package of an assignment's hidden tests, by the assignment's name.

        Raises
        ------
        CourseError
            If there is none, or it cannot be imported.
        """
        return self._load(f"{self.tests.__name__}.{assignment}")

    def _load(self, name: str) -> ModuleType:
        try:
            return self.modules.load(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise CourseError(describe(error, self.root)) from error
            raise CourseError(f"There is no {name.replace('.', '/')} in {self.root}.") from None
        except Exception as error:  # the files are code: anything may happen in them
            raise CourseError(describe(error, self.root)) from error

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
            meant = near(Path(assignment).stem, self.assignments())
            raise CourseError(f"There is no assignment {assignment} (there are: {known}).{meant}")
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


def near(name: str, known: Iterable[str]) -> str:
    """A question after the name that somebody may have meant; nothing if none is near."""
    plain = {_plain(each): each for each in known}
    wanted = _plain(name)
    found = difflib.get_close_matches(wanted, plain, n=1) or [
        each for each in plain if wanted in each.split()
    ]
    return f" Did you mean {plain[found[0]]}?" if found else ""


def _plain(name: str) -> str:
    """A name as somebody in a hurry types it: in small letters, without accents."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def describe(error: Exception, root: Path) -> str:
    """An error in a course's code in one line: the last place in the course's folder, and what."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno) for frame in frames]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    own = [(Path(file), line) for file, line in places if Path(file).is_relative_to(root)]
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    what = " ".join(f"{type(error).__name__}: {message}".split())
    return f"{own[-1][0].relative_to(root)}, line {own[-1][1]}: {what}" if own else what


def find_programs() -> None:
    """Put the programs installed with us on PATH, as if the environment were activated.

    Nbgrader calls ``alembic`` by its bare name when it upgrades a gradebook.
    """
    ours, path = str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)
    if ours not in path.split(os.pathsep):
        os.environ["PATH"] = f"{ours}{os.pathsep}{path}"
