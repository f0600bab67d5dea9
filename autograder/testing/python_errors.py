"""Help with Python's own errors: what to look for where its message does not say it."""

import re

from autograder.sandbox.reasons import Reason, StudentError

_ONE_NUMBER = (
    "A function that takes one number was given a whole array: those of `math`, `float` and `int` "
    "do, but numpy's functions take arrays, too."
)
_NOT_WHOLE = (
    "A number that must be whole is not: a number of samples or an index. `round` makes it whole, "
    "and `//` divides without a remainder."
)
_NO_INDEX = (
    "An index that must be a whole number is not: `round` makes it whole. Or is it a name? Then an "
    "array stands where the dictionary should: compare the order of the arguments."
)
_UNPACKING = (
    "There are not as many names on the left of `=` as values on the right: how many does the "
    "function return?"
)
_TOO_FAR = (
    "An index runs past the end: n values have the indices 0 to n - 1. Where does the loop end, "
    "and what is added to its index?"
)
_EMPTY = (
    "There is nothing in this {}, so no index is right: when is it empty, and what is to be done "
    "then?"
)
_NO_VALUE = (
    "A name is used before it has a value. Is it spelled as in the line that sets it, and is that "
    "line reached first, whatever an `if` decides?"
)
_LENGTHS = "Two arrays of different lengths are combined: both must have the same number of values."
_MASK = (
    "An index of True and False picks another number of values than there is room for: use the "
    "same one on both sides of `=`."
)
_INFINITY = "A number has run off to infinity: is the sign of a rate of change wrong?"
_TEXT = "A text stands where a number is needed: numbers are written without quotation marks."
_NONE = (
    "One of the values is None: that is what a function without a `return` line gives, one whose "
    "`if` is not met, and an argument whose default is None."
)

