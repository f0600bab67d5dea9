"""What builds on earlier answers is right beside any of them: blank, wrong, looser than asked."""

import ast
import functools
import importlib
import inspect
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest
from nbgrader.utils import is_grade, is_solution

from autograder.commands.check import _without_tests
from autograder.files import Submission
from autograder.grading.grade import grade
from autograder.notebooks.manifest import Manifest
from autograder.notebooks.scripts import fill
from autograder.notebooks.slicing import cells_behind
from autograder.sandbox.runner import Runner
from autograder.sandbox.session import Session
from autograder.testing.answers import RemoteAnswer
from autograder.testing.exercise import Assignment
from autograder.testing.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = sorted(path.stem for path in ROOT.glob("source/*/*.ipynb"))
SEED = 5


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


def assignment_of(assignment: str) -> Assignment:
    return importlib.import_module(f"autograde_tests.{assignment}").assignment


@functools.cache
def solved(assignment: str) -> nbformat.NotebookNode:
    """The instructor's notebook, all answers right."""
    path = ROOT / "source" / assignment / f"{assignment}.ipynb"
    return nbformat.reads(_without_tests(nbformat.read(path, 4)).decode(), 4)


@functools.cache
def unsolved(assignment: str) -> nbformat.NotebookNode:
    """The notebook as students get it."""
    return nbformat.read(ROOT / "release" / assignment / f"{assignment}.ipynb", 4)


def name_of(cell: nbformat.NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


@functools.cache
def blank(assignment: str) -> dict[str, str]:
    """The cells for answers, as students find them."""
    cells = unsolved(assignment).cells
    return {name_of(cell): cell.source for cell in cells if is_solution(cell)}


def definitions(source: str) -> str:
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef)
    return "\n".join(ast.unparse(node) for node in ast.parse(source).body if isinstance(node, kept))


def answers_in(
    notebook: nbformat.NotebookNode, session: Session, answers: Mapping[str, str] | None = None
) -> Iterator[RemoteAnswer]:
    """Run a notebook without its demonstrations; give the answers, each when its cell has run.

    Parameters
    ----------
    notebook
        A notebook with answers.
    session
        Where it is run.
    answers
        Other sources of some of its cells, by the exercise's name.
    """
    ran: list[str] = []
    right: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type != "code" or (is_grade(cell) and not is_solution(cell)):
            continue
        name = name_of(cell)
        source = (answers or {}).get(name, cell.source)
        if cell.metadata.get("nbgrader", {}).get("locked"):
            source = definitions(source)
        session.run(source, render_figures=False)
        ran.append(source)
        if is_solution(cell):
            yield RemoteAnswer(
                session, name, SEED, right, functools.partial(cells_behind, ran, name)
            )


def graded(
    assignment: str, runner: Runner, answers: Mapping[str, str], names: Collection[str]
) -> dict[str, Verdict]:
    """The verdicts on some exercises of the instructor's notebook with some other answers."""
    tests = assignment_of(assignment)
    with Session(runner) as session:
        given = answers_in(solved(assignment), session, answers)
        return {one.name: tests.grade(one.name, one) for one in given if one.name in names}


# Right answers in all styles


def perfect_students() -> Iterator[tuple[str, str]]:
    for assignment in ASSIGNMENTS:
        text = (ROOT / f"tests/autograde_tests/{assignment}_answers.py").read_text()
        (names,) = re.findall(r"perfect=\((.*?)\)", text, re.DOTALL)
        yield from ((assignment, student) for student in re.findall(r'"(\w+)"', names))


@pytest.mark.slow
@pytest.mark.parametrize(("assignment", "student"), list(perfect_students()))
def test_right_answers_in_any_style_are_right_with_decoys_of_all_earlier_ones(
    assignment, student, runner
):
    """They are then right beside any earlier answers, for these are not called."""
    answers = (ROOT / "examples" / assignment / f"{student}.py").read_text()
    notebook = fill(unsolved(assignment), answers)
    tests = assignment_of(assignment)
    with Session(runner) as session:
        verdicts = [
            tests.grade_with_decoys(answer.name, answer) for answer in answers_in(notebook, session)
        ]
    wrong = [verdict.as_text() for verdict in verdicts if verdict and not verdict.right]
    assert wrong == []


# Right answers beside wrong ones

SIX = ("alpha_m", "alpha_n", "rates_HH", "gate_steady_state", "dxdt_gate", "I_ion")


def right_cell(assignment: str, name: str) -> str:
    """The instructor's cell."""
    (cell,) = (cell for cell in solved(assignment).cells if name_of(cell) == name)
    return cell.source


