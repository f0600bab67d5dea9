"""The instructor's side of a graded notebook: its shape, its locked cells, its hidden tests."""

import copy
import functools
import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
    NbGraderPreprocessor,
)
from nbgrader.utils import is_solution

from autograder.files import files_beside
from autograder.limits import Limits
from autograder.modules import modules_of
from autograder.notebooks.earlier import Releases

_HIDDEN = re.compile(
    r"^### BEGIN HIDDEN TESTS$\n(.*?)^### END HIDDEN TESTS$\n?", re.MULTILINE | re.DOTALL
)
_SCHEME = re.compile(
    r"^<!-- BEGIN MARK SCHEME -->$\n(.*?)^<!-- END MARK SCHEME -->$\n?", re.MULTILINE | re.DOTALL
)
_MARKER = re.compile(r"^[ \t]*#+ *(?:BEGIN|END) SOLUTION *\n?", re.MULTILINE)


@dataclass(frozen=True)
class Manifest:
    """All that grading needs to know of an assignment's notebook.

    Attributes
    ----------
    name
        The notebook's name, without its ending.
    notebook
        The release notebook, with the marking schemes still in it (they are for the TA).
    hidden
        The hidden test of each test cell, by the cell's grade_id.
    files
        The instructor's files beside the notebook, by their paths.
    modules
        Names of the course's own modules that the hidden tests use: no business of student code.
    releases
        Those that are known, earlier ones among them.
    """

    name: str
    notebook: NotebookNode
    hidden: dict[str, str]
    files: dict[str, bytes]
    modules: frozenset[str] = frozenset()
    releases: Releases = Releases()  # noqa: RUF009 (it is frozen)

    @classmethod
    def of(cls, source: Path) -> "Manifest":
        """Make the manifest of an instructor notebook.

        Parameters
        ----------
        source
            Path of the notebook, ``source/<assignment>/<assignment>.ipynb`` in the course's folder.
        """
        notebook = nbformat.read(source, as_version=4)
        for preprocessor in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
            notebook = _through(preprocessor(), notebook)
        hidden = {}
        for cell in notebook.cells:
            _visible, test = split_hidden(cell.source)
            if test:
                hidden[cell.metadata.nbgrader.grade_id] = test
        notebook = _through(ClearHiddenTests(), notebook)
        files, _ = files_beside(source, Limits())
        modules = modules_of(source.parents[2]).needed_by(hidden.values())
        releases = Releases.of(source.parents[2], source.stem)
        return cls(source.stem, notebook, hidden, files, frozenset(modules), releases)

    @functools.cached_property
    def digest(self) -> str:
        """SHA-256 of all of it."""
        whole = hashlib.sha256(json.dumps([self.notebook, self.hidden], sort_keys=True).encode())
        for name, data in sorted(self.files.items()):
            whole.update(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest())
            whole.update(hashlib.sha256(data).digest())
        return whole.hexdigest()

    def solved(self, source: Path) -> NotebookNode:
        """What students get, with the model answers in it.

        Parameters
        ----------
        source
            Path of the instructor notebook that this is the manifest of.
        """
        answers = {
            cell.metadata.nbgrader.grade_id: _MARKER.sub("", cell.source).rstrip("\n")
            for cell in nbformat.read(source, as_version=4).cells
            if is_solution(cell)
        }
        notebook = self.release()
        for cell in notebook.cells:
            if is_solution(cell):
                cell.source = answers[cell.metadata.nbgrader.grade_id]
        return notebook

    def release(self) -> NotebookNode:
        """What students get."""
        notebook = copy.deepcopy(self.notebook)
        for preprocessor in (ClearMarkScheme(enforce_metadata=False), ComputeChecksums()):
            notebook = _through(preprocessor, notebook)
        return notebook


@functools.lru_cache(maxsize=8)
def _manifest_at(path: Path, changed: int) -> Manifest:
    return Manifest.of(path)


def manifest_of(path: Path) -> Manifest:
    """The manifest of an instructor notebook, made once for as long as the file is unchanged."""
    manifest = _manifest_at(path, path.stat().st_mtime_ns)
    releases = Releases.of(path.parents[2], path.stem)
    return manifest if manifest.releases == releases else replace(manifest, releases=releases)


def item_name(grade_id: str) -> str:
    """What a graded cell is about: the name of an exercise, or of a question."""
    return grade_id.removeprefix("test_")


def is_optional(cell: NotebookNode) -> bool:
    """Whether a graded cell's points are a bonus."""
    return "optional" in cell.metadata.get("tags", ())


def split_hidden(source: str) -> tuple[str, str]:
    """A test cell without its hidden test, and the hidden test."""
    return _split(_HIDDEN, source)


def split_scheme(source: str) -> tuple[str, str]:
    """A question without its marking scheme, and the scheme."""
    return _split(_SCHEME, source)


def _through(preprocessor: NbGraderPreprocessor, notebook: NotebookNode) -> NotebookNode:
    return preprocessor.preprocess(notebook, ResourcesDict())[0]


def _split(region: re.Pattern, source: str) -> tuple[str, str]:
    found = region.search(source)
    return region.sub("", source).rstrip("\n"), found[1] if found else ""
