"""From a manifest and bytes to a graded notebook, with scores as nbgrader reads them."""

import json
import pickle
import pickletools
import re
import select
import time
from dataclasses import replace

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade
from tiny_course import RIGHT, answered, as_bytes, find, manifest_of, source_notebook

from autograder.files import Submission
from autograder.grading import grade as module
from autograder.grading.grade import KEY, grade, kept_verdict
from autograder.sandbox.session import Session
from autograder.testing.verdict import CheckResult, Verdict

SQUARE = "def double(x):\n    return np.asarray(x) ** 2"
ONLY_NUMBERS = "def double(x):\n    return 2 * x if np.ndim(x) == 0 else None"


@pytest.fixture
def graded(manifest, release, hasty_runner):
    """Grades the release with these answers in it, and these cells put before a cell."""

    def make(answers=RIGHT, *, seed=7, before="double", cells=(), edit=None):
        notebook = answered(release, answers)
        at = notebook.cells.index(find(notebook, before))
        notebook.cells[at:at] = [new_code_cell(source) for source in cells]
        if edit:
            edit(notebook)
        return grade(manifest, Submission(as_bytes(notebook)), seed, hasty_runner)

    return make


def scores(result):
    """Points as nbgrader's own code reads them out of the notebook."""
    return {
        cell.metadata.nbgrader.grade_id.removeprefix("test_"): determine_grade(cell)[0]
        for cell in result.notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def written(result):
    """The notebook as it is read back from its file."""
    nbformat.validate(result.notebook)
    text = nbformat.writes(result.notebook)
    text.encode()
    return nbformat.reads(text, as_version=4)


# Scores


FULL = {"double": 4, "total": 6, "half": 3, "answer_why": None}


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        pytest.param(RIGHT, FULL, id="all right"),
        pytest.param({}, {"double": 0, "total": 0, "half": 0, "answer_why": 0}, id="untouched"),
        pytest.param({**RIGHT, "double": SQUARE}, {**FULL, "double": 0}, id="one wrong"),
        pytest.param({**RIGHT, "double": ONLY_NUMBERS}, {**FULL, "double": 3}, id="partly right"),
        pytest.param(
            {
                **RIGHT,
                "total": "def total(values):\n    return 2 * sum(values) if values else None",
            },
            {**FULL, "total": 3},
            id="half right",
        ),
        pytest.param({**RIGHT, "double": "def double(:"}, {**FULL, "double": 0}, id="syntax error"),
        pytest.param({**RIGHT, "double": ""}, {**FULL, "double": 0}, id="emptied"),
        pytest.param({**RIGHT, "double": "double = 2"}, {**FULL, "double": 0}, id="no function"),
        pytest.param(
            {**RIGHT, "half": "def half(x):\n    while True: pass"},
            {**FULL, "half": 0},
            id="endless",
        ),
        pytest.param(
            {**RIGHT, "half": "def half(x):\n    import os; os._exit(0)"},
            {**FULL, "half": 0},
            id="deadly",
        ),
        pytest.param({**RIGHT, "answer_why": "YOUR ANSWER HERE"}, {**FULL, "answer_why": 0}),
    ],
)
def test_nbgrader_reads_the_points_of_the_verdict(graded, answers, points):
    result = graded(answers)
    assert scores(result) == points
    given = {name.removeprefix("test_"): v.points for name, v in result.verdicts.items()}
    assert given == {name: points[name] for name in ("double", "total", "half")}
    assert result.ungraded == ""


def test_an_earlier_mistake_costs_once(graded):
    uses_double = "def total(values):\n    return sum(double(value) for value in values)"
    result = graded({**RIGHT, "double": SQUARE, "total": uses_double})
    assert scores(result) == {**FULL, "double": 0}
    assert "earlier mistake costs nothing" in result.verdicts["test_total"].notes[0]


def test_a_named_mistake_is_named(graded):
    assert graded({**RIGHT, "double": SQUARE}).verdicts["test_double"].misconception == (
        "That is the square."
    )


