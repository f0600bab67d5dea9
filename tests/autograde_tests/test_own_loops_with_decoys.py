"""Right answers to `hodgkin_huxley` that integrate by themselves are right with decoys, too.

Whatever they call of the earlier exercises: the rates alone, or more, or all but the rates.
"""

import itertools
import re
from collections.abc import Callable

import pytest
from answer_kit import source
from known_answers import model

from autograde_tests.hodgkin_huxley.exercises import assignment
from autograder.testing.answers import LocalAnswer

_LOOP = """
def run(params, I_inj):
    steps, dt = round(params["T"] / params["dt"]), params["dt"]
    current = np.asarray(I_inj, dtype=float)
    if current.ndim == 0:
        current = np.full(steps, current)
    def pairs(V):
        rates = rates_HH(V)
        return tuple(zip(rates[::2], rates[1::2]))
    V = np.full(current.shape[1:], float(params["V_0"]))
    m, h, n = ({start} for a, b in pairs(V))
    kept = []
    for k in range(steps):
        kept.append((V, m, h, n))
        a_b_x = [(a, b, x) for (a, b), x in zip(pairs(V), (m, h, n))]
        V = V + dt * (current[k] - ({current})) / params["C_m"]
        m, h, n = (x + dt * ({change}) for a, b, x in a_b_x)
    return *np.moveaxis(np.array(kept), 1, 0), np.arange(steps) * dt
"""
_OWN_CURRENT = (
    'params["g_Na"] * m**3 * h * (V - params["E_Na"]) + params["g_K"] * n**4 * (V - params["E_K"])'
    ' + params["g_L"] * (V - params["E_L"])'
)
_LENT_CURRENT = "I_ion(V, m, h, n, params)"
_OWN_START, _LENT_START = "a / (a + b)", "gate_steady_state(a, b)"
_OWN_CHANGE, _LENT_CHANGE = "a * (1 - x) - b * x", "dxdt_gate(a, b, x)"
_BY_TIME_CONSTANT = "(gate_steady_state(a, b) - x) / gate_time_constant(a, b)"
LOOPS = {
    "rates alone": (_OWN_START, _OWN_CHANGE, _OWN_CURRENT),
    "and the currents": (_OWN_START, _OWN_CHANGE, _LENT_CURRENT),
    "and the steady state": (_LENT_START, _OWN_CHANGE, _OWN_CURRENT),
    "and the gates' equation": (_OWN_START, _LENT_CHANGE, _OWN_CURRENT),
    "and the time constant": (_LENT_START, _BY_TIME_CONSTANT, _OWN_CURRENT),
    "all but the time constant": (_LENT_START, _LENT_CHANGE, _LENT_CURRENT),
    "all but the gates' equation": (_LENT_START, _BY_TIME_CONSTANT, _LENT_CURRENT),
    "the steady state alone": (_LENT_START, _OWN_CHANGE, _OWN_CURRENT),
    "all but the rates": (_LENT_START, _BY_TIME_CONSTANT, _LENT_CURRENT),
}
_OWN_RATES = ("the steady state alone", "all but the rates")
_RATES = ("alpha_m", "alpha_n", "rates_HH")
_CROSSINGS = """
def crossings(V, t, threshold=0.0):
    return np.asarray(t)[1:][(V[:-1] < threshold) & (V[1:] >= threshold)]
"""
SEEDS = {
    "kick_threshold_HH": 20,
    "simulate_HH": 6,
    "refractory_period_HH": 6,
    **dict.fromkeys(("FI_curve_HH", "rheobase_HH", "plot_HH", "plot_FI_HH", "plot_FI_noise_HH"), 1),
}
# Where a decoy once left nothing to be found, or the answer took another way than the reference.
QUICK = {
    ("kick_threshold_HH", "the steady state alone", 7),
    ("simulate_HH", "and the time constant", 0),
    ("plot_HH", "and the currents", 0),
}


def answer(name: str, loop: str, own_crossings: bool) -> Callable:
    """The instructor's answer with a loop of its own."""
    start, change, current = LOOPS[loop]
    run = _LOOP.format(start=start, change=change, current=current)
    names = dict(model("hodgkin_huxley"))
    if loop in _OWN_RATES:
        exec(
            "\n".join(map(own, map(cell, _RATES))),
            names,
        )
        run = own(run)
    exec(run if name != "simulate_HH" else run.replace("def run", "def simulate_HH"), names)
    if name != "simulate_HH":
        body = cell(name).replace("simulate_HH(", "run(")
        if "FI_curve_HH(" in body and name != "FI_curve_HH":
            body = cell("FI_curve_HH").replace("simulate_HH(", "run(") + "\n" + body
            body = body.replace("FI_curve_HH(", "rates_of(")
        if own_crossings:  # and not the student's detect_spikes
            body = _CROSSINGS + body.replace("detect_spikes(", "crossings(")
        exec(body, names)
    return names[name]


def own(code: str) -> str:
    """The same with rates of its own."""
    return re.sub(rf"\b({'|'.join(_RATES)})\(", r"own_\1(", code)


def cell(name: str) -> str:
    (found,) = (
        one.source
        for one in source("hodgkin_huxley").cells
        if one.metadata.get("nbgrader", {}).get("grade_id") == name
    )
    return found


def rows():
    for (name, seeds), loop in itertools.product(SEEDS.items(), LOOPS):
        for seed in range(seeds):
            marks = () if (name, loop, seed) in QUICK else pytest.mark.thorough
            yield pytest.param(name, loop, seed, marks=marks)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "loop", "seed"), list(rows()))
def test_right_answers_with_a_loop_of_their_own_are_right_with_decoys(name, loop, seed):
    one = LocalAnswer(answer(name, loop, own_crossings=bool(seed % 2)), name, seed)
    verdict = assignment.grade_with_decoys(name, one)
    assert verdict is not None
    assert verdict.right, verdict.as_text()
