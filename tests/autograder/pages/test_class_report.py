"""The instructor's report: what it counts, what it shows, and that it is safe to open."""

import csv
import json
import re
import time
from itertools import pairwise

import numpy as np
import pytest
from bleach._vendor import html5lib
from nbgrader.api import Gradebook
from tiny_course import NAME, RIGHT, answered, as_bytes, hand_in

from autograder.commands.grade import grade_class
from autograder.commands.main import main
from autograder.commands.report import write_report
from autograder.course import Course, CourseError
from autograder.gradebook.read import results_of
from autograder.grading.grade import KEY
from autograder.grading.result import Item, Mark, Result
from autograder.notebooks.manifest import manifest_of
from autograder.pages import statistics
from autograder.pages.report import as_html, as_rows, check_rows, histogram
from autograder.pages.similarity import Likeness, Pair
from autograder.pages.statistics import Report, _checks, _lessons, _statistics
from autograder.testing.verdict import CheckResult, Problem, Verdict

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"


@pytest.fixture
def tiny(released_course):
    return Course(released_course)


@pytest.fixture
def graded(tiny, release):
    """A class of five: right, a known mistake twice, untouched, not a notebook."""
    for student, answers in {
        "ann": RIGHT,
        "bob": {**RIGHT, "double": SQUARE},
        "cleo": {**RIGHT, "double": SQUARE, "total": "total = 3"},
        "dan": {},
    }.items():
        hand_in(tiny.root, student, as_bytes(answered(release, answers)))
    hand_in(tiny.root, "eve", b"{")
    grade_class(tiny, NAME)
    return tiny


def report_on(course, assignment):
    """What the page is made from."""
    results = results_of(course, assignment)
    return statistics.report_on(manifest_of(course.source(assignment)), results)


def page_on(course):
    return write_report(course, NAME)[0].read_text()


def by_student(report):
    return {result.student: result for result in report.results}


def notebook_of(course, student):
    return course.autograded(NAME, student)


def forget(course, student, *keys):
    path = notebook_of(course, student)
    notebook = json.loads(path.read_text())
    for key in keys:
        del notebook["metadata"][KEY][key]
    path.write_text(json.dumps(notebook))


def test_what_discrimination_means_is_said_in_plain_words(graded):
    assert (
        "Near 0 or below, it does not separate those who know more from those who know less: "
        "look at whether its text is clear and its test is right."
    ) in page_on(graded)


# What is read


def test_points_mistakes_and_reasons_are_those_of_the_gradebook(graded):
    report = report_on(graded, NAME)
    told = by_student(report)
    assert [item.name for item in report.items] == ["double", "total", "half", "answer_why"]
    assert report.max_score == 100
    assert told["ann"].points == {"double": 4, "total": 6, "half": 3}
    assert told["ann"].waiting == ("answer_why",)
    assert told["bob"].misconceptions == {"double": "That is the square."}
    assert told["dan"].score == 0
    assert told["eve"].ungraded == "The file is not valid JSON (line 1): it may be cut off."
    assert all(result.seconds > 0 for result in report.graded)
    assert report.scores.tolist() == [13, 9, 3, 0]


def test_marks_of_a_person_and_late_penalties_count(graded, release):
    with Gradebook(graded.directory(NAME).db_url) as gradebook:
        grade = gradebook.find_grade("answer_why", NAME, NAME, "ann")
        grade.manual_score, grade.needs_manual_grade = 80, False
        gradebook.find_submission_notebook(NAME, NAME, "ann").late_submission_penalty = 5
        gradebook.db.commit()
    told = by_student(report_on(graded, NAME))["ann"]
    assert (told.score, told.penalty, told.waiting) == (88, 5, ())
    other = as_bytes(answered(release, {**RIGHT, "answer_why": "Another answer."}))
    hand_in(graded.root, "ann", other)
    grade_class(graded, NAME, ["ann"])
    told = by_student(report_on(graded, NAME))["ann"]
    assert (told.score, told.waiting, told.again) == (93, (), ("answer_why",))