# What the visible checks showed does not count


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "import sys; sys.stderr.write('careful'); return 2 * np.asarray(x)", id="stderr"
        ),
        pytest.param(
            "import warnings; warnings.warn('old'); return 2 * np.asarray(x)", id="warning"
        ),
        pytest.param("np.log(np.zeros(1)); return 2 * np.asarray(x)", id="numpy warning"),
        pytest.param("print(0); display(0); return 2 * np.asarray(x)", id="prints"),
    ],
)
def test_noise_costs_nothing(graded, body):
    assert scores(graded({**RIGHT, "double": f"def double(x):\n    {body}"})) == FULL


def shown_by_check(result, name):
    return [o.text for o in find(result.notebook, f"test_{name}").outputs if "text" in o]


def test_the_visible_checks_of_a_right_answer_are_not_run(graded):
    """The hidden test calls with larger numbers, and only they count."""
    body = "def double(x):\n    return 2 * np.asarray(x) if np.min(x) > 2 else 7"
    result = graded({**RIGHT, "double": body})
    assert scores(result) == FULL
    assert shown_by_check(result, "double") == []


def test_the_visible_checks_of_a_wrong_answer_show_what_is_wrong(graded):
    result = graded({**RIGHT, "double": "def double(x):\n    return 7"})
    (shown,) = shown_by_check(result, "double")
    assert "Two times one is two." in shown
    assert scores(result) == {**FULL, "double": 0}


ENDLESS = "def {}:\n    while True: pass"
USES_DOUBLE = "def total(values):\n    return sum(double(value) for value in values)"


@pytest.fixture
def stopped(monkeypatch):
    """Grows by one whenever something of a student's is still running when its time is up."""
    times, restart = [], Session._restart

    def counted(self, **how):
        times.append(self)
        restart(self, **how)

    monkeypatch.setattr(Session, "_restart", counted)
    return times


def test_an_endless_answer_is_waited_for_once_and_what_calls_it_not_at_all(graded, stopped):
    result = graded({**RIGHT, "double": ENDLESS.format("double(x)"), "total": USES_DOUBLE})
    assert scores(result) == {**FULL, "double": 0}
    assert "earlier mistake costs nothing" in result.verdicts["test_total"].notes[0]
    (shown,) = shown_by_check(result, "double")
    assert shown == "Not run, because double did not come to an end when it was graded.\n"
    assert "still running after 0.5 s" in result.verdicts["test_double"].checks[0].message
    # The visible check of total writes where other cells might read it: it is always run.
    assert [flag.partition(":")[0] for flag in result.flags] == ["the visible check of total"]
    assert len(stopped) == 2


def test_an_endless_answer_is_not_waited_for_again_where_nothing_earlier_is_wrong(graded, stopped):
    result = graded({**RIGHT, "total": "def total(values):\n    while double(1): pass"})
    assert scores(result) == {**FULL, "total": 0}
    assert len(stopped) == 2  # a hidden test, and again the check that is always run


def test_what_calls_an_endless_answer_and_is_wrong_itself_is_told_so(graded):
    wrong = "def total(values):\n    return 3 * sum(double(value) for value in values)"
    result = graded({**RIGHT, "double": ENDLESS.format("double(x)"), "total": wrong})
    assert scores(result) == {**FULL, "double": 0, "total": 3}
    assert not any("running" in check.message for check in result.verdicts["test_total"].checks)


def test_what_does_not_need_the_endless_answer_that_it_names_is_right(graded):
    names_double = "def total(values, of=double):\n    return 2 * sum(values)"
    result = graded({**RIGHT, "double": ENDLESS.format("double(x)"), "total": names_double})
    assert scores(result) == {**FULL, "double": 0}
    assert result.verdicts["test_total"].notes == ()


def test_a_visible_check_that_passes_earns_nothing_by_itself(graded):
    assert scores(graded({**RIGHT, "double": "def double(x):\n    return 2"}))["double"] == 0


