"""Statics: what the picture of a GAN needs to know once and not in every frame."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from playground.config import GanExperiment
from playground.data import Distribution
from playground.engine.gan.images import to_pixels
from playground.engine.gan.noise import LINE_QUANTILES, PLANE_QUANTILES, compute_quantiles, find_limit
from playground.engine.gan.samples import SHEET
from playground.engine.gan.sight import SHOWN_COORDINATES, Sight
from playground.engine.gan.units import NONE, ShownUnits

DECIMALS = 4


def describe_statics(distribution: Distribution, experiment: GanExperiment, sight: Sight) -> dict[str, Any]:
    """What stays the same in all frames of a run, ready for JSON.

    Parameters
    ----------
    distribution : Distribution
    experiment : GanExperiment
    sight : Sight
        Of the run's `GanProbes`.

    Returns
    -------
    dict
        - ``z``: the shown noise, 128 x (1 or 2); ``noise_size``, ``noise_kind``; ``noise_limit``: how far its plane is
          shown; ``grid``: quantiles that the manifold's lines go through, ascending; empty if there is no manifold.
        - ``real``: shown real samples, up to 128 x 2, or ``real_images``: up to 36 x 64 levels of 0 to 255.
        - ``extent``, ``modes``, ``spread``, ``is_image`` of the distribution; ``obstacle``.
        - ``sizes_g``, ``sizes_d``: units column by column; ``shown_g``, ``shown_d``: hidden units shown.
    """
    noise = experiment.noise
    n_lines = {1: LINE_QUANTILES, 2: PLANE_QUANTILES}.get(noise.size, 0)
    has_mesh = sight.mesh is not None
    return {
        "z": _round(sight.noise[:, :SHOWN_COORDINATES]),
        "noise_size": noise.size,
        "noise_kind": noise.distribution,
        "noise_limit": find_limit(noise),
        "grid": _round(compute_quantiles(noise, n_lines)) if has_mesh else [],
        **_describe_real(distribution, sight),
        "extent": list(map(float, distribution.extent)),
        "modes": distribution.modes.tolist(),
        "spread": float(distribution.spread),
        "is_image": distribution.is_image,
        "obstacle": distribution.obstacle,
        "sizes_g": list(sight.generator_sizes),
        "sizes_d": list(sight.discriminator_sizes),
        "shown_g": _list_shown(sight.generator_units),
        "shown_d": _list_shown(sight.discriminator_units),
    }


def _describe_real(distribution: Distribution, sight: Sight) -> dict[str, Any]:
    if distribution.is_image:
        return {"real_images": to_pixels(sight.real[:SHEET]).reshape(-1, sight.real.shape[1]).tolist()}
    return {"real": _round(sight.real)}


def _list_shown(units: ShownUnits) -> list[list[int]]:
    return [[unit for unit in row if unit != NONE] for row in units.to_array().tolist()]


def _round(values: Tensor) -> list[Any]:
    # A float32 has seven digits at most, and the picture shows fewer than four.
    rounded: list[Any] = values.double().round(decimals=DECIMALS).tolist()
    return rounded
