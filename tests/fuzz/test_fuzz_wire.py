"""Whatever stands in a frame is a plain value or refused; what is plain crosses unchanged."""

import contextlib
import json
import math

import numpy as np
import pytest
from frames import BAD, FINE, TAGS, any_frames, frame, plain, text
from fuzzing import MIB, bounded, fuzzed
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.inside import wire
from autograder.sandbox.inside.values import Figure, Opaque
from autograder.sandbox.inside.wire import WireError, dumps, loads

PLAIN = (bool, int, float, complex, str, type(None))


def is_plain(value) -> bool:
    """Whether a value is one of those of the wire's table, by its exact type, at any depth."""
    if type(value) in (list, tuple):
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(is_plain(key) and is_plain(item) for key, item in value.items())
    if type(value) is Figure:
        return is_plain(value.axes) and all(type(one) is dict for one in value.axes)
    if type(value) is np.ndarray:
        return value.dtype.str in ("|b1", "<i8", "<u8", "<f8", "<c16") and value.flags.writeable
    if type(value) is int:
        return -(2**63) <= value < 2**63
    text = value.type_name if type(value) is Opaque else value
    if type(text) is str:
        text.encode()  # no half surrogates
    return type(value) in (*PLAIN, Opaque)


def same(a, b) -> bool:
    """Equal in type, too, and in the sign of a zero; NaN equals NaN."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return (a.dtype.str, a.shape, a.tobytes()) == (b.dtype.str, b.shape, b.tobytes())
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, Figure):
        return same(list(vars(a).values()), list(vars(b).values()))
    if isinstance(a, complex):
        return same([a.real, a.imag], [b.real, b.imag])
    if isinstance(a, float):
        return (a == b and math.copysign(1, a) == math.copysign(1, b)) or (a != a and b != b)
    return a == b


def value_of(data: bytes, seconds: float = 2, peak: float = 0):
    """The value, checked; an error if it is refused."""
    with bounded(seconds, peak or MIB + 60 * len(data)):
        value = read(data)
    assert isinstance(value, WireError) or is_plain(value)
    return value


def read(data: bytes):
    try:
        return loads(data)
    except WireError as error:
        return error


@fuzzed(3)
@given(any_frames)
def test_any_frame_is_a_plain_value_or_refused(data):
    value = value_of(data)
    if not isinstance(value, WireError):
        with contextlib.suppress(WireError):  # it may have become longer
            again = loads(dumps(value))
            assert is_plain(again)


@pytest.mark.parametrize("tag", TAGS)
def test_every_tag_with_every_body_is_a_plain_value_or_refused(tag):
    bodies = [*FINE, *BAD]
    bodies += [f"[{body}]" for body in bodies]
    bodies += [f"[{one},{other}]" for one in FINE + BAD for other in FINE + BAD]
    bodies += [f"[{one},{other},true,true]" for one in FINE + BAD for other in FINE + BAD]
    values = [read(frame(f'{{"{tag}":{body}}}')) for body in bodies]
    plain_ones = [value for value in values if not isinstance(value, WireError)]
    assert all(map(is_plain, plain_ones))
    assert bool(plain_ones) == (tag not in ("code", "sealed", "?"))


# What is plain crosses unchanged


@fuzzed(3)
@given(plain)
def test_plain_values_come_back_as_they_were(value):
    assert same(loads(dumps(value)), value)


@fuzzed()
@given(st.lists(st.dictionaries(text, plain, max_size=3), max_size=3), st.booleans())
def test_figures_come_back_as_they_were(axes, returned):
    assert same(loads(dumps(Figure(tuple(axes), returned))), Figure(tuple(axes), returned))


WIDEST = {"b": np.bool_, "i": np.int64, "u": np.uint64, "f": np.float64, "c": np.complex128}
any_dtypes = (
    hnp.scalar_dtypes() | hnp.array_dtypes() | st.just(np.dtype(object)) | hnp.nested_dtypes()
)


@st.composite
def views(draw):
    """Arrays of any type, order and stride."""
    shape = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    array = draw(hnp.arrays(draw(any_dtypes), shape, elements=None, fill=st.nothing()))
    if array.ndim:
        step = st.sampled_from([1, 2, -1, -2])
        array = array[tuple(slice(None, None, draw(step)) for _ in array.shape)]
        array = draw(st.sampled_from([array, array.T, np.asfortranarray(array)]))
        if draw(st.booleans()):
            array = np.broadcast_to(array, (2, *array.shape))
    return array


@fuzzed(1.5)
@given(views())
def test_arrays_come_back_in_the_widest_type_of_their_kind_or_as_a_name(array):
    kind, size = array.dtype.kind, array.dtype.itemsize
    if kind in WIDEST and size <= np.dtype(WIDEST[kind]).itemsize:
        assert same(
            loads(dumps(array)), np.ascontiguousarray(array, WIDEST[kind]).reshape(array.shape)
        )
    else:
        assert loads(dumps([array])) == [Opaque("ndarray")]


# Cost

VALUES, LETTERS = 50_000, 3 * MIB
LARGE = {
    "numbers": "[" + "0," * (VALUES - 9) + "0]",
    "floats": "[" + '{"float":"nan"},' * (VALUES - 9) + "0]",
    "names": "[" + '{"opaque":""},' * (VALUES - 9) + "0]",
    "tuples": "[" + '{"tuple":[]},' * (VALUES // 2 - 9) + "0]",
    "lists": "[" + "[]," * (VALUES // 2 - 9) + "0]",
    "complex numbers": "[" + '{"complex":[0,0]},' * (VALUES // 3 - 9) + "0]",
    "arrays": "[" + '{"array":["b1",[0]]},' * (VALUES // 4 - 9) + "0]",
    "dicts": "[" + '{"dict":[]},' * (VALUES // 2 - 9) + "0]",
    "a wide object": "{" + ",".join(f'"{n}":0' for n in range(VALUES - 9)) + "}",
    "a wide dict": '{"dict":[' + ",".join(f'["{n}",0]' for n in range(VALUES // 3 - 9)) + "]}",
    "long numbers": "[" + ",".join(["9" * 4300] * 500) + "]",
    "a long number": "0." + "1" * LETTERS,
    "a text": '"' + "x" * LETTERS + '"',
    "escapes": '"' + "\\ud800" * (LETTERS // 6) + '"',
    "a long name": '{"opaque":"' + "x" * LETTERS + '"}',
    "a name that is none": '{"opaque":[' + "0," * (VALUES - 9) + "0]}",
    "a text for a tuple": '{"tuple":"' + "x" * LETTERS + '"}',
    "a text for a figure's axes": '{"figure":["' + "x" * LETTERS + '",true]}',
    "a text for a dict's pairs": '{"dict":["' + "x" * LETTERS + '"]}',
    "a text for an array's shape": '{"array":["b1","' + "x" * LETTERS + '"]}',
    "an object for a dict": '{"dict":{' + ",".join(f'"{n}":0' for n in range(10, 99)) + "}}",
}


@pytest.mark.parametrize("what", LARGE)
def test_a_frame_as_large_as_may_be_takes_little(monkeypatch, what):
    """On a scale of one to forty, to be quick."""
    monkeypatch.setattr(wire, "MAX_VALUES", VALUES)
    value_of(frame(LARGE[what]), seconds=2, peak=40 * MIB)


def _complex(n: int) -> str:
    return f'{{"complex":[{-1000003 * n},{n}]}}'  # hash(re + im·j) = re + 1000003 im


def _integer(n: int) -> str:
    return str(n << 42)


def _float(n: int) -> str:
    return repr(n * 2.0**40)


def _tuple(n: int) -> str:
    return f'{{"tuple":[{_complex(n)}]}}'


@pytest.mark.parametrize("key", [_complex, _integer, _float, _tuple])
def test_keys_whose_hashes_collide_take_no_time(key):
    pairs = ",".join(f"[{key(n)},0]" for n in range(25_000))
    with bounded(seconds=2):
        read(frame(f'{{"dict":[{pairs}]}}'))


@fuzzed()
@given(st.text(st.characters(max_codepoint=127), max_size=3), st.integers(1, 4))
def test_any_token_over_and_over_takes_no_time(token, closing):
    text = token * (100_000 // max(1, len(token)))
    for told in (
        text,
        json.dumps(text),
        text + "]" * closing,
        f"[{text}0]",
        f'{{"tuple":{text}0}}',
    ):
        value_of(frame(told), peak=64 * MIB)
