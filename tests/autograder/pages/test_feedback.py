"""What stands on a student's page, and what does not."""

import itertools
import re
import time

import nbformat
import pytest
from bleach._vendor import html5lib
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from pictures import png
from tiny_course import NAME, RIGHT, answered, as_bytes, find, hand_in

from autograder.commands.feedback import write_feedback
from autograder.commands.grade import grade_class
from autograder.course import Course
from autograder.grading.grade import KEY
from autograder.pages import card, feedback
from autograder.pages.feedback import _notes

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"
DRAWN = """import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.show()
from IPython.display import *
display(Latex(r"$$\\frac{a}{b}$$ and <b>"), Markdown("# Mine\\n\\n$c$"))
display({"image/png": "PNG"}, metadata={"image/png": {"alt": '"><script>alert(1)'}}, raw=True)
def half(x):
    return x / 2""".replace("PNG", png())
ANSWER = "# Why\n\n- $\\tau_m = \\frac{C_m}{g_L}$\n\n$$E = m c^2$$\n"


@pytest.fixture
def tiny(released_course):
    return Course(released_course)


@pytest.fixture
def page(tiny, release):
    """The page of someone with a known mistake, a figure, formulas and a comment."""
    answers = {**RIGHT, "double": SQUARE, "half": DRAWN, "answer_why": ANSWER}
    hand_in(tiny.root, "bob", as_bytes(answered(release, answers)))
    grade_class(tiny, NAME)
    comment(tiny, "bob", "**Nice**, but $x < y$.")
    return read(tiny)


def comment(tiny, student, text):
    with Gradebook(tiny.directory(NAME).db_url) as gradebook:
        gradebook.find_comment("answer_why", NAME, NAME, student).manual_comment = text
        gradebook.db.commit()


def read(tiny):
    (path,) = write_feedback(tiny, NAME).values()
    return path.read_text()


def body(page):
    return html5lib.parse(page, namespaceHTMLElements=False).find("body")


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize(
    ("metadata", "notes"),
    [
        ({}, []),
        ({"flags": ["x was missing"], "ungraded": ""}, ["x was missing"]),
        (
            {"ungraded": "The file is empty.", "note": "The file is empty."},
            ["The file is empty."],
        ),
        (
            {"flags": [], "ungraded": "The hidden test test_x failed: KeyError: secret"},
            ["A person will look at it."],
        ),
    ],
)
def test_notes_tell_students_what_is_theirs_to_know(metadata, notes):
    assert _notes(metadata) == notes


def test_score_summary_and_mistakes_stand_on_top(page):
    head = words(body(page).find(".//header"))
    assert head.startswith("Tiny Feedback for bob 9 of 100 points (including 3 of 3 bonus points)")
    assert "✓ 2 right" in head
    assert "✗ 1 not yet" in head
    assert "1 answer is still to be marked by a person" in head
    assert head.endswith("Where to look first double: That is the square.")


def test_of_many_mistakes_three_stand_on_top_and_the_page_says_where_the_others_are(
    tiny, release, monkeypatch
):
    row = feedback._row
    monkeypatch.setattr(feedback, "_row", lambda *of: row(*of) | {"mistake": f"Mistake {of[1]}."})
    hand_in(tiny.root, "bob", as_bytes(answered(release)))
    grade_class(tiny, NAME)
    head = words(body(read(tiny)).find(".//header"))
    assert head.endswith(
        "Where to look first double: Mistake double. total: Mistake total. half: Mistake half. "
        "For the other exercises, the likely cause is given with each of them below."
    )


def test_every_exercise_has_its_row_and_its_checks(page):
    rows = [words(row) for row in body(page).findall(".//table/tbody/tr")]
    assert rows == [
        "double 0 / 4 ✗ not yet",
        "total 6 / 6 ✓ right",
        "half (optional) 3 / 3 ✓ right",
        "answer_why – / 90 … to be marked",
    ]
    marks = [e.get("aria-label") for e in body(page).iter("span") if e.get("aria-label")]
    assert marks == ["not passed"] * 2 + ["passed"] * 3


def test_the_task_is_shown_without_the_marking_scheme(page):
    tasks = [words(e) for e in body(page).iter("details") if e.find("summary").text == "The task"]
    assert tasks == [
        "The taskExercise 1 Double it.",
        "The taskExercise 2 Use double.",
        "The taskExercise 3, optional Halve it.",
        "The taskQuestion Why twice?",
    ]


def test_formulas_are_mathml_wherever_they_stand(page):
    formulas = re.findall(r"<math.*?</math>", page)
    text = [re.sub("<[^>]*>", "", formula) for formula in formulas]
    assert text == ["ab", "c", "τm=CmgL", "E=mc2", "x&lt;y"]
    assert "and &lt;b&gt;" in page


def test_a_page_needs_nothing_but_itself(page):
    assert not re.findall(r"<script|<link|<iframe|@import|url\(|https?:", page)
    sources = {element.get("src")[:22] for element in body(page).iter("img")}
    assert sources == {"data:image/png;base64,"}


def test_a_page_can_be_read_by_everybody(page):
    tree = body(page)
    levels = [int(element.tag[1]) for element in tree.iter() if re.match(r"h\d$", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))
    assert all(image.get("alt") for image in tree.iter("img"))
    assert {image.get("alt") for image in tree.iter("img")} >= {
        "Figure drawn by half. 1 line shows y (no label) from 1 to 2 against x (no label) "
        "from 0 to 1.",
        'Figure drawn by half. "><script>alert(1)',
    }
    assert all(head.get("scope") for head in tree.iter("th"))
    assert '<html lang="en">' in page
    assert 'name="viewport"' in page
    links = {link.get("href") for link in tree.iter("a")}
    assert links == {f"#{name}" for name in ("double", "total", "half", "answer_why")}
    assert links <= {f"#{element.get('id')}" for element in tree.iter()}


