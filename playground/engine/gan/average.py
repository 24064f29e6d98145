"""Average: a generator whose weights are a moving average of the trained one's."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from playground.engine.learner import SingleNetwork
from playground.models import Network


def compute_decay(decay: float, t: int) -> float:
    """The share of the old average that update number `t`, counted from 1, leaves: min(decay, (1 + t) / (10 + t)).

    At first little is kept, so that the average does not drag the untrained weights along; as in TensorFlow's
    ``ExponentialMovingAverage`` with ``num_updates``.
    """
    return min(decay, (1 + t) / (10 + t))


class Average:
    """average <- decay average + (1 - decay) trained, after each update of the generator; off while the decay is 0.

    Parameters
    ----------
    network : Network
        Of the same layers as the generator.
    decay : float
        In [0, 1).

    Attributes
    ----------
    network : Network
        Its weights are the average, once there is one. Running statistics are averaged, too.

    References
    ----------
    Yazici et al. (2019), The unusual effectiveness of averaging in GAN training, arXiv:1806.04498.
    """

    def __init__(self, network: Network, decay: float) -> None:
        self.network, self._decay = network, decay
        self._learner, self._t = SingleNetwork(network), 0

    @property
    def is_on(self) -> bool:
        """Whether there is an average."""
        return self._decay > 0

    def begin(self, generator: Network, decay: float) -> None:
        """Start with the weights that the generator has now, at this decay."""
        self._decay, self._t = decay, 0
        self.network.load_state_dict(generator.state_dict())

    def change(self, generator: Network, decay: float) -> None:
        """Take another decay; an average that was off begins."""
        if self.is_on:
            self._decay = decay
        else:
            self.begin(generator, decay)

    def follow(self, values: Tensor, generator: Network) -> None:
        """Take an update of the generator, whose flat parameters are `values`, into account."""
        if not self.is_on:
            return
        self._t += 1
        share = 1 - compute_decay(self._decay, self._t)
        self._learner.flat.values.lerp_(values, share)
        if self._learner.has_batch_norm:
            for average, trained in zip(self.network.buffers(), generator.buffers(), strict=True):
                average.lerp_(trained, share)

    def copy(self) -> dict[str, Tensor]:
        """A copy of the averaged parameters and statistics, and of the number of updates; empty while off."""
        if not self.is_on:
            return {}
        tensors = {**self._learner.copy(), "counts": torch.tensor([self._t])}
        return {f"average.{name}": tensor for name, tensor in tensors.items()}

    def take(self, tensors: Mapping[str, Tensor], generator: Network) -> None:
        """Take what `copy` gave; where there is none, begin with the generator as it is."""
        if "average.parameters" not in tensors:
            self.begin(generator, self._decay)
            return
        self._learner.take({name.removeprefix("average."): tensor for name, tensor in tensors.items()})
        self._t = int(tensors["average.counts"][0])
