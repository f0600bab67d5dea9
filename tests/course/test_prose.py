"""The prose of the notebooks: headings in order, sources named, no bad sentence that is back."""

import functools
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted(ROOT.glob("source/*/*.ipynb"))


# Sentences that readers did not understand, or that were wrong. They must not come back.
BAD_SENTENCES = (
    "another journey",
    "has to be told separately",
    "Put in words:",
    "are dear",
    "whoever starts 1 u higher",
    r"$e^{\ln u} = u$",
    "leak that does not depend on voltage",
    "active neurons recruit silent",
    "orange curves, not blue ones",
    "One line a value",
    "one line a value",
    "one value a sample",
    "Above, the mean current is",
    "No neuron does that",
    "So let us be lazy",
    "business card",
    "depend on, and what not",
    "on a way of 100 mV",
    "forgets all at each reset",
    "notes that print",
    'not "covariance"',
    "moves about in a second",
    "twice the start at its end",
    "Not the computer fails here",
    "whichever is on their side",
    "need a thought of their own",
    "be it ever so little",
    "the right-hand side was asked",
    "In the language of today",
    "table with one line an equation",
    "one panel a pattern",
    "one line a sigma",
    "column* a neuron",
    "is on you",
    "for else you",
    "have an effect of?",
    "All is counted",
    "come as close as possible",
    "lower axis of each",
    "Led there slowly",
    "part of the answer",
    "so did we",
    "true story",
    "well-known textbook",
    "turn round a single sign",
    "well known from the hippocampus",
    "whole brain areas",
    "as one records them",
    "spikes of its 136",
    "the rest falls into place",
    "through at once",
    "had poked",
    "**That is the threshold**",
    "You met this in Question B",
    "highest at",
    "Two of these neurons in the act",
    "a neuron that has two things to do",
    "ask two neighbours at a time",
    "Solve for $x$, on paper first",
    "for each cm², everything as before",
    "Add noise. Up or down",
    "There is the culprit",
    "A warning about other books",
    "Label all axes, two a panel",
    "Two knobs",
    "the knobs",
    "in the noise",
    "half as much again",
    "one rate a current",
    "one CV a current",
    "pA are too weak",
    "pA are below",
    "fire with 42",
    "much of this forgetting",
    "staircase with sagging steps",
    "does both, with the same 270 pA",
    "Same rates? Same adaptation?",
    "whose last returned thing",
    "the order of things",
    "with consequences",
    "tell the next one well",
    r"k_4 &= f\big(x + k_3\,dt\big) & k_3",
)


@functools.cache
def read(path: Path) -> list[NotebookNode]:
    return nbformat.read(path, as_version=4).cells


def prose(path: Path) -> str:
    """Markdown, and what students read in code: the messages of checks, too."""
    return " ".join(" ".join(cell.source for cell in read(path)).split())


def levels(path: Path) -> list[int]:
    """The level of each heading, marking schemes left out, since students do not see them."""
    found: list[int] = []
    for cell in read(path):
        if cell.cell_type == "markdown":
            seen = re.sub(
                "<!-- BEGIN MARK SCHEME.*?END MARK SCHEME -->", "", cell.source, flags=re.S
            )
            found += [len(marks) for marks in re.findall(r"^(#+) ", seen, flags=re.M)]
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_bad_sentence_comes_back(path: Path) -> None:
    text = prose(path)
    assert [sentence for sentence in BAD_SENTENCES if sentence in text] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_one_title(path: Path) -> None:
    assert levels(path)[0] == 1
    assert levels(path).count(1) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_heading_skips_a_level(path: Path) -> None:
    assert [(above, below) for above, below in pairwise(levels(path)) if below > above + 1] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_source_is_cited(path: Path) -> None:
    (references,) = [cell.source for cell in read(path) if cell.id == "references"]
    authors = re.findall(r"^- (\w[\w-]*) ", references, flags=re.M)
    assert authors
    text = prose(path).replace(" ".join(references.split()), "")
    assert [author for author in authors if author not in text] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_part_says_how_long_it_takes(path: Path) -> None:
    text = "\n\n".join(cell.source for cell in read(path) if cell.cell_type == "markdown")
    below = re.findall(r"^## Part \d+.*\n+(.*)$", text, flags=re.M)
    assert below
    assert [line for line in below if not re.fullmatch(r"\*About \d+ minutes\.\*", line)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_given_figure_is_described_in_words(path: Path) -> None:
    """Screen readers read the description of a cell's figure from its metadata."""
    draws = re.compile(r"plt\.(subplots|figure)\(")
    given = [
        cell for cell in read(path) if cell.id.startswith("given-") and cell.id != "given-setup"
    ]
    figures = [cell for cell in given if draws.search(cell.source)]
    assert figures
    assert [cell.id for cell in figures if not cell.metadata.get("alt")] == []


SHORT_PATH = re.compile(
    r"\*\*Short path: three hours, (\d+) of the 100 points\.\*\* Exercises ([\d, and]+), "
    r"Questions ([A-Z, and]+?)\."
)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_short_path_takes_three_hours_and_earns_what_it_says(path: Path) -> None:
    cells = [cell.source for cell in read(path) if cell.cell_type == "markdown"]
    title = " ".join(cells[0].split())
    if not (path_taken := SHORT_PATH.search(title)):
        assert path.stem not in ("ode", "lif")
        return
    exercises = dict(re.findall(r"\| (\d+) `\w+` \| (\d+) ", title))
    questions = dict(re.findall(r"\| ([A-Z]) [^|]+ \| (\d+) ", title))
    points = [exercises[number] for number in re.findall(r"\d+", path_taken[2])]
    points += [questions[letter] for letter in re.findall(r"\b[A-Z]\b", path_taken[3])]
    assert sum(map(int, points)) == int(path_taken[1])
    below = re.findall(r"^\*Short path: (.*)\*$", "\n".join(cells), flags=re.M)
    assert len(below) == len(re.findall(r"^## Part ", "\n".join(cells), flags=re.M))
    assert sum(map(int, re.findall(r", (\d+) minutes\.", "\n".join(below)))) == 180
