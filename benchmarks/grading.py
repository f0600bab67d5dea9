"""What does grading cost? LIF notebooks of the sample class, by us and by stock nbgrader.

``make bench``, or ``python benchmarks/grading.py [stock] [one] [seal] [cores] [memory]
[feedback]``. CPU time is what the machine spends meanwhile, so let it do nothing else: half an hour
for all.
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest
from autograder.notebooks.scripts import fill
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls.bubblewrap import BothWalls
from autograder.sandbox.walls.inner import InnerWall
from autograder.sandbox.walls.no_sandbox import NoSandbox
from autograder.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # where the hidden tests are
ASSIGNMENT = "lif"
STOCK_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "single-neuron-models"
c.ClearMarkScheme.enforce_metadata = False
c.Execute.timeout = 120
"""
# Of these stock nbgrader makes something else: they crash, hang or edit locked cells.
NOT_FOR_STOCK = {"mateo", "nadia", "oskar", "quinn", "rosa"}
FEW, CLASS, MANY = 20, 200, 500
SEED = 2026


def submissions() -> dict[str, bytes]:
    """The sample class's notebooks."""
    release = nbformat.read(PROJECT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    folder = PROJECT / "examples" / ASSIGNMENT
    made = {
        path.stem: nbformat.writes(fill(release, path.read_text())).encode()
        for path in sorted(folder.glob("*.py"))
    }
    return made | {path.stem: path.read_bytes() for path in sorted(folder.glob("*.ipynb"))}


@contextmanager
def course(config: str, students: Iterable[str]) -> Iterator[Path]:
    """A course in which these, copied as often as they are named, have handed in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (f"source/{ASSIGNMENT}", "autograde_tests", "reference"):
            shutil.copytree(PROJECT / part, folder / part)
        (folder / "nbgrader_config.py").write_text(config)
        (folder / ".course_seed").write_text("the same in each run")
        given = submissions()
        for number, student in enumerate(students):
            who = f"{number:03}-{student}"
            path = folder / "submitted" / who / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
            path.parent.mkdir(parents=True)
            path.write_bytes(given[student])
        run(folder, "nbgrader", "generate_assignment", ASSIGNMENT)
        yield folder


def ours(students: Iterable[str]) -> AbstractContextManager[Path]:
    """A course with our settings."""
    return course((PROJECT / "nbgrader_config.py").read_text(), students)


def run(folder: Path, *command: str) -> tuple[float, float]:
    """Run a command of this environment; return its CPU and wall seconds.

    Stock nbgrader finds a course's own modules on Python's path only.
    """
    program = Path(sys.executable).with_name(command[0])
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    start, busy = time.perf_counter(), machine_seconds()
    done = subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(folder)},
        check=False,
    )
    if done.returncode > 1:  # 1: somebody is not graded
        sys.exit(f"{' '.join(command)} failed: {done.stderr.decode()[-500:]}")
    return machine_seconds() - busy, time.perf_counter() - start


def machine_seconds() -> float:
    """CPU seconds that the machine has spent so far, waiting apart.

    What runs in the sandbox is nobody's child, so that no process's own account has it.
    """
    user, nice, system, _idle, _iowait, *rest = Path("/proc/stat").read_text().split()[1:9]
    return sum(map(int, (user, nice, system, *rest))) / os.sysconf("SC_CLK_TCK")


def spent(function: Callable[[], object]) -> float:
    """CPU seconds of the machine for a call."""
    busy = machine_seconds()
    function()
    return machine_seconds() - busy


def scores(folder: Path) -> dict[str, float]:
    """Points of the autograded cells, by student."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        return {
            submission.student.id: sum(
                grade.auto_score or 0
                for notebook in submission.notebooks
                for grade in notebook.grades
            )
            for submission in gradebook.assignment_submissions(ASSIGNMENT)
        }


