"""Changes of a GAN's experiment: of one field, or of the layers of one player."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from playground.checks import check_field
from playground.config import Experiment, GanDataConfig, GanExperiment
from playground.fields import field_at, replace_at, value_at
from playground.lessons import say
from playground.ui.edits import apply_edit
from playground.ui.fit import has_lost_residual, settle_residuals

PLAYERS = ("generator", "discriminator")
_UNITS = re.compile(rf"({'|'.join(PLAYERS)})\.layers\[(\d+)\]\.units")


def change_field(experiment: GanExperiment, path: str, value: Any) -> GanExperiment:
    """Change one field; what would no longer fit follows.

    Painted points stay with their own distribution, and residual connections join equally many units.

    Parameters
    ----------
    experiment : GanExperiment
        Before the change.
    path : str
        As in `playground.fields.replace_at`.
    value : object
        The field's new value.

    Raises
    ------
    ValueError
        The value is not accepted; the error names the path.
    """
    if path == "data.name":
        check_field(field_at(path, GanExperiment), value, path)
        data = without_points(dataclasses.replace(experiment.data, name=value))
        return dataclasses.replace(experiment, data=data)
    if match := _UNITS.fullmatch(path):
        return _change_units(experiment, match[1], int(match[2]), value)
    return replace_at(experiment, path, value)


def edit_player(player: str) -> Callable[[GanExperiment, Mapping[str, object]], GanExperiment]:
    """How the layers of a player are edited: as those of the network lab, see `playground.ui.edits.apply_edit`."""
    return partial(_edit_layers, player)


def without_points(data: GanDataConfig) -> GanDataConfig:
    """The data of a distribution that is not painted, the painted points left out: links stay short."""
    return data if data.name == "own" else dataclasses.replace(data, points=())


def explain(former: GanExperiment, experiment: GanExperiment) -> str:
    """Sentences about what followed a change of a player's layers, or empty."""
    is_lost = any(has_lost_residual(getattr(former, name).layers, getattr(experiment, name).layers) for name in PLAYERS)
    return say("residual_follows") if is_lost else ""


def _edit_layers(player: str, experiment: GanExperiment, edit: Mapping[str, object]) -> GanExperiment:
    network = Experiment(model=getattr(experiment, player).model)
    return replace_at(experiment, f"{player}.layers", apply_edit(network, edit).model.layers)


def _change_units(experiment: GanExperiment, player: str, place: int, value: Any) -> GanExperiment:
    path = f"{player}.layers[{place}].units"
    check_field(field_at(path, GanExperiment), value, path)
    value_at(experiment, path)  # says if there is no such layer
    layers = list(getattr(experiment, player).layers)
    layers[place] = dataclasses.replace(layers[place], units=value)
    return replace_at(experiment, f"{player}.layers", settle_residuals(layers))
