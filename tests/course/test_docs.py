"""What the README and the pages of docs/ tell people to type works as printed."""

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import warm_python
from traitlets.config import Config

from autograder.notebooks.scripts import fill

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
TYPED_ELSEWHERE = ("ta", "instructors")  # test_tas_guide.py, test_instructors_guide.py
TYPED = [page for page in PAGES if page.stem not in TYPED_ELSEWHERE]

# What a command begins with that is not run here, and why.
ELSEWHERE = {
    "make": "it is what runs these tests, or takes minutes",
    "autograder check": "tests/course/test_assignments.py",
    "autograder demo": "tests/autograder/commands/test_demo.py",
    "autograder new": "tests/autograder/commands/test_new.py",
    "jupyter lab": "tests/browser",
    "nbgrader validate release": "a student's own copy is validated",
    "source": "it is for the terminal that one types in",
    "cd": "it is for the terminal that one types in",
    **dict.fromkeys(
        ["apt-get", "adduser", "git clone", "python3 -m venv", "/srv/", "chown", "chmod"],
        "it sets up a server",
    ),
    **dict.fromkeys(["install -d", "sudo", "pip install"], "it sets up a machine"),
    **dict.fromkeys(
        ["dask", "autograder grade lif --scheduler"], "tests/autograder/grading/test_dask.py"
    ),
}

OURS = re.compile(
    rf"/nbgrader/|^{re.escape(str(ROOT))}/(autograder|autograde_tests|reference)/|nbgrader_config\.py$"
)


def blocks(page: Path, language: str) -> Iterator[str]:
    """The code blocks of a page."""
    yield from re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.DOTALL)


def commands() -> list[tuple[str, ...]]:
    """Each command once, in the order of the pages, without its comment."""
    text = "".join(block for page in TYPED for block in blocks(page, "bash"))
    typed = dict.fromkeys(tuple(shlex.split(line, comments=True)) for line in text.splitlines())
    return [words for words in typed if words and not " ".join(words).startswith(tuple(ELSEWHERE))]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with one submission, and the environment's settings in a place of their own."""
    folder = tmp_path / "course"
    for name in ("source/lif", "release/lif", "autograde_tests", "reference"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    release = nbformat.read(folder / "release/lif/lif.ipynb", as_version=4)
    answered = fill(release, (ROOT / "examples/lif/ada.py").read_text())
    path = folder / "submitted/ada/lif/lif.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(answered, path)
    shutil.copy(folder / "release/lif/lif.ipynb", folder)  # a student's own
    return folder


@pytest.mark.slow
def test_every_command_works_as_printed(course: Path, tmp_path: Path) -> None:
    settings, exchange = tmp_path / "settings", tmp_path / "exchange"
    settings.mkdir()
    exchange.mkdir()
    exchange.chmod(0o777)
    (settings / "nbgrader_config.py").write_text(f"c.Exchange.root = {str(exchange)!r}\n")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    private = {"JUPYTER_CONFIG_DIR": str(settings), "JUPYTER_DATA_DIR": str(tmp_path / "data")}
    assert ("autograder", "grade", "lif") in commands()
    for words in commands():
        done = warm_python.run(words, course, os.environ | private | {"PATH": programs})
        told = f"{' '.join(words)}\n{done.stdout}{done.stderr}"
        assert done.returncode == 0, told
        if "validate" in words:
            # Its kernel may log a quarrel of its own threads at its end; what passes us is ours.
            where = re.findall(r'^ +File "(.+)", line', done.stderr, re.MULTILINE)
            assert [path for path in where if OURS.search(path)] == [], done.stderr
            assert "VALIDATION FAILED ON" in done.stdout, told
            assert " Not yet. " in done.stdout, told
        else:
            assert "Traceback" not in done.stderr, told
    assert (course / "feedback/ada/lif/lif.html").exists()
    assert "ada" in (course / "grades.csv").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_settings_on_a_page_are_settings(page: Path) -> None:
    for block in blocks(page, "python"):
        if "c." in block and "def " not in block and "import" not in block:
            told = Config()
            exec(block, {"c": told, "get_config": lambda told=told: told})
            assert told


def test_pictures_are_small() -> None:
    pictures = sorted(ROOT.glob("docs/*.png"))
    assert pictures
    assert [one.name for one in pictures if one.stat().st_size > 200_000] == []
