"""Grades a class in the container image as Docker starts it by default: ``make image-test``.

Podman's default profile allows more than Docker's, so podman is given one that refuses what
Docker's refuses. It stands for Docker, and for Kubernetes, where there is only podman.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.commands.demo import build
from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "lif"
sys.path[:0] = map(str, (ROOT, ROOT / "tests" / "autograde_tests"))
from lif_answers import ANSWERS  # noqa: E402 (it is not installed)

# The points of hidden tests: all right, known mistakes, a crash, half right, no notebook.
EXPECTED = {
    "ada": sum(exercise.points for exercise in ANSWERS.exercises.values()),
    **{student: sum(ANSWERS.points[student].values()) for student in ("hana", "nadia", "goran")},
    "rosa": None,
}
GRADER, SOMEBODY = 1000, 12345
READ_ONLY = ("source", "release", "autograde_tests", "reference")  # of the second's course
PODMANS_PROFILE = Path("/usr/share/containers/seccomp.json")
NAMESPACES = 0x7E020000  # the flags CLONE_NEW...
REFUSED = {
    *("unshare", "setns", "mount", "umount", "umount2", "pivot_root", "move_mount", "open_tree"),
    *("fsopen", "fsmount", "fsconfig", "fspick", "mount_setattr", "clone", "clone3"),
}


def class_in(folder: Path, owner: int) -> None:
    """A course of one assignment with five submissions, owned by who is to grade it."""
    build(Course(ROOT), folder)
    for path in folder.glob("submitted/*"):
        if path.name not in EXPECTED:
            shutil.rmtree(path)
    for path in [*folder.glob("source/*"), *folder.glob("submitted/*/*")]:
        if path.name != ASSIGNMENT and path.is_dir():
            shutil.rmtree(path)
    if os.getuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, owner, owner)


def docker_profile(folder: Path) -> Path:
    """Podman's default profile without what Docker's refuses to a container."""
    profile = json.loads(PODMANS_PROFILE.read_text())
    for group in profile["syscalls"]:
        group["names"] = [name for name in group["names"] if name not in REFUSED]
    no_namespace = {"index": 0, "value": NAMESPACES, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"}
    profile["syscalls"] += [
        {"names": ["clone"], "action": "SCMP_ACT_ALLOW", "args": [no_namespace]},
        {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38},  # there is none
    ]
    path = folder / "profile.json"
    path.write_text(json.dumps(profile))
    return path


def in_image(engine: str, course: Path, *command: str, options: tuple[str, ...]) -> str:
    """What a command in the image prints."""
    run = [engine, "run", "--rm", "--network", "none", "--volume", f"{course}:/course", *options]
    return subprocess.run(
        [*run, "autograder", *command], check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def scores(engine: str, course: Path, options: tuple[str, ...]) -> dict[str, float | None]:
    """By student the points of hidden tests, graded in the image."""
    command = ("sh", "-c", f"autograder grade {ASSIGNMENT} --json || test $? = 1")
    graded = json.loads(in_image(engine, course, *command, options=options))
    return {
        row["student"]: None
        if row["ungraded"]
        else sum(item["points"] or 0 for item in row["exercises"] if item["checks"])
        for row in graded["submissions"]
    }


def main(engine: str, *more: str) -> None:
    """Grade once as the image's own user, and once as somebody whom it does not know.

    Raises
    ------
    SystemExit
        If a score is wrong.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        options = tuple(more)
        if engine == "podman":
            options += ("--security-opt", f"seccomp={docker_profile(folder)}")
            options += ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=2000:2000")
        for user in (GRADER, SOMEBODY):
            course = folder / str(user)
            class_in(course, user)
            who = () if user == GRADER else ("--user", f"{user}:{user}", "--env", "HOME=")
            if user == SOMEBODY:
                release = ("nbgrader", "generate_assignment", "--log-level=WARN", ASSIGNMENT)
                in_image(engine, course, *release, options=(*options, *who))
                for part in READ_ONLY:
                    who += ("--volume", f"{course}/{part}:/course/{part}:ro")
            started = time.monotonic()
            found = scores(engine, course, (*options, *who))
            print(f"as user {user}: {found}, in {time.monotonic() - started:.0f} s")
            if found != EXPECTED:
                sys.exit(f"These scores were expected: {EXPECTED}")


if __name__ == "__main__":
    main(*sys.argv[1:])
