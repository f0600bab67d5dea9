"""A course's own modules: imported from the course's folder, whatever is installed elsewhere."""

import ast
import functools
import hashlib
import importlib
import importlib.abc
import io
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

_NEVER_THE_COURSES = sys.stdlib_module_names | {"autograder"}
_HAVE_STATEMENTS = ast.stmt | ast.excepthandler | ast.match_case
_SAME_DATE = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same archive


class CourseModules:
    """The packages and modules at the top of a course's folder.

    Parameters
    ----------
    root
        The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._imported: dict[str, ModuleType] = {}
        self._stamps: dict[str, int] = {}
        self._is_active = False

    def names(self) -> set[str]:
        """Names that are imported from the folder: all but those of Python and of the grader."""
        modules = {path.stem for path in self.root.glob("*.py")}
        packages = {path.parent.name for path in self.root.glob("*/*.py")}
        return {name for name in modules | packages if name.isidentifier()} - _NEVER_THE_COURSES

    @contextmanager
    def active(self) -> Iterator[None]:
        """Import from the folder for as long as this lasts.

        What was imported under the course's names before is put aside, and put back in the end. The
        course's own modules are kept for the next time, unless one of their files has changed.
        """
        if self._is_active:
            yield
            return
        names = self.names()
        others = _take_out(names)
        if self._stamps != _stamps(self._imported):
            self._imported.clear()
            importlib.invalidate_caches()
        sys.modules.update(self._imported)
        finder = _Finder(self.root, names)
        sys.meta_path.insert(0, finder)
        self._is_active = True
        try:
            yield
        finally:
            self._is_active = False
            sys.meta_path.remove(finder)
            self._imported = _take_out(names)
            self._stamps = _stamps(self._imported)
            sys.modules.update(others)

    def load(self, name: str) -> ModuleType:
        """Import a module of the folder.

        Raises
        ------
        Exception
            Whatever the module raises.
        """
        with self.active():
            return importlib.import_module(name)

    def needed_by(self, sources: Iterable[str]) -> dict[str, Path]:
        """Packages and modules of the folder that code imports, and those that these import.

        Parameters
        ----------
        sources
            The code.

        Returns
        -------
        dict
            Of each its path, a folder or a file, by its name.
        """
        own = self.names()
        found: dict[str, Path] = {}
        waiting = [name for source in sources for name in _imports(source)]
        while waiting:
            name = waiting.pop()
            if name in own and name not in found:
                found[name] = path = self._path(name)
                files = path.rglob("*.py") if path.is_dir() else [path]
                waiting += [new for file in sorted(files) for new in _imports(file.read_bytes())]
        return dict(sorted(found.items()))

    def _path(self, name: str) -> Path:
        package = self.root / name
        return package if package.is_dir() else package.with_suffix(".py")

    def digest(self, sources: Iterable[str]) -> str:
        """SHA-256 of all files of the folder that code uses.

        Of a top-level package these are the modules and packages in it that are imported, so that
        the tests of one assignment are not those of another.
        """
        whole = hashlib.sha256()
        for file in sorted(self._used_by(sources)):
            name = str(file.relative_to(self.root)).encode("utf-8", "surrogateescape")
            whole.update(hashlib.sha256(name).digest())
            whole.update(hashlib.sha256(file.read_bytes()).digest())
        return whole.hexdigest()

    def _used_by(self, sources: Iterable[str]) -> set[Path]:
        own = self.names()
        found: set[Path] = set()
        seen: set[str] = set()
        waiting = [name for source in sources for name in _dotted(source, "")]
        while waiting:
            name = waiting.pop()
            if name in seen or name.partition(".")[0] not in own:
                continue
            seen.add(name)
            path = self.root.joinpath(*name.split("."))
            if not path.is_dir():
                files = [path.with_suffix(".py")]
            elif "." in name:
                files = [file for file in path.rglob("*") if file.suffix != ".pyc"]
            else:
                files = [file for file in path.iterdir() if file.name == "__init__.py"]
            for file in files:
                if file.is_file() and file not in found:
                    found.add(file)
                    if file.suffix == ".py":
                        package = ".".join(file.relative_to(self.root).parts[:-1])
                        waiting += _dotted(file.read_bytes(), package)
        return found

    def _files(self, sources: Iterable[str]) -> Iterator[Path]:
        for path in self.needed_by(sources).values():
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                if file.is_file() and file.suffix != ".pyc":
                    yield file

    def pack(self, sources: Iterable[str]) -> bytes:
        """What code needs of the folder, as a zip archive; the same files make the same archive."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            for file in self._files(sources):
                info = zipfile.ZipInfo(str(file.relative_to(self.root)), _SAME_DATE)
                packed.writestr(info, file.read_bytes(), zipfile.ZIP_DEFLATED)
        return archive.getvalue()


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules at the top of a folder; what is in a package, Python finds by itself."""

    def __init__(self, root: Path, names: set[str]) -> None:
        self._root = root
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module, as Python's import asks for it."""
        if path is None and name in self._names:
            return PathFinder.find_spec(name, [str(self._root)], target)
        return None


