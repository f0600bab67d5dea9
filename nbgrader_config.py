"""nbgrader's settings for this course: grading is ours, everything else is nbgrader's own."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import AssignLatePenalties, GetGrades

from autograder.course import find_programs
from autograder.feedback import FeedbackExporter, ForStudent
from autograder.plugin import Grade, SaveGrades, SubmissionExporter

find_programs()
c = get_config()  # noqa: F821 (traitlets defines it)

c.CourseDirectory.course_id = "single-neuron-models"

c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [Grade]
c.Autograde.autograde_preprocessors = [SaveGrades, AssignLatePenalties]

# Marking schemes stand in the questions: a TA reads them in formgrader, nobody else does.
c.ClearMarkScheme.enforce_metadata = False

c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = [GetGrades, ForStudent, CSSHTMLHeaderPreprocessor]
