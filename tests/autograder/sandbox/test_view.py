"""What student code may see: the packages that the course declares, with what they need."""

import json
import site
import sys
import sysconfig
from dataclasses import replace

import pytest

from autograder.sandbox import selftest
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls import (
    SandboxError,
    bubblewrap,
    inner,
    package_files,
    python_files,
    view,
)
from autograder.sandbox.walls.python_files import shared_libraries
from autograder.sandbox.walls.view import View, installed_but_hidden, readable, view_of
from autograder.settings import PACKAGES, Settings

# Which files belong to the packages


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of packages, the only one there is."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(folder)])
    monkeypatch.setattr(package_files, "_RUNNER", ())
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


def test_a_package_of_links_is_followed_to_where_its_files_are(folder, tmp_path):
    elsewhere = tmp_path / "cache" / "archive"
    install(folder, "a", "a/__init__.py", "a/x.py", "single.py", "shared/a/__init__.py")
    create(elsewhere, "a/__init__.py", "a/x.py", "single.py", "shared/a/__init__.py", "hidden.py")
    for path in (path for path in elsewhere.rglob("*.py") if path.name != "hidden.py"):
        link = folder / path.relative_to(elsewhere)
        link.unlink()
        link.symlink_to(path)
    assert seen(folder, "a") == ["a", "shared"]
    assert seen(elsewhere, "a") == ["a", "shared", "single.py"]
    create(elsewhere, "shared/hidden.py", "a/hidden.py")
    assert seen(folder, "a") == ["a", "shared"]
    assert seen(elsewhere, "a") == ["a/__init__.py", "a/x.py", "shared/a", "single.py"]


COMPILED = f".{sys.implementation.cache_tag}.pyc"
FOREIGN_TO_A = (
    *("a/secret.py", "a/secret/__init__.py", "a/inner/secret.txt", "shared/secret.py"),
    *(f"a/__pycache__/secret{COMPILED}", f"a/inner/__pycache__/secret{COMPILED}"),
    *(f"a/x{COMPILED}", "a/__pycache__/x.py", "a-1.0.dist-info/secret.py", "secret.pth"),
)


@pytest.mark.parametrize("lists_compiled", [True, False], ids=["as by pip", "as by uv"])
def test_of_a_package_only_what_it_lists_as_its_own_is_shown(folder, monkeypatch, lists_compiled):
    monkeypatch.setattr(view, "view_of", view_of.__wrapped__)
    compiled = f"a/__pycache__/x{COMPILED}", f"a/inner/__pycache__/deep{COMPILED}"
    own = "a/__init__.py", "a/x.py", "a/inner/deep.py", "shared/one.py"
    install(folder, "a", *own, *(compiled if lists_compiled else ()))
    create(folder, *compiled)
    assert seen(folder, "a") == ["a", "shared"]
    for secret in FOREIGN_TO_A:
        create(folder, secret)
        shown = view_of.__wrapped__(("a",)).packages
        assert {name for name in (*own, *compiled, secret) if shown_in(folder / name, shown)} == {
            *own,
            *compiled,
        }, secret
        assert shown_in(folder / secret, installed_but_hidden(("a",))), secret


def shown_in(path, paths):
    return any(map(path.is_relative_to, paths))


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


# What belongs to Python

VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
TAG = sys.implementation.cache_tag
EXTENSION = f".{TAG}-x86_64-linux-gnu.so"
OWN = (
    *("os.py", "json/__init__.py", "LICENSE.txt", "EXTERNALLY-MANAGED", "sitecustomize.py"),
    *("_sysconfigdata__linux_x86_64-linux-gnu.py", "_sysconfigdata_x86_64_conda_linux_gnu.py"),
    *(f"lib-dynload/_json{EXTENSION}", f"__pycache__/os.{TAG}.opt-1.pyc", "test/support.py"),
    *(f"__pycache__/_sysconfigdata__linux_x86_64-linux-gnu.{TAG}.pyc", "_distutils_system_mod.py"),
    *(f"config-{VERSION[6:]}-x86_64-linux-gnu/Makefile", "../libpython3.so", "../libz.so.1.2.3"),
    *("xml/dom/x.py", f"xml/dom/__pycache__/x.{TAG}.opt-2.pyc", "unittest/test/testmock/x.py"),
)
FOREIGN = (
    *("secret.py", "secret/__init__.py", "secret.pyc", f"secret{EXTENSION}", "json.secret.py"),
    *(f"lib-dynload/secret{EXTENSION}", "lib-dynload/os.py", "lib-dynload/json/__init__.py"),
    *(f"__pycache__/secret.{TAG}.pyc", f"__pycache__/os.secret.{TAG}.pyc", "__pycache__/os.py"),
    *(f"__pycache__/secret/os.{TAG}.pyc", "../secret/x.so", "../secret.py", "../secret.so.py"),
    *("json/secret/__init__.py", "xml/dom/json/secret.py", "email/json/secret.py"),
    *(f"json/__pycache__/secret.{TAG}.pyc", "json/__pycache__/__init__.py", "json/tests/x.py"),
    *("../python3/dist-packages/secret.py", "site-packages/secret.py", "config-secret/x"),
)


