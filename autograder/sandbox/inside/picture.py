"""A matplotlib figure as a picture, with as little work as that takes."""

import functools
import io
from typing import Any


def picture(figure: Any) -> bytes | None:
    """Make the PNG of a figure in a constrained layout; pixel for pixel what `savefig` makes.

    In such a layout all has its place. `savefig` would draw it once more, unseen, to find that out.

    Parameters
    ----------
    figure
        A figure of matplotlib's.

    Returns
    -------
    bytes or None
        None if it has another layout, or nothing to show.
    """
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    if not figure.axes or not isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine):
        return None
    before, drawn = figure.canvas, io.BytesIO()
    try:
        # To pack it more tightly takes twice the time for a tenth of the size.
        _canvas_class()(figure).print_png(drawn, pil_kwargs={"compress_level": 1})
    finally:
        figure.set_canvas(before)
    return drawn.getvalue()


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
