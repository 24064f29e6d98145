"""Noise: what a generator is given, and where its space is looked at."""

from __future__ import annotations

import torch
from torch import Generator, Tensor

from playground.config.gan import NoiseConfig

NORMAL_LIMIT, UNIFORM_LIMIT = 2.5, 1.0
"""How far the noise plane is shown; 98.8 % of normal numbers lie within 2.5."""
PLANE_QUANTILES, LINE_QUANTILES = 17, 129


def draw_noise(config: NoiseConfig, n: int, generator: Generator) -> Tensor:
    """Noise vectors, (n, size), float32: standard normal numbers, or uniform ones in [-1, 1)."""
    if config.distribution == "normal":
        return torch.randn(n, config.size, generator=generator)
    return torch.rand(n, config.size, generator=generator) * 2 - 1


def find_limit(config: NoiseConfig) -> float:
    """Largest magnitude of a noise number that is shown."""
    return NORMAL_LIMIT if config.distribution == "normal" else UNIFORM_LIMIT


def compute_quantiles(config: NoiseConfig, n: int) -> Tensor:
    """The (k + 0.5)/n quantiles of one noise number, ascending, (n,): lines through them enclose equal shares."""
    shares = (torch.arange(n, dtype=torch.float64) + 0.5) / n
    values = torch.special.ndtri(shares) if config.distribution == "normal" else 2 * shares - 1
    return values.float()


def make_mesh(config: NoiseConfig) -> Tensor | None:
    """The noise that the manifold is drawn from.

    Returns
    -------
    Tensor of shape (rows, columns, size) or None
        Size 2: 17 x 17 crossings, z2 falling from row to row, z1 rising from column to column. Size 1: one row of 129.
        None for more numbers: such a manifold has no mesh to draw.
    """
    if config.size == 1:
        return compute_quantiles(config, LINE_QUANTILES).reshape(1, -1, 1)
    if config.size > 2:
        return None
    quantiles = compute_quantiles(config, PLANE_QUANTILES)
    z2, z1 = torch.meshgrid(quantiles.flip(0), quantiles, indexing="ij")
    return torch.stack([z1, z2], dim=-1)


def make_plane(config: NoiseConfig, size: int) -> Tensor:
    """Noise wherever a unit's map is drawn, (size * size, config.size), row by row from the top.

    The first two numbers span the plane, all others are 0. Of a single number every row is alike.
    """
    limit = find_limit(config)
    steps = torch.linspace(-limit, limit, size)
    z2, z1 = torch.meshgrid(steps.flip(0), steps, indexing="ij")
    plane = torch.zeros(size * size, config.size)
    plane[:, 0] = z1.reshape(-1)
    if config.size > 1:
        plane[:, 1] = z2.reshape(-1)
    return plane


def interpolate(config: NoiseConfig, a: Tensor, b: Tensor, n: int) -> Tensor:
    """Noise on the way from `a` to `b`, (n, size), both ends included.

    Normal noise goes along the great circle (Shoemake 1985), for in many dimensions all of it lies close to one
    sphere, and a straight line would leave it; uniform noise goes straight.

    References
    ----------
    White (2016), Sampling Generative Networks, arXiv:1609.04468.
    """
    shares = torch.linspace(0, 1, n).unsqueeze(1)
    angle = torch.acos(torch.cosine_similarity(a, b, dim=0).clamp(-1, 1))
    # Without an angle, or with the opposite direction, there is no one great circle.
    if config.distribution != "normal" or config.size == 1 or torch.sin(angle) < 1e-3:
        return a + shares * (b - a)
    return (torch.sin((1 - shares) * angle) * a + torch.sin(shares * angle) * b) / torch.sin(angle)
