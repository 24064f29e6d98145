"""Weights: both players' tensors by name, as a file holds them: ``generator.output.weight``, ..."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

from playground.checks import show
from playground.engine import weights as of_network
from playground.engine.gan.game import Game
from playground.models import Network

AVERAGED = "averaged_generator"


def copy_weights(game: Game) -> dict[str, Tensor]:
    """A copy of the ``state_dict()`` of both players, and of the averaged generator if there is one."""
    return {
        f"{name}.{key}": tensor
        for name, network in _list_networks(game).items()
        for key, tensor in of_network.copy_weights(network).items()
    }


def load_weights(game: Game, weights: Mapping[str, Tensor]) -> None:
    """Set all parameters and running statistics; an average that is not among them begins with the generator.

    Raises
    ------
    ValueError
        A tensor is missing, unknown or of another shape; nothing has changed.
    """
    networks = _list_networks(game)
    parts: dict[str, dict[str, Tensor]] = {name: {} for name in networks}
    for name, tensor in weights.items():
        player, _, key = name.partition(".")
        if player not in parts:
            raise ValueError(f"the weights have a tensor {show(name)}; accepted: those of {', '.join(parts)}")
        parts[player][key] = tensor
    if not parts.get(AVERAGED, True):
        parts[AVERAGED] = parts["generator"]
    before = {name: of_network.copy_weights(network) for name, network in networks.items()}
    for name, network in networks.items():
        try:
            of_network.load_weights(network, parts[name])
        except ValueError as error:
            for other, restored in networks.items():
                of_network.load_weights(restored, before[other])
            raise ValueError(f"{name}: {error}") from None


def _list_networks(game: Game) -> dict[str, Network]:
    networks = {"generator": game.generator.network, "discriminator": game.discriminator.network}
    return networks | ({AVERAGED: game.average.network} if game.average.is_on else {})
