"""Edges: the weights to draw, and between which units they stand."""

from __future__ import annotations

from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.models import Network


def compute_edges(network: Network, max_edges: int) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """The weights to draw, and between which units they stand.

    Parameters
    ----------
    network : Network
    max_edges : int
        If there are more weights than that, each unit keeps its ``max_edges // n_target_units`` strongest
        incoming ones, at least one.

    Returns
    -------
    edges : ndarray of shape (n_edges, 3), uint8
        Column, unit there, unit in the column after; ordered by column, then by the unit in the column after.
    weights : ndarray of shape (n_edges,), float32
    """
    weights = network.weights
    n_kept = max(weight.shape[1] for weight in weights)
    if sum(weight.numel() for weight in weights) > max_edges:
        n_kept = max(1, max_edges // sum(len(weight) for weight in weights))
    strongest = partial(_find_strongest, n_kept=n_kept)
    edges, values = [], []
    for column, (weight, sources) in enumerate(zip(weights, map(strongest, weights), strict=True)):
        targets = torch.arange(len(weight)).unsqueeze(1).expand_as(sources)
        edges.append(torch.stack([torch.full_like(sources, column), sources, targets], dim=-1).reshape(-1, 3))
        values.append(weight.gather(1, sources).reshape(-1))
    return torch.cat(edges).to(torch.uint8).numpy(), torch.cat(values).numpy()


def _find_strongest(weight: Tensor, n_kept: int) -> Tensor:
    """Of each row, the columns of the `n_kept` largest magnitudes, in ascending order."""
    n_outputs, n_inputs = weight.shape
    if n_kept >= n_inputs:
        return torch.arange(n_inputs).expand(n_outputs, n_inputs)
    return weight.abs().topk(n_kept, dim=1).indices.sort(dim=1).values
