"""How well generated samples match real ones: modes and distances, each beside what real samples score.

Nothing here draws a sample, so that judging a run never changes it: GAN Lab's evaluator consumed the very samples it
judged by, and gave a perfect generator a bad score. Two finite sets differ even if one distribution gave both; what
they then score is the noise floor, and no generator can be asked for less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.objectives.sample_distances import Floats, Samples, energy_distance, sliced_wasserstein

MIN_SHARE = 0.005
"""Of all samples near a mode, from which on it counts as covered."""
ENERGY_SAMPLES = 1000
"""Of each set, by which the energy distance is taken: its time grows with their square."""
MIN_SPREAD = 0.005
"""Spreads below count as this one: a network never hits a single point exactly."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModeScores:
    """Which modes the samples cover.

    Parameters
    ----------
    covered, n : int
        Modes that at least 0.5 % of all samples lie near, and modes.
    high_quality : float
        Share of samples near a mode, from 0 to 1.
    shares : ndarray of shape (n,), float64
        Share of all samples near each mode; they add up to `high_quality`.
    """

    covered: int
    n: int
    high_quality: float
    shares: Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class NoiseFloor:
    """What real samples score against real samples.

    Parameters
    ----------
    sliced_wasserstein, energy : float
        Means over all pairs of sets.
    sliced_wasserstein_sd, energy_sd : float
        Standard deviations from one pair to another. The scores have a long tail to the right: a perfect generator is
        off by about one of them, now and then by four.
    high_quality : float
        Mean share of real samples near a mode; NaN where no modes are known. About 98.9 % of a normal cloud in the
        plane lie within 3 standard deviations, ``1 - exp(-4.5)``.
    n_pairs : int
    """

    sliced_wasserstein: float
    sliced_wasserstein_sd: float
    energy: float
    energy_sd: float
    high_quality: float
    n_pairs: int


def count_modes(samples: Samples, modes: Samples, spread: float) -> ModeScores:
    """Count the modes that samples cover, and the samples near a mode.

    A sample is near the mode closest to it if it is within 3 standard deviations of it.

    Parameters
    ----------
    samples : ndarray of shape (m, d)
        At least one; those that are not finite are near no mode.
    modes : ndarray of shape (n, d)
        Their centers.
    spread : float
        Standard deviation of a real sample around its mode in each direction; at least 0.005 is taken.

    References
    ----------
    Srivastava et al., "VEEGAN: reducing mode collapse in GANs using implicit variational learning" (2017), for the 3
    standard deviations. They count a mode from the first sample near it, which a single stray one can be.
    """
    if len(modes) == 0:
        return ModeScores(covered=0, n=0, high_quality=0.0, shares=np.zeros(0))
    distances = np.linalg.norm(samples[:, None].astype(np.float64) - modes.astype(np.float64), axis=2)
    is_near = distances.min(axis=1) <= 3 * max(spread, MIN_SPREAD)
    counts = np.bincount(distances.argmin(axis=1)[is_near], minlength=len(modes))
    shares = counts / len(samples)
    return ModeScores(
        covered=int((shares >= MIN_SHARE).sum()), n=len(modes), high_quality=float(is_near.mean()), shares=shares
    )


def compute_floor(pairs: Sequence[tuple[Samples, Samples]], modes: Samples, spread: float) -> NoiseFloor:
    """Score real samples against real samples.

    Parameters
    ----------
    pairs : sequence of (ndarray, ndarray)
        From `playground.data.draw_real_pairs`: at least two pairs of sets as large as those that are to be scored.
    modes : ndarray of shape (k, d)
        Their centers; none if they are unknown.
    spread : float
        As in `count_modes`.

    Returns
    -------
    NoiseFloor
        All NaN, of 0 pairs, if there are no real samples.
    """
    pairs = [(a, b) for a, b in pairs if len(a)]
    if not pairs:
        nan = float("nan")
        return NoiseFloor(
            sliced_wasserstein=nan, sliced_wasserstein_sd=nan, energy=nan, energy_sd=nan, high_quality=nan, n_pairs=0
        )
    sliced = np.array([sliced_wasserstein(a, b) for a, b in pairs])
    energy = np.array([energy_distance(a[:ENERGY_SAMPLES], b[:ENERGY_SAMPLES]) for a, b in pairs])
    quality = [count_modes(a, modes, spread).high_quality for a, _ in pairs] if len(modes) else [np.nan]
    return NoiseFloor(
        sliced_wasserstein=float(sliced.mean()),
        sliced_wasserstein_sd=float(sliced.std(ddof=1)),
        energy=float(energy.mean()),
        energy_sd=float(energy.std(ddof=1)),
        high_quality=float(np.mean(quality)),
        n_pairs=len(pairs),
    )


def score_samples(
    generated: Samples, real: Samples, modes: Samples, spread: float, floor: NoiseFloor
) -> dict[str, float]:
    """Every score of generated samples, each beside what real samples score.

    Parameters
    ----------
    generated : ndarray of shape (n, d)
    real : ndarray of shape (m, d)
        Held out: never trained on. Of the larger set only the first ``min(n, m)`` are compared, by the energy distance
        at most 1,000.
    modes : ndarray of shape (k, d)
        Their centers; none if they are unknown.
    spread : float
        As in `count_modes`.
    floor : NoiseFloor
        Of sets as large.

    Returns
    -------
    dict of str to float
        ``sliced_wasserstein``, ``sliced_wasserstein_floor``, ``sliced_wasserstein_sd``, ``energy``, ``energy_floor``,
        ``energy_sd`` (both sd are the floor's); where modes are known also ``modes`` (covered), ``n_modes``,
        ``high_quality`` and ``high_quality_floor``. Without samples, or with one that is not finite, nothing is
        defined and the dict is empty.
    """
    n = min(len(generated), len(real))
    if n == 0 or not np.isfinite(generated).all():
        return {}
    scores = {
        "sliced_wasserstein": sliced_wasserstein(generated[:n], real[:n]),
        "sliced_wasserstein_floor": floor.sliced_wasserstein,
        "sliced_wasserstein_sd": floor.sliced_wasserstein_sd,
        "energy": energy_distance(generated[: min(n, ENERGY_SAMPLES)], real[: min(n, ENERGY_SAMPLES)]),
        "energy_floor": floor.energy,
        "energy_sd": floor.energy_sd,
    }
    if len(modes):
        counted = count_modes(generated, modes, spread)
        scores |= {
            "modes": float(counted.covered),
            "n_modes": float(counted.n),
            "high_quality": counted.high_quality,
            "high_quality_floor": floor.high_quality,
        }
    return scores
