"""Game: everything that training changes: both players, the averaged generator, and the source of random draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Generator, Tensor

from playground.config import GanExperiment
from playground.data import Distribution
from playground.engine.denormals import flush_denormals
from playground.engine.gan.average import Average
from playground.engine.gan.dense import DenseGradients, is_dense_enough
from playground.engine.gan.noise import draw_noise
from playground.engine.gan.players import Player
from playground.engine.gan.step import AutogradGradients, Batch, Gradients, draw_batch
from playground.engine.trainer import TrainerState
from playground.models import Network, build_network
from playground.seeding import derive_seed

PLAYERS = ("generator", "discriminator")
EXACT = 600
"""The first iterations take their gradients from autograd, in whose order of rounding an exported script computes, too.
One game amplifies another's rounding a thousandfold in 500 iterations: only so both print the same losses for as long.
"""


class Game:
    """Two players that train against each other.

    Parameters
    ----------
    experiment : GanExperiment
        Weights are drawn from (seed, "generator") and (seed, "discriminator"), all that training draws from
        (seed, "training"), in this order: for each step of the discriminator as `draw_batch` says, for each step of
        the generator its noise.
    distribution : Distribution
        Where real samples come from.

    Attributes
    ----------
    generator, discriminator : Player
    average : Average
    step : int
        Iterations so far.
    """

    def __init__(self, experiment: GanExperiment, distribution: Distribution) -> None:
        self.experiment, self.step = experiment, 0
        self._distribution = distribution
        self._real = torch.from_numpy(distribution.samples)
        self._random = Generator().manual_seed(derive_seed(experiment.seed, "training"))
        n = distribution.n_features
        self.generator = Player("generator", _build_generator(experiment, n), experiment.generator)
        seed = derive_seed(experiment.seed, "discriminator")
        discriminator = build_network(experiment.discriminator.model, n, 1, seed)
        self.discriminator = Player("discriminator", discriminator, experiment.discriminator)
        self.average = Average(_build_generator(experiment, n), experiment.training.average)
        self._bind()

    @property
    def players(self) -> tuple[Player, Player]:
        """Both of them, the generator first."""
        return self.generator, self.discriminator

    @property
    def shown_generator(self) -> Network:
        """The averaged generator, or the trained one where there is no average."""
        return self.average.network if self.average.is_on else self.generator.network

    @property
    def gradients(self) -> Gradients:
        """How gradients are computed at this iteration."""
        return self._exact if self.step < EXACT else self._fast

    def play(self, n_iterations: int) -> None:
        """Let both players take their steps, the discriminator first, so many times."""
        n_exact = min(n_iterations, max(0, EXACT - self.step))
        for n in (n_exact, n_iterations - n_exact):
            self._play_alike(n)

    def _play_alike(self, n_iterations: int) -> None:
        """Iterations whose gradients are computed in one way."""
        with flush_denormals(), self.gradients.training_mode():
            for _ in range(n_iterations):
                for _ in range(self.experiment.discriminator.steps):
                    self.step_discriminator()
                for _ in range(self.experiment.generator.steps):
                    self.step_generator()
                self.step += 1

    def play_one(self, name: str) -> None:
        """Let one player take a single step; that counts as an iteration."""
        with flush_denormals(), self.gradients.training_mode():
            if name == "discriminator":
                self.step_discriminator()
            else:
                self.step_generator()
            self.step += 1

    def step_discriminator(self) -> None:
        """One step of the discriminator, in training mode."""
        self.gradients.compute_discriminator(self.draw_batch())
        self.update_discriminator()

    def step_generator(self) -> None:
        """One step of the generator, in training mode."""
        self.gradients.compute_generator(self.draw_noise())
        self.update_generator()

    def draw_batch(self) -> Batch:
        """Draw for one step of the discriminator."""
        return draw_batch(self.experiment, self._real, self._random)

    def draw_noise(self) -> Tensor:
        """Draw for one step of the generator, (batch_size, size)."""
        return draw_noise(self.experiment.noise, self.experiment.training.batch_size, self._random)

    @contextmanager
    def unnoticed_draws(self) -> Iterator[None]:
        """Within the block random draws do not count: after it they are the same once more."""
        state = self._random.get_state()
        try:
            yield
        finally:
            self._random.set_state(state)

    def update_discriminator(self) -> None:
        """Take the step that its gradients say."""
        self.discriminator.update(self.gradients.divide)

    def update_generator(self) -> None:
        """Take the step that its gradients say, and have the average follow."""
        generator = self.generator
        generator.update(self.gradients.divide)
        self.average.follow(generator.flat.values, generator.network)

    def apply(self, experiment: GanExperiment, distribution: Distribution) -> None:
        """Take what may change mid-run, and perhaps other real samples."""
        self.experiment, self._distribution = experiment, distribution
        self._real = torch.from_numpy(distribution.samples)
        self.generator.apply(experiment.generator)
        self.discriminator.apply(experiment.discriminator)
        self.average.network.adopt(experiment.generator.model)
        self.average.change(self.generator.network, experiment.training.average)
        self._bind()

    def copy(self) -> Game:
        """Another game, the same to the last digit, that goes on by itself."""
        twin = Game(self.experiment, self._distribution)
        twin.load(self.state())
        return twin

    def state(self) -> TrainerState:
        """A copy of everything that training changes."""
        tensors = {**self.generator.state(), **self.discriminator.state(), **self.average.copy()}
        return TrainerState(
            optimizer=self._optimizers,
            step=self.step,
            n_updates=self.generator.n_updates,
            tensors={**tensors, "random": self._random.get_state()},
        )

    def load(self, state: TrainerState) -> None:
        """Continue from `state`; if it is of another optimizer, that player's starts afresh."""
        self.restore(state)
        for player in self.players:
            player.load_count(state.tensors)
        self._random.set_state(state.tensors["random"])
        self.step = state.step

    def restore(self, state: TrainerState) -> None:
        """Take the weights of `state`, and the optimizers' running quantities with them; all counters stay."""
        is_same = [a == b for a, b in zip(state.optimizer.split("/"), self._optimizers.split("/"), strict=True)]
        self.generator.load(state.tensors, is_same[0])
        self.discriminator.load(state.tensors, is_same[1])
        self.average.take(state.tensors, self.generator.network)

    def begin(self, step: int) -> None:
        """Go on from an iteration with the present weights, both optimizers afresh."""
        self.generator.start_afresh()
        self.discriminator.start_afresh()
        self.step = step

    def is_finite(self) -> bool:
        """Whether every parameter of both players is a finite number."""
        values = torch.cat([self.generator.flat.values, self.discriminator.flat.values])
        return bool(torch.isfinite(values).all())

    def snapshot(self) -> dict[str, Tensor]:
        """A copy of what outputs depend on, and how often each player has been updated."""
        counts = torch.tensor([self.generator.n_updates, self.discriminator.n_updates])
        return {**self.generator.copy(), **self.discriminator.copy(), **self.average.copy(), "counts": counts}

    def show(self, snapshot: Mapping[str, Tensor], step: int) -> None:
        """Take a snapshot for looking only."""
        self.generator.take(snapshot)
        self.discriminator.take(snapshot)
        self.average.take(snapshot, self.generator.network)
        self.generator.n_updates, self.discriminator.n_updates = map(int, snapshot["counts"])
        self.step = step

    @property
    def _optimizers(self) -> str:
        """Both names, the generator's first."""
        return f"{self.experiment.generator.optimizer.name}/{self.experiment.discriminator.optimizer.name}"

    def _bind(self) -> None:
        """Tie networks and objective together once, not at every step; the faster way that they allow."""
        parts = self.generator, self.discriminator, self.experiment.objective
        self._exact: Gradients = AutogradGradients(*parts)
        self._fast: Gradients = DenseGradients(*parts) if is_dense_enough(*parts) else self._exact


def _build_generator(experiment: GanExperiment, n_features: int) -> Network:
    seed = derive_seed(experiment.seed, "generator")
    return build_network(experiment.generator.model, experiment.noise.size, n_features, seed)
