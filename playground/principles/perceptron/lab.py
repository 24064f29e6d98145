"""The perceptron's numbers: everything that stands still on its page is computed here."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from torch import Tensor

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    OptimizerConfig,
    OwnData,
    TrainingConfig,
)
from playground.principles.perceptron.gates import CORNERS, GATES
from playground.principles.perceptron.layers import compute_layers
from playground.principles.perceptron.neuron import compute_sums, fires
from playground.principles.perceptron.rule import Course, Sample, learn
from playground.principles.perceptron.separability import (
    bound_mistakes,
    compute_margin,
    compute_radius,
    find_meeting,
    is_separable,
)
from playground.principles.perceptron.state import START, points_of, read_state
from playground.principles.principle import Principle, State

# Each corner becomes so many points in the network lab, on a ring around it, so that some can be held out.
AROUND, RING = 12, 0.08


def answer(state: State) -> dict[str, Any]:
    """Everything the page says about a state: the line by hand, what the rule learned, separability, two layers."""
    rows = np.array(points_of(state), dtype=np.float64).reshape(-1, 3)
    X, y = torch.from_numpy(rows[:, :2].copy()), torch.from_numpy(rows[:, 2].astype(np.int64))
    start = torch.tensor(state["hand"] if state["beginning"] == "hand" else [0.0, 0.0, 0.0], dtype=torch.float64)
    course = learn(X, y, start, rate=state["rate"], samples=state["samples"])
    return {
        "hand": _judge(X, torch.tensor(state["hand"], dtype=torch.float64)),
        "rule": {**_judge(X, course.weights), **_describe_course(course)},
        "separation": _describe_separation(rows, start.numpy(), state["rate"]),
        "layers": {name: values.tolist() for name, values in _compute_corners(state).items()},
        "gates": {name: gate._asdict() for name, gate in GATES.items()},
    }


def _judge(X: Tensor, weights: Tensor) -> dict[str, Any]:
    return {"sums": compute_sums(X, weights).tolist(), "gives": fires(X, weights).to(torch.int64).tolist()}


def _compute_corners(state: State) -> dict[str, Tensor]:
    corners = torch.tensor(CORNERS, dtype=torch.float64)
    return compute_layers(corners, torch.tensor(state["neurons"], dtype=torch.float64))


def _describe_course(course: Course) -> dict[str, Any]:
    return {
        "weights": course.weights.tolist(),
        "samples": course.samples,
        "mistakes": course.mistakes,
        "epochs": course.epochs,
        "settled": course.is_settled,
        "trail": [list(weights) for weights in course.trail],
        "last": _describe_sample(course.last),
    }


def _describe_sample(sample: Sample | None) -> dict[str, Any] | None:
    if sample is None:
        return None
    return {
        "index": sample.index,
        "wants": sample.wants,
        "gives": sample.gives,
        "before": list(sample.before),
        "after": list(sample.after),
    }


def _describe_separation(rows: np.ndarray[Any, np.dtype[np.float64]], start: Any, rate: float) -> dict[str, Any]:
    """Whether a line is possible; then R, gamma and the bound, else the place where the classes meet."""
    X, y = rows[:, :2], rows[:, 2].astype(np.int64)
    if not len(rows):
        return {"separable": None}
    if not is_separable(X, y):
        meeting = find_meeting(X, y)
        return {
            "separable": False,
            "place": list(meeting.place) if meeting else None,
            "members": [list(member) for member in meeting.members] if meeting else [],
        }
    margin, direction = compute_margin(X, y)
    radius = compute_radius(X)
    bound = bound_mistakes(radius, margin, start, direction, rate)
    return {"separable": True, "radius": radius, "margin": margin, "bound": bound, "best": direction.tolist()}


def make_experiment(state: State) -> Experiment:
    """The same points for a network of four tanh units; XOR if there are too few to learn from."""
    points = state["points"] if state["target"] == "own" else []
    if state["target"] != "own" or len(points) < 10:
        gate = GATES["xor" if state["tab"] == "layers" or state["target"] == "own" else state["target"]]
        points = [row for corner, label in zip(CORNERS, gate.outputs, strict=True) for row in _ring(corner, label)]
    own = OwnData(points=tuple((x1, x2, float(label)) for x1, x2, label in points))
    return Experiment(
        seed=0,
        data=DataConfig(name="own", own=own),
        model=ModelConfig(layers=(LinearConfig(units=4, activation="tanh"),), initializer="xavier_uniform"),
        optimizer=OptimizerConfig(name="adam", learning_rate=0.05),
        training=TrainingConfig(batch_size=8, epochs=150),
    )


def _ring(corner: tuple[float, float], label: int) -> list[list[float]]:
    angles = [2 * math.pi * k / AROUND for k in range(AROUND)]
    x1, x2 = corner
    return [[round(x1 + RING * math.cos(a), 3), round(x2 + RING * math.sin(a), 3), float(label)] for a in angles]


LAB = Principle(name="perceptron", start=START, read=read_state, answer=answer, experiment=make_experiment)
