"""What stood in releases of a notebook: students may have begun with an earlier one."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

FOLDER = Path(".autograder", "releases")


@dataclass(frozen=True)
class Releases:
    """All releases of a notebook that are known.

    Attributes
    ----------
    names
        Of each release, the grade_ids in it.
    texts
        Digests of all texts that stood in a cell of any of them.
    """

    names: tuple[frozenset[str], ...] = ()
    texts: frozenset[str] = frozenset()

    def had(self, source: str) -> bool:
        """Whether a text was a cell of a release."""
        return digest(source) in self.texts

    def were_without(self, name: str) -> bool:
        """Whether some release had no cell of this grade_id."""
        return any(name not in names for names in self.names)

    @classmethod
    def of(cls, course: Path, name: str) -> "Releases":
        """The known releases of a course's notebook; none if they cannot be read."""
        try:
            known = json.loads((course / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
            names = tuple(frozenset(release["names"]) for release in known)
            return cls(names, frozenset(text for release in known for text in release["texts"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls()


def digest(source: str) -> str:
    """What a text is kept as."""
    return hashlib.sha256(source.strip().encode("utf-8", "replace")).hexdigest()[:32]


def as_json(release: NotebookNode) -> dict[str, Any]:
    """A release as `Releases.of` reads it."""
    names = {cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in release.cells}
    texts = {digest(cell.source) for cell in release.cells if cell.source.strip()}
    return {"names": sorted(names - {""}), "texts": sorted(texts)}
