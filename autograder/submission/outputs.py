"""Outputs of cells as a notebook may hold them: text, cut by bytes. No other type passes: many of them run script."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

from autograder.plain_text import plain_lines

CELL_OUTPUT = 20_000  # bytes of text kept of one cell's outputs


def output_node(kind: str, **fields: Any) -> NotebookNode:
    """One output of a cell."""
    return NotebookNode(output_type=kind, **fields)


def trimmed(outputs: list[Any], budget: int) -> tuple[list[NotebookNode], int]:
    """Outputs fit for a teacher's browser and disk, and the bytes they take."""
    kept: list[NotebookNode] = []
    text_left, used = min(CELL_OUTPUT, budget), 0

    def cut(text: Any) -> str:
        nonlocal text_left, used
        data = "".join(map(str, text)) if isinstance(text, list) else str(text)
        encoded = data.encode("utf-8", "replace")
        short = plain_lines(encoded[: max(text_left, 0)].decode("utf-8", "ignore"))
        text_left -= len(encoded)
        used += len(short)
        return short if text_left >= 0 else short + f"\n… cut, {len(encoded):,} bytes in all\n"

    for output in outputs:
        if not isinstance(output, dict) or (text_left <= 0 and output.get("output_type") != "error"):
            continue
        match output.get("output_type"):
            case "stream":
                name = "stderr" if output.get("name") == "stderr" else "stdout"
                kept.append(output_node("stream", name=name, text=cut(output.get("text", ""))))
            case "error":
                text_left = max(text_left, 2_000)  # the end of a noisy cell still says why it stopped
                ename, evalue = cut(output.get("ename", "Error"))[:200], cut(output.get("evalue", ""))
                lines = output.get("traceback")
                trace = [cut(line) for line in lines[:50]] if isinstance(lines, list) else []
                kept.append(output_node("error", ename=ename, evalue=evalue, traceback=trace))
            case "display_data" | "execute_result":
                data = output.get("data")
                text = data.get("text/plain") if isinstance(data, dict) else None
                if text is not None:  # as display_data: an execute_result would be read as a score by nbgrader
                    bundle = NotebookNode({"text/plain": cut(text)})
                    kept.append(output_node("display_data", data=bundle, metadata=NotebookNode()))
    return kept, used
