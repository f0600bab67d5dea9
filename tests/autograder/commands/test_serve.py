"""Students hand in by the page and read their score there; the staff sees the class."""

import csv
import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from served import TA, Served, right, serving
from tiny_course import LIMITS, NAME, RIGHT, ROOT, answered, as_bytes, hand_in, write_course

from autograder.commands.grade import grade_class
from autograder.commands.main import main
from autograder.course import Course
from autograder.gradebook.inbound import Inbox, take
from autograder.gradebook.links import Person

ADA, BELA = Person("ada"), Person("bela")
WRONG = {**RIGHT, "double": "def double(x):\n    return x"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("served"))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(write_course(tmp_path)) as made:
        yield made


def test_a_notebook_goes_into_the_queue_and_its_score_comes_back(served, release):
    browser = served.browser(ADA)
    assert "You have not handed in anything yet." in browser.get().text
    answer = browser.hand_in(right(release))
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert served.handed_in() == [("ada", right(release))]
    page = browser.get().text
    assert "is waiting to be graded" in page
    assert 'data-live="2"' in page
    served.graded("ada")
    page = browser.get().text
    assert "<b>7</b> of 100 points" in page
    assert "3 / 6" in page
    assert "1 answer is still to be marked by a person" in page
    assert 'data-live="0"' in page
    assert "That adds them all twice." not in page, (
        "that is for the feedback page, by c.Watch.shows"
    )
    assert browser.get(f"/feedback/{NAME}").text == "<p>your page</p>"


def test_what_is_in_the_inbox_is_as_nbgrader_leaves_it(served, release):
    served.browser(ADA).hand_in(right(release))
    (one,) = Inbox(served.course).hand_ins()
    assert sorted(path.name for path in one.folder.iterdir()) == [
        "submission_secret.txt",
        "timestamp.txt",
        f"{NAME}.ipynb",
    ]
    assert (one.student, one.assignment) == ("ada", NAME)
    assert not list((served.course.root / ".autograder/uploads").iterdir())


def test_the_same_notebook_sent_twice_is_one_hand_in(served, release):
    browser = served.browser(ADA)
    browser.hand_in(right(release))
    assert browser.hand_in(right(release)).status == 303
    assert len(served.handed_in()) == 1
    browser.hand_in(as_bytes(answered(release, WRONG)))
    browser.hand_in(right(release))
    assert len(served.handed_in()) == 3
    page = browser.get().text
    assert page.count("replaced by a later one") == 2


def test_the_staff_sees_the_class(served, release):
    for who, points in ((ADA, 4.0), (BELA, 0.0)):
        served.browser(who).hand_in(right(release))
        served.graded(who.name, exercises={"double": [points, 4.0]})
    served.browser(BELA).hand_in(as_bytes(answered(release, WRONG)))
    tina = served.browser(TA)
    page = tina.get().text
    assert '<dd>2 <span class="of">of 2</span></dd>' in page
    assert "The mistake of the hour</b> (<code>total</code>, 2 students)" in page
    assert "That adds them all twice." in page
    assert "50 %" in page
    assert "The queue" in page
    assert "bela, 0.0 min" in page
    assert tina.get(f"/feedback/{NAME}/ada").text == "<p>your page</p>"


def test_what_the_policy_lets_wait_says_until_when(tmp_path, release):
    with serving(write_course(tmp_path), "c.Watch.attempts_a_day = 1") as served:
        browser = served.browser(ADA)
        browser.hand_in(right(release))
        served.graded("ada")
        browser.hand_in(as_bytes(answered(release, WRONG)))
        page = browser.get().text
        assert "is accepted. It is graded from" in page
        assert 'data-live="0"' in page
        assert "The queue" not in served.browser(TA).get().text


def test_a_program_hands_in_and_reads_the_score(served, release):
    bearer = {"Authorization": f"Bearer {served.link[ADA]}"}
    browser = served.browser()
    assert json.loads(browser.get(f"/api/{NAME}", **bearer).text) == {"state": "nothing handed in"}
    told = json.loads(browser.ask("PUT", f"/api/{NAME}", right(release), **bearer).text)
    assert told["state"] == "waiting to be graded"
    assert told["page"] is None
    served.graded("ada")
    told = json.loads(browser.get(f"/api/{NAME}", **bearer).text)
    assert (told["state"], told["points"], told["max_points"]) == ("graded", 7.0, 100.0)
    assert told["exercises"][2] == {"name": "answer_why", "points": None, "max_points": 90.0}
    assert told["page"] == f"http://127.0.0.1:8765/feedback/{NAME}"


