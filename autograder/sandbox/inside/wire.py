"""Messages between grader and runner: JSON and raw arrays in one frame, never pickle.

A frame is ``!II`` (length of the JSON, length of the arrays), the JSON text, then the bytes of the
arrays in the order in which the JSON mentions them. JSON's own values stand for themselves;
everything else is an object with one key, a tag:

======================  ==========================================
``{"tuple": [...]}``    a tuple
``{"dict": [[k, v]]}``  a dict
``{"float": "nan"}``    a float that JSON cannot write
``{"complex": [r,i]}``  a complex number
``{"array": [d, s]}``   a numpy array: dtype code and shape
``{"figure": [...]}``   a figure, described by `autograder.sandbox.inside.figure`
``{"opaque": "name"}``  a value of any other type, by the type's name alone
``{"code": [n, s, d]}`` a function of the grader's: name, source, numbers (see `values.Code`)
``{"sealed": "name"}``  a function that stays with the grader (see `values.Sealed`), by name
======================  ==========================================

The decoder treats every byte as hostile: it builds only the values in this table.
"""

import json
import math
import socket
import struct
import time
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import numpy as np

from autograder.sandbox.inside.values import Code, Figure, Opaque, Sealed

MAX_FRAME = 64 * 2**20
MAX_VALUES = 1_000_000  # in the JSON: each costs its reader some 250 bytes and 2 µs
MAX_DEPTH = 40
MAX_DIMENSIONS = 32
MAX_ODD_KEYS = 1000
_HEADER = struct.Struct("!II")
_DTYPES = {"b": "?", "i": "<i8", "u": "<u8", "f": "<f8", "c": "<c16"}
_LARGEST_INT = 2**63


Ask = Callable[[dict[str, Any]], dict[str, Any]]  # sends a call to the grader, returns the answer


class WireError(Exception):
    """A frame that is cut off, too large, or not in the form above."""


def dumps(value: Any) -> bytes:
    """Encode a value as one frame.

    Parameters
    ----------
    value
        Anything. What has no plain form crosses as its type's name.

    Raises
    ------
    WireError
        If the frame would be longer than `MAX_FRAME` or hold more than `MAX_VALUES`.
    """
    arrays: list[bytes] = []
    text = json.dumps(_plain(value, arrays, 0), allow_nan=False).encode()
    size = sum(map(len, arrays))
    if len(text) + size > MAX_FRAME:
        raise WireError(f"more than {MAX_FRAME // 2**20} MiB")
    _count(text)
    return b"".join([_HEADER.pack(len(text), size), text, *arrays])


def _plain(value: Any, arrays: list[bytes], depth: int) -> Any:
    # Exact types only: a subclass may lie about everything that is asked of it.
    kind = type(value)
    if value is None or kind in (bool, str):
        return value
    if isinstance(value, np.generic):
        return _plain(value.item(), arrays, depth) if _known(value.dtype) else _opaque(kind)
    if kind is int:
        return value if -_LARGEST_INT <= value < _LARGEST_INT else _opaque(kind)
    if kind is float:
        return value if math.isfinite(value) else {"float": str(value)}
    if kind is complex:
        return {"complex": [_plain(part, arrays, depth) for part in (value.real, value.imag)]}
    if kind is np.ndarray and _known(value.dtype) and value.ndim <= MAX_DIMENSIONS:
        plain = np.ascontiguousarray(value, dtype=_DTYPES[value.dtype.kind])
        arrays.append(plain.tobytes())
        return {"array": [plain.dtype.str.lstrip("|"), list(value.shape)]}
    if depth < MAX_DEPTH and kind in (list, tuple):
        items = [_plain(item, arrays, depth + 1) for item in value]
        return items if kind is list else {"tuple": items}
    if depth < MAX_DEPTH and kind in (dict, Figure):
        if kind is Figure:
            axes = _plain(list(value.axes), arrays, depth + 1)
            flags = value.returned, value.leaves_arguments, value.is_new
            return {"figure": [axes, *map(bool, flags)]}
        pairs = [[_plain(part, arrays, depth + 1) for part in pair] for pair in value.items()]
        return {"dict": pairs}
    if kind is Sealed:
        return {"sealed": value.name}
    if kind is Code:
        return {"code": [value.name, value.source, _plain(dict(value.numbers), arrays, 0)]}
    return _opaque(value.type_name if kind is Opaque else kind)


def _known(dtype: np.dtype) -> bool:
    return dtype.kind in _DTYPES and dtype.itemsize <= np.dtype(_DTYPES[dtype.kind]).itemsize


def _opaque(kind: type | str) -> dict[str, str]:
    name = kind if isinstance(kind, str) else type.__getattribute__(kind, "__name__")
    return {"opaque": str(name)[:80]}


def loads(frame: bytes, *, code: bool = False, ask: Ask | None = None) -> Any:
    """Decode one frame.

    Parameters
    ----------
    frame
        What `dumps` made, or anything else.
    code
        Whether functions may come as source text, which is then run: only where the grader sends.
    ask
        How to call functions that stay with the grader; without it there are none.

    Raises
    ------
    WireError
        If the frame is not in the form of this module.
    """
    if len(frame) < _HEADER.size:
        raise WireError("no header")
    text_size, array_size = _HEADER.unpack_from(frame)
    if len(frame) != _HEADER.size + text_size + array_size:
        raise WireError("wrong length")
    text = frame[_HEADER.size : _HEADER.size + text_size]
    _count(text)
    reader = _Reader(memoryview(frame)[_HEADER.size + text_size :], code=code, ask=ask)
    try:
        value = reader.value(json.loads(text.decode("ascii"), parse_constant=_no_constant), 0)
    except (ValueError, RecursionError, TypeError, KeyError, OverflowError) as error:
        raise WireError(f"malformed: {error}"[:200]) from None
    if reader.arrays:
        raise WireError("bytes left over")
    return value


