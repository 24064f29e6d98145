"""Pictures: handwritten digits of eight by eight pixels, all of them or one kind."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from sklearn.datasets import load_digits

from playground.config import GanDataConfig
from playground.data.distributions.spec import DistributionSpec, Samples

SIDE = 8
"""Pixels in a row and in a column."""


def take_digits(config: GanDataConfig) -> Samples:
    """All pictures of the chosen digit.

    Returns
    -------
    ndarray of shape (m, 64), float32
        Row by row from the top; -1 is paper, 1 is ink.
    """
    images, targets = _load_images()
    return images if config.digit == "all" else images[targets == int(config.digit)]


@lru_cache(maxsize=1)
def _load_images() -> tuple[Samples, Samples]:
    digits = load_digits()
    images = (digits.data / 8 - 1).astype(np.float32)
    images.setflags(write=False)  # all runs share them
    return images, digits.target


DIGITS_SPEC = DistributionSpec(
    label="Handwritten digits",
    short="Digits",
    summary="Pictures of eight by eight pixels, each 64 numbers, and few of all possible pictures are digits.",
    pool=take_digits,
    uses=("digit",),
    reference="scikit-learn, sklearn.datasets.load_digits; Alpaydin and Kaynak (1998)",
)
DIGITS: dict[str, DistributionSpec] = {"digits": DIGITS_SPEC}
