"""A class in which attackers and honest students hand in, graded by the real commands.

``python attacked_class.py FOLDER ours|stock [ATTACK|GROUP|honest ...]`` makes a course in FOLDER,
hands in, grades, writes feedback, renders what formgrader would show, and notes what it saw in
FOLDER/seen.json. With ATTACKED_WALLS=inner in the environment, bubblewrap cannot be had. It is a
program, so that it can be put in a jail; it does not say what is good or bad.
"""

import ctypes
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import matplotlib as mpl
import nbformat
import tiny_course
from attacked_course import CANARIES, SHORT_LIMITS, STOCK_CONFIG, source_notebook
from attacks import GROUPS, Attack
from attacks.kit import RIGHT, WRONG, notebook
from nbformat import NotebookNode
from warm_python import become

HERE = Path(__file__).resolve().parent
# Where this program, and the hidden tests of the course, find what they import.
_PLACES = (HERE, HERE.parent, HERE.parent / "autograder", HERE.parents[1])
PYTHONPATH = os.pathsep.join(map(str, _PLACES))
BEFORE, HONEST_WRONG, HONEST_RIGHT = "0-before", "1-wrong", "1-right"
HONEST = "honest"  # in place of an attack's name: the two who hand in wrong and right answers
_HONEST_CELL = """
import tempfile, threading
with tempfile.TemporaryFile() as file:
    file.write(b"x")
thread = threading.Thread(target=print, args=(np.arange(3).sum(),))
thread.start()
thread.join()
"""
# Whoever comes after an attack has a _ at the end: their pages are all alike, and take their time.
FEEDBACK = ("-m", "nbgrader", "generate_feedback", "tiny", "--student", "*[!_]")
# What these change is seen best where each command has a Python that starts for it.
_STARTED = "change persistent state"
_ONE_WORKER = (
    "import sys; from autograder.commands.main import main; "
    "sys.exit(main(['grade', 'tiny', '--jobs=1']))"
)


def chosen(names: list[str]) -> list[Attack]:
    """The attacks of these names, or of a group's name."""
    return [a for group, its in GROUPS.items() for a in its if {group, a.name} & set(names)]


def students(attack: Attack) -> list[str]:
    """Who hands an attack in: one student, or two, one after the other."""
    first = attack.student or f"{_number(attack)}-{attack.name}"
    return [first, f"{first}-again"] if attack.twice else [first]


def neighbour(attack: Attack) -> str:
    """The honest student who is graded right after an attack: students go by the alphabet."""
    return f"{_number(attack)}-{attack.name}_"


def _number(attack: Attack) -> str:
    return f"a{[one for its in GROUPS.values() for one in its].index(attack):03d}"


# The course


def lay_out(folder: Path, grader: str) -> None:
    """Make the course and the TA's home; grade one student, so that there is something to spoil."""
    course, home = folder / "course", folder / "home"
    (folder / "tmp").mkdir(parents=True)
    (folder / "programs").mkdir()
    if os.environ.get("ATTACKED_WALLS") == "inner":  # there is no outer wall to be had
        program = folder / "programs" / "bwrap"
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)
    tiny_course.write_course(course, source_notebook(grader))
    config = course / "nbgrader_config.py"
    config.write_text(STOCK_CONFIG if grader == "stock" else config.read_text() + SHORT_LIMITS)
    (course / ".course_seed").write_text(CANARIES["seed"])
    for name in (".netrc", ".ssh/id_ed25519", ".bash_history", ".bashrc"):
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CANARIES["home"])
    forked = grader == "ours"
    commands = [run(folder, "-m", "nbgrader", "generate_assignment", "tiny", forked=forked)]
    work = RIGHT | {"answer_why": CANARIES["neighbour's work"]}
    hand_in(course, BEFORE, notebook(answers=work)(release(course)))
    commands += [run(folder, *command, forked=forked) for command in (grade(grader), FEEDBACK)]
    if failed := [command["said"] for command in commands if command["code"]]:
        sys.exit(f"The course could not be made: {failed[0]}")
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        book.update_or_create_student(BEFORE, last_name=CANARIES["gradebook"])


def release(course: Path) -> NotebookNode:
    """What students got."""
    return nbformat.read(course / "release/tiny/tiny.ipynb", as_version=4)


def hand_in(course: Path, student: str, data: bytes) -> None:
    """Put a notebook where nbgrader collects it."""
    path = course / "submitted" / student / "tiny" / "tiny.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)


def hand_all_in(course: Path, attacks: list[Attack], *, compared: bool) -> None:
    """Hand in every attack, each followed by an honest student, and what to compare them with."""
    given = release(course)
    if compared:
        hand_in(course, HONEST_WRONG, notebook(answers=WRONG)(given))
        hand_in(course, HONEST_RIGHT, honest(given))
    for attack in attacks:
        for student in students(attack):
            attack.hand_in(course / "submitted" / student / "tiny", given)
        hand_in(course, neighbour(attack), honest(given))


def honest(given: NotebookNode) -> bytes:
    """What an honest student hands in, all of it right."""
    return notebook(_with_honest_cell, answers=RIGHT)(given)


def _with_honest_cell(made: NotebookNode) -> None:
    made.cells.insert(3, nbformat.v4.new_code_cell(_HONEST_CELL.strip(), id="honest"))


def grade(grader: str) -> tuple[str, ...]:
    """Python's arguments for the command that grades.

    One worker, so that whoever comes after an attack is graded where the attack has been.
    """
    return ("-m", "nbgrader", "autograde", "tiny") if grader == "stock" else ("-c", _ONE_WORKER)


# Running the commands


