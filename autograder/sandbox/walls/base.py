"""What every wall around student code has in common."""

from autograder.errors import AutograderError


class SandboxError(AutograderError):
    """There is no sandbox to be had; the message says why and what to do."""
