"""What `import reference` gives: every public name, and the examples in their docstrings."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import sys

import numpy as np
import pytest
from matplotlib import pyplot as plt

import reference

MODULES = {
    name: importlib.import_module(f"reference.{name}")
    for _, name, _ in pkgutil.iter_modules(reference.__path__)
    if not name.startswith("_")
}
PUBLIC = {
    f"{name}.{public}": getattr(module, public)
    for name, module in MODULES.items()
    for public in module.__all__
}
FUNCTIONS = {name: public for name, public in PUBLIC.items() if inspect.isfunction(public)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of(name):
    function = FUNCTIONS[name]
    names = {"np": np} | {name: getattr(reference, name) for name in reference.__all__}
    (example,) = doctest.DocTestFinder(recurse=False).find(function, name, globs=names)
    assert example.examples, "there is none"
    report = []
    failed, _ = doctest.DocTestRunner().run(example, out=report.append)
    plt.close("all")
    assert not failed, "".join(report)


@pytest.mark.parametrize("name", MODULES)
def test_all_that_a_module_defines_without_an_underscore_is_public(name):
    module = MODULES[name]
    assert module.__doc__
    defined = {
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and not name.startswith("_")
    }
    assert defined <= set(module.__all__)


def test_public_functions_and_classes_have_docstrings():
    undocumented = [
        name
        for name, public in PUBLIC.items()
        if (inspect.isfunction(public) or inspect.isclass(public)) and not public.__doc__
    ]
    assert not undocumented


def test_the_package_has_every_public_name_but_those_of_plot():
    expected = {
        name.partition(".")[2]: public for name, public in PUBLIC.items() if "plot." not in name
    }
    assert {name: getattr(reference, name) for name in reference.__all__} == expected | {
        "plot": reference.plot
    }


def test_no_name_has_two_meanings():
    assert len(set(reference.__all__)) == len(reference.__all__)
    assert not set(MODULES) & (set(reference.__all__) - {"plot"})
    assert not set(reference.plot.__all__) & set(reference.__all__)


def test_numba_sees_a_change_of_any_rate():
    # It keeps machine code until the file of the loop changes, and looks at no other file.
    loop = reference.gates._simulate.py_func.__module__
    assert {rate.__module__ for rates in reference.RATES.values() for rate in rates} == {loop}
    assert reference.dxdt_gate.__module__ == loop


@pytest.mark.parametrize("name", [*MODULES, "_fast_math"])
def test_it_needs_numpy_scipy_numba_and_matplotlib_alone(name):
    tree = ast.parse(inspect.getsource(importlib.import_module(f"reference.{name}")))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    packages = {module.partition(".")[0] for module in imported} - set(sys.stdlib_module_names)
    assert packages <= {"numpy", "scipy", "numba", "matplotlib", "reference"}