def environment(folder: Path) -> dict[str, str]:
    """The TA's environment, which has a secret."""
    return {
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": mpl.get_cachedir(),
        "PATH": f"{folder / 'programs'}:{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": PYTHONPATH,
        "PYTHONDONTWRITEBYTECODE": "1",
        "TA_TOKEN": CANARIES["environment"],
        "TMPDIR": str(folder / "tmp"),
    }


def run(
    folder: Path, *command: str, seconds: float = 240.0, forked: bool = False
) -> dict[str, object]:
    """Run Python with these arguments in the course, as a TA would; return what came of it.

    Forked from this process it need not import all that is imported here: `warm_python`.
    """
    said = folder / "said"
    started = time.monotonic()
    with said.open("wb") as out:
        wait = _fork if forked else _start
        code = wait(command, folder / "course", environment(folder), out.fileno(), seconds)
    with said.open("rb") as file:
        told = file.read(10_000_000).decode(errors="replace")
    said.unlink()
    return {"code": code, "seconds": time.monotonic() - started, "said": told}


def _start(
    command: Sequence[str], course: Path, its: dict[str, str], out: int, seconds: float
) -> int:
    process = subprocess.Popen(
        [sys.executable, "-P", *command],
        cwd=course,
        env=its,
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.STDOUT,
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _fork(
    command: Sequence[str], course: Path, its: dict[str, str], out: int, seconds: float
) -> int | None:
    arguments = (command, course, its, (out, out))
    process = multiprocessing.get_context("fork").Process(target=become, args=arguments)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode


def attack(folder: Path, grader: str, names: list[str]) -> None:
    """Hand in, grade, write feedback, render; note what was seen."""
    course, attacks = folder / "course", chosen(names)
    seconds = 240.0 if len(attacks) > 2 else 60.0
    hand_all_in(course, attacks, compared=HONEST in names)
    new = {path.name for path in (course / "submitted").iterdir()} - {BEFORE}
    _be_a_ta_with_secrets()
    before = dict(files(folder, new))
    forked = grader == "ours" and _STARTED not in names
    commands = [
        run(folder, *command, seconds=seconds, forked=forked)
        for command in (grade(grader), FEEDBACK, (str(HERE / "formgrader.py"),))
    ]
    left = _left_running()
    after = dict(files(folder, new))
    changed = [name for name in {*before, *after} if before.get(name) != after.get(name)]
    seen = {
        "commands": commands,
        "changed": sorted(changed) + _strewn(),
        "left": left,
        "scores": scores(course),
    }
    (folder / "seen.json").write_text(json.dumps(seen))


def _be_a_ta_with_secrets() -> None:
    """Listen on sockets that tell a secret, and have one among the kernel's keys."""
    libc = ctypes.CDLL(None)
    libc.prctl(36, 1, 0, 0, 0)  # what loses its parent becomes a child of this process
    libc.syscall(250, 1, b"attacked class")
    key = CANARIES["keyring"].encode()
    libc.syscall(248, b"user", b"attacked", key, len(key), ctypes.c_int(-3))
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", 48765)),
        (socket.AF_INET6, ("::1", 48765)),
        (socket.AF_UNIX, "\0attacked"),
    ):
        try:
            server = socket.socket(family)
            server.bind(address)
            server.listen()
        except OSError:  # a class beside this one has it
            continue
        threading.Thread(target=_tell, args=(server,), daemon=True).start()


def _tell(server: socket.socket) -> None:
    while True:
        with server.accept()[0] as client:
            client.sendall(CANARIES["network"].encode())


def files(folder: Path, graded: set[str]) -> Iterator[tuple[str, object]]:
    """All that lies in the folder but what grading makes: its kind, and what it holds."""
    for where, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(where) / name
            short = path.relative_to(folder)
            if short.parts[0] == "formgrader":
                continue
            its_own = short.parts[1:2] in (("autograded",), ("feedback",)) and (
                short.parts[2:3] and short.parts[2] in graded
            )
            if its_own or name.startswith(("gradebook.db", ".nbgrader.log", "said")):
                continue
            told = path.lstat()
            if path.is_symlink():
                holds: object = path.readlink()
            elif path.is_file():
                holds = path.read_bytes() if told.st_size < 2**20 else told.st_size
            else:
                holds = None
            yield str(short), (told.st_mode, holds)


def _strewn() -> list[str]:
    """What attacks have left elsewhere."""
    places = ("/tmp", "/var/tmp", "/dev/shm", "/usr/bin", "/etc/cron.d", sys.prefix)
    return [str(path) for place in places for path in Path(place).glob("attacked*")]


def _left_running() -> list[str]:
    """Processes that outlive the commands; they are ended."""
    until = time.monotonic() + 5
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while pids := [int(pid) for pid in children.read_text().split()]:
        for pid in pids:
            os.waitpid(pid, os.WNOHANG)
        if time.monotonic() > until:
            names = [Path(f"/proc/{pid}/cmdline").read_text() for pid in pids]
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            return [name.replace("\0", " ")[:200] for name in names]
        time.sleep(0.05)
    return []


def scores(course: Path) -> dict[str, list[float]]:
    """Of each student the points, those to be had, and how many cells wait for a person."""
    from nbgrader.api import Gradebook

    found = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for submission in book.assignment_submissions("tiny"):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            found[submission.student.id] = [
                sum(grade.score for grade in grades),
                sum(grade.max_score for grade in grades),
                sum(bool(grade.needs_manual_grade) for grade in grades),
            ]
    return found


def main() -> None:
    """See above."""
    where, grader, *names = sys.argv[1:]
    folder = Path(where).resolve()
    if not (folder / "course").exists():
        lay_out(folder, grader)
    if names:
        attack(folder, grader, names)


if __name__ == "__main__":
    main()
