"""What depth does to gradients: their norm at each layer of a fresh network, measured by autograd."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor

from playground.models import INITIALIZERS
from playground.principles.activation.functions import FUNCTIONS
from playground.seeding import derive_seed

WIDTH = 64  # units a layer
N_POINTS = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One fresh network.

    Parameters
    ----------
    activation, initializer : str
        Names of `FUNCTIONS` and `INITIALIZERS`.
    depth : int
        Hidden layers, each of `WIDTH` units.
    scale : float
        What the drawn weights are multiplied by; 1 leaves them as the initializer has them.
    seed : int
        Decides inputs, targets and weights.
    """

    activation: str
    initializer: str
    depth: int
    scale: float = 1.0
    seed: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What one backward pass leaves at each layer, from the first to the last.

    Parameters
    ----------
    sums : tuple of float
        Norms of the loss's gradient with respect to the weighted sums of each layer, over all points and units.
    weights : tuple of float
        Norms of its gradient with respect to each layer's weights.
    dead : tuple of int
        Units of each layer whose slope is 0 at every point: no gradient reaches their weights.
    slopes : tuple of float
        Mean size of the activation's slope in each layer.
    """

    sums: tuple[float, ...]
    weights: tuple[float, ...]
    dead: tuple[int, ...]
    slopes: tuple[float, ...]


@lru_cache(maxsize=256)
def measure(setting: Setting) -> Measured:
    """Draw a network, run one forward and one backward pass of the squared error, and measure each layer.

    In float64: what would underflow in float32 keeps its place on a logarithmic axis.
    """
    generator = torch.Generator().manual_seed(derive_seed(setting.seed, "depth"))
    X = torch.randn(N_POINTS, WIDTH, generator=generator, dtype=torch.float64)
    y = torch.randn(N_POINTS, 1, generator=generator, dtype=torch.float64)
    weights, biases = _draw(setting, generator)
    sums = _run_forward(X, weights, biases, setting.activation)
    gradients = torch.autograd.grad(F.mse_loss(sums[-1], y), [*sums[:-1], *weights[:-1]])
    slopes = [_slope(z.detach(), setting.activation) for z in sums[:-1]]
    return Measured(
        sums=tuple(float(g.norm()) for g in gradients[: setting.depth]),
        weights=tuple(float(g.norm()) for g in gradients[setting.depth :]),
        dead=tuple(int((slope == 0).all(dim=0).sum()) for slope in slopes),
        slopes=tuple(float(slope.abs().mean()) for slope in slopes),
    )


def _draw(setting: Setting, generator: torch.Generator) -> tuple[list[Tensor], list[Tensor]]:
    """Weights and biases of the hidden layers and of the one output, as `setting` has them drawn."""
    sizes = [WIDTH] * (setting.depth + 1) + [1]
    weights, biases = [], []
    for n_inputs, n_outputs in pairwise(sizes):
        weight = torch.empty(n_outputs, n_inputs, dtype=torch.float64)
        bias = torch.empty(n_outputs, dtype=torch.float64)
        INITIALIZERS[setting.initializer].draw(weight, bias, generator)
        weights.append((weight * setting.scale).requires_grad_())
        biases.append(bias)
    return weights, biases


def _run_forward(X: Tensor, weights: list[Tensor], biases: list[Tensor], activation: str) -> list[Tensor]:
    """Weighted sums of every layer, the output's last."""
    f, a, sums = FUNCTIONS[activation].function, X, []
    for weight, bias in zip(weights, biases, strict=True):
        sums.append(a @ weight.T + bias)
        a = f(sums[-1])
    return sums


def _slope(z: Tensor, activation: str) -> Tensor:
    spec = FUNCTIONS[activation]
    return spec.derivative(z, spec.function(z))
