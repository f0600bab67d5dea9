"""After the deadline each student gets a solved notebook: model answers below their own."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from served import serving
from tiny_course import NAME, RIGHT, answered, as_bytes, find, hand_in

from autograder.commands.grade import grade_class
from autograder.commands.main import main
from autograder.commands.solutions import write_solutions
from autograder.course import Course, CourseError
from autograder.gradebook.links import Links, Person

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"
HOSTILE = '''def total(values):
    """
```
<script>alert(1)</script>
````
# A heading of mine
"""
    raise ValueError("<img src=x> **bold** [a](javascript:1) $x$ ```")'''
SECRETS = ("HIDDEN", "tiny_tests", "MARK SCHEME", "pairs are prettier", "BEGIN SOLUTION")


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory):
    """Where the graded course is kept for the next test."""
    return tmp_path_factory.mktemp("graded") / "course"


@pytest.fixture
def tiny(released_course, release, graded_once):
    """Ann has all of the code; Bob a known mistake, a bad exception and markup; Cy nothing."""
    if graded_once.exists():
        shutil.copytree(graded_once, released_course, dirs_exist_ok=True)
        return Course(released_course)
    hand_in(released_course, "ann", as_bytes(answered(release, RIGHT)))
    answers = {"double": SQUARE, "total": HOSTILE, "answer_why": "<b>Why</b> not?\n\n```\nopen"}
    hand_in(released_course, "Bob O'Neill_2", as_bytes(answered(release, answers)))
    tiny = Course(released_course)
    with Gradebook(tiny.directory(NAME).db_url) as gradebook:
        gradebook.add_student("cy")
    grade_class(tiny, NAME)
    with Gradebook(tiny.directory(NAME).db_url) as gradebook:
        comment = gradebook.find_comment("answer_why", NAME, NAME, "ann")
        comment.manual_comment = "**Nice**,\n\n```but open"
        gradebook.db.commit()
    shutil.copytree(released_course, graded_once)
    return tiny


@pytest.fixture
def solved(tiny):
    """By student, the notebook as it is read again."""
    made = write_solutions(tiny, NAME)
    assert made.held == {}
    assert not made.is_due
    return {who: nbformat.read(path, as_version=4) for who, path in made.written.items()}


def due(tiny, hours, *, of=None, grace=0):
    """Write a deadline so many hours from now, and an exception for one student."""
    times = [datetime.now(UTC) + timedelta(hours=each) for each in (hours, of or 0)]
    lines = [f"grace_hours = {grace}", f"[{NAME}]", f"due = {times[0]:%Y-%m-%dT%H:%M:%SZ}"]
    lines += [f"[{NAME}.students]", f"ann = {times[1]:%Y-%m-%dT%H:%M:%SZ}"] if of else []
    (tiny.root / "deadlines.toml").write_text("\n".join(lines))


def text(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells)


@pytest.fixture
def above(release):
    """Gives what stands between a cell of the instructor's and the one before."""
    given = {cell.id for cell in release.cells}

    def above(notebook, name):
        at = [cell.id for cell in notebook.cells].index(name)
        start = max(before for before in range(at) if notebook.cells[before].id in given)
        return "\n\n".join(cell.source for cell in notebook.cells[start + 1 : at])

    return above


def test_everybody_gets_a_valid_notebook_without_secrets_and_locks(solved):
    assert sorted(solved) == ["Bob O'Neill_2", "ann", "cy"]
    for notebook in solved.values():
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert [secret for secret in SECRETS if secret in json.dumps(notebook)] == []
        assert not any(
            {"nbgrader", "editable", "deletable"} & {*c.metadata} for c in notebook.cells
        )
        assert find(notebook, "double").source == "def double(x):\n    return 2 * np.asarray(x)"
        assert find(notebook, "answer-why").source == "Whatever comes in pairs is counted twice."
        assert 'assert double(1) == 2, "Two times' in find(notebook, "test-double").source


def test_answers_stand_above_the_model_answers_with_points_and_findings(solved, above):
    bob = above(solved["Bob O'Neill_2"], "double")
    assert bob.startswith(f"**Your answer: 0 of 4 points**\n\n```python\n{SQUARE}\n```\n\n")
    assert "- **A likely cause:** That is the square\\.\n- Not passed: a number\\: " in bob
    assert bob.endswith("**Model answer**")
    assert above(solved["Bob O'Neill_2"], "half") == (
        "**Your answer: not begun, 0 of 3 bonus points**\n\n**Model answer**"
    )
    ann = solved["ann"]
    assert "Not passed" not in text(ann)
    assert above(ann, "total").startswith("**Your answer: 6 of 6 points**\n\n```python\n")
    assert above(ann, "answer-why") == (
        "**Your answer: to be marked, up to 90 points**\n\nBecause.\n\n"
        "> **Comment:** **Nice**,\n> \n> ```but open\n\n**Model answer**"
    )
    assert ann.cells[0].source.startswith("**Solved notebook for ann.** Your score is 13 of 100 ")
    assert "1 answer is still to be marked." in ann.cells[0].source


