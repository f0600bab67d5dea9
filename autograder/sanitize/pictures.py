"""Pictures that are what they are said to be, and that a browser can bear to draw.

Only headers are read: how large a picture is says it itself, before anything is unpacked. Of a file
that has anything in it but what encoders write a browser may make another picture, so it is none.
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
# Kinds of segments: those of which nobody takes a size, a frame's of the three kinds that browsers
# draw, and a scan's; and where the next one starts in a scan.
_TABLES = {0xC4, 0xDB, 0xDD, *range(0xE0, 0xF0), 0xFE}
_FRAMES = {0xC0, 0xC1, 0xC2}
_SCAN, _END = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_CHUNK = re.compile(rb"PLTE|[a-z][A-Za-z]{3}")
_ANIMATED = {b"acTL", b"fcTL", b"fdAT"}
_EXTENSIONS = {0x01: 12, 0xF9: 4, 0xFF: 11}  # of a GIF: bytes of their first block


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
    """Pixels of a PNG; 0 if it is animated, or not as it should be from its start to its end."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[8:16] != b"\0\0\0\rIHDR":
        return 0
    width, height = struct.unpack_from(">II", data, 16)
    at = 33
    for _ in range(PICTURE_BLOCKS):
        length, kind = struct.unpack_from(">I4s", data, at)
        at += 12 + length
        if kind == b"IEND":
            return width * height if at == len(data) else 0
        if kind != b"IDAT" and (kind in _ANIMATED or not _CHUNK.fullmatch(kind)):
            return 0
    return 0


def _jpeg(data: bytes) -> int:
    """Pixels of a JPEG; 0 if it takes too many passes, or is not as it should be."""
    pixels = scans = 0
    for kind, at in _segments(data):
        if kind in _FRAMES and not pixels:
            height, width = struct.unpack_from(">HH", data, at + 3)
            pixels = width * height
        elif kind == _SCAN and pixels:
            scans += 1
        elif kind not in _TABLES:
            return 0
    return pixels if 0 < scans <= PICTURE_SCANS else 0


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Of each segment of a JPEG the kind, and where it starts; 0 for what is none."""
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at < len(data):
        start, kind = data[at : at + 2]
        if kind == _END and start == 0xFF:
            return
        at += 2
        (length,) = struct.unpack_from(">H", data, at)
        yield (kind if start == 0xFF and length >= 2 else 0), at
        at += length
        if kind == _SCAN:
            found = _MARKER.search(data, at)
            at = found.start() if found else len(data)


def _gif(data: bytes) -> int:
    """Pixels of all frames of a GIF, each as large as all together."""
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return 0
    width, height, packed = struct.unpack_from("<HHB", data, 6)
    at = 13 + _colours(packed)
    frames, left = 0, PICTURE_BLOCKS
    while (kind := data[at]) != 0x3B:
        left -= 1
        if kind == 0x2C:
            x, y, own_width, own_height, packed = struct.unpack_from("<HHHHB", data, at + 1)
            width, height = max(width, x + own_width), max(height, y + own_height)
            frames += 1
            at += 11 + _colours(packed)
        elif kind == 0x21 and data[at + 2] == _EXTENSIONS.get(data[at + 1], data[at + 2]):
            at += 2
        else:
            return 0
        while size := data[at]:
            at += size + 1
            left -= 1
            if left < 0:
                return 0
        at += 1
    return frames * width * height


def _colours(packed: int) -> int:
    """Bytes of a GIF's colours."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


_READERS = {"image/gif": _gif, "image/jpeg": _jpeg, "image/png": _png}
