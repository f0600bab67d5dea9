"""Release notebooks, as nbgrader makes them; a release that is good is never lost."""

import json
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment

from autograder.course import Course, CourseError
from autograder.gradebook.converters import ConversionError, convert
from autograder.notebooks.earlier import FOLDER, as_json
from autograder.notebooks.manifest import manifest_of


def keep_releases(course: Course, assignment: str) -> None:
    """Write down what is in the release and in what would be released now.

    Students may hand in what they began with an earlier one.
    """
    path = course.root / FOLDER / f"{assignment}.json"
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = []
    now = [manifest_of(course.source(assignment)).release()]
    if course.release(assignment).exists():
        now.append(nbformat.read(course.release(assignment), as_version=4))
    new = [release for release in map(as_json, now) if release not in known]
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps([*known, *new]), encoding="utf-8")
        draft.replace(path)


def generate(course: Course, assignment: str) -> None:
    """Make the release notebook, as ``nbgrader generate_assignment --force`` does.

    Raises
    ------
    CourseError
        If nbgrader refuses; then the release is what it was before.
    """
    converter = GenerateAssignment(
        coursedir=course.directory(assignment, "."), config=course.config, force=True
    )
    release = course.release(assignment).parent
    keep_releases(course, assignment)
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder, "release")
        if release.is_dir():
            shutil.copytree(release, before)
        try:
            convert(converter)
        except BaseException as error:
            if before.is_dir():
                shutil.rmtree(release, ignore_errors=True)
                shutil.copytree(before, release)
            if isinstance(error, ConversionError):
                raise CourseError(f"{assignment} could not be released: {error}") from None
            raise
