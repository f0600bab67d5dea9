"""What student code may see: the packages that the course declares, with what they need."""

import json
import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls import view
from autograder.sandbox.walls.base import SandboxError
from autograder.sandbox.walls.view import view_of
from autograder.settings import PACKAGES, Settings

PROJECT = Path(__file__).resolve().parents[2]


# Which files belong to the packages


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of packages, the only one there is."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(folder)])
    monkeypatch.setattr(view, "_RUNNER", ())
    return folder


def install(folder, name, *files, requires=(), extras=(), recorded=True, **metadata):
    """Lay out a package as pip does, or Debian (not `recorded`)."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {one}" for one in requires)]
    metadata["METADATA"] = "\n".join([*lines, *(f"Provides-Extra: {one}" for one in extras)]) + "\n"
    if recorded:
        inside = [*files, *(f"{info.name}/{one}" for one in metadata)]
        metadata["RECORD"] = "".join(f"{one},,\n" for one in inside)
    for path in (folder / one for one in files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for name, text in metadata.items():
        info.mkdir(exist_ok=True)
        (info / name).write_text(text)


def seen(folder, *packages):
    paths = view_of.__wrapped__(packages).packages
    inside = [str(path.relative_to(folder)) for path in paths if path.is_relative_to(folder)]
    return [path for path in inside if "-info" not in path]


def test_a_package_brings_what_it_needs_and_nothing_else(folder):
    always = ("b>=1", "c; python_version > '3'", "gone")
    sometimes = ("d; python_version < '3'", "e; extra == 'x'")
    files = "a/__init__.py", "a/inner/deep.py"
    install(folder, "a", *files, requires=always + sometimes, extras=["x"])
    for name, requires in {"b": ["Under.Score"], "c": ["a"], "d": [], "e": [], "f": []}.items():
        install(folder, name, f"{name}/__init__.py", requires=requires)
    install(folder, "under-score", "single.py", "extension.so", "under_score.libs/x.so")
    expected = ["a", "b", "c", "extension.so", "single.py", "under_score.libs"]
    assert seen(folder, "a") == expected
    assert seen(folder, "A[x]") == sorted([*expected, "e"])


def test_of_a_namespace_each_sees_its_own_part(folder):
    install(folder, "a", "shared/a/__init__.py", "shared/a/x.py", "shared/one.py")
    install(folder, "hidden", "shared/hidden/__init__.py", "shared/two.py")
    assert seen(folder, "a") == ["shared/a", "shared/one.py"]


def test_what_lies_outside_or_is_gone_is_not_asked_for(folder):
    install(folder, "a", "a/__init__.py", "a_gone.py", "../../bin/a")
    (folder / "a_gone.py").unlink()
    assert seen(folder, "a") == ["a"]


def test_a_package_without_a_record_goes_by_its_names(folder):
    install(folder, "a-b", "a_b/__init__.py", "hidden/__init__.py", recorded=False)
    names = {"top_level.txt": "c\nd\n"}
    install(folder, "other", "c/__init__.py", "d.cpython.so", "dd.py", recorded=False, **names)
    assert seen(folder, "a-b") == ["a_b"]
    assert seen(folder, "other") == ["c", "d.cpython.so"]


def test_compiled_code_of_a_single_module_comes_with_it(folder):
    cached = f"__pycache__/a.{sys.implementation.cache_tag}.pyc"
    install(folder, "a", "a.py")
    install(folder, "hidden", cached.replace("a.", "b."), cached)
    assert seen(folder, "a") == [cached, "a.py"]


EDITABLE = json.dumps({"url": "file:///x", "dir_info": {"editable": True}})


@pytest.mark.parametrize(
    ("package", "message"),
    [
        ("absent", "absent .* is not installed in .*site-packages"),
        ("link", "link .* is installed as a link .* without -e"),
        ("user", "link .* is installed as a link"),
        ("no name", "c.Sandbox.packages: 'no name' is no name of a package"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(folder, package, message):
    install(folder, "link", "__editable__.link.pth", **{"direct_url.json": EDITABLE})
    install(folder, "user", "user/__init__.py", requires=["link"])
    with pytest.raises(SandboxError, match=message) as refused:
        view_of.__wrapped__((package,))
    assert "\n" not in str(refused.value)


# The sandbox shows them


def told(packages, source):
    with Runner(Settings(packages=packages)) as runner, Session(runner) as session:
        return [output.get("text") or output.evalue for output in session.run(source)]


def test_the_course_decides_what_can_be_imported():
    assert told((*PACKAGES, "tqdm"), "import tqdm, scipy; print(1)") == ["1\n"]
    assert told(PACKAGES, "import tqdm") == ["No module named 'tqdm'"]


def test_the_runner_needs_no_more_than_its_own():
    assert told((), "import matplotlib, IPython; print(1); import scipy") == [
        "1\n",
        "No module named 'scipy'",
    ]


@pytest.mark.parametrize("name", ["nbgrader", "pebble", "nh3", "nbformat", "pytest", "reference"])
def test_what_is_installed_for_the_grader_is_not_there(session, name):
    assert session.run(f"import {name}")[0].evalue == f"No module named '{name}'"


def test_the_usual_packages_work(session):
    usual = "import scipy.optimize, matplotlib.pyplot as plt, PIL.Image, IPython"
    (shown,) = session.run(f"{usual}\nprint(plt.figure().add_subplot(projection='3d').name)")[:1]
    assert shown.text == "3d\n"


# Wherever Python is

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
    link_packages(prefix / "lib" / version / "site-packages")
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


def shown_by(python):
    done = subprocess.run(
        [python, "-c", SHOW],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    worked, unwanted, prefixes, started, written = done.stdout.splitlines()
    assert worked == "42"
    assert unwanted == "No module named 'unwanted'"
    assert started == "0"
    assert "Read-only file system" in written
    return prefixes.split("|")


@pytest.mark.slow
def test_in_a_prefix_of_its_own(prefix):
    assert shown_by(next((prefix / "bin").iterdir())) == [str(prefix)] * 2


@pytest.mark.slow
def test_in_an_environment_with_packages_of_its_own(tmp_path):
    link_packages(make_environment(sys.executable, tmp_path / "an environment"))
    shown = shown_by(tmp_path / "an environment/bin/python")
    assert shown == [str(tmp_path / "an environment"), sys.base_prefix]


@pytest.mark.slow
def test_in_an_environment_with_packages_of_the_python_below_behind_a_link(prefix, tmp_path):
    (tmp_path / "link").symlink_to(prefix)
    python = next((tmp_path / "link/bin").iterdir())
    make_environment(python, tmp_path / "environment", "--system-site-packages")
    shown_by(tmp_path / "environment/bin/python")
