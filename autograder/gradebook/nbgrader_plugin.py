"""Where nbgrader meets sealed grading: the classes that `nbgrader_config.py` names.

``nbgrader autograde`` turns a submitted notebook into an autograded one in two passes. The first
reads, rebuilds, runs and scores it (`Grade`); the second saves the scores (`SaveGrades`).
"""

import sys
from pathlib import Path
from typing import Any, cast

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from autograder.course import CourseError
from autograder.files import Submission, read_submission
from autograder.gradebook.write import record
from autograder.grading.grade import KEY
from autograder.grading.seeds import exposed, student_seed
from autograder.grading.versions import versions_of
from autograder.grading.workers import Failed, grade_in_time
from autograder.modules import modules_of
from autograder.notebooks.manifest import manifest_of
from autograder.sandbox.runner import Runner, runner
from autograder.sandbox.walls import SandboxError
from autograder.sanitize import one_line
from autograder.section import SettingsError
from autograder.settings import Settings


class SubmissionExporter(NotebookExporter):
    """Hands a submission over as it is: only `Grade` may look into it."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.converter = cast("Autograde", self.parent)
        self.coursedir = cast("CourseDirectory", self.converter.coursedir)
        # Nbgrader would copy what lies beside a notebook to autograded/, from there to feedback/,
        # and follow links on the way. Student code gets these files in the sandbox.
        self.coursedir.ignore = ["*"]

    def from_filename(
        self, filename: str, resources: dict | None = None, **more: Any
    ) -> tuple[Any, dict]:
        """Convert a notebook file; one in ``submitted/`` is not parsed here."""
        if not self.converter._sanitizing:
            return super().from_filename(filename, resources=resources, **more)
        resources = {**(resources or {}), "submission": Path(filename)}
        return self.from_notebook_node(nbformat.v4.new_notebook(), resources, **more)


class Grade(NbGraderPreprocessor):
    """Rebuild the submission, run it in the sandbox, run the hidden tests here."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the graded notebook."""
        who, directory = resources["nbgrader"], cast("SubmissionExporter", self.parent).coursedir
        root = Path(directory.root)
        source = directory.format_path(directory.source_directory, ".", who["assignment"])
        settings = settings_of(self.config)
        submission = _read(resources["submission"], settings)
        manifest = manifest_of(Path(source, f"{who['notebook']}.ipynb"))
        seed = _seed(root, who["assignment"], who["student"])
        if warning := exposed(root):
            self.log.warning("%s", warning)
        with modules_of(root).active():
            graded = grade_in_time(manifest, submission, seed, _runner(settings))
        if isinstance(graded, Failed):
            raise NbGraderException(graded.reason)
        versions = versions_of(root, manifest, settings)
        graded.notebook.metadata[KEY]["versions"] = nbformat.from_dict(versions)
        if graded.ungraded:
            self.log.error(
                "%s is not graded: %s", one_line(who["student"]), one_line(graded.ungraded)
            )
        for flag in (*graded.flags, *graded.suspicion):
            self.log.warning("%s: %s", one_line(who["student"]), one_line(flag))
        return graded.notebook, resources


class SaveGrades(NbGraderPreprocessor):
    """Save scores and late penalty; what could not be graded waits for a person, without a 0."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Save the scores of a notebook."""
        who = resources["nbgrader"]
        directory = cast("SubmissionExporter", self.parent).coursedir
        record(directory, self.config, who["assignment"], who["student"], nb)
        return nb, resources


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


def _seed(root: Path, assignment: str, student: str) -> int:
    try:
        return student_seed(root, assignment, student)
    except CourseError as error:
        sys.exit(f"autograder: {error}")


def _runner(settings: Settings) -> Runner:
    try:
        return runner(settings)
    except SandboxError as error:
        sys.exit(f"autograder: {error}")
