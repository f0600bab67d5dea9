"""A gradebook that is opened again has its engine; nothing else is kept from one to the next."""

import shutil

import pytest
from nbgrader import api

from autograder.gradebook.engines import keep_engines


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setattr(api, "create_engine", api.create_engine)  # undone after the test
    keep_engines()
    return f"sqlite:///{tmp_path}/gradebook.db"


def test_a_gradebook_that_is_opened_again_has_its_engine(url):
    with api.Gradebook(url) as before, api.Gradebook(url) as beside:
        assert before.engine is beside.engine
        assert before.db is not beside.db
    with api.Gradebook(url) as again:
        assert again.engine is before.engine


def test_what_is_read_is_the_file_that_lies_there_by_then(url, tmp_path):
    with api.Gradebook(url) as gradebook:
        shutil.copy(tmp_path / "gradebook.db", tmp_path / "copy.db")
        gradebook.update_or_create_student("ada")
    not_closed = api.Gradebook(url)
    assert [student.id for student in not_closed.students] == ["ada"]
    not_closed.db.rollback()
    (tmp_path / "copy.db").rename(tmp_path / "gradebook.db")
    with api.Gradebook(url) as gradebook:
        assert gradebook.students == []
    not_closed.close()
