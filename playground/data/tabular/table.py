"""Table: the cells of a CSV file, all of them text."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from playground.checks import show
from playground.data.tabular.cells import parse_number, shorten

MAX_BYTES = 2_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 64
DELIMITERS = {"\t": "tab", ";": "semicolon", ",": "comma"}

_SAMPLE = 20  # lines that tell the delimiter
Line = tuple[int, list[str]]  # where in the file, and the cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What a CSV file says.

    Parameters
    ----------
    columns : tuple of str
        Name of each column: unique, not empty, at most 32 characters.
    cells : tuple of tuple of str
        Row after row, without spaces at either end; every row is as long as `columns`.
    lines : tuple of int
        Where in the file each row ends, counted from 1.
    delimiter : str
        A key of `DELIMITERS`.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of one column, from top to bottom.

        Raises
        ------
        ValueError
            There is no such column.
        """
        if name not in self.columns:
            raise ValueError(f"the column is {show(name)}; accepted: {', '.join(map(repr, self.columns))}")
        at = self.columns.index(name)
        return tuple(row[at] for row in self.cells)


def read_table(data: bytes) -> Table:
    """The table of a CSV file: UTF-8, or UTF-16 with its mark; commas, semicolons or tabs between cells.

    The first row names the columns unless it holds a number; without names they are "column 1" and so on.

    Raises
    ------
    ValueError
        The file is empty or too large, not text, not a table of at least two columns, or without rows.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"the file has {len(data):,} bytes; accepted: at most {MAX_BYTES:,}")
    text = _decode(data)
    if not re.search(r'[^\s,;"]', text):
        what = "nothing but delimiters" if text.strip() else "empty"
        raise ValueError(f"the file is {what}; accepted: a table of at least two columns")
    delimiter = _find_delimiter(text)
    (line, first), *rest = _read_rows(text, delimiter)
    if len(first) < 2:
        raise ValueError(
            f"the table has one column ({show(first[0])}); "
            "accepted: at least two, with commas, semicolons or tabs between them"
        )
    has_header = all(parse_number(cell, delimiter) is None for cell in first)
    columns = _name_columns(first if has_header else [""] * len(first))
    rows = rest if has_header else [(line, first), *rest]
    if not rows:
        raise ValueError(f"the table has its header {show(first)} only; accepted: rows of data below it")
    cells, lines = tuple(tuple(row) for _, row in rows), tuple(line for line, _ in rows)
    return Table(columns=columns, cells=cells, lines=lines, delimiter=delimiter)


def _decode(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1:,} is 0x{data[error.start]:02x}"
        raise ValueError(f"the file is not {encoding[:6].upper().rstrip('-')} text: {place}; {_SAVE_AS}") from None
    if "\0" in text:
        raise ValueError(f"the file is no text: character {text.index(chr(0)) + 1:,} is NUL; {_SAVE_AS}")
    return text


_SAVE_AS = "accepted: a CSV file in UTF-8, as spreadsheets save it under 'CSV UTF-8'"


def _find_delimiter(text: str) -> str:
    """The one that parts the first lines into equally many cells; failing that, into the most."""

    def judge(delimiter: str) -> tuple[bool, int]:
        try:
            widths = [len(row) for _, row in islice(_parse(text, delimiter), _SAMPLE)]
        except ValueError:  # a cell that is too long, since it ends at another delimiter
            return False, 0
        return min(widths) == max(widths) > 1, max(widths) if min(widths) < max(widths) else 0

    # The first of the best: a decimal comma stands in every cell as steadily as a comma between cells.
    return max(DELIMITERS, key=judge)


def _read_rows(text: str, delimiter: str) -> list[Line]:
    rows: list[Line] = []
    lines = _parse(text, delimiter)
    for line, row in lines:
        if len(row) > MAX_COLUMNS:
            raise ValueError(f"line {line:,} has {len(row):,} cells; accepted: at most {MAX_COLUMNS} columns")
        if rows and len(row) != len(rows[0][1]):
            raise ValueError(
                f"line {line:,} has {len(row):,} cells; accepted: {len(rows[0][1])}, as in line {rows[0][0]:,}"
            )
        if len(rows) > MAX_ROWS:
            n_rows = len(rows) + 1 + sum(1 for _ in lines)
            raise ValueError(f"the table has {n_rows:,} rows; accepted: at most {MAX_ROWS:,}")
        rows.append((line, row))
    return rows


def _parse(text: str, delimiter: str) -> Iterator[Line]:
    """Rows that are not blank, with the lines that they end in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if row and (len(row) > 1 or row[0].strip()):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise ValueError(
            f"line {reader.line_num:,} is no row of a table ({error}); accepted: cells of at most "
            f"{csv.field_size_limit():,} characters, quotes closed"
        ) from None


def _name_columns(cells: list[str]) -> tuple[str, ...]:
    names: list[str] = []
    for i, cell in enumerate(cells, start=1):
        names.append(shorten(cell or f"column {i}", taken=names))
    return tuple(names)
