"""What all tests of hidden tests share; their helpers are in `answer_kit`, to import from."""

from collections.abc import Iterator

import pytest
from answer_kit import noise_of
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
def own_noise(request: pytest.FixtureRequest) -> Iterator[None]:
    """Noise without a seed is the same in each run of a test, whatever ran before it.

    By chance the name of a mistake is left out in one hand-in of a thousand, and a right answer is
    refused in one of many thousands. How often is for a measurement to say; a test that fails
    should say what a change has broken.
    """
    with noise_of(request.node.nodeid):
        yield
