"""What became infinite or NaN: the reason that a diverged run ends with."""

from __future__ import annotations

import torch

from playground.engine.evidence import name_layer
from playground.models import BatchNorm, LayerNorm, Network

EVERY_LAYER = "the weights and biases of every layer are no longer finite numbers"
SOME_LAYERS = "{parts} are no longer finite numbers"
WEIGHTS, BIASES = "the weights of {layer}", "the biases of {layer}"
NORMS = "the scales or shifts of a normalization"
LOSS_ONLY = "all weights are still finite numbers, but the outputs are so large that the loss overflows"


def describe_nonfinite(network: Network) -> str:
    """What is no longer a finite number, as a part of a sentence.

    Parameters
    ----------
    network : Network
        The network whose loss or parameters are infinite or NaN.
    """
    parts = []
    for i, (weight, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
        for text, values in ((WEIGHTS, weight), (BIASES, bias)):
            if not torch.isfinite(values).all():
                parts.append(text.format(layer=name_layer(network, i)))
    if len(parts) == 2 * len(network.weights):
        return EVERY_LAYER
    norms = [layer for layer in network.layers if isinstance(layer, BatchNorm | LayerNorm)]
    if not all(torch.isfinite(values).all() for norm in norms for values in norm.parameters()):
        parts.append(NORMS)
    if not parts:
        return LOSS_ONLY
    *first, last = parts
    return SOME_LAYERS.format(parts=f"{', '.join(first)} and {last}" if first else last)
