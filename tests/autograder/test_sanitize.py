"""What students wrote is safe to read, and what is harmless in it stays as it was."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from autograder import sanitize

PICTURE = "data:image/png;base64,iVBORw0KGgo="


class Dangers(HTMLParser):
    """Collects what a browser would run or load, as a parser of HTML sees it."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "style", "iframe", "object", "embed", "link", "meta", "base", "form"}:
            self.found.append(tag)
        if tag in {"svg", "math", "video", "audio", "template", "input", "button"}:
            self.found.append(tag)
        for name, value in attrs:
            plain = "".join((value or "").split()).lower()
            loads = name == "src" and not plain.startswith("data:image/")
            address = name in {"href", "src", "xlink:href"}
            runs = name.startswith("on") or (
                address and plain.startswith(("javascript:", "vbscript:"))
            )
            styles = name == "style" and ("url" in plain or "position" in plain)
            if loads or runs or styles or name in {"srcset", "srcdoc", "action", "formaction"}:
                self.found.append((tag, name, value))


def dangers(page):
    parser = Dangers()
    parser.feed(page)
    parser.close()
    return parser.found


ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<button onclick=alert(1)>x</button>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil>",
    "<base href=//evil>",
    "<style>@import '//evil';</style>",
    "<div style='background:url(//evil)'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%'>x</div>",
    "<div style='background-color:r\\65 d;border:url(//evil)'>x</div>",
    "<img src=//evil/pixel.png>",
    "<img srcset='//evil/pixel.png 1x'>",
    "<video src=//evil autoplay>",
    "<details open ontoggle=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script>?>",
    "[x](javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[y]:\n  javascript:alert(1)\n\n[y]",
    "![x](//evil/pixel.png)",
    "![x][y]\n\n[y]: https://evil/pixel.png",
    "![x](data:text/html;base64,PHNjcmlwdD4=)",
    '![x" onerror="alert(1)](data:image/png;base64,AAAA)',
    '![x](attachment:a.png" onerror="alert(1))',
    '# head" onmouseover="alert(1)',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "$<script>alert(1)</script>$",
    "$$\\text{<img src=x onerror=alert(1)>}$$",
    "\\begin{a}<script>alert(1)</script>\\end{a}",
    '<https://x" onclick="alert(1)>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_html_runs_and_loads_nothing(attack):
    assert dangers(sanitize.html(attack)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_runs_and_loads_nothing_whatever_renders_it(attack):
    clean = sanitize.markdown(attack)
    assert dangers(clean) == []
    assert dangers(markdown2html(clean)) == []


PIECES = st.sampled_from(
    [
        *("<", ">", "script", "img", " src=x", " onerror=a", "/", "!", "[", "]", "(", ")", "\n"),
        *('"', "`", "javascript:", "&lt;", "&#106;", "\\", "$", "*", "_", "#", "|", "-", " ", ":"),
        "http://e",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_mixture_of_dangerous_pieces_gets_through(text):
    assert dangers(markdown2html(sanitize.markdown(text))) == []
    assert dangers(sanitize.html(text)) == []


@pytest.mark.parametrize(
    "macro", [r"\href{javascript:alert(1)}{x}", r"\style{x}{y}", r"\require{html}", r"\url{x}"]
)
@pytest.mark.parametrize("clean", [sanitize.html, sanitize.markdown, sanitize.latex])
def test_mathematics_makes_no_links_and_no_styles(clean, macro):
    name = macro[: macro.index("{")]
    for text in (f"${macro}$", f"$${macro}$$", f"\\({macro}\\)"):
        assert name not in clean(text)


@pytest.mark.parametrize("entity", ["&bsol;", "&#92;", "&#x5c;"])
def test_nor_when_the_backslash_is_an_entity(entity):
    text = f"$ {entity}href{{javascript:alert(1)}}{{x}} $"
    assert "\\href" not in sanitize.html(text)
    assert "\\href" not in markdown2html(sanitize.markdown(text)).replace("&amp;", "&")
    assert entity not in sanitize.markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d, 3 <4",
        "**bold** *it* `code` [link](https://example.org) <3",
        "$x < y$ and $$\\frac{a}{b} \\begin{cases} 1 \\\\ 2 \\end{cases}$$",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "1. one\n2. two\n\n> quoted\n\n# heading\n\n---",
        f"![a picture]({PICTURE}) ![mine](attachment:photo-1.png)",
        "`a & b`, fish & chips",
    ],
)
def test_harmless_markdown_is_as_it_was(text):
    assert sanitize.markdown(text, ["photo-1.png"]).replace("\u200b", "") == text


def test_a_picture_that_the_cell_does_not_bring_along_is_none():
    text = "![mine](attachment:photo-1.png)"
    assert sanitize.markdown(text, ["photo-2.png"]) == "! [mine] (attachment:photo-1.png)"


@pytest.mark.parametrize(
    "text", ["# answer_why", "> - ## answer_why ##", "answer_why\n===", "> answer_why\n> ---"]
)
def test_a_heading_gives_no_element_a_name_of_ours(text):
    assert 'id="answer_why"' in markdown2html(text)
    assert 'id="answer_why"' not in markdown2html(sanitize.markdown(text))


def test_harmless_html_is_as_it_was():
    page = f'<table border="1"><tr><td colspan="2">1 &lt; 2</td></tr></table><img src="{PICTURE}">'
    assert sanitize.html(page).replace("<tbody>", "").replace("</tbody>", "") == page


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("plain µ ❤\n\ttext", "plain µ ❤\n\ttext"),
        ("\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m"),
        ("a\x1b[2Jb\x1b[1;1Hc", "abc"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]52;c;cm0gLXJm\x1b\\b", "ab"),
        ("a\x1bPpayload\x1b\\b", "ab"),
        ("a\x9b2Jb\x00\x08", "a2Jb"),
        ("10 %\r20 %\rdone\r\nnext", "done\nnext"),
        ("end\x1b", "end"),
    ],
)
def test_what_was_printed_moves_no_cursor(printed, shown):
    assert sanitize.terminal(printed) == shown


@given(st.text())
def test_a_line_is_one_line_of_what_can_be_seen(text):
    assert sanitize.one_line(text).isprintable()
    assert len(sanitize.one_line(text)) == len(text)


@pytest.mark.parametrize(
    ("mime", "body", "kept"),
    [
        ("image/png", "iVBOR\nw0KGgo=\n", "iVBORw0KGgo="),
        ("image/png", '"><script>alert(1)</script>', None),
        ("image/png", "", None),
        ("image/svg+xml", "<svg onload='x'/>", "PHN2ZyBvbmxvYWQ9J3gnLz4="),
    ],
)
def test_a_picture_is_base64_and_nothing_else(mime, body, kept):
    assert sanitize.picture(mime, body) == kept


@pytest.mark.parametrize(
    "clean", [sanitize.html, sanitize.markdown, sanitize.terminal, sanitize.latex]
)
@pytest.mark.parametrize("piece", ["<", "![", "](", "\x1b]", "\r", "&", "\\begin{a}", "[", "<a "])
def test_no_text_takes_long(clean, piece):
    started = time.process_time()
    markdown2html(clean(piece * 200)) if clean is sanitize.markdown else None
    clean(piece * 50_000)
    assert time.process_time() - started < 5