_WRAPPED = """
{source}

def _other(right):
    def answer(*args, **named):
        value = right(*args, **named)
        return {value}
    return answer

{name} = _other({name})
"""
_LISTS = "tuple(map(list, value)) if isinstance(value, tuple) else list(value)"


def returning(value: str, assignment: str, name: str) -> str:
    """The right function, but for what it makes of its value."""
    return _WRAPPED.format(source=right_cell(assignment, name), value=value, name=name)


FROM_PROPORTION = """
def dxdt_log(a, K, x_val):
    return dxdt_prop(a, x_val) * (K - x_val) / K
"""
FROM_PROTO = """
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    C_m = g_L * tau_m
    return dvdt_proto_LIF(g_L, E_L, C_m, I_ext, V_val)
"""
AS_A_ROOT = """
from scipy.optimize import brentq

def steady_state_voltage(params, I_ext):
    def rate(V):
        return dvdt_proto_LIF(params["g_L"], params["E_L"], params["C_m"], I_ext, V)
    return brentq(rate, -1000, 1000)
"""
FROM_EXP = """
def dxdt_exp_decay(a, x_val):
    return np.exp(a) * dxdt_exp(-1, x_val)
"""
FROM_TIME_CONSTANT = """
def dxdt_gate(alpha, beta, x):
    return (gate_steady_state(alpha, beta) - x) / gate_time_constant(alpha, beta)
"""
FROM_TIME_LEFT = """
def x_square(t, x_0):
    t = np.asarray(t, dtype=float)
    if x_0 <= 0:
        return x_0 / (1 - x_0 * t)
    T = blow_up_time_square(x_0)
    return 1 / np.where(t < T, T - t, np.nan)
"""
FROM_TIME_LEFT_EXP = """
def x_exp(t, a, x_0):
    t = np.asarray(t, dtype=float)
    if a == 0:
        return x_0 + t
    if a < 0:
        return -np.log(np.exp(-a * x_0) - a * t) / a
    T = blow_up_time_exp(a, x_0)
    return -np.log(a * np.where(t < T, T - t, np.nan)) / a
"""
FROM_RATE = """
def x_relax(t, a, x_0):
    return a - dxdt_relax(a, x_0) * np.exp(-np.asarray(t))
"""
RISING = """
def dxdt_exp_decay(a, x_val):
    return dxdt_exp(1, a - np.asarray(x_val))
"""
FALLING = """
def dxdt_exp_decay(a, x_val):
    return dxdt_exp(-1, np.asarray(x_val) - a)
"""
FROM_STEADY_STATE = """
def dvdt_LIF(g_L, E_L, tau_m, I_ext, V_val):
    return (steady_state_voltage({"g_L": g_L, "E_L": E_L}, I_ext) - V_val) / tau_m
"""
FROM_REST = """
def rheobase_LIF(params):
    return params["g_L"] * (params["V_th"] - steady_state_voltage(params, 0))
"""
FROM_INTERVALS = """
def get_CV(spike_times_array):
    ISI = get_ISI(spike_times_array, {"dt": 1.0})
    return np.std(ISI) / np.mean(ISI) if len(ISI) > 1 else np.nan
"""
FROM_RATE_AT_V_RH = """
def rheobase_EIF(params):
    return -params["g_L"] * params["tau_m"] * dvdt_EIF(params["V_rh"], 0.0, params)
"""
FROM_CLOSED_SHARE = """
def gate_time_constant(alpha, beta):
    return (1 - gate_steady_state(alpha, beta)) / beta
"""
FROM_BOTH_RATES = """
def dxdt_gate(alpha, beta, x):
    return (alpha + beta) * (gate_steady_state(alpha, beta) - x)
"""
FROM_ALPHA_M = """
def alpha_n(V):
    return 0.1 * alpha_m(np.asarray(V) + 15)
"""
FROM_DWDT = """
def nullclines_AdEx(V, params, I_ext):
    V = np.asarray(V, dtype=float)
    return f_EIF(V, params) * params["g_L"] + I_ext, params["tau_w"] * dwdt(V, 0.0, params)
"""
OWN_LOOP = """
def simulate_aLIF(params, I_inj):
    dt, n = params["dt"], round(params["T"] / params["dt"])
    current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
    V, w, spikes, until = np.full(n, float(params["V_0"])), np.zeros(n), [], -1
    for k in range(n - 1):
        V_k, w_k = V[k], w[k]
        if V_k >= params["V_th"]:
            spikes.append(k)
            V_k, w_k, until = params["V_reset"], w_k + params["b"], k + round(params["tref"] / dt)
        pull = params["E_L"] - V_k + (current[k] - w_k) / params["g_L"]
        V[k + 1] = V_k if k < until else V_k + dt * pull / params["tau_m"]
        w[k + 1] = w_k + dt * dwdt(V_k, w_k, params)
    if V[-1] >= params["V_th"]:
        spikes.append(n - 1)
    return V, w, np.arange(n) * dt, spikes
"""
BOUND_WHEN_THE_CELL_RUNS = """
def integrate_and_fire(rate):
    def simulate(params, I_inj):
        dt, n = params["dt"], round(params["T"] / params["dt"])
        current = np.broadcast_to(np.asarray(I_inj, dtype=float), n)
        V, spikes, hold = np.full(n, float(params["V_0"])), [], 0
        for k in range(1, n):
            if hold > 0:
                V[k], hold = params["V_reset"], hold - 1
            else:
                V[k] = V[k - 1] + dt * rate(V[k - 1], current[k - 1], params)
            if V[k] >= params["V_th"]:
                V[k], hold = params["V_th"], round(params["tref"] / dt)
                spikes.append(k)
        return V, np.arange(n) * dt, spikes
    return simulate

simulate_EIF = integrate_and_fire(dvdt_EIF)
"""
IN_SINGLE_PRECISION = """
def x_proportion(t, a_param, x_0):
    return np.float32(x_0) * np.exp(np.float32(a_param) * np.asarray(t, dtype=np.float32))
"""
NOISY_BY_DEFAULT = ("sigma=0)", "sigma=1)")
DT_OF_ITS_OWN = ('dt, tref = params["dt"], params["tref"]', 'dt, tref = 0.1, params["tref"]')


