"""What stands around student code: the one place that knows which walls there are."""

from autograder.sandbox.walls.base import Sandbox, SandboxError
from autograder.sandbox.walls.bubblewrap import Bubblewrap
from autograder.sandbox.walls.no_sandbox import NoSandbox
from autograder.settings import Settings

__all__ = ["Sandbox", "SandboxError", "ensure", "sandbox_for"]


def sandbox_for(settings: Settings) -> Sandbox:
    """The sandbox that these settings ask for."""
    return Bubblewrap() if settings.sealed else NoSandbox()


def ensure(settings: Settings) -> None:
    """Make sure that student code can be run on this machine.

    Raises
    ------
    SandboxError
        If not.
    """
    if reason := sandbox_for(settings).why_not(settings):
        raise SandboxError(reason)
