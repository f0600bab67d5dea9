"""Importing from folders that cannot be listed, because something in them is hidden.

Python lists a folder before it imports from it. Where student code may read some of a folder's
packages but not the folder itself, the finder here knows their names.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.machinery import ModuleSpec, all_suffixes
from importlib.metadata import DistributionFinder, PathDistribution
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

_PYTHONS_OWN = ("_frozen_importlib", "_frozen_importlib_external")


def import_only(shown: Iterable[str]) -> None:
    """Let this process import what is shown and nothing else; forget what else it has imported.

    Parameters
    ----------
    shown
        Paths that may be read with all beneath, and links to them.
    """
    finder = Finder(shown)
    sys.path[:] = [path for path in sys.path if finder.knows(path)]
    sys.meta_path[:] = [f for f in sys.meta_path if getattr(f, "__module__", "") in _PYTHONS_OWN]
    sys.meta_path.append(finder)
    sys.path_hooks.insert(0, finder.of_folder)
    sys.path_importer_cache.clear()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and not finder.knows(file):  # what a .pth file has imported
            del sys.modules[name]


class Finder(DistributionFinder):
    """Knows of each folder that leads to something shown what it shows.

    Parameters
    ----------
    shown
        See `import_only`.
    """

    def __init__(self, shown: Iterable[str]) -> None:
        self._whole = set(shown)
        self._names: dict[str, set[str]] = defaultdict(set)
        for path in map(Path, self._whole):
            for child in (path, *path.parents):
                self._names[str(child.parent)].add(child.name)

    def knows(self, path: str) -> bool:
        """Whether a path is shown, or something beneath it is."""
        real = Path(os.path.realpath(path))
        return str(real) in self._names or any(
            str(place) in self._whole for place in (real, *real.parents)
        )

    def of_folder(self, path: str) -> "_FolderFinder":
        """A hook for `sys.path_hooks`: for folders that show a part of what is in them.

        Raises
        ------
        ImportError
            For all others.
        """
        real = os.path.realpath(path)
        if real not in self._names or any(
            str(place) in self._whole for place in (Path(real), *Path(real).parents)
        ):
            raise ImportError
        return _FolderFinder(path, self._names[real])

    def find_spec(self, *_what: Any) -> None:
        """See `importlib.abc.MetaPathFinder`: modules are found by folder."""

    def find_distributions(
        self,
        context: DistributionFinder.Context = DistributionFinder.Context(),  # noqa: B008 (as there)
    ) -> Iterator[PathDistribution]:
        """See `importlib.metadata.DistributionFinder`."""
        wanted = context.name and _plain(context.name)
        for folder in context.path:
            for name in self._names.get(os.path.realpath(folder), ()):
                package, _, kind = name.rpartition(".")
                if kind in ("dist-info", "egg-info") and wanted in (
                    None,
                    _plain(package.partition("-")[0]),
                ):
                    yield PathDistribution(Path(folder, name))


class _FolderFinder:
    """Finds modules in a folder, by their names, without listing it."""

    def __init__(self, folder: str, names: set[str]) -> None:
        self._folder = folder
        self._names = names

    def find_spec(self, module: str, _target: object = None) -> ModuleSpec | None:
        """See `importlib.abc.PathEntryFinder`."""
        name = module.rpartition(".")[2]
        package = os.path.join(self._folder, name)
        if name in self._names:
            for suffix in all_suffixes():
                if os.path.isfile(file := os.path.join(package, f"__init__{suffix}")):
                    return spec_from_file_location(
                        module, file, submodule_search_locations=[package]
                    )
        for suffix in all_suffixes():
            if name + suffix in self._names:
                return spec_from_file_location(module, package + suffix)
        if name in self._names and os.path.isdir(package):
            spec = ModuleSpec(module, None)
            spec.submodule_search_locations = [package]
            return spec
        return None


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
