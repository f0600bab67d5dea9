"""An IPython shell that behaves like a notebook's kernel, its outputs kept as nbformat dicts."""

import base64
import contextlib
import functools
import importlib
import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from matplotlib_inline.config import InlineBackend
from traitlets import Type
from traitlets.config import Config

from autograder.sandbox.inside.alt_text import Described
from autograder.sandbox.inside.picture import read_fonts_once

_WARM = ("numpy", "numpy.random", "scipy", "matplotlib.pyplot")
_FIGURE = """
import matplotlib.pyplot as plt
figure, axes = plt.subplots(layout="constrained")
axes.plot([0, 1], [0, 1], "o-", label="a line")
axes.set(title="a figure", xlabel="x", ylabel="y")
axes.legend()
"""
_ERROR = "raise ValueError('an error')"


class Outputs(list):
    """The outputs of one cell, in the order in which they appeared.

    Parameters
    ----------
    most, most_text
        How many are kept; how many characters of a text are.
    """

    def __init__(self, most: int, most_text: int) -> None:
        super().__init__()
        self.most = most
        self.most_text = most_text

    def append(self, output: dict) -> None:
        """Add an output, unless there are too many."""
        if len(self) <= self.most:  # one more than is shown, so that the cut is seen
            super().append(output)

    def text(self, name: str, text: str) -> None:
        """Add to a stream, joining what follows directly on itself."""
        if not (self and self[-1].get("name") == name):
            self.append({"output_type": "stream", "name": name, "text": ""})
        stream = self[-1]
        if stream.get("name") != name or len(stream["text"]) > self.most_text:
            return
        stream["text"] += text
        # One character more than is shown, so that the cut is seen.
        stream["text"] = stream["text"][: self.most_text + 1]

    def rich(self, kind: str, data: dict, metadata: dict | None, **more: Any) -> None:
        """Add a displayed object; bytes become base64, as in a notebook file."""
        plain = {
            mime: base64.b64encode(body).decode() if isinstance(body, bytes) else body
            for mime, body in data.items()
        }
        self.append({"output_type": kind, "data": plain, "metadata": dict(metadata or {}), **more})


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name = name
        self.outputs = outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.outputs.text(self.name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    outputs: Outputs

    def publish(self, data: dict, metadata: dict | None = None, **_how: Any) -> None:
        self.outputs.rich("display_data", data, metadata)

    def clear_output(self, wait: bool = False) -> None:
        self.outputs.clear()


class _Hook(DisplayHook):
    outputs: Outputs

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self.outputs.rich("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        pass


class Shell(InteractiveShell):
    """`InteractiveShell` with its outputs collected in `outputs`."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    display_pub: _Publisher
    displayhook: _Hook

    def __init__(self, outputs: Outputs, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outputs = outputs
        self.display_pub.outputs = self.displayhook.outputs = self.outputs

    def enable_gui(self, gui: str | None = None) -> None:
        """Nothing to do: `%matplotlib inline` needs no window."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str | None, str]:
        """Let `%matplotlib widget`, `notebook` and `qt` be what `%matplotlib inline` is."""
        return super().enable_matplotlib("inline")

    def _tee(self, channel: str) -> contextlib.AbstractContextManager[None]:
        """Keep no second copy of all that a cell prints, as IPython would in its history."""
        return contextlib.nullcontext()

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(
            {
                "output_type": "error",
                "ename": str(etype.__name__),
                "evalue": _text(evalue),
                "traceback": [str(line) for line in stb],
            }
        )

    def run(
        self,
        source: str,
        *,
        render_figures: bool = True,
        tracebacks: bool = True,
        store_history: bool = True,
    ) -> list[dict[str, Any]]:
        """Run a cell as a notebook would and return its outputs.

        Parameters
        ----------
        source
            The cell's source.
        render_figures
            Whether figures become pictures; drawing them costs more than anything else.
        tracebacks
            Whether an error has its traceback; making one costs more than most cells.
        store_history
            Whether it counts as a cell of the notebook.
        """
        self.InteractiveTB.set_mode(mode="Context" if tracebacks else "Minimal")
        InlineBackend.instance().figure_formats = {"png"} if render_figures else set()
        if render_figures:
            self._put_figures_into_words()
        self.outputs.clear()
        sys.stdout = _Stream("stdout", self.outputs)
        sys.stderr = _Stream("stderr", self.outputs)
        self.run_cell(source, store_history=store_history)
        return list(self.outputs)

    def _put_figures_into_words(self) -> None:
        formatter: Any = self.display_formatter
        if "matplotlib.figure" not in sys.modules or formatter is None:
            return
        pictures = formatter.formatters["image/png"]
        kind = sys.modules["matplotlib.figure"].Figure
        draw = pictures.type_printers.get(kind)
        if isinstance(draw, functools.partial):  # IPython's own
            pictures.for_type(kind, Described(draw))


def _leave_figures_until_shown() -> None:
    """Draw a figure when it is shown, and not at the end of its cell, too, where nobody sees it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg.draw_idle = lambda *_args, **_kwargs: None


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return "(an exception without a message)"


def warm_shell(outputs: int, output_text: int) -> Shell:
    """Make the shell once, with all that every notebook imports already imported.

    Parameters
    ----------
    outputs, output_text
        See `autograder.limits.Limits`.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(outputs=Outputs(outputs, output_text), config=config)
    shell.run("%matplotlib inline")
    for name in _WARM:
        with contextlib.suppress(ModuleNotFoundError):  # the course may not have it
            importlib.import_module(name)
    shell.run(_FIGURE)  # the first one looks for fonts and imports what draws
    shell.run(_ERROR)  # and the first one of these what makes tracebacks
    _leave_figures_until_shown()
    read_fonts_once()
    shell.run(_FIGURE)  # as a notebook's is drawn: Python learns with each how to be quicker
    shell.reset(new_session=True)
    return shell
