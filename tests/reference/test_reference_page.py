"""The page about the library: its code runs, prints what it says, and names all that is public."""

import inspect
import re
from pathlib import Path

from matplotlib import pyplot as plt

import reference

PAGE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text()
BLOCKS = re.findall(r"^```(python|text)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_code_of_the_page_prints_what_the_page_says(capsys):
    names = {}
    printed = ""
    for language, block in BLOCKS:
        if language == "text":
            assert printed == block
            continue
        exec(block, names)
        printed = capsys.readouterr().out
        plt.close("all")
    assert [language for language, _ in BLOCKS].count("text") == 2


def test_the_page_names_functions_beside_their_module():
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE)
    assert len(rows) == 17
    for module, cell in rows:
        assert set(re.findall(r"`(\w+)`", cell)) <= set(getattr(reference, module).__all__)


def test_the_page_has_every_public_function_or_its_family():
    family = re.compile("(alpha|beta)_.*|(default_params|simulate)_(aLIF|AdEx|Izhikevich)|dxdt_.*")
    functions = {name for name in reference.__all__ if inspect.isroutine(getattr(reference, name))}
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert not {name for name in functions - named if not family.fullmatch(name)}
