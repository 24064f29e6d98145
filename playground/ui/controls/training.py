"""What is minimized, by which rule, at which rate, and until when."""

from __future__ import annotations

import math
from functools import partial

import streamlit as st

from playground.config import ScheduleConfig
from playground.engine.catalog import REGISTRIES, task_of
from playground.fields import field_at, value_at
from playground.lessons import say
from playground.objectives import losses_for
from playground.ui.changes import change_seeds
from playground.ui.controls.widgets import bind, menu, number, section, slider, values
from playground.ui.fit import count_training_points
from playground.ui.schedule_curve import schedule_curve
from playground.ui.seeds import SEEDS
from playground.ui.state import LabState

PENALTIES = ("objective.l1", "objective.l2")
STOPS = ("training.target_loss", "training.target_score", "training.patience")


def training_controls(state: LabState) -> None:
    """Optimizer and its hyperparameters, batch size, epochs, loss; and, folded up, what is asked for less often."""
    experiment = state.session.experiment
    st.subheader(say("training"))
    left, right = st.columns(2)
    with left:
        menu(state, "optimizer.name")
    with right:
        values(state, "optimizer.learning_rate")
    for name in REGISTRIES["optimizers"][experiment.optimizer.name].uses:
        slider(state, f"optimizer.{name}")
    left, right = st.columns(2)
    with left:
        n_train = count_training_points(experiment.data)
        # A batch of own points may be larger than their number: it is then all of them.
        values(state, "training.batch_size", n_train if n_train >= experiment.training.batch_size else math.inf)
    with right:
        number(state, "training.epochs")
    menu(state, "objective.loss", losses_for(task_of(experiment.data)))
    _seeds(state)
    _regularization(state)
    _schedule(state)
    _stops(state)


def _seeds(state: LabState) -> None:
    st.segmented_control(
        say("seeds"),
        options=SEEDS,
        required=True,
        help=say("seeds_help"),
        width="stretch",
        **bind(state, "seeds", state.session.members, partial(change_seeds, state)),
    )


def _regularization(state: LabState) -> None:
    is_smoothed = REGISTRIES["losses"][state.session.experiment.objective.loss].smooths
    paths = (*PENALTIES, *(("objective.label_smoothing",) if is_smoothed else ()))

    def draw() -> None:
        for path, column in zip(PENALTIES, st.columns(2), strict=True):
            with column:
                values(state, path)
        if is_smoothed:
            slider(state, "objective.label_smoothing")

    section(_title(state, "regularization", paths), "regularization", draw)


def _schedule(state: LabState) -> None:
    experiment = state.session.experiment
    schedule = experiment.schedule
    spec = REGISTRIES["schedules"][schedule.name]
    title = say("schedule")
    if schedule.name != ScheduleConfig().name:
        title = say("titled", title=title, active=spec.label)

    def draw() -> None:
        menu(state, "schedule.name")
        if "every" in spec.uses:
            number(state, "schedule.every")
        if "factor" in spec.uses:
            slider(state, "schedule.factor")
        st.html(schedule_curve(schedule, experiment.optimizer.learning_rate, experiment.training.epochs))
        values(state, "optimizer.clip_norm")

    section(title, "schedules", draw)


def _stops(state: LabState) -> None:
    def draw() -> None:
        for path in STOPS:
            values(state, path)

    section(_title(state, "stops", STOPS), "stops", draw)


def _title(state: LabState, word: str, paths: tuple[str, ...]) -> str:
    """The title of a folded section, with what is on inside."""
    experiment = state.session.experiment
    active = [field_at(path).metadata["label"] for path in paths if value_at(experiment, path)]
    return say("titled", title=say(word), active=", ".join(active)) if active else say(word)
