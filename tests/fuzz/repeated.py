"""Texts of one piece many times over, and whether work on them grows faster than they do."""

import time
from collections.abc import Callable, Mapping

from autograder.limits import SHOWN_LINE

UNITS = (
    *("\n", " \n", "\t\n", " ", "\t", "\f", "\v", "\r", " \r", "\u2028", "\f\n", "\\\n", "\\"),
    *("'", '"', '"""', "'''", '"""\n', "r'", 'rb"', "'\\N{", "f'{", 'f"""{', "f'{a:", "f'{{"),
    *("(", ")", "[", "]", "{", "}", "{{", "{a!r:", "<", "&", "<a ", "<!--", "&#", "$", "$$"),
    *("a.", ".", "..", "*", "a*", ",", ";", ":", "a: ", "->", ":=", "~", "=", "-", "@", "@a.", "/"),
    *("%", "%0", "%(a", "%s%", "%l ", "%%x\n", "!", "!x\n", "?", "a?", "? ", "#", "#\n", "`", "|"),
    *("0", "0x", "1_", "1.", "1e", "1e1", "_", "__", "a", "a ", "a\n", "x = 1\n", "é", "𝒳", "…"),
    *("\u0301", "if:", "else", "not in ", "print(", "True ", "import ", "import a.", "import a, "),
    *("from ", "from .", "from a.", "from \\", "as ", "nonlocal a, ", "match ", "match x", "_ "),
    *("case _", "case  x _", "class ", "def ", "def a", "lambda ", "async ", "\\x", "\\u", "\x1b["),
    *("\x1b]", "# ", "# %% ", ">>>>>>> ", '"outputs": [', "data:", "\\begin{a}", "](", "](data:"),
)
_LINEAR, _GENEROUS = 4, 2.2
_NOISE = 0.1  # s: what takes less is no harm


def grown(
    work: Callable[[str], object], texts: Mapping[str, Callable[[int], str]], size: int
) -> dict[str, str]:
    """For which texts work takes clearly longer than four times as long on four times as much.

    Parameters
    ----------
    work
        What is measured, in CPU time.
    texts
        By name what makes a text of about so many characters.
    size
        Of the smaller text.

    Returns
    -------
    dict of str to str
        How long, by name.
    """
    told = {name: _too_fast(work, text, size) for name, text in texts.items()}
    return {name: how for name, how in told.items() if how}


def _too_fast(work: Callable[[str], object], text: Callable[[int], str], size: int) -> str:
    short, long = text(size), text(_LINEAR * size)
    took = 0.0, 0.0
    for _ in range(3):  # once may have been somebody else's doing
        took = _seconds(work, short), _seconds(work, long)
        if took[1] < max(_NOISE, _LINEAR * _GENEROUS * took[0]):
            return ""
    return f"{took[0]:.2f} s for {len(short)} characters, {took[1]:.2f} s for {len(long)}"


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started


def repeated(unit: str, before: str = "x = 1\n", after: str = "") -> Callable[[int], str]:
    """Makes a text of one piece, with something around it, in lines as long as lines are shown."""
    line = unit * (SHOWN_LINE // len(unit))
    lines = f"{line}\n" if "\n" not in unit else line
    return lambda size: before + (lines * (1 + size // len(lines)))[:size] + after
