"""Distributions: how the weights, gradients and activations of each layer are spread, over time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from playground.engine.gradients import Gradients
from playground.engine.points import Points
from playground.models import Network

CAPACITY = 120
SAMPLE_POINTS = 256
"""Training points behind the activations' distribution: enough for quartiles, however large the set is."""
QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)

Measurement = dict[str, NDArray[np.float32]]


@torch.no_grad()
def measure_layers(network: Network, points: Points, gradients: Gradients) -> Measurement:
    """The spread of each layer's values at this moment.

    Parameters
    ----------
    network : Network
    points : Points
        The training set.
    gradients : Gradients
        Of the training loss.

    Returns
    -------
    dict
        ``layer_weights``, ``layer_gradients`` (both of the weights; hidden layers, then the output) and
        ``layer_activations`` (what leaves each hidden column), float32 (n_layers, 5): minimum, quartiles, maximum;
        ``layer_grad_norms``, float32 (n_layers,): length of each layer's gradient.
    """
    outputs = network.trace(points.inputs[:SAMPLE_POINTS]).outputs[1:]
    norms = [float(grad.norm()) for grad in gradients.weights]
    return {
        "layer_weights": _spread([weight.numpy() for weight in network.weights]),
        "layer_gradients": _spread([grad.numpy() for grad in gradients.weights]),
        "layer_activations": _spread([output.numpy() for output in outputs]),
        "layer_grad_norms": np.array(norms, dtype=np.float32),
    }


class Distributions:
    """At most `CAPACITY` measurements; when full, every other one is dropped."""

    def __init__(self) -> None:
        self._steps: list[int] = []
        self._epochs: list[float] = []
        self._kept: list[Measurement] = []

    def record(self, step: int, epoch: float, measurement: Measurement) -> None:
        """Append a measurement; one of the same step, or a later one, gives way to it."""
        while self._steps and self._steps[-1] >= step:
            for values in (self._steps, self._epochs, self._kept):
                values.pop()
        if len(self._steps) == CAPACITY:
            for values in (self._steps, self._epochs, self._kept):
                del values[1::2]
        self._steps.append(step)
        self._epochs.append(epoch)
        self._kept.append(measurement)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """``layer_times`` (t,), in epochs, and the measurements stacked along a first axis of length t."""
        if not self._kept:
            return {}
        stacked = {name: np.stack([m[name] for m in self._kept]) for name in self._kept[0]}
        return {"layer_times": np.array(self._epochs, dtype=np.float32), **stacked}


def _spread(layers: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    with np.errstate(invalid="ignore"):  # of a run that has diverged: between two infinities there is no number
        rows = [np.quantile(values, QUANTILES) for values in layers]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(QUANTILES))
