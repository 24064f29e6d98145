"""MemberUpdate: penalties, clipping and the optimizer's rule for all members."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from playground.config import Experiment, OptimizerConfig
from playground.engine.ensemble.network import MemberNetworks
from playground.engine.step import Update
from playground.optim import Denominator, Rule
from playground.optim.rules import BETA1, BETA2


class MemberUpdate:
    """Changes the parameters by what their gradients say: all rows at once, or one by one if their rates differ.

    Parameters
    ----------
    networks : MemberNetworks
        Changed in place.
    experiment : Experiment
    slots : Tensor of shape (n_slots, K, width)
        The optimizer's running quantities, changed in place.

    Attributes
    ----------
    alone : list of Update
        Of each member by itself.
    """

    def __init__(self, networks: MemberNetworks, experiment: Experiment, slots: Tensor) -> None:
        n = networks.n_parameters
        self._together = Update(networks.flat, experiment, tuple(slots), FUSED)
        self.alone = [Update(networks.row(k), experiment, tuple(slots[:, k, :n])) for k in range(networks.members)]

    def __call__(self, t: int, rates: Sequence[float], divide: Denominator) -> None:
        """One update, counted from 1, at each member's learning rate, or at the one of all."""
        if len(rates) == 1:
            self._together(t, rates[0], divide)
            return
        for update, rate in zip(self.alone, rates, strict=True):
            update(t, rate, divide)


def fused_adam(
    params: Tensor,
    grads: Tensor,
    slots: Sequence[Tensor],
    t: int,
    rate: float,
    config: OptimizerConfig,
    divide: Denominator,
) -> None:
    """As `playground.optim.rules.adam`, to float rounding, as one operation that goes through memory once."""
    mean, square = slots
    torch._fused_adam_(
        [params],
        [grads],
        [mean],
        [square],
        [],
        [torch.tensor(float(t))],
        lr=rate,
        beta1=BETA1,
        beta2=BETA2,
        weight_decay=0.0,
        eps=1e-8,
        amsgrad=False,
        maximize=False,
    )


FUSED: dict[str, Rule] = {"adam": fused_adam}