def test_marks_that_a_person_gave_are_released(course, release, monkeypatch, capsys):
    with serving(course) as served:
        browser = served.browser(ADA)
        browser.hand_in(right(release))
        served.graded("ada")
        (one,) = Inbox(served.course).hand_ins()
        take(served.course, one, LIMITS)
        hand_in(course, "emil", right(release))
        grade_class(served.course, NAME)
        with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
            grade = gradebook.find_grade("answer_why", NAME, NAME, "ada")
            grade.manual_score, grade.needs_manual_grade = 50, False
            gradebook.db.commit()
        monkeypatch.chdir(course)
        assert main(["feedback", NAME, "--release"]) == 0
        told = capsys.readouterr().out
        assert "emil: send the page yourself; it was not handed in online.\n1 page released" in told
        served.site.look(again=True)
        page = browser.get().text
        assert "<b>63</b> of 100 points" in page
        assert "still to be marked" not in page
        assert "63</b> of 100 points" in browser.get(f"/feedback/{NAME}").text
        tina = served.browser(TA).get().text
        assert "The mistake of the hour" in tina, "of the attempt, and not counted again"


def test_links_are_written_for_a_roster_and_closed_again(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    config = folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.Serve.staff = ['tina']\n")
    (folder / "students.csv").write_text("id,email\nada,ada@example.org\nÅsa B,\n")
    assert main(["serve", "--links", "students.csv"]) == 0
    links = folder / "links.csv"
    assert stat.S_IMODE(links.stat().st_mode) == 0o600
    with links.open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["role"]) for row in rows] == [
        ("ada", "student"),
        ("Åsa B", "student"),
        ("tina", "staff"),
    ]
    with serving(folder) as served:
        browser = served.browser()
        path = rows[1]["link"].removeprefix("http://127.0.0.1:8765")
        assert browser.get(path).status == 302
        assert "You are <b>Åsa B</b>." in browser.get().text
        assert main(["serve", "--revoke", "Åsa B"]) == 0
        assert browser.get().status == 403
        assert main(["serve", "--revoke", "nobody"]) == 2
    assert "nobody has no link." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "complaint"),
    [
        ("url = 'http://grades.example.org'", "begins with https://"),
        ("url = 'https://a@b.example.org'", "begins with https://"),
        ("url = 'https://[x'", "begins with https://"),
        ("port = 'x'", "c.Serve.port must be the number of a port"),
        ("staff = 'tina'", "must be a list of names"),
        ("days = 0", "must be a number above 0"),
        ("open = True", "There is no c.Serve.open (there are: url, address, port, days, staff)."),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path, monkeypatch, capsys, setting, complaint):
    folder = write_course(tmp_path)
    config = folder / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}\nc.Serve.{setting}\n")
    (folder / "students.csv").write_text("id\nada\n")
    monkeypatch.chdir(folder)
    assert main(["serve", "--links", "students.csv"]) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    ("roster", "complaint"),
    [
        ("name\nada\n", "needs a column named id"),
        ("id\n../ada\n", "gets no link"),
        ("id\n.ada\n", "begins with a full stop"),
        (f"id\n{'a' * 101}\n", "longer than 100 bytes"),
    ],
)
def test_a_wrong_roster_is_refused(folder, monkeypatch, capsys, roster, complaint):
    monkeypatch.chdir(folder)
    (folder / "wrong.csv").write_text(roster)
    assert main(["serve", "--links", "wrong.csv"]) == 2
    assert complaint in capsys.readouterr().err


def snippet() -> str:
    """What docs/student.md gives to students."""
    return re.search(r"```python\n(.*?)```", (ROOT / "docs/student.md").read_text(), re.DOTALL)[1]


def run_snippet(served, folder: Path, monkeypatch, link: str) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("getpass.getpass", lambda _ask: link)
    source = snippet().replace("lif", NAME)
    assert "time.sleep(2)" in source
    exec(source.replace("time.sleep(2)", "graded('ada')"), {"graded": served.graded})


def test_students_hand_in_from_their_notebook(served, release, tmp_path, monkeypatch, capsys):
    (tmp_path / f"{NAME}.ipynb").write_bytes(right(release))
    link = f"http://127.0.0.1:{served.port}/in/{served.link[ADA]}"
    run_snippet(served, tmp_path, monkeypatch, link)
    assert capsys.readouterr().out.splitlines() == [
        "double: 4.0 of 4.0",
        "total: 3.0 of 6.0",
        "answer_why: to be marked of 90.0",
        f"graded 7.0 of 100.0 points http://127.0.0.1:8765/feedback/{NAME}",
    ]
    assert served.handed_in() == [("ada", right(release))]
    (tmp_path / f"{NAME}.ipynb").write_text("{}")
    run_snippet(served, tmp_path, monkeypatch, link)
    assert capsys.readouterr().out.startswith("Not handed in. The file is not a notebook")


def test_handing_in_from_a_notebook_costs_nothing_when_it_is_graded(course, release):
    notebook = answered(release)
    notebook.cells.append(new_code_cell(snippet().replace("lif", NAME)))
    hand_in(course, "ada", as_bytes(notebook))
    hand_in(course, "bela", right(release))
    ada, bela = grade_class(Course(course), NAME)
    assert (ada.points, ada.flags) == (bela.points, bela.flags)
    assert ada.seconds < 10
