"""Agreement: what the members of an ensemble say together, to be drawn as the output of one network is."""

from __future__ import annotations

import numpy as np
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from playground.engine.ensemble.network import MemberNetworks
from playground.engine.outputs import OutputScale
from playground.engine.probes import Probes
from playground.frame import Demand

LEAST_SHARE = 1e-3
"""Of the votes that a class gets, so that its logarithm is a number."""


def draw_agreement(networks: MemberNetworks, probes: Probes, scale: OutputScale, demand: Demand) -> NDArray[np.generic]:
    """The members' common output as ``output`` is drawn; see `compute_agreement` and `Probes.compute_arrays`.

    Parameters
    ----------
    networks : MemberNetworks
        Those with parameters that are no finite numbers are left out; at least one remains.
    probes : Probes
        Of member 0.
    scale : OutputScale
    demand : Demand
    """
    inputs = probes.find_inputs(demand).expand(networks.members, -1, -1)
    outputs = networks.compute_outputs(inputs)[networks.find_finite()]
    return probes.encode(compute_agreement(outputs, scale, probes.ground.is_line))


def compute_agreement(outputs: Tensor, scale: OutputScale, is_line: bool) -> Tensor:
    """The members' common output.

    Parameters
    ----------
    outputs : Tensor of shape (K, n, n_outputs)
        Of the members that have not diverged, at n points of a map.
    scale : OutputScale
        How outputs are to be read.
    is_line : bool
        Whether the points lie along a line, where curves are drawn.

    Returns
    -------
    Tensor of shape (n, n_outputs), or (n, K)
        Two classes: the share s of members that say class 1, as ln(s / (1 - s)), between the limits of the scale, or,
        of scores, as 2 s - 1 times the limit. Several classes: the logarithm of each class's share. A regression: the
        mean. Along a line, where there is room, every member's own curve: (n, K).
    """
    if outputs.shape[2] > 1:
        votes = F.one_hot(outputs.argmax(dim=2), outputs.shape[2])
        return votes.float().mean(dim=0).clamp(min=LEAST_SHARE).log()
    if is_line:
        return outputs.squeeze(2).t()
    if scale.kind == "value":
        return outputs.mean(dim=0)
    share = (outputs > 0).float().mean(dim=0)
    if scale.kind == "score":
        return (2 * share - 1) * scale.limit
    return share.logit().clamp(-scale.limit, scale.limit)
