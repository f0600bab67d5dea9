"""How student code is run: what the course's configuration may say of it."""

import dataclasses

import pytest
from traitlets.config import Config

from autograder.limits import Limits
from autograder.section import SettingsError
from autograder.settings import Settings


def test_without_a_word_the_defaults_hold():
    assert Settings.of(Config()) == Settings()
    assert Settings().packages == ("numpy", "scipy", "matplotlib")
    assert Settings().sealed


def test_limits_and_packages_can_be_set():
    config = Config({"Limits": {"memory": 7}, "Sandbox": {"packages": ["numpy", "pandas"]}})
    expected = Settings(Limits(memory=7), ("numpy", "pandas"), sealed=False)
    assert Settings.of(config, sealed=False) == expected
    assert Settings.of(config) == dataclasses.replace(expected, sealed=True)


def test_equal_settings_share_a_runner():
    config = Config({"Sandbox": {"packages": ["numpy", "scipy", "matplotlib"]}})
    assert hash(Settings.of(config)) == hash(Settings())


@pytest.mark.parametrize(
    ("sandbox", "message"),
    [
        ({"packages": "numpy"}, "must be a list of names of packages, .*, not 'numpy'"),
        ({"packages": ["numpy", 3]}, r"not \['numpy', 3\]"),
        ({"packages": [" "]}, r"not \[' '\]"),
        ({"package": ["numpy"]}, r"no c.Sandbox.package \(there is: packages\)"),
        ({"sealed": False}, "no c.Sandbox.sealed"),
    ],
)
def test_a_wrong_value_is_refused_in_a_line(sandbox, message):
    with pytest.raises(SettingsError, match=message) as refused:
        Settings.of(Config({"Sandbox": sandbox}))
    assert "\n" not in str(refused.value)


def test_a_wrong_limit_is_refused_too():
    with pytest.raises(SettingsError, match=r"c\.Limits\.memory"):
        Settings.of(Config({"Limits": {"memory": 0}}))
