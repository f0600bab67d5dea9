"""Every limit on what a submission may use, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits on one submission.

    Attributes
    ----------
    cell_seconds
        Wall time of one cell.
    call_seconds
        Wall time of one call of a student's function by a hidden test.
    submission_seconds
        Wall time of everything in one submission.
    """

    cell_seconds: float = 20.0
    call_seconds: float = 10.0
    submission_seconds: float = 300.0


# What one submission's processes may hold together; the sandbox gets them when it starts.
MEMORY, DISK, PROCESSES, FILES = 3072, 64, 64, 256  # MiB, MiB, and counts
