"""Answers that do none of the work, made from what a student sees of an exercise.

They know its signature, its docstring, what its visible checks print, the form of what it should
return, and the exercises before it. They compute nothing of what is asked.
"""

import ast
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np


class Cheap(NamedTuple):
    """One such answer: what it tries, and the body of the function."""

    kind: str
    body: str


class Sight(NamedTuple):
    """What a student sees of an exercise.

    Attributes
    ----------
    arguments
        Arguments of some call, by name.
    expected
        Something of the form that should be returned.
    docstring, checks
        The text of its cells.
    earlier
        The parameters of each earlier exercise, by its name.
    is_figure
        Whether it should draw.
    """

    arguments: Mapping[str, Any]
    expected: Any
    docstring: str
    checks: str
    earlier: Mapping[str, list[str]]
    is_figure: bool = False


_NUMBERS = ("0", "0.0", "1", "1.0", "-1.0", "10.0", "100.0", "np.nan", "np.inf")
_NOTHING = ("[]", "np.array([])", "''")
_OF_A_NUMBER = (
    "{}", "-{}", "1 / {}", "1000 / {}", "{} / 1000", "{} ** 2", "np.sqrt({})", "np.exp({})",
    "np.exp(-{})", "np.abs({})", "np.sign({})", "1 + 0 * {}", "0.5 * {}", "0.8 * {}", "1.2 * {}",
)  # fmt: skip
_OF_AN_ARRAY = (
    "len({})", "1.0 * len({})", "np.sum({})", "np.mean({})", "np.median({})", "np.max({})",
    "np.min({})", "np.std({})", "np.ptp({})", "{}[0]", "{}[-1]", "{}[:1]", "{}[-1:]", "{}[:2]",
    "{}[:-1]", "{}[1:]", "{}[::2]", "{}[::-1]", "np.sort({})", "np.diff({})", "np.cumsum({})",
    "np.unique({})", "np.std(np.diff({}))", "np.arange(len({}))", "np.zeros(len({}))",
    "np.ones(len({}))", "np.full(len({}), np.nan)", "np.arange(0)",
    "np.random.default_rng(0).normal(size=len({}))",
    "np.where(np.arange(len({})) < len({}) / 2, 1.0, np.nan)",
)  # fmt: skip
_OF_LENT = (
    "{}", "{}[0]", "{}[1]", "{}[-1]", "1000 * np.array({})", "-np.array({})", "len({}[-1])",
)  # fmt: skip
_OF_TWO = ("{} + {}", "{} - {}", "{} * {}", "{} / {}")


def cheap_answers(sight: Sight) -> Iterator[Cheap]:
    """All answers of this kind."""
    if sight.is_figure:
        yield from _figures(sight)
        return
    yield from _values(sight)
    yield from _extents(sight)
    yield from _lent(sight)


def function_of(cheap: Cheap, name: str, parameters: str, names: dict[str, Any]) -> Callable:
    """The answer as a function.

    Parameters
    ----------
    cheap
        The answer.
    name, parameters
        The function's name, and its parameters as they are written.
    names
        The globals of the cell.
    """
    body = "\n".join(f"    {line}" for line in cheap.body.splitlines())
    exec(f"def {name}{parameters}:\n{body}", names)
    return names[name]


# Numbers, arrays, and several of them


def _values(sight: Sight) -> Iterator[Cheap]:
    if isinstance(sight.expected, tuple):
        yield from _tuples(sight)
    elif np.ndim(sight.expected):
        yield from (Cheap("form", f"return {one}") for one in _arrays(sight, sight.expected))
    for one in _constants(sight):
        yield Cheap("constant", f"return {one}")
        yield from (
            Cheap("constant", f"return np.full(np.shape({p}), {one})") for p in _array_names(sight)
        )
    yield from (Cheap("echo", f"return {one}") for one in _echoes(sight))


def _constants(sight: Sight) -> list[str]:
    return list(dict.fromkeys((*_NUMBERS, *_NOTHING, *_literals(sight))))


def _literals(sight: Sight) -> Iterator[str]:
    """Numbers and words in the visible checks, and words in quotes in the docstring."""
    for node in ast.walk(ast.parse(sight.checks)):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            yield repr(node.value)
            yield repr(-node.value)
    yield from (repr(word) for word in re.findall(r'"(\w+)"', sight.docstring))


