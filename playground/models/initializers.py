"""Initializers: how the weights and biases of a linear layer are drawn before the first step."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from torch import Generator, Tensor, nn

Draw = Callable[[Tensor, Tensor, Generator], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class InitializerSpec:
    """One initializer of the registry.

    Parameters
    ----------
    draw : callable
        ``draw(weight, bias, generator)`` fills both in place: weight of shape (n_outputs, n_inputs), bias of
        shape (n_outputs,), neither tracked by autograd.
    """

    label: str
    summary: str
    formula: str
    draw: Draw
    reference: str = ""


def draw_pytorch(weight: Tensor, bias: Tensor, generator: Generator) -> None:
    """Weights and biases uniform in +-1/sqrt(n_inputs), as `torch.nn.Linear` draws them."""
    bound = 1 / math.sqrt(weight.shape[1])
    weight.uniform_(-bound, bound, generator=generator)
    bias.uniform_(-bound, bound, generator=generator)


def draw_xavier_uniform(weight: Tensor, bias: Tensor, generator: Generator) -> None:
    """Weights uniform in +-sqrt(6 / (n_inputs + n_outputs)), biases 0."""
    nn.init.xavier_uniform_(weight, generator=generator)
    bias.zero_()


def draw_xavier_normal(weight: Tensor, bias: Tensor, generator: Generator) -> None:
    """Weights normal with variance 2 / (n_inputs + n_outputs), biases 0."""
    nn.init.xavier_normal_(weight, generator=generator)
    bias.zero_()


def draw_kaiming_uniform(weight: Tensor, bias: Tensor, generator: Generator) -> None:
    """Weights uniform in +-sqrt(6 / n_inputs), biases 0."""
    nn.init.kaiming_uniform_(weight, nonlinearity="relu", generator=generator)
    bias.zero_()


def draw_kaiming_normal(weight: Tensor, bias: Tensor, generator: Generator) -> None:
    """Weights normal with variance 2 / n_inputs, biases 0."""
    nn.init.kaiming_normal_(weight, nonlinearity="relu", generator=generator)
    bias.zero_()


def draw_zeros(weight: Tensor, bias: Tensor, generator: Generator) -> None:
    """Everything 0: the units of a layer can then never become different from each other."""
    weight.zero_()
    bias.zero_()


INITIALIZERS: dict[str, InitializerSpec] = {
    "pytorch": InitializerSpec(
        label="PyTorch default",
        summary="Uniform weights and biases that shrink with the number of inputs, as nn.Linear draws them.",
        formula=r"W, b \sim U\left(-\tfrac{1}{\sqrt{n_{in}}}, \tfrac{1}{\sqrt{n_{in}}}\right)",
        draw=draw_pytorch,
        reference="LeCun, Bottou, Orr and Müller, Efficient BackProp (1998)",
    ),
    "xavier_uniform": InitializerSpec(
        label="Xavier uniform",
        summary="Keeps the size of signals and gradients alike from layer to layer; made for tanh.",
        formula=r"W \sim U\left(-\sqrt{\tfrac{6}{n_{in} + n_{out}}}, \sqrt{\tfrac{6}{n_{in} + n_{out}}}\right)",
        draw=draw_xavier_uniform,
        reference="Glorot and Bengio, Understanding the difficulty of training deep feedforward networks (2010)",
    ),
    "xavier_normal": InitializerSpec(
        label="Xavier normal",
        summary="As Xavier uniform, with normally distributed weights.",
        formula=r"W \sim \mathcal{N}\left(0, \tfrac{2}{n_{in} + n_{out}}\right)",
        draw=draw_xavier_normal,
        reference="Glorot and Bengio, Understanding the difficulty of training deep feedforward networks (2010)",
    ),
    "kaiming_uniform": InitializerSpec(
        label="Kaiming uniform",
        summary="Makes up for the half of the signal that ReLU silences.",
        formula=r"W \sim U\left(-\sqrt{\tfrac{6}{n_{in}}}, \sqrt{\tfrac{6}{n_{in}}}\right)",
        draw=draw_kaiming_uniform,
        reference="He, Zhang, Ren and Sun, Delving deep into rectifiers (2015)",
    ),
    "kaiming_normal": InitializerSpec(
        label="Kaiming normal",
        summary="As Kaiming uniform, with normally distributed weights.",
        formula=r"W \sim \mathcal{N}\left(0, \tfrac{2}{n_{in}}\right)",
        draw=draw_kaiming_normal,
        reference="He, Zhang, Ren and Sun, Delving deep into rectifiers (2015)",
    ),
    "zeros": InitializerSpec(
        label="Zeros",
        summary="All weights 0: shows why networks need random starts, since equal units stay equal.",
        formula=r"W = 0",
        draw=draw_zeros,
    ),
}
