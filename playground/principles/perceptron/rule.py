"""Rosenblatt's learning rule, one sample after the other."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor

from playground.principles.perceptron.neuron import fires


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """What the rule did with one sample.

    Parameters
    ----------
    index : int
        Which point.
    wants, gives : int
        Its class, and the neuron's answer before the update.
    before, after : tuple of float
        w1, w2 and theta.
    """

    index: int
    wants: int
    gives: int
    before: tuple[float, float, float]
    after: tuple[float, float, float]


@dataclass(kw_only=True, slots=True)
class Course:
    """How learning went.

    Parameters
    ----------
    weights : Tensor of shape (3,), float64
        w1, w2 and theta at the end.
    samples : int
        How many were presented.
    mistakes : int
        How many of them changed the weights.
    epochs : list of int
        Mistakes of each complete epoch.
    is_settled : bool
        Whether a whole epoch went without a mistake: from there nothing changes any more.
    trail : list of Tensor
        The newest weights before an update, oldest first.
    last : Sample or None
        The last sample presented.
    """

    weights: Tensor
    samples: int = 0
    mistakes: int = 0
    epochs: list[int] = field(default_factory=list)
    is_settled: bool = False
    trail: list[tuple[float, float, float]] = field(default_factory=list)
    last: Sample | None = None


TRAIL = 6


def learn(X: Tensor, y: Tensor, start: Tensor, *, rate: float, samples: int) -> Course:
    """Present the points in their order, again and again, until an epoch without mistakes or enough samples.

    A mistake adds rate * (y - y') to each weight times its input. The threshold is a third weight, on a constant input
    of -1, so it moves the other way.

    Parameters
    ----------
    X : Tensor of shape (n_samples, 2), float64
    y : Tensor of shape (n_samples,), int64
        Classes 0 and 1.
    start : Tensor of shape (3,), float64
        w1, w2 and theta to begin with.
    rate : float
        The learning rate, above 0.
    samples : int
        At most so many are presented.

    References
    ----------
    Rosenblatt, Principles of neurodynamics, 1962.
    """
    course = Course(weights=start.clone())
    augmented = augment(X)
    since = 0  # mistakes of the present epoch
    while len(X) and course.samples < samples and not course.is_settled:
        is_mistake = _present(course, X, y, augmented, rate, is_last=course.samples == samples - 1)
        since += is_mistake
        course.mistakes += is_mistake
        course.samples += 1
        if course.samples % len(X) == 0:
            course.epochs.append(since)
            course.is_settled = since == 0
            since = 0
    return course


def augment(X: Tensor) -> Tensor:
    """The points with the threshold's constant input of -1: shape (n_samples, 3)."""
    return torch.cat([X, -torch.ones(len(X), 1, dtype=X.dtype)], dim=1)


def _present(course: Course, X: Tensor, y: Tensor, augmented: Tensor, rate: float, *, is_last: bool) -> bool:
    """One sample; says whether it was a mistake."""
    i = course.samples % len(X)
    before = course.weights
    error = int(y[i]) - int(fires(X[i : i + 1], before))
    if error:
        course.weights = before + rate * error * augmented[i]
        course.trail = [*course.trail, _numbers(before)][-TRAIL:]
    if is_last:
        wants = int(y[i])
        course.last = Sample(
            index=i, wants=wants, gives=wants - error, before=_numbers(before), after=_numbers(course.weights)
        )
    return error != 0


def _numbers(weights: Tensor) -> tuple[float, float, float]:
    w1, w2, theta = weights.tolist()
    return w1, w2, theta
