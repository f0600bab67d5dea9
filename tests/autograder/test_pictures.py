"""Pictures of real encoders are shown; of odd ones the size is what a browser reads, or none."""

import base64
import io
import random
import struct

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from pictures import gif, jpeg, png
from PIL import Image, PngImagePlugin

from autograder import sanitize

KINDS = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}


def pixels(kind, data):
    return sanitize.pixels(KINDS[kind], base64.b64encode(data).decode())


def saved(kind, mode="RGB", size=(90, 70), **how):
    noise = random.Random(1).randbytes(size[0] * size[1] * len(mode))
    file = io.BytesIO()
    Image.frombytes(mode, size, noise).save(file, kind, **how)
    return file.getvalue()


def of_a_telephone(**how):
    exif = Image.Exif()
    exif[0x0110] = "a telephone"
    # A thumbnail, with sizes of its own, is inside; more pictures may come after the end.
    thumbnail = saved("jpeg", size=(16, 12))
    return saved("jpeg", exif=exif.tobytes() + thumbnail, **how) + thumbnail


def animated(**how):
    frames = [Image.frombytes("L", (90, 70), bytes([n]) * 6300) for n in range(3)]
    file = io.BytesIO()
    frames[0].save(file, "gif", save_all=True, append_images=frames[1:], **how)
    return file.getvalue()


def described():
    told = PngImagePlugin.PngInfo()
    told.add_text("Title", "IHDR IEND acTL")
    told.add_itxt("Author", "é", zip=True)
    return saved("png", pnginfo=told, dpi=(300, 300), icc_profile=bytes(200))


HONEST = {
    "png": ("png", saved("png")),
    "png, grey": ("png", saved("png", "L")),
    "png, transparent": ("png", saved("png", "RGBA", optimize=True)),
    "png, described": ("png", described()),
    "jpeg": ("jpeg", saved("jpeg")),
    "jpeg, grey": ("jpeg", saved("jpeg", "L")),
    "jpeg, for print": ("jpeg", saved("jpeg", "CMYK")),
    "jpeg, progressive": ("jpeg", saved("jpeg", progressive=True, quality=95)),
    "jpeg, optimised": ("jpeg", saved("jpeg", optimize=True, quality=100, subsampling=0)),
    "jpeg, with a comment": (
        "jpeg",
        saved("jpeg", comment=b"\xff\xc0 begins a frame"),
    ),
    "jpeg, with a profile": ("jpeg", saved("jpeg", icc_profile=bytes(99_000), dpi=(300, 300))),
    "jpeg, restarted": ("jpeg", saved("jpeg", restart_marker_blocks=2)),
    "jpeg of a telephone": ("jpeg", of_a_telephone()),
    "jpeg of a telephone, progressive": ("jpeg", of_a_telephone(progressive=True)),
    "gif": ("gif", saved("gif", "L")),
    "gif, with a comment": ("gif", saved("gif", "L", comment=b"x" * 999, interlace=1)),
}


@pytest.mark.parametrize(("kind", "data"), HONEST.values(), ids=HONEST)
def test_what_encoders_write_is_a_picture(kind, data):
    assert pixels(kind, data) == 90 * 70


def test_so_is_a_picture_that_moves():
    assert pixels("gif", animated(loop=0, duration=90, disposal=2, comment=b"x")) == 3 * 90 * 70


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("tight", [None, "tight"])
def test_so_is_a_figure(kind, tight):
    figure = Figure(figsize=(3, 2))
    figure.subplots().plot([1, 2], label="$x$")
    file = io.BytesIO()
    with mpl.rc_context({"savefig.bbox": tight}):
        figure.savefig(file, format=kind)
    width, height = Image.open(file).size
    assert pixels(kind, file.getvalue()) == width * height > 1000


def two_sizes(data):
    """The JPEG, small to those who do not know of fill bytes.

    To them the byte before the first comment's kind is its kind, and so its length another, at the
    end of which they find a small frame, in the second comment.
    """
    first = b"\xff\xff\xfe\xea\x60" + bytes(59_998)
    second = b"\xff\xfe" + struct.pack(">H", 65_000)
    second += bytes(4 + 0xFEEA - 2 - len(first) - len(second)) + FRAME
    return data[:2] + first + second.ljust(65_002, b"\0") + data[2:]


def segment(kind, content=b""):
    return b"\xff" + bytes([kind]) + struct.pack(">H", len(content) + 2) + content


