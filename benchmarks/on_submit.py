"""How long does a student wait? From handing in on the page of `autograder serve` to the feedback.

``python benchmarks/on_submit.py [students] [seconds]``: 30 students of the sample class hand in
`lif` within a minute, at even distances. Let the machine do nothing else. From how long each was
graded and how long the rest took, it works out how long students would wait elsewhere.
"""

import heapq
import itertools
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import nbformat
from tornado.testing import bind_unused_port

from autograder.course import Course
from autograder.gradebook.links import Links, Person
from autograder.notebooks.scripts import fill

PROJECT = Path(__file__).resolve().parent.parent
ASSIGNMENT = "lif"
STUDENTS, SECONDS = 30, 60.0
# Who waits looks again as the notebook's cell does, but to see how quick the quick ones are.
LOOK_SECONDS, LOOKS, LATER_SECONDS = 0.3, 10, 2.0
ELSEWHERE = (2, 300, 300.0), (64, 10_000, 3600.0)  # workers, hand-ins at random times in seconds
_GRADED = re.compile(r"graded in ([\d.]+) s, back after ([\d.]+) s")


def notebooks() -> list[bytes]:
    """The sample class's notebooks that are made of answers."""
    release = nbformat.read(PROJECT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    scripts = sorted((PROJECT / "examples" / ASSIGNMENT).glob("*.py"))
    return [nbformat.writes(fill(release, path.read_text())).encode() for path in scripts]


def waited(address: str, link: str, notebook: bytes) -> tuple[float, float]:
    """Hand in; seconds until it is taken, and until there is a page."""
    headers = {"Authorization": f"Bearer {link}"}
    begun = time.monotonic()
    put = urllib.request.Request(f"{address}api/{ASSIGNMENT}", notebook, headers, method="PUT")
    with urllib.request.urlopen(put) as answer:
        now = json.load(answer)
    taken = time.monotonic() - begun
    looks = itertools.count()
    while now["state"] == "waiting to be graded" or not now["page"]:
        time.sleep(LOOK_SECONDS if next(looks) < LOOKS else LATER_SECONDS)
        look = urllib.request.Request(f"{address}api/{ASSIGNMENT}", headers=headers)
        with urllib.request.urlopen(look) as answer:
            now = json.load(answer)
    return taken, time.monotonic() - begun


def measure(folder: Path, students: int, seconds: float) -> None:
    """Serve the course in a folder, and print how long students wait."""
    listens, port = bind_unused_port()
    listens.close()
    config = (PROJECT / "nbgrader_config.py").read_text()
    (folder / "nbgrader_config.py").write_text(f"{config}\nc.Serve.port = {port}\n")
    for part in (f"source/{ASSIGNMENT}", f"release/{ASSIGNMENT}", "autograde_tests", "reference"):
        shutil.copytree(PROJECT / part, folder / part)
    people = [Person(f"student-{n:03}") for n in range(students + 2)]
    links = list(Links(Course(folder)).issue(people, 1).values())
    given, address = notebooks(), f"http://127.0.0.1:{port}/"
    program = Path(sys.executable).with_name("autograder")
    log = folder / "log"
    with log.open("w") as file:
        command = [program, "serve", ASSIGNMENT]
        serves = subprocess.Popen(command, cwd=folder, stdout=file, stderr=file)
    try:
        while "Watching" not in log.read_text():
            time.sleep(LOOK_SECONDS)
        for n, link in enumerate(links[students:]):  # everything is warm
            waited(address, link, given[n])
        times: list[tuple[float, float]] = []
        busy = -of_the_one_that_saves(serves.pid)

        def one(n: int) -> None:
            times.append(waited(address, links[n], given[n % len(given)]))

        threads = [threading.Thread(target=one, args=[n]) for n in range(students)]
        for thread in threads:
            thread.start()
            time.sleep(seconds / students)
        for thread in threads:
            thread.join()
        busy += of_the_one_that_saves(serves.pid)
    finally:
        serves.terminate()
        serves.wait()
    taken, pages = (sorted(each) for each in zip(*times, strict=True))
    print(f"taken after  {statistics.median(taken):.2f} s in the median, {taken[-1]:.2f} s at most")
    print(f"a page after {in_short(pages)}")
    logged = [(float(a), float(b)) for a, b in _GRADED.findall(log.read_text())]
    graded = [seconds for seconds, _back in logged]
    # The quickest waited for nobody: what was not grading was collecting, saving, a page.
    rest = min(back - seconds for seconds, back in logged)
    saving = busy / students
    print(
        f"graded in {statistics.mean(graded):.2f} s in the mean, at least {rest:.2f} s more, "
        f"of which {saving:.2f} s of CPU time in the process that saves"
    )
    there = [seconds + rest - saving for seconds in graded]  # a worker also writes the page
    for workers, hand_ins, within in ELSEWHERE:
        wait = simulated(workers, hand_ins, within, there, saving)
        print(f"{workers} workers, {hand_ins} in {within:.0f} s, simulated: {in_short(wait)}")


def of_the_one_that_saves(serves: int) -> float:
    """CPU seconds so far of the process that collects, saves and gives back, its workers apart."""
    (saves,) = [one for one in children(serves) if children(one)]  # its workers
    user, system = Path(f"/proc/{saves}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def children(process: int) -> list[int]:
    """Processes that a process has started, and that still run."""
    told = Path(f"/proc/{process}/task").glob("*/children")
    return [int(pid) for path in told for pid in path.read_text().split()]


def in_short(waits: list[float]) -> str:
    """The median, and what 99 of 100 do not exceed."""
    last = statistics.quantiles(waits, n=100, method="inclusive")[-1]
    return f"{statistics.median(waits):.1f} s in the median, {last:.1f} s for 99 of 100"


def simulated(
    workers: int, hand_ins: int, seconds: float, there: list[float], saving: float
) -> list[float]:
    """How long each waits: for a free worker, then for the one process that saves.

    Parameters
    ----------
    workers, hand_ins, seconds
        How many workers; how many hand in, at random times, within how many seconds.
    there
        Seconds that a worker is busy with one, to draw from.
    saving
        Seconds that the one process is busy with one.
    """
    chance = random.Random(hand_ins)
    free, saved, waits = [0.0] * workers, 0.0, []
    arrivals = sorted(chance.uniform(0, seconds) for _ in range(hand_ins))
    done = []
    for arrival in arrivals:
        ends = max(arrival, heapq.heappop(free)) + chance.choice(there)
        heapq.heappush(free, ends)
        done.append((ends, arrival))
    for ends, arrival in sorted(done):
        saved = max(saved, ends) + saving
        waits.append(saved - arrival)
    return waits


if __name__ == "__main__":
    numbers = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        many = int(numbers[0]) if numbers else STUDENTS
        measure(Path(name), many, float(numbers[1]) if numbers[1:] else SECONDS)
