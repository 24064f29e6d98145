"""MemberUpdate: penalties, clipping and the optimizer's rule for all members."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from playground.config import Experiment, OptimizerConfig
from playground.engine.ensemble.network import MemberNetworks
from playground.engine.rates import Rates
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
    rates : Rates
        Of each member; their present values are taken.

    Attributes
    ----------
    alone : list of Update
        Of each member by itself.
    """

    def __init__(self, networks: MemberNetworks, experiment: Experiment, slots: Tensor, rates: Rates) -> None:
        n = networks.n_parameters
        self._rates = rates
        self._together = Update(networks.flat, experiment, tuple(slots), rates.each[0], FUSED)
        self.alone = [
            Update(networks.row(k), experiment, tuple(slots[:, k, :n]), rate) for k, rate in enumerate(rates.each)
        ]

    def __call__(self, t: int, divide: Denominator) -> None:
        """One update, counted from 1; `divide` is how adaptive rules divide."""
        for update in (self._together,) if self._rates.are_equal else self.alone:
            update(t, divide)


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
