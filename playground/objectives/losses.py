"""Losses: what training minimizes, averaged over the points of a batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True, kw_only=True, slots=True)
class LossSpec:
    """One loss of the registry.

    Parameters
    ----------
    function : callable
        ``function(logits, targets) -> loss``: mean over the batch, a scalar; both of shape (n, 1), float32.
    gradient : callable
        ``gradient(logits, targets, share, out)`` writes the derivative of that mean by the logits into `out`;
        share is 1/n as a tensor of shape ().
    """

    label: str
    summary: str
    formula: str
    function: Callable[[Tensor, Tensor], Tensor]
    gradient: Callable[[Tensor, Tensor, Tensor, Tensor], None]
    reference: str = ""


def binary_cross_entropy_gradient(logits: Tensor, targets: Tensor, share: Tensor, out: Tensor) -> None:
    """dL/dz = (sigmoid(z) - y) / n."""
    torch.sigmoid(logits, out=out)
    out.sub_(targets).mul_(share)


LOSSES: dict[str, LossSpec] = {
    "binary_cross_entropy": LossSpec(
        label="Binary cross-entropy",
        summary="Minus the log of the probability given to the right class; ln 2 = 0.693 is a coin toss.",
        formula=r"L = -\frac{1}{n} \sum_i y_i \ln \sigma(z_i) + (1 - y_i) \ln(1 - \sigma(z_i))",
        function=F.binary_cross_entropy_with_logits,
        gradient=binary_cross_entropy_gradient,
        reference="Bishop, Pattern Recognition and Machine Learning (2006), section 4.3",
    ),
}
