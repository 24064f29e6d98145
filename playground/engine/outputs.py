"""What a network's outputs mean, and how large they are where a map shows them in full color."""

from __future__ import annotations

from dataclasses import dataclass

from playground.data import Dataset
from playground.objectives import LossSpec

LOGIT_LIMIT = 8.0
"""Logits beyond it are drawn alike: a probability of 0.9997."""
SCORE_LIMIT = 2.0
"""Scores of a hinge loss beyond it are drawn alike: twice the margin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutputScale:
    """How maps of the output are to be read.

    Parameters
    ----------
    kind : {"probability", "score", "classes", "value"}
        A logit of class 1; a signed score of class 1; one logit or score a class, shifted so that the largest is the
        limit; a value.
    limit : float
        Maps show [-limit, limit].
    """

    kind: str
    limit: float


def scale_output(dataset: Dataset, loss: LossSpec) -> OutputScale:
    """The scale for the outputs of a network that learns `dataset` by `loss`."""
    if dataset.task == "regression":
        return OutputScale(kind="value", limit=dataset.value_limit)
    if dataset.task == "multiclass":
        return OutputScale(kind="classes", limit=LOGIT_LIMIT)
    if loss.gives_probabilities:
        return OutputScale(kind="probability", limit=LOGIT_LIMIT)
    return OutputScale(kind="score", limit=SCORE_LIMIT)