def test_what_a_person_marked_altogether_is_graded(graded):
    with Gradebook(graded.directory(NAME).db_url) as gradebook:
        for grade in gradebook.find_submission_notebook(NAME, NAME, "eve").grades:
            grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()
    told = by_student(report_on(graded, NAME))["eve"]
    assert (told.score, told.ungraded) == (4, "")


def test_what_was_handed_in_since_and_what_is_broken_is_told(graded, release):
    hand_in(graded.root, "late", as_bytes(release))
    notebook_of(graded, "dan").write_text('{"cells": 3, "metadata": {}}')
    with Gradebook(graded.directory(NAME).db_url) as gradebook:
        gradebook.remove_submission(NAME, "cleo")
    told = by_student(report_on(graded, NAME))
    assert told["late"].ungraded == "Not graded yet: autograder grade tiny"
    assert told["dan"].ungraded.startswith("The graded notebook cannot be read: autograder grade")
    assert told["cleo"].ungraded.startswith("It is not in the gradebook: autograder grade tiny")


def test_what_an_earlier_version_graded_can_be_read(graded):
    forget(graded, "ann", "seconds", "misconceptions")
    forget(graded, "bob", "seconds", "misconceptions", "suspicion")
    page = page_on(graded)
    assert "2 submissions graded by an earlier version" in page


def test_nothing_graded_is_answered_in_a_line(tiny, release):
    with pytest.raises(CourseError, match="Nothing of tiny is graded"):
        report_on(tiny, NAME)
    hand_in(tiny.root, "ann", as_bytes(release))
    with pytest.raises(CourseError, match="autograder grade tiny"):
        report_on(tiny, NAME)
    with pytest.raises(CourseError, match="no assignment nosuch"):
        report_on(tiny, "nosuch")


@pytest.mark.parametrize("notebook", [RIGHT, None])
def test_a_class_of_one_has_a_page(tiny, release, notebook):
    hand_in(tiny.root, "ann", as_bytes(answered(release, RIGHT)) if notebook else b"{")
    grade_class(tiny, NAME)
    page = page_on(tiny)
    assert "1 submission:" in page
    assert "too few submissions" in page


def test_the_command_writes_page_and_table(graded, monkeypatch, capsys):
    monkeypatch.chdir(graded.root)
    assert main(["report", NAME]) == 0
    assert capsys.readouterr().out.split() == [
        str(graded.root / "reports" / f"{NAME}{ending}")
        for ending in (".html", ".csv", "-checks.csv")
    ]
    with (graded.root / "reports" / f"{NAME}.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert rows["bob"]["score"] == "9"
    assert rows["bob"]["double"] == "0"
    assert rows["bob"]["answer_why"] == ""
    assert rows["eve"]["score"] == ""
    assert "JSON" in rows["eve"]["not graded"]
    with (graded.root / "reports" / f"{NAME}-checks.csv").open(newline="") as file:
        checks = {(row["exercise"], row["check"]): row for row in csv.DictReader(file)}
    assert list(checks) == [
        ("double", "a number"),
        ("double", "an array"),
        ("total", "the sum"),
        ("total", "nothing"),
        ("half", "a number"),
    ]
    number = checks["double", "a number"]
    counts = [number[name] for name in ("weight", "graded", "passed", "failed", "had by")]
    assert counts == ["3", "3", "1", "2", "2"]  # dan has not begun
    assert rows["dan"]["not begun"] == "4"
    assert number["most frequent problem"].startswith("The double: expected")
    assert main(["report", "nosuch"]) == 2


# What is counted

EVIL = "=1+1|<script>alert(1)</script><img src=x onerror=alert(1)>\"'\x1b]0;x\x07{{ 7 * 7 }}"
ITEMS = [Item("a", 4), Item("b", 6), Item("c", 2, optional=True)]


def marks(waiting=(), **points):
    """What somebody got, and what waits for a person."""
    items = {item.name: item for item in ITEMS}
    got = {name: Mark(items[name], score, score) for name, score in points.items()}
    return {**got, **{name: Mark(items[name], waits=True) for name in waiting}}


def result(student="s", **points):
    return Result(student, marks=marks(**points))


def test_credit_is_counted():
    class_ = [result(a=4), result(a=4), result(a=1), result(a=0), result(b=1)]
    told = _statistics(ITEMS[0], ITEMS, class_)
    assert (told.full, told.partial, told.none, told.scored) == (2, 1, 1, 4)
    assert told.mean == pytest.approx(9 / 16)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], 1),
        ([4, 3, 2, 1, 0], [0, 1, 2, 3, 4], -1),
        ([0, 4, 2, 0, 4], [0, 2, 6, 5, 3], np.corrcoef([0, 4, 2, 0, 4], [0, 2, 6, 5, 3])[0, 1]),
        ([4, 4, 4, 4, 4], [0, 1, 2, 3, 4], None),
        ([0, 1, 2, 3, 4], [6, 6, 6, 6, 6], None),
        ([0, 1, 2, 3], [0, 1, 2, 3], None),
        ([], [], None),
    ],
)
def test_discrimination_is_the_correlation_with_all_else(a, b, expected):
    class_ = [result(a=x, b=y, c=2) for x, y in zip(a, b, strict=True)]
    told = _statistics(ITEMS[0], ITEMS, class_).discrimination
    assert told == (expected if expected is None else pytest.approx(expected))


