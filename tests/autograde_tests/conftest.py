"""What all tests of hidden tests share; their helpers are in `answer_kit`, to import from."""

import zlib

import numpy as np
import pytest
from clean_process import as_if_nothing_had_run  # noqa: F401 (a fixture of all tests)

from autograder.testing import judge
from autograder.testing.verdict import Problem


@pytest.fixture(autouse=True)
def no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that fails by itself fails the test, whatever was answered."""

    def fail(exercise: str, error: Exception) -> Problem:
        raise AssertionError(f"a comparison of {exercise} failed") from error

    monkeypatch.setattr(judge, "our_fault", fail)


@pytest.fixture(autouse=True)
def own_noise(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise without a seed is another at each call, and the same in each run of a test.

    By chance the name of a mistake is left out in one hand-in of a thousand, and a right answer is
    refused in one of many thousands. How often is for a measurement to say; a test that fails
    should say what a change has broken.
    """
    seeds = np.random.default_rng(zlib.crc32(request.node.nodeid.encode()))
    generator, seed_all = np.random.default_rng, np.random.seed

    def seeded(seed: object) -> object:
        return int(seeds.integers(2**32)) if seed is None else seed

    monkeypatch.setattr(np.random, "default_rng", lambda seed=None: generator(seeded(seed)))
    monkeypatch.setattr(np.random, "seed", lambda seed=None: seed_all(seeded(seed)))
