"""The instructor's notebook taken apart: what students get, what stays secret."""

import nbformat
import pytest
import tiny_course
from nbgrader.utils import compute_checksum
from tiny_course import find, grade_id, manifest_of, source_notebook

from autograder.notebooks.manifest import split_hidden, split_scheme

HIDDEN = "### BEGIN HIDDEN TESTS\nsecret()\n### END HIDDEN TESTS"
SCHEME = "<!-- BEGIN MARK SCHEME -->\nsecret\n\nmore\n<!-- END MARK SCHEME -->"


@pytest.mark.parametrize(
    ("split", "source", "parts"),
    [
        (split_hidden, f"visible()\n{HIDDEN}", ("visible()", "secret()\n")),
        (split_hidden, f"{HIDDEN}\nvisible()", ("visible()", "secret()\n")),
        (split_hidden, HIDDEN, ("", "secret()\n")),
        (split_hidden, "visible()", ("visible()", "")),
        (split_hidden, "", ("", "")),
        (split_scheme, f"Why?\n\n{SCHEME}\n", ("Why?", "secret\n\nmore\n")),
        (split_scheme, f"Why?\n{SCHEME}\nReally?", ("Why?\nReally?", "secret\n\nmore\n")),
        (split_scheme, "Why?", ("Why?", "")),
    ],
)
def test_secret_regions_are_split_off(split, source, parts):
    assert split(source) == parts


def test_hidden_tests_are_kept_by_the_name_of_their_cell(manifest):
    assert manifest.name == "tiny"
    assert manifest.hidden == {
        f"test_{name}": f'from tiny_tests import tiny; tiny.grade("{name}", {name})\n'
        for name in ("double", "total", "half")
    }


def test_the_release_has_no_secrets_and_the_manifest_only_the_schemes(manifest):
    released, kept = nbformat.writes(manifest.release()), nbformat.writes(manifest.notebook)
    for secret in ("HIDDEN", "tiny_tests", "BEGIN SOLUTION", "return 2 *", "comes in pairs"):
        assert secret not in released
        assert secret not in kept
    assert "prettier" in kept
    assert "prettier" not in released
    assert "MARK SCHEME" not in released


def test_the_release_has_stubs_and_locks(manifest):
    release = manifest.release()
    assert "raise NotImplementedError()" in find(release, "double").source
    assert find(release, "answer_why").source == "YOUR ANSWER HERE"
    locked = {grade_id(cell) for cell in release.cells if cell.metadata.get("editable") is False}
    assert locked == {"given_setup", "test_double", "test_total", "test_half", "question_why"}


def test_checksums_are_those_of_what_students_get(manifest):
    """By them nbgrader tells an unanswered question."""
    for cell in manifest.release().cells:
        if grade_id(cell):
            assert cell.metadata.nbgrader.checksum == compute_checksum(cell)


def test_the_source_is_read_and_not_written(tmp_path):
    manifest = manifest_of(source_notebook(), tmp_path)
    path = tmp_path / "source" / "tiny" / "tiny.ipynb"
    before = path.read_bytes()
    manifest.release()
    assert path.read_bytes() == before
    assert nbformat.read(path, as_version=4) == source_notebook()


def test_a_hidden_test_in_another_shape_is_not_lost_in_silence(tmp_path, runner):
    """Nbgrader takes it out whatever stands around the marks; then nobody gets points for it."""
    from autograder.files import Submission
    from autograder.grading.grade import grade

    source = source_notebook()
    cell = find(source, "test_double")
    cell.source = cell.source.replace("### BEGIN HIDDEN TESTS", "  ### BEGIN HIDDEN TESTS ")
    manifest = manifest_of(source, tmp_path)
    graded = grade(manifest, Submission(tiny_course.as_bytes(manifest.release())), 1, runner)
    assert graded.ungraded == "The hidden test test_double failed: there is none"
