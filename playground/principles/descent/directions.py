"""Directions: the plane in the space of all weights on which a network's loss is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from playground.models import Network
from playground.seeding import derive_seed


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Plane:
    """Points center + a d1 + b d2 of the space of all weights.

    Parameters
    ----------
    center : Tensor of shape (n_parameters,)
        The trained network.
    directions : Tensor of shape (2, n_parameters), float64
        d1 and d2.
    shares : tuple of float
        How much of the trajectory's variance lies along each; none for random directions.
    """

    center: Tensor
    directions: Tensor
    shares: tuple[float, ...] = ()

    def place(self, a: Tensor, b: Tensor) -> Tensor:
        """Weights at points of the plane, (n, n_parameters), for coordinates of shape (n,)."""
        moved = torch.stack([a, b], dim=1).double() @ self.directions
        return (self.center.double() + moved).to(self.center.dtype)

    def project(self, weights: Tensor) -> Tensor:
        """Coordinates (n, 2) of the points of the plane that are nearest to weights of shape (n, n_parameters)."""
        away = (weights.double() - self.center.double()).T
        coordinates: Tensor = torch.linalg.lstsq(self.directions.T, away).solution.T
        return coordinates


def draw_plane(network: Network, seed: int) -> Plane:
    """Two random directions, filter-normalized: the weights of each unit get the length of the unit's own.

    So a step of 1 changes every unit by as much as it is large, whatever its scale. Biases and what norms learn stay
    as they are.

    References
    ----------
    Li, Xu, Taylor, Studer and Goldstein, Visualizing the loss landscape of neural nets (2018).
    """
    generator = Generator().manual_seed(derive_seed(seed, "descent/directions"))
    center = torch.cat([p.detach().reshape(-1) for p in network.parameters()])
    return Plane(center=center, directions=torch.stack([_draw_direction(network, generator) for _ in range(2)]))


def span_trajectory(trajectory: Sequence[Tensor]) -> Plane:
    """The plane through the last weights that holds most of the way to them.

    Its directions are the two main components of the differences to the last weights, of length 1.

    Raises
    ------
    ValueError
        The weights never moved.

    References
    ----------
    Li et al. (2018), section 7.
    """
    center = trajectory[-1]
    away = torch.stack(list(trajectory[:-1])).double() - center.double()
    _, sizes, components = torch.linalg.svd(away, full_matrices=False)
    total = float((sizes**2).sum())
    if total == 0.0:
        raise ValueError("The weights did not move: nothing was trained. Accepted: an experiment that takes steps.")
    n = min(2, len(components))
    directions = torch.cat([components[:n], _complete(components[:n])]) if n < 2 else components[:2]
    shares = [float(size**2) / total for size in sizes[:2]] + [0.0] * (2 - n)
    # Towards the start of the way is right: a sign has to be chosen.
    signs = torch.sign(away[0] @ directions.T)
    signs[signs == 0] = 1
    return Plane(center=center, directions=directions * signs[:, None], shares=tuple(shares))


def _draw_direction(network: Network, generator: Generator) -> Tensor:
    pieces = []
    weights = {linear.weight for linear in network.linears}
    for p in network.parameters():
        piece = torch.zeros(p.shape, dtype=torch.float64)
        if p in weights:
            piece.normal_(generator=generator)
            lengths = torch.linalg.vector_norm(p.detach().double(), dim=1, keepdim=True)
            piece *= lengths / torch.linalg.vector_norm(piece, dim=1, keepdim=True)
        pieces.append(piece.reshape(-1))
    return torch.cat(pieces)


def _complete(component: Tensor) -> Tensor:
    """A direction at right angles to the only one of a way of a single step."""
    other = torch.zeros_like(component)
    other[0, int(component[0].abs().argmin())] = 1.0
    other -= (other @ component.T) * component
    return other.div_(torch.linalg.vector_norm(other))
