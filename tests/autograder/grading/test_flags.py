"""Every sentence on a hand-in is brought about; nobody is blamed for what they did not do."""

import copy
import json
import tempfile
from pathlib import Path

import nbformat
import pytest
from changes import add_exercise, change_points, mend_tests, remove_exercise, source
from nbformat.v4 import new_code_cell
from nbgrader.utils import compute_checksum, is_locked
from tiny_course import (
    LIMITS,
    NAME,
    RIGHT,
    answered,
    as_bytes,
    find,
    hand_in,
    manifest_of,
    source_notebook,
    write_course,
)

from autograder.commands.grade import grade_class
from autograder.course import Course
from autograder.files import Submission, read_submission
from autograder.flags import Flag, Obstacle, Unreadable
from autograder.gradebook.submissions import obstacle
from autograder.grading.grade import grade
from autograder.notebooks.read import UnreadableError, read
from autograder.sandbox.runner import Runner
from autograder.settings import Settings

# What brings about which sentence


def doing(change):
    """A hand-in of all the right answers, changed."""

    def make(release):
        notebook = answered(release)
        change(notebook)
        return Submission(as_bytes(notebook))

    return make


def cell(name, **changes):
    return doing(lambda notebook: find(notebook, name).update(changes))


def without_metadata(notebook):
    for number, one in enumerate(notebook.cells):
        one.metadata, one.id = nbformat.from_dict({}), f"new-{number}"


def remove(name):
    return doing(lambda notebook: notebook.cells.remove(find(notebook, name)))


def twice(name):
    return doing(lambda notebook: notebook.cells.append(copy.deepcopy(find(notebook, name))))


def both_in_one_cell(release):
    notebook = answered(release, {**RIGHT, "double": f"{RIGHT['double']}\n{RIGHT['total']}"})
    notebook.cells.remove(find(notebook, "total"))
    return Submission(as_bytes(notebook))


def test_functions_that_share_a_cell_are_worth_what_they_are(manifest, release, runner):
    graded = grade(manifest, both_in_one_cell(release), 7, runner)
    assert [verdict.right for verdict in graded.verdicts.values()] == [True] * 3
    assert graded.flags == [Flag.ELSEWHERE.of(name="total")]
    assert graded.notebook.metadata["autograder"]["blank"] == []


def below_its_test(release):
    notebook = answered(release, {})
    notebook.cells.append(new_code_cell(RIGHT["double"], id="below"))
    return Submission(as_bytes(notebook))


def another_assignment(release):
    """A notebook in which every exercise has another name."""
    text = as_bytes(answered(release)).decode()
    for name in ("double", "total", "half", "why"):
        text = text.replace(name, f"other_{name}")
    notebook = nbformat.reads(text, as_version=4)
    for one in notebook.cells:
        if is_locked(one):
            one.metadata.nbgrader.checksum = compute_checksum(one)
    return notebook


def test_the_notebook_of_another_assignment_is_no_0(manifest, release, runner):
    other = another_assignment(release)
    graded = grade(manifest, Submission(as_bytes(other)), 7, runner)
    assert graded.ungraded == Unreadable.ANOTHER.of(name="test_other_double")
    assert (graded.flags, graded.verdicts) == ([], {})


@pytest.mark.parametrize("of_ours", ["double", "answer_why", "test_half"])
def test_what_has_anything_of_this_assignment_is_graded(manifest, release, runner, of_ours):
    other = another_assignment(release)
    other.cells.append(find(answered(release), of_ours))
    assert not grade(manifest, Submission(as_bytes(other)), 7, runner).ungraded


def one_thousand_points(notebook):
    find(notebook, "test_double").metadata.nbgrader.points = 1000


def as_text(notebook):
    find(notebook, "double").cell_type = "markdown"


def older(release):
    """Made when the question was another one."""
    before = source_notebook()
    find(before, "question_why").source = "### Question\n\nWhy not thrice?"
    with tempfile.TemporaryDirectory() as folder:
        return Submission(as_bytes(answered(manifest_of(before, Path(folder)).release())))


