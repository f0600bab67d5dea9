"""How many changed solutions the hidden tests catch, and how many of these mistakes they name."""

import ast
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
from autograder.grading.mutation import Trial, try_all
from autograder.grading.versions import versions_of
from autograder.grading.workers import Failed
from autograder.notebooks.manifest import manifest_of
from autograder.notebooks.mutants import Mutant, mutants_of
from autograder.settings import Settings
from autograder.testing.exercise import Assignment

_KEPT = ".autograder"


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant.

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
    """All mutants of an exercise's solution.

    Attributes
    ----------
    exercise
        Its name.
    outcomes
        What became of each.
    accepted
        The changes that are right as well, each with the reason.
    """

    exercise: str
    outcomes: dict[Mutant, Outcome]
    accepted: dict[str, str]

    @property
    def survivors(self) -> list[Mutant]:
        """Those that earned everything, and should not have."""
        return [
            mutant
            for mutant, outcome in self.outcomes.items()
            if outcome.survives and mutant.change not in self.accepted
        ]

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
        survive = {mutant.change for mutant, outcome in self.outcomes.items() if outcome.survives}
        return [change for change in self.accepted if change not in survive]


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
    kept = _Kept(course, assignment)
    trials = {
        Trial(course.root, source, name, mutant.source): mutant
        for name, of_one in chosen.items()
        for mutant in of_one
        if mutant not in kept
    }
    settings = Settings.of(course.config)
    with progress(assignment, len(trials)) as count, kept:
        for trial, verdict in try_all(list(trials), settings, jobs=jobs):
            if isinstance(verdict, Failed):
                raise CourseError(f"{trial.exercise}: {trials[trial].change}: {verdict.reason}")
            failed = [check.title for check in verdict.checks if not check.passed]
            kept[trials[trial]] = Outcome(verdict.right, failed, verdict.misconception)
            count(survived=verdict.right)
    return [
        Tried(
            name,
            {mutant: kept[mutant] for mutant in of_one},
            dict(tests.equivalents.get(name, {})),
        )
        for name, of_one in chosen.items()
    ]


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
        self._path = course.root / _KEPT / f"mutants-{assignment}.json"
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

    def __contains__(self, mutant: Mutant) -> bool:
        return _key(mutant) in self._outcomes

    def __getitem__(self, mutant: Mutant) -> Outcome:
        return self._outcomes[_key(mutant)]

    def __setitem__(self, mutant: Mutant, outcome: Outcome) -> None:
        self._outcomes[_key(mutant)] = outcome

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_exception: object) -> None:
        """Save them, also if the run was stopped."""
        outcomes = {key: asdict(outcome) for key, outcome in self._outcomes.items()}
        self._path.parent.mkdir(exist_ok=True)
        text = json.dumps({"version": self._version, "outcomes": outcomes})
        self._path.write_text(text, encoding="utf-8")


def _key(mutant: Mutant) -> str:
    return hashlib.sha256(mutant.source.encode()).hexdigest()


def _version(course: Course, assignment: str) -> str:
    source = course.source(assignment)
    versions = versions_of(course.root, manifest_of(source), Settings.of(course.config))
    whole = hashlib.sha256(json.dumps(versions).encode() + source.read_bytes())
    for file in sorted(Path(testing.__path__[0]).glob("*.py")):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def as_table(tried: Sequence[Tried]) -> str:
    """Caught, survived and named by exercise; then the survivors, each in a line."""
    rows = [
        (
            one.exercise,
            len(one.outcomes),
            len(one.survivors),
            len(one.accepted),
            sum(bool(outcome.misconception) for outcome in one.outcomes.values()),
        )
        for one in tried
    ]
    sums = [sum(column) for column in zip(*(row[1:] for row in rows), strict=True)]
    wide = max(len(name) for name, *_ in rows)
    lines = [f"{'':{wide}}  mutants  survive  accepted  named"]
    lines += [
        f"{name:{wide}}  {total:7}  {survive:7}  {accepted:8}  {named:5}"
        for name, total, survive, accepted, named in [*rows, ("all", *sums)]
    ]
    for one in tried:
        lines += [f"\n{one.exercise} earns everything with:"] * bool(one.survivors)
        lines += [f"    {mutant.change}" for mutant in one.survivors]
        lines += [f"\n{one.exercise}: accepted, but caught or not tried:"] * bool(one.not_there)
        lines += [f"    {change}" for change in one.not_there]
    return "\n".join(lines)


def write_unnamed(course: Course, assignment: str, tried: Sequence[Tried]) -> Path:
    """Write a function for each mutant without a name, ready to go into the known mistakes."""
    functions = [
        _as_mistake(one.exercise, number, mutant)
        for one in tried
        for number, mutant in enumerate(one.unnamed, start=1)
    ]
    path = course.root / _KEPT / f"unnamed-{assignment}.py"
    path.write_text("\n\n\n".join(functions) + "\n", encoding="utf-8")
    return path


def _as_mistake(exercise: str, number: int, mutant: Mutant) -> str:
    tree = ast.parse(mutant.source)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == exercise:
            node.name = f"{exercise}__{number}"
            body = node.body[bool(ast.get_docstring(node)) :]
            node.body = [ast.Expr(ast.Constant(mutant.change)), *body]
    return ast.unparse(tree)
