"""The course that is attacked: the tiny course with secrets in it, for us or for stock nbgrader."""

import tiny_course
from attacks.kit import find
from nbformat import NotebookNode

# A word of each secret, to be found wherever it should not be.
CANARIES = {
    "hidden tests": "canaryhidden",
    "solution": "canarysolution",
    "marking scheme": "canaryscheme",
    "seed": "canaryseed",
    "gradebook": "canarygradebook",
    "neighbour's work": "canaryneighbour",
    "environment": "canaryenvironment",
    "home": "canaryhome",
    "keyring": "canarykey",
    "network": "canarynetwork",
}
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "single-neuron-models"
c.ClearMarkScheme.enforce_metadata = False
c.Execute.timeout = 6
"""
SHORT_LIMITS = """
c.Limits.cell_seconds = 0.8
c.Limits.call_seconds = 0.4
c.Limits.submission_seconds = 4.0
c.Limits.entries = 300
c.Limits.memory = 512
"""
# What stock nbgrader's own documentation would have an instructor write.
STOCK_TESTS = {
    "test_double": "assert double(3.5) == 7\nassert_allclose(double(np.arange(2)), [0, 2])",
    "test_total": "assert_allclose(total([1.5, 2, 4]), 15.0)",
    "test_half": "assert half(5.0) == 2.5",
}


def source_notebook(grader: str) -> NotebookNode:
    """The instructor's notebook, with secrets in it."""
    made = tiny_course.source_notebook()
    for cell in made.cells:
        for region, secret in (("HIDDEN TESTS", "hidden tests"), ("SOLUTION", "solution")):
            begin = f"### BEGIN {region}\n"
            indent = "    " if region == "SOLUTION" else ""
            cell.source = cell.source.replace(begin, f"{begin}{indent}# {CANARIES[secret]}\n")
    scheme = find(made, "question_why")
    scheme.source = scheme.source.replace("because", f"{CANARIES['marking scheme']} because")
    for name, asserts in STOCK_TESTS.items() if grader == "stock" else ():
        cell = find(made, name)
        begin, end = "### BEGIN HIDDEN TESTS\n", "\n### END HIDDEN TESTS"
        head = cell.source.partition(begin)[0].replace('print("warned", file=sys.stderr)\n', "")
        given = f"# {CANARIES['hidden tests']}\nfrom numpy.testing import assert_allclose\n"
        cell.source = head + begin + given + asserts + end
    return made
