"""Two layers of such neurons: two look at the inputs, the third at what they say."""

from __future__ import annotations

import torch
from torch import Tensor

from playground.principles.perceptron.gates import LAYER_THRESHOLD
from playground.principles.perceptron.neuron import compute_sums, fires


def compute_layers(X: Tensor, neurons: Tensor) -> dict[str, Tensor]:
    """What the three neurons add up and say, for each point.

    Parameters
    ----------
    X : Tensor of shape (n_samples, 2), float64
    neurons : Tensor of shape (3, 3), float64
        Rows A1, A2 and the output; w1, w2 and b of each, which fires where w1 x1 + w2 x2 + b >= 0.5.

    Returns
    -------
    dict of str to Tensor
        ``sums`` (n_samples, 3), float64, and ``gives`` (n_samples, 3), int64.
    """
    hidden = torch.stack([fires(X, _as_threshold(neuron)) for neuron in neurons[:2]], dim=1).to(X.dtype)
    sums = [compute_sums(X, neuron) + neuron[2] for neuron in neurons[:2]]
    sums.append(compute_sums(hidden, neurons[2]) + neurons[2, 2])
    output = fires(hidden, _as_threshold(neurons[2])).to(X.dtype)
    return {
        "sums": torch.stack(sums, dim=1),
        "gives": torch.cat([hidden, output[:, None]], dim=1).to(torch.int64),
    }


def _as_threshold(neuron: Tensor) -> Tensor:
    """The same neuron with a threshold instead of its bias: theta = 0.5 - b."""
    return torch.stack([neuron[0], neuron[1], LAYER_THRESHOLD - neuron[2]])
