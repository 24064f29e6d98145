"""What the text of one cell stands for."""

from __future__ import annotations

import re
from collections.abc import Collection

MAX_LABEL = 32
LARGEST = 1e15
GAPS = {"", "?", "na", "n/a", "nan", "null"}

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def is_gap(cell: str) -> bool:
    """Whether the cell says that nothing is known."""
    return cell.lower() in GAPS


def parse_number(cell: str, delimiter: str) -> float | None:
    """The number that a cell holds; None for a gap, for text, and for numbers above 1e15 in size.

    Where commas are not between cells, one may stand for the decimal point.
    """
    if delimiter != "," and "." not in cell:
        cell = cell.replace(",", ".", 1)
    if len(cell) > 40 or not _NUMBER.fullmatch(cell):
        return None
    value = float(cell)
    return value if abs(value) <= LARGEST else None


def shorten(text: str, taken: Collection[str] = ()) -> str:
    """A label of printable characters, at most 32, and none that is taken."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split()) or "(blank)"
    label, n = _cut(text, MAX_LABEL), 1
    while label in taken:
        n += 1
        label = f"{_cut(text, MAX_LABEL - len(f' ({n})'))} ({n})"
    return label


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def sort_key(text: str) -> list[tuple[bool, int, str]]:
    """Orders labels as people do: class 2 before class 10."""
    parts = re.split(r"(\d{1,18})", text.casefold(), flags=re.ASCII)
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts if part]