def changed(assignment: str, name: str, old: str, new: str) -> str:
    source = right_cell(assignment, name)
    assert old in source
    return source.replace(old, new)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("assignment", "own", "wrong"),
    [
        ("ode", {"dxdt_log": FROM_PROPORTION}, ["dxdt_prop"]),
        ("lif", {"dvdt_LIF": FROM_PROTO}, ["dvdt_proto_LIF"]),
        ("lif", {"steady_state_voltage": AS_A_ROOT}, ["dvdt_proto_LIF"]),
        ("ode_review", {"dxdt_exp_decay": FROM_EXP}, ["dxdt_exp"]),
        (
            "hodgkin_huxley",
            {"dxdt_gate": FROM_TIME_CONSTANT},
            ["gate_steady_state", "gate_time_constant"],
        ),
        ("ode_review", {"x_square": FROM_TIME_LEFT}, ["blow_up_time_square"]),
        ("ode_review", {"x_exp": FROM_TIME_LEFT_EXP}, ["blow_up_time_exp"]),
        ("ode_review", {"x_relax": FROM_RATE}, ["dxdt_relax"]),
        ("ode_review", {"dxdt_exp_decay": RISING}, ["dxdt_exp"]),
        ("ode_review", {"dxdt_exp_decay": FALLING}, ["dxdt_exp"]),
        (
            "lif",
            {"dvdt_LIF": FROM_STEADY_STATE, "rheobase_LIF": FROM_REST},
            ["steady_state_voltage"],
        ),
        ("lif", {"get_CV": FROM_INTERVALS}, ["get_ISI"]),
        ("nonlinear_if", {"rheobase_EIF": FROM_RATE_AT_V_RH}, ["f_EIF", "dvdt_EIF"]),
        ("hodgkin_huxley", {"gate_time_constant": FROM_CLOSED_SHARE}, ["gate_steady_state"]),
        ("hodgkin_huxley", {"dxdt_gate": FROM_BOTH_RATES}, ["gate_steady_state"]),
        ("hodgkin_huxley", {"alpha_n": FROM_ALPHA_M}, ["alpha_m"]),
        ("adaptation", {"nullclines_AdEx": FROM_DWDT}, ["dwdt"]),
        ("nonlinear_if", {"simulate_EIF": BOUND_WHEN_THE_CELL_RUNS}, ["dvdt_EIF"]),
        ("hodgkin_huxley", {"simulate_HH": None}, SIX),
        ("adaptation", {"simulate_aLIF": OWN_LOOP}, ["dwdt"]),
    ],
    ids=lambda value: None if isinstance(value, str) else "-".join(value),
)
@pytest.mark.parametrize("how", ["wrong", "blank"])
def test_a_right_answer_is_right_beside_earlier_ones_that_are_not(
    assignment, own, wrong, how, runner
):
    earlier = {
        name: returning("2 * value + 1", assignment, name)
        if how == "wrong"
        else blank(assignment)[name]
        for name in wrong
    }
    answers = earlier | {name: source for name, source in own.items() if source}
    verdicts = graded(assignment, runner, answers, [*wrong, *own])
    assert not any(verdicts[name].right for name in wrong)
    for name in own:
        assert verdicts[name].right, verdicts[name].as_text()
        assert "Tested together with stand-ins" in verdicts[name].notes[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("assignment", "figure", "mark"),
    [
        ("lif", "plot_FI_tau", "rheobase_LIF(params)"),
        ("nonlinear_if", "plot_FI_models", "rheobase_EIF(params_EIF)"),
        (
            "nonlinear_if",
            "plot_FI_models",
            "find_rheobase(simulate_EIF, params_EIF, 0, max(I_values), 1)",
        ),
        ("hodgkin_huxley", "plot_FI_noise_HH", "rheobase_HH(params, 0, max(I_values), 1)"),
    ],
)
def test_what_a_figure_marks_costs_nothing_if_it_is_blank(assignment, figure, mark, runner):
    marked = f"{right_cell(assignment, figure)}\n_right_{figure} = {figure}\n" + dedent(
        f"""
        def {figure}(*args):
            {", ".join(parameters_of(assignment, figure))} = args
            ax = _right_{figure}(*args)
            ax.axvline({mark}, linestyle=":")
            return ax
        """
    )
    earlier = mark.partition("(")[0]
    answers = {earlier: blank(assignment)[earlier], figure: marked}
    verdicts = graded(assignment, runner, answers, list(answers))
    assert verdicts[earlier].points == 0
    assert verdicts[figure].right, verdicts[figure].as_text()


