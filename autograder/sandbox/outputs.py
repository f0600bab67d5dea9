"""What a cell showed, merged: only what nbformat knows, safe, no more than a page can bear."""

from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder import sanitize
from autograder.limits import (
    ALT_CHARACTERS,
    FORMULA_MARKS,
    OUTPUT_CHARACTERS,
    PICTURE_PIXELS,
    PICTURE_SIDE,
    PIXELS_TO_A_CHARACTER,
    TAG_CHARACTERS,
    TEXT_CHARACTERS,
    TRACEBACK_LINE,
    TRACEBACK_LINES,
    Limits,
)

_CUT = "\n… more was shown, and cut here …\n"
_NO_PICTURE = "(A picture that is not shown here: only PNG, JPEG and GIF of a modest size are.)"
_TEXTS = {
    "text/html": lambda text: sanitize.boxed(sanitize.html(text)),
    "text/latex": sanitize.latex,
    "text/markdown": sanitize.markdown,
    "text/plain": sanitize.terminal,
}
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_DRAWING = "image/svg+xml"  # nobody can say what it costs to draw, so nobody has to


@dataclass
class Room:
    """How much a notebook may still show.

    Attributes
    ----------
    left
        Characters. What came in is charged, not what is left of it.
    """

    left: int

    def take(self, characters: int) -> bool:
        """Take some of it; False if there was too little."""
        self.left -= characters
        return self.left >= 0


def trusted(raw: Any, limits: Limits, room: Room) -> list[NotebookNode]:
    """Build a cell's outputs anew.

    Parameters
    ----------
    raw
        Anything: student code may have had its hands on it. What is not an output is left out.
    limits
        How much may be shown.
    room
        What the notebook may still show; it is charged.
    """
    outputs: list[NotebookNode] = []
    for item in raw if isinstance(raw, list) else ():
        if not isinstance(item, dict):
            continue
        if len(outputs) == limits.outputs or not room.take(_cost(item, limits.output_text)):
            return [*outputs, *too_large()]
        if output := _output(item, limits.output_text):
            outputs.append(output)
            room.take(_embedded(output))
    return outputs


def _cost(item: dict[Any, Any], most: int) -> int:
    """What an output costs its grader and its reader, in characters: before anything is done."""
    texts = [_text(item.get("text"), most), _text(item.get("evalue"), TRACEBACK_LINE)]
    texts += [_text(line, TRACEBACK_LINE) for line in _lines(item)]
    cost = OUTPUT_CHARACTERS
    for mime, body in _bundle(item).items():
        cost += TAG_CHARACTERS
        if mime in _TEXTS:
            texts.append(text := _text(body, most))
            cost += (mime == "text/html") * TAG_CHARACTERS * text.count("<")
        elif mime in _PICTURES:
            drawn = min(sanitize.pixels(mime, body), PICTURE_PIXELS)
            cost += len(body) + drawn // PIXELS_TO_A_CHARACTER
    return cost + TEXT_CHARACTERS * sum(map(len, texts))


def _embedded(output: NotebookNode) -> int:
    """What pictures in texts cost: only now can they be told from what looks like them."""
    data = output.get("data", {})
    texts = (data.get(mime, "") for mime in ("text/html", "text/markdown"))
    return sum(map(sanitize.embedded_pixels, texts)) // PIXELS_TO_A_CHARACTER


def _bundle(item: dict[Any, Any]) -> dict[str, str]:
    """The texts among what an output may be shown as."""
    bundle = item.get("data")
    pairs = bundle.items() if isinstance(bundle, dict) else ()
    return {mime: body for mime, body in pairs if isinstance(mime, str) and isinstance(body, str)}


def _lines(item: dict[Any, Any]) -> list[Any]:
    lines = item.get("traceback")
    return lines[-TRACEBACK_LINES:] if isinstance(lines, list) else []


def too_large() -> list[NotebookNode]:
    """In place of outputs that did not fit through to us."""
    return [new_output("stream", name="stdout", text=_CUT)]


def _output(item: dict[Any, Any], most: int) -> NotebookNode | None:
    kind = item.get("output_type")
    match kind if isinstance(kind, str) else None:
        case "stream":
            name = "stderr" if _text(item.get("name"), most) == "stderr" else "stdout"
            text = sanitize.terminal(_text(item.get("text"), most))
            return new_output("stream", name=name, text=text)
        case "error":
            return new_output(
                "error",
                ename=sanitize.one_line(_text(item.get("ename"), 200)),
                evalue=sanitize.terminal(_text(item.get("evalue"), TRACEBACK_LINE)),
                traceback=[sanitize.terminal(_text(line, TRACEBACK_LINE)) for line in _lines(item)],
            )
        case "display_data":
            return new_output(
                "display_data", data=_data(item, most), metadata=_about_pictures(item)
            )
        case "execute_result":
            count = item.get("execution_count")
            return new_output(
                "execute_result",
                data=_data(item, most),
                metadata=_about_pictures(item),
                execution_count=count if type(count) is int and count >= 0 else None,
            )
    return None


def _data(item: dict[Any, Any], most: int) -> dict[str, str]:
    """What is text or a picture; scripts, widgets and the like are left out."""
    bundle = _bundle(item)
    data: dict[str, str] = {}
    for mime, body in bundle.items():
        if mime == "text/latex" and sanitize.formulas(body) > FORMULA_MARKS:
            data.setdefault("text/plain", sanitize.terminal(_text(body, most)))
        elif mime in _TEXTS:
            data[mime] = _TEXTS[mime](_text(body, most))
        elif mime in _PICTURES and (picture := sanitize.picture(mime, body)):
            data[mime] = picture
    if not any(mime in data for mime in _PICTURES) and bundle.keys() & {*_PICTURES, _DRAWING}:
        data["text/plain"] = _NO_PICTURE
    return {mime: body for mime, body in data.items() if body}


def _about_pictures(item: dict[Any, Any]) -> dict[str, dict[str, Any]]:
    """Of the metadata, only how large a picture wants to be, and what it shows, in words."""
    metadata = item.get("metadata")
    return {
        mime: {side: about[side] for side in ("width", "height") if _is_size(about.get(side))}
        | _in_words(about.get("alt"))
        for mime, about in (metadata.items() if isinstance(metadata, dict) else ())
        if mime in _PICTURES and isinstance(about, dict)
    }


def _in_words(alt: Any) -> dict[str, str]:
    if not isinstance(alt, str) or not alt:
        return {}
    cut = "" if len(alt) <= ALT_CHARACTERS else " …"
    return {"alt": sanitize.one_line(alt[:ALT_CHARACTERS]) + cut}


def _is_size(value: Any) -> bool:
    return type(value) in (int, float) and 0 < value <= PICTURE_SIDE


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        return ""
    return value if len(value) <= most else value[:most] + _CUT