def test_what_waits_for_a_person_does_not_count_as_0():
    class_ = [Result(f"s{n}", marks=marks(["b"], a=n)) for n in range(5)]
    told = _statistics(ITEMS[1], ITEMS, class_)
    assert (told.scored, told.waiting, told.mean, told.discrimination) == (0, 5, None, None)
    assert _statistics(ITEMS[0], ITEMS, class_).discrimination is None


def test_mistakes_are_counted_the_most_frequent_first():
    class_ = [Result(f"s{n}", misconceptions={"b": "Upside down."}) for n in range(3)]
    class_ += [Result("t", misconceptions={"a": "A sign.", "b": "Another."})]
    told = [(lesson.hint, len(lesson.students)) for lesson in _lessons(class_, ["a", "b"])]
    assert told == [("Upside down.", 3), ("A sign.", 1), ("Another.", 1)]


def verdicts(*messages):
    """Of a class, the verdicts on exercise a: of its second check, what each was told."""
    for n, message in enumerate(messages):
        problem = message and Problem(message)
        checks = (CheckResult("first", 1.0), CheckResult("second", 2.0, problem))
        mark = Mark(ITEMS[0], verdict=Verdict("a", 4, checks))
        yield Result(f"s{n}", marks={"a": mark, "b": Mark(ITEMS[1])})


def test_checks_are_counted_and_their_problem_is_that_of_most():
    """Whoever had it had it with numbers of their own."""
    class_ = verdicts("Got 1.", "At 3: -2.5e-3 mV.", None, "At 44: 17 mV.", "At 5: 1e4 mV.")
    first, second = _checks(list(class_), ["a", "b"])
    assert (first.exercise, first.title, first.graded, first.failed) == ("a", "first", 5, 0)
    assert (first.message, first.alike) == ("", 0)
    assert (second.weight, second.graded, second.failed) == (2, 5, 4)
    assert (second.message, second.alike) == ("At 3: -2.5e-3 mV.", 3)


def test_checks_that_somebody_failed_are_shown_the_most_frequent_first():
    class_ = list(verdicts("Got 1.", EVIL, None))
    tree = parsed(as_html(report(class_)))
    (table,) = [e for e in tree.iter("table") if "Most frequent problem" in "".join(e.itertext())]
    rows = [" ".join("".join(row.itertext()).split()) for row in table.find("tbody")]
    assert len(rows) == 1
    assert rows[0].startswith("2 of 3 second a ")
    assert "All 2 checks are in lif-checks.csv" in "".join(tree.itertext())
    assert "Everyone passed every check." in as_html(report(list(verdicts(None, None))))
    assert not [row for row in check_rows(report(class_)) if str(row[6]).startswith("=")]


