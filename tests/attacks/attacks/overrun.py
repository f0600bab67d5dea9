"""Exhaust the grader's patience: with output, answers, frames, errors, and calls of its own."""

from .exhaust import TIME, alone
from .kit import ALL, SANDBOXED, Attack, all_doing, code, notebook, right


def _answering(name: str, tries: str, body: str, before: str = "pass", **more: object) -> Attack:
    """An attack by what the answers do."""
    made = notebook(code(SANDBOXED + before), answers=all_doing(body))
    return Attack(name, tries, made, **more)


def _lending(name: str, tries: str, body: str, **more: object) -> Attack:
    """An attack by what is done with a function that the grader lends."""
    made = notebook(answers={"total": f"def total(values):\n    {body}"})
    return Attack(name, tries, made, **more)


_OUTPUTS = """
from IPython.display import display
for n in range(100_000):
    display(n)
"""
_WIDE = """
from IPython.display import display
display({"text/" + "x" * 10**7: "", "text/plain": "y" * 3 * 10**7}, raw=True)
display({f"text/{n}": "x" for n in range(10**6)}, raw=True)
"""
_FRAME = """
import os, struct, time
os.write(3, struct.pack("!II", {}))
while True:
    os.write(3, b" ")
    time.sleep(0.01)
"""
_NESTED = """
import json, os, struct
text = {}
os.write(3, struct.pack("!II", len(text), 0) + text)
"""
_ODD_ERROR = """
class Odd(Exception):
    def __str__(self): return str(self) + "x"
    __repr__ = __str__
    @property
    def __class__(self): raise Odd
    @property
    def __traceback__(self): raise Odd
raise Odd
"""
_DEEP = "value = []\nfor _ in range(10**6):\n    value = [value]"

ATTACKS = (
    alone(
        "prints",
        "Prints without end.",
        "while True: print('x' * 10**6)",
        flagged="was stopped|ended the Python",
    ),
    alone(
        "writes",
        "Writes to its descriptors without end.",
        "import os\nwhile True: os.write(1, b'x' * 10**6)",
    ),
    alone("outputs", "Shows a hundred thousand things.", _OUTPUTS),
    alone("wide", "Shows what has huge and many names.", _WIDE),
    alone("odd-error", "An error that cannot be told.", _ODD_ERROR),
    alone(
        "odd-repr",
        "A value that never ends to be shown.",
        "class X:\n    def __repr__(self):\n        while True: pass\nX()",
        flagged=TIME,
    ),
    alone("huge-frame", "Announces an answer of 4 GB.", _FRAME.format("2**32 - 1, 2**32 - 1")),
    alone("slow-frame", "Answers a byte at a time.", _FRAME.format("9999, 0")),
    alone(
        "deep-frame", "Answers with lists in lists.", _NESTED.format("b'[' * 10**6 + b']' * 10**6")
    ),
    alone(
        "wide-frame",
        "Answers with two million lists.",
        _NESTED.format("b'[' + b'[],' * 10**6 + b'[]]'"),
    ),
    Attack(
        "much-in-all",
        "Each of many cells shows as much as it may.",
        deserves=ALL,
        submission=right(
            *[code("for n in range(30):\n    print('x' * 190_000)\n    display(n)")] * 6
        ),
    ),
    _answering(
        "slow-answers",
        "Every call takes as long as it may.",
        "import time; time.sleep(300)",
        flagged=".",
    ),
    _answering(
        "deaths",
        "Every call ends the interpreter, and a slow cell has to run again.",
        "import os; os._exit(1)",
        "import time; time.sleep(0.8)",
    ),
    _answering("huge-value", "Returns more memory than there is.", "return np.zeros(10**10)"),
    _answering("large-value", "Returns a hundred megabytes.", "return np.zeros(10**7)"),
    _answering("deep-value", "Returns lists in lists.", "return value", _DEEP),
    _answering("wide-value", "Returns a million lists.", "return [[]] * 10**6"),
    _answering(
        "odd-shape",
        "Returns an array that fills memory with any other.",
        "return np.zeros((8_000_000, 1))",
    ),
    _answering(
        "long-error",
        "Raises an error with a message of 50 MB.",
        "raise ValueError('x' * 50_000_000)",
    ),
    _lending("calls-back", "Calls a lent function without end.", "while True: double(1)"),
    _lending(
        "calls-back-much",
        "Calls a lent function with huge arrays.",
        "while True: double(np.zeros(7_000_000))",
    ),
    _lending(
        "calls-back-oddly",
        "Calls a lent function with what it cannot bear.",
        "for a in ([[1], 'x'], {}, double, 'x' * 10**7, [[]] * 10**5, float('nan')):\n"
        "        try: double(a)\n        except RuntimeError: pass",
    ),
)