def test_who_handed_in_nothing_gets_the_model_answers_only(solved, above):
    assert (
        solved["cy"]
        .cells[0]
        .source.endswith("You handed nothing in, so there are only the model answers.")
    )
    assert "Your answer" not in text(solved["cy"])
    assert above(solved["cy"], "double") == "**Model answer**"


def test_only_the_model_answers_run(solved):
    names = {}
    for cell in solved["Bob O'Neill_2"].cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    assert names["total"]([1, 2]) == 6


def test_what_a_student_wrote_is_shown_and_does_nothing(solved):
    bob = solved["Bob O'Neill_2"]
    assert HOSTILE in text(bob)
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(bob)
    for danger in ("<script>alert", "<img src=x", "<b>Why", "<strong>bold", "javascript:1)</a>"):
        assert danger not in page
    assert "alert(1)" in page
    assert page.count("<strong>Model answer</strong>") == 4, "no fence of a student's reaches it"
    assert "A heading of mine</h1>" not in page


def test_cells_of_their_own_around_an_answer_belong_to_it(released_course, release, above):
    notebook = answered(release, {"double": "from mine import *"})
    for name, cell in (
        ("double", new_code_cell("def double(x):\n    return 7")),
        ("question_why", new_markdown_cell("In a cell of my own.")),
        ("test_total", new_code_cell("'a trial of something else'")),
    ):
        notebook.cells.insert(notebook.cells.index(find(notebook, name)) + 1, cell)
    hand_in(released_course, "ann", as_bytes(notebook))
    tiny = Course(released_course)
    grade_class(tiny, NAME)
    solved = nbformat.read(write_solutions(tiny, NAME).written["ann"], as_version=4)
    assert "return 7" in above(solved, "double")
    assert "In a cell of my own." in above(solved, "answer-why")
    assert "a trial" not in text(solved)


@pytest.mark.parametrize(
    ("hours", "more", "held"),
    [
        (-1, {}, []),
        (-1, {"of": 5}, ["ann"]),
        (-1, {"grace": 48}, ["cy"]),
        (-49, {"grace": 48}, []),
        (-1, {"grace": 48, "of": 5}, ["ann", "cy"]),
    ],
)
def test_nobody_gets_it_who_can_still_hand_in(tiny, hours, more, held):
    due(tiny, hours, **more)
    made = write_solutions(tiny, NAME)
    assert sorted(made.held) == held
    assert made.is_due
    assert all("They can hand in until 2" in made.held[who] for who in held)
    assert not any((tiny.root / "solutions" / who).exists() for who in held)
    assert sorted(write_solutions(tiny, NAME, now=True).written) == sorted(
        [*made.written, *made.held]
    )


def test_before_the_deadline_of_all_it_is_one_line(tiny, monkeypatch, capsys):
    due(tiny, 3)
    monkeypatch.chdir(tiny.root)
    assert main(["solutions", NAME]) == 2
    assert capsys.readouterr().err.startswith(f"autograder: {NAME} can be handed in until 2")
    assert not (tiny.root / "solutions").exists()


def test_a_due_date_in_the_gradebook_holds(tiny):
    with Gradebook(tiny.directory(NAME).db_url) as gradebook:
        tomorrow = datetime.now() + timedelta(days=1)
        gradebook.update_or_create_assignment(NAME, duedate=tomorrow)
    with pytest.raises(CourseError, match="can be handed in until"):
        write_solutions(tiny, NAME)


def test_what_is_not_graded_for_good_is_waited_for(tiny, release):
    hand_in(tiny.root, "dan", as_bytes(release))
    path = tiny.autograded(NAME, "ann")
    notebook = json.loads(path.read_text())
    notebook["metadata"]["autograder"]["early"] = True
    path.write_text(json.dumps(notebook))
    held = write_solutions(tiny, NAME).held
    assert held == {
        "ann": f"It was graded before the deadline: autograder grade {NAME}",
        "dan": f"Not graded yet: autograder grade {NAME}",
    }


def test_a_misspelt_name_is_asked_about(tiny):
    with pytest.raises(CourseError, match=r"There is no student anm\. Did you mean ann\?"):
        write_solutions(tiny, NAME, ["anm"])


def test_a_released_one_is_on_the_students_page(tiny, monkeypatch, capsys):
    monkeypatch.chdir(tiny.root)
    with serving(tiny.root) as served:
        ada, tina = served.browser(Person("ada")), served.browser()
        assert "solved notebook" not in ada.get().text
        assert ada.get(f"/solution/{NAME}").status == 404
        Links(tiny).issue([Person("ann")], 1)
        assert main(["solutions", NAME, "--release"]) == 0
        printed = capsys.readouterr().out
        assert "cy: send the notebook yourself" in printed
        assert "3 solved notebooks released" in printed, "ada and bela have links, too"
        assert f'href="/solution/{NAME}"' in ada.get().text
        answer = ada.get(f"/solution/{NAME}")
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert "You handed nothing in" in answer.text
        assert tina.get(f"/solution/{NAME}").status == 403
