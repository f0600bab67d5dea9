"""What a TA sees in formgrader: a graded notebook with the verdicts as cards."""

from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from autograder.pages.card import card_of, without_summary


class ShowVerdicts(Preprocessor):
    """Show in each test cell the card in place of the plain text, before the points."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the cell with its card, if it has a verdict."""
        if card := card_of(cell):
            cell.outputs = without_summary(cell.outputs)
            shown = nbformat.v4.new_output("display_data", data={"text/html": card})
            cell.outputs.insert(-1, shown)
        return cell, resources
