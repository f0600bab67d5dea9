"""`autograder check`: each claim is shown to fail when it is broken, and only then."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from tiny_course import NAME, find, source_notebook, write_course

from autograder.commands.check import check, own_code
from autograder.course import Course, CourseError

VALID = "the source notebook is valid, without outputs"
SIGNATURES = "notebook and hidden tests have the same exercises, signatures and questions"
HIDDEN = "every autograded cell has a hidden test"
SCHEMES = "every free-text cell has a marking scheme"
POINTS = "the points add up to 100, bonus apart"
SYNC = "release/ is what nbgrader generates"
LEAKS = "nothing leaks into release/"
FULL = "the solution notebook earns everything"
DECOYS = "solutions work with decoys of earlier ones, which are no answers"
NOTHING = "the untouched release earns nothing"
ALL = [VALID, SIGNATURES, HIDDEN, SCHEMES, POINTS, SYNC, LEAKS, FULL, DECOYS, NOTHING]


@pytest.fixture
def problems(course, runner):
    """Checks the course, with this source if one is given; returns the claims that do not hold."""

    def of(source=None):
        if source is not None:
            write_course(course, source)
        return {claim: told for claim, told in check(Course(course), NAME, runner).items() if told}

    return of


@pytest.fixture
def release(released_course):
    """The release that nbgrader generates, to be changed."""
    return nbformat.read(released(released_course), as_version=4)


def released(course):
    return course / "release" / NAME / f"{NAME}.ipynb"


def changed(name, **more):
    """The source notebook with one cell changed."""
    source = source_notebook()
    cell = find(source, name)
    for key, value in more.items():
        if key == "replace":
            cell.source = cell.source.replace(*value)
        elif key in ("points", "grade_id", "solution"):
            cell.metadata.nbgrader[key] = value
        else:
            cell[key] = value
    return source


def without(name):
    source = source_notebook()
    source.cells.remove(find(source, name))
    return source


def test_a_sound_assignment_passes_every_claim_and_stays_as_it_was(released_course, runner):
    before = {path: path.read_bytes() for path in released_course.rglob("*") if path.is_file()}
    assert check(Course(released_course), NAME, runner) == {claim: [] for claim in ALL}
    after = {path: path.read_bytes() for path in released_course.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    ("source", "claim", "line"),
    [
        pytest.param(changed("given-plain", execution_count=3), VALID, "given-plain has outputs"),
        pytest.param(
            changed("given-plain", outputs=[nbformat.v4.new_output("stream", text="x")]),
            VALID,
            "given-plain has outputs",
        ),
        pytest.param(
            changed("double", replace=("(x)", "(y)")), SIGNATURES, "double(x) is expected"
        ),
        pytest.param(
            changed("total", replace=("(values)", "(values, n=1)")),
            SIGNATURES,
            "total(values, n=1)",
        ),
        pytest.param(
            changed("double", replace=("def double(x):", "def double(x:")),
            SIGNATURES,
            "has nothing",
        ),
        pytest.param(
            changed("half", grade_id="halve"),
            SIGNATURES,
            "halve is not an exercise of the hidden tests",
        ),
        pytest.param(changed("answer_why", grade_id="answer_how"), SIGNATURES, "answer_how"),
        pytest.param(
            changed("test_double", source="assert double(1) == 2"), HIDDEN, "test_double has none"
        ),
        pytest.param(without("double"), HIDDEN, "test_double does not follow"),
        pytest.param(
            changed("question_why", source="Why?"), SCHEMES, "question before answer_why has none"
        ),
        pytest.param(changed("answer_why", points=89), POINTS, "add up to 99"),
        pytest.param(changed("test_double", points=5), POINTS, "test_double: 5 points"),
        pytest.param(
            changed("double", replace=("return 2 *", "return 3 *")), FULL, "double: The double"
        ),
        pytest.param(
            changed(
                "double",
                replace=(
                    "    ### BEGIN SOLUTION",
                    "    return 2 * np.asarray(x)\n    ### BEGIN SOLUTION",
                ),
            ),
            NOTHING,
            "double earns 4",
        ),
        pytest.param(
            changed("test_double", replace=("tiny.grade", "1 / 0; tiny.grade")),
            FULL,
            "ZeroDivisionError",
        ),
        pytest.param(
            changed("given_setup", source="import numpy as np\nimport os, sys; os._exit(0)"),
            FULL,
            "given_setup: It ended",
        ),
    ],
)
def test_what_is_broken_in_the_source_is_told(problems, source, claim, line):
    assert any(line in problem for problem in problems(source)[claim])


def test_points_in_the_notebook_and_in_the_tests_must_agree_on_what_is_optional(problems):
    source = source_notebook()
    find(source, "test_half").metadata.tags = []
    told = problems(source)[POINTS]
    assert (
        "test_half: 3 points, optional: False in the notebook, 3, True in the hidden tests" in told
    )
    assert "they add up to 103" in told


def test_an_old_format_is_told(problems):
    source = source_notebook()
    for cell in source.cells:
        del cell["id"]
    source.nbformat_minor = 4
    assert "it is nbformat 4.4, not 4.5" in problems(source)[VALID]


def test_an_assignment_without_hidden_tests_is_told(course, problems):
    (course / "tiny_tests/tiny.py").unlink()
    assert problems()[SIGNATURES] == [f"There is no tiny_tests/tiny in {course}."]


def test_hidden_tests_without_an_assignment_are_told(course, problems):
    (course / "tiny_tests/tiny.py").write_text("grade = print\n")
    assert problems()[SIGNATURES] == [
        "tiny_tests.tiny does not define an Assignment named assignment"
    ]


def test_a_course_that_does_not_name_its_tests_is_told_and_graded_all_the_same(
    released_course, runner
):
    config = released_course / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.Course.tests", "c.CourseDirectory.unused"))
    claims = check(Course(released_course), NAME, runner)
    assert [claim for claim, problems in claims.items() if problems] == [SIGNATURES]
    assert claims[SIGNATURES][0].startswith("nbgrader_config.py does not name the course's hidden")


def test_an_exercise_that_only_the_tests_have_is_told(problems):
    told = problems(without("half"))[SIGNATURES]
    assert told == ["half(x) is expected, the notebook has nothing"]


def test_a_question_that_only_the_tests_have_is_told(problems):
    source = without("answer_why")
    assert problems(source)[SIGNATURES] == ["the question answer_why is not in the notebook"]


def test_a_default_that_is_not_the_references_is_told(course, problems):
    tests = course / "tiny_tests/tiny.py"
    tests.write_text(tests.read_text().replace("def _half(x):", "def _half(x, *, fast=True):"))
    assert SIGNATURES not in problems()
    tests.write_text(tests.read_text().replace("(x, *, fast=True)", "(x, by=2)"))
    assert problems()[SIGNATURES] == ["half(x, by=2) is expected, the notebook has half(x)"]


def test_a_hidden_test_of_several_lines_is_one(problems):
    lines = "from tiny_tests import tiny\n\n"
    source = changed("test_double", replace=("from tiny_tests import tiny; ", lines))
    assert list(problems(source)) == [SYNC]


def test_a_course_may_be_worth_something_else(course, problems):
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text().replace("points = 100", "points = 20"))
    assert problems()["the points add up to 20, bonus apart"] == ["they add up to 100"]


def test_the_course_s_own_code_is_named(course):
    (course / "tools.py").write_text("import json\n")
    (course / "unused.py").write_text("")
    tests = course / "tiny_tests/tiny.py"
    tests.write_text("from tools import json\n" + tests.read_text())
    assert own_code(Course(course), [NAME]) == {
        "tiny_tests": course / "tiny_tests",
        "tools": course / "tools.py",
    }


# The release


def test_a_missing_release_is_told(problems):
    told = problems()
    assert list(told) == [SYNC]
    assert "there is none" in told[SYNC][0]
    assert "autograder release tiny" in told[SYNC][0]


def test_a_release_that_is_out_of_date_is_told(problems, release):
    source = source_notebook()
    source.cells.append(new_markdown_cell("More.", id="more"))
    assert list(problems(source)) == [SYNC]


def test_a_release_edited_by_hand_is_told(course, problems, release):
    released(course).write_text(released(course).read_text() + " ")
    assert list(problems()) == [SYNC]


@pytest.mark.parametrize(
    ("leak", "line"),
    [
        pytest.param("### BEGIN SOLUTION", "BEGIN SOLUTION", id="mark of a solution"),
        pytest.param("### END HIDDEN TESTS", "HIDDEN TEST", id="mark of a test"),
        pytest.param("<!-- BEGIN MARK SCHEME -->", "MARK SCHEME", id="mark of a scheme"),
        pytest.param("import tiny_tests", "tiny_tests", id="hidden test"),
        pytest.param("return 2 * np.asarray(x)", "secret part of double", id="solution"),
        pytest.param("return  2*np.asarray( x )", "secret part of double", id="spaced otherwise"),
        pytest.param("Whatever comes in pairs is counted twice.", "secret part of answer_why"),
        pytest.param("**Full credit:** because pairs are prettier.", "secret part of question_why"),
    ],
)
def test_a_secret_in_the_release_is_told(course, problems, release, leak, line):
    release.cells.append(new_code_cell(leak))
    nbformat.write(release, released(course))
    assert any(line in problem for problem in problems()[LEAKS])


def test_a_question_without_a_model_answer_is_no_leak(problems):
    source = source_notebook()
    find(source, "answer_why").source = "YOUR ANSWER HERE"
    assert LEAKS not in problems(source)


def test_a_leak_is_quoted_as_it_was_written(course, problems, release):
    release.cells.append(new_code_cell("Whatever  comes in pairs is counted twice."))
    nbformat.write(release, released(course))
    assert "“Whatever comes in pairs is counted twice.”" in problems()[LEAKS][0]


def test_an_import_of_the_reference_in_the_release_is_told(course, problems, release):
    (course / "answers.py").write_text("")
    tests = course / "tiny_tests/tiny.py"
    tests.write_text("import answers\n" + tests.read_text())
    release.cells.append(new_code_cell("from answers import double"))
    nbformat.write(release, released(course))
    assert "“from answers” stands in it" in problems()[LEAKS]


def test_a_secret_in_the_metadata_of_the_release_is_told(course, problems, release):
    release.metadata["old"] = {"import tiny_tests": ["return 2 * np.asarray(x)"]}
    nbformat.write(release, released(course))
    told = problems()[LEAKS]
    assert told[0] == "“tiny_tests” stands in it"
    assert told[-1].startswith("the secret part of double")


def test_outputs_in_the_release_are_told(course, problems, release):
    find(release, "given-plain").execution_count = 4
    nbformat.write(release, released(course))
    assert "cell given-plain has outputs" in problems()[LEAKS]


def test_a_source_that_nbgrader_refuses_is_told(problems, release):
    assert "nbgrader cannot generate it" in problems(changed("total", grade_id="double"))[SYNC][0]


def test_an_unknown_assignment_is_an_error(course, runner):
    with pytest.raises(CourseError, match="there are: tiny"):
        check(Course(course), "nosuch", runner)


def test_a_verdict_without_checks_is_not_full(course, problems):
    tests = course / "tiny_tests/tiny.py"
    hollow = "\nExercise = lambda *about, checks, **more: _Exercise(*about, checks=(), **more)\n\n"
    text = tests.read_text().replace(
        "import Assignment, Check, Exercise,", "import Assignment, Check,"
    )
    tests.write_text(
        "from autograder.testing.exercise import Exercise as _Exercise\n"
        + text.replace("\n\n\n", hollow, 1)
    )
    assert "double: no checks" in problems()[FULL]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("x + more", "2 * x", "the decoy of double earns 4 as an answer"),
        ("x + more", "x + 20", "the decoy of double is the same for each hand-in"),
        ("def double(", "def doubles(", "there is a decoy of doubles, which is no exercise"),
        ("def double(", "def _double(", "calls double, of which there is no decoy"),
        ("x + more", "[x + more]", "total with decoys: "),
    ],
)
def test_an_unsound_decoy_is_told(course, problems, old, new, line):
    path = course / "tiny_tests" / "decoys.py"
    path.write_text(path.read_text().replace(old, new))
    assert any(line in told for told in problems()[DECOYS])
