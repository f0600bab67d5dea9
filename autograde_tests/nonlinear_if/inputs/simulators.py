"""Arguments of functions that take a simulator: each gets one that no exercise asks for."""

# ruff: noqa: D103 (the names say it)

import inspect
from dataclasses import replace

import numpy as np

from autograde_tests.nonlinear_if import decoys, given
from autograde_tests.random_inputs import unround
from autograder.testing.decoys import Code, Decoys
from reference import find_rheobase, my_GWN, rheobase_LIF

from .neurons import EIF_neuron, LIF_neuron, QIF_neuron

_DECOYS = Decoys(decoys)
_LIF_NEURON = Code("simulate_LIF", inspect.getsource(given))
_PATIENT = """

_asked = 0


def another_neuron(params, I_inj):
    global _asked
    _asked += 1
    if _asked > {}:
        message = "the simulator was called thousands of times: halving the range takes far fewer"
        raise RuntimeError(message)
    return {}(params, I_inj)
"""


def slow_neuron(rng: np.random.Generator, of: str, calls: int = 2000) -> Code:
    """A simulator that takes the parameters of a neuron, and is not that neuron."""
    # One that fires slowly: noise moves its rate little from run to run.
    return _patient(drawn_neuron(rng, of, cost=(600, 800)), calls)


def drawn_neuron(rng: np.random.Generator, of: str, cost: tuple[float, float]) -> Code:
    """The same; the less a spike costs it, the more often it fires."""
    name = f"simulate_{of}"
    code = _DECOYS.drawn(int(rng.integers(2**32)), [name])[name]
    return replace(code, numbers={**code.numbers, "cost": unround(rng, *cost)})


def _patient(code: Code, calls: int) -> Code:
    """The same function, which nobody needs to ask more often."""
    source = code.source + _PATIENT.format(calls, code.name)
    return replace(code, name="another_neuron", source=source)


def rheobase_of(simulate: Code, params: dict, T: float = 1000.0) -> float:
    """The least current that makes a neuron fire in so long."""
    return find_rheobase(simulate, params | {"T": T}, 0.0, 5000.0, 1.0)


def rheobase_of_EIF(rng: np.random.Generator) -> tuple:
    return _range(rng, slow_neuron(rng, "EIF"), EIF_neuron(rng, T=120.0, dt=0.2), 2.0)


def rheobase_of_QIF(rng: np.random.Generator) -> tuple:
    return _range(rng, slow_neuron(rng, "QIF"), QIF_neuron(rng, T=200.0, dt=0.2), 1e-5)


def _range(rng: np.random.Generator, simulate: Code, params: dict, tol: float) -> tuple:
    about = rheobase_of(simulate, params, params["T"])
    low, high = unround(rng, 0.2, 0.7) * about, unround(rng, 1.8, 2.6) * about
    return simulate, params, round(low, 1), round(high, 1), tol


def currents_around(rng: np.random.Generator, rheobase: float, shares: list[float]) -> list[int]:
    return [round(rheobase * share * rng.uniform(0.97, 1.03)) for share in shares]


def curve_of_EIF(rng: np.random.Generator) -> tuple:
    simulate, params = slow_neuron(rng, "EIF"), EIF_neuron(rng, T=unround(rng, 400, 600, 0), dt=0.2)
    currents = currents_around(rng, rheobase_of(simulate, params), [0.5, 0.9, 1.1, 1.4, 2.0, 3.0])
    return simulate, params, np.array(currents)


def curve_of_LIF(rng: np.random.Generator) -> tuple:
    params = LIF_neuron(rng, T=unround(rng, 400, 600, 0), dt=0.2)
    rheobase = rheobase_LIF(params)
    just_below = round(0.9995 * rheobase, 3)  # any noise would show
    return _LIF_NEURON, params, [*currents_around(rng, rheobase, [3.2, 1.2, 1.8, 0.6]), just_below]


def noisy(rng: np.random.Generator, T: float, sd: float) -> tuple[dict, float]:
    """A neuron that fires often, and noise that moves its voltage by sd (mV)."""
    params = EIF_neuron(rng, T=T, dt=0.4)
    params |= {"g_L": unround(rng, 10, 13), "tau_m": unround(rng, 7, 9), "tref": 2.305}
    return params, round(float(sd * params["g_L"] * np.sqrt(2 * params["tau_m"] / 1000)), 2)


def _noisy_neuron(
    rng: np.random.Generator, T: float, sd: tuple[float, float], shares: list[float]
) -> tuple:
    simulate = slow_neuron(rng, "EIF", calls=10_000)  # whoever compares asks for many runs
    params, sigma = noisy(rng, T, rng.uniform(*sd))
    return simulate, params, currents_around(rng, rheobase_of(simulate, params), shares), sigma


def noisy_curve(rng: np.random.Generator) -> tuple:
    # From silence to three times the rheobase: no straight line comes near all of these. The
    # neuron fires at the first, so that who takes that one for all gets some number each time.
    shares = rng.uniform([1.1, 0.2, 0.4, 0.9, 2.4], [1.4, 0.3, 0.7, 1.1, 2.8]).tolist()
    return _noisy_neuron(rng, 3000.0, (6, 7), shares)


def seeded_curve(rng: np.random.Generator) -> tuple:
    neuron = _noisy_neuron(rng, 1500.0, (7, 9), [0.7, 0.9, 1.0, 1.1, 1.2])
    return *neuron, int(rng.integers(20, 10_000))


def noisy_intervals(rng: np.random.Generator) -> tuple:
    shares = [*rng.uniform([1.0, 1.2, 1.5], [1.1, 1.4, 1.8]), *rng.uniform(1.8, 3.0, 2)]
    return _noisy_neuron(rng, 8000.0, (4, 5), rng.permutation(shares).tolist())


def seeded_intervals(rng: np.random.Generator) -> tuple:
    simulate, params, currents, sigma = _noisy_neuron(rng, 1500.0, (4, 5), [1.6, 1.1, 1.3])
    return simulate, params, np.array(currents), sigma, int(rng.integers(20, 10_000))


def two_intervals(rng: np.random.Generator) -> tuple:
    """A run that ends behind the third spike under the first current."""
    simulate, params, currents, sigma = _noisy_neuron(rng, 1000.0, (4, 5), [1.6, 2.8])
    seed = int(rng.integers(20, 10_000))
    spikes = simulate(params, my_GWN(params, currents[0], sigma, seed)[0])[2]
    params["T"] = round(round((spikes[2] + spikes[3]) / 2) * params["dt"], 1)
    return simulate, params, currents, sigma, seed


def few_intervals(rng: np.random.Generator) -> tuple:
    """A silent neuron, and the same one with two spikes."""
    return _two_runs(rng, 0.3, spikes=2)


def some_intervals(rng: np.random.Generator) -> tuple:
    """The same with a few spikes more, which are enough."""
    return _two_runs(rng, 1.6, spikes=8)


def _two_runs(rng: np.random.Generator, weaker: float, spikes: int) -> tuple:
    """A run that ends after so many spikes of the stronger current."""
    simulate, params, currents, sigma = _noisy_neuron(rng, 1000.0, (0.2, 0.2), [weaker, 1.8])
    when = simulate(params, currents[1])[2]
    params["T"] = round(round((when[spikes - 1] + when[spikes]) / 2) * params["dt"], 1)
    return simulate, params, currents, sigma
