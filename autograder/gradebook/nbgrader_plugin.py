"""Where nbgrader meets sealed grading: the classes that `nbgrader_config.py` names.

``nbgrader autograde`` turns a submitted notebook into an autograded one in two passes. The first
reads, rebuilds, runs and scores it (`Grade`); the second saves the scores (`SaveGrades`).
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution
from traitlets.config import Config

from autograder.files import Submission, read_submission
from autograder.grading.grade import KEY, grade
from autograder.grading.seeds import student_seed
from autograder.limits import SettingsError
from autograder.modules import modules_of
from autograder.notebooks.manifest import manifest_of
from autograder.sandbox.runner import Runner, runner
from autograder.sandbox.walls.bubblewrap import SandboxError
from autograder.sanitize import one_line
from autograder.settings import Settings

TIME = "timestamp.txt"


class SubmissionExporter(NotebookExporter):
    """Hands a submission over as it is: only `Grade` may look into it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        # Nbgrader would copy what lies beside a notebook to autograded/, from there to feedback/,
        # and follow links on the way. Student code gets these files in the sandbox.
        self.parent.coursedir.ignore = ["*"]

    def from_filename(
        self, filename: str, resources: dict | None = None, **more: Any
    ) -> tuple[Any, dict]:
        """Convert a notebook file; one in ``submitted/`` is not parsed here."""
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources=resources, **more)
        self._keep_time(Path(filename).parent, resources["nbgrader"])
        resources["autograder"] = {
            "graded": getattr(self.parent, "graded", None),
            "path": Path(filename),
            "course": Path(self.parent.coursedir.root),
            "source": Path(
                self.parent.coursedir.format_path(
                    self.parent.coursedir.source_directory, ".", resources["nbgrader"]["assignment"]
                )
            ),
        }
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources, **more)

    def _keep_time(self, handed_in: Path, about: dict[str, Any]) -> None:
        """By the time beside it nbgrader sees later whether something newer was handed in."""
        directory = self.parent.coursedir
        where = directory.autograded_directory, about["student"], about["assignment"]
        graded = Path(directory.format_path(*where))
        time = directory.get_existing_timestamp(str(handed_in))
        if time is not None:
            graded.mkdir(parents=True, exist_ok=True)
            (graded / TIME).write_text(told(time))


class Grade(NbGraderPreprocessor):
    """Rebuild the submission, run it in the sandbox, run the hidden tests here."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the graded notebook."""
        given, who = resources["autograder"], resources["nbgrader"]
        graded = given["graded"]
        if graded is None:
            settings = settings_of(self.config)
            manifest = manifest_of(given["source"] / f"{who['notebook']}.ipynb")
            seed = student_seed(given["course"], who["assignment"], who["student"])
            submission = _read(given["path"], settings)
            with modules_of(given["course"]).active():
                graded = grade(manifest, submission, seed, _runner(settings))
        if graded.ungraded:
            self.log.error(
                "%s is not graded: %s", one_line(who["student"]), one_line(graded.ungraded)
            )
        for flag in (*graded.flags, *graded.suspicion):
            self.log.warning("%s: %s", one_line(who["student"]), one_line(flag))
        return graded.notebook, resources


class SaveGrades(NbGraderPreprocessor):
    """Save the scores, all at once; what could not be graded waits for a person, without a 0."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save the scores of a notebook."""
        about = resources["nbgrader"]
        names = about["notebook"], about["assignment"], about["student"]
        ungraded = bool(nb.metadata.get(KEY, {}).get("ungraded"))
        with Gradebook(about["db_url"]) as gradebook:
            saved = gradebook.find_submission_notebook(*names)
            grades = {grade.name: grade for grade in saved.grades}
            comments = {comment.name: comment for comment in saved.comments}
            for cell in nb.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
                if is_grade(cell):
                    _set_score(grades[name], None if ungraded else determine_grade(cell)[0])
                if is_solution(cell):
                    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
                    comments[name].auto_comment = "No response." if untouched else None
            gradebook.db.commit()
        return nb, resources


def _set_score(grade: api.Grade, score: float | None) -> None:
    """Nbgrader's rule: a person looks at what has no score, and again at what one has marked."""
    grade.auto_score = score
    grade.needs_manual_grade = score is None or grade.manual_score is not None


def told(time: datetime) -> str:
    """A time as nbgrader writes it."""
    return f"{time} UTC\n"


def settings_of(config: Config) -> Settings:
    """The settings in nbgrader's configuration; a wrong one ends the command with a line."""
    try:
        return Settings.of(config)
    except SettingsError as error:
        sys.exit(f"autograder: {error}")


def _read(path: Path, settings: Settings) -> Submission:
    try:
        return read_submission(path, settings.limits)
    except OSError as error:
        raise NbGraderException(f"{path.name} cannot be read: {error.strerror}") from None


def _runner(settings: Settings) -> Runner:
    try:
        return runner(settings)
    except SandboxError as error:
        sys.exit(f"autograder: {error}")
