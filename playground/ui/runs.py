"""The runs of this session as the stage lists and overlays them, and what is done with one of them."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from playground.config import Experiment
from playground.data import describe_data
from playground.engine.archive import RunRecord
from playground.engine.catalog import REGISTRIES
from playground.lessons import say
from playground.ui.changes import attempt, take_over
from playground.ui.fit import without_own
from playground.ui.naming import list_differences, name_run
from playground.ui.state import LabState

LETTERS = "PQR"


def pin_run(state: LabState, number: int, *, is_pinned: bool) -> None:
    """Keep a run beside the ones to come, or no longer."""

    def act() -> None:
        state.session.pin(number, is_pinned)
        letter = letter_runs(state).get(number)
        state.refusal, state.is_changed = "", True
        state.news = say("pinned", number=number, letter=letter) if is_pinned else say("unpinned", number=number)

    attempt(state, act)


def restore_run(state: LabState, number: int) -> None:
    """Go back to a former run, weights and all; the present one is kept."""

    def act() -> None:
        former = state.session.experiment
        state.session.restore(number)
        take_over(state, former)
        state.news = say("restored", number=number, name=name_run(state.session.experiment, state.session.members))

    attempt(state, act)


def letter_runs(state: LabState) -> dict[int, str]:
    """The letter of each pinned run; it keeps its letter for as long as it is pinned."""
    pinned = [record.number for record in state.session.runs if record.is_pinned]
    state.letters = {number: letter for number, letter in state.letters.items() if number in pinned}
    for number in pinned:
        if number not in state.letters:
            state.letters[number] = next(letter for letter in LETTERS if letter not in state.letters.values())
    return state.letters


def describe_runs(state: LabState) -> list[dict[str, Any]]:
    """The runs of this session, the newest first; see `playground.ui.describe.describe`."""
    letters = letter_runs(state)
    *_, present = runs = state.session.runs
    newest_first = sorted(runs, key=lambda record: record.number, reverse=True)
    return [_describe(record, present, letters.get(record.number)) for record in newest_first]


def _describe(record: RunRecord[Experiment], present: RunRecord[Experiment], letter: str | None) -> dict[str, Any]:
    score_kind = "r2" if record.task == "regression" else "accuracy"
    is_laid_over = letter is not None and record is not present
    return {
        "number": record.number,
        "name": name_run(record.experiment, record.members),
        "data": REGISTRIES["datasets"][record.experiment.data.name].label,
        "parameters": record.n_parameters,
        "step": record.step,
        "epoch": record.epoch,
        "seconds": record.seconds,
        "train_loss": _finite(record.metrics.get("train_loss")),
        "test_loss": _finite(record.metrics.get("test_loss")),
        "score": _finite(record.metrics.get(f"test_{score_kind}")),
        "score_kind": score_kind,
        "status": record.status,
        "pinned": record.is_pinned,
        "letter": letter,
        "present": record is present,
        "changed": record.is_changed,
        "differences": _differences(present, record),
        "note": _note(present, record),
        "curve": _describe_curve(record) if is_laid_over else None,
        "map": _describe_map(record) if is_laid_over and _is_map_comparable(present, record) else None,
    }


def _differences(present: RunRecord[Experiment], record: RunRecord[Experiment]) -> list[dict[str, str]]:
    rows = list_differences(present.experiment, record.experiment)
    if present.members != record.members:
        rows.append({"label": say("seeds"), "here": str(present.members), "there": str(record.members)})
    return rows


def _note(present: RunRecord[Experiment], record: RunRecord[Experiment]) -> str:
    """Why losses and boundaries of the two can be compared only in part, or empty."""
    here, there = present.experiment, record.experiment
    told = []
    if here.seed != there.seed or without_own(here.data) != without_own(there.data):
        told.append(say("note_points"))
    if _loss_of(here) != _loss_of(there):
        told.append(say("note_losses"))
    if not _is_map_comparable(present, record):
        told.append(say("note_maps"))
    return " ".join(told)


def _loss_of(experiment: Experiment) -> tuple[str, float]:
    return experiment.objective.loss, experiment.objective.label_smoothing


def _is_map_comparable(present: RunRecord[Experiment], record: RunRecord[Experiment]) -> bool:
    """Whether the output of one can be drawn on the map of the other."""
    shapes = []
    for run in (present, record):
        header = describe_data(run.experiment.data)
        shapes.append((run.task, run.output_scale.kind, len(header.features), len(header.class_names)))
    return shapes[0] == shapes[1]


def _describe_curve(record: RunRecord[Experiment]) -> dict[str, list[float | None]]:
    """Losses by epoch; of several seeds also between which bounds their test losses lie."""
    names = ("epoch", "train", "test", *(("test_low", "test_high") if record.members > 1 else ()))
    return {name: _shorten(record.curve[f"curve_{name}"].tolist()) for name in names}


def _describe_map(record: RunRecord[Experiment]) -> dict[str, Any] | None:
    if record.output is None:
        return None
    return {
        "data": base64.b64encode(np.ascontiguousarray(record.output, "<u2").tobytes()).decode(),
        "shape": list(record.output.shape),
        "extent": list(record.extent),
        "kind": record.output_scale.kind,
        "limit": record.output_scale.limit,
    }


def _finite(value: float | None) -> float | None:
    """A number that JSON knows."""
    return None if value is None or not math.isfinite(value) else value


def _shorten(values: Iterable[float]) -> list[float | None]:
    """Numbers with as many digits as can be seen."""
    return [_finite(float(f"{value:.5g}")) for value in values]