# The exception's name, what is in its message, and what helps. The first that fits is taken.
_HELP = (
    (
        "TypeError",
        r"for \^|bitwise_xor",
        "In Python `^` is not a power: write x**2 for x squared.",
    ),
    ("TypeError", r"converted to Python scalars|size-1 arrays|length-1 arrays", _ONE_NUMBER),
    (
        "ValueError",
        r"truth value of an array",
        "An `if` can ask about one number, not about a whole array: `np.where` and masks do that.",
    ),
    (
        "TypeError",
        r"'(function|method|builtin_function_or_method)' object is not subscriptable",
        "Square brackets pick a value; a function is called with round ones.",
    ),
    ("TypeError", r"'NoneType'|\bNoneType\b", _NONE),
    (
        "TypeError",
        r"not subscriptable|invalid index to scalar",
        "Square brackets pick one of several values; here there is only one.",
    ),
    (
        "TypeError",
        r"object is not callable",
        "Round brackets call a function, and this is none: square brackets pick a value, and a "
        "product needs its `*`. Or has a function's name been given to a value?",
    ),
    (
        "TypeError",
        r"multiply sequence by non-int|'list'|not list",
        "Arithmetic works on arrays, not on lists: make the list an array with `np.array` first.",
    ),
    (
        "TypeError",
        r"'tuple'|not tuple",
        "A function that returns several values gives them all in a tuple: take them apart, as in "
        "`first, second = f(x)`.",
    ),
    (
        "TypeError",
        r"'(function|method|builtin_function_or_method|numpy.ufunc)'|not function",
        "A function stands where its value is needed: call it, with its arguments in brackets.",
    ),
    ("TypeError", r"unhashable type: 'slice'", "A dictionary has no order: pick a value by name."),
    (
        "TypeError",
        r"'dict'|not dict",
        "A whole dictionary stands where a number is needed: pick one of its values by name.",
    ),
    (
        "TypeError",
        r"indices must be integers or slices, not str",
        "A list is read by number; only a dictionary is read by name.",
    ),
    ("TypeError", r"indices must be integers or slices, not float", _NOT_WHOLE),
    ("TypeError", r"interpreted as an integer|a single integer", _NOT_WHOLE),
    (
        "TypeError",
        r"'str'|concatenate str|must be real number, not str",
        _TEXT,
    ),
    (
        "TypeError",
        r"not supported for the input types",
        "A function of numpy is given something that is no number, such as a text or a list of "
        "different things.",
    ),
    (
        "TypeError",
        r"missing \d+ required positional|takes .* positional arguments? but|unexpected keyword",
        "A function is called with other arguments than it was defined with: compare the call with "
        "the line that begins with `def`.",
    ),
    (
        "TypeError",
        r"not iterable|has no len|cannot unpack",
        "Several values are needed here, and there is only one number.",
    ),
    ("ValueError", r"values to unpack", _UNPACKING),
    ("ValueError", r"could not be broadcast together", _LENGTHS),
    ("ValueError", r"boolean array indexing", _MASK),
    ("IndexError", r"boolean index did not match", _MASK),
    (
        "ValueError",
        r"inhomogeneous",
        "Things of different lengths cannot be made one array: are they to be kept apart?",
    ),
    (
        "ValueError",
        r"array element with a sequence|broadcast input array",
        "Several values are written into the place of one: is an index missing, or too much?",
    ),
    (
        "ValueError",
        r"negative dimensions|must be non-negative",
        "The number of values of an array has come out negative: what is it computed from?",
    ),
    ("ValueError", r"convert string to float", _TEXT),
    ("UFuncTypeError", r"'<U", _TEXT),
    (
        "ValueError",
        r"math domain error",
        "`math` is asked for the logarithm or the root of a number that has none: which sign does "
        "it have?",
    ),
    ("OverflowError", r"", _INFINITY),
    (
        "IndexError",
        r"index (-?\d+) is out of bounds .* size 0|\bempty\b",
        _EMPTY.format("array"),
    ),
    (
        "IndexError",
        r"index (\d+) is out of bounds .* size \1$",
        "An index is one too large: n values have the indices 0 to n - 1.",
    ),
    ("IndexError", r"out of bounds|out of range", _TOO_FAR),
    ("IndexError", r"only integers, slices", _NO_INDEX),
    (
        "IndexError",
        r"invalid index to scalar|too many indices",
        "There are more indices in the square brackets than the value has dimensions.",
    ),
    (
        "ZeroDivisionError",
        r"",
        "Something is divided by zero: which value below the fraction bar is 0, and for which "
        "arguments?",
    ),
    ("UnboundLocalError", r"", _NO_VALUE),
    ("NameError", r"", _NO_VALUE),
    (
        "KeyError",
        r"^\d+$",
        "A dictionary is read by name, not by number.",
    ),
    (
        "KeyError",
        r"",
        "The dictionary has no value of this name: compare it, capital letters as well, with the "
        "names in the text.",
    ),
    ("AttributeError", r"'NoneType'", _NONE),
    (
        "AttributeError",
        r"'list' object",
        "A list cannot do what an array can: make it an array with `np.array` first.",
    ),
    (
        "AttributeError",
        r"'numpy.ndarray' object has no attribute 'append'",
        "An array cannot grow: make it as long as it has to be, or append to a list.",
    ),
    ("RecursionError", r"", "The function calls itself over and over, and nothing ends that."),
)


def help_with(error: StudentError) -> str | None:
    """What to look for after an exception, in words for students; None if its message says it."""
    if error.reason is not Reason.EXCEPTION:
        return None
    if error.message == "list index out of range" and _asks_for_an_end_only(error.line):
        return _EMPTY.format("list")
    for name, pattern, words in _HELP:
        if error.name == name and re.search(pattern, error.message):
            return words
    return None


def _asks_for_an_end_only(line: str) -> bool:
    """Whether each index in a line is 0 or -1, which every list has that is not empty."""
    others = re.sub(r"\[\s*(0|-1)\s*\]", "", line)
    return others != line and all(":" in index for index in re.findall(r"\[([^]]*)\]", others))
