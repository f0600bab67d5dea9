"""A gradebook that is opened again has its engine; nothing else is kept from one to the next."""

import shutil
import sqlite3
import subprocess

import pytest
from nbgrader import api

from autograder.course import find_programs
from autograder.gradebook.opening import open_quickly


@pytest.fixture
def url(tmp_path):
    open_quickly()
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


def test_the_version_of_a_new_gradebook_is_what_alembic_says(url, tmp_path):
    find_programs()
    with api._temp_alembic_ini(url) as settings:
        told = subprocess.check_output(["alembic", "-c", settings, "heads"], text=True)
    api.Gradebook(url).close()
    with sqlite3.connect(tmp_path / "gradebook.db") as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (told.split()[0],)
        ]
