"""The activations lab: what is shown, PyTorch's numbers for it, and where to go on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

import torch

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    TrainingConfig,
)
from playground.config.model import MAX_HIDDEN_LAYERS
from playground.models import ACTIVATIONS, INITIALIZERS
from playground.principles.activation.collapse import compare
from playground.principles.activation.depth import WIDTH, measure
from playground.principles.activation.functions import FUNCTIONS, compute_point, find_facts, sample_curve
from playground.principles.activation.softmax import compute_softmax
from playground.principles.activation.state import START, read_state, setting_of
from playground.principles.principle import Principle, State

DIGITS = 7  # after the point of a drawn curve


def answer(state: State) -> dict[str, Any]:
    """PyTorch's numbers for the tab that is shown, ready for JSON."""
    answers = {"function": _answer_function, "depth": _answer_depth, "softmax": _answer_softmax}
    return {"tab": state["tab"], "catalog": _list_catalog(), **answers[state["tab"]](state)}


def make_experiment(state: State) -> Experiment:
    """Moons by a network with the shown function; as deep as shown; or three classes, which softmax tells apart."""
    if state["tab"] == "softmax":
        return Experiment(
            data=DataConfig(name="iris", n_samples=150),
            objective=ObjectiveConfig(loss="cross_entropy"),
            optimizer=OptimizerConfig(name="adam", learning_rate=0.01),
            training=TrainingConfig(batch_size=16, epochs=100),
        )
    if state["tab"] == "function":
        return _learn_moons([_learnable(state["function"])] * 2, "kaiming_uniform")
    network = state["network"]
    depth = min(state["depth"], MAX_HIDDEN_LAYERS)
    return _learn_moons([_learnable(network["activation"])] * depth, network["initializer"])


def _learnable(name: str) -> str:
    """The function itself; for the step, which has no slope, the curve that took its place."""
    return name if name in ACTIVATIONS else "sigmoid"


def _learn_moons(activations: list[str], initializer: str) -> Experiment:
    layers = tuple(LinearConfig(units=8, activation=name) for name in activations)
    return Experiment(
        data=DataConfig(name="moons", n_samples=400, noise=0.15),
        model=ModelConfig(layers=layers, initializer=initializer),
        optimizer=OptimizerConfig(name="adam", learning_rate=0.01),
        training=TrainingConfig(batch_size=32, epochs=100),
    )


def _answer_function(state: State) -> dict[str, Any]:
    name = state["function"]
    value, slope = compute_point(name, state["x"])
    matrices = torch.tensor(state["matrices"], dtype=torch.float64).reshape(3, 2, 2)
    curve = {key: [round(v, DIGITS) for v in values.tolist()] for key, values in sample_curve(name).items()}
    point = {"name": name, "x": state["x"], "value": value, "slope": slope}
    return {"point": point, "curve": curve, "facts": _tell_facts(name), "collapse": compare(matrices, name)}


def _tell_facts(name: str) -> dict[str, Any]:
    """For JSON, which has no infinity: None stands for it."""
    facts = asdict(find_facts(name))
    return {**facts, "range": [bound if math.isfinite(bound) else None for bound in facts["range"]]}


def _answer_depth(state: State) -> dict[str, Any]:
    network, kept = state["network"], state["kept"]
    return {
        "width": WIDTH,
        "measured": _tell_measured(state, network),
        "kept": _tell_measured(state, kept) if kept else None,
        "sigmoid": _tell_measured(state, {**network, "activation": "sigmoid"}),
    }


def _tell_measured(state: State, network: Mapping[str, Any]) -> dict[str, Any]:
    return {**network, **asdict(measure(setting_of(state, network)))}


def _answer_softmax(state: State) -> dict[str, Any]:
    return {"softmax": compute_softmax(state["logits"], state["temperature"], state["target"])}


@cache
def _list_catalog() -> dict[str, Any]:
    """Names and sentences of the registries."""
    return {
        "functions": {name: {"label": spec.label, "summary": spec.summary} for name, spec in FUNCTIONS.items()},
        "initializers": {name: {"label": spec.label, "summary": spec.summary} for name, spec in INITIALIZERS.items()},
    }


LAB = Principle(name="activation", start=START, read=read_state, answer=answer, experiment=make_experiment)