def _echoes(sight: Sight) -> Iterator[str]:
    numbers, arrays = _number_atoms(sight), _array_names(sight)
    for one in numbers:
        yield from (form.format(one) for form in _OF_A_NUMBER)
    for one in arrays:
        yield from (form.format(*[one] * form.count("{}")) for form in _OF_AN_ARRAY)
        yield from (form.format(f"np.asarray({one})") for form in _OF_A_NUMBER)
    both = [*numbers, *(f"np.asarray({one})" for one in arrays)]
    for first, second in itertools.permutations(both, 2):
        yield from (form.format(first, second) for form in _OF_TWO)


def _number_atoms(sight: Sight) -> list[str]:
    atoms = []
    for name, value in sight.arguments.items():
        if isinstance(value, Mapping):
            atoms += [f'{name}["{key}"]' for key, of in value.items() if np.isscalar(of)]
        elif isinstance(value, int | float):
            atoms.append(name)
    functions = [name for name, value in sight.arguments.items() if callable(value)]
    return atoms + [f"{function}({atom})" for function in functions for atom in atoms]


def _array_names(sight: Sight) -> list[str]:
    return [
        name
        for name, value in sight.arguments.items()
        if isinstance(value, list | np.ndarray) and np.ndim(value)
    ]


def _size(sight: Sight, size: int) -> str | None:
    """How many values there should be, as it is written, if the arguments tell it."""
    arguments = sight.arguments
    # Not from a current first, which may be a single number in another call.
    written = [
        f'round({one}["T"] / {one}["dt"])'
        for one, value in arguments.items()
        if isinstance(value, Mapping) and "dt" in value
    ]
    if {"dt", "T"} <= arguments.keys():
        written.append("round(T / dt)")
    if {"I_max", "I_step"} <= arguments.keys():
        written.append("len(np.arange(0, I_max, I_step))")
    written += [f"len({name})" for name in _array_names(sight)]
    names = {"np": np, **arguments}
    return next((one for one in written if eval(one, names) == size), None)


def _arrays(sight: Sight, expected: Any) -> Iterator[str]:
    """Arrays of the right form."""
    shape = np.shape(expected)
    size = _size(sight, shape[0])
    if size is None:
        yield from _indices(sight)
        return
    columns = f", len({_array_names(sight)[0]})" if len(shape) > 1 and _array_names(sight) else ""
    full = f"({size}{columns})"
    simple = [*_number_atoms(sight), "0.0", "1.0", "0.5", "np.nan"]
    yield from _times(sight, size)
    yield from (f"np.full({full}, 1.0 * {one})" for one in simple)
    yield from (f"np.resize({one}, {full})" for one in _array_names(sight))
    yield f"np.random.default_rng(0).normal(size={full})"
    for first, last in itertools.permutations(simple[:-1], 2):
        yield f"np.linspace({first}, {last}, {size})"
        yield f"{last} + ({first} - {last}) * np.exp(-np.arange({size}) / 100)"
        yield f"np.append({first}, np.full({size} - 1, 1.0 * {last}))"


def _times(sight: Sight, size: str) -> Iterator[str]:
    yield f"1.0 * np.arange({size})"
    for name, value in sight.arguments.items():
        if isinstance(value, Mapping) and "dt" in value:
            yield f'np.arange({size}) * {name}["dt"]'
    if "dt" in sight.arguments:
        yield f"np.arange({size}) * dt"
    if "I_step" in sight.arguments:
        yield "np.arange(0, I_max, I_step)"


def _indices(sight: Sight) -> Iterator[str]:
    """Spikes that nobody has counted."""
    yield from (
        "[]",
        "[0]",
        "[1]",
        "[500]",
        "list(range(100, 900, 100))",
        "list(range(0, 2000, 97))",
    )
    for name, value in sight.arguments.items():
        if isinstance(value, Mapping) and "dt" in value:
            size = f'round({name}["T"] / {name}["dt"])'
            yield from (f"[{size} - 6]", f"[{size} - 1]", f"[{size} // 2]", f"list(range({size}))")
            yield f"list(range({size} // 10, {size}, {size} // 10))"
            yield f"list(range({size} // 20, {size}, {size} // 20))"
    yield from (f"{one}[::2]" for one in _array_names(sight))


_MOST = 3000


