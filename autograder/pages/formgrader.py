"""What a TA sees in formgrader: a graded notebook with the verdicts as cards.

Formgrader's own pages set mathematics with MathJax, which lets a formula define what it likes, and
move over what is beside it. So none is left for it: what a notebook shows is MathML when MathJax
comes to it, as on a feedback page, and in a box.
"""

from typing import Any

import jinja2
import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from autograder.pages.card import card_of, without_summary
from autograder.pages.mathml import Formulas
from autograder.sanitize import boxed, fenced

_FORMULAS = "autograder_formulas"  # among a page's resources


@jinja2.pass_context
def markdown2html(context: jinja2.runtime.Context, source: str) -> str:
    """Markdown as HTML in a box, its mathematics as MathML."""
    formulas: Formulas = context["resources"][_FORMULAS]
    return boxed(formulas.in_markdown(source, context.get("cell", {}).get("attachments", {})))


class ShowVerdicts(Preprocessor):
    """Show in each test cell the card in place of the plain text, before the points."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook that the page shows."""
        resources[_FORMULAS] = Formulas()
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the cell with its card, if it has a verdict."""
        for output in cell.get("outputs", ()):
            if latex := output.get("data", {}).pop("text/latex", ""):
                output.data.setdefault("text/html", boxed(resources[_FORMULAS].in_text(latex)))
        if cell.cell_type == "raw":  # would be shown as HTML, without a box
            cell.cell_type, cell.source = "markdown", fenced(cell.source)
        if card := card_of(cell):
            cell.outputs = without_summary(cell.outputs)
            shown = nbformat.v4.new_output("display_data", data={"text/html": card})
            cell.outputs.insert(-1, shown)
        return cell, resources
