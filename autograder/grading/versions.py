"""What a grade depends on besides the submission, as digests that are kept with it."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from autograder.modules import modules_of
from autograder.notebooks.manifest import Manifest
from autograder.settings import Settings

WORDS = {
    "notebook": "the instructor's notebook has changed",
    "tests": "the hidden tests have changed",
    "settings": "the limits or what may be imported have changed",
}


def versions_of(course: Path, manifest: Manifest, settings: Settings) -> dict[str, str]:
    """Digests of the instructor's notebook, of the code of its hidden tests and of the settings.

    Parameters
    ----------
    course
        The course's folder.
    manifest
        Of the instructor's notebook.
    settings
        How student code is run.
    """
    return {
        "notebook": manifest.digest,
        "tests": modules_of(course).digest(manifest.hidden.values()),
        "settings": hashlib.sha256(repr(settings).encode()).hexdigest(),
    }


def changed_since(kept: Mapping[str, str], now: Mapping[str, str]) -> str:
    """What has changed, in words; nothing if all is the same."""
    return next((words for name, words in WORDS.items() if kept.get(name) != now[name]), "")
