"""What a cell showed, rebuilt here: only what nbformat knows, and no more than a page can bear."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

MAX_BYTES = 10 * 2**20
MAX_OUTPUTS = 1000
MAX_TEXT = 250_000
_CUT = "\n… more was shown, and cut here …\n"


def trusted(told: Any) -> list[NotebookNode]:
    """Build a cell's outputs anew.

    Parameters
    ----------
    told
        Anything: student code may have had its hands on it. What is not an output is left out.
    """
    outputs: list[NotebookNode] = []
    room = MAX_BYTES
    for one in told if isinstance(told, list) else ():
        output = _output(one) if isinstance(one, dict) else None
        if output is None:
            continue
        room -= sum(map(len, output.get("data", {}).values())) + len(output.get("text", ""))
        if room < 0 or len(outputs) == MAX_OUTPUTS:
            return [*outputs, new_output("stream", name="stdout", text=_CUT)]
        outputs.append(output)
    return outputs


def too_large() -> list[NotebookNode]:
    """In place of outputs that did not fit through to us."""
    return [new_output("stream", name="stdout", text=_CUT)]


def _output(one: dict[Any, Any]) -> NotebookNode | None:
    match one.get("output_type"):
        case "stream":
            name = "stderr" if one.get("name") == "stderr" else "stdout"
            return new_output("stream", name=name, text=_text(one.get("text")))
        case "error":
            lines = one.get("traceback")
            lines = lines[-100:] if isinstance(lines, list) else []
            return new_output(
                "error",
                ename=_text(one.get("ename"))[:200],
                evalue=_text(one.get("evalue"))[:10_000],
                traceback=[_text(line)[:10_000] for line in lines],
            )
        case "display_data":
            return new_output("display_data", data=_data(one), metadata=_sizes(one))
        case "execute_result":
            count = one.get("execution_count")
            return new_output(
                "execute_result",
                data=_data(one),
                metadata=_sizes(one),
                execution_count=count if type(count) is int else None,
            )
    return None


def _data(one: dict[Any, Any]) -> dict[str, str]:
    data = one.get("data")
    return {
        mime: _text(body) if mime.startswith("text/") else body
        for mime, body in (data.items() if isinstance(data, dict) else ())
        if isinstance(mime, str) and isinstance(body, str)
    }


def _sizes(one: dict[Any, Any]) -> dict[str, dict[str, float]]:
    """Of the metadata, only how large a picture wants to be."""
    metadata = one.get("metadata")
    return {
        mime: {side: told[side] for side in ("width", "height") if _is_size(told.get(side))}
        for mime, told in (metadata.items() if isinstance(metadata, dict) else ())
        if isinstance(mime, str) and mime.startswith("image/") and isinstance(told, dict)
    }


def _is_size(value: Any) -> bool:
    return type(value) in (int, float) and 0 < value < 10_000


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return value if len(value) <= MAX_TEXT else value[:MAX_TEXT] + _CUT
