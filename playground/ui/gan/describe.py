"""What stays the same during a GAN's run, as `assets/live/gan_stage.js` wants it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from playground.config import DiscriminatorConfig, GanExperiment, GeneratorConfig, LinearConfig
from playground.data import DISTRIBUTIONS
from playground.engine.catalog import REGISTRIES
from playground.engine.gan.sight import choose_sight
from playground.engine.gan.statics import describe_statics
from playground.lessons import read_words
from playground.objectives import GAN_LOSSES, Equilibrium, find_equilibrium
from playground.ui.describe import SUBSCRIPTS
from playground.ui.gan.state import GanState


def describe(state: GanState) -> dict[str, Any]:
    """What the stage has to know besides the frames.

    Returns
    -------
    dict
        All of `playground.engine.gan.statics.describe_statics`, and

        - ``picture``: number that the frames to be drawn on it carry; ``lab``; ``seed``.
        - ``dataset``: ``name`` and ``label``; ``names`` of its coordinates; ``is_own``: whether it is painted,
          ``points``: the painted ones, null if not; ``can_undo``: whether a stroke can be taken back.
        - ``loss``: ``name``, ``label``, ``d_terms``, ``g_terms``, ``equilibrium`` (``d_loss`` and ``g_loss``, of each
          ``value`` and ``label``, or null), ``gives_probabilities``, ``middle`` and ``span``, null where they follow
          the run; ``objective``: the penalties and the smoothing.
        - ``generator``, ``discriminator``: ``layers``, of each hidden one ``units``, ``activation`` and ``label``, and
          ``sizes`` of all columns.
        - ``steps``: ``d`` and ``g``, in one iteration; ``average``: decay of the averaged generator, 0 without one;
          ``iterations``: of the whole run.
        - ``view``: what is looked at, as a gesture told it; ``words``: the stage's sentences.
    """
    experiment, distribution = state.session.experiment, state.session.dataset
    sight = choose_sight(distribution, experiment)
    return {
        **describe_statics(distribution, experiment, sight),
        "picture": state.picture,
        "lab": state.lab.name,
        "seed": experiment.seed,
        **_describe_data(state),
        "loss": _describe_loss(experiment),
        "objective": dataclasses.asdict(experiment.objective),
        "generator": _describe_player(experiment.generator, sight.generator_sizes),
        "discriminator": _describe_player(experiment.discriminator, sight.discriminator_sizes),
        "steps": {"d": experiment.discriminator.steps, "g": experiment.generator.steps},
        "average": experiment.training.average,
        "iterations": experiment.training.iterations,
        "view": dataclasses.asdict(state.told_view),
        "words": read_words()["stage"],
    }


def picture_of(experiment: GanExperiment) -> object:
    """All of an experiment that `describe` tells."""
    return (
        experiment.seed,
        experiment.data,
        experiment.noise,
        *((player.layers, player.initializer, player.steps) for player in _players_of(experiment)),
        experiment.objective,
        experiment.training.iterations,
        experiment.training.average,
    )


def _players_of(experiment: GanExperiment) -> tuple[GeneratorConfig, DiscriminatorConfig]:
    return experiment.generator, experiment.discriminator


def _describe_data(state: GanState) -> dict[str, Any]:
    data, is_own = state.session.experiment.data, state.session.experiment.data.name == "own"
    return {
        "dataset": {"name": data.name, "label": DISTRIBUTIONS[data.name].label},
        "names": [SUBSCRIPTS.get(name, name) for name in state.session.dataset.names],
        "is_own": is_own,
        "points": [list(point) for point in data.points] if is_own else None,
        "can_undo": bool(state.strokes),
    }


def _describe_loss(experiment: GanExperiment) -> dict[str, Any]:
    spec = GAN_LOSSES[experiment.objective.loss]
    equilibrium = find_equilibrium(spec, experiment.objective.label_smoothing)
    return {
        "name": experiment.objective.loss,
        "label": spec.label,
        "d_terms": list(spec.d_terms),
        "g_terms": list(spec.g_terms),
        "equilibrium": _describe_equilibrium(equilibrium),
        "gives_probabilities": spec.gives_probabilities,
        "middle": spec.middle,
        "span": spec.span,
    }


def _describe_equilibrium(equilibrium: Mapping[str, Equilibrium | None]) -> dict[str, dict[str, Any] | None]:
    return {name: value._asdict() if value else None for name, value in equilibrium.items()}


def _describe_player(player: GeneratorConfig | DiscriminatorConfig, sizes: tuple[int, ...]) -> dict[str, Any]:
    hidden = [layer for layer in player.layers if isinstance(layer, LinearConfig)]
    activations = REGISTRIES["activations"]
    layers = [
        {"units": layer.units, "activation": layer.activation, "label": activations[layer.activation].label}
        for layer in hidden
    ]
    return {"layers": layers, "sizes": list(sizes)}
