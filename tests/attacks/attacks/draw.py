"""Attack the reader's eyes: what a browser works out for ever, what paints over what is ours."""

from pictures import gif, jpeg, png

from .kit import Attack, all_doing, code, notebook, runs, shows, text

_DISPLAY = "from IPython.display import display\n"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" {}</svg>'


def _shown(name: str, tries: str, body: str, mime: str = "text/html", times: int = 1) -> Attack:
    """An attack by outputs of this type, their text an expression."""
    source = f"for _ in range({times}):\n    display({{{mime!r}: {body}}}, raw=True)"
    return runs(name, tries, _DISPLAY + source)


def _html(name: str, tries: str, page: str, times: int = 1) -> Attack:
    return _shown(name, tries, repr(page), times=times)


def _drawing(name: str, tries: str, content: str) -> Attack:
    """A drawing, shown as one and as the picture of an HTML page."""
    drawing = _SVG.format(content)
    source = f"""
    import base64
    {_DISPLAY}
    drawing = {drawing!r}
    display({{"image/svg+xml": drawing}}, raw=True)
    display({{"text/html": drawing}}, raw=True)
    body = base64.b64encode(drawing.encode()).decode()
    display({{"text/html": f'<img src="data:image/svg+xml;base64,{{body}}">'}}, raw=True)
    """
    return runs(name, tries, source)


def _nested_uses() -> str:
    uses = '<use x:href="#u{}"/>'
    groups = [f'<g id="u{n}">{uses.format(n - 1) * 10}</g>' for n in range(1, 8)]
    shape = '<rect id="u0" width="9" height="9"/>'
    return f"><defs>{shape}{''.join(groups)}</defs>{uses.format(7)}"


_FILTERS = (
    ' width="9999" height="9999"><filter id="f" x="-99" y="-99" width="999" height="999">'
    + '<feTurbulence numOctaves="99"/><feGaussianBlur stdDeviation="999"/>' * 50
    + '</filter><pattern id="p" width=".001" height=".001"><rect width="1" height="1"/></pattern>'
    '<mask id="m"><rect mask="url(#m)" fill="url(#p)" width="9999" height="9999"/></mask>'
    + '<rect filter="url(#f)" mask="url(#m)" fill="url(#p)" width="9999" height="9999"/>'
    * 50
)
_DASHES = (
    '><path stroke="red" stroke-dasharray=".0001" d="M0 0 L99999 99999"/>'
    '<animateTransform attributeName="transform" dur=".001s" repeatCount="indefinite"/>'
    '<text textLength="9e9" font-size="9e5">x</text><style>*{animation:x 1ms infinite}</style>'
)
_PADDING = '<span style="padding:900px 1500px;background-color:white">x</span>'
_BORDERS = (
    '<span style="border:900px solid white">x</span><b style="outline:900px solid white">x</b>'
    '<i style="box-shadow:0 0 0 900px white">x</i><u style="text-shadow:0 -200px red">x</u>'
)
_SPACES = (
    '<p style="line-height:0;letter-spacing:-99px;text-indent:-999px;word-spacing:-99px">xxx</p>'
    '<div style="margin:-900px -900px 0;float:left;width:9999px">x<br>y</div>'
    '<ul style="list-style-image:url(data:image/png;base64,AAAA)"><li>x</li></ul>'
)
_RAISED = '<sup><span style="font-size:32px;line-height:0">' * 30 + "██████"
_LARGE = '<div style="font-size:2em">' * 30 + "█"
_NESTED_TABLES = "<table><tr><td>" * 5000 + "x"
_SPANS = "<table>" + '<tr><td colspan="1000000000" rowspan="1000000000">x' * 500
_CLASSES = "".join(
    f'<div class="{name}" id="{name}" style="background-color:white">x<br></div>'
    for name in (
        *("modal-backdrop in", "position-fixed fixed-top", "navbar navbar-fixed-top", "help"),
        *("affix", "sr-only", "container-fluid", "result", "note", "bar all", "mark right"),
        *("autograder-verdict", "popover", "tooltip in", "notebook-container", "statusmessage"),
    )
)
_STACKED = "Z" + "\u0301" * 3000
_BOMB = f"![x](data:image/png;base64,{png(60_000, 60_000)})"
_LARGE_PICTURE = f"![x](data:image/png;base64,{png(4900, 4900)})\n"
# After a fill byte: to some a comment of 0xFEEA bytes, which ends in the next comment, at a frame.
_TWO_SIZES = f"""
import base64, io
from PIL import Image
{_DISPLAY}
file = io.BytesIO()
Image.new("L", (12_000, 12_000), 255).save(file, "JPEG", quality=1)
first = b"\\xff\\xff\\xfe\\xea\\x60" + bytes(59_998)
frame = b"\\xff\\xc0\\0\\x0b\\x08\\0\\x0a\\0\\x0a\\1\\1\\x11\\0"
second = (b"\\xff\\xfe\\xfd\\xe8" + bytes(5253) + frame).ljust(65_002, b"\\0")
data = file.getvalue()
data = data[:2] + first + second + data[2:]
display({{"image/jpeg": base64.b64encode(data).decode()}}, raw=True)
"""
_ODD_NAME = "e" + "\u0301" * 90 + ".txt"
_TURNED = "\u202e\u2066\u2067" * 50 + "stniop 31 / 31 \u200b\u2063\ufeff\u00ad"
_FORMULAS = "$\\frac{1}{2}$ " * 10_000
_MOVED = r"$\mspace{-999mu}\hspace{-99em}\vspace{99em}\hskip-99em\Huge\raise99em{x}\kern-99em x$"
_ROWS = r"\\[-1em]".join([r"\text{" + "█" * 46 + "}"] * 7)
_WHITE = rf"{{\Huge\color{{white}}{{\begin{{array}}{{l}}{_ROWS}\end{{array}}}}}}"
_ROOT = rf"$\sqrt[\uproot{{-955}}{_WHITE}]{{}}$"
_DEFINED = (
    r"$\def\a{x x x x x x x x x x}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}"
    r"\def\d{\c\c\c\c\c\c\c\c\c}\d$"
)
_UNCLOSED_FORMATS = "'<p>'.join(f'<b title={n}><i lang={n}>' for n in range(9000))"

