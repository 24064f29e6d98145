"""What the backpropagation lab asks of PyTorch, and where it leads."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    TrainingConfig,
)
from playground.principles.backprop.gradients import differentiate, measure_difference, replay, trace_loss
from playground.principles.backprop.network import PLAIN, run_backward, run_forward, split
from playground.principles.backprop.setting import LARGEST_WEIGHT, START, Setting, read, setting_of
from playground.principles.principle import Principle, State

CURVE_REACH, CURVE_POINTS = 4.0, 121
INPUTS = ("x1", "x2", "product")
SAFE_RATE = 0.1  # one sample at a time, larger steps make a network of any activation diverge


def answer(state: State) -> dict[str, Any]:
    """All numbers of a state.

    Returns
    -------
    dict
        ``now`` and, after an update, ``before``: numbers as `compute_numbers` gives them; ``parameters`` now and
        ``parameters_before``; the ``trail`` of losses, measured and predicted; the ``curve`` of the loss along the
        selected parameter.
    """
    setting = setting_of(state)
    parameters, losses, predicted = replay(setting)
    now = parameters[-1]
    return {
        "now": compute_numbers(setting, now),
        "before": compute_numbers(setting, parameters[-2]) if setting.rates else None,
        "parameters": now.tolist(),
        "parameters_before": parameters[-2].tolist() if setting.rates else None,
        "trail": {"losses": list(losses), "predicted": list(predicted)},
        "curve": _trace(setting, now),
    }


def compute_numbers(setting: Setting, parameters: Tensor) -> dict[str, Any]:
    """Forward, backward and both checks.

    Returns
    -------
    dict
        Lists with one list a layer: ``z``, ``a`` (from the inputs on), ``slope`` (da/dz; None if one with the loss)
        and ``delta`` (dL/dz); ``blame`` (dL/dy, or dL/dz) of the outputs; ``loss``; and of each parameter its
        gradient by the chain rule (``chain``), by autograd in float64 and in float32 (``autograd``, ``single``)
        and by a finite difference in float32 (``finite``).
    """
    layers = split(setting, parameters)
    forward = run_forward(setting, layers)
    blame = run_backward(setting, layers, forward)
    single = parameters.float()
    return {
        "z": [z.tolist() for z in forward.sums],
        "a": [a.tolist() for a in forward.values],
        "slope": [None if slope is None else slope.tolist() for slope in blame.slopes],
        "blame": blame.output.tolist(),
        "delta": [delta.tolist() for delta in blame.sums],
        "loss": float(forward.loss),
        "chain": blame.parameters.tolist(),
        "autograd": differentiate(setting, parameters),
        "single": differentiate(setting, single),
        "finite": measure_difference(setting, single).tolist(),
    }


def _trace(setting: Setting, parameters: Tensor) -> dict[str, Any]:
    center = float(parameters[setting.selected])
    center = 0.0 if abs(center) <= CURVE_REACH else center
    values = torch.linspace(center - CURVE_REACH, center + CURVE_REACH, CURVE_POINTS, dtype=PLAIN)
    losses = trace_loss(setting, parameters, setting.selected, values)
    return {"values": values.tolist(), "losses": losses.tolist()}


def read_bounded(given: object) -> State:
    """A state that `read` accepts, whose updates throw no weight out of bounds.

    Raises
    ------
    ValueError
        Names the field, the value received and what would be accepted.
    """
    state = read(given)
    for n, parameters in enumerate(replay(setting_of(state))[0]):
        largest = float(parameters.abs().max())
        if not largest <= LARGEST_WEIGHT:
            shown = f"{largest:.3g}" if math.isfinite(largest) else "not a number"
            raise ValueError(f"after update {n} a weight is {shown}; accepted: at most {LARGEST_WEIGHT:,g} in size")
    return state


def experiment(state: State) -> Experiment:
    """The same layers, loss and one sample a step, on two hundred samples of the network lab.

    A step function has no slope to learn by: the network lab gets its smooth form, the sigmoid.
    """
    setting = setting_of(state)
    is_probability = setting.loss == "cross_entropy"
    activation = "sigmoid" if setting.hidden == "step" else setting.hidden
    return Experiment(
        data=DataConfig(name="xor" if is_probability else "saddle", n_samples=200, noise=0.05),
        model=ModelConfig(
            inputs=INPUTS[: setting.sizes[0]],
            layers=tuple(LinearConfig(units=n, activation=activation) for n in setting.sizes[1:-1]),
        ),
        objective=ObjectiveConfig(loss="binary_cross_entropy" if is_probability else "mse"),
        optimizer=OptimizerConfig(name="sgd", learning_rate=min(max(state["eta"], 1e-3), SAFE_RATE)),
        training=TrainingConfig(batch_size=1),
    )


LAB = Principle(name="backprop", start=START, read=read_bounded, answer=answer, experiment=experiment)
