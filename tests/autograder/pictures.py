"""Small files of pictures that are as large as one likes."""

import base64
import struct
import zlib


def png(width: int = 1, height: int = 1, frames: int = 0) -> str:
    """The base64 of a white PNG, one bit a pixel; animated if it has frames."""
    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * min(height, 1000))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))]
    parts += [(b"acTL", struct.pack(">II", frames, 0))] if frames else []
    parts += [(b"IDAT", rows), (b"IEND", b"")]
    return _base64(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif(width: int = 1, height: int = 1, frames: int = 1, own: tuple[int, int] = (1, 1)) -> str:
    """The base64 of a GIF, each frame of its own size."""
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"!\xf9\4\0\0\0\0\0," + struct.pack("<HHHHB", 0, 0, *own, 0) + b"\2\2L\1\0"
    return _base64(head + frame * frames + b";")


def jpeg(width: int = 1, height: int = 1, scans: int = 1) -> str:
    """The base64 of a JPEG's header, after a comment, and as many scans."""
    comment = b"\xff\xfe" + struct.pack(">H", 9) + b"\xff\xc0 1000"
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\1\0\0\0\0\x7f"
    return _base64(b"\xff\xd8" + comment + frame + scan * scans + b"\xff\xd9")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
