"""The command ``autograder``: what nbgrader's own commands do not do.

Each subcommand imports what it needs when it runs: nbgrader, numpy and matplotlib take seconds, and
who mistypes a name should not wait for them.
"""

import argparse
import locale
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.course import Course, near
from autograder.errors import AutograderError
from autograder.guard import put_up

_DEMO = Path("demo")
_JOBS = "how many at a time (default: one on each core)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand, in the course's folder unless it is to make one; return the exit code."""
    if argv is None:
        _use_utf8()
    options = _parsed(argv)
    put_up()
    try:
        if options.run is _new:
            return _new(options.folder)
        course = Course(Path.cwd())
        for assignment in options.assignment:
            course.source(assignment)
        return options.run(course, options)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python's end would fail
        return 1
    except KeyboardInterrupt:
        print("\nautograder: stopped; run the same command again to go on.", file=sys.stderr)
        return 130


def _use_utf8() -> None:
    """Begin again with UTF-8 where the machine has another encoding: people's names need it."""
    if locale.getpreferredencoding(False).casefold() not in ("utf-8", "utf8"):
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """The options; an unknown one is answered with what the subcommand knows."""
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
    checks.set_defaults(run=_check)

    releases = commands.add_parser("release", help="make what students get, if it is sound")
    releases.add_argument("assignment", nargs=1)
    releases.set_defaults(run=_release)

    mutates = commands.add_parser(
        "mutate", help="change the solutions, and see which changes the hidden tests miss"
    )
    mutates.add_argument("assignment", nargs=1)
    mutates.add_argument("--exercise", nargs="+", default=[], metavar="NAME", help="only these")
    mutates.add_argument("--jobs", type=_number, metavar="N", help="at a time (default: all cores)")
    mutates.set_defaults(run=_mutate)

    news = commands.add_parser("new", help="write a course of one exercise, to start from")
    news.add_argument("folder", type=Path)
    news.set_defaults(run=_new)

    demos = commands.add_parser("demo", help=f"grade the sample class, in {_DEMO}/")
    demos.set_defaults(run=_demo, assignment=[])


def _for_teaching_assistants(commands: Any) -> None:
    collects = commands.add_parser("collect", help="take in what was downloaded from an LMS")
    collects.add_argument("assignment", nargs=1)
    collects.add_argument("download", nargs="*", type=Path, help="an archive or a folder")
    collects.set_defaults(run=_collect)

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
    grades.set_defaults(run=_grade)

    watches = commands.add_parser("watch", help="grade what students submit as soon as they do")
    watches.add_argument("assignment", nargs="*", help="all, if none is named")
    watches.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    watches.set_defaults(run=_watch)

    serves = commands.add_parser("serve", help="a page on which students hand in and read scores")
    serves.add_argument("assignment", nargs="*", help="all, if none is named")
    serves.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    instead = serves.add_mutually_exclusive_group()
    instead.add_argument(
        "--links", type=Path, metavar="ROSTER", help="write links.csv for all in this CSV file"
    )
    instead.add_argument("--revoke", nargs="+", default=[], metavar="ID", help="close their links")
    serves.set_defaults(run=_serve)

    pages = commands.add_parser("feedback", help="write the students' feedback pages")
    pages.add_argument("assignment", nargs=1)
    pages.add_argument("--student", nargs="+", default=[], metavar="ID", help="only these")
    pages.add_argument("--jobs", type=_number, metavar="N", help=_JOBS)
    pages.add_argument(
        "--release", action="store_true", help="and let those read theirs whose work came online"
    )
    pages.set_defaults(run=_feedback)

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
    solutions.set_defaults(run=_solutions)

    reports = commands.add_parser("report", help="write a page on how the class did")
    reports.add_argument("assignment", nargs=1)
    reports.set_defaults(run=_report)

    exports = commands.add_parser("export", help="write the grades for another system")
    exports.add_argument("assignment", nargs="*", help="all that are graded, if none is named")
    kinds = ("canvas", "moodle", "csv", "json", "gradescope")
    exports.add_argument("--to", choices=kinds, default="csv", help="whose form it takes")
    exports.add_argument("--output", type=Path, metavar="FILE", help="where to")
    exports.set_defaults(run=_export)


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


