"""Samples: the generated ones that are shown, what the discriminator says of each, and where it pulls them."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor

from playground.config.gan import NoiseConfig
from playground.data import Distribution
from playground.engine.gan.images import RealImages, to_pixels
from playground.engine.gan.noise import interpolate
from playground.engine.gan.pull import compute_pull
from playground.engine.gan.sight import SHOWN_COORDINATES, SHOWN_SAMPLES, Sight
from playground.engine.gan.stages import Stage
from playground.engine.probes import Arrays
from playground.frame import Demand
from playground.models import Network
from playground.objectives import GanLossSpec

SHEET = 36
STEPS_BETWEEN = 9


class Look(NamedTuple):
    """What probes found."""

    arrays: Arrays
    metrics: dict[str, float]


class SampleProbe:
    """Looks at the samples of one run; autograd is off when its methods are called.

    Parameters
    ----------
    distribution : Distribution
    noise : NoiseConfig
    spec : GanLossSpec
    sight : Sight
        Which samples are shown.
    """

    def __init__(self, distribution: Distribution, noise: NoiseConfig, spec: GanLossSpec, sight: Sight) -> None:
        self._noise, self._spec, self._sight = noise, spec, sight
        self._reals = RealImages(distribution.samples) if distribution.is_image else None

    def show(self, demand: Demand, generator: Network, discriminator: Network) -> Arrays:
        """The samples that are always shown; see `GanProbes.look`."""
        if self._reals is None:
            real_scores = self._spec.score(discriminator(self._sight.real)[:, 0])
            arrays = self._show_points(generator(self._sight.noise), discriminator)
            return arrays | {"score_real": real_scores.numpy()}
        arrays = self._show_sheet(generator(self._sight.noise[:SHEET]), discriminator)
        return arrays | self._interpolate(demand.between, generator, discriminator)

    def show_stage(self, stage: Stage, discriminator: Network) -> Arrays:
        """The first samples of a stage's own batch, with the scores that its update used."""
        fake, real = stage.fake[:SHOWN_SAMPLES], stage.real[:SHOWN_SAMPLES]
        arrays: Arrays = {"z": stage.z[:SHOWN_SAMPLES, :SHOWN_COORDINATES].numpy()}
        if self._reals is None:
            arrays |= self._show_points(fake, discriminator)
            arrays |= {"real": real.numpy(), "score_real": stage.real_scores[:SHOWN_SAMPLES].numpy()}
            arrays["score_fake"] = stage.fake_scores[:SHOWN_SAMPLES].numpy()
            if stage.pull is not None:
                arrays["pull"] = stage.pull[:SHOWN_SAMPLES].numpy()
        else:
            arrays |= self._show_sheet(fake[:SHEET], discriminator)
            arrays |= {"real_sheet": to_pixels(real[:SHEET]), "score_fake": stage.fake_scores[:SHEET].numpy()}
        return arrays

    def follow(self, z: tuple[float, ...], generator: Network, discriminator: Network) -> Look:
        """One noise vector's way through both networks; nothing if it does not fit the generator."""
        if len(z) != self._noise.size or not all(map(math.isfinite, z)):
            return Look({}, {})
        noise = torch.tensor([z])
        x = generator(noise)
        pull = compute_pull(discriminator, self._spec, x)
        arrays: Arrays = {"followed_z": noise[0].numpy()}
        if self._reals is None:
            arrays |= {"followed_x": x[0].numpy(), "followed_pull": pull.directions[0].numpy()}
        else:
            arrays["followed_x"] = to_pixels(x)[0]
        score = float(self._spec.score(pull.logits)[0])
        return Look(arrays, {"followed_score": score, "followed_loss": float(pull.losses[0])})

    def _show_points(self, fake: Tensor, discriminator: Network) -> Arrays:
        pull = compute_pull(discriminator, self._spec, fake)
        return {
            "fake": fake.numpy(),
            "loss_fake": pull.losses.numpy(),
            "pull": pull.directions.numpy(),
            "score_fake": self._spec.score(pull.logits).numpy(),
        }

    def _show_sheet(self, fake: Tensor, discriminator: Network) -> Arrays:
        assert self._reals is not None
        nearest = self._reals.find_nearest(fake)
        return {
            "sheet": to_pixels(fake),
            "score_fake": self._spec.score(discriminator(fake)[:, 0]).numpy(),
            "nearest": to_pixels(nearest.images),
            "nearest_distance": nearest.distances.numpy(),
        }

    def _interpolate(self, ends: tuple[int, int], generator: Network, discriminator: Network) -> Arrays:
        noise = self._sight.noise
        if not all(0 <= end < len(noise) for end in ends):
            ends = (0, 1)
        images = generator(interpolate(self._noise, noise[ends[0]], noise[ends[1]], STEPS_BETWEEN))
        scores = self._spec.score(discriminator(images)[:, 0])
        return {"between": to_pixels(images), "score_between": scores.numpy()}


def describe_stage(stage: Stage) -> dict[str, float]:
    """The numbers of a stage as a frame's metrics; what it does not have (yet) is left out.

    ``stage``, ``is_skipped``; ``batch_d_real``, ``batch_d_fake``: mean scores of its batch; ``batch_d_loss``,
    ``batch_g_loss``; ``d_gradient``, ``g_gradient``: Euclidean norms.
    """
    means = {"batch_d_real": stage.real_scores, "batch_d_fake": stage.fake_scores}
    metrics = {name: float(scores.mean()) for name, scores in means.items() if len(scores) > 0}
    numbers = {
        "batch_d_loss": stage.d_loss,
        "batch_g_loss": stage.g_loss,
        "d_gradient": stage.d_gradient_norm,
        "g_gradient": stage.g_gradient_norm,
    }
    metrics |= {name: number for name, number in numbers.items() if number is not None}
    return metrics | {"stage": stage.index, "is_skipped": float(stage.is_skipped)}
