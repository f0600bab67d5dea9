"""A course's modules come from its folder, whatever else has the same name."""

import os
import sys

import pytest

from autograder.commands import main as command
from autograder.course import Course, CourseError
from autograder.modules import CourseModules, modules_of, unpack


@pytest.fixture
def courses(tmp_path):
    """Makes a course's folder with these files, by name and content."""

    def make(name, **files):
        root = tmp_path / name
        for module, text in files.items():
            path = root / (module.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return root

    return make


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder on the path, as an installed package is."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_two_courses_in_one_process_each_use_their_own(courses):
    one = CourseModules(courses("one", hidden__init="", hidden__a="from model import X"))
    (one.root / "hidden/__init__.py").touch()
    (one.root / "model.py").write_text("X = 1")
    other = CourseModules(courses("other", model="X = 2"))
    assert one.load("hidden.a").X == 1
    assert other.load("model").X == 2
    assert one.load("model").X == 1
    assert one.load("hidden.a") is one.load("hidden.a")


def test_what_is_installed_is_not_used_and_is_there_again_afterwards(courses, elsewhere):
    (elsewhere / "model.py").write_text("X = 'installed'")
    import model

    modules = CourseModules(courses("one", model="X = 'own'"))
    assert modules.load("model").X == "own"
    assert sys.modules["model"] is model
    del sys.modules["model"]


def test_an_import_that_runs_later_comes_from_the_folder_too(courses, elsewhere):
    (elsewhere / "model.py").write_text("X = 'installed'")
    late = "def value():\n    from model import X\n    return X"
    modules = CourseModules(courses("one", model="X = 'own'", hidden=late))
    with modules.active(), modules.active():
        assert modules.load("hidden").value() == "own"
    with modules.active():
        assert modules.load("hidden").value() == "own"
    assert "hidden" not in sys.modules


def test_a_file_that_changed_is_used_at_once(courses):
    modules = CourseModules(courses("one", model="X = 1", hidden="from model import X"))
    assert modules.load("hidden").X == 1
    model = modules.root / "model.py"
    model.write_text("X = 2  # now")
    os.utime(model, ns=(0, 10**18))
    assert modules.load("hidden").X == 2


def test_what_belongs_to_python_or_the_grader_is_never_the_courses(courses):
    root = courses("one", json="X = 1", autograder__course="X = 1", model="X = 1")
    (root / "source/lif").mkdir(parents=True)
    assert CourseModules(root).names() == {"model"}


def test_an_error_leaves_everything_as_it_was(courses):
    modules = CourseModules(courses("one", model="X = 1", hidden="import model\n1 / 0"))
    before = list(sys.meta_path)
    with pytest.raises(ZeroDivisionError):
        modules.load("hidden")
    assert sys.meta_path == before
    assert not {"hidden", "model"} & set(sys.modules)


def test_what_code_needs_is_found_through_all_that_it_imports(courses):
    root = courses(
        "one",
        hidden__lif="from models import neuron\nimport numpy",
        models__neuron="def solve():\n    import solvers.euler as euler",
        solvers="",
        unused="",
        broken="def f(:",
    )
    modules = CourseModules(root)
    assert modules.needed_by(["from hidden import lif"]) == {
        "hidden": root / "hidden",
        "models": root / "models",
        "solvers": root / "solvers.py",
    }
    assert modules.needed_by(["import broken, json", "def f(:"]) == {"broken": root / "broken.py"}
    assert modules.needed_by([]) == {}


def test_a_file_of_another_encoding_is_read_as_it_says(courses):
    root = courses("one", helper="X = 1")
    (root / "model.py").write_bytes("# coding: latin-1\nimport helper  # für\n".encode("latin-1"))
    assert list(CourseModules(root).needed_by(["import model"])) == ["helper", "model"]


def test_modules_travel_as_bytes(courses):
    root = courses("one", hidden__lif="from model import X", model="X = 1", unused="")
    modules = CourseModules(root)
    sent = modules.pack(["from hidden import lif"])
    assert sent == modules.pack(["from hidden import lif"])
    there = unpack(sent)
    assert there is unpack(bytes(bytearray(sent)))
    assert there.root != root
    assert there.root.stat().st_mode & 0o077 == 0
    assert there.load("hidden.lif").X == 1
    assert there.names() == {"hidden", "model"}
    (root / "model.py").write_text("X = 2")
    assert unpack(modules.pack(["from hidden import lif"])).load("hidden.lif").X == 2


def test_nothing_is_sent_for_tests_that_need_nothing(courses):
    assert unpack(CourseModules(courses("one", model="")).pack(["import json"])).names() == set()


# What a person is told


@pytest.fixture
def broken(courses):
    """A course with this configuration and these files."""

    def make(config="", **files):
        root = courses("course", nbgrader_config=f"c = get_config()\n{config}", **files)
        (root / "source").mkdir()
        return root

    return make


NAMED = "c.Course.tests = 'hidden'"


@pytest.mark.parametrize(
    ("config", "files", "message"),
    [
        ("", {}, "nbgrader_config.py does not name the course's hidden tests"),
        (NAMED, {}, "names the hidden tests hidden .*there is no such package in"),
        (NAMED, {"hidden": "1 / 0"}, "^hidden.py, line 1: ZeroDivisionError: division by zero$"),
        (NAMED, {"hidden": "\nimport nosuch"}, "^hidden.py, line 2: ModuleNotFoundError: No mod"),
        (NAMED, {"hidden": "import model", "model": "\n\nx = ("}, "^model.py, line 3: SyntaxError"),
    ],
)
def test_tests_that_cannot_be_had_are_one_line(broken, config, files, message):
    course = Course(broken(config, **files))
    with pytest.raises(CourseError, match=message) as raised:
        _ = course.tests
    assert "\n" not in str(raised.value)


def test_a_missing_module_of_an_assignment_is_one_line(broken):
    course = Course(broken(NAMED, hidden__lif="import nosuch"))
    with pytest.raises(CourseError, match=r"^There is no hidden/ode in "):
        course.tests_of("ode")
    with pytest.raises(CourseError, match=r"^hidden/lif\.py, line 1: ModuleNotFoundError"):
        course.tests_of("lif")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("c.Course.tests = ", "nbgrader_config.py, line 2: SyntaxError: invalid syntax"),
        ("import nosuch", "nbgrader_config.py, line 2: ModuleNotFoundError: No module named"),
    ],
)
def test_a_broken_configuration_is_one_line(broken, config, message, monkeypatch, capsys):
    root = broken(config)
    with pytest.raises(CourseError, match=message):
        _ = Course(root).config
    monkeypatch.chdir(root)
    assert command.main(["check"]) == 2
    assert capsys.readouterr().err.startswith(f"autograder: {message}")


@pytest.mark.parametrize(("config", "points"), [("", 100), ("c.Course.points = 20", 20)])
def test_a_course_says_what_an_assignment_is_worth(broken, config, points):
    assert Course(broken(config)).points == points


def test_modules_of_a_folder_are_kept(courses):
    root = courses("one", model="X = 1")
    assert modules_of(root) is modules_of(root)