def stock() -> None:
    """Against stock nbgrader, and against the cells alone in a warm process."""
    names = sorted(set(submissions()) - NOT_FOR_STOCK)
    students = [names[n % len(names)] for n in range(FEW)]
    with ours(students) as here, course(STOCK_CONFIG, students) as there:
        mine = run(here, "autograder", "grade", ASSIGNMENT)
        theirs = run(there, "nbgrader", "autograde", ASSIGNMENT)
        got, got_there = scores(here), scores(there)
    print(f"\n{'student':<14}{'ours':>8}{'stock':>8}")
    for name, points in sorted(got.items()):
        differs = "" if points == got_there[name] else "  differs"
        print(f"{name:<14}{points:8.2f}{got_there[name]:8.2f}{differs}")
    print(f"scores agree for {sum(got[n] == got_there[n] for n in got)} of {len(got)}")
    cells = cells_alone(students)
    for what, cost in (("stock nbgrader", theirs[0]), ("all cells, warm process", cells)):
        ratio = cost / mine[0]
        print(
            f"CPU a submission: ours {mine[0] / FEW:.2f} s, {what} {cost / FEW:.2f} s: {ratio:.2f}"
        )
    ratio = theirs[1] / mine[1]
    print(f"wall: ours {mine[1] / FEW:.2f} s, stock {theirs[1] / FEW:.2f} s: {ratio:.1f}")


def one() -> None:
    """One submission from the command to its score, the command's start included."""
    with ours(["ada"]) as here, course(STOCK_CONFIG, ["ada"]) as there:
        again = ("autograder", "grade", ASSIGNMENT, "--force")
        mine = [run(here, *again) for _ in range(5)]
        with waiting(here):
            warm = [run(here, *again) for _ in range(6)][1:]
        theirs = [run(there, "nbgrader", "autograde", ASSIGNMENT, "--force") for _ in range(3)]
    print()
    for who, runs in (("ours", mine), ("ours beside autograder warm", warm), ("stock", theirs)):
        cpu, wall = (statistics.median(seconds) for seconds in zip(*runs, strict=True))
        print(f"one submission, {who}: {wall:.2f} s, of CPU {cpu:.2f} s")


@contextmanager
def waiting(folder: Path) -> Iterator[None]:
    """``autograder warm`` in a course; after each command it gets ready for the next."""
    program = Path(sys.executable).with_name("autograder")
    environment = {**os.environ, "PYTHONPATH": str(folder)}  # as `run` has it
    with subprocess.Popen(
        [program, "warm"], cwd=folder, env=environment, stdout=subprocess.PIPE
    ) as warm:
        assert warm.stdout
        warm.stdout.readline()
        yield
        warm.terminate()


def compared(what: str, mine: float, who: str, theirs: float) -> None:
    """Print two costs of the few submissions."""
    mine, theirs = mine / FEW, theirs / FEW
    print(
        f"{what} a submission: ours {mine:.2f} s, {who} {theirs:.2f} s, {theirs / mine:.2f} times"
    )


def cells_alone(students: Iterable[str]) -> float:
    """CPU seconds of the notebooks' cells in warm processes, without any grading."""
    given = submissions()
    with Runner(Settings(sealed=False)) as runner:

        def run_cells() -> None:
            for student in students:
                cells = nbformat.reads(given[student].decode(), as_version=4).cells
                with Session(runner) as session:
                    for cell in cells:
                        if cell.cell_type == "code":
                            session.run(cell.source)

        return spent(run_cells)


