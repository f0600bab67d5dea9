"""All limits are in one table, and the course's configuration can change each."""

from dataclasses import asdict

import pytest
from traitlets.config import Config

from autograder.limits import Limits
from autograder.section import SettingsError


def test_without_a_word_the_defaults_hold():
    assert Limits.of(Config()) == Limits()


@pytest.mark.parametrize("name", asdict(Limits()))
def test_each_limit_can_be_set(name):
    limits = Limits.of(Config({"Limits": {name: 7}}))
    assert asdict(limits) == {**asdict(Limits()), name: 7}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"cel_seconds": 5}, r"no c.Limits.cel_seconds \(there are: cell_seconds, "),
        ({"memory": 0}, "c.Limits.memory must be a whole number above 0, not 0"),
        ({"memory": 1.5}, "whole number above 0, not 1.5"),
        ({"memory": "1G"}, "whole number above 0, not '1G'"),
        ({"cell_seconds": -1}, "c.Limits.cell_seconds must be a number above 0, not -1"),
        ({"cell_seconds": float("nan")}, "not nan"),
        ({"threads": True}, "not True"),
    ],
)
def test_what_is_no_limit_is_refused_in_a_line(told, says):
    with pytest.raises(SettingsError, match=says) as refused:
        Limits.of(Config({"Limits": told}))
    assert "\n" not in str(refused.value)
