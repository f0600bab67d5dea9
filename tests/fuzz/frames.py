"""Frames of any form, and all values that a frame can hold.

``from frames import ...`` in any test module of this folder.
"""

import json
import struct
from typing import Any

import numpy as np
from fuzzing import mutated, texts
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.inside.values import Figure, Opaque
from autograder.sandbox.inside.wire import dumps

TAGS = ["tuple", "dict", "float", "complex", "array", "figure", "opaque", "code", "sealed", "?"]


def frame(text: str | bytes, arrays: bytes = b"") -> bytes:
    text = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return struct.pack("!II", len(text), len(arrays)) + text + arrays


# Values that a frame can hold

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
numbers = (
    st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.complex_numbers()
    | st.booleans()
    | st.sampled_from([-0.0, np.nan, np.inf, -np.inf, 2**63 - 1, -(2**63)])
)
arrays = hnp.arrays(
    st.sampled_from(["?", "<i8", "<u8", "<f8", "<c16"]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
)
keys = text | numbers.filter(lambda key: key == key) | st.tuples(st.integers(0, 3), text)
plain = st.recursive(
    st.none() | text | numbers | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=10,
)


def _deep(depth: int) -> Any:
    value: Any = 1.0
    for _ in range(depth):
        value = [value]
    return value


ODD = [
    Opaque("Quantity"),
    "<script>alert(1)</script>",
    "x" * 20_000,
    ["x" * 20_000] + ["a"] * 1000,
    [0.5, "x" * 20_000] + [1.0] * 1000,
    _deep(40),
    [[1.0], [1.0, 2.0]],
    [np.zeros(2), np.zeros(3)],
    [np.zeros(2), None],
    [],
    (),
    {},
    np.zeros((1,) * 32),
    np.zeros((0, 5)),
    np.zeros((5, 0, 2)),
    np.zeros((100, 100)),
    np.zeros((3000, 1)),
    np.zeros((1, 3000)),
    np.zeros(20_000),
    np.full(5, np.nan),
    np.full(5, np.inf),
    np.full(3, 1e308),
    np.array([0, 1e300]),
    np.array([-(2**63), 0, 2**63 - 1]),
    np.array([2**64 - 1], np.uint64),
    np.array(3),
    np.array(True),
    1e999,
    -(2**63),
    10**18,
    1 + 0j,
]
# By number: the representation of so long a list takes its time.
odd = st.integers(0, len(ODD) - 1).map(ODD.__getitem__)
anything = odd | plain
SERIES = {"x": np.arange(5.0), "y": np.arange(5.0), "label": "a", "markers": True}
AXES = {
    "title": "V",
    "xlabel": "time t (ms)",
    "ylabel": "V (mV)",
    "xlim": [0.0, 1.0],
    "ylim": [0.0, 1.0],
    "xscale": "linear",
    "yscale": "linear",
    "covered": False,
    "place": [320.0, 240.0],
    "left_out": False,
    "legend": ["a"],
    "lines": [SERIES],
    "points": [SERIES],
    "bars": [{"left": 0.0, "width": 1.0, "height": 1.0, "label": ""}] * 3,
    "levels": [],
}
figures = mutated(Figure((AXES, AXES)), anything) | st.builds(
    Figure,
    st.lists(st.dictionaries(st.sampled_from(list(AXES)) | texts, anything), max_size=2).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


# Frames

FINE = [
    *("1e999", "-1e999", "-0.0", "0." + "1" * 5000, "0", "true", "null", "[]", "[0]", "[1,1]"),
    *('"x"', '""', '"nan"', '"-inf"', '"<f8"', '"b1"', '"\\ud800"', '"\\udc00\\ud800"'),
    *('{"opaque":"a"}', '{"tuple":[]}', '{"dict":[]}', '{"array":["<f8",[0]]}'),
    json.dumps([1] * 32),
]
BAD = ["NaN", "Infinity", "9" * 5000, str(2**63), str(-(2**64)), "{}", '"\u00e9"', "[1", "nul"]
_tagged = {
    "array": st.tuples(
        st.sampled_from(["<f8", "b1", "<i8", "|O"]),
        st.lists(st.integers(0, 3)) | st.sampled_from([[0, 2**26, 2**26], [2**20] * 32, [0] * 32]),
    ),
    "float": st.sampled_from(["nan", "inf", "-inf", "1"]),
    "complex": st.lists(st.floats(0, 1) | texts, min_size=2, max_size=2),
    "opaque": texts,
}
_well_tagged = st.sampled_from(list(_tagged)).flatmap(
    lambda tag: _tagged[tag].map(lambda body: json.dumps({tag: body}))
)


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, max_size=4)
    pairs = st.lists(st.tuples(st.sampled_from(TAGS), inner), max_size=2)
    return (
        items.map(lambda parts: f"[{','.join(parts)}]")
        | st.tuples(st.sampled_from(TAGS), inner).map(lambda pair: f'{{"{pair[0]}":{pair[1]}}}')
        | st.lists(st.tuples(inner, inner), max_size=3).map(
            lambda told: f'{{"dict":[{",".join(f"[{key},{value}]" for key, value in told)}]}}'
        )
        | pairs.map(
            lambda told: f"{{{','.join(f'{json.dumps(tag)}:{body}' for tag, body in told)}}}"
        )
    )


_leaves = st.sampled_from(FINE) | st.integers(-3, 99).map(str) | _well_tagged | _well_tagged
json_texts = st.recursive(_leaves | st.sampled_from(BAD), _joined, max_leaves=8)


@st.composite
def _mutated_frames(draw: st.DrawFn) -> bytes:
    """A good frame with some of its JSON changed."""
    good = dumps(draw(odd | plain | figures))
    size, _ = struct.unpack_from("!II", good)
    told = draw(mutated(json.loads(good[8 : 8 + size]), json_texts.map(_loose), most=2))
    text = json.dumps(told).replace("Infinity", "1e999")
    return frame(text, good[8 + size :] + bytes(draw(st.sampled_from([0, 0, 0, 8]))))


def _loose(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@st.composite
def _lying_frames(draw: st.DrawFn) -> bytes:
    whole = bytearray(dumps(draw(plain)))
    whole[:8] = struct.pack("!II", *draw(st.tuples(_sizes(len(whole)), _sizes(len(whole)))))
    return bytes(whole)


def _sizes(length: int) -> st.SearchStrategy[int]:
    return st.integers(0, length) | st.sampled_from([2**26, 2**31, 2**32 - 1])


any_frames = (
    st.builds(frame, st.binary(max_size=99), st.binary(max_size=16))
    | st.builds(frame, json_texts, st.sampled_from([0, 0, 0, 1, 8, 48]).map(bytes))
    | _mutated_frames()
    | _mutated_frames()
    | _lying_frames()
    | st.binary(max_size=99)
)
