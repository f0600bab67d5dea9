"""The feedback page: what a student gets back, and nothing that is not for a student."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import clean_html
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from traitlets import Bool
from traitlets.config import Config

from autograder.gradebook.attempts import Policy, Shows
from autograder.gradebook.read import comments_in, standings_in
from autograder.grading.grade import KEY
from autograder.grading.result import Result, Standing, State
from autograder.notebooks.manifest import item_name, split_scheme
from autograder.pages.card import card_of, without_summary
from autograder.pages.code import coloured
from autograder.pages.colours import style_sheet
from autograder.pages.mathml import Formulas

_TITLE = re.compile(r"^# *(.+?) *$", re.MULTILINE)
_EARLY = (
    "This is how your work stands now. After the deadline, what you handed in last is graded again "
    "with other inputs, and that score counts."
)
_TEMPLATES = Path(__file__).parent / "templates"
_KEPT, _LONGEST_KEPT = 256, 20_000  # cells of visible checks are the same on everybody's page


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled for an earlier page of this process."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


_compiled = _Compiled()
_clean_short = functools.lru_cache(_KEPT)(clean_html)


def _clean(html: str | bytes) -> str:
    return _clean_short(html) if len(html) <= _LONGEST_KEPT else clean_html(html)


class FeedbackExporter(HTMLExporter):
    """Writes the page with the template ``student_feedback``; it needs nothing but itself."""

    _formulas = Formulas()

    @property
    def default_config(self) -> Config:
        """What makes it find the template."""
        ours = {
            "filters": {},  # formgrader's are not for this page,
            "preprocessors": [],  # and neither is what it does before
            "template_name": "student_feedback",
            "extra_template_basedirs": [str(_TEMPLATES)],
        }
        return Config(super().default_config, FeedbackExporter=ours)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **more: Any
    ) -> tuple[str, dict]:
        """Convert a notebook."""
        self._formulas = Formulas()
        resources = self._init_resources(resources)
        shown = WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=resources
        )
        self.register_filter("filter_data_type", shown)
        self.environment.bytecode_cache = _compiled
        # Not by `HTMLExporter`: it parses the page once more, to describe pictures that have no
        # description, which here have one, and that takes longer than all the rest.
        return TemplateExporter.from_notebook_node(self, nb, resources, **more)

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """What the template calls by name."""
        yield from super().default_filters()
        yield "highlight_code", coloured
        yield "with_formulas", self._with_formulas
        yield "clean_html", _clean
        # nbconvert's own, for addresses that IPython 1 wrote, takes quadratic time in "[".
        yield "strip_files_prefix", lambda text: text

    @jinja2.pass_context
    def markdown2html(self, context: jinja2.runtime.Context, source: str) -> str:
        """Markdown as HTML, its mathematics as MathML."""
        return self._formulas.in_markdown(source, context.get("cell", {}).get("attachments", {}))

    def _with_formulas(self, latex: str) -> str:
        return self._formulas.in_text(latex)


class ForStudent(Preprocessor):
    """Keep the answers, the student's own cells and the verdicts; say on top how it went."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Return the notebook that the template shows."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            names = about["assignment"], about["student"]
            standing = standings_in(gradebook, *names).get(about["student"])
            comments = comments_in(gradebook, *names)
        if standing is None:
            raise NbGraderException("It is not in the gradebook: grade it again.")
        result = Result.of(about["student"], nb, with_verdicts=False)
        result = result.in_gradebook(standing)
        metadata = nb.metadata.get(KEY, {})
        shows = Policy.of(self.config).shows if metadata.get("early") else Shows.ALL
        questions = _questions(nb)
        kept = [cell for cell in nb.cells if _is_the_students(cell)]
        for cell in kept:
            of = cell.metadata.get("nbgrader", NotebookNode())
            of.comment = comments.get(of.get("grade_id"))
            if of.get("grade"):
                name = item_name(of.grade_id)
                of.score = result.marks[name].score
                of.state = _outcome(result, name)
                if cell.cell_type == "code":
                    _show_verdict(cell, shows)
            if of.get("solution"):
                of.question = questions.get(of.grade_id, "")
        about |= {
            "colours": style_sheet(),
            "title": _title(nb) or about["notebook"],
            "score": result.score,
            "max_score": result.max_score,
            "late_penalty": result.penalty,
            "due": _times(standing),
            "ungraded": bool(result.ungraded),
            "notes": _notes({**metadata, "ungraded": result.ungraded}),
            "exercises": [_row(result, name, shows) for name in result.marks],
            "waiting": len(result.waiting),
            "bonus": result.bonus,
            "max_bonus": sum(
                mark.item.points for mark in result.marks.values() if mark.item.optional
            ),
        }
        nb.cells = kept
        return nb, resources


def _times(standing: Standing) -> str:
    """When it was due and handed in; nothing if there is no due date."""
    if standing.due is None:
        return ""
    due = f"Due {standing.due:%Y-%m-%d %H:%M} UTC"
    return f"{due}, handed in {standing.time:%Y-%m-%d %H:%M} UTC" if standing.time else due


def _notes(metadata: dict[str, Any]) -> list[str]:
    """What stands on top; why a hidden test failed is not for students."""
    if metadata.get("ungraded"):
        return [metadata.get("note", "A person will look at it.")]
    early = [_EARLY] if metadata.get("early") else []
    return [*early, *metadata.get("flags", ())]


def _is_the_students(cell: NotebookNode) -> bool:
    of = cell.metadata.get("nbgrader", {})
    return bool(of.get("solution") or of.get("grade") or "own" in cell.metadata.get("tags", ()))


def _title(nb: NotebookNode) -> str:
    """The notebook's first heading."""
    texts = "\n".join(cell.source for cell in _ours(nb) if cell.cell_type == "markdown")
    found = _TITLE.search(texts)
    return found[1] if found else ""


def _ours(nb: NotebookNode) -> list[NotebookNode]:
    """All cells but a student's own."""
    return [cell for cell in nb.cells if "own" not in cell.metadata.get("tags", ())]


def _questions(nb: NotebookNode) -> dict[str, str]:
    """The text of each question, without its marking scheme, by the answer's grade_id."""
    questions, before = {}, ""
    for cell in _ours(nb):
        of = cell.metadata.get("nbgrader", {})
        if of.get("solution"):
            questions[of["grade_id"]] = before
        elif cell.cell_type == "markdown":
            before = split_scheme(cell.source)[0]
    return questions


def _show_verdict(cell: NotebookNode, shows: Shows) -> None:
    """Put the card beside the cell's other outputs, in place of its summary and its points."""
    cell.metadata.nbgrader.verdict = card_of(cell, shows)
    cell.outputs = [
        output for output in without_summary(cell.outputs) if output.output_type != "execute_result"
    ]


def _row(result: Result, name: str, shows: Shows) -> dict[str, Any]:
    mark = result.marks[name]
    return {
        "name": name,
        "score": mark.score,
        "points": mark.item.points,
        "outcome": _outcome(result, name),
        "mistake": result.misconceptions.get(name, "") if shows is Shows.ALL else "",
        "optional": mark.item.optional,
    }


def _outcome(result: Result, name: str) -> str:
    """What became of an item, in the student's words."""
    state, mark = result.state_of(name), result.marks[name]
    if state is State.NOT_GRADED:
        return str(State.WAITING)
    if state is not State.MARKED:
        return str(state)
    return (
        "right"
        if mark.score >= mark.item.points
        else "partly right"
        if mark.score > 0
        else "not yet"
    )
