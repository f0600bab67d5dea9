"""What belongs to an installed package, with all that it needs.

Anybody can put something into a package's folder. So each entry of it is looked at, and what the
package does not list as its own (in RECORD, which pip, uv and conda write) is not shown.
"""

import csv
import importlib.util
import json
import os
import site
from collections.abc import Iterable, Iterator, Set
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from autograder.sandbox.walls.base import SandboxError
from autograder.sandbox.walls.python_files import source_of

_RUNNER = ("ipython", "matplotlib", "matplotlib-inline", "numpy", "traitlets")


def package_files(packages: Iterable[str]) -> Iterator[Path]:
    """All that was installed for these packages, for what they need, and for the runner.

    A folder with nothing else in it is one path. Of a package without a list of its files, as
    Debian installs them, everything in its folders counts.

    Parameters
    ----------
    packages
        Names of installed packages, as for pip: ``numpy``, ``pandas[plot]``.

    Raises
    ------
    SandboxError
        If one of them is not installed, or is a mere link to a folder elsewhere.
    """
    declared = list(map(_requirement, (*packages, *_RUNNER)))
    # The runner takes nothing from its user's own folder, or from PYTHONPATH.
    folders = site.getsitepackages()
    wanted, seen = list(declared), set()
    while wanted:
        requirement = wanted.pop()
        which = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if which in seen:
            continue
        seen.add(which)
        distribution = next(iter(distributions(name=requirement.name, path=folders)), None)
        if distribution is not None:
            yield from _files(distribution)
            wanted += _dependencies(distribution, requirement.extras)
        elif requirement in declared:
            raise SandboxError(
                f"Student code needs {requirement.name} (c.Sandbox.packages), which is not "
                f"installed in {' or '.join(folders)}."
            )


def _requirement(package: str) -> Requirement:
    try:
        return Requirement(package)
    except InvalidRequirement:
        raise SandboxError(f"c.Sandbox.packages: {package!r} is no name of a package.") from None


def _dependencies(distribution: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, distribution.requires or ()):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield requirement


def _files(distribution: Distribution) -> Iterator[Path]:
    """What belongs to a package alone, in as few paths as possible."""
    folder = Path(str(distribution.locate_file("")))
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        raise SandboxError(
            f"Student code needs {distribution.name} (c.Sandbox.packages), which is installed as "
            "a link to a folder that student code does not see. Install it without -e (--editable)."
        )
    if record := distribution.read_text("RECORD"):
        recorded = [row[0] for row in csv.reader(record.splitlines()) if row]
        recorded = [file for file in recorded if not file.startswith(("../", "/"))]
        for place in (folder, *_linked(folder, recorded)):
            own, _ = _own(str(place), _known(str(place), recorded))
            yield from map(Path, own)
    else:  # installed by Debian, or long ago
        yield Path(str(distribution._path))  # type: ignore[attr-defined]
        top_level = distribution.read_text("top_level.txt")
        names = (top_level or distribution.name.replace("-", "_")).split()
        owned = [path for path in folder.iterdir() if path.name.partition(".")[0] in names]
        yield from owned
        yield from (Path(importlib.util.cache_from_source(p)) for p in owned if p.suffix == ".py")


def _linked(folder: Path, files: Iterable[str]) -> set[Path]:
    """Where these files really are if each of them is a link (uv's ``--link-mode symlink``)."""
    places = set()
    for file in {file.partition("/")[0]: file for file in files}.values():  # of each package one
        path = folder / file
        if path.is_symlink():
            place = path.resolve().parents[file.count("/")]
            if place / file == path.resolve():
                places.add(place)
    return places


def _known(place: str, files: Iterable[str]) -> set[str]:
    """These files, and the folders between `place` and them."""
    known = {place}
    for file in files:
        path = f"{place}/{file}"
        while path not in known:
            known.add(path)
            path = path.rpartition("/")[0]
    return known


def _own(folder: str, known: Set[str]) -> tuple[list[str], bool]:
    """What in a folder is known, in as few paths as possible; and whether that is all."""
    own: list[str] = []
    is_whole = True
    for entry in os.scandir(folder):
        path = entry.path
        if (path in known or entry.name == "__pycache__") and entry.is_dir():
            inside, is_own = _own(path, known)
        else:
            inside, is_own = [], path in known or source_of(path) in known
        own += [path] if is_own else inside
        is_whole &= is_own
    return own, is_whole
