"""Attack the grader through what is no notebook: pipes, links, times, names of all sorts."""

from .kit import ALL, UNGRADED, Attack, Link, Odd, notebook, right


def _instead(name: str, tries: str, **files: bytes | Link | Odd) -> Attack:
    """An attack by something else where the notebook should be."""
    return Attack(
        name,
        tries,
        None,
        {"tiny.ipynb": files["notebook"]},
        deserves=UNGRADED,
        flagged="not graded",
    )


def _beside(name: str, tries: str, **more: object) -> Attack:
    """An attack by what lies beside a right notebook."""
    return Attack(name, tries, right(), deserves=more.pop("deserves", ALL), **more)


ATTACKS = (
    _instead("pipe", "The notebook is a pipe, and nobody writes.", notebook=Odd("pipe")),
    _instead("only-a-folder", "The notebook is a folder.", notebook=Odd()),
    _instead("endless", "The notebook has no end.", notebook=Link("/dev/zero")),
    _instead("link-loop", "The notebook is a link to itself.", notebook=Link("tiny.ipynb")),
    _instead("sparse", "A file of 50 GB of nothing.", notebook=Odd("file", 50 * 10**9)),
    _beside(
        "time-is-noise",
        "The time of handing in is none.",
        deserves=UNGRADED,
        files={"timestamp.txt": b"\xff\xfe 9999-99-99"},
        flagged="holds no time",
    ),
    _beside(
        "time-is-long",
        "The time of handing in has a million digits.",
        deserves=UNGRADED,
        files={"timestamp.txt": b"9" * 10**6},
        flagged="holds no time",
    ),
    _beside(
        "time-is-large",
        "The time of handing in is beyond all clocks.",
        deserves=UNGRADED,
        files={"timestamp.txt": b"9999-12-31 23:59:59 -99999999"},
        flagged="holds no time",
    ),
    _beside(
        "time-is-a-pipe",
        "Nobody writes the time of handing in.",
        deserves=UNGRADED,
        files={"timestamp.txt": Odd("pipe")},
        flagged="holds no time",
    ),
    _beside(
        "time-is-endless",
        "The time of handing in has no end.",
        deserves=UNGRADED,
        files={"timestamp.txt": Link("/dev/zero")},
        flagged="holds no time",
    ),
    _beside(
        "time-is-a-folder",
        "The time of handing in is a folder.",
        deserves=UNGRADED,
        files={"timestamp.txt": Odd()},
        flagged="holds no time",
    ),
    _beside(
        "odd-files",
        "Pipes, devices and files without end lie beside the notebook.",
        files={
            "a": Odd("pipe"),
            "b": Link("/dev/zero"),
            "c": Odd("file", 10**12),
            "d": Link("d"),
            "tiny": Odd(),
        },
        flagged="left out",
    ),
    _beside(
        "many-files",
        "Thousands of files lie beside the notebook.",
        files={f"{n % 50}/{n}": b"x" for n in range(3000)},
        flagged="left out",
    ),
    _beside(
        "odd-file-names",
        "Names of files are HTML, escapes, and not text.",
        files={
            "<img src=x onerror=alert(1)>": b"",
            "\x1b]0;x\x07\x1b[2J": b"",
            "a\nb": b"",
            "\udcff": b"",
            "n" * 250: b"",
            "é": b"",
            "$(touch x)": b"",
            "-rf": b"",
            "\x1b[31m.ipynb": b"{}",
        },
    ),
    Attack(
        "star",
        "The student's id is a pattern for everybody's.",
        notebook(),
        student="*",
        deserves=UNGRADED,
        flagged="not graded",
    ),
    Attack(
        "bracket",
        "The student's id is a pattern for another's.",
        notebook(),
        student="[0]-before",
        deserves=UNGRADED,
        flagged="not graded",
    ),
    Attack(
        "format",
        "The student's id is a format.",
        notebook(),
        student="{student_id}",
    ),
    Attack(
        "space",
        "The student's id is another's, and a space.",
        notebook(),
        student="0-before ",
        deserves=UNGRADED,
        flagged="not graded",
    ),
    Attack(
        "escapes",
        "The student's id writes on the terminal.",
        notebook(),
        student="\x1b[2J\x1b]0;x\x07x",
        deserves=UNGRADED,
        flagged="not graded",
    ),
    Attack(
        "html-id",
        "The student's id is HTML.",
        notebook(),
        student="<img src=x onerror=alert(1)>",
        deserves=UNGRADED,
        flagged="not graded",
    ),
)
