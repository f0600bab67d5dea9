"""Where nbgrader meets the grader: what a course's ``nbgrader_config.py`` calls."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from traitlets.config.loader import Config

from autograder.course import find_programs
from autograder.gradebook.exchange import ReleaseFeedback
from autograder.gradebook.export import CsvExport
from autograder.gradebook.nbgrader_plugin import Grade, SaveGrades, SubmissionExporter
from autograder.gradebook.opening import open_quickly
from autograder.gradebook.zip_collect import Extractor
from autograder.pages.code import coloured
from autograder.pages.feedback import FeedbackExporter, ForStudent
from autograder.pages.formgrader import ShowVerdicts, markdown2html


def connect(c: Config) -> None:
    """Let nbgrader grade by us; everything else stays nbgrader's own.

    Parameters
    ----------
    c
        The configuration, as ``get_config()`` gives it.
    """
    find_programs()
    open_quickly()

    c.Autograde.exporter_class = SubmissionExporter
    c.Autograde.sanitize_preprocessors = [Grade]
    c.Autograde.autograde_preprocessors = [SaveGrades]

    # Marking schemes stand in the questions: a TA reads them in formgrader, nobody else does.
    c.ClearMarkScheme.enforce_metadata = False

    c.HTMLExporter.preprocessors = [ShowVerdicts]  # formgrader's

    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = [ForStudent, CSSHTMLHeaderPreprocessor]

    c.HTMLExporter.filters = {
        "markdown2html": markdown2html,
        # nbconvert's own take quadratic time: for code, in blank lines and dots; for addresses that
        # IPython 1 wrote, in "[".
        "highlight_code": coloured,
        "strip_files_prefix": lambda text: text,
    }

    c.ExchangeFactory.release_feedback = ReleaseFeedback
    c.ExportApp.plugin_class = CsvExport

    c.ZipCollectApp.extractor_plugin = Extractor
    # Files as an LMS names them, for zip_collect. Moodle: the file is
    # `Ada King_12_assignsubmission_file_lif.ipynb`, or lies in a folder with such a name up to
    # `file_`; the id is the name, the number is another in each assignment. Canvas:
    # `kingada_LATE_123_4567_lif-1.ipynb`; the id is the first number. The first such name in a path
    # counts: what comes after it is what the student called a file.
    c.FileNameCollectorPlugin.named_regexp = (
        r"(?:(?!_assignsubmission_file).)*?/(?:[^/_]+_(?:LATE_)?(?=\d+_\d+_))?(?P<student_id>[^/_]+)_\d+_"
        r"(?:assignsubmission_file[_/]+)?(?P<file_id>[^/]+?)"
        r"(?:-Copy\d+)?(?: ?\(\d+\))?(?:-\d+)?\.ipynb$"
    )
