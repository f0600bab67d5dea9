"""Any LaTeX becomes a formula of harmless elements, or stays text."""

import re
from html.parser import HTMLParser

from fuzzing import fuzzed
from hypothesis import given
from hypothesis import strategies as st

from autograder.pages.mathml import as_mathml, with_formulas

WORDS = r"""
\frac \text{ \href{ \style{ \class{ \unicode{ \color{ \rule{ \hspace{ \raise \mbox{ \verb|
\begin{array}{ \end{array} \begin{align} \end{align} \left \right \sqrt \not \genfrac
{ } ^ _ & \\ $ $$ < > " ' &lt; &#60; x 1 ( ) [ ] | \( \) \[ \] em -99em javascript:
<script> </math> <!-- ]]> onerror=y
"""
PIECES = (*WORDS.split(), "<img src=x onerror=y>", "\0", "\x1b", " ")
LATEX = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join)
TAGS = re.compile("m[a-z]+|code")


class Seen(HTMLParser):
    """What a piece of HTML is made of."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= dict(attrs)

    def handle_comment(self, data):
        self.tags.add("a comment")


def harmless(html):
    seen = Seen(html)
    assert all(TAGS.fullmatch(tag) for tag in seen.tags), seen.tags
    assert not {"href", "style", "class", "id", "src"} & set(seen.attributes)
    assert not [name for name in seen.attributes if name.startswith("on")]
    assert "-99em" not in seen.attributes.values()


@fuzzed(1)
@given(LATEX)
def test_a_formula_is_harmless(latex):
    harmless(as_mathml(latex, block=True))


@fuzzed(1)
@given(LATEX)
def test_a_text_with_formulas_is_harmless(text):
    harmless(with_formulas(text, as_mathml))