@pytest.mark.parametrize("cheat", ["100", "display(100)", "print(100)", "4.0", "'4'"])
def test_a_number_that_a_student_shows_is_no_score(graded, cheat):
    """The check of `half` ends in an expression, whose value the student chooses."""
    own = f"get_ipython().user_ns['half'] = lambda x: {cheat}"
    result = graded({**RIGHT, "half": f"def half(x):\n    return {cheat}"})
    assert scores(result) == {**FULL, "half": 0}
    assert scores(graded(before="test_half", cells=[own]))["half"] == 0


@pytest.mark.parametrize(
    "mischief",
    [
        pytest.param("assert_ = None\nimport builtins; builtins.AssertionError = ValueError"),
        pytest.param("class E:\n    def __eq__(self, _): return True\ndef double(x): return E()"),
        pytest.param("get_ipython().ast_transformers.append(None)"),
        pytest.param("get_ipython().run_cell = lambda *a, **k: print('10')", id="run_cell"),
        pytest.param("get_ipython().outputs.append({'output_type': 'stream'})", id="output"),
        pytest.param("get_ipython().outputs.append(5)", id="junk"),
        pytest.param("import sys; sys.modules['tiny_tests'] = sys", id="modules"),
        pytest.param("tiny_course = None", id="shadow"),
        pytest.param("import os; os.environ.clear()", id="environ"),
        pytest.param("print('\\ud800'); raise ValueError('\\ud800')", id="surrogates"),
    ],
)
def test_mischief_before_a_test_earns_nothing(graded, mischief):
    answers = {**RIGHT, "double": SQUARE}
    result = graded(answers, before="test_double", cells=[mischief])
    assert scores(result)["double"] == 0
    written(result)


def test_a_copy_of_a_test_cell_is_not_a_second_chance(graded, manifest):
    def forge(notebook):
        cell = new_code_cell("4", metadata=find(notebook, "test_double").metadata)
        notebook.cells.insert(0, cell)

    result = graded({**RIGHT, "double": SQUARE}, edit=forge)
    assert scores(result)["double"] == 0
    assert len(scores(result)) == 4


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception", "remove_cell"])
def test_tags_of_a_student_change_nothing(graded, tag):
    def tags(notebook):
        for cell in notebook.cells:
            cell.metadata.tags = [tag]

    assert scores(graded({**RIGHT, "double": SQUARE}, edit=tags)) == {**FULL, "double": 0}


# Cells that die


def test_cells_that_die_are_told_and_cost_themselves_only(graded):
    cells = ["import os; os._exit(1)", "while True: pass", "kept = 1"]
    result = graded(cells=cells)
    assert scores(result) == FULL
    assert result.flags == [
        "a cell of their own: It ended the Python interpreter (exit code 1).",
        "a cell of their own: It was still running after 0.8 s and was stopped.",
    ]
    assert result.notebook.metadata[KEY]["flags"] == result.flags


def test_a_solution_cell_that_dies_costs_its_exercise_only(graded):
    result = graded({**RIGHT, "double": f"{RIGHT['double']}\nimport os; os._exit(0)"})
    assert scores(result) == {**FULL, "double": 0}
    assert result.flags[0].startswith("double: It ended the Python interpreter")


@pytest.mark.slow
def test_when_the_time_for_all_is_up_what_was_earned_is_kept(manifest, release, limited):
    notebook = answered(release, {**RIGHT, "half": "while True: pass"})
    runner = limited(cell_seconds=9, call_seconds=9, submission_seconds=1)
    result = grade(manifest, Submission(as_bytes(notebook)), 1, runner)
    assert scores(result) == {**FULL, "half": 0}
    assert "whole notebook" in result.flags[0]


# The graded notebook


