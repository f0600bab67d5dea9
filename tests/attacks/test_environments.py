"""Wherever Python lies: student code has the declared packages, and never finds hidden tests."""

import json
import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox.inside.one_process import SENTENCE

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


SHOW = """
import json, sys
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
with Runner() as runner, Session(runner) as session:
    for line in (
        "import scipy.optimize, matplotlib.pyplot; print(6 * 7)",
        "import unwanted",
        "import sys; print(sys.prefix, sys.base_prefix, sep='|')",
        "import subprocess as s; print(s.run([sys.executable, '-c', 'import scipy']).returncode)",
        f"open({sys.prefix!r} + '/written', 'w')",
    ):
        print(*(o.get("text", "").strip() or o.get("evalue") for o in session.run(line)))
"""


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    """A Python of its own, as conda has one, with all packages of this environment."""
    prefix = tmp_path_factory.mktemp("a place") / "own python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    left_out = shutil.ignore_patterns("site-packages", "test", "idlelib", "config-*", "__pycache__")
    for name in ("lib", "bin"):
        (prefix / name).mkdir(parents=True)
    shutil.copytree(Path(os.__file__).parent, prefix / "lib" / version, ignore=left_out)
    for library in Path(sys.base_prefix, "lib").glob("libpython*"):
        shutil.copy(library, prefix / "lib")
    # Where it looks for that library, as in a Python that may be moved.
    there, beside = f"{sys.base_prefix}/lib".encode(), b"$ORIGIN/../lib"
    program = Path(sys.executable).resolve().read_bytes()
    interpreter = prefix / "bin" / version
    interpreter.write_bytes(program.replace(there + b"\0", beside.ljust(len(there) + 1, b"\0")))
    interpreter.chmod(0o755)
    asked = "import site; print(site.getsitepackages()[-1])"  # Debian calls them dist-packages
    answer = subprocess.run([interpreter, "-c", asked], capture_output=True, text=True, check=True)
    link_packages(Path(answer.stdout.strip()))
    return prefix


def link_packages(folder):
    """Put links to this environment's packages into another, and one more package."""
    (folder / "unwanted").mkdir(parents=True)
    for path in Path(site.getsitepackages()[0]).iterdir():
        if path.suffix != ".pth":
            (folder / path.name).symlink_to(path)


def make_environment(python, folder, *options):
    subprocess.run([python, "-m", "venv", "--without-pip", *options, folder], check=True)
    return next((folder / "lib").glob("python3*/site-packages"))


def lines_of(python, program, *arguments, path=(PROJECT,), cwd=None):
    done = subprocess.run(
        [python, "-c", program, *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, path))},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def shown_by(python):
    worked, unwanted, prefixes, started, written = lines_of(python, SHOW)
    assert worked == "42"
    assert unwanted == "No module named 'unwanted'"
    assert started == SENTENCE
    assert "Read-only file system" in written
    return prefixes.split("|")


def test_in_a_prefix_of_its_own(prefix):
    assert shown_by(next((prefix / "bin").iterdir())) == [str(prefix)] * 2


def test_in_an_environment_with_packages_of_its_own(tmp_path):
    link_packages(make_environment(sys.executable, tmp_path / "an environment"))
    shown = shown_by(tmp_path / "an environment/bin/python")
    assert shown == [str(tmp_path / "an environment"), sys.base_prefix]


def test_in_an_environment_with_packages_of_the_python_below_behind_a_link(prefix, tmp_path):
    (tmp_path / "link").symlink_to(prefix)
    python = next((tmp_path / "link/bin").iterdir())
    make_environment(python, tmp_path / "environment", "--system-site-packages")
    shown_by(tmp_path / "environment/bin/python")


# Hidden tests, of whatever name and wherever they are

SEARCH = """
import contextlib, importlib, importlib.util, os, sys
where = {where!r}  # what an attacker could know at best
found = set()
for name, path in where.items():
    try:
        importlib.import_module(name)
        found.add(f"import {{name}}")
    except ImportError:
        pass
    if importlib.util.find_spec(name):
        found.add(f"find {{name}}")
    for near in (path, path + "/__init__.py", os.path.dirname(path) + "/" + name + ".pth"):
        try:
            open(near).close()
            found.add(f"open {{near}}")
        except IsADirectoryError:
            found.add(f"open {{near}}")
        except OSError:
            pass
for entry in sys.path:
    with contextlib.suppress(OSError):
        found.update(f"list {{name}}" for name in os.listdir(entry) if name in where)
for folder, folders, files in os.walk({top!r}):
    found.update(f"walk {{folder}}/{{name}}" for name in folders + files if "hidden_tests" in name)
for process in ("self", "1", str(os.getppid())):
    for place in ("root", "cwd"):
        for path in where.values():
            with contextlib.suppress(OSError):
                open(f"/proc/{{process}}/{{place}}{{path}}/__init__.py").close()
                found.add(f"/proc {{path}}")
print(*sorted(found), sep="\\n", end="")
"""

