"""A matplotlib figure as a picture, with as little work as that takes."""

import functools
import io
from collections.abc import Callable
from typing import Any

_KINDS = ("artists", "collections", "images", "legends", "lines", "patches", "tables", "texts")
_INSIDE = ("child_axes", "subfigs")
_PACKED = {"compress_level": 1}  # more would take twice the time for a tenth of the size


def picture(figure: Any, draw: Callable[..., Any]) -> Any:
    """Make the PNG of a figure; pixel for pixel what `savefig` makes.

    One without axes IPython leaves out, and this one with empty axes, too.

    Parameters
    ----------
    figure
        A figure of matplotlib's.
    draw
        What has `savefig` make it.

    Returns
    -------
    bytes or str
        The picture, in base64 if `draw` makes it so; None if there is nothing to show.
    """
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    if _is_empty(figure):
        return None
    before, drawn = figure.canvas, io.BytesIO()
    canvas = _canvas_class()(figure)
    try:
        if not figure.axes or not isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine):
            return draw(figure, pil_kwargs=_PACKED)
        # In such a layout all has its place. `savefig` would draw it once more, unseen, to see so.
        canvas.print_png(drawn, pil_kwargs=_PACKED)
        return drawn.getvalue()
    finally:
        figure.set_canvas(before)


def _is_empty(figure: Any) -> bool:
    """Whether nobody has drawn or written anything in it."""
    parts = (figure, *figure.axes)
    if any(getattr(part, kind, ()) for part in parts for kind in (*_KINDS, *_INSIDE)):
        return False
    said = ("get_title", "get_xlabel", "get_ylabel", "get_legend")
    return not any(getattr(ax, text)() for ax in figure.axes for text in said)


@functools.cache
def _canvas_class() -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

    # A renderer knows the size of each text it has measured: the next figure has the same numbers.
    renderer = functools.lru_cache(maxsize=1)(RendererAgg)

    class Canvas(FigureCanvasAgg):
        def is_saving(self) -> bool:
            return True

        def get_renderer(self) -> RendererAgg:
            self.renderer = renderer(*self.get_width_height(physical=True), self.figure.dpi)
            return self.renderer

    return Canvas


def read_fonts_once() -> None:
    """Keep a font's tables; for each text, and each time it is laid out, they are asked for."""
    from matplotlib.ft2font import FT2Font

    FT2Font.get_sfnt_table = functools.cache(FT2Font.get_sfnt_table)  # type: ignore
