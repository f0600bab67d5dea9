"""One assignment, several descriptions: notebook, hidden tests and examples agree."""

import importlib
import inspect
import re

import pytest
from answer_kit import ROOT, namespace, parameters, release, source, students

NAMES = sorted(path.stem for path in ROOT.glob("source/*/*.ipynb"))
ASSIGNMENTS = {
    name: importlib.import_module(f"autograde_tests.{name}").assignment for name in NAMES
}
FEWEST_MISTAKES = {"ode": 4, "ode_review": 6}


def asked(exercise):
    """The parameters of an exercise; the library's functions may take more, by name."""
    return positional(exercise.reference)


def positional(function):
    return [
        name
        for name, one in inspect.signature(function).parameters.items()
        if one.kind is not one.KEYWORD_ONLY
    ]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_points_and_order_are_those_of_the_notebook(name):
    exercises = ASSIGNMENTS[name].exercises
    graded = {
        cell.metadata.nbgrader.grade_id.removeprefix("test_"): cell
        for cell in source(name).cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert list(graded) == list(exercises)
    for exercise, cell in graded.items():
        assert cell.metadata.nbgrader.points == exercises[exercise].points
        assert ("optional" in cell.metadata.get("tags", [])) == exercises[exercise].optional
    assert sum(one.points for one in exercises.values() if not one.optional) == 75


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_stubs_have_the_signature_of_the_exercise(name):
    stubs = namespace(release(name))
    for exercise in ASSIGNMENTS[name].exercises.values():
        assert parameters(stubs[exercise.name]) == asked(exercise)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_weights_are_points(name):
    exercises = ASSIGNMENTS[name].exercises.values()
    weights = {one.name: sum(check.weight for check in one.checks) for one in exercises}
    assert weights == {one.name: one.points for one in exercises}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_decoys_and_what_is_built_from_parts_have_the_exercises_signature(name):
    assignment = ASSIGNMENTS[name]
    module = importlib.import_module(f"autograde_tests.{name}.decoys")
    for decoy in assignment.decoys.names:
        exercise = assignment.exercises[decoy]
        assert asked(exercise) == positional(vars(module)[decoy]), decoy
    for exercise in assignment.exercises.values():
        for way in exercise.ways:
            assert len(parameters(way)) == len(asked(exercise)), exercise.name


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_known_mistakes_have_the_exercises_signature_and_words_of_their_own(name):
    for exercise in ASSIGNMENTS[name].exercises.values():
        for known in exercise.misconceptions:
            assert parameters(known.wrong) == asked(exercise), known.wrong
            assert len(known.hint) > 30, known.wrong
            assert known.hint.endswith((".", ")", "?")), known.wrong
        hints = {known.hint for known in exercise.misconceptions}
        assert len(hints) == len(exercise.misconceptions), exercise.name
        assert len(hints) >= FEWEST_MISTAKES.get(name, 0), exercise.name


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_sample_answers_say_at_the_top_who_hands_in_what(name):
    for student in students(name):
        text = (ROOT / "examples" / name / f"{student}.py").read_text()
        assert re.match(rf"# {student}: .{{30,}}", text), student
