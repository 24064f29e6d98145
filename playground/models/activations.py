"""Activations: the function of each neuron, and its derivative written out.

In every derivative, ``z`` is the weighted sum that went in and ``a = f(z)`` what came out; whichever
gives the shorter formula is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

LEAKY_SLOPE = 0.01
INFINITY = math.inf


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivationSpec:
    """One activation of the registry.

    Parameters
    ----------
    function : callable
        ``function(z) -> a``, elementwise, any shape, differentiable by autograd.
    derivative : callable
        ``derivative(z, a) -> da/dz``, same shape.
    range : tuple of float
        Infimum and supremum of `function`.
    """

    label: str
    summary: str
    formula: str
    function: Callable[[Tensor], Tensor]
    derivative: Callable[[Tensor, Tensor], Tensor]
    range: tuple[float, float]
    reference: str = ""


def linear(z: Tensor) -> Tensor:
    """f(z) = z."""
    return z


def linear_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 1."""
    return torch.ones_like(z)


def relu_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 1 where z > 0, else 0: the sign of a, which is never negative."""
    return torch.sign(a)


def leaky_relu(z: Tensor) -> Tensor:
    """f(z) = z where z > 0, else 0.01 z."""
    return F.leaky_relu(z, LEAKY_SLOPE)


def leaky_relu_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 1 where z > 0, else 0.01."""
    return torch.full_like(z, LEAKY_SLOPE).masked_fill_(z > 0, 1.0)


def sigmoid_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = a (1 - a)."""
    return a * (1 - a)


def tanh_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 1 - a^2."""
    return 1 - a * a


def elu_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = 1 where z > 0, else e^z = a + 1."""
    return torch.where(z > 0, 1.0, a + 1)


def gelu_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = Phi(z) + z phi(z), with the normal distribution Phi and its density phi."""
    distribution = 0.5 * (1 + torch.erf(z / math.sqrt(2)))
    density = torch.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    return distribution + z * density


def silu_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) = s + a (1 - s), with s the sigmoid of z."""
    s = torch.sigmoid(z)
    return s + a * (1 - s)


def softplus_derivative(z: Tensor, a: Tensor) -> Tensor:
    """f'(z) is the sigmoid of z."""
    return torch.sigmoid(z)


ACTIVATIONS: dict[str, ActivationSpec] = {
    "linear": ActivationSpec(
        label="Linear",
        summary="No activation: any number of such layers is still one linear map.",
        formula=r"f(z) = z",
        function=linear,
        derivative=linear_derivative,
        range=(-INFINITY, INFINITY),
    ),
    "relu": ActivationSpec(
        label="ReLU",
        summary="Passes positive sums and silences negative ones: fast, but a unit can fall silent for good.",
        formula=r"f(z) = \max(0, z)",
        function=torch.relu,
        derivative=relu_derivative,
        range=(0.0, INFINITY),
        reference="Nair and Hinton, Rectified linear units improve restricted Boltzmann machines (2010)",
    ),
    "leaky_relu": ActivationSpec(
        label="Leaky ReLU",
        summary="ReLU that lets a hundredth of negative sums through, so that no unit falls silent.",
        formula=r"f(z) = \max(0.01 z, z)",
        function=leaky_relu,
        derivative=leaky_relu_derivative,
        range=(-INFINITY, INFINITY),
        reference="Maas, Hannun and Ng, Rectifier nonlinearities improve neural network acoustic models (2013)",
    ),
    "sigmoid": ActivationSpec(
        label="Sigmoid",
        summary="Squeezes any sum between 0 and 1; flat at both ends, so gradients fade through many layers.",
        formula=r"f(z) = \frac{1}{1 + e^{-z}}",
        function=torch.sigmoid,
        derivative=sigmoid_derivative,
        range=(0.0, 1.0),
        reference="Rumelhart, Hinton and Williams, Learning representations by back-propagating errors (1986)",
    ),
    "tanh": ActivationSpec(
        label="Tanh",
        summary="Squeezes any sum between -1 and 1, centered on 0; smooth boundaries, flat at both ends.",
        formula=r"f(z) = \tanh(z)",
        function=torch.tanh,
        derivative=tanh_derivative,
        range=(-1.0, 1.0),
        reference="LeCun, Bottou, Orr and Müller, Efficient BackProp (1998)",
    ),
    "elu": ActivationSpec(
        label="ELU",
        summary="Linear for positive sums, an exponential that levels off at -1 for negative ones.",
        formula=r"f(z) = z \text{ if } z > 0, \text{ else } e^{z} - 1",
        function=F.elu,
        derivative=elu_derivative,
        range=(-1.0, INFINITY),
        reference="Clevert, Unterthiner and Hochreiter, Fast and accurate deep network learning by ELUs (2016)",
    ),
    "gelu": ActivationSpec(
        label="GELU",
        summary="Weighs a sum by the share of a normal distribution below it: the choice of most transformers.",
        formula=r"f(z) = z \, \Phi(z)",
        function=F.gelu,
        derivative=gelu_derivative,
        range=(-0.17, INFINITY),
        reference="Hendrycks and Gimpel, Gaussian error linear units (2016)",
    ),
    "silu": ActivationSpec(
        label="SiLU",
        summary="A sum times its own sigmoid (also called swish): a smooth ReLU that dips below 0.",
        formula=r"f(z) = z \, \sigma(z)",
        function=F.silu,
        derivative=silu_derivative,
        range=(-0.2785, INFINITY),
        reference="Elfwing, Uchibe and Doya, Sigmoid-weighted linear units (2018)",
    ),
    "softplus": ActivationSpec(
        label="Softplus",
        summary="A smooth ReLU that is always positive; its derivative is the sigmoid.",
        formula=r"f(z) = \ln(1 + e^{z})",
        function=F.softplus,
        derivative=softplus_derivative,
        range=(0.0, INFINITY),
        reference="Dugas et al., Incorporating second-order functional knowledge (2001)",
    ),
}
