"""Frames: what crosses, what does not, and what hostile bytes may cause."""

import contextlib
import json
import math
import socket
import struct
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_array_equal

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.values import Code, Figure, Opaque
from autograder.sandbox.inside.wire import WireError, dumps, loads, receive, send

few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def there_and_back(value):
    return loads(dumps(value))


def frame(text: str | bytes, arrays: bytes = b"") -> bytes:
    text = text.encode() if isinstance(text, str) else text
    return struct.pack("!II", len(text), len(arrays)) + text + arrays


def same(a, b) -> bool:
    """Equal in type, too; NaN equals NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return (
            a.dtype == b.dtype and a.shape == b.shape and np.array_equal(a, b, a.dtype.kind in "fc")
        )
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, float):
        return a == b or (math.isnan(a) and math.isnan(b))
    if isinstance(a, complex):
        return same([a.real, a.imag], [b.real, b.imag])
    return a == b


# What crosses


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=["Cs"]))
)
arrays = hnp.arrays(
    st.sampled_from(["?", "<i8", "<u8", "<f8", "<c16"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
keys = st.integers(-9, 9) | st.text(max_size=3) | st.tuples(st.integers(0, 3), st.booleans())
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=12,
)


@few
@given(values)
def test_plain_data_comes_back_as_it_was(value):
    assert same(there_and_back(value), value)


@pytest.mark.parametrize(
    ("value", "back"),
    [
        pytest.param(np.float32(1.5), 1.5, id="numpy scalar"),
        pytest.param(np.bool_(True), True, id="numpy bool"),
        pytest.param(np.int8(-3), -3, id="numpy int"),
        pytest.param(np.complex64(1 + 2j), 1 + 2j, id="numpy complex"),
        pytest.param(np.float64("nan"), math.nan, id="numpy nan"),
        pytest.param(np.array(3.0), np.array(3.0), id="0-d array"),
        pytest.param(np.empty((0, 3)), np.empty((0, 3)), id="empty array"),
        pytest.param(np.arange(6)[::-2], np.array([5, 3, 1]), id="negative stride"),
        pytest.param(
            np.arange(6.0).reshape(2, 3).T, np.array([[0.0, 3], [1, 4], [2, 5]]), id="transposed"
        ),
        pytest.param(np.arange(3, dtype=">i4"), np.arange(3), id="big-endian int"),
        pytest.param(np.array([1.5], ">f8"), np.array([1.5]), id="big-endian float"),
        pytest.param(np.array([1.5], "f4"), np.array([1.5]), id="float32"),
        pytest.param(np.array([1, 255], "u1"), np.array([1, 255], "u8"), id="uint8"),
        pytest.param(np.array([1j], "c8"), np.array([1j]), id="complex64"),
        pytest.param(np.broadcast_to(1.0, (3,)), np.ones(3), id="broadcast"),
        pytest.param(
            np.array([np.nan, np.inf, -np.inf]),
            np.array([np.nan, np.inf, -np.inf]),
            id="nan and inf",
        ),
    ],
)
def test_numbers_come_back_in_the_widest_type_of_their_kind(value, back):
    assert same(there_and_back(value), back)


class Liar(np.ndarray):
    def __eq__(self, other):
        return True

    __hash__ = None


class MyList(list):
    pass


class MyFloat(float):
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [
        pytest.param(2**63, "int", id="int of 64 bits"),
        pytest.param(-(2**64), "int", id="negative int"),
        pytest.param(np.array([1, "a"], object), "ndarray", id="object array"),
        pytest.param(np.zeros(2, [("a", "f8")]), "ndarray", id="structured array"),
        pytest.param(np.array(["a"]), "ndarray", id="text array"),
        pytest.param(np.array(["2026-01-01"], "M8[D]"), "ndarray", id="date array"),
        pytest.param(np.zeros(2, np.longdouble), "ndarray", id="longdouble array"),
        pytest.param(np.zeros((1,) * 40), "ndarray", id="40 dimensions"),
        pytest.param(np.longdouble(1), "longdouble", id="longdouble"),
        pytest.param(np.ma.masked_array([1.0], [True]), "MaskedArray", id="masked array"),
        pytest.param(np.zeros(2).view(Liar), "Liar", id="array subclass"),
        pytest.param(MyList([1]), "MyList", id="list subclass"),
        pytest.param(MyFloat(1), "MyFloat", id="float subclass"),
        pytest.param({1, 2}, "set", id="set"),
        pytest.param(b"bytes", "bytes", id="bytes"),
        pytest.param(iter([]), "list_iterator", id="iterator"),
        pytest.param(print, "builtin_function_or_method", id="function"),
        pytest.param(Opaque("MaskedArray"), "MaskedArray", id="opaque"),
    ],
)
def test_anything_else_crosses_by_the_name_of_its_type(value, name):
    assert there_and_back([value]) == [Opaque(name)]


def test_type_names_are_cut():
    assert there_and_back(type("x" * 500, (), {})()) == Opaque("x" * 80)


@pytest.mark.parametrize("container", [list, tuple, dict])
def test_all_containers_may_be_nested_equally_deep(container):
    def wrap(value):
        return {"in": value} if container is dict else container([value])

    value, depth = 7, 0
    for _ in range(wire.MAX_DEPTH):
        value = wrap(value)
    assert there_and_back(value) == value
    inner = there_and_back(wrap(value))
    while not isinstance(inner, Opaque):
        inner, depth = (inner["in"] if container is dict else inner[0]), depth + 1
    assert (inner, depth) == (Opaque(container.__name__), wire.MAX_DEPTH)


def test_a_list_that_contains_itself_has_an_end():
    cyclic = [1]
    cyclic.append(cyclic)
    assert there_and_back(cyclic)[1][1][0] == 1


def test_figures_cross_with_their_arrays():
    axes = ({"title": "V", "lines": [{"x": np.arange(3.0)}]},)
    figure = Figure(axes, returned=False, leaves_arguments=False, is_new=False)
    back = there_and_back(figure)
    assert isinstance(back, Figure)
    assert (back.returned, back.leaves_arguments, back.is_new) == (False, False, False)
    assert_array_equal(back.axes[0]["lines"][0]["x"], [0, 1, 2])


def test_arrays_come_back_as_copies_that_can_be_written():
    back = there_and_back({"a": np.zeros(2), "b": np.ones((2, 2))})
    back["a"][0] = 5
    assert_array_equal(back["b"], np.ones((2, 2)))


_SOURCE = "def _by(x, *, n=1): return n * x\ndef f(x, *, m=0): return _by(x) + m"
SCALED = Code("f", _SOURCE, {"n": 3})


def test_a_function_crosses_as_code_to_who_runs_code():
    (back,) = loads(dumps([SCALED]), code=True)
    assert back(2) == SCALED(2) == 6
    with pytest.raises(WireError):
        loads(dumps([SCALED]))


@pytest.mark.parametrize("body", ['["f","x = 1",{"dict":[]}]', '["f"]', "5", '["f",5,{"dict":[]}]'])
def test_code_that_is_none_is_refused_where_code_is_run(body):
    text = f'{{"code":{body}}}'.encode()
    with pytest.raises(WireError):
        loads(struct.pack("!II", len(text), 0) + text, code=True)


def test_half_a_surrogate_pair_becomes_text_that_can_be_written():
    assert there_and_back(["a\ud800b", "naïve 🧠"]) == ["a?b", "naïve 🧠"]


# Limits


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(np.zeros(wire.MAX_FRAME // 8 + 1), id="array"),
        pytest.param([np.zeros(2**20)] * 9, id="many arrays"),
        pytest.param("x" * (wire.MAX_FRAME + 1), id="text"),
        pytest.param([0] * (wire.MAX_VALUES + 2), id="numbers"),
    ],
)
def test_what_is_too_large_is_not_sent(value):
    with pytest.raises(WireError, match="more than"):
        dumps(value)


def test_a_frame_of_too_many_small_things_is_refused_before_it_is_read():
    many = frame(b"[" + b"[]," * wire.MAX_VALUES + b"[]]")
    started = time.process_time()
    with pytest.raises(WireError, match="more than"):
        loads(many)
    assert time.process_time() - started < 1


# Hostile frames


HOSTILE = [
    "",
    "\x00",
    "nul",
    "NaN",
    "[1",
    "[" * 100_000,
    '{"a":' * 100_000,
    "[" * 44 + "]" * 44,
    "9" * 5000,
    str(2**63),
    "{}",
    '{"tuple":[],"dict":[]}',
    '{"tuple":null}',
    '{"tuple":5}',
    '{"dict":5}',
    '{"dict":[[1]]}',
    '{"dict":[[[1],2]]}',
    '{"dict":[[{"dict":[]},2]]}',
    '{"dict":[[{"array":["<f8",[0]]},2]]}',
    '{"float":"1.5"}',
    '{"float":[]}',
    '{"float":1}',
    '{"complex":[1]}',
    '{"complex":["a",1]}',
    '{"complex":[[],1]}',
    '{"array":5}',
    '{"array":["<f8"]}',
    '{"array":["|O",[1]]}',
    '{"array":["<f4",[0]]}',
    '{"array":[["<f8"],[0]]}',
    '{"array":["<f8",[1]]}',
    '{"array":["<f8",[-1]]}',
    '{"array":["<f8",[true]]}',
    '{"array":["<f8",[1.0]]}',
    '{"array":["<f8",null]}',
    '{"array":["<f8",[99999999999]]}',
    '{"array":["<f8",' + json.dumps([2**20] * 40) + "]}",
    '{"array":["<f8",' + json.dumps([0, *[2**26] * 5]) + "]}",
    '{"figure":[5,true]}',
    '{"figure":[[1],true]}',
    '{"figure":[[]]}',
    '{"function":0}',
    '{"code":["f","def f(): pass",{"dict":[]}]}',
    '{"__reduce__":["os.system","true"]}',
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:40] or "empty")
def test_malformed_frames_are_refused(text):
    with pytest.raises(WireError):
        loads(frame(text))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0\0\0", id="half a header"),
        pytest.param(struct.pack("!II", 2, 0) + b"1", id="header too large"),
        pytest.param(struct.pack("!II", 1, 0) + b"12", id="header too small"),
        pytest.param(struct.pack("!II", 2**32 - 1, 2**32 - 1), id="header of 8 GiB"),
        pytest.param(frame("1", b"\0" * 8), id="bytes that no array mentions"),
        pytest.param(frame('{"array":["<f8",[2]]}', b"\0" * 15), id="array cut off"),
        pytest.param(frame("\ufeff1"), id="byte-order mark"),
    ],
)
def test_lying_headers_are_refused(data):
    with pytest.raises(WireError):
        loads(data)


def nothing_else_happens(data: bytes) -> None:
    with contextlib.suppress(WireError):
        loads(data)


@few
@given(st.binary(max_size=200), st.binary(max_size=40))
def test_random_bytes_cause_nothing_but_wire_errors(text, arrays_):
    nothing_else_happens(text)
    nothing_else_happens(frame(text, arrays_))


@few
@given(values, st.data())
def test_mutated_frames_cause_nothing_but_wire_errors(value, data):
    whole = bytearray(dumps(value))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    nothing_else_happens(bytes(whole))
    nothing_else_happens(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


bodies = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["tuple", "dict", "float", "complex", "array", "figure", "opaque", "code", "?"]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=10,
)


@few
@given(bodies)
def test_any_json_with_our_tags_causes_nothing_but_wire_errors(body):
    nothing_else_happens(frame(json.dumps(body), b"\0" * 16))


# Sockets


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_frames_follow_each_other_on_a_socket(pair):
    ours, theirs = pair
    send(theirs, [1, np.arange(3)])
    send(theirs, "two")
    assert_array_equal(receive(ours)[1], [0, 1, 2])
    assert receive(ours) == "two"


def test_a_closed_socket_is_the_end_of_file(pair):
    ours, theirs = pair
    theirs.sendall(dumps("cut off")[:-2])
    theirs.close()
    with pytest.raises(EOFError):
        receive(ours)


def test_a_frame_announced_as_too_large_is_refused_unread(pair):
    ours, theirs = pair
    theirs.sendall(struct.pack("!II", 2**31, 0))
    with pytest.raises(WireError, match="MiB"):
        receive(ours)


def test_a_frame_that_trickles_in_misses_the_deadline(pair):
    ours, theirs = pair
    theirs.sendall(dumps("late")[:-1])
    with pytest.raises(TimeoutError):
        receive(ours, deadline=time.monotonic() + 0.05)


def test_a_reader_that_does_not_read_misses_the_deadline(pair):
    ours, _theirs = pair
    with pytest.raises(TimeoutError):
        send(ours, np.zeros(2**20), deadline=time.monotonic() + 0.05)
