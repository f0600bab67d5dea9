"""What all tests of hidden tests share; their helpers are in `answer_kit`, to import from."""

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
