"""Layers: what an experiment's list of layers is built from, one module for each kind.

Every layer maps (n, units) to (n, units) but `Dense`, which maps to its own number of units. Fields that may change
mid-run are taken by ``adopt(config, path)``; everything else needs a new network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Generator, Tensor, nn
from torch.nn.utils import skip_init

from playground.models.activations import ACTIVATIONS, ActivationSpec
from playground.registry import lookup

MOMENTUM = 0.1
EPSILON = 1e-5


class Dense(nn.Module):
    """A linear map and an activation: f(W x + b), and x once more on top if residual.

    Parameters
    ----------
    n_inputs, n_outputs : int
        Equal if residual.
    residual : bool
        Whether the layer's input is added to its output.
    """

    activation: ActivationSpec

    def __init__(self, n_inputs: int, n_outputs: int, residual: bool = False) -> None:
        super().__init__()
        self.linear = make_linear(n_inputs, n_outputs)
        self.activation = ACTIVATIONS["linear"]
        self.residual = residual

    def adopt(self, config: Any, path: str) -> None:
        """Take the activation of a `LinearConfig`."""
        self.activation = _find_activation(config, path)

    def forward(self, X: Tensor) -> Tensor:
        """Outputs of shape (n, n_outputs) for inputs of shape (n, n_inputs)."""
        a = self.activation.function(self.linear(X))
        return a + X if self.residual else a


class Dropout(nn.Module):
    """Silences each value with probability `rate` and scales the others by 1 / (1 - rate), in train mode only.

    Draws what `torch.nn.Dropout` would, but from a generator of its own. After `freeze`, the same units are silent
    for every point, in either mode, until `thaw`.

    Parameters
    ----------
    generator : torch.Generator
        Source of the masks in train mode.
    """

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.rate = 0.0
        self._generator = generator
        self._frozen: Tensor | None = None

    def adopt(self, config: Any, path: str) -> None:
        """Take the rate of a `DropoutConfig`."""
        self.rate = config.rate

    def forward(self, X: Tensor) -> Tensor:
        """X with some of its values silenced."""
        if self._frozen is not None:
            return X * self._frozen
        if not self.training or self.rate == 0.0:
            return X
        return X * self._draw(torch.empty_like(X), self._generator)

    def freeze(self, n_units: int, generator: Generator) -> Tensor:
        """Draw one mask for all points to come; returns which units are kept, (n_units,) of 1.0 and 0.0."""
        self._frozen = self._draw(torch.empty(n_units), generator)
        return (self._frozen > 0).float()

    def thaw(self) -> None:
        """Forget the mask of `freeze`."""
        self._frozen = None

    def _draw(self, mask: Tensor, generator: Generator) -> Tensor:
        mask.bernoulli_(1 - self.rate, generator=generator)
        return mask.mul_(1 / (1 - self.rate)) if self.rate < 1.0 else mask


class BatchNorm(nn.Module):
    """Centers and scales each unit over the batch, then gamma x + beta, then an activation; as `nn.BatchNorm1d`.

    Eval mode takes running statistics instead: each batch of train mode moves them by a tenth. After `freeze`,
    those of one batch stand, in either mode, until `thaw`.

    Parameters
    ----------
    n_units : int
    """

    activation: ActivationSpec
    running_mean: Tensor
    running_var: Tensor

    def __init__(self, n_units: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n_units))
        self.bias = nn.Parameter(torch.zeros(n_units))
        self.register_buffer("running_mean", torch.zeros(n_units))
        self.register_buffer("running_var", torch.ones(n_units))
        self.activation = ACTIVATIONS["linear"]
        self._frozen: tuple[Tensor, Tensor] | None = None

    def adopt(self, config: Any, path: str) -> None:
        """Take the activation of a `BatchNormConfig`."""
        self.activation = _find_activation(config, path)

    def forward(self, X: Tensor) -> Tensor:
        """Normalized X.

        Raises
        ------
        ValueError
            A batch of a single point in train mode has no spread.
        """
        is_training = self.training and self._frozen is None
        mean, var = self._frozen or (self.running_mean, self.running_var)
        z = F.batch_norm(X, mean, var, self.weight, self.bias, is_training, MOMENTUM, EPSILON)
        return self.activation.function(z)

    def freeze(self, batch: Tensor) -> None:
        """Take the mean and the variance of this batch, (n, n_units), for all points to come."""
        self._frozen = batch.mean(dim=0), batch.var(dim=0, correction=0)

    def thaw(self) -> None:
        """Go back to the running statistics."""
        self._frozen = None

    def compute_affine(self) -> tuple[Tensor, Tensor]:
        """Gain and shift, each (n_units,), of what eval mode does to a unit before the activation."""
        gain = self.weight.data / torch.sqrt(self.running_var + EPSILON)
        return gain, self.bias.data - gain * self.running_mean


class LayerNorm(nn.Module):
    """Centers and scales each point over its units, then gamma x + beta, then an activation; as `nn.LayerNorm`.

    Parameters
    ----------
    n_units : int
    """

    activation: ActivationSpec

    def __init__(self, n_units: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(n_units))
        self.bias = nn.Parameter(torch.zeros(n_units))
        self.activation = ACTIVATIONS["linear"]

    def adopt(self, config: Any, path: str) -> None:
        """Take the activation of a `LayerNormConfig`."""
        self.activation = _find_activation(config, path)

    def forward(self, X: Tensor) -> Tensor:
        """Normalized X."""
        return self.activation.function(F.layer_norm(X, self.weight.shape, self.weight, self.bias, EPSILON))


Layer = Dense | Dropout | BatchNorm | LayerNorm


@dataclass(frozen=True, kw_only=True, slots=True)
class LayerSpec:
    """One kind of layer.

    Parameters
    ----------
    short : str
        Name for a narrow place.
    build : callable
        ``build(config, n_inputs, generator) -> layer``, its weights not drawn yet; the generator is for draws
        in train mode.
    """

    label: str
    short: str
    summary: str
    formula: str
    build: Callable[[Any, int, Generator], Layer]
    reference: str = ""


def make_linear(n_inputs: int, n_outputs: int) -> nn.Linear:
    """An `nn.Linear` whose values are still to be drawn: its constructor would use torch's global generator."""
    linear: nn.Linear = skip_init(nn.Linear, n_inputs, n_outputs)  # type: ignore[no-untyped-call]
    return linear


