"""Evidence: a game as it stands, over samples that stay the same for the whole run, for diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.config import GanExperiment
from playground.data import Distribution
from playground.engine.gan.evaluation import EVALUATED, draw_for, evaluating
from playground.engine.gan.game import Game
from playground.objectives import GAN_LOSSES, GanLossSpec

MIN_VISITS = 0.02
"""From this share of the samples on, a mode is visited."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class GanEvidence:
    """Both players and what they make of real and of generated samples.

    Parameters
    ----------
    experiment : GanExperiment
    spec : GanLossSpec
    n_updates : int
        Of the generator.
    real, fake : Tensor of shape (n, d)
        The latter by the generator that is shown.
    real_logits, fake_logits : Tensor of shape (n,)
    modes : Tensor of shape (k, d)
        Empty where none are known.
    largest : dict
        Largest magnitude of a weight or bias of ``"generator"`` and ``"discriminator"``.
    """

    experiment: GanExperiment
    spec: GanLossSpec
    n_updates: int
    real: Tensor
    fake: Tensor
    real_logits: Tensor
    fake_logits: Tensor
    modes: Tensor
    largest: dict[str, float]

    @property
    def is_sound(self) -> bool:
        """Whether all outputs are finite numbers."""
        return bool(torch.isfinite(torch.cat([self.fake.flatten(), self.real_logits, self.fake_logits])).all())

    @property
    def n_visited(self) -> int:
        """Modes to which the generated samples are closest, stray ones aside; how close does not matter."""
        nearest = torch.cdist(self.fake, self.modes).argmin(dim=1)
        shares = torch.bincount(nearest, minlength=len(self.modes)) / len(self.fake)
        return int((shares >= MIN_VISITS).sum())

    @property
    def spread_ratio(self) -> float:
        """Root mean square distance from their mean, of generated samples over that of real ones."""
        fake, real = (float(samples.var(dim=0, correction=0).sum().sqrt()) for samples in (self.fake, self.real))
        return fake / real if real > 0 else 1.0


def gather_evidence(game: Game, distribution: Distribution) -> GanEvidence:
    """Collect the evidence; the game stays as it is."""
    experiment, discriminator = game.experiment, game.discriminator.network
    real = torch.from_numpy(distribution.held_out[:EVALUATED])
    with evaluating(game.shown_generator, discriminator):
        fake = game.shown_generator(draw_for(experiment, EVALUATED, "evaluation noise"))
        return GanEvidence(
            experiment=experiment,
            spec=GAN_LOSSES[experiment.objective.loss],
            n_updates=game.generator.n_updates,
            real=real,
            fake=fake,
            real_logits=discriminator(real)[:, 0],
            fake_logits=discriminator(fake)[:, 0],
            modes=torch.from_numpy(distribution.modes),
            largest={player.name: float(player.flat.values.abs().max()) for player in game.players},
        )