@pytest.fixture
def library(tmp_path, folder, monkeypatch):
    """The standard library of a Python made of empty files; nothing else is installed."""
    top = tmp_path / "prefix/lib" / VERSION
    create(top, *OWN, "site-packages/README.txt")
    for name in ("base_prefix", "base_exec_prefix"):
        monkeypatch.setattr(sys, name, str(tmp_path / "prefix"))
    monkeypatch.setattr(sys, "path", [str(top), str(folder)])
    monkeypatch.setattr(sysconfig, "get_path", lambda *_, **__: str(top))
    monkeypatch.setattr(view, "view_of", view_of.__wrapped__)
    return top


def create(folder, *files):
    for path in (folder / file for file in files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


@pytest.mark.parametrize("few", [100, 0], ids=["few libraries", "many libraries"])
def test_of_python_only_its_own_files_are_shown(library, monkeypatch, few):
    monkeypatch.setattr(python_files, "_FEW", few)
    create(library, *FOREIGN)
    shown, noticed = readable(view.view_of(())), installed_but_hidden(())

    def listed(files, paths):
        real = {file: (library / file).resolve() for file in files}
        return {name for name, path in real.items() if any(map(path.is_relative_to, paths))}

    assert listed([*OWN, *FOREIGN], shown) == set(OWN)
    # The selftest tries what is not there at all, not what is there without its content.
    emptied = {name for name in FOREIGN if name.startswith("../") and few == 0}
    assert listed(FOREIGN, noticed) >= set(FOREIGN) - emptied


def test_all_that_this_python_came_with_is_its_own():
    assert [folder.foreign for folder in python_files.standard_library() if folder.is_split] == []


def test_a_python_with_nothing_foreign_is_shown_whole(library):
    shown = view.view_of(())
    assert library in shown.base
    assert [path for path in shown.hidden if path.is_relative_to(library)] == [
        library / "site-packages"
    ]


@pytest.mark.parametrize(
    ("multiarch", "own"),
    [
        pytest.param("x86_64-linux-gnu", ["libz.so.1", "x86_64-linux-gnu"], id="Debian"),
        pytest.param("absent", ["flexiblas", "libz.so.1", "x86_64-linux-gnu"], id="Fedora"),
    ],
)
def test_of_the_system_only_libraries_are_shown(tmp_path, monkeypatch, multiarch, own):
    create(tmp_path, "libz.so.1", "x86_64-linux-gnu/libc.so", "flexiblas/libblas.so", "jvm/x.py")
    monkeypatch.setattr(python_files, "_SYSTEM", (str(tmp_path),))
    monkeypatch.setattr(python_files, "_MULTIARCH", multiarch)
    (system,) = (folder for folder in shared_libraries() if folder.path == tmp_path)
    assert [path.name for path in system.own] == own


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


def test_where_there_are_many_libraries_they_are_shown_with_what_is_beside_them_emptied(
    monkeypatch,
):
    monkeypatch.setattr(python_files, "_FEW", 0)
    for wall in (bubblewrap, inner):
        monkeypatch.setattr(wall, "view_of", view_of.__wrapped__)
    shown = view_of.__wrapped__(PACKAGES)
    file = next(path for path in shown.hidden if path.is_file())
    folder = next(path for path in shown.hidden if path.is_dir() and any(path.iterdir()))
    for attempt, path in (("os.listdir", folder), ("open", file)):
        (reason,) = told(PACKAGES, f"import os, scipy; {attempt}({str(path)!r})")
        assert reason == f"[Errno 13] Permission denied: {str(path)!r}"


def test_the_selftest_notices_what_is_shown_by_mistake(monkeypatch):
    promise = "no hidden test, nothing installed but what the course allows"
    monkeypatch.setattr(selftest, "PROBES", {promise: selftest.PROBES[promise]})
    secret = installed_but_hidden(PACKAGES)[0]
    shown = view_of(PACKAGES)
    sabotaged = replace(shown, packages=(*shown.packages, secret))
    for wall in (bubblewrap, inner):
        monkeypatch.setattr(wall, "view_of", lambda _packages: sabotaged)
    with Runner() as runner:
        assert selftest.check_promises(runner, []) == {promise: [str(secret)]}
