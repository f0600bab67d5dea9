"""Does the sandbox hold on this machine? Each promise is put to the test in it."""

from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session

PROBES = {
    "no network, no other process, no file of ours": """
import os, socket
try:
    socket.create_connection(("127.0.0.1", 1), 1)
except ConnectionRefusedError:
    print("a network")
except OSError:
    pass
if sum(name.isdigit() for name in os.listdir("/proc")) > 2:
    print("other processes")
for path in {hidden}:
    if os.path.exists(path):
        print(path)
""",
    "{memory} MiB of memory": """
try:
    bytearray({memory} * 2**20)
    print("more than {memory} MiB")
except MemoryError:
    pass
""",
    "{processes} processes at a time": """
import os, time
children = []
try:
    for _ in range(1000):
        if (child := os.fork()) == 0:
            time.sleep(0.5)
            os._exit(0)
        children.append(child)
    print("1000 processes")
except OSError:
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


def check_promises(runner: Runner, hidden: list[str]) -> dict[str, list[str]]:
    """Try to break out, and to use more than is allowed.

    Parameters
    ----------
    runner
        A started runner.
    hidden
        Paths that student code must not see.

    Returns
    -------
    dict
        For each promise, what did not hold.
    """
    limits = vars(runner.settings.limits)
    return {
        promise.format(**limits): _tried(runner, attempt.format(hidden=hidden, **limits))
        for promise, attempt in PROBES.items()
    }


def _tried(runner: Runner, attempt: str) -> list[str]:
    with Session(runner) as session:
        outputs = session.run(attempt)
    stopped = "was stopped"  # the watch was quicker than the kernel, or takes its place
    told = [output.get("evalue") or output.get("text", "") for output in outputs]
    return [text.strip() for text in told if stopped not in text]
