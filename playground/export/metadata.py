"""What a weights file says besides its tensors: experiment, step, epoch and history, each as a text."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.checks import is_number, show
from playground.config import Experiment
from playground.engine.catalog import check_experiment
from playground.engine.history import LOSSES, PLACE, Row
from playground.export.tensor_file import ACCEPTED
from playground.serialization import from_json, to_dict

FORMAT = "playground"
VERSION = "1"
MAX_ROWS = 240
LARGEST = 10**9
"""Of steps and epochs."""
LARGEST_LOSS = 1e300


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """The texts of a weights file, read."""

    experiment: Experiment
    step: int
    epoch: float
    history: tuple[Row, ...]


def write_metadata(
    experiment: Experiment, step: int, epoch: float, history: Mapping[str, NDArray[np.float64]]
) -> dict[str, str]:
    """The texts of a weights file; see `playground.export.weights.write_weights`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "experiment": json.dumps(to_dict(experiment), separators=(",", ":")),
        "step": str(step),
        "epoch": repr(float(epoch)),
        "history": json.dumps(_thin(history, step), separators=(",", ":")),
    }


def read_metadata(value: object) -> Metadata:
    """Read the texts of a weights file.

    Raises
    ------
    ValueError
        Something is missing or wrong; the experiment's errors are those of `playground.serialization`.
    """
    texts = _check_texts(value)
    experiment = from_json(texts.get("experiment", ""))
    if not isinstance(experiment, Experiment):
        raise ValueError("the weights are those of a GAN; accepted: the weights of a single network")
    check_experiment(experiment)
    step, epoch = _read_number(texts, "step"), _read_number(texts, "epoch")
    if not step.is_integer():
        raise ValueError(f"step is {show(texts['step'])}; accepted: a whole number")
    return Metadata(experiment=experiment, step=int(step), epoch=epoch, history=_read_history(texts, step))


def _thin(history: Mapping[str, NDArray[np.float64]], step: int) -> list[list[float | None]]:
    """At most `MAX_ROWS` rows up to a step, evenly spread, the first and the last included."""
    rows = np.column_stack([history[name] for name in (*PLACE, *LOSSES)])
    rows = rows[rows[:, 0] <= step]
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), MAX_ROWS)).round().astype(int)
    return [[value if math.isfinite(value) else None for value in row] for row in rows[chosen].tolist()]


def _check_texts(value: object) -> Mapping[str, str]:
    texts = value if isinstance(value, dict) else {}
    if texts.get("format") != FORMAT:
        raise ValueError(f"the weights file comes from another program, without its experiment; accepted: {ACCEPTED}")
    if texts.get("version") != VERSION:
        raise ValueError(f"version of the weights file is {show(texts.get('version'))}; accepted: {VERSION!r}")
    for name, text in texts.items():
        if not isinstance(text, str):
            raise ValueError(f"{show(name)} of the weights file is {show(text)}; accepted: a text")
    return texts


def _read_number(texts: Mapping[str, str], name: str) -> float:
    try:
        value = float(texts.get(name, ""))
    except ValueError:
        value = math.nan
    if not 0 <= value <= LARGEST:
        raise ValueError(f"{name} is {show(texts.get(name))}; accepted: a number from 0 to {LARGEST:,}")
    return value


def _read_history(texts: Mapping[str, str], step: float) -> tuple[Row, ...]:
    text = texts.get("history", "")
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or len(rows) > MAX_ROWS:
        raise ValueError(f"history is {show(text)}; accepted: a list of at most {MAX_ROWS} rows")
    read = tuple(_read_row(row, f"history[{i}]") for i, row in enumerate(rows))
    steps = [-1.0, *(row[0] for row in read)]
    if any(later <= earlier for earlier, later in itertools.pairwise(steps)) or steps[-1] > step:
        raise ValueError(f"the steps of history are not in order; accepted: rising ones, none above {step:,.0f}")
    return read


def _read_row(row: Any, path: str) -> Row:
    if not (isinstance(row, list) and len(row) == 4 and all(map(_is_place, row[:2])) and all(map(_is_loss, row[2:]))):
        accepted = "step, epoch and two losses, which are numbers or null"
        raise ValueError(f"{path} is {show(row)}; accepted: {accepted}")
    step, epoch, train_loss, test_loss = (math.nan if value is None else float(value) for value in row)
    if not step.is_integer():
        raise ValueError(f"the step of {path} is {step}; accepted: a whole number")
    return step, epoch, train_loss, test_loss


def _is_place(value: object) -> bool:
    return is_number(value, LARGEST) and value >= 0  # type: ignore[operator]


def _is_loss(value: object) -> bool:
    return value is None or is_number(value, LARGEST_LOSS)
