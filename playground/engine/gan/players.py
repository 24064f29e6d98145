"""Player: the generator or the discriminator, its parameters in one buffer, with an optimizer of its own."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from playground.config import DiscriminatorConfig, GeneratorConfig
from playground.engine.learner import SingleNetwork
from playground.models import Network
from playground.optim import OPTIMIZERS, Denominator, clip_

PlayerConfig = GeneratorConfig | DiscriminatorConfig


class Player:
    """One of the two networks of a game.

    Parameters
    ----------
    name : str
        ``"generator"`` or ``"discriminator"``: what its tensors are called in a state.
    network : Network
        With its initial weights; its parameters are moved into one flat buffer.
    config : GeneratorConfig or DiscriminatorConfig

    Attributes
    ----------
    flat : FlatParameters
    parameters : tuple of nn.Parameter
        Views of `flat`, as autograd takes them.
    n_updates : int
        Updates in the whole run; of the present optimizer there may be fewer.
    """

    def __init__(self, name: str, network: Network, config: PlayerConfig) -> None:
        self.name, self.network, self.config = name, network, config
        self._learner = SingleNetwork(network)
        self.flat, self.parameters = self._learner.flat, tuple(network.parameters())
        self.n_updates = 0
        self._start_optimizer()

    @property
    def learning_rate(self) -> float:
        """Of its optimizer."""
        return self.config.optimizer.learning_rate

    def update(self, divide: Denominator) -> None:
        """Change the parameters by what their gradients say; `divide` is how adaptive rules divide."""
        self._t += 1
        self.n_updates += 1
        flat, config = self.flat, self.config.optimizer
        if config.clip_norm:
            clip_(flat.grads, config.clip_norm)
        self._rule(flat.values, flat.grads, self._slots, self._t, config.learning_rate, config, divide)

    def apply(self, config: PlayerConfig) -> None:
        """Take what may change mid-run; another optimizer starts with its running quantities at 0."""
        old, self.config = self.config, config
        self.network.adopt(config.model)
        if config.optimizer.name != old.optimizer.name:
            self._start_optimizer()

    def copy(self) -> dict[str, Tensor]:
        """A copy of what outputs depend on."""
        return self._name(self._learner.copy())

    def take(self, tensors: Mapping[str, Tensor]) -> None:
        """Take what `copy` gave."""
        self._learner.take(self._find(tensors))

    def state(self) -> dict[str, Tensor]:
        """A copy of all that training changes."""
        counts = torch.tensor([self._t, self.n_updates])
        return self._name({**self._learner.state(), "slots": self._all_slots.clone(), "counts": counts})

    def load(self, state: Mapping[str, Tensor], is_same_optimizer: bool) -> None:
        """Go back to what `state` described, `n_updates` left as it is; another optimizer starts afresh."""
        own = self._find(state)
        self._learner.load(own)
        self._start_optimizer()
        if is_same_optimizer:
            self._all_slots.copy_(own["slots"])
            self._t = int(own["counts"][0])

    def load_count(self, state: Mapping[str, Tensor]) -> None:
        """Go back to the `n_updates` of a state."""
        self.n_updates = int(self._find(state)["counts"][1])

    def start_afresh(self) -> None:
        """Forget all running quantities of the optimizer."""
        self._start_optimizer()

    def _start_optimizer(self) -> None:
        spec = OPTIMIZERS[self.config.optimizer.name]
        self._rule = spec.update
        self._all_slots = torch.zeros(len(spec.slots), len(self.flat.values))
        self._slots, self._t = tuple(self._all_slots), 0

    def _name(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        return {f"{self.name}.{name}": tensor for name, tensor in tensors.items()}

    def _find(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        start = f"{self.name}."
        return {name.removeprefix(start): tensor for name, tensor in tensors.items() if name.startswith(start)}
