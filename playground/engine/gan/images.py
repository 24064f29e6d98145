"""Images: small pictures as levels, and the real ones closest to them."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.engine.maps import to_uint8


class Neighbors(NamedTuple):
    """The real images closest to some others.

    Parameters
    ----------
    images : Tensor of shape (n, d)
    distances : Tensor of shape (n,)
        Euclidean.
    """

    images: Tensor
    distances: Tensor


class RealImages:
    """The real images, without repetitions, ready to be searched.

    Parameters
    ----------
    samples : ndarray of shape (n, d), float32
        What training draws from; at least one.
    """

    def __init__(self, samples: NDArray[np.float32]) -> None:
        self.images = torch.from_numpy(np.unique(samples, axis=0))
        self._squares = self.images.square().sum(dim=1)

    def find_nearest(self, images: Tensor) -> Neighbors:
        """Of each of `images`, (n, d), the real image at the smallest Euclidean distance."""
        images = images.nan_to_num(nan=0.0)
        # |a - b|^2 without the |a|^2, which is the same for every b.
        nearest = self.images[torch.addmm(self._squares, images, self.images.t(), alpha=-2).argmin(dim=1)]
        return Neighbors(nearest, (images - nearest).norm(dim=1))


def to_pixels(images: Tensor) -> NDArray[np.uint8]:
    """Square images, (n, side, side), from values in rows, (n, side * side): [-1, 1] as 0 to 255."""
    side = math.isqrt(images.shape[1])
    pixels: NDArray[np.uint8] = to_uint8(images).reshape(-1, side, side).numpy()
    return pixels


def enlarge(images: Tensor, size: int) -> Tensor:
    """Images of shape (n, side, side) at another size, (n, size, size), in between linearly."""
    return torch.nn.functional.interpolate(images.unsqueeze(1), size=(size, size), mode="bilinear").squeeze(1)