def parameters_of(assignment: str, name: str) -> list[str]:
    return list(inspect.signature(assignment_of(assignment).exercises[name].reference).parameters)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("assignment", "name", "source", "later"),
    [
        (
            "nonlinear_if",
            "simulate_EIF",
            returning(_LISTS, "nonlinear_if", "simulate_EIF"),
            ["plot_sharpness", "plot_threshold"],
        ),
        (
            "hodgkin_huxley",
            "detect_spikes",
            returning(_LISTS, "hodgkin_huxley", "detect_spikes"),
            ["FI_curve_HH", "plot_FI_noise_HH"],
        ),
        ("ode", "x_proportion", IN_SINGLE_PRECISION, ["euler_error"]),
        ("lif", "FI_curve", changed("lif", "FI_curve", *NOISY_BY_DEFAULT), ["plot_FI_tau"]),
        (
            "adaptation",
            "simulate_adaptive",
            changed("adaptation", "simulate_adaptive", *DT_OF_ITS_OWN),
            ["simulate_aLIF", "plot_FI_adaptation"],
        ),
    ],
)
def test_an_earlier_answer_that_is_looser_than_asked_costs_nothing_later(
    assignment, name, source, later, runner
):
    verdicts = graded(assignment, runner, {name: source}, later)
    assert {each: verdict.points for each, verdict in verdicts.items()} == {
        each: assignment_of(assignment).exercises[each].points for each in later
    }


WITHOUT_NOISE = """
def FI_curve(params, I_max=1000, I_step=50, sigma=0):
    I_range = np.arange(0, I_max, I_step)
    return I_range, np.array([spike_freq(simulate_LIF(params, I)[2], params) for I in I_range])
"""


def test_who_does_not_call_the_noisy_simulator_does_not_do_without_the_noise(monkeypatch, runner):
    """Whichever decoys an answer calls: it is the right answer that says what has to come out."""
    wrong = {"simulate_LIF": returning("value[::-1]", "lif", "simulate_LIF")}
    for seed in range(SEED, SEED + 4):
        monkeypatch.setattr(sys.modules[__name__], "SEED", seed)
        (verdict,) = graded(
            "lif", runner, wrong | {"FI_curve": WITHOUT_NOISE}, ["FI_curve"]
        ).values()
        assert verdict.failed == {"the rates with noise", "fresh noise for each current"}


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_beside_blank_answers_there_are_at_most_twice_as_many_calls(
    assignment, runner, monkeypatch
):
    """For each exercise, beside all others blank."""
    tests = assignment_of(assignment)
    calls = dict.fromkeys(tests.exercises, 0)
    call = RemoteAnswer.call

    def counted(self, *args, **how):
        calls[self.name] += 1
        return call(self, *args, **how)

    monkeypatch.setattr(RemoteAnswer, "call", counted)
    first = graded(assignment, runner, {}, tests.exercises)
    assert all(verdict.right for verdict in first.values())
    usual = calls.copy()
    calls.update(dict.fromkeys(calls, 0))
    builds = [name for name in tests.exercises if names_behind(assignment, name)]
    stubs = {name: source for name, source in blank(assignment).items() if name in tests.exercises}
    for name in builds:
        earlier = {each: stubs[each] for each in names_behind(assignment, name)}
        (verdict,) = graded(assignment, runner, earlier, [name]).values()
        assert verdict.right, verdict.as_text()
    assert [
        name for name in builds if calls[name] > 2 * usual[name] + len(tests.exercises[name].checks)
    ] == []


