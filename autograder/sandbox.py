"""Where student code runs: the one place that decides what the runner's process may see."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl

PROJECT = Path(__file__).resolve().parent.parent
_START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "from autograder.runner.zygote import main; main(int(sys.argv[2]))"
)


def launch(control: socket.socket, home: Path) -> subprocess.Popen:
    """Start the warm runner as a process of its own.

    Parameters
    ----------
    control
        The runner's end of the control socket; the only descriptor it inherits.
    home
        An empty folder, its HOME and working directory.
    """
    environment = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": mpl.get_configdir(),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": os.defpath,
    }
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _START, str(PROJECT), str(control.fileno())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        pass_fds=(control.fileno(),),
        cwd=home,
    )
