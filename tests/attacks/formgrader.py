"""What formgrader would show of each graded notebook: ``python formgrader.py`` in the course."""

import sys
import time
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader


def exporter() -> HTMLExporter:
    """The exporter that nbgrader's `FormgradeExtension` makes."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(Path.cwd())).load_config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    return HTMLExporter(config=config)


def main() -> None:
    """Write the page of each student to ``../formgrader/``."""
    renders = exporter()
    for path in sorted(Path("autograded").glob("*/tiny/tiny.ipynb")):
        student = path.parts[1]
        if student.endswith("_"):  # as in `attacked_class`
            continue
        resources = {
            "assignment_id": "tiny",
            "notebook_id": "tiny",
            "submission_id": "0123456789abcdef",
            "index": 0,
            "total": 1,
            "base_url": "",
            "student": student,
            "last_name": None,
            "first_name": None,
            "notebook_path": str(path),
        }
        page = Path("../formgrader") / f"{student}.html"
        page.parent.mkdir(exist_ok=True)
        started = time.monotonic()
        try:
            page.write_text(renders.from_filename(str(path), resources=resources)[0])
        except Exception as error:
            print(f"{student}: {type(error).__name__}", file=sys.stderr)
        if (took := time.monotonic() - started) > 1:
            print(f"{student}: {took:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
