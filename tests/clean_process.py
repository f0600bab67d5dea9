"""Students' code in the process of the tests: nothing of it outlives its test."""

import warnings
from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def as_if_nothing_had_run() -> Iterator[None]:
    """What students' code in this process warns about, leaves open or patches stays in its test."""
    from matplotlib import pyplot as plt

    numpy_as_it_is = dict(vars(np))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    plt.close("all")
    for name, value in numpy_as_it_is.items():
        if vars(np).get(name) is not value:
            setattr(np, name, value)
