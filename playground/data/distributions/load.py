"""Distribution: the real samples of one experiment, those to train on and those to judge by."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.config import GanDataConfig
from playground.data.distributions.own import describe_obstacle
from playground.data.distributions.registry import DISTRIBUTIONS
from playground.data.distributions.spec import DistributionSpec, Samples
from playground.data.extent import Extent
from playground.registry import lookup
from playground.seeding import make_generator

N_HELD_OUT = 2500
"""Real samples to judge by, where they can be drawn: as many as VEEGAN (2017) judges by."""
MAX_MODES = 50
"""With more, 0.5 % of the samples, from which on a mode counts, would be much of what a mode gets."""
HALF_WIDTH = 1.6
"""Of the map, unless the real samples need more."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Distribution:
    """Real samples of one experiment.

    Parameters
    ----------
    samples : ndarray of shape (n, n_features), float32
        To train on; none where nothing is painted.
    held_out : ndarray of shape (m, n_features), float32
        To judge by, never trained on: 2,500, or half of the pictures there are.
    modes : ndarray of shape (k, 2), float32
        Centers of the modes, if there are 2 to 50 of them, each more than 6 spreads away from the others; else of
        shape (0, 2): clouds that run into each other are not told apart by who is near which center.
    spread : float
        Standard deviation of a sample around its mode, or its curve, in each direction.
    extent : tuple of float
        ``(x_min, x_max, y_min, y_max)`` of what a map shows, a square; for pictures the range of a pixel.
    is_image : bool
        Whether a sample is a picture of 8 by 8 pixels, row by row from the top, -1 paper and 1 ink.
    names : tuple of str
        Of the coordinates; none for pictures.
    obstacle : str
        Why there is nothing to imitate, and what to do; empty if there is.
    """

    samples: Samples
    held_out: Samples
    modes: Samples
    spread: float
    extent: Extent
    is_image: bool
    names: tuple[str, ...]
    obstacle: str

    @property
    def task(self) -> str:
        """``"generation"``: there are no targets."""
        return "generation"

    @property
    def n_features(self) -> int:
        """Numbers in a sample: 2, or 64 for a picture."""
        return int(self.samples.shape[1])


def load_distribution(config: GanDataConfig, seed: int) -> Distribution:
    """Draw the real samples of an experiment.

    The samples to train on come from the generator for ``"real"``, those to judge by from that for ``"held-out"``.
    Of pictures there are only so many: ``"held-out"`` shuffles them, and the first half is held out.

    Parameters
    ----------
    config : GanDataConfig
    seed : int
        The experiment's seed.

    Raises
    ------
    ValueError
        There is no distribution of that name.
    """
    spec = lookup(DISTRIBUTIONS, config.name, "data.name")
    is_image = spec.pool is not None
    if spec.pool is not None:
        held_out, samples = _halve(spec.pool(config), make_generator(seed, "held-out"))
    else:
        samples = spec.draw(config, config.n_samples, make_generator(seed, "real"))
        held_out = spec.draw(config, N_HELD_OUT, make_generator(seed, "held-out"))
    return Distribution(
        samples=samples,
        held_out=held_out,
        modes=_find_modes(spec, config),
        spread=0.0 if is_image else config.spread,
        extent=(-1.0, 1.0, -1.0, 1.0) if is_image else _compute_extent(spec, config),
        is_image=is_image,
        names=() if is_image else ("x1", "x2"),
        obstacle=describe_obstacle(config) if "points" in spec.uses else "",
    )


def draw_real_pairs(config: GanDataConfig, seed: int, n_pairs: int = 16) -> list[tuple[Samples, Samples]]:
    """Real samples twice, in equal numbers: what a perfect generator would be, beside what it is judged by.

    Their scores are the noise floor. The second of each pair is the held-out samples themselves, so that a floor
    contains the same chance as the score beside it; the first is drawn anew. Pictures cannot be: each pair is all of
    them, shuffled and halved anew, as the experiment once did for those it trains on and those it holds out.

    Parameters
    ----------
    config : GanDataConfig
    seed : int
        The experiment's seed; pair i comes from the generator for ``"floor/i"``.
    n_pairs : int

    Returns
    -------
    list of (ndarray, ndarray)
        Each of shape (m, n_features), float32.
    """
    spec = lookup(DISTRIBUTIONS, config.name, "data.name")
    generators = [make_generator(seed, f"floor/{i}") for i in range(n_pairs)]
    if spec.pool is not None:
        halves = [_halve(spec.pool(config), rng) for rng in generators]
        return [(first[: len(second)], second[: len(first)]) for first, second in halves]
    held_out = spec.draw(config, N_HELD_OUT, make_generator(seed, "held-out"))
    return [(spec.draw(config, N_HELD_OUT, rng), held_out) for rng in generators]


def _halve(pool: Samples, rng: np.random.Generator) -> tuple[Samples, Samples]:
    order = rng.permutation(len(pool))
    return pool[order[: len(pool) // 2]], pool[order[len(pool) // 2 :]]


def _find_modes(spec: DistributionSpec, config: GanDataConfig) -> Samples:
    """The centers as float32, or none if they cannot be told apart."""
    centers = spec.modes(config)
    if centers is None or not 2 <= len(centers) <= MAX_MODES:
        return np.empty((0, 2), dtype=np.float32)
    distances = np.linalg.norm(centers[:, None] - centers[None], axis=2)
    nearest = distances[~np.eye(len(centers), dtype=bool)].min()
    return centers.astype(np.float32) if nearest > 6 * config.spread else np.empty((0, 2), dtype=np.float32)


def _compute_extent(spec: DistributionSpec, config: GanDataConfig) -> Extent:
    """A square around the origin that holds the skeleton and three spreads around it, in steps of 0.1.

    Of painted points it holds the points alone: one more near the edge is not to move the map under the brush.
    """
    assert spec.place is not None
    skeleton: NDArray[np.float64] = spec.place(config, np.linspace(0, 1, 10_000, endpoint=False))
    margin = 0.0 if "points" in spec.uses else 3 * config.spread
    reach = float(np.abs(skeleton).max(initial=0.0)) + margin
    half = max(HALF_WIDTH, math.ceil(reach * 10 - 1e-6) / 10)
    return -half, half, -half, half
