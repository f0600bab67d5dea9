"""Colours of our pages, by day and by night: WCAG AA in both.

Paper is always light, and so are pictures and whatever students coloured themselves.
"""

from pygments.formatters import HtmlFormatter

LIGHT = {
    "page": "#ffffff",
    "text": "#1f2328",
    "quiet": "#57606a",
    "rule": "#d0d7de",
    "empty": "#eaeef2",
    "code": "#f6f8fa",
    "link": "#0550ae",
    "accent": "#0969da",
    "comment": "#f0f6ff",
    "right": "#1a7f37",
    "partly": "#8a5a00",
    "amber": "#bf8700",
    "wrong": "#b3261e",
    "notice": "#fff8e1",
}
DARK = {
    "page": "#0d1117",
    "text": "#e6edf3",
    "quiet": "#a3adb8",
    "rule": "#3d444d",
    "empty": "#2a313c",
    "code": "#161b22",
    "link": "#79c0ff",
    "accent": "#4493f8",
    "comment": "#12233f",
    "right": "#3fb950",
    "partly": "#d29922",
    "amber": "#bf8700",
    "wrong": "#ff7b72",
    "notice": "#2d2410",
}
CODE_IN_THE_DARK = "github-dark"  # a style of Pygments'


def colour(name: str) -> str:
    """A colour for a ``style``: the page's, and by day where the page has none (formgrader)."""
    return f"var(--{name}, {LIGHT[name]})"


def style_sheet() -> str:
    """CSS that gives a page its colours; the reader's system says whether it is day."""
    code = HtmlFormatter(style=CODE_IN_THE_DARK).get_token_style_defs(".highlight")
    return "\n".join(
        [
            f":root {{ color-scheme: light dark; {_variables(LIGHT)} }}",
            "@media print { :root { color-scheme: light; } }",
            "@media screen and (prefers-color-scheme: dark) {",
            f":root {{ {_variables(DARK)} }}",
            *code,
            "img { background: #fff; }",
            ":is(.output_html, .rendered_html):has([style*=color]) {",
            f"  color-scheme: light; padding: .3rem .6rem; {_variables(LIGHT)}",
            "  color: var(--text); background: var(--page); }",
            "}",
        ]
    )


def _variables(palette: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in palette.items())
