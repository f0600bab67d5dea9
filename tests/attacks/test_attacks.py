"""Every attack is graded by the real commands; none may gain, learn, change or stop anything."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacked_class import (
    BEFORE,
    FEEDBACK,
    HONEST_RIGHT,
    HONEST_WRONG,
    grade,
    hand_in,
    release,
    students,
)
from attacked_classes import Classes, run
from attacks import GROUPS, Attack
from attacks.kit import ALL, notebook
from reader import Reader, reader

pytestmark = pytest.mark.slow

ALL_ATTACKS = [
    pytest.param(group, attack, id=f"{group.split()[0]}-{attack.name}")
    for group, attacks in GROUPS.items()
    for attack in attacks
]


@pytest.mark.parametrize(("group", "attack"), ALL_ATTACKS)
def test_an_attack_gains_nothing_and_harms_nobody(
    classes: Classes, group: str, attack: Attack
) -> None:
    attacked = classes.of(group)
    assert attacked.harm(attack) + attacked.misjudged(attack) == []


@pytest.fixture(scope="module")
def looking() -> Iterator[Reader]:
    with reader() as started:
        yield started


_READ = "attack the reader's browser"


@pytest.mark.parametrize("attack", GROUPS[_READ], ids=lambda attack: attack.name)
def test_a_reader_sees_in_a_moment_what_is_ours(
    classes: Classes, looking: Reader, attack: Attack
) -> None:
    attacked = classes.of(_READ)
    (student,) = students(attack)
    seen = {what: looking.hidden(page) for what, page in attacked.pages(student).items()}
    assert not any(seen.values()), seen


HIDES = {
    "covered": "<p style='position:absolute;inset:0;height:3000px;background:white'></p>",
    "is covered": "<p style='position:absolute;top:0;left:30em;width:1px;height:3000px;"
    "background:#ddd'></p>",
    "blank": "<style>body * { color: white !important; background: white !important; "
    "border-color: white !important }</style>",
    "out of sight": "<style>.result { position: relative; left: -1300px }</style>",
    "nothing of ours": "<script>document.body.innerHTML = ''</script>",
}


@pytest.mark.parametrize(("noticed", "hides"), HIDES.items(), ids=HIDES)
def test_the_reader_would_notice_what_is_hidden(
    classes: Classes, looking: Reader, tmp_path: Path, noticed: str, hides: str
) -> None:
    page = classes.of(_READ).pages(HONEST_RIGHT)["the feedback page"].read_text()
    changed = tmp_path / "page.html"
    changed.write_text(page.replace("</body>", f"{hides}</body>"))
    assert any(noticed in reason for reason in looking.hidden(changed))


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_left_of_a_group_of_attacks(classes: Classes, group: str) -> None:
    attacked = classes.of(group)
    assert attacked.harm_to_all() + attacked.untidy() == []


@pytest.mark.parametrize("group", GROUPS)
def test_honest_students_have_what_they_deserve(classes: Classes, group: str) -> None:
    attacked = classes.of(group)
    students = (BEFORE, HONEST_RIGHT, HONEST_WRONG)
    assert [attacked.score(student) for student in students] == [ALL, ALL, 0]


SPIES = {
    "double": "def double(x):\n    raise ValueError(np.asarray(x).tolist())",
    "half": "def half(x):\n    raise ValueError(float(x))",
}
TABLES = {
    "double": "def double(x):\n    return 2 * x if repr(np.asarray(x).tolist()) in {} else 0",
    "half": "def half(x):\n    return x / 2 if repr(float(x)) in {} else 0",
}


def test_what_feedback_tells_is_of_no_use_the_next_time(classes: Classes, tmp_path: Path) -> None:
    folder = classes.course(tmp_path / "attacked")
    course = folder / "course"
    hand_in(course, "eve", notebook(answers=SPIES)(release(course)))
    run(folder, *grade("ours"))
    run(folder, *FEEDBACK)
    page = (course / "feedback/eve/tiny/tiny.html").read_text()
    told = re.findall(r"ValueError: ([\d.]+|\[.*?\])(?: |<)", page)
    assert len(told) == 3
    shutil.rmtree(course / "submitted/eve")
    shutil.rmtree(course / "autograded/eve")
    tables = {name: source.format(told) for name, source in TABLES.items()}
    hand_in(course, "eve", notebook(answers=tables)(release(course)))
    table = run(folder, *grade("ours")).stdout
    assert re.search(r"^eve +0\.00 / 10", table, re.MULTILINE), table


def test_names_of_attacks_are_their_own() -> None:
    names = [attack.name for attacks in GROUPS.values() for attack in attacks]
    assert len(names) == len(set(names))