FRAME = segment(0xC0, struct.pack(">BHHB", 8, 10, 10, 1) + b"\1\x11\0")
JPEG = saved("jpeg")
PNG = saved("png")
AT = JPEG.index(b"\xff\xc0")  # the frame
ODD = {
    "fill": (JPEG[:2] + b"\xff" + JPEG[2:], "jpeg"),
    "two sizes": (two_sizes(JPEG), "jpeg"),
    "markers without length": (JPEG[:2] + b"\xff\x01" + JPEG[2:], "jpeg"),
    "restart before a scan": (JPEG[:2] + b"\xff\xd0" + JPEG[2:], "jpeg"),
    "a second start": (JPEG[:2] + JPEG, "jpeg"),
    "a second frame": (JPEG[:AT] + FRAME + JPEG[AT:], "jpeg"),
    "a second frame after a scan": (JPEG[:-2] + FRAME + JPEG[-2:], "jpeg"),
    "a frame of another kind": (JPEG[:AT] + b"\xff\xc3" + JPEG[AT + 2 :], "jpeg"),
    "no length": (JPEG[:2] + b"\xff\xfe\0\0" + JPEG[2:], "jpeg"),
    "something between": (JPEG[:2] + b"\0" + JPEG[2:], "jpeg"),
    "a height for later": (JPEG[:-2] + segment(0xDC, b"\xff\xff") + JPEG[-2:], "jpeg"),
    "only a frame": (JPEG[:2] + FRAME, "jpeg"),
    "a second header": (PNG[:33] + PNG[8:33] + PNG[33:], "png"),
    "something after the end": (PNG + PNG[8:33], "png"),
    "no end": (PNG[:-12], "png"),
    "a chunk that nobody knows": (PNG[:33] + b"\0\0\0\0ABCD\0\0\0\0" + PNG[33:], "png"),
    "a header of another length": (PNG[:8] + b"\0\0\0\x0e" + PNG[12:], "png"),
    "frames that come late": (PNG[:-12] + b"\0\0\0\0fdAT\0\0\0\0" + PNG[-12:], "png"),
    "a block of another length": (base64.b64decode(gif()).replace(b"!\xf9\4", b"!\xf9\0"), "gif"),
}


@pytest.mark.parametrize(("data", "kind"), ODD.values(), ids=ODD)
def test_what_no_encoder_writes_is_no_picture(data, kind):
    assert pixels(kind, data) == 0


def test_frames_may_reach_out_of_a_picture():
    data = bytearray(base64.b64decode(gif(30, 20, own=(30, 20))))
    data[(at := data.index(b",")) + 1 : at + 5] = struct.pack("<HH", 100, 200)
    assert pixels("gif", bytes(data)) == 130 * 220


def mutants(data, number):
    """The picture with something put in, left out, moved or changed near where sizes are."""
    pick = random.Random(number)
    pieces = [b"\xff", b"\xff\xff", b"\xff\x01", b"\xff\xd0", b"\0", FRAME, PNG[8:33], b"!\xf9\0"]
    pieces += [segment(0xFE, FRAME * 3), segment(0xC4), segment(0xDA, b"\1\1\0\0?\0"), b",", b";"]
    changed = bytearray(data)
    for _ in range(pick.randint(1, 3)):
        near = pick.choice((40, 200, len(changed)))
        at = pick.randint(2, min(near, len(changed) - 1))
        match pick.randint(0, 3):
            case 0:
                changed[at:at] = pick.choice(pieces)
            case 1:
                del changed[at : at + pick.randint(1, 30)]
            case 2:
                changed[at] = pick.choice((0, 1, 0xFF, pick.randint(0, 255)))
            case 3:
                end = pick.randint(at, min(at + 60, len(changed)))
                changed[at:at] = changed[at:end]
    return bytes(changed)


def size(data):
    """Pixels of what Pillow can open, and of what type it is."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.width * picture.height, (picture.format or "").lower()
    except Exception:  # of many kinds
        return 0, ""


SMALL = [png(30, 20), jpeg(30, 20), gif(30, 20, own=(30, 20))]
MUTATED = [*HONEST.values(), *zip(KINDS, map(base64.b64decode, SMALL), strict=True)]


@pytest.mark.filterwarnings("ignore")  # Pillow's, of what is damaged
def test_no_picture_is_larger_than_we_think():
    agreed = opened = 0
    for at, (kind, data) in enumerate(MUTATED):
        for number in range(400):
            changed = mutants(data, 1000 * at + number)
            theirs, their_kind = size(changed)
            if theirs and their_kind == kind:
                opened += 1
                agreed += (ours := pixels(kind, changed)) > 0
                assert ours == 0 or (ours >= theirs if kind == "gif" else ours == theirs)
    assert opened > 2000
    assert agreed > 500
