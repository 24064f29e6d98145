"""What both players minimize, by which rules and at which rates, how often, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.data import DISTRIBUTIONS
from playground.engine.catalog import REGISTRIES
from playground.fields import field_at, value_at
from playground.lessons import say
from playground.objectives import GAN_LOSSES
from playground.ui.changes import make_change
from playground.ui.controls.seed import seed_controls
from playground.ui.controls.widgets import bind, menu, number, section, slider, values
from playground.ui.gan.edits import PLAYERS, change_field
from playground.ui.gan.state import GanState

AVERAGE = "training.average"
DECAY = 0.995
"""Of the averaged generator when it is switched on: the weights of about the last 200 iterations."""
STEPS = ("generator.steps", "discriminator.steps")


def training_controls(state: GanState) -> None:
    """Objective and penalties, rates, optimizers, steps, length, average and seed; folded up, the rest."""
    st.subheader(say("training"))
    _objective(state)
    _pair(state, "optimizer.learning_rate", values)
    _pair(state, "optimizer.name", menu)
    _pair(state, "steps", number)
    if all(value_at(state.session.experiment, path) == 0 for path in STEPS):
        st.caption(say("gan_no_steps"))
    left, right = st.columns(2)
    with left:
        values(state, "training.batch_size")
    with right:
        number(state, "training.iterations")
    _average(state)
    seed_controls(state)
    section(say("gan_more_training"), "more_training", partial(_draw_rest, state))


def _objective(state: GanState) -> None:
    """The objective, R1, and beside it what only this objective knows."""
    spec = GAN_LOSSES[state.session.experiment.objective.loss]
    menu(state, "objective.loss")
    left, right = st.columns(2)
    with left:
        values(state, "objective.r1")
    with right:
        if spec.uses_penalty:
            values(state, "objective.gradient_penalty")
        if spec.smooths:
            slider(state, "objective.label_smoothing")


def _pair(state: GanState, name: str, draw: Callable[..., None]) -> None:
    """The same field of both players, the generator's on the left."""
    for player, column in zip(PLAYERS, st.columns(2), strict=True):
        path = f"{player}.{name}"
        label = field_at(path, type(state.session.experiment)).metadata["label"]
        with column:
            draw(state, path, label=say(f"gan_of_{player}", label=label))


def _average(state: GanState) -> None:
    """A switch for the averaged generator, and its decay while it is on."""
    decay = state.session.experiment.training.average
    meta = field_at(AVERAGE, type(state.session.experiment)).metadata

    def take(is_on: bool) -> None:
        make_change(state, lambda experiment: change_field(experiment, AVERAGE, DECAY if is_on else 0.0))

    st.toggle(meta["label"], help=meta["help"], **bind(state, "averaged", decay > 0, take))
    if decay:
        values(state, AVERAGE, label=say("gan_decay"))


def _draw_rest(state: GanState) -> None:
    """What is asked for less often: how many real samples there are, then of one player after the other."""
    experiment = state.session.experiment
    if "n_samples" in DISTRIBUTIONS[experiment.data.name].uses:
        slider(state, "data.n_samples")
    for player in PLAYERS:
        st.caption(field_at(player, type(experiment)).metadata["label"])
        optimizer = getattr(experiment, player).optimizer
        for name in REGISTRIES["optimizers"][optimizer.name].uses:
            slider(state, f"{player}.optimizer.{name}")
        left, right = st.columns(2)
        with left:
            menu(state, f"{player}.initializer")
        with right:
            values(state, f"{player}.optimizer.clip_norm")
