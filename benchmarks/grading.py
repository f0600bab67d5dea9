"""What does grading cost? The sample class's LIF notebooks, by us and by stock nbgrader.

``make bench``, or ``python benchmarks/grading.py [COPIES]``. Both grade the same files: perfect
notebooks in several styles and an untouched one, each COPIES times (default 3). CPU time is what
the machine spends meanwhile, so let it do nothing else.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from autograder.answers_file import fill

PROJECT = Path(__file__).resolve().parent.parent
ASSIGNMENT = "lif"
STOCK_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "single-neuron-models"
c.ClearMarkScheme.enforce_metadata = False
c.Execute.timeout = 120
"""


def honest() -> dict[str, str]:
    """Answers of the students whom stock nbgrader grades as it should: those with all right."""
    files = sorted((PROJECT / "examples" / ASSIGNMENT).glob("*.py"))
    texts = {path.stem: path.read_text() for path in files}
    return {
        name: text for name, text in texts.items() if "everything right" in text.splitlines()[0]
    }


def lay_out(folder: Path, config: str, copies: int) -> None:
    """Make a course with the submissions in it."""
    shutil.copytree(PROJECT / "source", folder / "source")
    (folder / "nbgrader_config.py").write_text(config)
    release = nbformat.read(PROJECT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for name, text in {**honest(), "untouched": ""}.items():
        for copy in range(copies):
            path = folder / "submitted" / f"{name}-{copy}" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(fill(release, text), path)
    run(folder, "nbgrader", "generate_assignment", ASSIGNMENT)


def run(folder: Path, *command: str) -> tuple[float, float]:
    """Run a command of this environment; return its CPU and wall seconds."""
    start, busy = time.perf_counter(), machine_seconds()
    program = Path(sys.executable).with_name(command[0])
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PATH": path},
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed: {done.stderr.decode()[-500:]}")
    return machine_seconds() - busy, time.perf_counter() - start


def machine_seconds() -> float:
    """CPU seconds that the machine has spent so far, waiting apart.

    What runs in the sandbox is nobody's child, so that no process's own account has it.
    """
    user, nice, system, _idle, _iowait, *rest = Path("/proc/stat").read_text().split()[1:9]
    return sum(map(int, (user, nice, system, *rest))) / os.sysconf("SC_CLK_TCK")


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


def main() -> None:
    """Grade twice and print the table."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as stock:
        lay_out(Path(ours), (PROJECT / "nbgrader_config.py").read_text(), copies)
        lay_out(Path(stock), STOCK_CONFIG, copies)
        cost_ours = run(Path(ours), "autograder", "grade", ASSIGNMENT)
        cost_stock = run(Path(stock), "nbgrader", "autograde", ASSIGNMENT)
        got_ours, got_stock = scores(Path(ours)), scores(Path(stock))
    names = sorted({name.rpartition("-")[0] for name in got_ours})
    print(f"{'student':<14}{'ours':>8}{'stock':>8}")
    for name in names:
        pair = [
            statistics.median(got[f"{name}-{copy}"] for copy in range(copies))
            for got in (got_ours, got_stock)
        ]
        print(f"{name:<14}{pair[0]:8.2f}{pair[1]:8.2f}")
    print(
        f"scores agree for {sum(got_ours[n] == got_stock[n] for n in got_ours)} of {len(got_ours)}"
    )
    for what, mine, theirs in zip(("CPU", "wall"), cost_ours, cost_stock, strict=True):
        print(
            f"{what:<5} a submission: ours {mine / len(got_ours):.2f} s, "
            f"stock {theirs / len(got_ours):.2f} s, ratio {theirs / mine:.1f}"
        )


if __name__ == "__main__":
    main()
