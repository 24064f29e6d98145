"""What stays the same during a run, as `assets/live/stage.js` wants it."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import numpy as np
import torch

from playground.config import (
    MAX_CLASSES,
    MAX_HIDDEN_LAYERS,
    MAX_POINTS,
    MAX_UNITS,
    LayerConfig,
    LinearConfig,
    ModelConfig,
)
from playground.data import FEATURES, Dataset, usable_features
from playground.engine.catalog import REGISTRIES
from playground.engine.outputs import scale_output
from playground.lessons import read_words
from playground.ui.runs import describe_runs
from playground.ui.state import LabState

# Coordinates of a drawn set as readers see them.
SUBSCRIPTS = {"x1": "x₁", "x2": "x₂"}


def describe(state: LabState) -> dict[str, Any]:
    """What the stage has to know besides the frames.

    Returns
    -------
    dict
        - ``picture``: number that the frames to be drawn on it carry.
        - ``task``: ``"binary"``, ``"multiclass"`` or ``"regression"``; ``classes``: names, none for a regression.
        - ``output``: ``kind`` and ``limit``, see `playground.engine.outputs.OutputScale`; ``gives_probabilities``:
          whether its softmax or sigmoid may be called a probability.
        - ``n_features``; ``features``, a list, and ``target``: ``name``, ``center`` and ``scale``, where a value in
          its own unit is ``value * scale + center``.
        - ``inputs``: labels of the network's inputs; ``input_names``: their names; ``input_choices``: ``name``,
          ``label``, ``summary`` and ``formula`` of all that these points have.
        - ``layers``: of each hidden column ``units``, ``activation``, ``residual``, ``can_be_residual``, ``index``
          among all layers, and ``extras``, the layers of other kinds behind it: ``kind``, ``label``, ``index``, and
          ``rate`` or ``activation``. ``input_extras``: those behind the inputs.
        - ``kinds``: name -> ``label``, ``short``, ``summary`` and ``formula`` of the kinds of layers.
        - ``activations``: name -> ``label`` and ``zero``, its value where the weighted sum is 0.
        - ``limits``: most ``layers``, ``units``, ``classes`` and ``points``.
        - ``extent``: ``[x_min, x_max, y_min, y_max]`` of the maps.
        - ``points``: ``x``, ``y``, ``test`` (0 or 1) and ``label`` (index of the class) or ``value``, a list each,
          training points first; with one feature ``y`` is the value.
        - ``own``: whether the points are the reader's; ``can_undo``: whether a stroke can be taken back.
        - ``seeds``: networks trained at once, each of a seed of its own.
        - ``runs``: those of this session, the newest first, numbers as of this description: ``number``, ``name``,
          ``data``, ``parameters``, ``step``, ``epoch``, ``seconds``, ``train_loss``, ``test_loss``, ``score`` and
          ``score_kind`` ("accuracy" or "r2"), ``status``, ``present``, ``changed`` (mid-run), ``pinned`` and the
          pinned one's ``letter``; ``differences``, of each ``label`` and its value ``here``, in the present run, and
          ``there``; ``note``, why they compare only in part; and of a pinned run that is not the present one
          ``curve`` (``epoch``, ``train``, ``test``) and, if it can be drawn on this map, ``map``: ``data`` (base64
          of little-endian uint16, as a frame's ``output``), ``shape``, ``extent``, ``kind`` and ``limit``.
        - ``view``: what is looked at, as a gesture told it; ``words``: the stage's sentences. The stage that told
          the view need not hear of it: it is as of the last full rerun.
    """
    session = state.session
    dataset, model = session.dataset, session.experiment.model
    loss = REGISTRIES["losses"][session.experiment.objective.loss]
    return {
        "picture": state.picture,
        "task": dataset.task,
        "classes": list(dataset.class_names),
        "output": dataclasses.asdict(scale_output(dataset, loss)),
        "gives_probabilities": loss.gives_probabilities,
        "n_features": len(dataset.feature_names),
        **_describe_columns(dataset),
        **_describe_inputs(dataset, model),
        **_describe_layers(model),
        **_describe_choices(),
        "extent": list(dataset.extent),
        "points": _describe_points(dataset),
        "own": session.experiment.data.name == "own",
        "can_undo": bool(state.strokes),
        "seeds": session.members,
        "runs": describe_runs(state),
        "view": dataclasses.asdict(state.told_view),
        "words": read_words()["stage"],
    }


def _describe_columns(dataset: Dataset) -> dict[str, Any]:
    names = (*dataset.feature_names, dataset.target_name)
    columns = [
        {"name": SUBSCRIPTS.get(name, name), "center": center, "scale": scale}
        for name, center, scale in zip(names, dataset.centers, dataset.scales, strict=True)
    ]
    return {"features": columns[:-1], "target": columns[-1]}


def _describe_inputs(dataset: Dataset, model: ModelConfig) -> dict[str, Any]:
    n_features = len(dataset.feature_names)
    names = usable_features(model.inputs, n_features)
    choices = [
        {"name": name, "label": spec.label, "summary": spec.summary, "formula": spec.formula}
        for name, spec in FEATURES.items()
        if spec.needs <= n_features
    ]
    labels = [FEATURES[name].label for name in names]
    return {"inputs": labels, "input_names": list(names), "input_choices": choices}


def _describe_layers(model: ModelConfig) -> dict[str, Any]:
    """Hidden columns, each with the layers of other kinds behind it; the first column are the inputs."""
    columns: list[dict[str, Any]] = [{"extras": []}]
    for index, layer in enumerate(model.layers):
        if isinstance(layer, LinearConfig):
            width = columns[-1].get("units")
            can_be_residual = layer.units == width
            column = {**dataclasses.asdict(layer), "can_be_residual": can_be_residual, "index": index, "extras": []}
            columns.append(column)
        else:
            columns[-1]["extras"].append(_describe_extra(layer, index))
    return {"layers": columns[1:], "input_extras": columns[0]["extras"]}


def _describe_extra(layer: LayerConfig, index: int) -> dict[str, Any]:
    return {**dataclasses.asdict(layer), "label": REGISTRIES["layers"][layer.kind].label, "index": index}


@cache
def _describe_choices() -> dict[str, Any]:
    """What is the same for every run."""
    return {
        "kinds": {
            name: {"label": spec.label, "short": spec.short, "summary": spec.summary, "formula": spec.formula}
            for name, spec in REGISTRIES["layers"].items()
        },
        "activations": {
            name: {"label": spec.label, "zero": spec.function(torch.zeros(())).item()}
            for name, spec in REGISTRIES["activations"].items()
        },
        "limits": {
            "layers": MAX_HIDDEN_LAYERS,
            "units": MAX_UNITS,
            "classes": MAX_CLASSES,
            "points": MAX_POINTS,
        },
    }


def _describe_points(dataset: Dataset) -> dict[str, list[float]]:
    X = np.concatenate([dataset.X_train, dataset.X_test]).astype(float).round(3)
    y = np.concatenate([dataset.y_train, dataset.y_test])
    is_test = np.arange(len(X)) >= len(dataset.X_train)
    target = "label" if dataset.class_names else "value"
    values = y.tolist() if dataset.class_names else y.astype(float).round(3).tolist()
    vertical = X[:, 1].tolist() if X.shape[1] == 2 else values
    return {"x": X[:, 0].tolist(), "y": vertical, target: values, "test": is_test.astype(int).tolist()}
