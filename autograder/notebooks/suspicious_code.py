"""What a TA may want to look at: code that reaches for what an exercise never needs.

A flag takes no points: the sandbox holds without it, and it may be an honest mistake.
"""

import re
from collections.abc import Collection

from autograder.flags import Flag
from autograder.limits import SCANNED_CODE
from autograder.notebooks.manifest import Manifest, split_scheme
from autograder.notebooks.reached_names import HIDDEN, reached_names
from autograder.notebooks.read import Cell

PATTERNS = {
    "the grader": r"\b(?:autograder|nbgrader|nbconvert)\b",
    "hidden tests": r"(?i:hidden.?tests?)",
    "the interpreter's memory": r"\bctypes\b|\bgc\.get_|\b_getframe|\binspect\.(?:stack|current)",
    "other processes": (
        r"/proc\b|\bos\.(?:fork|kill|_exit|exec|system|popen|spawn|posix_spawn|pidfd|\*)"
        r"|\bsubprocess\b"
    ),
    "open files and the network": r"\bsocket\b|\bos\.(?:write|dup2?|fdopen)\(|/dev/(?!null)",
    "Python's own functions": r"\b(?:builtins|__builtins__|sys\.modules|sys\.meta_path)\b",
    "how values compare": r"\b__(?:eq|ne|array|array_ufunc|array_function|array_interface)__\b",
    "how points are shown": r"\b(?:_repr_\w+_|display_pub|displayhook|application/javascript)\b",
    "names that nobody can read": re.escape(HIDDEN),
    "threads that go on": (
        r"\b(?:threading|_thread|multiprocessing|atexit)\b|(?<!\.)\bsignal\."  # not scipy's
    ),
}


def find_suspicious_code(cells: list[Cell], manifest: Manifest) -> list[str]:
    """Flags for a student's code.

    Parameters
    ----------
    cells
        The submission's cells.
    manifest
        The instructor's side: what stands there was not written by the student.
    """
    ours = {split_scheme(cell.source)[0].strip() for cell in manifest.notebook.cells}
    sources = [
        cell.source
        for cell in cells
        if cell.cell_type == "code"
        and cell.source.strip() not in ours
        and not manifest.releases.had(cell.source)
    ]
    spelt_out = "".join(f"import {name}(\n" for name in reached_names(sources))
    theirs = "\n".join(sources)[:SCANNED_CODE] + "\n" + spelt_out
    patterns = PATTERNS | _pattern_of(manifest.modules)
    reached = [what for what, how in patterns.items() if re.search(how, theirs, re.MULTILINE)]
    return [Flag.REACHES.of(what=", ".join(reached))] if reached else []


def _pattern_of(modules: Collection[str]) -> dict[str, str]:
    """How code reaches for these modules: an import, a name or a path in quotes."""
    if not modules:
        return {}
    names = f"(?:{'|'.join(sorted(modules))})"
    how = rf"^[ \t]*(?:import|from)[ \t]+{names}\b|['\"/]{names}['\"/.]"
    return {"the course's own code": how}