HAND_INS = {
    Flag.EARLIER: older,
    Flag.ENCODING: lambda release: Submission(
        json.dumps(answered(release, {**RIGHT, "answer_why": "“é”"}), ensure_ascii=False).encode(
            "cp1252"
        )
    ),
    Flag.LOST_METADATA: doing(without_metadata),
    Flag.MISSING: remove("test_total"),
    Flag.TWICE: twice("test_total"),
    Flag.RETYPED: doing(as_text),
    Flag.SETTINGS: doing(one_thousand_points),
    Flag.EDITED: cell("test_double", source="True"),
    Flag.ELSEWHERE: both_in_one_cell,
    Flag.TOO_LATE: below_its_test,
    Flag.LONG: cell("double", source=RIGHT["double"] + " # " + "x" * 10_000),
    Flag.DIED: cell("half", source="import os; os._exit(1)"),
    Flag.STOPPED: cell("half", source="import pandas\npandas.x\ndef half(x): return x / 2"),
    Flag.IMPORT: cell("half", source=f"import pandas\n{RIGHT['half']}"),
    Flag.REACHES: cell("half", source=f"import ctypes\n{RIGHT['half']}"),
}


@pytest.fixture
def flags_of(manifest, release, runner):
    def flags_of(make):
        graded = grade(manifest, make(release), 7, runner)
        assert not graded.ungraded
        return [*graded.flags, *graded.suspicion]

    return flags_of


@pytest.mark.parametrize("flag", HAND_INS, ids=lambda flag: flag.name)
def test_a_flag_is_raised_by_what_it_says(flags_of, flag):
    flags = flags_of(HAND_INS[flag])
    assert any(map(flag.fits, flags)), flags


def test_a_flag_names_a_visible_check_as_such(flags_of):
    flags = flags_of(cell("total", source="def total(values):\n    import os; os._exit(1)"))
    assert flags[0].startswith("the visible check of total: It ended the Python interpreter")


def many_files(folder):
    for number in range(LIMITS.files_beside + 1):
        (folder / f"{number}.txt").touch()


def deep_folders(folder):
    path = folder.joinpath(*["deep"] * 40)
    path.mkdir(parents=True)


BESIDE = {
    Flag.FILE: lambda folder: (folder / "link").symlink_to("/etc/passwd"),
    Flag.FILES: many_files,
    Flag.FOLDERS: deep_folders,
}


@pytest.mark.parametrize("flag", BESIDE, ids=lambda flag: flag.name)
def test_what_is_left_out_is_said(tmp_path, flag):
    path = hand_in(tmp_path, "ann", b"{}")
    BESIDE[flag](path.parent)
    assert any(map(flag.fits, read_submission(path, LIMITS).left_out))


def test_without_a_sandbox_every_result_says_so(manifest, release):
    with Runner(Settings(sealed=False)) as unsealed:
        graded = grade(manifest, Submission(as_bytes(release)), 7, unsealed)
    assert graded.flags == [Flag.UNSEALED.of()]


def test_an_error_of_a_hidden_test_is_a_flag_for_the_ta(released_course, release):
    course = Course(released_course)
    mend_tests(
        course,
        'Check("a number", _number, Close("The double"), weight=3)',
        'Check("a number", _number, lambda *_: {}["params"], weight=3)',
    )
    hand_in(course.root, "ann", as_bytes(answered(release)))
    (row,) = grade_class(course, NAME)
    assert any(map(Flag.FAULT.fits, row.suspicion))


def test_every_flag_has_its_test():
    assert set(Flag) == {*HAND_INS, *BESIDE, Flag.UNSEALED, Flag.FAULT}


