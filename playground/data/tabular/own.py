"""From chosen columns of a table to the points that a network learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.checks import show
from playground.config import MAX_CLASSES, MAX_POINTS, OwnData
from playground.data.tabular.cells import is_gap, parse_number, shorten, sort_key
from playground.data.tabular.choice import Choice, check_choice
from playground.data.tabular.table import Table
from playground.seeding import make_generator

DIGITS = 4
"""Significant digits that are kept of a standardized value."""
SHOWN_LINES = 5
"""Lines that a note names."""


def make_own(table: Table, choice: Choice) -> tuple[OwnData, list[str]]:
    """The chosen columns as points, and sentences that say what was done to them.

    Rows with a gap, or with text where a number should be, are left out; features, and the target of a regression, are
    standardized; of more than `MAX_POINTS` rows a sample is taken, always the same. Rows are
    shuffled, always alike, so that those held out for testing come from everywhere.

    Raises
    ------
    ValueError
        The choice does not fit the table, no row is left, or the target has too few or too many classes.
    """
    check_choice(table, choice)
    names = (*choice.features, choice.target)
    is_regression = choice.task == "regression"
    numeric = names if is_regression else choice.features
    columns = {name: _read_column(table, name, name in numeric) for name in names}
    kept, notes = _find_complete(table, columns)
    values, classes = _encode_target(table, columns[choice.target], choice, kept)
    numbers = np.array([[*(columns[name][i] for name in choice.features), values[i]] for i in kept], dtype=np.float64)
    rows, note = _sample(numbers)
    notes += note
    scaled, centers, scales = _standardize(rows, len(numeric))
    notes.append(_describe_scaling(numeric, centers, scales))
    own = OwnData(
        points=tuple(tuple(row) for row in scaled.tolist()),
        features=choice.features,
        target=(choice.target,),
        classes=classes,
        centers=centers,
        scales=scales,
    )
    return own, notes


def _read_column(table: Table, name: str, is_number: bool) -> list[Any]:
    """Numbers or texts; None for a gap and, where a number is wanted, for anything else."""
    cells = table.column(name)
    if is_number:
        return [parse_number(cell, table.delimiter) for cell in cells]
    return [None if is_gap(cell) else cell for cell in cells]


def _find_complete(table: Table, columns: dict[str, list[Any]]) -> tuple[list[int], list[str]]:
    """Rows with a value in each column, and notes about the others."""
    gaps: list[int] = []
    texts: list[int] = []
    kept: list[int] = []
    indices = {name: table.columns.index(name) for name in columns}
    for i, row in enumerate(table.cells):
        missing = [row[indices[name]] for name, column in columns.items() if column[i] is None]
        group = kept if not missing else gaps if any(map(is_gap, missing)) else texts
        group.append(i)
    notes = [
        f"{_count_rows(len(group))} left out, with {reason}: {_name_lines(table, group)}."
        for group, reason in ((gaps, "a gap"), (texts, "text or too large a number where a number should be"))
        if group
    ]
    if not kept:
        raise ValueError(
            f"no row has a value in each of the columns {', '.join(map(repr, columns))}; "
            "accepted: columns without so many gaps"
        )
    return kept, notes


def _count_rows(n: int) -> str:
    return "1 row is" if n == 1 else f"{n:,} rows are"


def _name_lines(table: Table, rows: Sequence[int]) -> str:
    shown = ", ".join(f"{table.lines[i]:,}" for i in rows[:SHOWN_LINES])
    more = ", …" if len(rows) > SHOWN_LINES else ""
    return f"line{'s' if len(rows) > 1 else ''} {shown}{more}"


def _encode_target(
    table: Table, target: list[Any], choice: Choice, kept: list[int]
) -> tuple[list[Any], tuple[str, ...]]:
    """The targets as numbers, and the names of their classes; 1 and 1.0 are the same class."""
    if choice.task == "regression":
        return target, ()
    numbers = [None if cell is None else parse_number(cell, table.delimiter) for cell in target]
    keys = [cell if number is None else number for cell, number in zip(target, numbers, strict=True)]
    texts: dict[Any, str] = {}
    for i in kept:
        texts.setdefault(keys[i], target[i])
    if not 2 <= len(texts) <= MAX_CLASSES:
        values = "one value" if len(texts) == 1 else f"{len(texts):,} different values"
        other = "another target, or a regression" if isinstance(keys[kept[0]], float) else "another target"
        raise ValueError(
            f"the target {show(choice.target)} has {values}; accepted: 2 to {MAX_CLASSES} classes, so choose {other}"
        )
    ordered = sorted(texts, key=lambda key: (0, key, []) if isinstance(key, float) else (1, 0.0, sort_key(key)))
    classes: list[str] = []
    for key in ordered:
        classes.append(shorten(texts[key], taken=classes))
    index = {key: k for k, key in enumerate(ordered)}
    return [index.get(key) for key in keys], tuple(classes)


def _sample(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], list[str]]:
    order = make_generator(0, "data/rows").permutation(len(rows))[:MAX_POINTS]
    n = len(rows)
    notes = [f"{MAX_POINTS:,} of {n:,} rows are taken: a random sample, always the same."] if n > MAX_POINTS else []
    return rows[order], notes


def _standardize(
    rows: NDArray[np.float64], n_columns: int
) -> tuple[NDArray[np.float64], tuple[float, ...], tuple[float, ...]]:
    """The first columns minus their means, divided by their standard deviations; of a constant one by 1."""
    centers, scales = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    columns = rows[:, :n_columns]
    means, deviations = columns.mean(axis=0), columns.std(axis=0)
    # Rounding alone makes the mean of equal numbers differ from them.
    is_constant = deviations <= 1e-12 * np.abs(columns).max(axis=0)
    centers[:n_columns] = np.where(is_constant, columns[0], means)
    scales[:n_columns] = np.where(is_constant, 1.0, deviations)
    scaled = (rows - centers) / scales
    rounded = [[float(f"{value:.{DIGITS}g}") for value in row] for row in scaled.tolist()]
    return np.array(rounded), tuple(centers.tolist()), tuple(scales.tolist())


def _describe_scaling(names: Sequence[str], centers: Sequence[float], scales: Sequence[float]) -> str:
    parts = [f"{name} minus {c:.4g}, divided by {s:.4g}" for name, c, s in zip(names, centers, scales, strict=False)]
    return f"Standardized: {'; '.join(parts)}."
