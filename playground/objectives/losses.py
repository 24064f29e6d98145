"""Losses: what training minimizes, averaged over the points of a batch.

Outputs z are the network's n rows: one column for two classes (the logit of class 1) and for a regression, one for each
of K classes. Targets y have shape (n, 1), float32, but for several classes: there (n,), int64.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from playground.checks import show
from playground.config import ObjectiveConfig
from playground.objectives.tasks import TASKS
from playground.registry import lookup

HUBER_DELTA = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class LossSpec:
    """One loss of the registry.

    Parameters
    ----------
    function : callable
        ``function(outputs, targets, smoothing, reduction="mean") -> loss``: mean over the batch, a scalar; with
        ``"none"`` the loss of each point, n numbers.
    gradient : callable
        ``gradient(outputs, targets, smoothing, share, out)`` writes the derivative of that mean by the outputs into
        `out`; share is 1/n as a tensor of shape (). With one output, dimensions may stand in front.
    tasks : tuple of str
        Keys of `TASKS` that it fits.
    smooths : bool
        Whether it knows label smoothing: a share of each target is spread evenly over all classes. Others ignore it.
    gives_probabilities : bool
        Whether it makes outputs the logits of probabilities.
    """

    label: str
    summary: str
    formula: str
    function: Callable[..., Tensor]
    gradient: Callable[[Tensor, Tensor, float, Tensor, Tensor], None]
    tasks: tuple[str, ...]
    smooths: bool = False
    gives_probabilities: bool = False
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss with its smoothing settled."""

    spec: LossSpec
    smoothing: float

    def function(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """Mean over the batch, a scalar."""
        return self.spec.function(outputs, targets, self.smoothing)

    def each(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The loss of each point, shape (n,)."""
        return self.spec.function(outputs, targets, self.smoothing, "none").flatten()

    def gradient(self, outputs: Tensor, targets: Tensor, share: Tensor, out: Tensor) -> None:
        """Write the derivative of that mean by the outputs into `out`; share is 1/n."""
        self.spec.gradient(outputs, targets, self.smoothing, share, out)


def binary_cross_entropy(outputs: Tensor, targets: Tensor, smoothing: float, reduction: str = "mean") -> Tensor:
    """L = mean of -y ln p - (1 - y) ln(1 - p), with p the sigmoid of z."""
    if smoothing > 0:
        targets = targets * (1 - smoothing) + smoothing / 2
    return F.binary_cross_entropy_with_logits(outputs, targets, reduction=reduction)


def binary_cross_entropy_gradient(
    outputs: Tensor, targets: Tensor, smoothing: float, share: Tensor, out: Tensor
) -> None:
    """dL/dz = (p - y) / n."""
    torch.sigmoid(outputs, out=out)
    if smoothing > 0:
        out.sub_(targets, alpha=1 - smoothing).sub_(smoothing / 2).mul_(share)
    else:
        out.sub_(targets).mul_(share)


def cross_entropy(outputs: Tensor, targets: Tensor, smoothing: float, reduction: str = "mean") -> Tensor:
    """L = mean of -ln p of the right class, with p the softmax of z."""
    return F.cross_entropy(outputs, targets, label_smoothing=smoothing, reduction=reduction)


def cross_entropy_gradient(outputs: Tensor, targets: Tensor, smoothing: float, share: Tensor, out: Tensor) -> None:
    """dL/dz = (p - y) / n, with y 1 for the right class and 0 for the others."""
    torch.softmax(outputs, 1, out=out)
    if smoothing > 0:
        out.sub_(smoothing / out.shape[1])
    right = out.new_full((len(out), 1), smoothing - 1)
    out.scatter_add_(1, targets.unsqueeze(1), right).mul_(share)


def hinge(outputs: Tensor, targets: Tensor, smoothing: float, reduction: str = "mean") -> Tensor:
    """L = mean of max(0, 1 - t z), t = -1 or 1; of several classes the sum over the wrong ones, divided by K."""
    if outputs.shape[1] > 1:
        return F.multi_margin_loss(outputs, targets, reduction=reduction)
    losses = (1 - (2 * targets - 1) * outputs).clamp(min=0)
    return losses.mean() if reduction == "mean" else losses


def hinge_gradient(outputs: Tensor, targets: Tensor, smoothing: float, share: Tensor, out: Tensor) -> None:
    """dL/dz = -t / n where the margin is below 1; 1 / (n K) for each wrong class that comes too near the right one."""
    if outputs.shape[-1] == 1:
        signs = 2 * targets - 1
        torch.mul(signs, signs * outputs < 1, out=out)
        out.mul_(-share)
        return
    right = targets.unsqueeze(1)
    out.copy_(1 - outputs.gather(1, right) + outputs > 0).scatter_(1, right, 0.0)
    out.scatter_(1, right, -out.sum(dim=1, keepdim=True)).mul_(share / out.shape[1])


def mse(outputs: Tensor, targets: Tensor, smoothing: float, reduction: str = "mean") -> Tensor:
    """L = mean of (z - y)^2."""
    return F.mse_loss(outputs, targets, reduction=reduction)


def mse_gradient(outputs: Tensor, targets: Tensor, smoothing: float, share: Tensor, out: Tensor) -> None:
    """dL/dz = 2 (z - y) / n."""
    torch.sub(outputs, targets, out=out)
    out.mul_(2 * share)


def mae(outputs: Tensor, targets: Tensor, smoothing: float, reduction: str = "mean") -> Tensor:
    """L = mean of |z - y|."""
    return F.l1_loss(outputs, targets, reduction=reduction)


def mae_gradient(outputs: Tensor, targets: Tensor, smoothing: float, share: Tensor, out: Tensor) -> None:
    """dL/dz = sign(z - y) / n."""
    torch.sub(outputs, targets, out=out)
    out.sign_().mul_(share)


def huber(outputs: Tensor, targets: Tensor, smoothing: float, reduction: str = "mean") -> Tensor:
    """L = mean of (z - y)^2 / 2 where |z - y| < 1, else of |z - y| - 1/2."""
    return F.huber_loss(outputs, targets, delta=HUBER_DELTA, reduction=reduction)


def huber_gradient(outputs: Tensor, targets: Tensor, smoothing: float, share: Tensor, out: Tensor) -> None:
    """dL/dz = (z - y) / n, cut off at -1/n and 1/n."""
    torch.sub(outputs, targets, out=out)
    out.clamp_(-HUBER_DELTA, HUBER_DELTA).mul_(share)


def build_loss(config: ObjectiveConfig) -> Loss:
    """The loss that an experiment names, with its label smoothing."""
    return Loss(lookup(LOSSES, config.loss, "objective.loss"), config.label_smoothing)


def losses_for(task: str) -> list[str]:
    """Names of the losses that fit a task (a key of `TASKS`), the usual one first."""
    return [name for name, spec in LOSSES.items() if task in spec.tasks]


def check_loss(name: str, task: str) -> None:
    """Check that a loss of the registry fits a task.

    Raises
    ------
    ValueError
        Names the loss, what it is for, and those that fit.
    """
    if name not in losses_for(task):
        meant = " or ".join(TASKS[t] for t in LOSSES[name].tasks)
        fitting = ", ".join(map(show, losses_for(task)))
        raise ValueError(f"objective.loss is {show(name)}, which is for {meant}; accepted for {TASKS[task]}: {fitting}")


LOSSES: dict[str, LossSpec] = {
    "binary_cross_entropy": LossSpec(
        label="Binary cross-entropy",
        summary="Minus the log of the probability given to the right class; ln 2 = 0.693 is a coin toss.",
        formula=r"L = -\frac{1}{n} \sum_i y_i \ln \sigma(z_i) + (1 - y_i) \ln(1 - \sigma(z_i))",
        function=binary_cross_entropy,
        gradient=binary_cross_entropy_gradient,
        tasks=("binary",),
        smooths=True,
        gives_probabilities=True,
        reference="Bishop, Pattern Recognition and Machine Learning (2006), section 4.3",
    ),
    "cross_entropy": LossSpec(
        label="Cross-entropy",
        summary="Minus the log of the probability given to the right one of K classes; ln K is a blind guess.",
        formula=r"L = -\frac{1}{n} \sum_i \ln \frac{e^{z_{i y_i}}}{\sum_k e^{z_{ik}}}",
        function=cross_entropy,
        gradient=cross_entropy_gradient,
        tasks=("multiclass",),
        smooths=True,
        gives_probabilities=True,
        reference="Bishop, Pattern Recognition and Machine Learning (2006), section 4.3; "
        "smoothing: Szegedy et al., Rethinking the inception architecture (2016)",
    ),
    "hinge": LossSpec(
        label="Hinge",
        summary="Asks only for a margin: a point that is right by at least 1 no longer pulls.",
        formula=r"L = \frac{1}{n} \sum_i \max(0, 1 - t_i z_i), \; t_i = \pm 1; \quad "
        r"\frac{1}{n K} \sum_i \sum_{k \ne y_i} \max(0, 1 - z_{i y_i} + z_{ik})",
        function=hinge,
        gradient=hinge_gradient,
        tasks=("binary", "multiclass"),
        reference="Cortes and Vapnik, Support-vector networks (1995); Crammer and Singer (2001)",
    ),
    "mse": LossSpec(
        label="Mean squared error",
        summary="The mean of the squared errors: one point far off weighs as much as many near ones.",
        formula=r"L = \frac{1}{n} \sum_i (z_i - y_i)^2",
        function=mse,
        gradient=mse_gradient,
        tasks=("regression",),
        reference="Bishop, Pattern Recognition and Machine Learning (2006), section 3.1",
    ),
    "mae": LossSpec(
        label="Mean absolute error",
        summary="The mean size of the errors: every point pulls with the same force, so outliers hardly matter.",
        formula=r"L = \frac{1}{n} \sum_i |z_i - y_i|",
        function=mae,
        gradient=mae_gradient,
        tasks=("regression",),
        reference="Koenker and Bassett, Regression quantiles (1978)",
    ),
    "huber": LossSpec(
        label="Huber",
        summary="Squared near 0, straight beyond 1: smooth at the bottom, and outliers do not rule.",
        formula=r"L = \frac{1}{n} \sum_i \tfrac{1}{2} e_i^2 \text{ if } |e_i| < 1, \text{ else } |e_i| - \tfrac{1}{2}, "
        r"\quad e_i = z_i - y_i",
        function=huber,
        gradient=huber_gradient,
        tasks=("regression",),
        reference="Huber, Robust estimation of a location parameter (1964)",
    ),
}