def names_behind(assignment: str, name: str) -> set[str]:
    """The earlier exercises that the solution of one reads."""
    cells = [cell.source for cell in solved(assignment).cells if is_solution(cell)]
    return cells_behind(cells, name, set(assignment_of(assignment).exercises) - {name})[0]


# What is lent is no answer


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_who_hands_in_all_that_was_ever_lent_earns_nothing(assignment, runner):
    """Of twenty hand-ins, each exercise answered with what another one was lent for it."""
    decoys = assignment_of(assignment).decoys
    notebook = unsolved(assignment).copy()
    for at, cell in enumerate(notebook.cells):
        name = name_of(cell)
        if is_solution(cell) and name in decoys.names:
            lent = decoys.drawn(at % 20, [name])[name]
            cell.source = f"{lent.source}\n\n{_WITH_NUMBERS.format(dict(lent.numbers))}"
    manifest = Manifest.of(ROOT / "source" / assignment / f"{assignment}.ipynb")
    handed_in = Submission(nbformat.writes(notebook).encode())
    verdicts = grade(manifest, handed_in, SEED, runner).verdicts.values()
    assert {verdict.exercise: verdict.points for verdict in verdicts if verdict.points} == {}


_WITH_NUMBERS = """
for _function in list(globals().values()):
    if getattr(_function, "__kwdefaults__", None):
        _function.__kwdefaults__ = {{
            key: {}.get(key, value) for key, value in _function.__kwdefaults__.items()
        }}
"""


LENT = """
def lent(function):
    return getattr(function, "__wrapped__", function).__globals__
"""
BESIDE_THE_STEADY_STATE = """
def rheobase_LIF(params):
    steady_state_voltage(params, 0)
    return lent(steady_state_voltage)["rheobase_LIF"](params)
"""
BESIDE_THE_GATE = """
def dxdt_gate(alpha, beta, x):
    gate_steady_state(alpha, beta), gate_time_constant(alpha, beta)
    return lent(gate_steady_state)["dxdt_gate"](alpha, beta, x)
"""
HELPER_OF_THE_CURVE = """
def rheobase_HH(params, I_low, I_high, tol):
    FI_curve_HH(params, [I_low])
    helpers = lent(FI_curve_HH)
    return helpers["_edge"](params) if "_edge" in helpers else helpers["_above"](params, I_high)
"""
# Of the membrane, whose rate it does not use, and of another, for which the current is drawn.
TWO_MEMBRANES = """
def simulate_LIF(params, I_inj):
    steady_state_voltage
    dvdt_LIF(params["g_L"], params["E_L"], params["tau_m"], 0.0, params["V_0"])
    n, hold = round(params["T"] / params["dt"]), round(params["tref"] / params["dt"])
    on = np.flatnonzero(np.broadcast_to(I_inj, n) > 0)
    V = np.full(n, params["V_reset"])
    V[0] = params["V_0"]
    spikes = range(on[0] + 1, min(on[-1] + 2, n), hold + 2)
    return V, np.arange(n) * params["dt"], list(spikes)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize(
    ("assignment", "answer"),
    [
        ("lif", BESIDE_THE_STEADY_STATE),
        ("hodgkin_huxley", BESIDE_THE_GATE),
        ("hodgkin_huxley", HELPER_OF_THE_CURVE),
        ("lif", TWO_MEMBRANES),
    ],
    ids=["beside", "beside-two", "helper", "two-membranes"],
)
def test_who_looks_around_in_what_is_lent_earns_nothing(assignment, answer, seed, runner):
    """Whoever hands in nothing else, so that all earlier answers are lent."""
    (name,) = re.findall(r"def (\w+)", answer)
    notebook = unsolved(assignment).copy()
    for cell in notebook.cells:
        if name_of(cell) == name:
            cell.source = LENT + answer
    manifest = Manifest.of(ROOT / "source" / assignment / f"{assignment}.ipynb")
    handed_in = Submission(nbformat.writes(notebook).encode())
    verdicts = grade(manifest, handed_in, seed, runner).verdicts.values()
    (verdict,) = (one for one in verdicts if one.exercise == name)
    assert verdict.points == 0, verdict.as_text()
