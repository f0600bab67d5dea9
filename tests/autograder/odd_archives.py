"""Archives that no program writes."""

import io
import struct
import zipfile


def endless(entries: int) -> bytes:
    """An archive in which so many entries share one file, which has nothing in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", b"")
    data = file.getvalue()
    directory = data.index(b"PK\x01\x02")
    entry = data[directory : data.index(b"PK\x05\x06")]
    size = len(entry) * entries
    counts = (entries, entries, size, directory)
    return b"".join(
        (
            *(data[:directory], entry * entries),
            struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, *counts),
            struct.pack("<4sIQI", b"PK\x06\x07", 0, directory + size, 1),
            struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0),
        )
    )
