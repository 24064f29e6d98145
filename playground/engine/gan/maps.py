"""Scores as levels: how far what the discriminator says is from undecided, over the plane and over many samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.engine.maps import compute_scale, to_uint16
from playground.objectives import GanLossSpec

BINS = 25


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreScale:
    """How scores are turned into shares of a limit: u = (score - middle) / span.

    Parameters
    ----------
    middle : float
        The score of a discriminator that is undecided.
    span : float
        Scores this far from it are shown at full color.
    """

    middle: float
    span: float

    def compute_shares(self, scores: Tensor) -> Tensor:
        """u, clipped to [-1, 1]; of what is not a number 0."""
        return ((scores - self.middle) / self.span).nan_to_num(nan=0.0, posinf=1.0, neginf=-1.0).clamp(-1, 1)


def find_scale(spec: GanLossSpec, field: Tensor, real: Tensor, fake: Tensor) -> ScoreScale:
    """The scale of a moment.

    Parameters
    ----------
    spec : GanLossSpec
        Brings middle and span, unless its scores have neither (Wasserstein: only their differences count).
    field, real, fake : Tensor
        Scores over the plane (or what else is shown), of real samples and of generated ones. In the latter case the
        middle lies halfway between the means of real and fake, and the span covers 99 % of the field.
    """
    means = [float(scores.nan_to_num().mean()) for scores in (real, fake) if len(scores) > 0]
    middle = spec.middle if spec.middle is not None else sum(means) / max(len(means), 1)
    if spec.span is not None:
        return ScoreScale(middle=middle, span=spec.span)
    distances = (field - middle).nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)
    return ScoreScale(middle=middle, span=compute_scale(distances, (-torch.inf, torch.inf)))


def encode_field(scores: Tensor, scale: ScoreScale) -> NDArray[np.uint16]:
    """Levels of scores over a square grid, row by row: (size, size), u of -1 to 1 as 0 to 65535."""
    size = round(len(scores) ** 0.5)
    return to_uint16(scale.compute_shares(scores).reshape(size, size))


def compute_histogram(scores: Tensor, scale: ScoreScale) -> NDArray[np.float32]:
    """Shares of the samples in `BINS` equal parts of u from -1 to 1; all 0 without samples.

    Scores beyond the span count into the outermost parts.
    """
    places = ((scale.compute_shares(scores) + 1) / 2 * BINS).long().clamp(max=BINS - 1)
    counts = torch.bincount(places, minlength=BINS).float()
    shares: NDArray[np.float32] = (counts / max(len(scores), 1)).numpy()
    return shares
