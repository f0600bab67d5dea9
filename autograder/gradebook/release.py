"""Release notebooks, and what the gradebook knows of them."""

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment

from autograder.course import Course, CourseError
from autograder.gradebook.converters import ConversionError, convert


def ensure_released(course: Course, assignment: str) -> None:
    """Put the assignment in the gradebook if it is not there."""
    directory = course.directory(assignment)
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            gradebook.find_notebook(assignment, assignment)
        except MissingEntry:
            generate(course, assignment)


def generate(course: Course, assignment: str) -> None:
    """Make the release notebook, as ``nbgrader generate_assignment --force`` does."""
    converter = GenerateAssignment(
        coursedir=course.directory(assignment, "."), config=course.config, force=True
    )
    try:
        convert(converter)
    except ConversionError as error:
        raise CourseError(f"{assignment} could not be released: {error}") from None
