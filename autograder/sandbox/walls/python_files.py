"""What belongs to Python and to the system: the standard library and shared libraries, by name.

Anybody can install something into the folders that hold them. So each entry of these folders is
looked at, and what does not bear a name of Python's own, or of a shared library, is foreign. Python
has no list of the files in its packages, but their folders are few.
"""

import os
import re
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES, all_suffixes
from pathlib import Path

_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
_MULTIARCH = sysconfig.get_config_var("MULTIARCH")  # the folder of libraries on Debian
_SHARED_LIBRARY = re.compile(r".+\.so(\.\d+)*")
_FEW = 100  # mounting one takes up to a millisecond

_PACKAGES = ("site-packages", "dist-packages")
# Python's tests of itself are in no list of its modules; the last two are Debian's.
_MODULES = {
    *sys.stdlib_module_names,
    *("__hello__", "__phello__", "_ctypes_test", "_testbuffer", "_testcapi", "_testclinic"),
    *("_testclinic_limited", "_testexternalinspection", "_testimportmultiple"),
    *("_testinternalcapi", "_testlimitedcapi", "_testmultiphase", "_testsinglephase"),
    *("_xxinterpchannels", "_xxsubinterpreters", "_xxtestfuzz", "test", "xxlimited"),
    *("xxlimited_35", "xxsubtype", "sitecustomize", "_distutils_system_mod"),
}
_CONFIGURATION = re.compile(r"_sysconfigdata_[\w-]*linux[\w-]*")
_OTHER_FILES = re.compile(
    r"__pycache__|lib-dynload|LICENSE\.txt|EXTERNALLY-MANAGED"
    rf"|config-{sys.version_info.major}\.{sys.version_info.minor}[\w-]*"
)
# Folders in Python's packages, from 3.11 to 3.13; in its tests of itself there are a hundred.
_TESTS = {
    *("ctypes/test", "distutils/tests", "idlelib/idle_test", "lib2to3/tests", "test"),
    *("tkinter/test", "unittest/test"),
}
_INNER = {
    *("concurrent/futures", "ctypes/macholib", "distutils/command", "email/mime"),
    *("ensurepip/_bundled", "idlelib/Icons", "importlib/metadata", "importlib/resources"),
    *("lib2to3/fixes", "lib2to3/pgen2", "multiprocessing/dummy", "venv/scripts"),
    *("venv/scripts/common", "venv/scripts/posix", "xml/dom", "xml/etree", "xml/parsers"),
    *("xml/sax", "zipfile/_path"),
}
_COMPILED = [f".{sys.implementation.cache_tag}{level}.pyc" for level in ("", ".opt-1", ".opt-2")]


@dataclass(frozen=True)
class Folder:
    """A folder of Python's or the system's.

    Attributes
    ----------
    path
        Where it is.
    own
        Entries that belong there.
    foreign
        All others.
    is_split
        Whether its own entries have to be shown one by one, for no other name may be there.
        Otherwise it can be shown whole, with other files and folders that are empty.
    """

    path: Path
    own: tuple[Path, ...]
    foreign: tuple[Path, ...]
    is_split: bool


def standard_library() -> Iterator[Folder]:
    """Folders of the standard library. All single files in its packages count as its own."""
    exec_prefix = {"platbase": sys.base_exec_prefix, "installed_platbase": sys.base_exec_prefix}
    places = {sysconfig.get_path(name, vars=exec_prefix) for name in ("stdlib", "platstdlib")}
    for top in map(Path, sorted(places)):
        yield from _library(top, _is_of_python)
        yield from _library(top / "lib-dynload", lambda path: _is_module(path, EXTENSION_SUFFIXES))
        yield from _library(top / "__pycache__", lambda path: _is_module(path, _COMPILED))
        for package in top.iterdir() if top.is_dir() else ():
            if package.is_dir() and package.name in _MODULES and package.name not in _TESTS:
                yield from _foreign_inside(str(package), package.name)


def _library(folder: Path, is_own: Callable[[Path], bool]) -> Iterator[Folder]:
    own, foreign = _sorted_out(folder, is_own)
    if own:
        yield Folder(folder, own, foreign, any(path.name not in _PACKAGES for path in foreign))


def _is_of_python(path: Path) -> bool:
    suffixes = "", ".py.orig", *all_suffixes()  # conda keeps an original
    return _is_module(path, suffixes) or bool(_OTHER_FILES.fullmatch(path.name))


def _is_module(path: Path, suffixes: Iterable[str]) -> bool:
    module, dot, suffix = path.name.partition(".")
    is_python = module in _MODULES or _CONFIGURATION.fullmatch(module)
    return bool(is_python) and dot + suffix in suffixes


def _foreign_inside(folder: str, name: str) -> Iterator[Folder]:
    """Folders, in a package of Python's of this name, that have something foreign in them."""
    own, foreign = [], []
    for entry in os.scandir(folder):
        inner = f"{name}/{entry.name}"
        if name.endswith("/__pycache__"):
            source = source_of(entry.path)
            is_own = source is not None and Path(source).exists()
        elif entry.is_dir():
            is_own = inner in _INNER or inner in _TESTS or entry.name == "__pycache__"
            if is_own and inner not in _TESTS:
                yield from _foreign_inside(entry.path, inner)
        else:
            is_own = True
        (own if is_own else foreign).append(entry.path)
    if foreign:
        yield Folder(Path(folder), tuple(map(Path, own)), tuple(map(Path, foreign)), is_split=True)


def source_of(path: str) -> str | None:
    """The source file that a file in a ``__pycache__`` was compiled from; None for all others.

    Parameters
    ----------
    path
        Any path.
    """
    folder, cache, name = path.rpartition("/__pycache__/")
    for suffix in _COMPILED:
        if cache and name.endswith(suffix):
            return f"{folder}/{name.removesuffix(suffix)}.py"
    return None


def shared_libraries() -> Iterator[Folder]:
    """Folders of shared libraries: the system's, and the interpreter's."""
    # The real interpreter looks for its shared library from where it is.
    interpreter = Path(sys.executable).resolve().parents[1]
    prefixes = sys.base_prefix, sys.base_exec_prefix, interpreter
    pythons = {Path(prefix, name) for prefix in prefixes for name in ("lib", "lib64")}
    for folder in sorted({*map(Path, _SYSTEM), *pythons}):
        own, foreign = _sorted_out(folder, _is_shared_library)
        if own:
            yield Folder(folder, own, foreign, len(own) <= _FEW)


def _is_shared_library(path: Path) -> bool:
    if not path.is_dir():
        return bool(_SHARED_LIBRARY.fullmatch(path.name))
    if not _MULTIARCH or not (path.parent / _MULTIARCH).is_dir():
        # Fedora and Arch keep some in folders of their own.
        return str(path.parent) in _SYSTEM and any(path.glob("*.so"))
    return path.name == _MULTIARCH


def _sorted_out(
    folder: Path, is_own: Callable[[Path], bool]
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    own = tuple(filter(is_own, entries))
    return own, tuple(sorted({*entries}.difference(own)))
