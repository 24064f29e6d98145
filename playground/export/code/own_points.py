"""Own points: the reader's own rows, written out.

Names of columns and classes come from files and links. They stand in comments only, quoted by `repr`: no line break in
a name can end the comment.
"""

from __future__ import annotations

from collections.abc import Sequence

from playground.config import OwnData
from playground.data import Header
from playground.export.code.job import Job
from playground.export.code.script import WIDTH, write_comment

INDENT = "    "


def write_own(job: Job) -> str:
    """All points as rows of an array, and what their columns mean."""
    own = job.experiment.data.own
    return (
        write_comment(_describe(job.header))
        + f"points = np.array([\n{_write_rows(own)}])\n"
        + f"X, y = points[:, :-1], points[:, -1]{'.astype(int)' if own.classes else ''}\n"
    )


def _describe(header: Header) -> str:
    """The names of the columns, of the classes, and how values were standardized."""
    columns = (*header.features, header.target)
    text = f"Columns: {', '.join(map(repr, columns))}."
    if header.class_names:
        text += f" Classes: {', '.join(f'{k} is {name!r}' for k, name in enumerate(header.class_names))}."
    scaled = [
        f"{name!r} minus {center:.4g}, divided by {scale:.4g}"
        for name, center, scale in zip(columns, header.centers, header.scales, strict=True)
        if (center, scale) != (0.0, 1.0)
    ]
    return f"{text} Standardized: {'; '.join(scaled)}." if scaled else text


def _write_rows(own: OwnData) -> str:
    """As many rows in a line as fit."""
    rows = [_write_row(row, bool(own.classes)) for row in own.points]
    n = max(1, (WIDTH - len(INDENT)) // (max(map(len, rows)) + 1))
    return "".join(f"{INDENT}{' '.join(rows[i : i + n])}\n" for i in range(0, len(rows), n))


def _write_row(row: Sequence[float], has_class: bool) -> str:
    target = int(row[-1]) if has_class else row[-1]
    return f"({', '.join(map(str, (*row[:-1], target)))}),"