def _check(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.check import check, own_code
    from autograder.sandbox.runner import Runner
    from autograder.sandbox.selftest import check_promises
    from autograder.sandbox.walls import described, ensure
    from autograder.settings import Settings

    settings = Settings.of(course.config)
    ensure(settings)
    print(described(settings))
    if problem := put_up():
        print(problem)
    broken = 0
    assignments = options.assignment or course.assignments()
    print("the course's own code")
    own = own_code(course, assignments)
    for name, path in own.items():
        print(f"  {name}: {path}")
    hidden = [*_never_seen(course), *own.values()]
    with Runner(settings) as runner:
        broken += _told("the sandbox", check_promises(runner, hidden, own))
        for assignment in assignments:
            broken += _told(assignment, check(course, assignment, runner))
    return 1 if broken else 0


def _never_seen(course: Course) -> list[Path]:
    """Everything at the top of the course but a virtual environment, which student code runs in."""
    python = Path(sys.prefix)
    return [path for path in course.root.iterdir() if not python.is_relative_to(path)]


def _told(what: str, claims: Mapping[str, list[str]]) -> int:
    """Print claims and what speaks against them; return how many do not hold."""
    print(what)
    for claim, problems in claims.items():
        print(f"  {'✗' if problems else '✓'} {claim}")
        for problem in problems:
            print(f"      {problem}")
    return sum(map(bool, claims.values()))


def _release(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.release import release
    from autograder.sandbox.runner import Runner
    from autograder.sandbox.walls import ensure
    from autograder.settings import Settings

    (assignment,) = options.assignment
    settings = Settings.of(course.config)
    ensure(settings)
    with Runner(settings) as runner:
        released = release(course, assignment, runner)
    path = course.release(assignment).relative_to(course.root)
    if not released.is_sound:
        _told(assignment, {claim: found for claim, found in released.claims.items() if found})
        print(f"Nothing was released; {path} is as it was.")
        return 1
    print("\n".join([str(path), *(released.changes or ["Nothing has changed."])]))
    return 0


def _collect(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.collect import as_table, collect_class

    (assignment,) = options.assignment
    hand_ins, others = collect_class(course, assignment, options.download)
    print(as_table(hand_ins, others))
    return 0 if any(row.notebook for row in hand_ins) else 1


def _grade(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.grade import grade_classes
    from autograder.commands.table import as_json, summary, table
    from autograder.gradebook.submissions import handed_in
    from autograder.sandbox.walls import ensure
    from autograder.settings import Settings

    assignments = options.assignment or handed_in(course)
    if len(assignments) != 1 and (options.json or options.student):
        raise AutograderError("--json and --student need the name of one assignment.")
    if not options.scheduler:  # else its workers need one
        ensure(Settings.of(course.config, sealed=not options.no_sandbox))
    students: list[str] = options.student
    if options.dry_run:
        return _dry_run(course, assignments, options)
    graded = grade_classes(
        course,
        dict.fromkeys(assignments, students),
        force=options.force,
        sealed=not options.no_sandbox,
        jobs=options.jobs,
        scheduler=options.scheduler,
    )
    ungraded = False
    for assignment, rows in graded:
        heading = f"\n{assignment}\n" if len(assignments) > 1 else ""
        people = f"{heading}{table(rows)}\n\n{summary(assignment, rows)}"
        print(as_json(assignment, rows) if options.json else people, flush=True)
        ungraded |= any(row.ungraded for row in rows)
    return 1 if ungraded else 0


def _dry_run(course: Course, assignments: list[str], options: argparse.Namespace) -> int:
    from autograder.commands.dry_run import as_table, dry_run

    for assignment in assignments:
        changes = dry_run(
            course, assignment, options.student, force=options.force, jobs=options.jobs
        )
        print(f"{assignment}: {as_table(changes)}", flush=True)
    return 0


def _watch(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.watch import watch
    from autograder.sandbox.walls import ensure
    from autograder.settings import Settings

    ensure(Settings.of(course.config))
    watch(course, options.assignment or course.assignments(), _log, jobs=options.jobs)
    return 0


def _serve(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.serve import serve, write_links
    from autograder.gradebook.links import Links
    from autograder.sandbox.walls import ensure
    from autograder.settings import Settings

    if options.links:
        print(write_links(course, options.links))
    elif options.revoke:
        Links(course).revoke(options.revoke)
        print(f"Links closed: {', '.join(options.revoke)}.")
    else:
        ensure(Settings.of(course.config))
        serve(course, options.assignment or course.assignments(), _log, jobs=options.jobs)
    return 0


def _log(line: str) -> None:
    from datetime import datetime

    print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}", flush=True)


def _feedback(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.feedback import write_feedback
    from autograder.grading.workers import Failed
    from autograder.sanitize import one_line

    (assignment,) = options.assignment

    made = write_feedback(course, assignment, options.student, jobs=options.jobs)
    failed = {student: page for student, page in made.items() if isinstance(page, Failed)}
    for student, page in failed.items():
        print(f"{student}: no page. {one_line(page.reason)}")
    print(f"{len(made) - len(failed)} pages: feedback/<student>/{assignment}/")
    if options.release:
        from autograder.commands.release_pages import release_pages

        written = {who: page for who, page in made.items() if not isinstance(page, Failed)}
        others = release_pages(course, assignment, written)
        for student in others:
            print(f"{one_line(student)}: send the page yourself; it was not handed in online.")
        print(f"{len(written) - len(others)} pages released")
    return 1 if failed else 0


def _solutions(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.solutions import release_solutions, write_solutions
    from autograder.sanitize import one_line

    (assignment,) = options.assignment

    made = write_solutions(course, assignment, options.student, now=options.now, jobs=options.jobs)
    for student, reason in made.held.items():
        print(f"{one_line(student)}: no solution. {one_line(reason)}")
    if not made.is_due:
        print(f"Nothing says when {assignment} is due, so nobody's solution was held back.")
    print(f"{len(made.written)} solved notebooks: solutions/<student>/{assignment}/")
    if options.release:
        others = release_solutions(course, assignment, made.written)
        for student in others:
            print(f"{one_line(student)}: send the notebook yourself; there is no link to the page.")
        print(f"{len(made.written) - len(others)} solved notebooks released")
    return 1 if made.held else 0


def _report(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.report import write_report

    (assignment,) = options.assignment

    for path in write_report(course, assignment):
        print(path)
    return 0


def _export(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.export import FORMATS, grades_of
    from autograder.gradebook.submissions import graded

    grades = grades_of(course, options.assignment or graded(course))
    write, kind = FORMATS[options.to]
    path: Path = options.output or Path(f"grades-{options.to}.{kind}")
    try:
        path.write_text(write(grades), encoding="utf-8", newline="")
    except OSError as error:
        raise AutograderError(f"{path} could not be written: {error.strerror}.") from None
    for line in grades.missing():
        print(line, file=sys.stderr)
    print(path)
    return 0


def _mutate(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.mutate import mutate
    from autograder.commands.mutate_table import as_table, write_unnamed
    from autograder.sandbox.walls import ensure
    from autograder.settings import Settings

    (assignment,) = options.assignment
    ensure(Settings.of(course.config))
    tried = mutate(course, assignment, options.exercise, jobs=options.jobs)
    print(as_table(tried))
    path = write_unnamed(course, assignment, tried).relative_to(course.root)
    print(f"\nCaught, but without a name: {path}")
    wrong = (one.survivors or one.surviving_mistakes or one.not_there for one in tried)
    return 1 if any(wrong) else 0


def _new(folder: Path) -> int:
    from autograder.commands.new import new

    (assignment,) = new(folder).assignments()
    print(
        f"cd {folder}"
        f"\nautograder check                # is everything sound?"
        f"\nautograder grade {assignment}        # then feedback {assignment}, report {assignment}"
        f"\nREADME.md                       # what stands where"
    )
    return 0


def _demo(course: Course, _options: argparse.Namespace) -> int:
    print(f"Grading the sample class, in {_DEMO}/. Each table is shown as soon as it is ready.")
    print(
        "The pages that students and instructors read are written after the last one.", flush=True
    )
    from autograder.commands import demo
    from autograder.commands.progress import show
    from autograder.commands.table import table
    from autograder.sandbox.walls import described, ensure
    from autograder.settings import Settings

    settings = Settings.of(course.config)
    ensure(settings)
    print(described(settings), flush=True)
    graded = {}
    for assignment, rows in demo.run(course, _DEMO):
        graded[assignment] = rows
        show(f"\n{assignment}\n{table(rows)}")
    page = demo.most_to_read(graded)
    print(
        f"\nOpen first:        {_DEMO / page}"
        f"\n                   {_DEMO}/reports/{page.stem}.html"
        f"\nAll feedback:      {_DEMO}/feedback/<student>/<assignment>/<assignment>.html"
        f"\nAll reports:       {_DEMO}/reports/<assignment>.html"
        f"\nThe gradebook:     {_DEMO}/gradebook.db"
        f"\nTo mark free text: cd {_DEMO} && jupyter lab, then Nbgrader → Formgrader"
    )
    return 0
