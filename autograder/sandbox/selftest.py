"""Does the sandbox hold on this machine? Each promise is put to the test in it."""

from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.reasons import WATCHED
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.sandbox.walls.view import installed_but_hidden, readable, view_of

_CAN_BE_READ = """
def can_be_read(path):
    try:
        os.listdir(path) if os.path.isdir(path) else open(path).close()
    except OSError:
        return False
    return True
"""
PROBES = {
    "no network, no other process, no file of ours": """
import os, socket
{can_be_read}
try:
    socket.create_connection(("127.0.0.1", 1), 1)
except ConnectionRefusedError:
    print("a network")
except OSError:
    pass
for process in (1, os.getppid()):
    if can_be_read(f"/proc/{{process}}/status"):
        print("other processes")
for path in {hidden}:
    if can_be_read(path):
        print(path)
""",
    "no hidden test, nothing installed but what the course allows": """
import importlib.util, os
{can_be_read}
for path in {installed}:
    if can_be_read(path):
        print(path)
for name in {modules}:
    try:
        spec = importlib.util.find_spec(name)
    except ImportError:
        continue
    if spec:
        print(f"import {{name}}")
""",
    "no other process or program": """
import ctypes, os
if (child := ctypes.CDLL(None).fork()) == 0:
    os._exit(0)
if child > 0:
    print("another process")
""",
    "{memory} MiB of memory": """
try:
    bytearray({memory} * 2**20)
    print("more than {memory} MiB")
except MemoryError:
    pass
""",
    "{threads} threads at a time": """
import threading, time
threads = []
try:
    for _ in range({threads} + 2):
        threads.append(threading.Thread(target=time.sleep, args=(0.5,), daemon=True))
        threads[-1].start()
    time.sleep(0.4)
    print("more than {threads} threads")
except RuntimeError:
    pass
""",
    "{disk} MiB of disk": """
try:
    with open("large", "wb") as file:
        for _ in range({disk} + 1):
            file.write(bytes(2**20))
    print("more than {disk} MiB")
except OSError:
    pass
""",
    "{files} open files": """
try:
    opened = [open("/dev/null") for _ in range({files} + 1)]
    print("more than {files} open files")
except OSError:
    pass
""",
    "no system call that leads out": """
import ctypes
if ctypes.CDLL(None).unshare(0) == 0:
    print("namespaces of its own")
""",
}


def check_promises(
    runner: Runner, hidden: Iterable[Path], modules: Iterable[str] = ()
) -> dict[str, list[str]]:
    """Try to break out, to look at what is hidden, and to use more than is allowed.

    Parameters
    ----------
    runner
        A started runner.
    hidden
        Paths that student code must not see, besides all that is installed.
    modules
        Names that it must not be able to import.

    Returns
    -------
    dict
        For each promise, what did not hold.
    """
    limits = vars(runner.settings.limits)
    secrets = {
        "hidden": list(map(str, hidden)),
        "installed": list(map(str, _unreadable(runner.settings.packages))),
        "modules": list(modules),
        "can_be_read": _CAN_BE_READ,
    }
    return {
        promise.format(**limits): _tried(runner, attempt.format(**secrets, **limits))
        for promise, attempt in PROBES.items()
    }


def _unreadable(packages: tuple[str, ...]) -> list[Path]:
    """What is installed and hidden, without links to what is not: to Python, as a rule."""
    shown = set(readable(view_of(packages)))
    hidden = {path: path.resolve() for path in installed_but_hidden(packages)}
    return [path for path, real in hidden.items() if shown.isdisjoint((real, *real.parents))]


def _tried(runner: Runner, attempt: str) -> list[str]:
    with Session(runner) as session:
        outputs = session.run(attempt)
    if any(death.reason in WATCHED for death in session.deaths):
        return []  # the watcher was quicker than the kernel, or takes its place
    return [(output.get("evalue") or output.get("text", "")).strip() for output in outputs]
