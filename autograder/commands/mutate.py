"""Which changed solutions the hidden tests catch, and which of their checks nothing needs."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
from nbgrader.utils import is_solution

from autograder import testing
from autograder.commands.progress import progress
from autograder.course import Course, CourseError, near
from autograder.grading.mutation import KnownMistake, Trial, try_all
from autograder.grading.versions import versions_of
from autograder.grading.workers import Failed
from autograder.notebooks.manifest import manifest_of
from autograder.notebooks.mutants import Mutant, mutants_of
from autograder.settings import Settings
from autograder.testing.exercise import Assignment, Exercise

KEPT = ".autograder"


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant or a known mistake.

    Attributes
    ----------
    survives
        Whether it has earned everything.
    failed
        Titles of the checks that it does not pass.
    misconception
        The mistake that was named, if one was.
    """

    survives: bool
    failed: list[str]
    misconception: str | None


@dataclass(frozen=True)
class Tried:
    """All mutants of an exercise's solution, and its known mistakes.

    Attributes
    ----------
    exercise
        Its name.
    outcomes
        What became of each mutant.
    accepted
        The changes that are right as well, each with the reason.
    mistakes
        What became of each known mistake, by its name.
    checks
        Titles of the exercise's checks.
    """

    exercise: str
    outcomes: dict[Mutant, Outcome]
    accepted: dict[str, str]
    mistakes: dict[str, Outcome]
    checks: tuple[str, ...]

    @property
    def survivors(self) -> list[Mutant]:
        """Those that earned everything, and should not have."""
        return [
            mutant
            for mutant, outcome in self.outcomes.items()
            if outcome.survives and not self.accepted.keys() & {mutant.change, mutant.changed}
        ]

    @property
    def surviving_mistakes(self) -> list[str]:
        """Names of the known mistakes that earned everything."""
        return [name for name, outcome in self.mistakes.items() if outcome.survives]

    @property
    def unneeded(self) -> list[str]:
        """Checks without which all that is caught would still be caught."""
        tried = (*self.outcomes.values(), *self.mistakes.values())
        needed = {outcome.failed[0] for outcome in tried if len(outcome.failed) == 1}
        return [title for title in self.checks if title not in needed]

    @property
    def unnamed(self) -> list[Mutant]:
        """Those that were caught, and whose mistake has no name yet."""
        return [
            mutant
            for mutant, outcome in self.outcomes.items()
            if not outcome.survives and not outcome.misconception
        ]

    @property
    def not_there(self) -> list[str]:
        """Accepted changes that are none, or that are caught."""
        survive = {mutant for mutant, outcome in self.outcomes.items() if outcome.survives}
        changes = {text for mutant in survive for text in (mutant.change, mutant.changed)}
        return [change for change in self.accepted if change not in changes]