@pytest.mark.parametrize(
    ("scores", "counts"),
    [
        ([], [0] * 10),
        ([0, 9.99, 10, 100], [2, 1, *[0] * 7, 1]),
        ([95, 104, 109], [*[0] * 9, 1, 2]),
    ],
)
def test_scores_are_counted_in_steps(scores, counts):
    assert [bar.count for bar in histogram(np.array(scores), 100)] == counts


# What is shown


def report(results, **more):
    graded = [one for one in results if not one.ungraded]
    likeness = more.pop("likeness", Likeness())
    statistics = [_statistics(item, ITEMS, graded) for item in ITEMS]
    checks = _checks(graded, "abc")
    return Report("lif", ITEMS, results, statistics, checks, _lessons(graded, "abc"), likeness)


def evil_report():
    evil = {
        "flags": (EVIL,),
        "suspicion": (EVIL,),
        "misconceptions": {"a": "Upside <down>."},
        "code": {"a": EVIL},
        "seconds": 1.0,
    }
    both = [Result(EVIL, marks=marks(a=4, b=2), **evil), Result(f"{EVIL}2", **evil)]
    pair = Pair((EVIL, f"{EVIL}2"), 1.0, ("a",))
    return report([*both, Result("x", EVIL)], likeness=Likeness((pair,), 0.1, 0.3))


def parsed(page):
    return html5lib.parse(page, namespaceHTMLElements=False)


def test_what_students_wrote_is_text():
    page = as_html(evil_report())
    tree = parsed(page)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert not tags & {"script", "img", "iframe", "link", "form", "object", "a"}
    assert not [name for element in tree.iter() for name in element.attrib if name[:2] == "on"]
    assert "\x1b" not in page
    assert "{{ 7 * 7 }}" in page


def test_no_cell_of_the_table_is_a_formula():
    for row in as_rows(evil_report()):
        assert not [cell for cell in row if str(cell).startswith(("=", "+", "-", "@"))]
    (row,) = as_rows(report([Result("@sum(1)", flags=("-1+2",))]))[1:]
    assert (row[0], row[-1]) == ("'@sum(1)", "'-1+2")


def test_the_page_needs_nothing_but_itself():
    page = as_html(evil_report())
    assert not re.findall(r"https?:|url\(|@import|\ssrc=|<link", page.replace(" src=x", ""))


def test_the_page_can_be_read_by_everybody():
    tree = parsed(as_html(evil_report()))
    body = tree.find("body")
    levels = [int(e.tag[1]) for e in body.iter() if re.fullmatch(r"h\d", str(e.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert tree.get("lang") == "en"
    (picture,) = [e for e in body.iter() if str(e.tag).endswith("svg")]
    assert picture.get("role") == "img"
    told = " ".join(text for e in picture for text in e.itertext())
    assert "score (points" in told
    assert "number of students" in told
    assert all(head.get("scope") for head in body.iter("th"))


def test_a_pair_is_shown_side_by_side():
    code = {"a": "def a(x):\n    return x < 3"}
    class_ = [Result(name, marks=marks(a=1), code=code) for name in ("ann", "bob")]
    pair = Pair(("ann", "bob"), 0.87, ("a",))
    tree = parsed(as_html(report(class_, likeness=Likeness((pair,), 0.05, 0.25))))
    (details,) = tree.iter("details")
    assert [pre.text for pre in details.iter("pre")] == [code["a"]] * 2
    text = " ".join("".join(details.find("summary").itertext()).split())
    assert text == "ann and bob: 0.87, in a"


def test_a_page_on_300_students_is_soon_written():
    rng = np.random.default_rng(3)
    class_ = [result(f"s{n}", a=rng.integers(5), b=rng.integers(7)) for n in range(300)]
    started = time.process_time()
    as_html(report(class_))
    assert time.process_time() - started < 5