GRADER = """
import importlib, json, sys
from pathlib import Path
from autograder.sandbox.runner import Runner
from autograder.sandbox.selftest import check_promises
from autograder.sandbox.session import Session
from autograder.sandbox.walls.bubblewrap import BothWalls
from autograder.sandbox.walls.inner import InnerWall
from autograder.sandbox.walls.no_sandbox import NoSandbox
from autograder.settings import Settings
where, search, walls = json.loads(sys.argv[1]), sys.argv[2], sys.argv[3]
sandbox = {"both": BothWalls, "inner": InnerWall, "none": NoSandbox}[walls]()
for name in where:
    if name not in ("hidden_tests_compiled", "hidden_tests_library"):
        assert importlib.import_module(name), "the grader finds them"
with Runner(Settings(sealed=walls != "none"), sandbox) as runner:
    with Session(runner) as session:
        for output in session.run(search):
            print(output.get("text", output.get("evalue")))
    if walls == "none":
        promises = check_promises(runner, map(Path, where.values()), where)
        print(*promises["no hidden test, nothing installed but what the course allows"], sep="\\n")
"""


@pytest.fixture(scope="module")
def hidden(tmp_path_factory, prefix):
    """An environment, the course's folder, and hidden tests in all places: names and paths."""
    top = tmp_path_factory.mktemp("class")
    installed = make_environment(next((prefix / "bin").iterdir()), top / "environment")
    link_packages(installed)
    library = prefix / "lib" / installed.parent.name
    compiled = f"__pycache__/hidden_tests_compiled.{sys.implementation.cache_tag}.pyc"
    where = {
        "hidden_tests_installed": installed / "hidden_tests_installed",
        "hidden_tests_linked": top / "elsewhere/hidden_tests_linked",  # as by pip install -e
        "hidden_tests_of_the_course": top / "course/hidden_tests_of_the_course",
        "hidden_tests_on_the_path": top / "on the path/hidden_tests_on_the_path",
        "hidden_tests_beside_python": top / "environment/lib/hidden_tests_beside_python",
        "hidden_tests_of_python": library / "hidden_tests_of_python",
        "hidden_tests_module": library / "hidden_tests_module.py",
        "hidden_tests_extension": library / "lib-dynload/hidden_tests_extension.py",
        "hidden_tests_compiled": library / compiled,
    }
    if any((prefix / "lib").glob("libpython*")):  # Debian's Python has its library in itself
        where["hidden_tests_library"] = prefix / "lib/hidden_tests_library"
    for path in where.values():
        file = path if path.suffix else path / "__init__.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("ANSWER = 42")
    linked = f"{top / 'elsewhere'}\n{top / 'environment/lib'}\n"
    (installed / "hidden_tests_linked.pth").write_text(linked)
    return top, {name: str(path) for name, path in where.items()}


def found_by_students(hidden, walls):
    top, where = hidden
    # In the open, all of the machine would take long.
    start = os.path.commonpath(where.values()) if walls == "none" else "/"
    arguments = json.dumps(where), SEARCH.format(where=where, top=start), walls
    python = top / "environment/bin/python"
    return lines_of(
        python, GRADER, *arguments, path=(PROJECT, top / "on the path"), cwd=top / "course"
    )


@pytest.mark.parametrize("walls", ["both", "inner"])
def test_hidden_tests_cannot_be_found_imported_or_read(hidden, walls):
    assert found_by_students(hidden, walls) == [""]


def test_without_a_sandbox_the_same_search_finds_them(hidden):
    _top, where = hidden
    found = found_by_students(hidden, "none")
    for path in where.values():
        assert f"open {path}" in found
        assert f"walk {path}" in found
        assert path in found  # autograder check sees it, too
    for name in ("installed", "of_python", "module", "extension"):
        assert f"import hidden_tests_{name}" in found
    assert "list hidden_tests_installed" in found
    assert "list hidden_tests_of_python" in found
