"""What the registry says of a distribution, and how samples of it are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.config import GanDataConfig

Floats = NDArray[np.float64]
Samples = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class DistributionSpec:
    """One distribution of the registry: either a skeleton that samples scatter around, or a pool of pictures.

    Parameters
    ----------
    label, short : str
        Name, and a name of at most seven letters for a thumbnail.
    summary : str
        One sentence: what is hard about it.
    uses : tuple of str
        Fields of `GanDataConfig` that change the samples; the others have no effect.
    formula, reference : str
        In LaTeX, and where the distribution comes from.
    place : callable, optional
        ``place(config, u) -> float64 (n, 2)``: where on the skeleton the uniform numbers ``u`` of shape (n,), in
        [0, 1), come to lie; of shape (0, 2) if there is no skeleton yet.
    pool : callable, optional
        ``pool(config) -> float32 (m, d)``: all that there is, of a distribution known only by its samples.
    centers : callable, optional
        ``centers(config) -> float64 (k, 2)``: the modes, of a distribution that consists of some.
    """

    label: str
    short: str
    summary: str
    uses: tuple[str, ...]
    formula: str = ""
    reference: str = ""
    place: Callable[[GanDataConfig, Floats], Floats] | None = None
    pool: Callable[[GanDataConfig], Samples] | None = None
    centers: Callable[[GanDataConfig], Floats] | None = None

    def draw(self, config: GanDataConfig, n: int, rng: np.random.Generator) -> Samples:
        """Independent samples; from a pool, different ones in a random order.

        Parameters
        ----------
        config : GanDataConfig
        n : int
        rng : numpy.random.Generator
            Gives ``random(n)``, then ``standard_normal((n, 2))``; for a pool, a ``permutation``.

        Returns
        -------
        ndarray of shape (n, d), float32
            Fewer than `n` if the pool holds fewer; none where nothing is painted.
        """
        if self.pool is not None:
            images = self.pool(config)
            return images[rng.permutation(len(images))[:n]]
        assert self.place is not None
        on_skeleton = self.place(config, rng.random(n))
        return (on_skeleton + config.spread * rng.standard_normal(on_skeleton.shape)).astype(np.float32)

    def modes(self, config: GanDataConfig) -> Floats | None:
        """Centers of the modes, of shape (k, 2); None where the distribution does not consist of any."""
        return self.centers(config) if self.centers else None


def pick(centers: NDArray[Any], u: Floats) -> Floats:
    """One of the centers for each uniform number, all equally likely.

    Parameters
    ----------
    centers : ndarray of shape (k, 2)
    u : ndarray of shape (n,)
        In [0, 1).

    Returns
    -------
    ndarray of shape (n, 2), float64
        Of shape (0, 2) if there are no centers.
    """
    if len(centers) == 0:
        return np.empty((0, 2))
    return centers[(u * len(centers)).astype(np.int64)].astype(np.float64)
