"""All that running student code takes from the course's configuration, in one value."""

from dataclasses import dataclass
from typing import Self

from traitlets.config import Config

from autograder.limits import Limits
from autograder.section import names, read_section

PACKAGES = ("numpy", "scipy", "matplotlib")
_KINDS = {"packages": names(f"a list of names of packages, such as {list(PACKAGES)}")}


@dataclass(frozen=True)
class Settings:
    """How student code is run.

    Attributes
    ----------
    limits
        What one submission may use.
    packages
        Installed packages that student code may import, with all that they need. Besides these it
        has the standard library only.
    sealed
        Whether it runs in a sandbox. Without one it can do all that the caller can.
    """

    limits: Limits = Limits()  # noqa: RUF009 (it is frozen)
    packages: tuple[str, ...] = PACKAGES
    sealed: bool = True

    @classmethod
    def of(cls, config: Config, *, sealed: bool = True) -> Self:
        """The settings of a course: ``c.Limits`` and ``c.Sandbox.packages``.

        Parameters
        ----------
        config
            What ``nbgrader_config.py`` says.
        sealed
            See `Settings`; no configuration can turn the sandbox off.

        Raises
        ------
        SettingsError
            If a value is wrong.
        """
        packages = read_section(config, "Sandbox", _KINDS).get("packages", PACKAGES)
        return cls(Limits.of(config), tuple(packages), sealed)
