"""The pages of ``autograder serve``: a student's own, the class for its staff, or one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2

from autograder.gradebook.class_now import HandIn, Look, State
from autograder.gradebook.grades_log import Graded
from autograder.gradebook.links import Person
from autograder.pages.colours import style_sheet
from autograder.sanitize import one_line

_FILES = Path(__file__).parent / "templates" / "serve"
_MINUTE = 60


@dataclass(frozen=True)
class SitePages:
    """What all pages need to know of where they are.

    Attributes
    ----------
    title
        What the course is called.
    path
        What all addresses begin with.
    most
        MiB that a notebook may have.
    """

    title: str
    path: str
    most: int

    def student(
        self,
        look: Look,
        who: Person,
        assignments: Sequence[str],
        form: str,
        has_page: set[str],
        has_solution: set[str],
    ) -> str:
        """A student's page.

        Parameters
        ----------
        look
            The class, of which only this student is shown.
        who
            The student.
        assignments
            All that can be handed in.
        form
            What forms bring back.
        has_page
            Of which assignments there is a feedback page.
        has_solution
            Of which there is a solved notebook.
        """
        shown = [
            {
                "name": name,
                "due": look.due(name, who.name),
                "attempts": look.attempts(name, who.name)[::-1],
                "last": look.last(name, who.name),
                "graded": look.last_graded(name, who.name),
                "has_page": name in has_page,
                "has_solution": name in has_solution,
            }
            for name in assignments
        ]
        shown.sort(key=lambda each: (each["due"] is not None and each["due"] < look.now,))
        waits = any(each["last"] and each["last"].state is State.WAITING for each in shown)
        return self._page("student", who=who, form=form, assignments=shown, live=2 if waits else 0)

    def staff(
        self, look: Look, who: Person, assignments: Sequence[str], form: str, known: Sequence[str]
    ) -> str:
        """The class, for its staff.

        Parameters
        ----------
        look
            The class.
        who
            Who reads it.
        assignments
            All that can be handed in.
        form
            What forms bring back.
        known
            Names of all students with a link.
        """
        queue = look.queue()
        shown = [
            {
                "name": name,
                "handed_in": (there := look.students(name)),
                "missing": sorted(set(known).difference(there)),
                "queue": [(who, last) for of, who, last in queue if of == name],
                "exercises": look.exercises(name),
                "mistakes": look.mistakes_lately(name),
                "rows": [
                    {
                        "student": student,
                        "last": look.last(name, student),
                        "graded": look.last_graded(name, student),
                        "count": len(look.attempts(name, student)),
                    }
                    for student in there
                ],
            }
            for name in assignments
        ]
        shown.sort(key=lambda each: not each["handed_in"])
        return self._page("class", who=who, form=form, assignments=shown, now=look.now, live=5)

    def line(self, text: str, *, back: bool = False) -> str:
        """A page with nothing but a sentence, and perhaps the way back."""
        return self._page("line", text=one_line(text), back=back, live=0)

    def _page(self, name: str, **about: Any) -> str:
        return _environment().get_template(f"{name}.html.j2").render(site=self, **about)


def as_json(hand_in: HandIn | None, page: str) -> dict[str, Any]:
    """What a program is told of a student's last hand-in.

    Parameters
    ----------
    hand_in
        The one that counts; None if there is none.
    page
        The address of the feedback page; empty if there is none yet.
    """
    if hand_in is None:
        return {"state": "nothing handed in"}
    graded = hand_in.graded
    return {
        "state": str(hand_in.state),
        "handed_in": _iso(hand_in.time),
        "not_before": _iso(hand_in.until),
        "final": graded.final if graded else None,
        "points": graded.points if graded else None,
        "max_points": graded.max_points if graded else None,
        "exercises": [
            {"name": name, "points": got, "max_points": most}
            for name, (got, most) in (graded.exercises if graded else {}).items()
        ],
        "page": page or None,
    }


def style() -> str:
    """The style sheet of these pages."""
    return f"{style_sheet()}\n{(_FILES / 'style.css').read_text('utf-8')}"


def script() -> str:
    """What keeps a page up to date while it is looked at."""
    return (_FILES / "page.js").read_text("utf-8")


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FILES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": lambda value: f"{round(value, 2):g}",
        "line": one_line,
        "time": lambda time: f"{time:%Y-%m-%d %H:%M} UTC",
        "second": lambda time: f"{time:%Y-%m-%d %H:%M:%S} UTC",
        "iso": _iso,
        "minutes": lambda time, now: f"{max((now - time).total_seconds(), 0) / _MINUTE:.1f}",
        "rows": _rows,
    }
    environment.globals["State"] = State
    return environment


def _iso(time: datetime | None) -> str | None:
    return time.replace(tzinfo=UTC).isoformat(timespec="seconds") if time else None


def _rows(graded: Graded) -> list[dict[str, Any]]:
    """A row for each exercise of a grade."""
    return [
        {"name": name, "got": got, "most": most, "outcome": _outcome(graded, name)}
        for name, (got, most) in graded.exercises.items()
    ]


def _outcome(graded: Graded, name: str) -> str:
    got, most = graded.exercises[name]
    if name in graded.not_begun:
        return "not begun"
    if got is None:
        return "to be marked"
    return "right" if got >= most - 1e-9 else "partly right" if got > 0 else "not yet"
