"""How many attacks succeed? The list of `tests/attacks`, by us and by stock nbgrader.

``make bench``, or ``python benchmarks/attacks.py [ATTACK|GROUP ...]``. Against stock nbgrader each
attack has a course of its own, with three honest students: one graded before, one after, and the
TA. It succeeds if it does any harm that `tests/attacks/damage.py` knows of and that is not done to
every honest class, too (stock nbgrader shows its hidden tests to all). The hidden tests of that
course are plain assertions, as in nbgrader's documentation.

There the attacks do what they are meant to do. So each is run by a user without any rights in a
throw-away jail: no network, nothing to write to but a memory of limited size, limits on processes
and memory, and an end to it all after a minute or two.
"""

import os
import resource
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

PROJECT = Path(__file__).resolve().parent.parent
HERE = PROJECT / "tests" / "attacks"
sys.path[:0] = map(str, (HERE, PROJECT, HERE.parent, HERE.parent / "autograder"))

from attacked_class import GROUPS, HONEST, PYTHONPATH, chosen  # noqa: E402 (they are not installed)
from damage import AttackedClass  # noqa: E402

PROGRAM = HERE / "attacked_class.py"
WALLS = ("both", "inner")
SECONDS = 200
SPACE = 2**30
# A page may be made so that a parser never comes to its end.
READING_SECONDS, READING_SPACE = 120, 4 * 2**30
UNREADABLE = "not counted: a page that takes our parser more than two minutes or 4 GiB"
_NOBODY = "65534"
# Of memory and of one file (KiB), processes, files, CPU time (s), core files.
_LIMITS = "-v 2097152 -f 262144 -u 200 -n 1024 -t 120 -c 0"
_INSIDE = """
ulimit {limits}
cp -r /template /jail/class
{python} {program} /jail/class stock {names}
tar -C /jail -c class
"""


def jail(template: Path) -> list[str]:
    """The command before a command that is to do no harm; `template` can be read in it."""
    read = ["/usr", "/lib", "/lib64", "/bin", "/etc", sys.base_prefix, sys.prefix, str(PROJECT)]
    command = ["bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--setenv", "PATH", "/usr/bin:/bin", "--setenv", "HOME", "/jail"]
    command += ["--setenv", "PYTHONPATH", PYTHONPATH]
    for path in read:
        for parent in [str(one) for one in reversed(Path(path).parents) if one != Path("/")]:
            command += ["--perms", "0755", "--dir", parent]
        command += ["--ro-bind-try", path, path]
    command += ["--proc", "/proc", "--dev", "/dev", "--ro-bind", str(template), "/template"]
    for path in ("/tmp", "/jail", "/dev/shm"):
        command += ["--perms", "0777", "--size", str(SPACE), "--tmpfs", path]
    if os.geteuid() != 0:
        return [*command, "--unshare-all"]
    # Root of the machine becomes nobody; without a user namespace, in which it would be root again.
    command += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    for capability in ("SETUID", "SETGID", "SETPCAP"):
        command += ["--cap-add", f"CAP_{capability}"]
    command += ["setpriv", "--reuid", _NOBODY, "--regid", _NOBODY, "--clear-groups"]
    return [*command, "--bounding-set", "-all", "--inh-caps", "-all", "--no-new-privs"]


