"""The command ``autograder``: what nbgrader's own commands do not do.

Each subcommand imports what it needs when it runs: nbgrader, numpy and matplotlib take seconds, and
who mistypes a name should not wait for them.
"""

import argparse
import atexit
import gc
import locale
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.commands.handed_on import handed_on
from autograder.commands.options import parsed
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.guard import put_up

_DEMO = Path("demo")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand, in the course's folder unless it is to make one; return the exit code."""
    try:
        if argv is None:
            _use_utf8()
            if (code := handed_on(sys.argv[1:])) is not None:
                return code
            atexit.register(gc.freeze)  # or Python would end by going through all that was imported
        options = parsed(argv)
        put_up()
        if options.run == "new":
            return _new(options.folder)
        course = Course(Path.cwd())
        for assignment in options.assignment:
            course.source(assignment)
        return _RUN[options.run](course, options)
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


def _warm(course: Course, _options: argparse.Namespace) -> int:
    from autograder.commands.warm import warm

    warm(course.root, main, _log)
    return 0


def _log(line: str) -> None:
    from datetime import datetime

    print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}", flush=True)


def _feedback(course: Course, options: argparse.Namespace) -> int:
    from autograder.gradebook.submissions import graded

    assignments = options.assignment or graded(course)
    if len(assignments) != 1 and options.student:
        raise AutograderError("--student needs the name of one assignment.")
    return max(_feedback_on(course, assignment, options) for assignment in assignments)


def _feedback_on(course: Course, assignment: str, options: argparse.Namespace) -> int:
    from autograder.commands.feedback import write_feedback
    from autograder.commands.table import counted
    from autograder.grading.workers import Failed
    from autograder.sanitize import one_line

    made = write_feedback(course, assignment, options.student, jobs=options.jobs)
    failed = {student: page for student, page in made.items() if isinstance(page, Failed)}
    for student, page in failed.items():
        print(f"{student}: no page. {one_line(page.reason)}")
    print(f"{counted(len(made) - len(failed), 'page')}: feedback/<student>/{assignment}/")
    if options.release:
        from autograder.commands.release_pages import release_pages

        written = {who: page for who, page in made.items() if not isinstance(page, Failed)}
        others = release_pages(course, assignment, written)
        for student in others:
            print(f"{one_line(student)}: send the page yourself; it was not handed in online.")
        print(f"{counted(len(written) - len(others), 'page')} released")
    return 1 if failed else 0


def _solutions(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.solutions import release_solutions, write_solutions
    from autograder.commands.table import counted
    from autograder.sanitize import one_line

    (assignment,) = options.assignment

    made = write_solutions(course, assignment, options.student, now=options.now, jobs=options.jobs)
    for student, reason in made.held.items():
        print(f"{one_line(student)}: no solution. {one_line(reason)}")
    if not made.is_due:
        print(f"Nothing says when {assignment} is due, so nobody's solution was held back.")
    print(f"{counted(len(made.written), 'solved notebook')}: solutions/<student>/{assignment}/")
    if options.release:
        others = release_solutions(course, assignment, made.written)
        for student in others:
            print(f"{one_line(student)}: send the notebook yourself; there is no link to the page.")
        print(f"{counted(len(made.written) - len(others), 'solved notebook')} released")
    return 1 if made.held else 0


def _report(course: Course, options: argparse.Namespace) -> int:
    from autograder.commands.report import write_report
    from autograder.gradebook.submissions import graded

    for assignment in options.assignment or graded(course):
        print("\n".join(map(str, write_report(course, assignment))))
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


_RUN: Mapping[str, Callable[[Course, argparse.Namespace], int]] = {
    "check": _check,
    "release": _release,
    "mutate": _mutate,
    "demo": _demo,
    "collect": _collect,
    "grade": _grade,
    "watch": _watch,
    "serve": _serve,
    "warm": _warm,
    "feedback": _feedback,
    "solutions": _solutions,
    "report": _report,
    "export": _export,
}