def test_outputs_are_those_of_the_student_and_counted_in_order(graded):
    result = graded(cells=["'mine'", "import os; os._exit(0)", "'and mine'"])
    code = [cell for cell in result.notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    shown = [
        (cell.execution_count, output.execution_count)
        for cell in code
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert len(shown) == 5
    assert all(one == other for one, other in shown)


def test_a_test_cell_keeps_its_verdict_and_shows_it_in_plain_text(graded):
    result = graded({**RIGHT, "total": "def total(values): return 3"})
    cell = find(written(result), "test_total")
    verdict = result.verdicts["test_total"]
    assert kept_verdict(cell) == verdict
    *checks, summary, points = cell.outputs
    assert [output.output_type for output in checks] == ["stream", "display_data"]
    assert summary.data == {"text/plain": verdict.as_text()}
    assert summary.metadata == {KEY: {"exercise": "total"}}
    assert points.data == {"text/plain": "0"}


def test_a_student_writes_no_verdict(graded):
    """Neither in the metadata of a cell, nor in that of something shown."""
    forged = {KEY: {"verdict": Verdict("double", 4, (CheckResult("a", 1),)).to_json()}}
    shows = f"display({{'text/plain': '4'}}, raw=True, metadata={forged!r})"

    def forge(notebook):
        for cell in notebook.cells:
            cell.metadata.update(forged)

    result = graded({**RIGHT, "double": SQUARE}, cells=[shows], edit=forge)
    kept = {
        cell.metadata.get("nbgrader", {}).get("grade_id"): kept_verdict(cell)
        for cell in written(result).cells
    }
    assert {name: verdict for name, verdict in kept.items() if verdict} == {
        name: result.verdicts[name] for name in ("test_double", "test_total", "test_half")
    }
    assert kept["test_double"].points == 0
    shown = [output for cell in result.notebook.cells for output in cell.get("outputs", [])]
    assert sum(KEY in output.get("metadata", {}) for output in shown) == 3


@pytest.mark.parametrize("answers", [RIGHT, {}, {**RIGHT, "double": SQUARE}])
def test_the_hidden_tests_and_the_seed_are_in_no_graded_notebook(graded, answers):
    text = json.dumps(written(graded(answers, seed=987654321)))
    for secret in ("tiny_tests", "HIDDEN", "autograde_tests", "987654321"):
        assert secret not in text


def test_the_marking_scheme_is_there_for_the_ta(graded):
    assert "pairs are prettier" in find(graded().notebook, "question_why").source


def test_students_cannot_see_the_tests_from_their_code(graded):
    spy = (
        "import sys\n[name for name in sys.modules if 'tiny' in name or 'autograde_tests' in name]"
    )
    result = graded(cells=[spy])
    (cell,) = [cell for cell in result.notebook.cells if cell.source == spy]
    assert cell.outputs[0].data["text/plain"] == "[]"


# Seeds


def inputs(result):
    """What `double` was called with, as a wrong answer's feedback tells."""
    checks = result.verdicts["test_double"].checks
    return re.search(r"[\d.]+", checks[0].problem.message)[0]


def test_inputs_depend_on_the_seed_alone(graded):
    answers = {"double": "def double(x): raise ValueError(f'{x}')"}
    first, again, other = (graded(answers, seed=seed) for seed in (7, 7, 8))
    assert inputs(first) == inputs(again) != inputs(other)
    assert first.notebook.cells == again.notebook.cells


def test_another_file_beside_the_same_notebook_draws_other_inputs(manifest, release, hasty_runner):
    data = as_bytes(answered(release, {"double": "def double(x): raise ValueError(f'{x}')"}))
    handed_in = [
        Submission(data),
        Submission(data, {"table.bin": b"1"}),
        Submission(data, {"a": b"1"}),
    ]
    drawn = [
        inputs(grade(manifest, one, 7, hasty_runner)) for one in (*handed_in, Submission(data))
    ]
    assert drawn[0] == drawn[-1]
    assert len(set(drawn)) == len(handed_in)


def test_the_second_try_of_a_killed_submission_draws_other_inputs(
    manifest, release, hasty_runner, monkeypatch
):
    """And what was flagged in the first try stays flagged."""
    answers = {"double": "def double(x): raise ValueError(f'{x}')"}
    submission = Submission(as_bytes(answered(release, answers)))
    drawn, real = [], module._run

    def killed_once(graded, manifest, session, *more):
        real(graded, manifest, session, *more)
        drawn.append(inputs(graded))
        session.killed = len(drawn) == 1
        graded.flags.append(f"try {len(drawn)}")

    monkeypatch.setattr(module, "_run", killed_once)
    graded = grade(manifest, submission, 7, hasty_runner)
    assert len(set(drawn)) == 2
    assert inputs(graded) == drawn[1]
    assert graded.flags == ["try 2", "try 1"]


KILLED = """
def double(x):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_who_ends_the_interpreter_from_within_learns_nothing_for_the_second_try(
    manifest, release, hasty_runner, monkeypatch
):
    """By a real signal: what the first try was asked, the second is not."""
    called, flagged, real = [], [], module._run

    def watched(graded, manifest, session, *more):
        real(graded, manifest, session, *more)
        called.append(graded.verdicts["test_double"].checks[0].problem.called)
        flagged.append(list(graded.flags))

    monkeypatch.setattr(module, "_run", watched)
    submission = Submission(as_bytes(answered(release, {**RIGHT, "double": KILLED})))
    graded = grade(manifest, submission, 7, hasty_runner)
    assert len(called) == len(set(called)) == 2
    assert all("Killed" in " ".join(flags) for flags in flagged), flagged
    assert {flag for flags in flagged for flag in flags} <= set(graded.flags)
    assert graded.verdicts["test_double"].points == 0


def test_both_tries_of_a_killed_submission_have_one_budget(
    manifest, release, hasty_runner, monkeypatch
):
    ends = []

    def killed(_graded, _manifest, session, *_more):
        ends.append(session._until)
        session.killed = True

    monkeypatch.setattr(module, "_run", killed)
    started = time.monotonic()
    grade(manifest, Submission(as_bytes(release)), 7, hasty_runner)
    most = hasty_runner.settings.limits.submission_seconds
    assert len(ends) == 2
    assert ends[0] == ends[1] <= started + most + 1


_ODD = """
class Odd({base}):
    def __reduce__(self):
        return print, ("unpickled",)
"""


@pytest.mark.parametrize(
    "answer",
    [
        "Odd('x')",
        "np.float64(1)",
        "np.array([1, 2], object)",
        "np.str_('x')",
        "[Odd('x')]",
        "{Odd('x'): Odd('y')}",
        "np.ma.masked",
        "1 / 0",
        "type('x' * 500, (Exception,), {})",
    ],
)
@pytest.mark.parametrize("base", ["str", "float"])
def test_a_result_is_plain_data_whatever_was_answered(graded, answer, base):
    """So a worker on another machine that unpacks or sends it runs nothing of a student's."""
    body = answer.replace("Odd('", "Odd('1" if base == "float" else "Odd('")
    answers = {name: f"def {name}(x):\n    return {body}" for name in ("double", "total", "half")}
    shows = _ODD.format(base=base) + f"display({body})\n{body}"
    result = replace(graded(answers, cells=[_ODD.format(base=base), shows]), verdicts={})
    named, before = set(), ["", ""]
    for code, argument, _place in pickletools.genops(pickle.dumps(result)):
        if code.name == "STACK_GLOBAL":
            named.add(tuple(before))
        if isinstance(argument, str):
            before = [before[1], argument]
    assert named == {
        ("autograder.grading.grade", "Graded"),
        ("nbformat.notebooknode", "NotebookNode"),
    }


# No score


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(("tiny.grade", "1 / 0; grade"), "ZeroDivisionError", id="raises"),
        pytest.param(("from tiny_tests", "from nosuch_tests"), "ModuleNotFound", id="missing"),
        pytest.param(('"double", double)', '"nosuch", double)'), "KeyError", id="unknown name"),
        pytest.param(
            ("from tiny_tests import tiny; ", "5;"), "NameError|AttributeError", id="forgotten"
        ),
    ],
)
def test_a_hidden_test_that_fails_gives_no_score_and_not_0(tmp_path, runner, change, reason):
    source = source_notebook()
    cell = find(source, "test_double")
    cell.source = cell.source.replace(*change)
    broken = manifest_of(source, tmp_path)
    result = grade(broken, Submission(as_bytes(answered(broken.release()))), 1, runner)
    assert re.match(f"The hidden test test_double failed: .*({reason})", result.ungraded)
    assert result.notebook.metadata[KEY]["ungraded"] == result.ungraded
    assert "test_double" not in result.verdicts
    assert result.verdicts["test_total"].right


