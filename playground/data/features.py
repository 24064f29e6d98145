"""What the network is given of each point: its coordinates, and simple functions of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.checks import show


@dataclass(frozen=True, kw_only=True, slots=True)
class FeatureSpec:
    """One input of the network.

    Parameters
    ----------
    function : callable
        ``function(X) -> values`` with X of shape (n, n_features) and values of shape (n,).
    needs : {1, 2}
        Coordinates that a point must have: 2 if x2 is read.
    """

    label: str
    summary: str
    formula: str
    function: Callable[[Tensor], Tensor]
    needs: int
    reference: str = ""


def compute_features(names: Sequence[str], X: Tensor) -> Tensor:
    """The inputs of the network.

    Parameters
    ----------
    names : sequence of str
        Keys of `FEATURES`, as `usable_features` gives them.
    X : Tensor of shape (n, n_features)
        Coordinates of each point.

    Returns
    -------
    Tensor of shape (n, len(names))
    """
    return torch.stack([FEATURES[name].function(X) for name in names], dim=1)


def usable_features(names: Sequence[str], n_features: int) -> tuple[str, ...]:
    """Those of the names that points with so many coordinates have.

    Raises
    ------
    ValueError
        None is left.
    """
    usable = tuple(name for name in names if FEATURES[name].needs <= n_features)
    if not usable:
        accepted = ", ".join(name for name, spec in FEATURES.items() if spec.needs <= n_features)
        raise ValueError(
            f"model.inputs is {show(list(names))}, but the points have one coordinate; accepted: some of {accepted}"
        )
    return usable


FEATURES: dict[str, FeatureSpec] = {
    "x1": FeatureSpec(
        label="x₁",
        summary="The first coordinate, as it is.",
        formula="x_1",
        function=lambda X: X[:, 0],
        needs=1,
    ),
    "x2": FeatureSpec(
        label="x₂",
        summary="The second coordinate, as it is.",
        formula="x_2",
        function=lambda X: X[:, 1],
        needs=2,
    ),
    "x1_squared": FeatureSpec(
        label="x₁²",
        summary="Far from 0 on either side: with its sibling, a circle becomes a straight line.",
        formula="x_1^2",
        function=lambda X: X[:, 0] ** 2,
        needs=1,
    ),
    "x2_squared": FeatureSpec(
        label="x₂²",
        summary="Far from 0 above or below: with its sibling, a circle becomes a straight line.",
        formula="x_2^2",
        function=lambda X: X[:, 1] ** 2,
        needs=2,
    ),
    "product": FeatureSpec(
        label="x₁x₂",
        summary="Positive where both coordinates have the same sign: solves XOR by itself.",
        formula="x_1 x_2",
        function=lambda X: X[:, 0] * X[:, 1],
        needs=2,
    ),
    "sin_x1": FeatureSpec(
        label="sin πx₁",
        summary="A wave of period 2 along the first coordinate.",
        formula=r"\sin \pi x_1",
        function=lambda X: torch.sin(torch.pi * X[:, 0]),
        needs=1,
    ),
    "sin_x2": FeatureSpec(
        label="sin πx₂",
        summary="A wave of period 2 along the second coordinate.",
        formula=r"\sin \pi x_2",
        function=lambda X: torch.sin(torch.pi * X[:, 1]),
        needs=2,
    ),
    "cos_x1": FeatureSpec(
        label="cos πx₁",
        summary="The same wave along the first coordinate, a quarter of a period earlier.",
        formula=r"\cos \pi x_1",
        function=lambda X: torch.cos(torch.pi * X[:, 0]),
        needs=1,
    ),
    "cos_x2": FeatureSpec(
        label="cos πx₂",
        summary="The same wave along the second coordinate, a quarter of a period earlier.",
        formula=r"\cos \pi x_2",
        function=lambda X: torch.cos(torch.pi * X[:, 1]),
        needs=2,
    ),
}
