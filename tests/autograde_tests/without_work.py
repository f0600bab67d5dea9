"""What an answer may earn that does none of the work: which checks it may pass, and why."""

from autograder.testing.exercise import Exercise
from autograder.testing.verdict import Verdict

_ANSWER = "that is the answer: the exercise is one operation"
_TIMES = "the times of a run are the first thing to be written, and need nothing of the equation"
_NO_SPIKES = "where there are no spikes, whatever is counted is none"
_AT_A_SPIKE = (
    "both neurons keep the same rules at a spike, and the earlier one is the student's own"
)

# Checks that an answer without work passes, and why this is fair.
FAIR: dict[str, dict[str, str]] = {
    "dxdt_prop": dict.fromkeys(
        ("the rate of growth", "the rate of decay", "the rate at each x of an array"), _ANSWER
    ),
    "dxdt_relax": dict.fromkeys(
        ("the rate at one x, above the goal", "the rate at each x of an array"), _ANSWER
    ),
    "dxdt_square": dict.fromkeys(
        ("the rate at one x", "the rate at each x of an array, negative ones, too"), _ANSWER
    ),
    "blow_up_time_square": dict.fromkeys(
        ("a start above zero: when?", "a start a little above zero: when?"),
        "above zero 1 / x_0 is the answer; a start at zero and below is the other half",
    ),
    "forward_euler_logistic": {"t: the times of all samples": _TIMES},
    "forward_euler": {"t: the times of all samples": _TIMES},
    "FI_curve": {"the currents": "they are asked for as np.arange, and worth a point of eight"},
    "x_square": {"a start at zero": "zero times anything stays zero, as the solution does"},
    "x_exp": {"a zero": "the solution is then x_0 + t"},
    "dvdt_proto_LIF": {"the injected current alone": "I_ext / C_m is this half of the equation"},
    "f_EIF": {"below E_L only the leak counts": "E_L - V is this half of the equation"},
    "spike_freq": {"no spikes: 0 Hz": _NO_SPIKES},
    "firing_rate_LIF": dict.fromkeys(
        ("below the rheobase: 0", "at the rheobase: 0"), _NO_SPIKES + ", and they are simulated"
    ),
    "get_ISI": {
        "no spikes: an empty array": _NO_SPIKES,
        "one spike: an empty array": "one spike less than there are is as many as intervals",
    },
    "get_CV": {"a regular train: 0": "any measure of spread is 0 there"},
    "adaptation_index": dict.fromkeys(
        ("one interval: nan", "no interval: nan"), "numpy's mean or spread of nothing is nan"
    ),
    "coincidence_factor": {"neither has spikes: nan": "numpy's mean or spread of nothing is nan"},
    "serial_correlation": {"no interval: nan": "numpy's mean or spread of nothing is nan"},
    "simulate_AdEx": dict.fromkeys(
        (
            "each spike raises w by b, and w goes on in the hold",
            "after each spike V is reset, held for tref, and climbs again",
        ),
        _AT_A_SPIKE,
    ),
}


def passed(verdict: Verdict) -> set[str]:
    return {check.title for check in verdict.checks if check.passed}


def of_form(exercise: Exercise) -> set[str]:
    """Titles of the checks of a figure's form, which is marked by itself."""
    return {check.title for check in exercise.checks if getattr(check.compare, "is_style", False)}


def earned(exercise: Exercise, verdict: Verdict) -> float:
    """Points for checks that are not passed without work anyway."""
    free = FAIR.get(exercise.name, {}).keys() | of_form(exercise)
    total = sum(check.weight for check in exercise.checks)
    passed_by_work = [c.weight for c in verdict.checks if c.passed and c.title not in free]
    return exercise.points * sum(passed_by_work) / total