def test_a_test_cell_without_a_hidden_test_gives_no_score(tmp_path, runner):
    source = source_notebook()
    find(source, "test_double").source = "assert True"
    result = grade(manifest_of(source, tmp_path), Submission(as_bytes(source)), 1, runner)
    assert result.ungraded == "The hidden test test_double failed: there is none"


def test_points_that_do_not_agree_give_no_score(tmp_path, runner):
    source = source_notebook()
    find(source, "test_double").metadata.nbgrader.points = 3
    result = grade(manifest_of(source, tmp_path), Submission(as_bytes(source)), 1, runner)
    assert "worth 4 points, its cell 3" in result.ungraded


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 10**5])
def test_what_cannot_be_read_gives_no_score_and_says_why(manifest, runner, data):
    result = grade(manifest, Submission(data), 1, runner)
    assert result.ungraded
    told = result.notebook.metadata[KEY]
    assert told == {
        "flags": [],
        "ungraded": result.ungraded,
        "note": result.ungraded,
        "submission": Submission(data).digest,
    }
    assert result.ungraded in written(result).cells[0].source
    assert result.notebook.cells[1:] == manifest.notebook.cells


# Killed from outside


def test_a_sandbox_that_somebody_kills_costs_nobody_a_point(manifest, release, runner, monkeypatch):
    kills, call = [], Session.call

    def kill_it_once(session, *arguments, **options):
        if not kills:
            kills.append(session)
            runner._process.kill()
            assert select.select([session._channel], [], [], 10)[0]  # it has hung up
        return call(session, *arguments, **options)

    monkeypatch.setattr(Session, "call", kill_it_once)
    result = grade(manifest, Submission(as_bytes(answered(release))), 1, runner)
    assert kills
    assert sum(verdict.points for verdict in result.verdicts.values()) == 13
    assert result.flags == []


