"""The command ``autograder``: what nbgrader's own commands do not do."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import demo
from .check import check
from .classroom import grade_class, table
from .course import Course, CourseError
from .sandbox import SandboxError, ensure
from .session import Runner

_DEMO = Path("demo")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand in the course's folder; return the exit code."""
    options = _parser().parse_args(argv)
    try:
        ensure()
        return options.run(Course(Path.cwd()), options)
    except (CourseError, SandboxError) as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nautograder: stopped; run the same command again to go on.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    checks = commands.add_parser("check", help="prove that assignments are sound")
    checks.add_argument("assignment", nargs="*", help="all, if none is named")
    checks.set_defaults(run=_check)

    grades = commands.add_parser("grade", help="grade what was handed in")
    grades.add_argument("assignment")
    grades.add_argument("--student", nargs="+", default=[], metavar="ID", help="only these")
    grades.add_argument("--force", action="store_true", help="again, also what is graded already")
    grades.set_defaults(run=_grade)

    demos = commands.add_parser("demo", help=f"grade the sample class, in {_DEMO}/")
    demos.set_defaults(run=_demo)
    return parser


def _check(course: Course, options: argparse.Namespace) -> int:
    broken = 0
    with Runner() as runner:
        for assignment in options.assignment or course.assignments():
            print(assignment)
            for claim, problems in check(course, assignment, runner).items():
                print(f"  {'✗' if problems else '✓'} {claim}")
                for problem in problems:
                    print(f"      {problem}")
                broken += bool(problems)
    return 1 if broken else 0


def _grade(course: Course, options: argparse.Namespace) -> int:
    rows = grade_class(course, options.assignment, options.student, force=options.force)
    print(table(rows))
    return 1 if any(row.ungraded for row in rows) else 0


def _demo(course: Course, _options: argparse.Namespace) -> int:
    for assignment, rows in demo.run(course, _DEMO).items():
        print(f"\n{assignment}\n{table(rows)}")
    print(
        f"\nThe gradebook:     {_DEMO}/gradebook.db"
        f"\nFeedback pages:    {_DEMO}/feedback/<student>/<assignment>/<assignment>.html"
        f"\nTo mark free text: cd {_DEMO} && jupyter lab, then Nbgrader → Formgrader"
    )
    return 0
