"""What belongs to an installed package, with all that it needs."""

import csv
import importlib.util
import json
import site
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from autograder.sandbox.walls.base import SandboxError

_RUNNER = ("ipython", "matplotlib", "matplotlib-inline", "numpy", "traitlets")
_OWN = (".dist-info", ".libs")  # folders named after the one package that they belong to


def package_files(packages: Iterable[str]) -> Iterator[Path]:
    """All that was installed for these packages, for what they need, and for the runner.

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
    folder, name = Path(str(distribution.locate_file(""))), distribution.metadata["Name"]
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        raise SandboxError(
            f"Student code needs {name} (c.Sandbox.packages), which is installed as a link to a "
            "folder that student code does not see. Install it without -e (--editable)."
        )
    if record := distribution.read_text("RECORD"):
        recorded = [row[0].split("/") for row in csv.reader(record.splitlines()) if row]
        recorded = [parts for parts in recorded if parts[0] not in ("..", "")]
        places = folder, *_linked(folder, recorded)
        owned = [path for place in places for path in _owned(place, recorded)]
    else:  # installed by Debian, or long ago
        yield Path(str(distribution._path))  # type: ignore[attr-defined]
        names = (distribution.read_text("top_level.txt") or name.replace("-", "_")).split()
        owned = [path for path in folder.iterdir() if path.name.partition(".")[0] in names]
    yield from owned
    yield from (Path(importlib.util.cache_from_source(p)) for p in owned if p.suffix == ".py")


def _linked(folder: Path, files: Iterable[list[str]]) -> set[Path]:
    """Where these files really are if each of them is a link (uv's ``--link-mode symlink``)."""
    places = set()
    for parts in {parts[0]: parts for parts in files}.values():  # of each package one file
        path = folder.joinpath(*parts)
        if path.is_symlink():
            place = path.resolve().parents[len(parts) - 1]
            if place.joinpath(*parts) == path.resolve():
                places.add(place)
    return places


def _owned(folder: Path, files: Iterable[list[str]]) -> Iterator[Path]:
    """Packages among these files as a whole; what lies in a folder that others share one by one."""
    inside: dict[str, list[list[str]]] = defaultdict(list)
    for name, *rest in files:
        inside[name].append(rest)
    for name, rests in inside.items():
        path = folder / name
        if path.suffix in _OWN or [] in rests or ["__init__.py"] in rests:
            yield path
        else:
            yield from _owned(path, rests)
