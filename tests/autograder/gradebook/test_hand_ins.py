"""Whatever an LMS packs is taken in, everybody is named, and nobody is lost on the way."""

import io
import random
import shutil
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from odd_archives import endless
from tiny_course import NAME, answered, as_bytes, hand_in

from autograder.commands import main as command
from autograder.commands.collect import as_table, collect_class
from autograder.commands.grade import grade_class
from autograder.course import Course, CourseError
from autograder.gradebook.lms import owners
from autograder.gradebook.names import problem_with

LAYOUTS = {
    "Moodle": {
        "Ada King_1201_assignsubmission_file_tiny.ipynb": "Ada King",
        "O’Brien, Zoë_1202_assignsubmission_file_/tiny.ipynb": "O’Brien, Zoë",
        "Bo Lu_1203_assignsubmission_file/tiny (1).ipynb": "Bo Lu",
        "ada_k._1204_assignsubmission_file_/tiny.ipynb": "ada_k.",
        "Cy_1205_assignsubmission_file_Bo Lu_1203_assignsubmission_file_tiny.ipynb": "Cy",
    },
    "Moodle, anonymous": {
        "Participant_1001_assignsubmission_file_tiny.ipynb": "Participant 1001",
        "Participant_1002_assignsubmission_file_tiny.ipynb": "Participant 1002",
    },
    "Moodle, one anonymous": {
        "Participant_1001_assignsubmission_file_tiny.ipynb": "Participant 1001",
    },
    "Moodle, two of one name": {
        "Ada King_1_assignsubmission_file_tiny.ipynb": "Ada King 1",
        "Ada King_2_assignsubmission_file_tiny.ipynb": "Ada King 2",
    },
    "Canvas": {
        "kingada_4411_90001_tiny.ipynb": "4411",
        "lubo_LATE_4412_90002_tiny-2.ipynb": "4412",
    },
    "Blackboard": {
        "Tiny_aking_attempt_2026-03-01-12-30-00_tiny.ipynb": "aking",
        "Tiny_blu_attempt_2026-03-01-12-31-00_my work.ipynb": "blu",
        "Tiny_blu_attempt_2026-03-01-12-31-00.txt": None,
    },
    "Blackboard, with a _ in logins and title": {
        "Ti_ny_a_lu_attempt_2026-03-01-12-30-00_tiny.ipynb": "a_lu",
        "Ti_ny_b_lu_attempt_2026-03-01-12-31-00_tiny.ipynb": "b_lu",
        "Ti_ny_king_attempt_2026-03-01-12-31-00_a_attempt_2.ipynb": "king",
        "Ti_ny_king_attempt_2026-03-01-12-31-00.txt": None,
    },
    "Brightspace": {
        "1-12 - Ada King - Mar 1, 2026 1230 PM/tiny.ipynb": "Ada King",
        "2-12 - Bo Lu - March 1, 2026 12:31 PM - tiny.ipynb": "Bo Lu",
        "3-12 - Cy - Lu Yen - 1 March, 2026 14:31/tiny.ipynb": "Cy - Lu Yen",
        "index.html": None,
    },
    "Sakai": {
        "Tiny/King, Ada(aking)/Submission attachment(s)/tiny.ipynb": "aking",
        "Tiny/King, Ada(aking)/timestamp.txt": None,
        "Tiny/grades.csv": None,
    },
    "ILIAS": {
        "Tiny/Abgaben/King_Ada_aking_371/20260301123000_tiny.ipynb": "aking",
        "Tiny/Abgaben/Lu_Bo_Anders_blu_372/20260301123100_tiny.ipynb": "blu",
    },
    "folders": {"ada/tiny.ipynb": "ada", "Anna (Anni)/mine/tiny.ipynb": "Anna (Anni)"},
    "folders in a folder": {"Week 1/ada/tiny.ipynb": "ada", "Week 1/bo/tiny.ipynb": "bo"},
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_whose_a_file_is_is_read_from_its_path(layout):
    told = {path: owner.student for path, owner in owners(list(layout)).items()}
    assert told == {path: student for path, student in layout.items() if student}


@given(st.lists(st.text("ab_/-1. ()", max_size=40)))
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_any_paths_are_somebodys_or_nobodys(paths):
    for owner in owners(paths).values():
        assert owner.file


def packed(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return data.getvalue()


@pytest.fixture
def collect(released_course):
    """Collects a download with these files; returns rows by student, and what is nobody's."""

    def collect(files):
        path = released_course / "Download.zip"
        path.write_bytes(packed(files))
        rows, others = collect_class(Course(released_course), NAME, [path])
        return {row.student: row for row in rows}, others

    collect.submitted = released_course / "submitted"
    return collect


@pytest.mark.parametrize(
    ("files", "notebook", "newest"),
    [
        pytest.param(["{}tiny.ipynb", "{}tiny(1).ipynb"], "tiny(1).ipynb", 1, id="two uploads"),
        pytest.param(["{}tiny (2).ipynb", "{}tiny (10).ipynb"], "tiny (10).ipynb", 1, id="ten"),
        pytest.param(["{}notes.ipynb", "{}tiny.ipynb"], "tiny.ipynb", 1, id="another notebook"),
        pytest.param(["{}my solution.ipynb"], "my solution.ipynb", 0, id="renamed"),
        pytest.param(["{}tiny.ipynb.txt"], "tiny.ipynb.txt", 0, id="txt"),
        pytest.param(["{}tiny.ipynb.json"], "tiny.ipynb.json", 0, id="json"),
        pytest.param(["{}TINY.IPYNB"], "TINY.IPYNB", 0, id="capitals"),
    ],
)
def test_of_several_notebooks_the_newest_is_taken(collect, files, notebook, newest):
    files = [name.format("Ada King_1_assignsubmission_file_") for name in files]
    rows, others = collect({name: f"{at}" for at, name in enumerate(files)})
    assert rows["Ada King"].notebook == notebook
    folder = collect.submitted / "Ada King" / NAME
    assert [path.name for path in folder.iterdir()] == [f"{NAME}.ipynb"]
    assert (folder / f"{NAME}.ipynb").read_text() == str(newest)
    assert others == []


def test_of_several_notebooks_an_empty_one_is_the_last_to_be_taken(collect):
    file = "Ada_1_assignsubmission_file_{}"
    rows, _ = collect({file.format("tiny.ipynb"): "x", file.format("tiny(1).ipynb"): ""})
    assert rows["Ada"].notebook == "tiny.ipynb"


def test_a_notebook_named_as_another_assignment_is_not_preferred(collect, released_course):
    (released_course / "source" / "later").mkdir()
    shutil.copy(
        released_course / f"source/{NAME}/{NAME}.ipynb",
        released_course / "source/later/later.ipynb",
    )
    file = "Ada_1_assignsubmission_file_{}"
    for mine in ("a.ipynb", "z.ipynb"):
        rows, _ = collect({file.format("later(3).ipynb"): "x", file.format(mine): "y"})
        assert rows["Ada"].notebook == mine


def spoilt(how):
    """An archive with a notebook that cannot be read, as zipfile would find it."""
    data = bytearray(packed({"tiny.ipynb": "not so long" * 9}))
    directory = data.index(b"PK\x01\x02")
    match how:
        case "damaged":
            data[50] ^= 255
        case "with a password":
            data[6] |= 1
            data[directory + 8] |= 1
        case "packed in another way":
            data[8] = data[directory + 10] = 99
    return bytes(data)


@pytest.mark.parametrize("how", ["damaged", "with a password", "packed in another way"])
def test_what_cannot_be_unpacked_stops_nobody_else(collect, how):
    file = "{}_1_assignsubmission_file_{}"
    rows, _ = collect(
        {
            file.format("Ada", "tiny.zip"): spoilt(how),
            file.format("Bo", "tiny.ipynb"): "good",
            file.format("Cy", "tiny.zip"): spoilt(how),
            file.format("Cy", "mine.ipynb"): "good, too",
        }
    )
    assert {student: row.notebook for student, row in rows.items()} == {
        "Ada": "",
        "Bo": "tiny.ipynb",
        "Cy": "mine.ipynb",
    }
    assert "tiny.ipynb cannot be read: " in "; ".join(rows["Ada"].notes)
    assert rows["Ada"].notes[-1] == "no notebook that can be read: tiny.ipynb"


def test_who_is_perhaps_somebody_else_is_told(collect):
    collect({"ADA king_1_assignsubmission_file_tiny.ipynb": "x"})
    rows, _ = collect({"Ada King_1_assignsubmission_file_tiny.ipynb": "x"})
    assert rows["Ada King"].notes == ["is it ADA king, too?"]


def test_a_very_long_name_leaves_the_table_as_it_is(collect):
    rows, others = collect(
        {f"{name}_1_assignsubmission_file_tiny.ipynb": "x" for name in ("n" * 200, "Bo")}
    )
    lines = as_table(list(rows.values()), others).splitlines()
    assert max(len(line) for line in lines if "Bo" in line) < 80


def test_the_time_in_a_name_decides_and_is_kept(collect):
    name = "Tiny_blu_attempt_2026-03-0{}-12-00-00_tiny.ipynb"
    rows, _ = collect({name.format(2): "second", name.format(1): "first"})
    folder = collect.submitted / "blu" / NAME
    assert rows["blu"].notes == ["the newest of 2"]
    assert (folder / f"{NAME}.ipynb").read_text() == "second"
    assert (folder / "timestamp.txt").read_text().startswith("2026-03-0")
    rows, _ = collect({name.format(1): "first"})
    assert rows["blu"].notes == ["not taken: what is there already was handed in later"]
    assert (folder / f"{NAME}.ipynb").read_text() == "second"


def test_everybody_stands_in_the_table_and_in_every_later_one(collect, released_course, release):
    data = as_bytes(answered(release))
    hand_in(released_course, "hub", data)
    with Gradebook(
        f"sqlite:///{released_course}/gradebook.db", "single-neuron-models"
    ) as gradebook:
        gradebook.add_student("silent")
    mine = "{}_1_assignsubmission_file_{}"
    rows, others = collect(
        {
            mine.format("Ada", "tiny.ipynb"): data,
            mine.format("Bo", "work.zip"): packed({"a/tiny.ipynb": data, "a/data.csv": "1"}),
            mine.format("Cy", "report.pdf"): b"%PDF",
            mine.format("Di", "tiny.zip"): b"PK no zip",
            mine.format('Ed "Eddie" Li', "tiny.ipynb"): data,
            "readme.md": "x",
        }
    )
    assert {student: (row.notebook, *row.notes) for student, row in rows.items()} == {
        "Ada": ("tiny.ipynb",),
        "Bo": ("a/tiny.ipynb", "from work.zip"),
        "Cy": ("", "no notebook: report.pdf"),
        "Di": (
            "",
            "tiny.zip is no zip archive that can be read: File is not a zip file",
            "no notebook: tiny.zip",
        ),
        "Ed _Eddie_ Li": (
            "tiny.ipynb",
            'called Ed "Eddie" Li, which cannot be: There is a " in the name: '
            "a page would take it for code.",
        ),
        "hub": ("", "was there already"),
        "silent": ("", "nothing"),
    }
    assert others == ["readme.md"]
    shown = as_table(list(rows.values()), others)
    assert all(student in shown for student in rows)
    assert "not understood: readme.md" in shown
    assert (collect.submitted / "Bo" / NAME / "a" / "data.csv").read_text() == "1"
    graded = {row.student: row.score for row in grade_class(Course(released_course), NAME)}
    assert graded == {
        **dict.fromkeys(["Ada", "Bo", "Ed _Eddie_ Li", "hub"], 13),
        **dict.fromkeys(["Cy", "Di"]),
    }


@pytest.mark.parametrize("name", ["../../evil.ipynb", "/etc/evil.ipynb", "a/../../../evil.csv"])
def test_no_file_leaves_its_students_folder(collect, name, released_course):
    before = set(released_course.parent.rglob("*"))
    collect({"Eve_1_assignsubmission_file_work.zip": packed({name: "x", "tiny.ipynb": "{}"})})
    new = set(released_course.parent.rglob("*")) - before
    folder = collect.submitted / "Eve" / NAME
    assert {path for path in new if "evil" in path.name} <= set(folder.rglob("*"))


def test_a_bomb_is_bounded(collect):
    data = packed({f"{n}.csv": bytes(5 * 2**20) for n in range(9)} | {"tiny.ipynb": "{}"})
    rows, _ = collect({"Eve_1_assignsubmission_file_work.zip": data})
    sizes = [path.stat().st_size for path in (collect.submitted / "Eve" / NAME).iterdir()]
    assert sum(sizes) <= 20 * 2**20 + 2
    assert rows["Eve"].notes[-1] == "4.csv, 5.csv, 6.csv and 2 more were left out: it does not fit"


def test_archives_of_millions_of_entries_are_not_parsed(collect):
    file = "Eve_1_assignsubmission_file_{}"
    files = {file.format(f"{n}.zip"): endless(10**6) for n in range(3)}
    files[file.format("tiny.ipynb")] = "good"
    tracemalloc.start()
    started = time.process_time()
    rows, _ = collect(files)
    took, (_, most) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows["Eve"].notebook == "tiny.ipynb"
    assert rows["Eve"].notes[0] == "0.zip is no zip archive that can be read: it has too many files"
    assert len(rows["Eve"].notes) == 4
    assert took < 5
    assert most < 350 * 2**20


def test_a_download_of_millions_of_entries_is_a_line(released_course):
    path = released_course / "Download.zip"
    path.write_bytes(endless(10**6))
    with pytest.raises(CourseError, match="can be read: it has too many files"):
        collect_class(Course(released_course), NAME, [path])
    path.write_bytes(endless(100_001))
    with pytest.raises(CourseError, match="has more than 100000 files"):
        collect_class(Course(released_course), NAME, [path])


def test_of_an_archive_with_too_many_files_the_notebook_is_taken(collect):
    files = {f"data/{n:04}.csv": "1" for n in range(300)} | {"tiny.ipynb": "good"}
    rows, _ = collect({"Eve_1_assignsubmission_file_work.zip": packed(files)})
    assert rows["Eve"].notebook == "tiny.ipynb"
    assert rows["Eve"].notes == [
        "from work.zip",
        "data/0100.csv, data/0101.csv, data/0102.csv and 197 more were left out: they are too many",
    ]


def test_archives_of_one_student_have_one_room(collect, monkeypatch):
    monkeypatch.setattr("autograder.gradebook.hand_ins.NOTEBOOK_FILE", 1)
    noise = random.Random(1).randbytes(600_000)
    archives = {"a.zip": {"tiny.ipynb": "a", "x": noise}, "b.zip": {"mine.ipynb": "b", "x": noise}}
    file = "Eve_1_assignsubmission_file_{}"
    rows, _ = collect({file.format(name): packed(files) for name, files in archives.items()})
    assert rows["Eve"].notebook == "tiny.ipynb"
    assert rows["Eve"].notes[1] == "b.zip is no zip archive that can be read: it does not fit"


def as_packed_by(program):
    """A student's archive as this program packs it."""
    files = {"week1/": "", "week1/tiny.ipynb": "good", "week1/data.csv": "1"}
    if program == "macOS":
        files |= {f"__MACOSX/week1/._{name}": "x" for name in ("tiny.ipynb", "data.csv")}
        files |= {"week1/.DS_Store": "x"}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"packed by" * 999 * (program == "with a comment")
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 0 if program == "Windows" else 3
            with archive.open(info, "w", force_zip64=program == "ZIP64") as member:
                member.write(content.encode())
    return (b"MZ program" if program == "before it a program" else b"") + data.getvalue()


PROGRAMS = ["Linux", "macOS", "Windows", "ZIP64", "with a comment", "before it a program"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_archives_of_all_programs_are_read(collect, program):
    rows, others = collect({"Ada_1_assignsubmission_file_w.zip": as_packed_by(program)})
    assert (rows["Ada"].notebook, rows["Ada"].notes) == ("week1/tiny.ipynb", ["from w.zip"])
    assert (collect.submitted / "Ada" / NAME / "week1/data.csv").read_text() == "1"
    assert others == []


def test_in_a_folder_too_an_archive_is_its_students(released_course):
    folder = released_course / "unpacked"
    folder.mkdir()
    name = "{}_assignsubmission_file_{}"
    (folder / name.format("Eve_1", "work.zip")).write_bytes(
        packed({name.format("Ada_2", "tiny.ipynb"): "not hers"})
    )
    (folder / "Moodle.zip").write_bytes(packed({name.format("Bo_3", "tiny.ipynb"): "his"}))
    rows, _ = collect_class(Course(released_course), NAME, [folder])
    assert {row.student for row in rows} == {"Eve", "Bo"}


@given(st.text(min_size=1, max_size=30))
def test_any_name_becomes_one_that_breaks_nothing(name):
    from autograder.gradebook.hand_ins import _usable

    usable = _usable(name)
    assert problem_with(usable) == ""
    assert usable == name or problem_with(name)


def test_the_command_says_what_became_of_everybody(collect, released_course, monkeypatch, capsys):
    archive = released_course / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    (archive / "Moodle.zip").write_bytes(packed({"Ada_1_assignsubmission_file_tiny.ipynb": "{}"}))
    monkeypatch.chdir(released_course)
    assert command.main(["collect", NAME]) == 0
    assert capsys.readouterr().out.split() == [
        *("student", "notebook", "what", "to", "know", "Ada", "tiny.ipynb")
    ]


def test_what_cannot_be_collected_is_a_line(released_course):
    course = Course(released_course)
    with pytest.raises(CourseError, match="Nothing to collect: name the download"):
        collect_class(course, NAME)
    with pytest.raises(CourseError, match=r"There is no .*nowhere"):
        collect_class(course, NAME, [released_course / "nowhere"])
    with pytest.raises(CourseError, match="is no zip archive that can be read"):
        collect_class(course, NAME, [course.source(NAME)])
