"""Report of a GAN: how well the generator's samples match real ones, taken at one moment and judged later."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from playground.config import GanDataConfig, GanExperiment
from playground.data import Distribution, draw_real_pairs, load_distribution
from playground.engine.gan.evaluation import draw_for, evaluating
from playground.frame import Frame, ReportDemand
from playground.models import Network
from playground.objectives import NoiseFloor, compute_floor, count_modes, score_samples

SCORED = 2500
KEPT_FLOORS = 16
FLOOR_PAIRS = 8


class Scorer:
    """Judges samples of one run against held-out real ones.

    Parameters
    ----------
    distribution : Distribution
    experiment : GanExperiment
        The 2,500 noise vectors come from (seed, "scored noise"), the same ones at every moment.
    """

    def __init__(self, distribution: Distribution, experiment: GanExperiment) -> None:
        self._distribution, self._data, self._seed = distribution, experiment.data, experiment.seed
        self._noise = draw_for(experiment, SCORED, "scored noise")

    def generate(self, generator: Network) -> NDArray[np.float32]:
        """The samples to be judged, (2500, d); the generator, in eval mode, stays as it is."""
        with evaluating(generator):
            samples: NDArray[np.float32] = generator(self._noise).numpy()
            return samples

    def score(self, samples: NDArray[np.float32]) -> tuple[dict[str, float], NDArray[np.float32]]:
        """Scores of samples beside their noise floor; takes some 20 ms, the first time with these data 0.15 s more.

        Returns
        -------
        scores : dict
            As `score_samples` says.
        shares : ndarray of shape (k,), float32
            Share of all samples near each mode; of shape (0,) if there are no modes or samples are not finite.
        """
        distribution = self._distribution
        if not np.isfinite(samples).all():
            return {}, np.zeros(0, dtype=np.float32)
        modes, spread = distribution.modes, distribution.spread
        floor = _find_floor(self._data, self._seed)
        scores = score_samples(samples, distribution.held_out, modes, spread, floor)
        return scores, count_modes(samples, modes, spread).shares.astype(np.float32)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class GanReport:
    """One moment of a run for the panels. Nothing in it is touched by training, so no lock is needed to go on with it.

    Parameters
    ----------
    frame : Frame
        What could be told at once.
    samples : ndarray of shape (2500, d), float32, or None
        What is still to be judged.
    scorer : Scorer
        Who judges it.
    """

    frame: Frame
    samples: NDArray[np.float32] | None
    scorer: Scorer

    def compute_frame(self) -> Frame:
        """The frame with the scores among its metrics, and the array ``mode_shares`` where modes are known."""
        if self.samples is None:
            return self.frame
        scores, shares = self.scorer.score(self.samples)
        arrays = dict(self.frame.arrays) | ({"mode_shares": shares} if len(shares) > 0 else {})
        return dataclasses.replace(self.frame, metrics={**self.frame.metrics, **scores}, arrays=arrays)


def make_report(demand: ReportDemand, generator: Network, scorer: Scorer, step: int, epoch: float) -> GanReport:
    """Take a report at this moment.

    Parameters
    ----------
    demand : ReportDemand
        Only ``metrics`` counts; without it there is nothing to judge.
    generator : Network
        The one that is shown.
    scorer : Scorer
        Of the run.
    step, epoch : int, float
        Of the moment.
    """
    samples = scorer.generate(generator) if demand.metrics else None
    return GanReport(frame=Frame(step=step, epoch=epoch), samples=samples, scorer=scorer)


@lru_cache(maxsize=KEPT_FLOORS)
def _find_floor(data: GanDataConfig, seed: int) -> NoiseFloor:
    """The floor depends on nothing else, so runs of the same data share it."""
    distribution = load_distribution(data, seed)
    return compute_floor(draw_real_pairs(data, seed, FLOOR_PAIRS), distribution.modes, distribution.spread)
