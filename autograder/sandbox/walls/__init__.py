"""What stands around student code: the one place that knows which walls there are."""

from autograder.sandbox.walls.base import Sandbox, SandboxError
from autograder.sandbox.walls.bubblewrap import BothWalls, why_no_outer_wall
from autograder.sandbox.walls.inner import InnerWall
from autograder.sandbox.walls.no_sandbox import NoSandbox
from autograder.settings import Settings

__all__ = ["Sandbox", "SandboxError", "described", "ensure", "sandbox_for", "walls_here"]


_GIVES = {
    "inner": (
        "student code is one process, which can read Python and the declared packages, write to "
        "one folder, and ask little of the kernel (Landlock, seccomp)"
    ),
    "outer": "there is no other file, process or network for it to see (bubblewrap)",
}


def sandbox_for(settings: Settings) -> Sandbox:
    """The sandbox that these settings ask for: both walls if this machine allows both."""
    if not settings.sealed:
        return NoSandbox()
    return InnerWall() if why_no_outer_wall() else BothWalls()


def walls_here(settings: Settings) -> tuple[tuple[str, ...], str]:
    """The walls that stand on this machine.

    Parameters
    ----------
    settings
        How student code is run.

    Returns
    -------
    tuple of str
        Of ``inner`` and ``outer``, those that stand.
    str
        Why the outer one does not, and what to do about it; empty if it does.
    """
    return sandbox_for(settings).walls, why_no_outer_wall()


def described(settings: Settings) -> str:
    """The walls that stand on this machine and what each gives, for people to read.

    Parameters
    ----------
    settings
        How student code is run.
    """
    walls, missing = walls_here(settings)
    lines = [f"walls: {' and '.join(walls)}"]
    lines += [f"  {name}: {_GIVES[name]}" for name in walls]
    if missing:
        lines.append(f"  no outer wall: {missing}")
    return "\n".join(lines)


def ensure(settings: Settings) -> None:
    """Make sure that student code can be run on this machine.

    Raises
    ------
    SandboxError
        If not.
    """
    if settings.sealed and (reason := InnerWall().why_not(settings)):
        raise SandboxError(reason)