def _take_out(names: set[str]) -> dict[str, ModuleType]:
    """Take the modules of these packages out of `sys.modules`."""
    found = [name for name in sys.modules if name.partition(".")[0] in names]
    return {name: sys.modules.pop(name) for name in found}


def _stamps(modules: dict[str, ModuleType]) -> dict[str, int]:
    """When the files of modules were written; 0 for one that is gone."""
    files = [file for module in modules.values() if (file := getattr(module, "__file__", None))]
    return {file: _written(Path(file)) for file in files}


def _written(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def _imports(source: str | bytes) -> set[str]:
    """Top-level names of all that code imports; none of code that is not Python."""
    names: set[str] = set()
    for statement in _import_statements(source):
        match statement:
            case ast.Import():
                names |= {alias.name.partition(".")[0] for alias in statement.names}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module.partition(".")[0])
    return names


def _dotted(source: str | bytes, package: str) -> set[str]:
    """All names that code in a package imports, with the packages that they are in."""
    names: set[str] = set()
    for statement in _import_statements(source):
        match statement:
            case ast.Import():
                names |= {alias.name for alias in statement.names}
            case ast.ImportFrom(level=level):
                above = package.split(".")[: -(level - 1) or None] if level else []
                base = ".".join([*above, *filter(None, [statement.module])])
                names |= {base, *(f"{base}.{alias.name}" for alias in statement.names)}
    parents = {name.rsplit(".", depth)[0] for name in names for depth in range(1, 9)}
    return names | parents


@functools.lru_cache(maxsize=1000)
def _import_statements(source: str | bytes) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """The import statements anywhere in code; parsed once for all who ask."""
    try:
        tree = ast.parse(source)  # of bytes it finds out itself how they are encoded
    except (SyntaxError, ValueError):
        return ()
    imports: list[ast.Import | ast.ImportFrom] = []
    blocks: list[ast.AST] = [tree]
    while blocks:
        for node in ast.iter_child_nodes(blocks.pop()):
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports.append(node)
            elif isinstance(node, _HAVE_STATEMENTS):  # nothing is imported inside an expression
                blocks.append(node)
    return tuple(imports)


@functools.cache
def modules_of(root: Path) -> CourseModules:
    """The modules of a course's folder, for as long as this process lives."""
    return CourseModules(root)


@functools.lru_cache(maxsize=4)
def unpack(archive: bytes) -> CourseModules:
    """The modules of an archive, unpacked once in this process into a folder that is ours alone."""
    return _Unpacked(archive)


class _Unpacked(CourseModules):
    """A course's modules in a folder that goes when they do."""

    def __init__(self, archive: bytes) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-course-")
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(self._folder.name)
        super().__init__(Path(self._folder.name))
