"""What the README and the pages of docs/ tell people to type works as printed."""

import ast
import importlib
import importlib.util
import os
import re
import runpy
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import warm_python
import yaml
from traitlets.config import Config

from autograder.course import Course
from autograder.notebooks.scripts import fill

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
TYPED_ELSEWHERE = ("ta", "instructors")  # test_tas_guide.py, test_instructors_guide.py
TYPED = [page for page in PAGES if page.stem not in TYPED_ELSEWHERE]

# What a command begins with that is not run here, and why.
ELSEWHERE = {
    "make": "it is what runs these tests, or takes minutes",
    "autograder check": "tests/course/test_assignments.py",
    "autograder demo": "tests/autograder/commands/test_demo.py",
    "autograder new": "tests/autograder/commands/test_new.py",
    "autograder watch": "tests/autograder/commands/test_grading_on_submit.py",
    "autograder serve": "tests/autograder/commands/test_serve.py",
    "jupyter lab": "tests/browser",
    "nbgrader validate release": "a student's own copy is validated",
    "source": "it is for the terminal that one types in",
    "cd": "it is for the terminal that one types in",
    **dict.fromkeys(
        ["apt-get", "adduser", "groupadd", "usermod", "git clone", "python3 -m venv", "/srv/"],
        "it sets up a server",
    ),
    **dict.fromkeys(["chown", "chgrp", "chmod", "find", "echo"], "it sets up a server"),
    **dict.fromkeys(["install -d", "sudo", "pip install"], "it sets up a machine"),
    "docker": "make image-test does it, in an image",
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
    assert "ada" in (course / "grades-moodle.csv").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_heading_that_a_page_links_to_is_there(page: Path) -> None:
    for name, heading in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text()):
        target = page.parent / name if name else page
        headings = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE)
        assert heading in [as_anchor(found) for found in headings]


def as_anchor(heading: str) -> str:
    """What GitHub makes of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_links_to_notebooks_are_made_from_the_one_address() -> None:
    links = runpy.run_path(str(ROOT / "docs/links.py"))
    address = links["address"]()
    readme = (ROOT / "README.md").read_text()
    assert links["table"](address) in readme
    opened = re.findall(r"https://[^)]*\.ipynb", readme)
    assert len(opened) == 2 * len(Course(ROOT).assignments())
    for link in opened:
        assert (ROOT / re.search(r"release.*", link.replace("%2F", "/"))[0]).exists()
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation["repository-code"] == address


def test_another_address_is_written_everywhere(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("docs/links.py", "pyproject.toml", "README.md", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "source").symlink_to(ROOT / "source")
    links = runpy.run_path(str(tmp_path / "docs/links.py"))
    before = links["address"]()
    links["main"]("https://github.com/school/neurons")
    assert links["address"]() == "https://github.com/school/neurons"
    readme = (tmp_path / "README.md").read_text()
    assert "/github/school/neurons/blob/main/release/lif/lif.ipynb)" in readme
    for name in ("pyproject.toml", "README.md", "CITATION.cff"):
        assert before.removeprefix("https://") not in (tmp_path / name).read_text()
    links["main"](before)
    assert (tmp_path / "README.md").read_text() == (ROOT / "README.md").read_text()


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == version
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    assert newest.rstrip(",") == version


def test_as_many_mistakes_are_known_as_the_readme_says() -> None:
    assignments = [
        importlib.import_module(f"autograde_tests.{name}").assignment
        for name in Course(ROOT).assignments()
    ]
    known = sum(
        len(exercise.misconceptions)
        for assignment in assignments
        for exercise in assignment.exercises.values()
    )
    assert f"{known} known mistakes" in (ROOT / "README.md").read_text()


# Messages on the page of questions


def written_in(code: str) -> Iterator[str]:
    """All texts in Python code, with "…" for what is put into them."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.sub(r"%s|\{[^{}]*\}", "…", node.value)


def messages() -> str:
    """What our commands, nbgrader's and ``make`` may print, each in a line."""
    nbgrader = Path(importlib.util.find_spec("nbgrader").origin).parent
    code = [
        *ROOT.glob("autograder/**/*.py"),
        *nbgrader.glob("[!td]*/**/*.py"),
        *nbgrader.glob("*.py"),
    ]
    texts = [text for path in code for text in written_in(path.read_text())]
    makefile = re.sub(r"\$\(\w+\)", "…", (ROOT / "Makefile").read_text())
    return "\n".join([*(" ".join(text.split()) for text in texts), makefile])


def test_every_message_on_the_page_of_questions_is_one_that_is_printed() -> None:
    headings = re.findall(r"^### (.+)$", (ROOT / "docs/faq.md").read_text(), re.MULTILINE)
    printed = messages()
    for heading in headings:
        if heading.endswith("?") or heading.startswith("Installation"):
            continue  # a question, not a message
        parts = [part for part in re.split(r" ?… ?|: | and ", heading) if part.strip(" .!?")]
        assert [part for part in parts if part not in printed] == [], heading


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_settings_on_a_page_are_settings(page: Path) -> None:
    for block in blocks(page, "python"):
        if "c." in block and "def " not in block and "import" not in block:
            told = Config()
            exec(block, {"c": told, "get_config": lambda told=told: told})
            assert told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_yaml_on_a_page_is_yaml(page: Path) -> None:
    for block in blocks(page, "yaml"):
        assert isinstance(yaml.safe_load(block), dict)


def test_pictures_are_small() -> None:
    pictures = sorted(ROOT.glob("docs/*.png"))
    assert pictures
    assert [one.name for one in pictures if one.stat().st_size > 200_000] == []