ATTACKS = (
    _drawing("svg-uses", "A drawing whose parts use each other ten times each.", _nested_uses()),
    _drawing("svg-filters", "A drawing with filters, masks and patterns, all large.", _FILTERS),
    _drawing("svg-dashes", "A drawing with a million dashes, animations and styles.", _DASHES),
    _shown(
        "png-bomb",
        "A small file that is 60,000 pixels high and wide.",
        repr(png(60_000, 60_000)),
        "image/png",
    ),
    _shown(
        "png-animated", "A picture of a million frames.", repr(png(3000, 3000, 10**6)), "image/png"
    ),
    _shown(
        "png-many",
        "Hundreds of pictures that are large enough.",
        repr(png(4900, 4900)),
        "image/png",
        900,
    ),
    _shown(
        "gif-bomb", "A GIF of thousands of large frames.", repr(gif(9000, 9000, 4000)), "image/gif"
    ),
    _shown(
        "gif-frames",
        "A small GIF whose frames are large.",
        repr(gif(1, 1, 99, (65_000, 65_000))),
        "image/gif",
    ),
    _shown(
        "jpeg-scans",
        "A JPEG that is drawn a thousand times over.",
        repr(jpeg(5000, 5000, 1000)),
        "image/jpeg",
    ),
    runs(
        "jpeg-two-sizes",
        "A JPEG that is small to those who do not know of fill bytes, and huge to a browser.",
        _TWO_SIZES,
    ),
    runs(
        "picture-size",
        "A small white picture that wants to be shown large.",
        f"{_DISPLAY}size = {{'width': 9999, 'height': 9999}}\n"
        f"display({{'image/png': {png()!r}, 'image/gif': {gif()!r}}}, raw=True,\n"
        "    metadata={'image/png': size, 'image/gif': size})",
    ),
    _html(
        "html-pictures",
        "Large pictures in HTML, many times as large as they are.",
        f'<img width="99999" height="99999" src="data:image/png;base64,{png(4900, 4900)}">' * 30,
        40,
    ),
    _html("inline-padding", "Padding of an inline element paints over the page.", _PADDING),
    _html("borders", "Borders, outlines and shadows paint over the page.", _BORDERS),
    _html("spaces", "Negative margins and spaces pull text over the page.", _SPACES),
    _html("raised", "Letters that are raised thirty times climb over the page.", _RAISED),
    _html("larger", "Letters that are enlarged thirty times fill the page.", _LARGE),
    _html("style-classes", "Classes and ids that the page's style sheets know.", _CLASSES),
    _html("nested-tags", "Nested elements take the grader quadratic time.", "<nav>" * 40_000, 40),
    _html("nested-lists", "Nested lists take the grader quadratic time.", "<ul><li>" * 25_000, 40),
    _html("nested-tables", "Nested tables take the browser's time.", _NESTED_TABLES, 5),
    _html("spans", "Cells that span a billion columns.", _SPANS),
    _html("entities", "Entities take the grader quadratic time.", "&" * 199_000, 40),
    _html("attributes", "A hundred thousand attributes.", "<b" + " a=1" * 49_000 + ">x</b>", 40),
    _html(
        "html-number", "A number that is too long.", f"<b title='&#{'9' * 9000};'>&#{'9' * 9000};"
    ),
    _html("html-formulas", "Thousands of formulas in HTML.", _FORMULAS, 20),
    _shown(
        "formats",
        "Formats that were never closed are opened again in each of thousands of paragraphs.",
        _UNCLOSED_FORMATS,
    ),
    _shown("latex-formulas", "Thousands of formulas.", repr(_FORMULAS), "text/latex", 20),
    _shown("latex-moved", "Formulas that move over the page.", repr(_MOVED), "text/latex"),
    _shown("markdown-moved", "Formulas that move over the page.", repr(_MOVED), "text/markdown"),
    shows("root-moved", "The index of a root is white, and lies over the verdict.", _ROOT),
    _shown("root-in-latex", "The same, shown by code.", repr(_ROOT), "text/latex"),
    shows("macros", "Definitions that are used ten times each.", f"{_DEFINED}\n\n" * 40),
    _shown("macros-in-latex", "The same, shown by code.", repr(_DEFINED), "text/latex", 70),
    _shown("many-displays", "A thousand outputs with nothing in them.", "''", times=1000),
    runs(
        "many-types",
        "An output of a thousand types.",
        f"{_DISPLAY}display({{f'text/x-{{n}}': 'x' for n in range(1000)}}, raw=True)",
    ),
    runs(
        "deep-json",
        "Outputs of JSON in JSON.",
        f"{_DISPLAY}deep = []\nfor _ in range(30):\n    deep = [deep, deep]\n"
        "    display({'application/json': deep, 'text/plain': deep}, raw=True)",
    ),
    runs(
        "colours",
        "A hundred thousand changes of colour, and colours with long numbers.",
        "import sys\nfor n in range(20):\n"
        "    print('\\x1b[31mx\\x1b[38;5;9m' * 9000, file=sys.stderr)\n"
        "    print('\\x1b[' + '9' * 9000 + 'mx', f'\\x1b[{n}m')",
    ),
    shows("markdown-bomb", "A picture in a text unpacks to gigabytes.", _BOMB),
    shows("markdown-pictures", "Hundreds of large pictures in texts.", _LARGE_PICTURE * 200),
    shows("accents", "Accents that pile up over the lines above.", _STACKED),
    Attack(
        "accents-everywhere",
        "Accents that pile up in code, outputs, errors, and the names of what is returned.",
        notebook(
            code(f"# {_STACKED}\nprint('a{_STACKED}')\nraise ValueError('e{_STACKED}')"),
            answers=all_doing(f"# {_STACKED}\n    raise ValueError('e{_STACKED}')"),
        ),
        {_ODD_NAME: b"x"},
    ),
    Attack(
        "turned",
        "Text that is read from right to left, with signs that nobody sees.",
        notebook(
            text(_TURNED),
            code(f"# {_TURNED}\nprint({_TURNED!r})\nraise ValueError({_TURNED!r})"),
            answers=all_doing(f"raise ValueError({_TURNED!r})"),
        ),
    ),
)
