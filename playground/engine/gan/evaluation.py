"""Evaluation: both players' losses and mean scores over samples that stay the same for the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Generator, Tensor

from playground.config import GanExperiment
from playground.data import Distribution
from playground.engine.gan.noise import draw_noise
from playground.models import Network
from playground.objectives import GanLossSpec
from playground.seeding import derive_seed

EVALUATED = 1000


def draw_for(experiment: GanExperiment, n: int, purpose: str) -> Tensor:
    """`n` noise vectors that depend on nothing but the experiment's seed and the purpose."""
    generator = Generator().manual_seed(derive_seed(experiment.seed, purpose))
    return draw_noise(experiment.noise, n, generator)


@contextmanager
def evaluating(*networks: Network) -> Iterator[None]:
    """Within the block the networks are in eval mode and nothing is recorded for autograd."""
    training = [network for network in networks if network.training]
    for network in training:
        network.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for network in training:
            network.train()


class Logits:
    """The discriminator's outputs of the evaluated samples at one moment.

    Parameters
    ----------
    spec : GanLossSpec
    real, fake : Tensor of shape (n,)
        Of real samples, maybe none, and of generated ones.
    """

    def __init__(self, spec: GanLossSpec, real: Tensor, fake: Tensor) -> None:
        self._spec, self._real, self._fake = spec, real, fake
        self.real_scores, self.fake_scores = spec.score(real), spec.score(fake)

    def compute_metrics(self) -> dict[str, float]:
        """``d_loss``, ``g_loss``, ``d_real``, ``d_fake``; what needs real samples is left out without any."""
        metrics = {
            "g_loss": float(self._spec.generator(self._fake)),
            "d_fake": float(self.fake_scores.mean()),
        }
        if len(self._real) > 0:
            metrics["d_loss"] = float(self._spec.discriminator(self._real, self._fake, 0.0))
            metrics["d_real"] = float(self.real_scores.mean())
        return metrics


class Evaluation:
    """The evaluated samples of a run: the first 1,000 held-out real ones, and 1,000 noise vectors.

    Parameters
    ----------
    distribution : Distribution
    experiment : GanExperiment
        Noise comes from (seed, "evaluation noise").
    spec : GanLossSpec
    """

    def __init__(self, distribution: Distribution, experiment: GanExperiment, spec: GanLossSpec) -> None:
        self._spec = spec
        self._real = torch.from_numpy(distribution.held_out[:EVALUATED])
        self._noise = draw_for(experiment, EVALUATED, "evaluation noise")

    def compute_logits(self, generator: Network, discriminator: Network) -> Logits:
        """What the discriminator makes of them now, both networks in eval mode."""
        with evaluating(generator, discriminator):
            fake = discriminator(generator(self._noise))[:, 0]
            return Logits(self._spec, discriminator(self._real)[:, 0], fake)

    def compute_metrics(self, generator: Network, discriminator: Network) -> dict[str, float]:
        """Losses without penalties and smoothing, and mean scores; see `Logits.compute_metrics`."""
        return self.compute_logits(generator, discriminator).compute_metrics()
