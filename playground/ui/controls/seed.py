"""The seed, which decides every random draw of a run."""

from __future__ import annotations

import secrets

import streamlit as st

from playground.config import ExperimentT
from playground.fields import replace_at
from playground.lessons import say
from playground.ui.controls.widgets import action, number
from playground.ui.state import AnyState


def seed_controls(state: AnyState) -> None:
    """The seed to type, and a button for another one."""
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        number(state, "seed")
    with right:
        action(state, "new_seed", say("new_seed"), _draw_seed, width="stretch")


def _draw_seed(experiment: ExperimentT) -> ExperimentT:
    return replace_at(experiment, "seed", secrets.randbelow(10_000))
