"""Weights of a run as a safetensors file, with the experiment and its history inside, and back.

Tensors are named as in the `nn.Sequential` of the exported script, so that ``model.load_state_dict(load_file(path))``
works there. What comes in may come from anywhere: each error is one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import save
from torch import Generator, Tensor

from playground.config import Experiment, LinearConfig, ModelConfig
from playground.data import describe_data, usable_features
from playground.engine.history import Row
from playground.export.metadata import read_metadata, write_metadata
from playground.export.tensor_file import read_header, read_tensors
from playground.models import Network


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class WeightsFile:
    """What a weights file holds.

    Parameters
    ----------
    experiment : Experiment
        Checked down to its names.
    step : int
        Optimizer updates behind the weights.
    epoch : float
        Passes over the training set behind them.
    weights : dict of str to Tensor
        By the names of the engine's network, float32, of the experiment's shapes, finite.
    history : tuple of tuple
        The losses on the way there; not a number where there were no test points.
    """

    experiment: Experiment
    step: int
    epoch: float
    weights: dict[str, Tensor]
    history: tuple[Row, ...]


def sequential_names(config: ModelConfig) -> dict[str, str]:
    """The engine's name of each tensor -> its name in the exported script's `nn.Sequential`.

    There each layer is an entry, followed by its activation as one more unless that is linear; a residual layer is a
    single entry that holds its linear map at 0. ``stack.1.linear.weight`` becomes ``2.weight``, for example.
    """
    names: dict[str, str] = {}
    place = 0
    for i, layer in enumerate(config.layers):
        is_residual = isinstance(layer, LinearConfig) and layer.residual
        if isinstance(layer, LinearConfig):
            names |= {f"stack.{i}.linear.{of}": f"{place}{'.0' * is_residual}.{of}" for of in ("weight", "bias")}
        elif layer.kind != "dropout":
            of_norm = ("weight", "bias", *(("running_mean", "running_var") if layer.kind == "batch_norm" else ()))
            names |= {f"stack.{i}.{of}": f"{place}.{of}" for of in of_norm}
        has_module = not is_residual and getattr(layer, "activation", "linear") != "linear"
        place += 1 + has_module
    return names | {f"output.{of}": f"{place}.{of}" for of in ("weight", "bias")}


def write_weights(
    experiment: Experiment,
    weights: Mapping[str, Tensor],
    step: int,
    epoch: float,
    history: Mapping[str, NDArray[np.float64]],
) -> bytes:
    """The bytes of a weights file.

    Parameters
    ----------
    experiment, weights, step, epoch
        As `Session.weights` gives them.
    history : Mapping
        ``step``, ``epoch``, ``train_loss`` and ``test_loss``, as `Session.history` gives them; what came after `step`
        is left out.

    Raises
    ------
    ValueError
        The weights are not all finite: nobody could go on from them.
    """
    names = sequential_names(experiment.model)
    for name, tensor in weights.items():
        if not bool(tensor.isfinite().all()):
            raise ValueError(f"the tensor {names[name]!r} holds values that are not finite; accepted: an earlier step")
    metadata = write_metadata(experiment, step, epoch, history)
    return save({names[name]: tensor.contiguous() for name, tensor in weights.items()}, metadata)


def read_weights(data: bytes) -> WeightsFile:
    """What a weights file holds.

    Raises
    ------
    ValueError
        One sentence: what is wrong with the file, and what would be accepted.
    """
    header, body = read_header(data)
    metadata = read_metadata(header.pop("__metadata__", None))
    experiment = metadata.experiment
    names = sequential_names(experiment.model)
    shapes = {names[name]: tuple(tensor.shape) for name, tensor in _make_network(experiment).state_dict().items()}
    tensors = read_tensors(header, body, shapes)
    for name, tensor in tensors.items():
        if name.endswith("running_var") and bool((tensor < 0).any()):
            raise ValueError(f"the tensor {name!r} holds a negative variance; accepted: 0 or more")
    weights = {name: tensors[names[name]] for name in names}
    return WeightsFile(
        experiment=experiment, step=metadata.step, epoch=metadata.epoch, weights=weights, history=metadata.history
    )


def _make_network(experiment: Experiment) -> Network:
    """The experiment's network, its weights not drawn: a few hundred kilobytes at most."""
    header = describe_data(experiment.data)
    n_inputs = len(usable_features(experiment.model.inputs, len(header.features)))
    return Network(experiment.model, n_inputs, header.n_outputs, Generator())