def against_stock(template: Path, folder: Path, *names: str) -> AttackedClass | None:
    """Grade a class with these in it by stock nbgrader; None if it did not come to an end."""
    inside = _INSIDE.format(
        limits=_LIMITS,
        python=shlex.quote(sys.executable),
        program=shlex.quote(str(PROGRAM)),
        names=" ".join(names),
    )
    with tempfile.TemporaryFile() as packed:
        process = subprocess.Popen(
            ["nice", *jail(template), "bash", "-c", inside],
            stdin=subprocess.DEVNULL,
            stdout=packed,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        packed.seek(0)
        try:
            with tarfile.open(fileobj=packed) as archive:
                _unpack(archive, folder)
        except tarfile.TarError:
            return None
    return AttackedClass(folder / "class") if (folder / "class/seen.json").exists() else None


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Unpack plain files; what else an attack has made there is of no interest."""
    for member in archive:
        path = (folder / member.name).resolve()
        content = archive.extractfile(member) if member.isfile() else None
        if content and path.is_relative_to(folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)


def succeeds(template: Path, honest: AttackedClass, name: str) -> list[str]:
    """What harm an attack does to stock nbgrader."""
    (attack,) = chosen([name])
    with tempfile.TemporaryDirectory() as folder:
        attacked = against_stock(template, Path(folder).resolve(), name)
        if attacked is None:
            return ["grading did not come to an end"]
        attacked.honest = honest
        return attacked.harm_to_all() + attacked.harm(attack)


def all_that_succeed(
    template: Path, honest: AttackedClass, names: list[str]
) -> Iterator[tuple[str, list[str]]]:
    """For each attack, what harm it does to stock nbgrader."""
    context: Any = get_context("fork")
    seconds = SECONDS + READING_SECONDS
    with ProcessPool(2, 1, _bound_memory, context=context) as pool:  # one task a process
        found = pool.map(partial(succeeds, template, honest), names, timeout=seconds).result()
        for name in names:
            try:
                yield name, next(found)
            except (MemoryError, TimeoutError, ProcessExpired):
                print(f"  {name}: {UNREADABLE}", flush=True)
                yield name, []


def _bound_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (READING_SPACE, READING_SPACE))


def against_us(folder: Path, walls: str, group: str) -> dict[str, list[str]]:
    """What harm the attacks of a group do to our grader, in one class, behind these walls."""
    shutil.copytree(folder / walls, folder / f"{walls} {group}")
    folder /= f"{walls} {group}"
    _run(folder, "ours", HONEST, group, walls=walls)
    attacked = AttackedClass(folder)
    harm = {attack.name: attacked.harm(attack) for attack in GROUPS[group]}
    return {**harm, "all": attacked.harm_to_all()}


def _run(folder: Path, grader: str, *names: str, walls: str = "both") -> None:
    environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "ATTACKED_WALLS": walls}
    command = [sys.executable, PROGRAM, folder, grader, *names]
    subprocess.run(command, env=environment, check=True)


def main() -> None:
    """Attack and print the table."""
    wanted = set(sys.argv[1:]) or set(GROUPS)
    rows = []
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where).resolve()
        folder.chmod(0o755)
        for walls in WALLS:
            _run(folder / walls, "ours", walls=walls)
        _run(folder / "stock", "stock")
        subprocess.run(["chmod", "-R", "a+rX", folder / "stock"], check=True)
        honest = against_stock(folder / "stock", folder / "honest", HONEST)
        assert honest is not None, "no jail, or nbgrader does not work in it"
        for group, attacks in GROUPS.items():
            those = [attack for attack in attacks if {group, attack.name} & wanted]
            if not those:
                continue
            run = [attack.name for attack in those if not attack.not_in_stock]
            succeeded = 0
            for name, harm in all_that_succeed(folder / "stock", honest, run):
                succeeded += bool(harm)
                print(f"  {name:<20} {harm[0][:100] if harm else '-'}", flush=True)
            names = {attack.name for attack in those} | {"all"}
            row = [len(those), len(those) - len(run), succeeded]
            for walls in WALLS:
                ours = against_us(folder, walls, group)
                row.append(sum(bool(harm) for name, harm in ours.items() if name in names))
            show(group, row)
            rows.append(row)
    show("all", list(map(sum, zip(*rows, strict=True))))


def show(group: str, row: list[int]) -> None:
    """Print a row of the table."""
    attacks, not_run, stock, both, inner = row
    print(
        f"{group}: {attacks} attacks, {stock} succeed in stock ({not_run} not run there), ", end=""
    )
    print(f"{both} behind both of our walls, {inner} behind the inner one alone", flush=True)


if __name__ == "__main__":
    main()
