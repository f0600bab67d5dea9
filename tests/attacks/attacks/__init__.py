"""The attacks: what is handed in, and what it tries. Data only; who grades it is somebody else's.

`tests/attacks/test_attacks.py` hands all of them in to our grader, `benchmarks/attacks.py` to stock
nbgrader as well. To add one, add it to the list of its group.
"""

from . import beside, browser, deceive, draw, exhaust, forge, overrun, parse, quiet, secrets, state
from .kit import Attack

GROUPS: dict[str, tuple[Attack, ...]] = {
    "forge the verdict": forge.ATTACKS + deceive.ATTACKS,
    "read secrets": secrets.ATTACKS,
    "change persistent state": state.ATTACKS,
    "attack the grader through the file it parses": parse.ATTACKS + beside.ATTACKS,
    "exhaust the machine": exhaust.ATTACKS + overrun.ATTACKS,
    "hide from those who read along": quiet.ATTACKS,
    "attack the reader's browser": browser.ATTACKS + draw.ATTACKS,
}