def _count(text: bytes) -> None:
    if text.count(b",") + text.count(b"[") > MAX_VALUES:
        raise WireError(f"more than {MAX_VALUES} values")


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _items(body: Any) -> list:
    if not isinstance(body, list):  # each letter of a text would be a value
        raise ValueError("no list")
    return body


class _Reader:
    def __init__(self, arrays: memoryview, *, code: bool, ask: Ask | None) -> None:
        self.arrays = arrays
        self.code = code
        self.ask = ask

    def value(self, plain: Any, depth: int) -> Any:
        if depth > MAX_DEPTH + 2:
            raise ValueError("nested too deeply")
        if isinstance(plain, str) and not plain.isascii():
            # Half a surrogate pair cannot be written to a file.
            return plain.encode("utf-8", "replace").decode("utf-8")
        if isinstance(plain, int) and not -_LARGEST_INT <= plain < _LARGEST_INT:
            raise ValueError("int too large")
        if plain is None or isinstance(plain, bool | int | float | str):
            return plain
        if isinstance(plain, list):
            return [self.value(item, depth + 1) for item in plain]
        ((tag, body),) = plain.items()
        return self._tags[tag](self, body, depth)

    def _tuple(self, body: list, depth: int) -> tuple:
        return tuple(self.value(item, depth + 1) for item in _items(body))

    def _dict(self, body: list, depth: int) -> dict:
        pairs = [
            (self.value(key, depth + 1), self.value(item, depth + 1)) for key, item in _items(body)
        ]
        odd = sum(not isinstance(key, str) for key, _item in pairs)
        if odd > MAX_ODD_KEYS:  # hashes of numbers and tuples can be made to collide
            raise ValueError("too many keys that are not text")
        return dict(pairs)

    def _float(self, body: str, _depth: int) -> float:
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[body]

    def _complex(self, body: list, depth: int) -> complex:
        real, imag = (self.value(part, depth + 1) for part in body)
        return complex(float(real), float(imag))

    def _array(self, body: list, _depth: int) -> np.ndarray:
        code, shape = body
        if code not in ("b1", *_DTYPES.values()):
            raise ValueError("unknown dtype")
        dtype = np.dtype(code)
        if len(shape) > MAX_DIMENSIONS or not all(
            type(n) is int and 0 <= n <= MAX_FRAME for n in shape
        ):
            raise ValueError("bad shape")
        size = math.prod(shape) * dtype.itemsize
        if size > len(self.arrays):
            raise ValueError("array longer than the frame")
        array = np.frombuffer(self.arrays[:size], dtype=dtype).reshape(shape).copy()
        self.arrays = self.arrays[size:]
        return array

    def _figure(self, body: list, depth: int) -> Figure:
        axes, returned, leaves_arguments, is_new = body
        described = self.value(_items(axes), depth + 1)
        if not all(isinstance(one, dict) for one in described):
            raise ValueError("bad figure")
        return Figure(tuple(described), bool(returned), bool(leaves_arguments), bool(is_new))

    def _opaque(self, body: str, depth: int) -> Opaque:
        return Opaque(str(self.value(body, depth))[:80])

    def _code(self, body: list, depth: int) -> Callable:
        if not self.code:
            raise ValueError("no code here")
        name, source, numbers = body
        return Code(name, source, self.value(numbers, depth + 1)).function

    def _sealed(self, body: str, _depth: int) -> Callable:
        if not self.ask:
            raise ValueError("no function here")
        return _asking(str(body), self.ask)

    _tags = MappingProxyType(
        {
            "tuple": _tuple,
            "dict": _dict,
            "float": _float,
            "complex": _complex,
            "array": _array,
            "figure": _figure,
            "opaque": _opaque,
            "code": _code,
            "sealed": _sealed,
        }
    )


def _asking(name: str, ask: Ask) -> Callable:
    """A function that has the grader call the one of this name."""

    def function(*args: Any, **kwargs: Any) -> Any:
        answer = ask({"ask": name, "args": list(args), "kwargs": kwargs})
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    function.__name__ = function.__qualname__ = name
    return function


def send(channel: socket.socket, value: Any, deadline: float | None = None) -> None:
    """Write one frame to a stream socket; see `receive`."""
    frame = dumps(value)
    if deadline is not None:
        channel.settimeout(max(deadline - time.monotonic(), 1e-3))
    channel.sendall(frame)


def receive(
    channel: socket.socket,
    deadline: float | None = None,
    *,
    code: bool = False,
    ask: Ask | None = None,
) -> Any:
    """Read one frame from a stream socket.

    Parameters
    ----------
    channel
        A connected stream socket.
    deadline
        The time of `time.monotonic` by which the whole frame must be here.
    code, ask
        See `loads`.

    Raises
    ------
    WireError
        If the frame is malformed or too large.
    EOFError
        If the other side is gone.
    TimeoutError
        If the deadline passes.
    """
    header = _exactly(channel, _HEADER.size, deadline)
    size = sum(_HEADER.unpack(header))
    if size > MAX_FRAME:
        raise WireError(f"more than {MAX_FRAME // 2**20} MiB")
    return loads(header + _exactly(channel, size, deadline), code=code, ask=ask)


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes:
    chunks = bytearray()
    while len(chunks) < size:
        if deadline is not None:
            channel.settimeout(max(deadline - time.monotonic(), 1e-3))
        try:
            chunk = channel.recv(min(size - len(chunks), 2**20))
        except ConnectionError:
            chunk = b""
        if not chunk:
            raise EOFError
        chunks += chunk
    return bytes(chunks)
