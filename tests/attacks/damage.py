"""What harm an attack did: everything that it changed, learned or left, in sentences."""

import json
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from attacked_class import BEFORE, HONEST_RIGHT, HONEST_WRONG, neighbour, students
from attacked_course import CANARIES
from attacks import GROUPS
from attacks.kit import ALL, BREACH, NOTHING, Attack
from pages import active, names

from autograder.sanitize import one_line

SLOW, USUALLY = 8.0, 5  # s, and times what the others take: more is no noise
LARGE = 40 * 2**20
LONGEST = 4 * 2**20  # of a page, as much as is looked at: a parser takes hundreds of times that
_TIME = re.compile(r"[\d: +.-]{8,40}(UTC)?\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MIMES = {
    *("text/plain", "text/html", "text/markdown", "text/latex"),
    *("image/png", "image/jpeg", "image/gif"),
}


@dataclass
class AttackedClass:
    """A class that was graded: see `attacked_class`.

    Attributes
    ----------
    folder
        Where.
    honest
        The class to compare it with: one of honest students, graded alike; itself, if it has some.
    """

    folder: Path
    honest: "AttackedClass | None" = None

    def __post_init__(self) -> None:
        self.honest = self.honest or self

    @cached_property
    def usual(self) -> set[str]:
        """Harm that is done without any attack: stock nbgrader shows its hidden tests to all."""
        if self.honest is self:
            return set()
        return {
            *self.honest.harm_to_all(),
            *self.honest.shown(HONEST_WRONG),
            *self.honest.shown(HONEST_RIGHT),
        }

    @cached_property
    def seen(self) -> dict[str, Any]:
        return json.loads((self.folder / "seen.json").read_text())

    @property
    def said(self) -> list[str]:
        """What the commands printed."""
        return [command["said"] for command in self.seen["commands"]]

    def score(self, student: str) -> float | None:
        """Points for code and text; None if a person has to look."""
        points, most, waiting = self.seen["scores"].get(student, (None, 0, 0))
        return None if waiting > 1 or most != ALL + 90 else points

    def row(self, student: str) -> str:
        """The student's line in the table."""
        printable = one_line(student)
        lines = reversed(self.said[0].splitlines())
        return next((line for line in lines if line.startswith(f"{printable} ")), "")

    def graded(self, student: str) -> Path:
        return self.folder / "course/autograded" / student / "tiny/tiny.ipynb"

    def pages(self, student: str) -> dict[str, Path]:
        return {
            "the feedback page": self.folder / f"course/feedback/{student}/tiny/tiny.html",
            "formgrader": self.folder / f"formgrader/{student}.html",
        }

    @cached_property
    def usually_active(self) -> dict[str, Counter[str]]:
        """What our own pages do, right or wrong."""
        return {
            what: Counter(active(wrong.read_text()))
            | active(self.pages(HONEST_RIGHT)[what].read_text())
            for what, wrong in self.pages(HONEST_WRONG).items()
        }

    @cached_property
    def own_names(self) -> dict[str, Counter[str]]:
        """Names that our own pages give."""
        return {what: names(page.read_text()) for what, page in self.pages(HONEST_WRONG).items()}

    # Harm done

    def harm_to_all(self) -> list[str]:
        """What cannot be told of one attack among many."""
        harm = [f"changed: {name}" for name in self.seen["changed"]]
        harm += [f"left running: {name}" for name in self.seen["left"]]
        for said in self.said:
            harm += [f"on the terminal: {told!r}" for told in set(_CONTROL.findall(said))]
            harm += [f"told on the terminal: {what}" for what in told_secrets(said)]
        harm += [
            f"a command took more than its time: {command['seconds']:.0f} s"
            for command in self.seen["commands"]
            if command["code"] < 0
        ]
        if self.score(BEFORE) != ALL:
            harm.append(f"who was graded before now has {self.score(BEFORE)} points")
        return [told for told in harm if told not in self.usual]

    def untidy(self) -> list[str]:
        """Commands of ours that gave up: nobody's score, but a TA could not read the reason."""
        tracebacks = (said.partition("Traceback (most recent")[2] for said in self.said)
        return [told[:3000] for told in tracebacks if told]

    def harm(self, attack: Attack) -> list[str]:
        """What an attack did, to whom and how."""
        harm = self._harm_to_neighbour(attack)
        for student in students(attack):
            harm += self.shown(student)
            score = self.score(student)
            if (score or NOTHING) > (attack.deserves or NOTHING):
                harm.append(f"{score} points instead of {attack.deserves}")
        return [told for told in harm if told not in self.usual]

    def misjudged(self, attack: Attack) -> list[str]:
        """What our own grader should have told, or given, and did not."""
        missed = []
        for student in students(attack):
            row, page = self.row(student), self.pages(student)["the feedback page"]
            score = self.score(student) if "not graded" not in row else None
            if score != attack.deserves:
                missed.append(f"{score} points where {attack.deserves} are due: {row}")
            if (took := self._graded_in(student)) > SLOW:
                missed.append(f"it took the grader {took} s")
            if not re.search(attack.flagged, row):
                missed.append(f"not flagged as {attack.flagged!r}: {row}")
            if attack.deserves is not None and not page.exists():
                missed.append("no feedback page")
            missed += [
                f"the end of {what} is not looked at"
                for what, its in self.pages(student).items()
                if its.exists() and its.stat().st_size > LONGEST
            ]
        return missed

    def _graded_in(self, student: str) -> float:
        """Seconds from reading a submission to its result."""
        path = self.graded(student)
        made = json.loads(path.read_text())["metadata"] if path.exists() else {}
        return made.get("autograder", {}).get("seconds", 0.0)

    def _harm_to_neighbour(self, attack: Attack) -> list[str]:
        student = neighbour(attack)
        score, path = self.score(student), self.graded(student)
        if score != ALL:
            return [f"the next student has {score} points instead of {ALL}"]
        usual = self.honest.graded(HONEST_RIGHT)
        if path.exists() and usual.exists() and not _alike(path, usual):
            return ["the next student's graded notebook is not as it should be"]
        taken = self._seconds(attack)
        most = SLOW + USUALLY * self._usual_seconds
        return [f"the next student took {taken:.1f} s"] if taken > most else []

    @cached_property
    def _usual_seconds(self) -> float:
        there = [
            one for its in GROUPS.values() for one in its if self.graded(neighbour(one)).exists()
        ]
        return statistics.median(map(self._seconds, there))

    def _seconds(self, attack: Attack) -> float:
        """From the end of an attack to the end of who comes after it, if that is known."""
        if attack.student:  # others may come in between
            return 0.0
        before = self.graded(students(attack)[-1])
        return (
            self.graded(neighbour(attack)).stat().st_mtime - before.stat().st_mtime
            if before.exists()
            else 0.0
        )

    def shown(self, student: str) -> list[str]:
        """What those see who read a student's graded notebook, and should not."""
        harm, path = [], self.graded(student)
        made = [file for file in path.parent.rglob("*") if file.is_file()] if path.exists() else []
        harm += [
            f"copied beside the graded notebook: {file.name}"
            for file in made
            if file != path and not _is_a_time(file)
        ]
        files = [file for file in (path, *self.pages(student).values()) if file.exists()]
        if (size := sum(file.stat().st_size for file in files)) > LARGE:
            return [*harm, f"{size >> 20} MiB written"]
        if path.exists():
            outputs = _outputs(path)
            harm += [f"shown in the graded notebook: {what}" for what in told_secrets(outputs)]
            harm += [BREACH] if BREACH in outputs else []
            harm += [f"an output of type {mime[:80]}" for mime in _mimes(path) - _MIMES]
        for what, page in self.pages(student).items():
            if page.exists():
                text = page.read_text()
                start = text[:LONGEST]
                if what != "formgrader":  # the TA may read the marking scheme
                    harm += [f"told in {what}: {told}" for told in told_secrets(text)]
                extra = active(start) - self.honest.usually_active[what]
                harm += [f"in {what}: {one}" for one in extra]
                own, there = self.honest.own_names[what], names(start)
                harm += [f"in {what}: takes the name {n}" for n in own if there[n] > own[n]]
        return harm


def told_secrets(text: str) -> list[str]:
    """Which secrets a text has."""
    return [secret for secret, word in CANARIES.items() if word in text]


def _outputs(path: Path) -> str:
    cells = json.loads(path.read_text())["cells"]
    return json.dumps([cell.get("outputs", []) for cell in cells])


def _mimes(path: Path) -> set[str]:
    cells = json.loads(path.read_text())["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return {mime for output in outputs for mime in output.get("data", {})}


def _is_a_time(path: Path) -> bool:
    """Whether it is what nbgrader itself keeps there."""
    return path.name == "timestamp.txt" and bool(_TIME.fullmatch(path.read_text()))


def _alike(one: Path, other: Path) -> bool:
    """Whether two graded notebooks are the same but for ids that stock nbgrader gives."""
    cells = [nbformat.read(path, as_version=4).cells for path in (one, other)]
    plain = [[(c.source, c.get("outputs"), c.metadata.get("tags")) for c in its] for its in cells]
    return plain[0] == plain[1]
