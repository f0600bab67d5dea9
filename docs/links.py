"""Links to where notebooks open with one click, from the repository's address: ``make links``.

The address stands in ``pyproject.toml``; ``make links REPOSITORY=https://github.com/you/name``
changes it there first.
"""

import json
import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
ABOUT = {
    "ode": "from a rule for change to a curve; a solver of one's own, its errors and limits",
    "lif": (
        "the leaky integrate-and-fire neuron: spikes, F-I curves, noise, regularity, an unknown "
        "neuron"
    ),
    "ode_review": "equations that arrive, creep and explode; phase lines, Heun, Runge-Kutta",
    "nonlinear_if": "where a threshold comes from: exponential and quadratic integrate-and-fire",
    "adaptation": "a second variable: adaptation, AdEx, Izhikevich's neurons, firing patterns",
    "hodgkin_huxley": "gates, a spike from four equations, refractoriness, a misprinted table",
}
BRANCH = "main"
UNPUBLISHED = "https://github.com/OWNER/REPOSITORY"


def address() -> str:
    """Where the repository is published."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project["urls"]["Repository"]


def exercises_and_questions(assignment: str) -> str:
    """How many there are in an assignment's notebook."""
    source = ROOT / "source" / assignment / f"{assignment}.ipynb"
    cells = [
        cell["metadata"].get("nbgrader", {}) for cell in json.loads(source.read_text())["cells"]
    ]
    graded = [cell["solution"] for cell in cells if cell.get("grade")]
    return f"{graded.count(False)} + {graded.count(True)}"


def table(repository: str) -> str:
    """The assignments, with a link to each in Colab and in Binder."""
    lines = ["| assignment | what it is about | exercises | open in |", "|---|---|--:|---|"]
    for name, what in ABOUT.items():
        exercises = exercises_and_questions(name)
        path = f"release/{name}/{name}.ipynb"
        where = repository.removeprefix("https://github.com/")
        colab = f"https://colab.research.google.com/github/{where}/blob/{BRANCH}/{path}"
        binder = f"https://mybinder.org/v2/gh/{where}/{BRANCH}?labpath={quote(path, safe='')}"
        lines.append(f"| `{name}` | {what} | {exercises} | [Colab]({colab}), [Binder]({binder}) |")
    if repository == UNPUBLISHED:
        lines += ["", "(The links lead somewhere once this repository is published:"]
        lines += ["`make links REPOSITORY=https://github.com/you/name` then writes them.)"]
    return "\n".join([*lines, ""])


def replaced(text: str, pattern: str, new: str) -> str:
    """A text with what a pattern's one group matches replaced.

    Raises
    ------
    ValueError
        If it is not there exactly once.
    """
    (found,) = re.finditer(pattern, text, re.DOTALL)
    return text[: found.start(1)] + new + text[found.end(1) :]


def main(repository: str) -> None:
    """Write an address, and all links made from it."""
    for name, pattern, new in (
        ("pyproject.toml", r'\nRepository = "([^"\n]*)"', repository),
        ("CITATION.cff", r"\nrepository-code: (\S*)", repository),
        ("README.md", r"<!-- notebooks[^\n]*-->\n(.*?)<!-- end -->", table(repository)),
    ):
        path = ROOT / name
        path.write_text(replaced(path.read_text(), pattern, new))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else address())
