"""Every promise of the sandbox is put to the test, and each test can fail."""

import pytest

from autograder.sandbox.runner import Runner
from autograder.sandbox.selftest import check_promises
from autograder.settings import Settings


@pytest.fixture(scope="module")
def unsealed():
    with Runner(Settings(sealed=False)) as started:
        yield started


def test_all_holds_here(runner, tmp_path):
    told = check_promises(runner, [tmp_path], ["tiny_course"])
    assert len(told) == 8
    assert {promise: problems for promise, problems in told.items() if problems} == {}


def test_without_a_sandbox_the_promises_are_broken(unsealed, tmp_path):
    told = check_promises(unsealed, [tmp_path], ["json", "no.such"])
    broken = [problems[0] for problems in told.values() if problems]
    assert len(broken) == 5
    assert str(tmp_path) in broken[0]
    assert "other processes" in broken[0]
    assert "nbgrader" in broken[1]
    assert broken[1].splitlines()[-1] == "import json"
    assert broken[2:] == ["another process", "more than 64 threads", "namespaces of its own"]


@pytest.mark.parametrize("limit", ["memory", "disk", "threads", "files"])
def test_a_limit_that_is_not_kept_is_told(runner, limited, limit, tmp_path):
    runner = limited(**{limit: 2})  # told to the test, not to the sandbox that runs already
    told = check_promises(runner, [tmp_path], ["tiny_course"])
    broken = {promise: problems for promise, problems in told.items() if problems}
    (promise,) = broken
    assert promise.startswith("2 ")
