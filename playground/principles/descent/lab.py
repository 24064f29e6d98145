"""The gradient descent lab: what is shown, PyTorch's numbers for it, and where to go on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
    TrainingConfig,
)
from playground.optim import OPTIMIZERS
from playground.principles.descent.race import MAX_RUNNERS, MAX_STEPS, Trail, draw_noise, find_limit, run_race
from playground.principles.descent.regression import Line, compute_loss, deal_deck, load_line, run_batches
from playground.principles.descent.state import (
    HIGHEST_MOMENTUM,
    HIGHEST_RATE,
    LOWEST_RATE,
    START,
    batches_of,
    open_network,
    read_state,
    runners_of,
)
from playground.principles.descent.surfaces import SURFACES, SurfaceSpec
from playground.principles.principle import Principle

# What the landscape is computed for unless a link says otherwise.
NETWORK = Experiment(
    data=DataConfig(name="moons", n_samples=1000, noise=0.2),
    model=ModelConfig(
        layers=(LinearConfig(units=10, activation="tanh"), LinearConfig(units=10, activation="tanh")),
    ),
    optimizer=OptimizerConfig(name="adam", learning_rate=0.01),
    training=TrainingConfig(batch_size=32, epochs=40),
)
MINUS = "\N{MINUS SIGN}"
DIGITS = 12  # significant ones: what two ways to compute the same agree to, and enough for every picture


def answer(state: Mapping[str, Any]) -> dict[str, Any]:
    """PyTorch's numbers for what is shown, ready for JSON."""
    tab = state["tab"]
    shown = {"race": _answer_race, "batches": _answer_batches}
    return {"tab": tab, "catalog": _list_catalog(), **(shown[tab](state) if tab in shown else {})}


def find_experiment(state: Mapping[str, Any]) -> Experiment:
    """What the network lab opens: the first runner's optimizer, the same line, or the network of the landscape."""
    if state["tab"] == "network":
        return open_network(state["link"]) if state["link"] else NETWORK
    if state["tab"] == "batches":
        return _fit_line(state)
    first = runners_of(state)[0]
    optimizer = OptimizerConfig(name=first.rule, learning_rate=first.rate, momentum=first.momentum)
    return Experiment(data=NETWORK.data, model=NETWORK.model, optimizer=optimizer, training=NETWORK.training)


def tell_trails(trails: Sequence[Trail]) -> list[dict[str, Any]]:
    """Trails for JSON."""
    return [
        {"x": _round(t.points[:, 0]), "y": _round(t.points[:, 1]), "losses": _round(t.losses), "left_at": t.left_at}
        for t in trails
    ]


def _answer_race(state: Mapping[str, Any]) -> dict[str, Any]:
    surface, runners = SURFACES[state["surface"]], runners_of(state)
    trails = run_race(surface, state["start"], runners, state["steps"])
    noise = draw_noise(MAX_STEPS).tolist() if surface.noise else []
    steepest = max(surface.curvatures, default=0.0)
    limits = [find_limit(r.rule, r.momentum, steepest) if steepest else math.inf for r in runners]
    return {"trails": tell_trails(trails), "limits": _tell_limits(limits), "noise": noise}


def _answer_batches(state: Mapping[str, Any]) -> dict[str, Any]:
    line, runners = load_line(state["is_standardized"]), batches_of(state)
    trails = run_batches(line, state["line_start"], runners, state["line_steps"])
    limits = [find_limit(r.runner.rule, r.momentum, line.curvatures[1]) for r in runners]
    return {"trails": tell_trails(trails), "limits": _tell_limits(limits), "line": _tell_line(state["is_standardized"])}


@cache
def _tell_line(is_standardized: bool) -> dict[str, Any]:
    """What the browser needs to walk on the same loss."""
    line = load_line(is_standardized)
    return {
        "x": line.x.tolist(),
        "y": line.y.tolist(),
        "deck": deal_deck(len(line.x)).tolist(),
        "extent": line.extent,
        "start": line.start,
        "curvatures": line.curvatures,
        "solution": line.solution,
        "lowest": _find_lowest(line),
    }


def _find_lowest(line: Line) -> float:
    design = line.design.new_tensor([line.solution])
    return compute_loss(line, design).item()


@cache
def _list_catalog() -> dict[str, Any]:
    """What there is to choose from, and within which bounds."""
    surfaces = {name: _tell_surface(spec) for name, spec in SURFACES.items()}
    rules = {
        name: {"label": spec.label, "summary": spec.summary, "has_momentum": "momentum" in spec.uses}
        for name, spec in OPTIMIZERS.items()
    }
    bounds = {"rate": [LOWEST_RATE, HIGHEST_RATE], "momentum": HIGHEST_MOMENTUM, "steps": MAX_STEPS}
    lines = {str(flag).lower(): load_line(flag).start for flag in (False, True)}
    return {"surfaces": surfaces, "rules": rules, "bounds": bounds, "runners": MAX_RUNNERS, "line_starts": lines}


def _tell_surface(spec: SurfaceSpec) -> dict[str, Any]:
    names = ("label", "formula", "summary", "extent", "start", "rate", "minima", "lowest", "curvatures", "noise")
    told = {name: getattr(spec, name) for name in names}
    return {**told, "formula": spec.formula.replace("-", MINUS)}


def _fit_line(state: Mapping[str, Any]) -> Experiment:
    """The same points and the same line in the network lab: no hidden layer, mean squared error."""
    line, first = load_line(state["is_standardized"]), batches_of(state)[-1]
    own = OwnData(
        points=tuple(zip(line.x.round(3).tolist(), line.y.round(3).tolist(), strict=True)),
        features=("petal length",),
        target=("petal width",),
        classes=(),
    )
    rule = first.runner.rule
    return Experiment(
        data=DataConfig(name="own", own=own),
        model=ModelConfig(layers=()),
        objective=ObjectiveConfig(loss="mse"),
        optimizer=OptimizerConfig(name=rule, learning_rate=first.rate, momentum=first.momentum),
        training=TrainingConfig(batch_size=first.batch, epochs=30),
    )


def _tell_limits(limits: Sequence[float]) -> list[float | None]:
    return [limit if math.isfinite(limit) else None for limit in limits]


def _round(values: Any) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values.tolist()]


LAB = Principle(name="descent", start=START, read=read_state, answer=answer, experiment=find_experiment)
