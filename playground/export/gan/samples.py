"""Samples: what a trained generator makes, beside real samples and with what the discriminator says of each."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.config import GanExperiment
from playground.engine.gan import build_gan_trainer
from playground.engine.gan.evaluation import draw_for, evaluating
from playground.engine.gan.report import SCORED
from playground.objectives import GAN_LOSSES


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SampleSet:
    """Samples of one moment.

    Parameters
    ----------
    generated, real : ndarray of shape (n, d), float32
        By the generator that is shown, and held out from training.
    generated_scores, real_scores : ndarray of shape (n,), float32
        What the discriminator says, in the objective's own unit.
    names : tuple of str
        Of the d numbers.
    """

    generated: NDArray[np.float32]
    generated_scores: NDArray[np.float32]
    real: NDArray[np.float32]
    real_scores: NDArray[np.float32]
    names: tuple[str, ...]


def draw_sample_set(experiment: GanExperiment, weights: Mapping[str, Tensor], step: int) -> SampleSet:
    """Draw from the generator of a moment: the 2,500 samples by which the page judges it.

    Parameters
    ----------
    experiment : GanExperiment
    weights : Mapping[str, Tensor]
        Both players', as `Session.weights` gives them.
    step : int
        Of the moment.

    Raises
    ------
    ValueError
        The weights do not fit the experiment.
    """
    trainer = build_gan_trainer(experiment)
    trainer.take_weights(weights, step, float(step))
    generator, discriminator = trainer.game.shown_generator, trainer.game.discriminator.network
    score, distribution = GAN_LOSSES[experiment.objective.loss].score, trainer.dataset
    with evaluating(generator, discriminator):
        generated = generator(draw_for(experiment, SCORED, "scored noise"))
        scores = [score(discriminator(X)[:, 0]) for X in (generated, torch.from_numpy(distribution.held_out))]
    return SampleSet(
        generated=generated.numpy(),
        generated_scores=scores[0].numpy(),
        real=distribution.held_out,
        real_scores=scores[1].numpy(),
        names=distribution.names or tuple(f"pixel{i + 1}" for i in range(distribution.n_features)),
    )


def samples_to_csv(samples: SampleSet) -> str:
    """A table with a header: the numbers of each sample, its score, and ``real`` or ``generated``.

    Numbers read back to the last digit of float32; an empty cell where one is not finite.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*samples.names, "score", "kind"])
    for kind in ("real", "generated"):
        table = np.column_stack([getattr(samples, kind), getattr(samples, f"{kind}_scores")])
        writer.writerows([*map(_write_number, row), kind] for row in table)
    return text.getvalue()


def _write_number(value: np.float32) -> str:
    # The shortest text that reads back as the same float32
    return str(value) if math.isfinite(value) else ""