UNREADABLE = {
    Unreadable.EMPTY: b" ",
    Unreadable.NOT_TEXT: b"PK\x03\x04\xff",
    Unreadable.NOT_JSON: b'{"cells": [',
    Unreadable.NOT_A_NOTEBOOK: b"[]",
    Unreadable.NO_CELLS: b"{}",
    Unreadable.TOO_DEEP: b"[" * 100_000,
    Unreadable.TOO_LARGE: b'{"a": "' + b" " * (LIMITS.notebook * 2**20) + b'"}',
    Unreadable.TOO_MANY_CELLS: json.dumps({"cells": [{}] * (LIMITS.cells + 1)}).encode(),
    Unreadable.TOO_MANY_VALUES: b"[" + b"0," * 2_000_000 + b"0]",
}


def test_every_reason_has_its_test():
    # The last two: test_the_notebook_of_another_assignment_is_no_0 and, for no file is known that
    # needs it, test_a_cell_that_cannot_be_read_is_refused_like_a_file_that_is_no_notebook
    assert set(Unreadable) == {*UNREADABLE, Unreadable.ANOTHER, Unreadable.ODD_CELL}


@pytest.mark.parametrize("reason", UNREADABLE, ids=lambda reason: reason.name)
def test_what_cannot_be_read_says_why(reason):
    with pytest.raises(UnreadableError) as caught:
        read(UNREADABLE[reason], LIMITS)
    assert reason.fits(str(caught.value))


def rename(path):
    path.rename(path.with_name("mine.ipynb"))


def link(path):
    path.rename(path.with_name("other.ipynb"))
    path.symlink_to(path.with_name("other.ipynb"))


def no_time(path):
    (path.parent / "timestamp.txt").write_text("soon")


OBSTACLES = {
    Obstacle.NAME: ("a*", lambda path: None),
    Obstacle.TWO_FOLDERS: ("e\u0301", lambda path: None),
    Obstacle.NO_FILE: ("ann", rename),
    Obstacle.NO_NOTEBOOK: ("ann", lambda path: path.rename(path.with_suffix(".pdf"))),
    Obstacle.LINK: ("ann", link),
    Obstacle.TIME: ("ann", no_time),
}


@pytest.mark.parametrize("reason", OBSTACLES, ids=lambda reason: reason.name)
def test_what_is_in_the_way_is_said(released_course, release, reason):
    student, change = OBSTACLES[reason]
    change(hand_in(released_course, student, as_bytes(release)))
    assert reason.fits(obstacle(Course(released_course), NAME, student))


def test_every_obstacle_has_its_test():
    # Who was dropped: test_a_dropped_student_stops_nobody_and_stays_dropped
    assert set(Obstacle) == {*OBSTACLES, Obstacle.DROPPED}


# Nobody is blamed


def untouched(release):
    return release


def right(release):
    return answered(release)


def own_cells(release):
    notebook = answered(release)
    notebook.cells.insert(3, new_code_cell("double(2)"))
    return notebook


def mangled(release):
    notebook = answered(release)
    without_metadata(notebook)
    return notebook


def untouched_and_mangled(release):
    notebook = copy.deepcopy(release)
    without_metadata(notebook)
    return notebook


def windows_line_ends(release):
    notebook = answered(release)
    for one in notebook.cells:
        one.source = one.source.replace("\n", "\r\n")
    return notebook


def old_format(release):
    return nbformat.convert(answered(release), 3)


def old_minor(release):
    notebook = answered(release)
    notebook.nbformat_minor = 2
    for one in notebook.cells:
        del one["id"]
    return notebook


def run_in_colab(release):
    notebook = answered(release)
    notebook.metadata = nbformat.from_dict({"colab": {"provenance": []}, "kernelspec": {}})
    for one in notebook.cells:
        one.metadata["id"] = "x"
        one.metadata["outputId"] = "y"
        if one.cell_type == "code":
            one.outputs = [nbformat.v4.new_output("stream", text="1,2,3\n" * 99)]
    return notebook


INNOCENT = [
    untouched,
    right,
    own_cells,
    mangled,
    untouched_and_mangled,
    windows_line_ends,
    old_format,
    old_minor,
    run_in_colab,
]