def seal() -> None:
    """What the sandbox costs: the same with and without, in turns."""
    manifest = Manifest.of(PROJECT / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    handed_in = Submission(submissions()["ada"])
    cost: dict[bool, list[float]] = {True: [], False: []}
    with Runner() as sealed, Runner(Settings(sealed=False)) as unsealed:
        for _ in range(10):
            for runner in (sealed, unsealed):
                seconds = spent(lambda: grade(manifest, handed_in, 1, runner))  # noqa: B023
                cost[runner.settings.sealed].append(seconds)
    with_it, without = (statistics.median(cost[sealed]) for sealed in (True, False))
    print(f"\nCPU a submission: sealed {with_it:.2f} s, not sealed {without:.2f} s")
    print(f"ratio {with_it / without:.2f}")


def walls() -> None:
    """What each wall costs: to start, for each submission, for each call."""
    print(f"\n{'':>12}{'start, s':>10}{'submission, ms':>16}{'call, us':>10}")
    settings = Settings()
    for name, sandbox in (
        ("none", NoSandbox()),
        ("inner", InnerWall()),
        ("both", BothWalls()),
    ):
        started = time.monotonic()
        with Runner(settings, sandbox) as runner:
            start = time.monotonic() - started
            whole = statistics.median(_timed(lambda: _nothing(runner)) for _ in range(40))
            with Session(runner) as session:
                session.run("def f(x): return x")
                calls = [_timed(lambda: session.call("f", (1,), {}, False)) for _ in range(400)]
            call = statistics.median(calls)
        print(f"{name:>12}{start:>10.2f}{whole * 1e3:>16.1f}{call * 1e6:>10.0f}")


def _nothing(runner: Runner) -> None:
    with Session(runner) as session:
        session.run("x = 1")


def _timed(do: Callable[[], object]) -> float:
    started = time.monotonic()
    do()
    return time.monotonic() - started


def cores() -> None:
    """A class of 200, seeded, by one worker and by two."""
    chance = random.Random(SEED)
    names = sorted(set(submissions()) - {"mateo"})  # who waits for limits
    students = [chance.choice(names) for _ in range(CLASS)]
    with ours(students) as folder:
        one = run(folder, "autograder", "grade", ASSIGNMENT, "--jobs", "1")
        alone = scores(folder)
        two = run(folder, "autograder", "grade", ASSIGNMENT, "--jobs", "2", "--force")
        assert scores(folder) == alone
    print(f"\n{CLASS} submissions: one worker {one[1]:.0f} s, two {two[1]:.0f} s")
    print(f"ratio {one[1] / two[1]:.2f}")


def memory() -> None:
    """Memory of a worker and of its warm runner, over many submissions."""
    manifest = Manifest.of(PROJECT / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    given = [Submission(data) for name, data in submissions().items() if name != "mateo"]
    print(f"\n{'submissions':>12}{'worker, MiB':>14}{'runner, MiB':>14}")
    with Runner() as runner:
        for number in range(MANY + 1):
            if number in (10, 100, 200, 300, 400, MANY):
                warm = runner._process.pid
                print(f"{number:>12}{resident(os.getpid()):>14.0f}{resident(warm):>14.0f}")
            grade(manifest, given[number % len(given)], number, runner)


def resident(pid: int) -> float:
    """MiB of memory of a process, and of those it started."""
    status = Path(f"/proc/{pid}/status").read_text()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    own = sum(map(int, re.findall(r"VmRSS:\s+(\d+)", status))) / 1024
    return own if pid == os.getpid() else own + sum(resident(int(child)) for child in children)


def feedback() -> None:
    """Pages for a class, by nbgrader's command and by ours."""
    names = sorted(set(submissions()) - {"mateo"})
    with ours([names[n % len(names)] for n in range(FEW)]) as folder:
        run(folder, "autograder", "grade", ASSIGNMENT)
        theirs = run(folder, "nbgrader", "generate_feedback", ASSIGNMENT)
        mine = run(folder, "autograder", "feedback", ASSIGNMENT)
    print(f"\n{FEW} pages: nbgrader {theirs[1]:.1f} s, ours {mine[1]:.1f} s")


def main() -> None:
    """Measure what is named, or all."""
    parts = (stock, one, seal, walls, cores, memory, feedback)
    for part in parts:
        if len(sys.argv) == 1 or part.__name__ in sys.argv[1:]:
            part()


if __name__ == "__main__":
    main()
