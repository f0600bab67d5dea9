"""For other programs: one notebook in, one result out, and no gradebook."""

from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.files import read_submission
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.grading.seeds import student_seed
from autograder.modules import modules_of
from autograder.notebooks.manifest import manifest_of
from autograder.sandbox.runner import runner
from autograder.settings import Settings


def grade_notebook(
    course: Course | Path | str, assignment: str, path: Path | str
) -> dict[str, Any]:
    """Grade one notebook in the sandbox, as ``autograder grade`` does; save nothing.

    Parameters
    ----------
    course
        The course, or its folder.
    assignment
        Its name.
    path
        The notebook that was handed in. Files that lie beside it are handed in with it.

    Returns
    -------
    dict
        A submission as `autograder.grading.result.Result.to_json` describes it, whose ``student``
        is None. A notebook that cannot be graded has its reason in ``ungraded``.

    Raises
    ------
    AutograderError
        If there is no such course or assignment, its configuration is wrong, or there is no sandbox
        to be had.
    OSError
        If the file cannot be read.
    """
    course = course if isinstance(course, Course) else Course(Path(course))
    source = course.source(assignment)
    settings = Settings.of(course.config)
    submission = read_submission(Path(path), settings.limits)
    seed = student_seed(course.root, assignment, "")
    with modules_of(course.root).active():
        graded = grade(manifest_of(source), submission, seed, runner(settings))
    return Result.of("", graded.notebook).to_json(assignment)