def mutate(
    course: Course, assignment: str, exercises: Sequence[str] = (), *, jobs: int | None = None
) -> list[Tried]:
    """Change the solutions of an assignment, one thing at a time, and grade each.

    What has been tried is kept in the course's folder, until the notebook or the tests change.

    Parameters
    ----------
    course, assignment
        Which.
    exercises
        Names of some exercises; all if empty.
    jobs
        How many mutants are graded at a time; as many as there are cores if not given.

    Returns
    -------
    list of Tried
        One for each exercise.

    Raises
    ------
    CourseError
        If there is no such assignment or exercise, or its solution or tests cannot be read.
    SandboxError
        If there is no sandbox to be had.
    """
    source = course.source(assignment)
    tests = _tests(course, assignment)
    mutants = dict(_mutants(source, tests))
    for name in exercises:
        if name not in mutants:
            known = near(name, mutants)
            raise CourseError(f"There is no exercise {name} in {assignment}.{known}")
    chosen = {name: mutants[name] for name in exercises or mutants}
    module = course.tests_of(assignment).__name__
    kept = _Kept(course, assignment)
    trials: dict[Trial | KnownMistake, str] = {}
    for name, of_one in chosen.items():
        for mutant in of_one:
            trials[Trial(course.root, source, name, mutant.source)] = mutant.change
        for at, mistake in enumerate(_mistakes(tests.exercises[name])):
            trials[KnownMistake(course.root, module, name, at)] = mistake
    left = [trial for trial in trials if trial not in kept]
    settings = Settings.of(course.config)
    with progress(assignment, len(left)) as count, kept:
        for trial, verdict in try_all(left, settings, jobs=jobs):
            if isinstance(verdict, Failed):
                raise CourseError(f"{trial.exercise}: {trials[trial]}: {verdict.reason}")
            failed = [check.title for check in verdict.checks if not check.passed]
            kept[trial] = Outcome(verdict.right, failed, verdict.misconception)
            count(survived=verdict.right)
    return [
        Tried(
            name,
            {m: kept[Trial(course.root, source, name, m.source)] for m in of_one},
            dict(tests.equivalents.get(name, {})),
            {
                mistake: kept[KnownMistake(course.root, module, name, at)]
                for at, mistake in enumerate(_mistakes(tests.exercises[name]))
            },
            tuple(check.title for check in tests.exercises[name].checks),
        )
        for name, of_one in chosen.items()
    ]


def _mistakes(exercise: Exercise) -> list[str]:
    """Names of an exercise's known mistakes."""
    return [known.wrong.__name__ for known in exercise.misconceptions]


def _tests(course: Course, assignment: str) -> Assignment:
    module = course.tests_of(assignment)
    tests = getattr(module, "assignment", None)
    if not isinstance(tests, Assignment):
        raise CourseError(f"{module.__name__} does not define an Assignment named assignment.")
    return tests


def _mutants(source: Path, tests: Assignment) -> Iterator[tuple[str, list[Mutant]]]:
    for cell in nbformat.read(source, as_version=4).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "code" and is_solution(cell) and name in tests.exercises:
            draws = tests.exercises[name].draws_figure
            try:
                yield name, list(mutants_of(cell.source, draws_figure=draws))
            except SyntaxError as error:
                raise CourseError(f"The solution of {name} is not Python: {error.msg}.") from None


class _Kept:
    """Outcomes that are kept from one run to the next, for as long as nothing else has changed."""

    def __init__(self, course: Course, assignment: str) -> None:
        self._path = course.root / KEPT / f"mutants-{assignment}.json"
        self._version = _version(course, assignment)
        self._outcomes: dict[str, Outcome] = {}
        try:
            before = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if before["version"] == self._version:
            self._outcomes = {
                key: Outcome(**outcome) for key, outcome in before["outcomes"].items()
            }

    def __contains__(self, trial: Trial | KnownMistake) -> bool:
        return _key(trial) in self._outcomes

    def __getitem__(self, trial: Trial | KnownMistake) -> Outcome:
        return self._outcomes[_key(trial)]

    def __setitem__(self, trial: Trial | KnownMistake, outcome: Outcome) -> None:
        self._outcomes[_key(trial)] = outcome

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_exception: object) -> None:
        """Save them, also if the run was stopped."""
        outcomes = {key: asdict(outcome) for key, outcome in self._outcomes.items()}
        self._path.parent.mkdir(exist_ok=True)
        text = json.dumps({"version": self._version, "outcomes": outcomes})
        self._path.write_text(text, encoding="utf-8")


def _key(trial: Trial | KnownMistake) -> str:
    if isinstance(trial, KnownMistake):
        return f"{trial.exercise} {trial.at}"
    return hashlib.sha256(f"{trial.exercise} {trial.cell}".encode()).hexdigest()


def _version(course: Course, assignment: str) -> str:
    source = course.source(assignment)
    versions = versions_of(course.root, manifest_of(source), Settings.of(course.config))
    whole = hashlib.sha256(json.dumps(versions).encode() + source.read_bytes())
    for file in sorted(Path(testing.__path__[0]).glob("*.py")):
        whole.update(file.read_bytes())
    return whole.hexdigest()