# Anything


ZOO = [
    "raise SystemExit",
    "import os; os.kill(os.getpid(), 11)",
    "import os\nfor _ in range(3): os.fork()",
    "print('x' * 10**6)",
    "display({'text/html': '<script>', 'application/json': {'a': [1]}, 'x': b'1'}, raw=True)",
    "import sys; sys.stdout = 5",
    "%%html\n<script>alert(1)</script>",
    "%nosuch",
    "\ud800",
    "raise type('\ud800', (Exception,), {})('\ud800')",
    "import matplotlib.pyplot as plt; plt.plot([1e308, -1e308])",
    "def double(x): return [[[x]]] * 3",
    "def double(x): return 1e308",
    "def double(x): return '\ud800'",
    "def total(x): return {1: {2: (3,)}}",
    "double = total = half = print",
]


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(ZOO), st.integers(0, 13)), max_size=6))
def test_every_submission_ends_graded_and_can_be_written(manifest, limited, zoo):
    notebook = answered(manifest.release())
    for source, at in zoo:
        notebook.cells.insert(at, {"cell_type": "code", "source": source, "metadata": {}})
    runner = limited(cell_seconds=5, call_seconds=5, submission_seconds=20)
    result = grade(manifest, Submission(as_bytes(notebook)), 1, runner)
    assert result.ungraded == ""
    assert set(scores(result)) == set(FULL)
    written(result)


def test_one_submission_does_not_touch_the_next(graded):
    graded(cells=["import builtins, numpy; builtins.sum = None; numpy.asarray = None", *ZOO[:4]])
    assert scores(graded()) == FULL