def blaming(flags):
    return [flag for flag in flags if not any(k.fits(flag) for k in Flag if not k.blames)]


@pytest.mark.parametrize("make", INNOCENT)
def test_whom_the_editor_has_played_a_trick_on_is_not_blamed(manifest, release, runner, make):
    graded = grade(manifest, Submission(as_bytes(make(release))), 7, runner)
    assert blaming([*graded.flags, *graded.suspicion]) == []
    assert not graded.ungraded


def reword(course):
    changed = source(course)
    for name in ("about-double", "question_why", "given-plain", "given_setup"):
        find(changed, name).source += "\n# More." if "given" in name else "\n\nMore."
    find(changed, "test_double").source = find(changed, "test_double").source.replace(
        "Two times", "Twice"
    )
    find(changed, "double").source = find(changed, "double").source.replace(
        "(x):\n", '(x):\n    """Twice."""\n'
    )
    write_course(course.root, changed, with_tests=False)


def another_question(course):
    changed = source(course)
    for name in ("question_why", "answer_why"):
        more = copy.deepcopy(find(changed, name))
        more.id, more.source = f"more-{more.id}", f"### More\n\n{more.source}"
        more.metadata.nbgrader.grade_id = more.metadata.nbgrader.grade_id.replace("why", "how")
        changed.cells.append(more)
    write_course(course.root, changed, with_tests=False)


def fewer_texts(course):
    changed = source(course)
    gone = ("about-double", "given-plain", "title")
    changed.cells = [one for one in changed.cells if one.id not in gone]
    write_course(course.root, changed, with_tests=False)


LATER = [change_points, add_exercise, remove_exercise, reword, another_question, fewer_texts]


@pytest.mark.parametrize("change", LATER)
@pytest.mark.parametrize("make", [untouched, right, mangled])
def test_who_began_with_an_earlier_release_is_not_blamed_and_wrote_nothing_of_it(
    released_course, release, make, change
):
    course = Course(released_course)
    change(course)
    hand_in(course.root, "ann", as_bytes(make(release)))
    (row,) = grade_class(course, NAME)
    assert not row.ungraded
    assert blaming([*row.flags, *row.suspicion]) == []
    graded = nbformat.read(course.autograded(NAME, "ann"), as_version=4)
    theirs = [one for one in graded.cells if one.metadata.get("tags") == ["own"]]
    removed = {RIGHT["half"]} if change is remove_exercise else set()
    assert {one.source for one in theirs} <= removed
    if make is untouched:
        assert row.waiting == ()
        assert set(row.not_begun) == set(row.marks)


def test_a_function_of_a_removed_exercise_is_the_students_and_its_test_is_not(
    released_course, release
):
    course = Course(released_course)
    remove_exercise(course)
    hand_in(course.root, "ann", as_bytes(answered(release)))
    grade_class(course, NAME)
    graded = nbformat.read(course.autograded(NAME, "ann"), as_version=4)
    text = "\n".join(one.source for one in graded.cells)
    assert RIGHT["half"] in text
    assert "half(4)" not in text


def test_words_in_a_text_of_an_earlier_release_are_the_students(released_course, release):
    course = Course(released_course)
    reword(course)
    notebook = answered(release)
    find(notebook, "about-double").source += "\n\nMy prediction: 4."
    hand_in(course.root, "ann", as_bytes(notebook))
    grade_class(course, NAME)
    graded = nbformat.read(course.autograded(NAME, "ann"), as_version=4)
    assert any("My prediction" in one.source for one in graded.cells)


@pytest.mark.parametrize("sentence", [*Flag, *Unreadable, *Obstacle], ids=lambda one: one.name)
def test_a_sentence_knows_itself_and_hardly_any_other(sentence):
    others = [one for one in (*Flag, *Unreadable, *Obstacle) if one.fits(sentence.text)]
    assert sentence in others
    assert set(others) - {sentence} <= {Flag.DIED, Flag.STOPPED, Flag.FILE, Obstacle.NAME}
