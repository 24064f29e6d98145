"""Files that a reader brings: a table becomes own points, an experiment or a run opens; bad ones change nothing."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

from playground.config import Experiment
from playground.data import Choice, Table, explain_choice, make_own, read_table, suggest
from playground.export.weights import read_weights
from playground.lessons import say
from playground.serialization import load
from playground.ui.changes import attempt, open_experiment, take_over
from playground.ui.network_changes import replace_points
from playground.ui.state import LabState, Upload


def take_file(state: LabState, name: str, file_id: str, data: bytes) -> None:
    """Read a file once.

    Parameters
    ----------
    state : LabState
    name : str
        The file's; its ending tells what it is: ``.json`` an experiment, ``.safetensors`` weights, else a table.
    file_id : str
        New with each file.
    data : bytes
        What it holds.
    """
    if state.upload is not None and state.upload.file_id == file_id:
        return
    state.upload = Upload(file_id=file_id)
    read = next((read for ending, read in READERS.items() if name.lower().endswith(ending)), _open_table)
    attempt(state, partial(read, state, name, data))


def drop_file(state: LabState) -> None:
    """Forget the file; the points that came from it stay."""
    state.upload = None


def choose_columns(state: LabState, **change: Any) -> None:
    """Learn other columns of the table, or learn them as something else; a target's task is detected anew."""
    upload = state.upload
    if upload is None or upload.table is None or upload.choice is None:
        return
    table, choice = upload.table, upload.choice

    def act() -> None:
        chosen = suggest(table, change["target"]) if "target" in change else dataclasses.replace(choice, **change)
        _learn(state, table, chosen)

    attempt(state, act)


def swap_features(features: tuple[str, ...], place: int, name: str | None) -> tuple[str, ...]:
    """The features with one of them chosen anew; one that is chosen already changes places, none leaves one."""
    if name is None:
        return features[:place] + features[place + 1 :]
    if name in features:
        return tuple(reversed(features)) if features.index(name) != place else features
    return (*features[:place], name, *features[place + 1 :])


def _open_experiment(state: LabState, name: str, data: bytes) -> None:
    open_experiment(state, load(data), say("file_opened", name=name))


def _open_weights(state: LabState, name: str, data: bytes) -> None:
    former = state.session.experiment
    file = read_weights(data)
    state.session.open(file.experiment, file.weights, file.step, file.epoch, file.history)
    take_over(state, former)
    state.news = say("weights_opened", name=name, step=f"{file.step:,}")


def _open_table(state: LabState, name: str, data: bytes) -> None:
    table = read_table(data)
    _learn(state, table, suggest(table))


def _learn(state: LabState, table: Table, choice: Choice) -> None:
    own, notes = make_own(table, choice)
    notes = explain_choice(table, choice) + notes

    def change(experiment: Experiment) -> Any:
        return dataclasses.replace(experiment.data, name="own", own=own)

    if replace_points(state, change) and state.upload is not None:
        state.upload = dataclasses.replace(state.upload, table=table, choice=choice, notes=tuple(notes))


READERS = {".json": _open_experiment, ".safetensors": _open_weights}
"""How files are opened, by their endings; any other is a table."""
