"""Letting students read their feedback pages, when what a person has to mark is marked."""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from autograder.course import Course
from autograder.gradebook.attempts import RELEASED
from autograder.gradebook.deadlines import read_deadlines
from autograder.gradebook.exchange import release_page
from autograder.gradebook.grades_log import in_short
from autograder.gradebook.inbound import Inbox, that_count
from autograder.gradebook.own_pages import keep_page
from autograder.gradebook.queue import exchange_beside
from autograder.gradebook.read import metadata_of, results_of


def release_pages(course: Course, assignment: str, pages: Mapping[str, Path]) -> list[str]:
    """Put pages where their students find them: on our own page, and in nbgrader's exchange.

    Parameters
    ----------
    course, assignment
        Which.
    pages
        By student, the page.

    Returns
    -------
    list of str
        Students who have handed in nothing by either way.

    Raises
    ------
    CourseError
        If the course has neither.
    """
    inbox = Inbox(course)
    exchange = exchange_beside(inbox, course)
    folders = [folder for folder in (exchange, inbox) if folder and folder.path.is_dir()]
    there = [one for folder in folders for one in folder.hand_ins()]
    there.sort(key=lambda one: (one.time, one.name))
    counts = that_count(there, read_deadlines(course.root).due_for)
    results = {result.student: result for result in results_of(course, assignment, list(pages))}
    others = []
    for student, page in pages.items():
        one = counts.get((assignment, student))
        if one is None:
            others.append(student)
            continue
        keep_page(course, assignment, student, page)
        if exchange and one.folder.parent == exchange.path:
            release_page(course, exchange.config, assignment, student)
        graded = metadata_of(course.autograded(assignment, student))
        entry = {
            "hand_in": one.name,
            "final": not graded.get("early", False),
            "graded": datetime.now(UTC).isoformat(),
            "released": True,
            "points": results[student].score,
            **in_short(results[student]),
        }
        with (course.root / RELEASED).open("ab") as file:
            file.write(f"\n{json.dumps(entry)}\n".encode())
            os.fsync(file.fileno())
    return others
