"""Pictures that are what they are said to be, and that a browser can bear to draw.

Only headers are read: how large a picture is says it itself, before anything is unpacked.
"""

import base64
import binascii
import re
import struct
from collections.abc import Iterator

from autograder.limits import PICTURE_BLOCKS, PICTURE_PIXELS, PICTURE_SCANS

_BASE64 = r"[A-Za-z0-9+/]+=*"
ADDRESS = rf"data:image/(?:png|jpeg|gif);base64,{_BASE64}"
_ADDRESS = re.compile(rf"data:(image/[a-z]+);base64,({_BASE64})")
_PARAMETERS = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))


def picture(mime: str, body: str) -> str | None:
    """A picture's base64; nothing if it is no picture of this type, or one that is too large.

    Parameters
    ----------
    mime
        Its type.
    body
        Its base64.
    """
    return _plain(body) if 0 < pixels(mime, body) <= PICTURE_PIXELS else None


def embedded(address: str) -> str | None:
    """The address of a picture that HTML brings along; nothing if it is another."""
    found = _ADDRESS.fullmatch(address)
    return address if found and picture(found[1], found[2]) else None


def embedded_pixels(page: str) -> int:
    """Pixels of all pictures that clean HTML brings along."""
    return sum(pixels(*found.groups()) for found in _ADDRESS.finditer(page))


def pixels(mime: str, body: str) -> int:
    """How many pixels have to be drawn for a picture, of all its frames; 0 if it is none.

    Parameters
    ----------
    mime
        Its type.
    body
        Its base64.
    """
    plain = _plain(body)
    if mime not in _READERS or not re.fullmatch(_BASE64, plain):
        return 0
    try:
        return _READERS[mime](base64.b64decode(plain))
    except (binascii.Error, struct.error, IndexError, ValueError):
        return 0


def _plain(body: str) -> str:
    return "".join(body.split())


def _png(data: bytes) -> int:
    """Pixels of a PNG; 0 if it is animated."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR":
        return 0
    width, height = struct.unpack_from(">II", data, 16)
    at = 8
    for _ in range(PICTURE_BLOCKS):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind in (b"acTL", b"IDAT"):
            return width * height if kind == b"IDAT" else 0
        at += 12 + length
    return 0


def _jpeg(data: bytes) -> int:
    """Pixels of a JPEG; 0 if it takes too many passes."""
    if data.count(b"\xff\xda") > PICTURE_SCANS:
        return 0
    for kind, at in _segments(data):
        if kind in _PARAMETERS:
            height, width = struct.unpack_from(">HH", data, at + 3)
            return width * height
    return 0


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Of each segment of a JPEG the kind, and where it starts."""
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at < len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        at += 2
        yield kind, at
        (length,) = struct.unpack_from(">H", data, at)
        at += max(length, 2)


def _gif(data: bytes) -> int:
    """Pixels of all frames of a GIF."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return 0
    width, height, packed = struct.unpack_from("<HHB", data, 6)
    at = 13 + _colours(packed)
    total, left = 0, PICTURE_BLOCKS
    while (kind := data[at]) != 0x3B:
        left -= 1
        if kind == 0x2C:
            own_width, own_height, packed = struct.unpack_from("<HHB", data, at + 5)
            total += max(width * height, own_width * own_height)
            at += 11 + _colours(packed)
        elif kind == 0x21:
            at += 2
        else:
            return 0
        while size := data[at]:
            at += size + 1
            left -= 1
            if left < 0:
                return 0
        at += 1
    return total


def _colours(packed: int) -> int:
    """Bytes of a GIF's colours."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


_READERS = {"image/gif": _gif, "image/jpeg": _jpeg, "image/png": _png}
