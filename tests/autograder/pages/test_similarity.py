"""Pairs that are far more alike than their class: copies are found, nobody else."""

import ast
import random
import time
from pathlib import Path

import nbformat
import pytest

from autograder.notebooks.scripts import fill
from autograder.pages.similarity import FEWEST, compare, names_of

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir())
RIGHT = {"ada", "bela", "chen", "dilek", "emil", "farah"}  # each in a style of their own


def code_of(notebook):
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    }


def sample_class(assignment):
    """Answers by student, the stubs, the course's names."""
    release = nbformat.read(ROOT / "release" / assignment / f"{assignment}.ipynb", as_version=4)
    known = names_of(cell.source for cell in release.cells if cell.cell_type == "code")
    files = sorted((ROOT / "examples" / assignment).glob("*.py"))
    answers = {path.stem: code_of(fill(release, path.read_text())) for path in files}
    return answers, code_of(release), known


class Renamed(ast.NodeTransformer):
    """Other names for what a function names itself."""

    def __init__(self, tree):
        stored = (n for n in ast.walk(tree) if isinstance(n, ast.Name))
        self.own = {name.id for name in stored if isinstance(name.ctx, ast.Store)}
        self.own |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}

    def visit_Name(self, node):
        node.id = f"my_{node.id}" if node.id in self.own else node.id
        return node

    def visit_arg(self, node):
        node.arg = f"my_{node.arg}"
        return node


def disguised(code):
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code
    text = ast.unparse(Renamed(tree).visit(tree)).replace("    ", "   ")
    return f"# all my own work\n{text}  # done\n"


def pairs(*arguments):
    return {frozenset(pair.students) for pair in compare(*arguments).pairs}


@pytest.mark.parametrize("assignment", EXAMPLES)
def test_independent_right_answers_are_not_alike(assignment):
    answers, stubs, known = sample_class(assignment)
    right = RIGHT & set(answers)
    assert len(right) > 3
    assert not [pair for pair in pairs(answers, stubs, known) if pair <= right]


@pytest.mark.parametrize("assignment", EXAMPLES)
def test_a_copy_with_other_names_and_comments_is_found(assignment):
    answers, stubs, known = sample_class(assignment)
    answers["zoe"] = {name: disguised(code) for name, code in answers["ada"].items()}
    found = compare(answers, stubs, known)
    assert set(found.pairs[0].students) == {"ada", "zoe"}
    assert found.pairs[0].likeness > 0.9
    assert found.level < 0.1 < found.limit < 0.6


@pytest.mark.parametrize("assignment", ["adaptation", "hodgkin_huxley", "ode_review"])
def test_half_a_copy_is_found_too_and_where_it_is(assignment):
    answers, stubs, known = sample_class(assignment)
    copied = list(stubs)[len(stubs) // 2 :]
    answers["zoe"] = answers["bela"] | {name: disguised(answers["ada"][name]) for name in copied}
    found = {frozenset(pair.students): pair for pair in compare(answers, stubs, known).pairs}
    assert set(found[frozenset(("ada", "zoe"))].exercises) <= set(copied)


@pytest.mark.parametrize("assignment", EXAMPLES)
def test_a_copy_stands_out_where_many_write_alike(assignment):
    answers, stubs, known = sample_class(assignment)
    rng = random.Random(1)
    ways = {
        name: [own[name] for own in answers.values() if own[name] != stubs[name]] for name in stubs
    }
    class_ = {f"s{n}": {name: rng.choice(ways[name]) for name in stubs} for n in range(100)}
    class_["copy"] = {name: disguised(code) for name, code in class_["s7"].items()}
    found = compare(class_, stubs, known).pairs
    assert set(found[0].students) == {"copy", "s7"}
    assert len(found) < 10


SHORT = "def double(x):\n    return 2 * x\n"


def test_what_everybody_writes_alike_accuses_nobody():
    answers = {f"s{n}": {"double": SHORT} for n in range(20)}
    answers |= {f"t{n}": {"double": SHORT.replace("2 * x", f"x + {n} * x")} for n in range(9)}
    assert compare(answers, {"double": "def double(x):\n    ..."}).pairs == ()


def test_untouched_and_empty_submissions_are_not_compared():
    stub = "def double(x):\n    " + "; ".join(f"y{n} = {n} * x" for n in range(50))
    answers = {f"s{n}": {"double": stub} for n in range(30)} | {"none": {}}
    assert compare(answers, {"double": stub}).limit is None


def test_an_exercise_that_nobody_did_is_no_obstacle():
    answers = {f"s{n}": {"f": f"def f(x):\n    return x + {n} - 2 * x"} for n in range(FEWEST)}
    assert compare(answers, {"f": "def f(x):\n    ...", "g": "def g(x):\n    ..."}).pairs == ()


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_a_class_that_is_too_small_has_no_level(count):
    answers = {f"s{n}": {"f": f"def f(x):\n    return x + {n} - 2 * x"} for n in range(count)}
    assert compare(answers, {"f": "def f(x):\n    ..."}).limit is None


@pytest.mark.parametrize(
    "code",
    [
        "def f(:\n\n\t$ x",
        "'" * 30_000,
        "(" * 30_000,
        "-" * 15_000 + "1",
        "x" + ".x" * 15_000,
        "\0\ud800 = 1",
        "f'{f'{f'{1}'}'}'",
        "%timeit 1\n!ls\n",
        "1" * 20_000,
    ],
)
def test_no_code_stops_the_comparison(code):
    answers = {f"s{n}": {"f": code + f"\n{n}"} for n in range(FEWEST)}
    compare(answers, {"f": ""})


def generated(seed):
    """Some hundred lines that nobody else would write."""
    rng = random.Random(seed)
    lines = [
        f"    v{rng.randrange(9)} = v{rng.randrange(9)} {rng.choice('+-*/')} np.{rng.choice(WORDS)}"
        f"(v{rng.randrange(9)}, {rng.randrange(99)})"
        for _ in range(12)
    ]
    return "\n".join(["def f(x):", *lines])


WORDS = ("dot", "add", "hypot", "where", "power", "roll", "take", "repeat", "outer", "fmax")


def test_a_class_of_300_takes_no_minute():
    stubs = {f"f{n}": "def f(x):\n    ..." for n in range(10)}
    answers = {f"s{n}": {name: generated(f"{n} {name}") for name in stubs} for n in range(300)}
    answers["copy"] = {name: disguised(code) for name, code in answers["s7"].items()}
    started = time.process_time()
    found = compare(answers, stubs, {"np"})
    assert time.process_time() - started < 30
    assert [pair.students for pair in found.pairs] == [("copy", "s7")]
