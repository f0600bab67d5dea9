"""What a cell showed, merged: only what nbformat knows, safe, no more than a page can bear."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder import sanitize
from autograder.limits import Limits

_CUT = "\n… more was shown, and cut here …\n"
_TEXTS = {
    "text/html": sanitize.html,
    "text/latex": sanitize.latex,
    "text/markdown": sanitize.markdown,
    "text/plain": sanitize.terminal,
}
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")


def trusted(raw: Any, limits: Limits, room: int) -> list[NotebookNode]:
    """Build a cell's outputs anew.

    Parameters
    ----------
    raw
        Anything: student code may have had its hands on it. What is not an output is left out.
    limits
        How much may be shown.
    room
        How many characters may be shown.
    """
    outputs: list[NotebookNode] = []
    for item in raw if isinstance(raw, list) else ():
        output = _output(item, limits.output_text) if isinstance(item, dict) else None
        if output is None:
            continue
        room -= length(output)
        if room < 0 or len(outputs) == limits.outputs:
            return [*outputs, *too_large()]
        outputs.append(output)
    return outputs


def too_large() -> list[NotebookNode]:
    """In place of outputs that did not fit through to us."""
    return [new_output("stream", name="stdout", text=_CUT)]


def length(output: NotebookNode) -> int:
    """Characters in an output."""
    texts = [*output.get("data", {}).values(), *output.get("traceback", ())]
    return sum(map(len, texts)) + len(output.get("text", "")) + len(output.get("evalue", ""))


def _output(item: dict[Any, Any], most: int) -> NotebookNode | None:
    kind = item.get("output_type")
    match kind if isinstance(kind, str) else None:
        case "stream":
            name = "stderr" if _text(item.get("name"), most) == "stderr" else "stdout"
            text = sanitize.terminal(_text(item.get("text"), most))
            return new_output("stream", name=name, text=text)
        case "error":
            lines = item.get("traceback")
            lines = lines[-100:] if isinstance(lines, list) else []
            return new_output(
                "error",
                ename=sanitize.one_line(_text(item.get("ename"), 200)),
                evalue=sanitize.terminal(_text(item.get("evalue"), 10_000)),
                traceback=[sanitize.terminal(_text(line, 10_000)) for line in lines],
            )
        case "display_data":
            return new_output("display_data", data=_data(item, most), metadata=_sizes(item))
        case "execute_result":
            count = item.get("execution_count")
            return new_output(
                "execute_result",
                data=_data(item, most),
                metadata=_sizes(item),
                execution_count=count if type(count) is int and count >= 0 else None,
            )
    return None


def _data(item: dict[Any, Any], most: int) -> dict[str, str]:
    """What is text or a picture; scripts, widgets and the like are left out."""
    bundle = item.get("data")
    data: dict[str, str] = {}
    for mime, body in bundle.items() if isinstance(bundle, dict) else ():
        if not isinstance(body, str) or not isinstance(mime, str):
            continue
        if mime in _TEXTS:
            data[mime] = _TEXTS[mime](_text(body, most))
        elif mime in _PICTURES and (body := sanitize.picture(mime, body)):
            data[mime] = body
    if svg := data.pop("image/svg+xml", None):
        data.setdefault("text/html", f'<img alt="Figure" src="data:image/svg+xml;base64,{svg}">')
    return data


def _sizes(item: dict[Any, Any]) -> dict[str, dict[str, float]]:
    """Of the metadata, only how large a picture wants to be."""
    metadata = item.get("metadata")
    return {
        mime: {side: size[side] for side in ("width", "height") if _is_size(size.get(side))}
        for mime, size in (metadata.items() if isinstance(metadata, dict) else ())
        if mime in _PICTURES and isinstance(size, dict)
    }


def _is_size(value: Any) -> bool:
    return type(value) in (int, float) and 0 < value < 10_000


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        return ""
    return value if len(value) <= most else value[:most] + _CUT
