"""What student code may see of the machine: a list of what is allowed, and nothing else.

Allowed are the system's libraries, the Python that runs with its standard library, and of
everything installed only the packages that the course declares, with what they and the runner need:
of each, the files that it lists as its own.
"""

import functools
import os
import site
import sys
import sysconfig
from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.walls.package_files import package_files
from autograder.sandbox.walls.python_files import Folder, shared_libraries, standard_library

# Debian keeps data of its matplotlib, and which BLAS its numpy takes, outside of the packages.
_SYSTEM = (
    *("/usr/lib/locale", "/usr/share/fonts", "/usr/share/matplotlib", "/usr/share/zoneinfo"),
    *("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/matplotlibrc"),
)


@dataclass(frozen=True)
class View:
    """Paths that student code may see, under their own names.

    Attributes
    ----------
    base
        The system and Python: shown whole, except for `hidden`.
    hidden
        Folders and files inside `base` that are not shown, but for what `base` and `packages`
        list inside them: of all folders around a path, the innermost decides.
    packages
        What belongs to the allowed packages: shown whole.
    links
        Symbolic links that lead to any of these. None of the other paths has a link in it.
    """

    base: tuple[Path, ...]
    hidden: tuple[Path, ...]
    packages: tuple[Path, ...]
    links: tuple[Path, ...]


@functools.cache
def view_of(packages: tuple[str, ...]) -> View:
    """What student code may see if it may import these packages.

    Parameters
    ----------
    packages
        Names of installed packages, as for pip: ``numpy``, ``pandas[plot]``.

    Raises
    ------
    SandboxError
        If one of them is not installed, or is a mere link to a folder elsewhere.
    """
    shown, hidden, links = _of_python_and_system()
    importable, _ = _followed(_importable())
    hidden |= {folder for folder in importable if _is_shown(folder, shown, hidden)}
    base = _needed(shown, hidden)
    files, more_links = _followed(package_files(packages))
    return View(
        tuple(base),
        tuple(sorted(path for path in hidden if _is_shown(path.parent, base, hidden))),
        tuple(_needed(files, hidden, base)),
        tuple(sorted(link for link in links | more_links if not _is_shown(link, base, hidden))),
    )


def readable(view: View) -> tuple[Path, ...]:
    """All that may be read, as a list from which nothing has to be taken out again.

    Parameters
    ----------
    view
        What student code may see.

    Returns
    -------
    tuple of Path
        Real paths, none inside another. In place of a folder with something hidden in it stands
        what it shows: by this list alone, that folder cannot be listed.
    """
    hidden = set(view.hidden)
    shown = [child for path in (*view.base, *view.packages) for child in _without(path, hidden)]
    return tuple(_needed(shown, hidden))


def _without(path: Path, hidden: Set[Path]) -> Iterator[Path]:
    """A path, or what it shows if something in it is hidden."""
    inside = {other for other in hidden if other.is_relative_to(path)}
    if not inside:
        yield path
    else:
        for child in sorted(path.iterdir()):
            if child not in inside and not child.is_symlink():
                yield from _without(child, inside)


def installed_but_hidden(packages: tuple[str, ...]) -> list[Path]:
    """All that is installed, or that the grader could import, and student code must not see.

    Parameters
    ----------
    packages
        See `view_of`.
    """
    view = view_of(packages)
    folders = {*view.hidden, *map(Path, site.getsitepackages()), *_importable()}
    installed = tuple(folder.resolve() for folder in folders)
    for path in view.packages:  # something foreign may lie beside each, also inside a package
        folders.update(part for part in path.parents if any(map(part.is_relative_to, installed)))
    entries = {folder.resolve() / name for folder in folders for name in _names(folder)}
    for folder in _folders():
        if folder.is_split:
            entries.update(folder.path.resolve() / path.name for path in folder.foreign)
    shown = (*view.base, *view.packages, *view.links)
    return sorted(entries - {part for path in shown for part in (path, *path.parents)})


def _names(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 (names are enough)


def _of_python_and_system() -> tuple[set[Path], set[Path], set[Path]]:
    """What is shown, what in it is not, and the links on the way."""
    shown, links = _followed([*map(Path, _SYSTEM), *_interpreter()])
    split, masked = set(), set()
    for folder in _folders():
        path = folder.path.resolve()
        if folder.is_split:
            split.add(path)
            seen = folder.own
        else:
            masked.update(path / entry.name for entry in folder.foreign if not entry.is_symlink())
            seen = folder.path, *filter(Path.is_symlink, folder.own)
        real, on_the_way = _followed(seen)
        shown |= real
        links |= on_the_way
    shown -= split
    return shown, split | (masked - shown), links


def _folders() -> Iterator[Folder]:
    yield from standard_library()
    yield from shared_libraries()


def _interpreter() -> Iterator[Path]:
    yield Path(sys.executable)
    yield Path(sys.prefix, "pyvenv.cfg")


def _importable() -> Iterator[Path]:
    """Folders from which this process imports, besides the standard library."""
    library = Path(sysconfig.get_path("stdlib")).resolve()
    for folder in map(Path, sys.path):
        is_python = library.is_relative_to(folder.resolve()) or folder.name == "lib-dynload"
        if folder.is_dir() and not is_python:
            yield folder.absolute()


def _followed(paths: Iterable[Path]) -> tuple[set[Path], set[Path]]:
    """Where these paths really are; and the links on the way."""
    real: set[Path] = set()
    links: set[Path] = set()
    for path in paths:
        if path.exists():
            *on_the_way, target = _walk(path)
            links.update(on_the_way)
            real.add(target)
    return real, links


def _needed(paths: Iterable[Path], hidden: Set[Path], shown: Iterable[Path] = ()) -> list[Path]:
    """Paths that neither another of them shows, nor one of those that are shown already."""
    needed: list[Path] = []
    covering = set(shown)
    for path in sorted(paths):  # what it is in comes first
        if not _is_shown(path, covering, hidden):
            covering.add(path)
            needed.append(path)
    return needed


def _is_shown(path: Path, shown: Container[Path], hidden: Container[Path]) -> bool:
    """Whether the innermost folder around a path, or itself, that is listed is shown."""
    for part in (path, *path.parents):
        if part in shown or part in hidden:
            return part in shown
    return False


def _walk(path: Path) -> Iterator[Path]:
    """The links on the way to a path; last, where it really is."""
    for part in (*reversed(path.parents), path):
        if part.is_symlink():
            yield part
            target = os.path.normpath(part.parent / part.readlink())
            yield from _walk(Path(target) / path.relative_to(part))
            return
    yield path