def _find_activation(config: Any, path: str) -> ActivationSpec:
    return lookup(ACTIVATIONS, config.activation, f"{path}.activation")


LAYERS: dict[str, LayerSpec] = {
    "linear": LayerSpec(
        label="Linear",
        short="Linear",
        summary="Weighted sums of all inputs, each through the activation: what a hidden layer usually is.",
        formula=r"a = f(W x + b)",
        build=lambda config, n_inputs, generator: Dense(n_inputs, config.units, config.residual),
        reference="Residual: He, Zhang, Ren and Sun, Deep residual learning for image recognition (2016)",
    ),
    "dropout": LayerSpec(
        label="Dropout",
        short="Dropout",
        summary="Silences units at random while training, so that none relies on a single other one.",
        formula=r"a = \frac{m}{1 - p} \, x, \quad m \sim \text{Bernoulli}(1 - p)",
        build=lambda config, n_inputs, generator: Dropout(generator),
        reference="Srivastava et al., Dropout: a simple way to prevent neural networks from overfitting (2014)",
    ),
    "batch_norm": LayerSpec(
        label="Batch normalization",
        short="BatchNorm",
        summary="Centers and scales each unit over the batch while training, over all that was seen afterwards.",
        formula=r"a = f\left(\gamma \frac{x - \mu_{batch}}{\sqrt{\sigma^2_{batch} + \epsilon}} + \beta\right)",
        build=lambda config, n_inputs, generator: BatchNorm(n_inputs),
        reference="Ioffe and Szegedy, Batch normalization: accelerating deep network training (2015)",
    ),
    "layer_norm": LayerSpec(
        label="Layer normalization",
        short="LayerNorm",
        summary="Centers and scales the units of each point: the same while training and afterwards.",
        formula=r"a = f\left(\gamma \frac{x - \mu_{layer}}{\sqrt{\sigma^2_{layer} + \epsilon}} + \beta\right)",
        build=lambda config, n_inputs, generator: LayerNorm(n_inputs),
        reference="Ba, Kiros and Hinton, Layer normalization (2016)",
    ),
}