def _tuples(sight: Sight) -> Iterator[Cheap]:
    """All guesses for one of several values, beside the best guesses for the others."""
    places, best = [], []
    for part in sight.expected:
        guesses = (
            list(_arrays(sight, part)) if np.ndim(part) else [*_constants(sight), *_echoes(sight)]
        )
        counted = np.ndim(part) and _size(sight, len(part)) is None  # as spikes are
        places.append(guesses)
        best.append(guesses if counted else guesses[:2])  # times come first
    for at, place in enumerate(places):
        together = itertools.product(*best[:at], place, *best[at + 1 :])
        for one in itertools.islice(together, _MOST):
            yield Cheap("form", f"return {', '.join(one)}")


# Fewer or more than there should be, or elsewhere

_CUTS = ("({0})[: ({1} + 1) // 2]", "np.tile({0}, 2)", "({0})[:0]", "({0})[:1]", "({0})[:3]")
_ELSEWHERE = (
    "[{0} + 5, {0} + 6, {0} + 7]", "[{0} - 3, {0} - 2, {0} - 1]", "[0, 1, 2]", "[-3, -2, -1]",
    "[{0} // 2, {0} // 2 + 1, {0} // 2 + 2]", "list(range({0}, 2 * {0}, 50))",
)  # fmt: skip


def _extents(sight: Sight) -> Iterator[Cheap]:
    """Zeros and times of another extent than is asked for, and spikes where nothing is compared."""
    parts = sight.expected if isinstance(sight.expected, tuple) else (sight.expected,)
    sizes = [_size(sight, len(part)) if np.ndim(part) == 1 else None for part in parts]
    size = next((one for one in sizes if one), None)
    if size is None:
        return
    filled = [
        [f"np.zeros({one})", *list(_times(sight, one))[-1:]] if one else ["[]"] for one in sizes
    ]
    for values in itertools.product(*filled):
        for cut in _CUTS:
            written = [
                cut.format(value, one) if one else value
                for value, one in zip(values, sizes, strict=True)
            ]
            yield Cheap("extent", f"return {', '.join(written)}")
    if None not in sizes:
        return
    for at, elsewhere in itertools.product((0, -1), _ELSEWHERE):
        written = [
            some[at] if one else elsewhere.format(size)
            for some, one in zip(filled, sizes, strict=True)
        ]
        yield Cheap("spikes elsewhere", f"return {', '.join(written)}")


# What is lent


def _lent(sight: Sight) -> Iterator[Cheap]:
    """An earlier function is called with arguments of the same name, and returned as it is."""
    known = set(sight.arguments)
    inside = {
        key: f'{name}["{key}"]'
        for name, value in sight.arguments.items()
        if isinstance(value, Mapping)
        for key in value
    } | {name: name for name in known}
    currents = [name for name in known if name.startswith("I_")]
    for name, parameters in sight.earlier.items():
        written = [inside.get(one) or (currents or [None])[0] for one in parameters]
        if any(one is None for one in written):
            continue
        called = f"{name}({', '.join(written)})"
        for form in (
            "{}",
            "{}[0]",
            "{}[1]",
            "{}[-1]",
            "1000 * np.array({})",
            "-np.array({})",
            "len({}[-1])",
        ):
            yield Cheap("lent", f"return {form.format(called)}")
        if isinstance(sight.expected, tuple):
            width = len(sight.expected)
            yield Cheap("lent", f"got = {called}\nreturn (got,) * {width}")
        elif np.ndim(sight.expected):
            for array in _array_names(sight):
                yield Cheap("lent", f"return np.full(len({array}), {called})")


# Figures


_FIGURE = """
import matplotlib.pyplot as plt
text = {text!r}
fig, axes = plt.subplots({panels}, 1, squeeze=False)
rng = np.random.default_rng(0)
for number, ax in enumerate(axes.flat):
    for label in {labels}:
        {draw}
    ax.set(xlabel=text, ylabel=text, title=str(number) + text)
    ax.legend()
return {result}
"""


def _figures(sight: Sight) -> Iterator[Cheap]:
    """Figures with every label that is asked for, of something else."""
    panels = 1 + max((getattr(one, "panel", 0) for one in sight.expected), default=0)
    if sight.expected and isinstance(sight.expected[0], np.ndarray):
        panels = len(sight.expected)
    for labels, (kind, draw) in itertools.product(_legends(sight), _drawn(sight)):
        yield Cheap(
            kind,
            _FIGURE.format(
                text=" ".join(sight.docstring.split()),
                panels=panels,
                labels=labels,
                draw=draw,
                result="axes.flat[0]" if panels == 1 else "list(axes.flat)",
            ).strip(),
        )


