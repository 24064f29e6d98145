"""Learner: what is trained, its parameters in one buffer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from torch import Tensor

from playground.models import FlatParameters, Network, flatten_parameters


class Learner(Protocol):
    """One network, or all members of an ensemble."""

    @property
    def flat(self) -> FlatParameters:
        """All parameters."""

    @property
    def members(self) -> int:
        """Networks."""

    @property
    def has_batch_norm(self) -> bool:
        """Whether a batch needs at least two points."""

    def state(self) -> dict[str, Tensor]:
        """A copy of what training changes: parameters, running statistics, dropout's generator."""

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""


class SingleNetwork:
    """A network alone; see `Learner`.

    Parameters
    ----------
    network : Network
        Its parameters are moved into one flat buffer.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self.flat, self.members = flatten_parameters(network), 1

    @property
    def has_batch_norm(self) -> bool:
        """Whether a batch needs at least two points."""
        return self._network.has_batch_norm

    def copy(self) -> dict[str, Tensor]:
        """A copy of what outputs depend on: ``parameters``, and ``statistics`` of batch norm if there is any."""
        tensors = {"parameters": self.flat.values.clone()}
        if self.has_batch_norm:
            tensors["statistics"] = self._network.statistics
        return tensors

    def take(self, tensors: Mapping[str, Tensor]) -> None:
        """Take what `copy` gave."""
        self.flat.values.copy_(tensors["parameters"])
        if self.has_batch_norm:
            self._network.take_statistics(tensors["statistics"])

    def state(self) -> dict[str, Tensor]:
        """A copy of what training changes: as `copy`, and dropout's generator."""
        return self.copy() if self._network.is_dense else {**self.copy(), **self._network.state()}

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Go back to what `state` described."""
        self.take(state)
        if not self._network.is_dense:
            self._network.load(state)
