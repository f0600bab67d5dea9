"""Release notebooks, as nbgrader makes them; a release that is good is never lost."""

import shutil
import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment

from autograder.course import Course, CourseError
from autograder.gradebook.converters import ConversionError, convert


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
