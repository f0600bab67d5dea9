"""What student code may see: the packages that the course declares, with what they need."""

import json
import site
import sys

import pytest

from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls import SandboxError, view
from autograder.sandbox.walls.view import View, readable, view_of
from autograder.settings import PACKAGES, Settings

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


# The same as a list from which nothing has to be taken out again


def test_what_can_be_read_splits_folders_only_where_something_is_hidden(tmp_path):
    for name in ("python/json/tool.py", "python/inner/secret.py", "python/inner/own/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "python/site/numpy").mkdir(parents=True)
    (tmp_path / "python/link").symlink_to("inner/secret.py")
    hidden = tmp_path / "python/site", tmp_path / "python/inner/secret.py"
    view = View((tmp_path / "python",), hidden, (tmp_path / "python/site/numpy",), ())
    paths = [str(path.relative_to(tmp_path / "python")) for path in readable(view)]
    assert paths == ["inner/own", "json", "site/numpy"]


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