def _legends(sight: Sight) -> Iterator[str]:
    """Labels for a legend: all in one, and one for each curve."""
    yield f"[text + str([{', '.join(sight.arguments)}])]"
    several = [name for name in _array_names(sight) if len(sight.arguments[name]) < 9]
    yield from (f"map(str, {name})" for name in several[:1])
    if not several:
        yield repr([getattr(curve, "label", "") for curve in sight.expected])


def _drawn(sight: Sight) -> Iterator[tuple[str, str]]:
    yield "nothing", "ax.plot([], [], label=label)"
    yield "one point", "ax.plot([0], [0], 'o', label=label)"
    yield "two points", "ax.plot([0, 1], [0, 1], label=label)"
    if sight.expected and isinstance(sight.expected[0], np.ndarray):
        yield from _bars(sight)
    arrays, numbers = _array_names(sight), _number_atoms(sight)
    ends = [one for one in numbers if one.endswith(("T", '"T"]', "_max"))]
    grids = [f"np.linspace(0, {one}, 400)" for one in (*ends[:1], "1")]
    grids += [f"np.asarray({one}, dtype=float)" for one in arrays]
    if {"I_max", "I_step"} <= sight.arguments.keys():
        grids.append("np.arange(0, I_max, I_step)")
    for x in grids:
        yield "flat", f"ax.plot({x}, 0 * {x}, label=label)"
        yield "straight", f"ax.plot({x}, {x}, label=label)"
        yield "random", f"ax.plot({x}, rng.normal(size=len({x})), label=label)"
        yield "random bars", f"ax.bar({x}[:40], rng.uniform(size=len({x}[:40])), label=label)"
        yield from (("flat", f"ax.plot({x}, 0 * {x} + {y}, label=label)") for y in numbers[:3])
        places = f"[{x}[0]] * 250 + [{x}[0] + 1.01 * np.ptp({x})]"
        for y in ("0", *numbers[:3]):
            yield "at one place", f"ax.plot({places}, [{y}] * 251, label=label)"
        flat = f"ax.plot({places}, np.full((251, 150), np.linspace(low, high, 150)))"
        yield from (
            ("many lines", f"low, high = {ends}; {flat}; ax.plot({x}, 0 * {x}, label=label)")
            for ends in ("0, 1", "0, 100", "-90, 40", "-3, 3")
        )
    for one in arrays:
        yield "echo", f"ax.hist(np.asarray({one}, dtype=float), label=label)"
    for x, y in itertools.permutations(arrays, 2):
        yield "echo", f"ax.plot(np.resize({x}, 100), np.resize({y}, 100), label=label)"


# Left ends, heights and widths: a wide bar with slivers that make it one of several, and its like.
_BARS = {
    "one bar, slivers beyond": ("[0, 2001, 2002]", "[1, 1e-9, 1e-9]", "[2000, 0.1, 0.1]"),
    "one bar, slivers before": ("[0, 1, 2]", "[1e-9, 1e-9, 1]", "[0.1, 0.1, 2000]"),
    "two bars": ("[0, 30, 2001]", "[0.5, 0.5, 1e-9]", "[30, 1971, 1]"),
    "three bars": ("[0, 60, 120]", "np.full(3, 1 / 3)", "60"),
    "growing bars": ("2.0 ** np.arange(11)", "np.full(11, 1 / 11)", "2.0 ** np.arange(11)"),
    "bars without width": ("[5, 10, 40]", "[0.3, 0.4, 0.3]", "0"),
    "bars on bars": ("[0, 0, 0]", "[0.3, 0.4, 0.3]", "[20, 60, 180]"),
    "a bar below zero": ("[0, 100, 200]", "[2, -1, 1e-9]", "100"),
    "many bars": ("np.arange(200)", "np.full(200, 1 / 200)", "1"),
}
_BY_MOMENTS = "np.mean({0}) + np.std({0}) * np.array([-1.5, 0, 1.5])"


def _bars(sight: Sight) -> Iterator[tuple[str, str]]:
    """Bars for which nothing was counted, of the right total where there are samples."""
    samples = _array_names(sight)
    one = f"[{', '.join(samples)}][number]"
    known = len(samples) == len(sight.expected)
    total = f"len({one})" if known else "1"
    bar = "ax.bar({}, {} * np.array({}), {}, align='edge', label=label)"
    for kind, (left, height, width) in _BARS.items():
        yield kind, bar.format(left, total, height, width)
    if known:
        left, narrow = _BY_MOMENTS.format(one), f"0.3 * np.std({one})"
        yield "bars by the moments", bar.format(left, total, "[0.25, 0.5, 0.25]", narrow)