def test_a_comment_stands_with_its_answer(page):
    (comment,) = [e for e in body(page).iter("div") if e.get("class") == "comment"]
    assert words(comment) == "Comment Nice, but x<y."


def test_what_is_not_begun_is_not_called_wrong_and_nobody_comments_on_it(tiny, release):
    hand_in(tiny.root, "dan", as_bytes(release))
    grade_class(tiny, NAME)
    page = read(tiny)
    rows = [words(row) for row in body(page).findall(".//table/tbody/tr")]
    assert [row.rpartition(" ○ ")[2] for row in rows] == ["not begun"] * 4
    assert "No response." not in page
    assert "still to be marked" not in page


def test_a_mark_that_is_to_be_looked_at_again_counts_and_is_shown(tiny, release, page):
    with Gradebook(tiny.directory(NAME).db_url) as gradebook:
        grade = gradebook.find_grade("answer_why", NAME, NAME, "bob")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 7, 1, False
        gradebook.db.commit()
    answers = {**RIGHT, "double": SQUARE, "half": DRAWN, "answer_why": "Another answer."}
    hand_in(tiny.root, "bob", as_bytes(answered(release, answers)))
    (row,) = grade_class(tiny, NAME)
    assert (row.score, row.waiting, row.again) == (17, (), ("answer_why",))
    tree = body(read(tiny))
    assert "17 of 100 points" in words(tree)
    assert words(tree.findall(".//table/tbody/tr")[-1]) == "answer_why 8 / 90 ◐ partly right"
    assert "still to be marked" not in words(tree)


def test_words_beside_the_box_wait_for_a_person_on_page_and_table(tiny, release):
    release.cells.append(new_markdown_cell("Because a pair has two."))
    hand_in(tiny.root, "ann", as_bytes(release))
    (row,) = grade_class(tiny, NAME)
    assert (row.waiting, row.not_begun) == (("answer_why",), ("double", "total", "half"))
    page = read(tiny)
    assert "1 answer is still to be marked by a person" in page
    assert "Because a pair has two." in page


def test_a_submission_that_is_not_graded_has_no_score(tiny):
    hand_in(tiny.root, "eve", b"{")
    grade_class(tiny, NAME)
    head = words(body(read(tiny)).find(".//header"))
    assert head.startswith("Tiny Feedback for eve Not graded yet")
    assert "points" not in head
    assert "it may be cut off" in head


def test_a_page_full_of_formulas_is_soon_written(tiny, release):
    cells = answered(release, {**RIGHT, "answer_why": "$" + "x+" * 400 + "y$"})
    for n in range(200):
        text = f"${n}" + "+x" * 480 + "$ "
        cells.cells.append(type(cells.cells[0])(cell_type="markdown", source=text, metadata={}))
    hand_in(tiny.root, "max", as_bytes(cells))
    grade_class(tiny, NAME)
    page = read(tiny)
    assert 40 < page.count("<math") < 60
    assert page.count("+x</code>") > 140


def test_a_page_full_of_brackets_is_soon_written(tiny, release):
    hand_in(tiny.root, "max", as_bytes(answered(release, {**RIGHT, "answer_why": "[" * 50_000})))
    grade_class(tiny, NAME)
    started = time.process_time()
    assert "(cut here)" in read(tiny)
    assert time.process_time() - started < 2


# Cards are made from what was kept


def shown_in_formgrader(tiny, student):
    """The page of formgrader's exporter, with the template of nbconvert's own."""
    exporter = HTMLExporter(config=tiny.config)
    return exporter.from_filename(str(tiny.autograded(NAME, student)))[0]


def test_a_card_reworded_is_shown_without_grading_again(tiny, page, monkeypatch):
    assert "A likely cause:" in page
    stamp = tiny.autograded(NAME, "bob").stat().st_mtime_ns
    as_html = card.as_html
    monkeypatch.setattr(
        card, "as_html", lambda *about: as_html(*about).replace("A likely cause", "Perhaps")
    )
    for shown in (read(tiny), shown_in_formgrader(tiny, "bob")):
        assert "Perhaps:" in shown
        assert "A likely cause:" not in shown
    assert tiny.autograded(NAME, "bob").stat().st_mtime_ns == stamp


def test_formgrader_shows_each_verdict_once_as_a_card(tiny, page):
    shown = body(shown_in_formgrader(tiny, "bob"))
    cards = [e for e in shown.iter("div") if "autograder-verdict" in e.get("class", "")]
    names = [card.find(".//b").text for card in cards]
    assert names == ["double", "total", "half"]
    assert "double: 0 / 4 points" not in words(shown)


def test_a_verdict_that_cannot_be_read_is_said_on_the_page(tiny, page):
    path = tiny.autograded(NAME, "bob")
    notebook = nbformat.read(path, as_version=4)
    find(notebook, "test_double").metadata[KEY].verdict.version = 0
    find(notebook, "test_total").metadata[KEY].verdict.checks = 3
    path.unlink()
    nbformat.write(notebook, path)
    for shown in (read(tiny), shown_in_formgrader(tiny, "bob")):
        assert "The verdict is of another version of the grader: grade again." in shown
        assert "The verdict cannot be read (TypeError" in shown
