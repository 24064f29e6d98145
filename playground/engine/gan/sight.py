"""Sight: the samples and places that the probes of a run always look at."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.config import GanExperiment
from playground.data import Distribution
from playground.engine.gan.evaluation import draw_for
from playground.engine.gan.noise import make_mesh, make_plane
from playground.engine.gan.units import ShownUnits, choose_units
from playground.engine.maps import make_grid
from playground.models import build_network
from playground.seeding import derive_seed

SHOWN_SAMPLES = 128
UNIT_SIZE = 12
SHOWN_COORDINATES = 2
USUAL_EXTENT = (-1.6, 1.6, -1.6, 1.6)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Sight:
    """What is looked at in every frame of a run.

    Parameters
    ----------
    noise : Tensor of shape (128, size)
        From (seed, "shown noise").
    real : Tensor of shape (up to 128, d)
        The first held-out samples.
    mesh : Tensor of shape (rows, columns, size) or None
        The noise that the manifold is drawn from.
    noise_plane : Tensor of shape (144, size)
        Where maps of the generator's units are computed.
    data_plane : Tensor of shape (144, 2) or None
        Where those of the discriminator's are; None for images.
    seen : Tensor of shape (n, d)
        By which the discriminator's units are chosen: a square that stays when the extent follows a change of the
        spread, or the real images.
    generator_units, discriminator_units : ShownUnits
        Which are shown at first.
    generator_sizes, discriminator_sizes : tuple of int
        Units of all columns, inputs and outputs included.
    """

    noise: Tensor
    real: Tensor
    mesh: Tensor | None
    noise_plane: Tensor
    data_plane: Tensor | None
    seen: Tensor
    generator_units: ShownUnits
    discriminator_units: ShownUnits
    generator_sizes: tuple[int, ...]
    discriminator_sizes: tuple[int, ...]


def choose_sight(distribution: Distribution, experiment: GanExperiment) -> Sight:
    """Settle what is looked at, from the experiment alone: the shown units are those that matter before any step."""
    d, size, seed = distribution.n_features, experiment.noise.size, experiment.seed
    noise = draw_for(experiment, SHOWN_SAMPLES, "shown noise")
    real = torch.from_numpy(distribution.held_out[:SHOWN_SAMPLES])
    plane = None if distribution.is_image else make_grid(distribution.extent, UNIT_SIZE)
    seen = real if plane is None else make_grid(USUAL_EXTENT, UNIT_SIZE)
    generator = build_network(experiment.generator.model, size, d, derive_seed(seed, "generator"))
    discriminator = build_network(experiment.discriminator.model, d, 1, derive_seed(seed, "discriminator"))
    coordinates = 0 if distribution.is_image else d
    return Sight(
        noise=noise,
        real=real,
        mesh=None if distribution.is_image else make_mesh(experiment.noise),
        noise_plane=make_plane(experiment.noise, UNIT_SIZE),
        data_plane=plane,
        seen=seen,
        generator_units=choose_units(generator, noise, min(size, SHOWN_COORDINATES), coordinates),
        discriminator_units=choose_units(discriminator, seen, coordinates, 1),
        generator_sizes=generator.sizes,
        discriminator_sizes=discriminator.sizes,
    )
