"""What can be typed after ``autograder``."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.course import near

_JOBS = "how many at a time (default: one on each core)"


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The options; an unknown one is answered with what the subcommand knows.

    Parameters
    ----------
    argv
        The words that were typed; those of this process if None.

    Returns
    -------
    argparse.Namespace
        ``run`` is the subcommand's name.
    """
    options, unknown = _parser().parse_known_args(argv)
    if unknown:
        parser: argparse.ArgumentParser = options.parser
        known = [name for action in parser._actions for name in action.option_strings]
        meant = near(unknown[0].partition("=")[0], known)
        parser.error(f"unknown: {' '.join(unknown)}.{meant}")
    return options


def _parser() -> argparse.ArgumentParser:
    about = "Grade an nbgrader course, with student code in a sandbox; nbgrader's commands stay."
    parser = argparse.ArgumentParser(prog="autograder", description=about)
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _for_instructors(commands)
    _for_teaching_assistants(commands)
    for command in commands.choices.values():
        command.set_defaults(parser=command)
    return parser


def _for_instructors(commands: Any) -> None:
    checks = commands.add_parser("check", help="prove that sandbox and assignments are sound")
    checks.add_argument("assignment", nargs="*", help="all, if none is named")
    checks.set_defaults(run="check")

    releases = commands.add_parser("release", help="make what students get, if it is sound")
    releases.add_argument("assignment", nargs=1)
    releases.set_defaults(run="release")

    mutates = commands.add_parser(
        "mutate", help="change the solutions, and see which changes the hidden tests miss"
    )
    mutates.add_argument("assignment", nargs=1)
    mutates.add_argument("--exercise", nargs="+", default=[], metavar="NAME", help="only these")
    mutates.add_argument("--jobs", type=_number, metavar="N", help="at a time (default: all cores)")
    mutates.set_defaults(run="mutate")

    news = commands.add_parser("new", help="write a course of one exercise, to start from")
    news.add_argument("folder", type=Path)
    news.set_defaults(run="new")

    demos = commands.add_parser("demo", help="grade the sample class, in demo/")
    demos.set_defaults(run="demo", assignment=[])


def _for_teaching_assistants(commands: Any) -> None:
    collects = commands.add_parser("collect", help="take in what was downloaded from an LMS")
    collects.add_argument("assignment", nargs=1)
    collects.add_argument("download", nargs="*", type=Path, help="an archive or a folder")
    collects.set_defaults(run="collect")

    grades = commands.add_parser("grade", help="grade what was handed in")
    grades.add_argument("assignment", nargs="*", help="all that were handed in, if none is named")
    grades.add_argument("--student", nargs="+", default=[], metavar="ID", help="only these")
    grades.add_argument("--force", action="store_true", help="again, also what is graded already")
    grades.add_argument(
        "--dry-run", action="store_true", help="save nothing; say whose score would change, and why"
    )
    grades.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    grades.add_argument("--scheduler", metavar="tcp://…", help="grade on the workers of this Dask")
    grades.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run student code with all that you may do yourself; every result says so",
    )
    grades.add_argument("--json", action="store_true", help="print the results as JSON")
    grades.set_defaults(run="grade")

    watches = commands.add_parser("watch", help="grade what students submit as soon as they do")
    watches.add_argument("assignment", nargs="*", help="all, if none is named")
    watches.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    watches.set_defaults(run="watch")

    warms = commands.add_parser("warm", help="let commands of other terminals start at once")
    warms.set_defaults(run="warm", assignment=[])

    serves = commands.add_parser("serve", help="a page on which students hand in and read scores")
    serves.add_argument("assignment", nargs="*", help="all, if none is named")
    serves.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    instead = serves.add_mutually_exclusive_group()
    instead.add_argument(
        "--links", type=Path, metavar="ROSTER", help="write links.csv for all in this CSV file"
    )
    instead.add_argument("--revoke", nargs="+", default=[], metavar="ID", help="close their links")
    serves.set_defaults(run="serve")

    pages = commands.add_parser("feedback", help="write the students' feedback pages")
    pages.add_argument("assignment", nargs="*", help="all that are graded, if none is named")
    pages.add_argument("--student", nargs="+", default=[], metavar="ID", help="only these")
    pages.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    pages.add_argument(
        "--release", action="store_true", help="and let those read theirs whose work came online"
    )
    pages.set_defaults(run="feedback")

    solutions = commands.add_parser(
        "solutions", help="after the deadline, write each student's solved notebook"
    )
    solutions.add_argument("assignment", nargs=1)
    solutions.add_argument("--student", nargs="+", default=[], metavar="ID", help="only these")
    solutions.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    solutions.add_argument(
        "--now", action="store_true", help="also for those who can still hand in"
    )
    solutions.add_argument(
        "--release", action="store_true", help="and put them on the page of autograder serve"
    )
    solutions.set_defaults(run="solutions")

    reports = commands.add_parser("report", help="write a page on how the class did")
    reports.add_argument("assignment", nargs="*", help="all that are graded, if none is named")
    reports.set_defaults(run="report")

    exports = commands.add_parser("export", help="write the grades for another system")
    exports.add_argument("assignment", nargs="*", help="all that are graded, if none is named")
    kinds = ("canvas", "moodle", "csv", "json", "gradescope")
    exports.add_argument("--to", choices=kinds, default="csv", help="whose form it takes")
    exports.add_argument("--output", type=Path, metavar="FILE", help="where to")
    exports.set_defaults(run="export")


class _Version(argparse.Action):
    """Prints the version of what is installed; looking it up takes a while."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print it and end."""
        from importlib.metadata import version

        print(f"autograder {version('autograder-for-nbgrader')}")
        parser.exit()


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)
