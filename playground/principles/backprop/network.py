"""The network of the backpropagation lab, written out: forward, and the chain rule backward."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from playground.principles.backprop.functions import FUNCTIONS, LOSSES
from playground.principles.backprop.setting import Setting

PLAIN = torch.float64


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """What one sample leaves on its way forward.

    Parameters
    ----------
    sums : list of Tensor of shape (..., n_units)
        Weighted sums z of each layer after the inputs.
    values : list of Tensor of shape (..., n_units)
        The inputs, then what each layer gives.
    loss : Tensor of shape (...)
    """

    sums: list[Tensor]
    values: list[Tensor]
    loss: Tensor


def split(setting: Setting, parameters: Tensor) -> list[Tensor]:
    """Each layer's weights and biases, of shape (..., n_units, n_inputs + 1), the biases in the last column."""
    shapes = [(n_out, n_in + 1) for n_in, n_out in pairwise(setting.sizes)]
    parts = torch.split(parameters, [n_out * width for n_out, width in shapes], dim=-1)
    return [part.reshape(*part.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)]


def join(layers: list[Tensor]) -> Tensor:
    """The reverse of `split`, of shape (..., n_parameters)."""
    return torch.cat([layer.flatten(-2) for layer in layers], dim=-1)


def run_forward(setting: Setting, layers: list[Tensor]) -> Pass:
    """Run the sample through the network, for any number of parameter sets at once.

    Parameters
    ----------
    layers : list of Tensor of shape (..., n_units, n_inputs + 1)
        As `split` gives them; their type is what the arithmetic is done in.
    """
    a = torch.tensor(setting.x, dtype=layers[0].dtype).expand(*layers[0].shape[:-2], -1)
    t = torch.tensor(setting.t, dtype=a.dtype)
    sums, values = [], [a]
    for depth, layer in enumerate(layers, start=1):
        z = (layer[..., :-1] @ a.unsqueeze(-1)).squeeze(-1) + layer[..., -1]
        a = give_output(setting, z) if depth == setting.n_layers else FUNCTIONS[setting.hidden][0](z)
        sums.append(z)
        values.append(a)
    return Pass(sums=sums, values=values, loss=LOSSES[setting.loss].function(sums[-1], a, t))


def give_output(setting: Setting, z: Tensor) -> Tensor:
    """y: the output activation of z, which cross-entropy settles."""
    if not LOSSES[setting.loss].is_fused:
        return FUNCTIONS[setting.output][0](z)
    return torch.sigmoid(z) if setting.sizes[-1] == 1 else torch.softmax(z, dim=-1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Blame:
    """What runs backward; each list has one entry a layer after the inputs.

    Parameters
    ----------
    output : Tensor
        dL/dy, or dL/dz of the output where output function and loss are one formula.
    slopes : list of Tensor or None
        da/dz; None for an output that is one with its loss.
    sums : list of Tensor
        dL/dz.
    parameters : Tensor
        dL/dw, in the order of the parameters.
    """

    output: Tensor
    slopes: list[Tensor | None]
    sums: list[Tensor]
    parameters: Tensor


def run_backward(setting: Setting, layers: list[Tensor], forward: Pass) -> Blame:
    """The chain rule, layer by layer from the loss.

    References
    ----------
    Rumelhart, Hinton and Williams, Learning representations by back-propagating errors (1986)
    """
    loss = LOSSES[setting.loss]
    output = loss.blame(forward.values[-1], torch.tensor(setting.t, dtype=PLAIN))
    slopes = [
        FUNCTIONS[setting.hidden][1](z, a)
        for z, a in zip(forward.sums[:-1], forward.values[1:-1], strict=True)
    ]  # fmt: skip
    last = None if loss.is_fused else FUNCTIONS[setting.output][1](forward.sums[-1], forward.values[-1])
    blame = output if last is None else output * last
    sums = [blame]
    for layer, slope in zip(layers[:0:-1], slopes[::-1], strict=True):
        blame = (layer[:, :-1].T @ blame) * slope
        sums.insert(0, blame)
    gradients = [
        torch.outer(blame, torch.cat([a, torch.ones(1, dtype=PLAIN)]))
        for blame, a in zip(sums, forward.values[:-1], strict=True)
    ]
    return Blame(output=output, slopes=[*slopes, last], sums=sums, parameters=join(gradients))
