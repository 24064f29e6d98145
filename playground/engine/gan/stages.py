"""Stages: the next iteration of a game, taken apart for slow motion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from playground.engine.denormals import flush_denormals
from playground.engine.gan.game import Game
from playground.engine.gan.pull import compute_pull
from playground.engine.gan.step import Batch
from playground.models import Network
from playground.objectives import GAN_LOSSES

STAGES = (
    "sample",
    "score",
    "discriminator_gradient",
    "update_discriminator",
    "generate",
    "score_again",
    "generator_gradient",
    "update_generator",
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Stage:
    """One stage of an iteration, as of its end.

    Parameters
    ----------
    index : int
        1 to 8.
    name : str
        One of `STAGES`.
    generator_values, discriminator_values : Tensor of shape (n_parameters,)
    z : Tensor of shape (n, size)
        The noise of the step that the stage belongs to.
    real : Tensor of shape (n, d)
        Real samples of the discriminator's step; the generator's has none of its own.
    fake : Tensor of shape (n, d)
        What the generator makes of `z`.
    real_scores, fake_scores : Tensor of shape (n,)
        What the discriminator says of them.
    d_loss, g_loss : float
        Of this batch, without penalties and smoothing.
    d_gradient_norm, g_gradient_norm : float or None
        Euclidean norm of the gradient, penalties included; None before it is computed.
    pull : Tensor of shape (n, d) or None
        Where the generator's gradient moves each sample; only in the stage that is about it.
    is_skipped : bool
        Whether the player takes no step in an iteration: then nothing changes in its stages.
    """

    index: int
    name: str
    generator_values: Tensor
    discriminator_values: Tensor
    z: Tensor
    real: Tensor
    fake: Tensor
    real_scores: Tensor
    fake_scores: Tensor
    d_loss: float
    g_loss: float
    d_gradient_norm: float | None = None
    g_gradient_norm: float | None = None
    pull: Tensor | None = None
    is_skipped: bool = False


def trace_iteration(game: Game) -> tuple[Stage, ...]:
    """What the next iteration will do, stage by stage; computed on a copy, so that the game does not notice.

    Of several steps that a player takes, all but the last go by unseen. Of a player that takes none, a batch is shown
    all the same, but no gradient.

    Parameters
    ----------
    game : Game
        In which there is a real sample at least.

    Returns
    -------
    tuple of Stage
        Eight: four of the discriminator, four of the generator. The last one ends where the iteration does.
    """
    game = game.copy()
    with flush_denormals():
        first = _trace_discriminator(game)
        return first + _trace_generator(game, first[-1])


def _trace_discriminator(game: Game) -> tuple[Stage, ...]:
    n_steps = game.experiment.discriminator.steps
    with game.gradients.training_mode():
        for _ in range(n_steps - 1):
            game.step_discriminator()
    batch, is_skipped = _draw(game, n_steps == 0)
    look = _observe(game, 1, batch.real, batch.noise, is_skipped)
    if is_skipped:
        return (look, *(_renumber(look, index) for index in (2, 3, 4)))
    with game.gradients.training_mode():
        game.gradients.compute_discriminator(batch)
    norm = float(torch.linalg.vector_norm(game.discriminator.flat.grads))
    with game.gradients.training_mode():
        game.update_discriminator()
    updated = replace(_observe(game, 4, batch.real, batch.noise), d_gradient_norm=norm)
    return look, _renumber(look, 2), replace(_renumber(look, 3), d_gradient_norm=norm), updated


def _trace_generator(game: Game, before: Stage) -> tuple[Stage, ...]:
    n_steps = game.experiment.generator.steps
    with game.gradients.training_mode():
        for _ in range(n_steps - 1):
            game.step_generator()
    is_skipped = n_steps == 0
    noise = before.z if is_skipped else game.draw_noise()
    look = _observe(game, 5, before.real, noise, is_skipped)
    look = replace(look, d_gradient_norm=before.d_gradient_norm)
    if is_skipped:
        return (look, *(_renumber(look, index) for index in (6, 7, 8)))
    pull = _compute_pull(game, look.fake)
    with game.gradients.training_mode():
        game.gradients.compute_generator(noise)
    norm = float(torch.linalg.vector_norm(game.generator.flat.grads))
    with game.gradients.training_mode():
        game.update_generator()
    updated = _observe(game, 8, before.real, noise)
    updated = replace(updated, d_gradient_norm=before.d_gradient_norm, g_gradient_norm=norm)
    return look, _renumber(look, 6), replace(_renumber(look, 7), g_gradient_norm=norm, pull=pull), updated


def _draw(game: Game, is_skipped: bool) -> tuple[Batch, bool]:
    """The next batch of the discriminator; one that nobody will use leaves the source of draws as it was."""
    if not is_skipped:
        return game.draw_batch(), False
    with game.unnoticed_draws():
        return game.draw_batch(), True


def _observe(game: Game, index: int, real: Tensor, z: Tensor, is_skipped: bool = False) -> Stage:
    """Both players as they are now, and what they make of a batch."""
    loss = GAN_LOSSES[game.experiment.objective.loss]
    generator, discriminator = game.generator, game.discriminator
    with torch.no_grad():
        with _observed(generator.network):
            fake = generator.network(z)
        with _observed(discriminator.network):
            # In the order of the step itself, so that dropout silences the same units.
            logits = [discriminator.network(samples)[:, 0] for samples in ((real, fake) if index < 5 else (fake, real))]
        real_logits, fake_logits = logits if index < 5 else reversed(logits)
        return Stage(
            index=index,
            name=STAGES[index - 1],
            generator_values=generator.flat.values.clone(),
            discriminator_values=discriminator.flat.values.clone(),
            z=z,
            real=real,
            fake=fake,
            real_scores=loss.score(real_logits),
            fake_scores=loss.score(fake_logits),
            d_loss=float(loss.discriminator(real_logits, fake_logits, 0.0)),
            g_loss=float(loss.generator(fake_logits)),
            is_skipped=is_skipped,
        )


def _compute_pull(game: Game, fake: Tensor) -> Tensor:
    network = game.discriminator.network
    with _observed(network):
        return compute_pull(network, GAN_LOSSES[game.experiment.objective.loss], fake).directions


def _renumber(stage: Stage, index: int) -> Stage:
    return replace(stage, index=index, name=STAGES[index - 1])


@contextmanager
def _observed(network: Network) -> Iterator[None]:
    """Within the block the network is in train mode; neither its masks nor its running statistics notice."""
    state = network.state()
    network.train()
    try:
        yield
    finally:
        network.eval()
        network.load(state)
