"""MLP: a stack of linear layers, each but the last followed by an activation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Generator, Tensor, nn
from torch.nn.utils import skip_init

from playground.config import ModelConfig
from playground.models.activations import ACTIVATIONS, ActivationSpec
from playground.models.initializers import INITIALIZERS
from playground.registry import lookup


class MLP(nn.Module):
    """Fully connected network; its output layer has no activation (it gives logits).

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, from the inputs to the output.
    activations : sequence of ActivationSpec
        One for each hidden layer.
    """

    def __init__(self, sizes: Sequence[int], activations: Sequence[ActivationSpec]) -> None:
        super().__init__()
        # skip_init: the constructor of nn.Linear would draw from torch's global generator.
        layers = [skip_init(nn.Linear, m, n) for m, n in pairwise(sizes)]  # type: ignore[no-untyped-call]
        self.linears = nn.ModuleList(layers)
        self.layers: tuple[nn.Linear, ...] = tuple(layers)  # the same, typed and faster to walk
        self.activations = tuple(activations)

    @property
    def weights(self) -> tuple[Tensor, ...]:
        """Weight of each layer, shape (n_outputs, n_inputs), outside autograd; writing to it changes the model."""
        return tuple(layer.weight.data for layer in self.layers)

    @property
    def biases(self) -> tuple[Tensor, ...]:
        """Bias of each layer, shape (n_outputs,), outside autograd; writing to it changes the model."""
        return tuple(layer.bias.data for layer in self.layers)

    def forward(self, X: Tensor) -> Tensor:
        """Logits of shape (n, n_outputs) for inputs of shape (n, n_inputs)."""
        *hidden, output = self.layers
        for layer, activation in zip(hidden, self.activations, strict=True):
            X = activation.function(layer(X))
        logits: Tensor = output(X)
        return logits

    @torch.no_grad()
    def trace(self, X: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """What every layer computes on the way.

        Returns
        -------
        sums : list of Tensor
            Weighted sums z of each hidden layer and of the output (the logits), shape (n, units).
        outputs : list of Tensor
            Activations a of each hidden layer, shape (n, units).
        """
        sums, outputs = [], []
        *hidden, output = self.layers
        for layer, activation in zip(hidden, self.activations, strict=True):
            sums.append(layer(X))
            X = activation.function(sums[-1])
            outputs.append(X)
        sums.append(output(X))
        return sums, outputs


def find_activations(config: ModelConfig) -> tuple[ActivationSpec, ...]:
    """The activation of each hidden layer.

    Raises
    ------
    ValueError
        An activation's name is unknown.
    """
    return tuple(
        lookup(ACTIVATIONS, layer.activation, f"model.layers[{i}].activation") for i, layer in enumerate(config.layers)
    )


def build_mlp(config: ModelConfig, n_inputs: int, n_outputs: int, generator: Generator) -> MLP:
    """The network that an experiment describes, with its weights drawn.

    Parameters
    ----------
    config : ModelConfig
        Hidden layers and initializer.
    n_inputs, n_outputs : int
        Units before the first and in the last layer.
    generator : torch.Generator
        Source of the initial draws, layer by layer, weight before bias.
    """
    initializer = lookup(INITIALIZERS, config.initializer, "model.initializer")
    sizes = [n_inputs, *(layer.units for layer in config.layers), n_outputs]
    model = MLP(sizes, find_activations(config))
    for weight, bias in zip(model.weights, model.biases, strict=True):
        initializer.draw(weight, bias, generator)
    return model
