"""Causes: why a network does not learn.

Each check looks at what the network computes for the whole training set and, if its cause is at work, fills in
its sentence. The table at the foot holds all checks, the most specific first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.engine.evidence import Evidence

# Chosen so that default runs of every data set, optimizer and activation stay without a diagnosis.
FLAT_SLOPE = 1e-3  # |f'(z)|; the sigmoid's is at most 0.25
NO_GRADIENT = 1e-7  # largest |dL/dw|
SAME_OUTPUT = 1e-2  # largest less smallest output
PATIENCE_EPOCHS = 20
LOSS_GROWTH = 2.0  # times the loss at step 0
HUGE_WEIGHT = 100.0  # healthy ones stay near 10
HUGE_OUTPUT = 1000.0
COPY_TOLERANCE = 1e-5  # of the largest weight: copies may differ by rounding

Values = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagnosisSpec:
    """One cause of not learning, or one thing that is odd.

    Parameters
    ----------
    find : callable
        ``find(evidence)`` returns the values for `sentence`, or None if this cause is not at work.
    sentence : str
        For the reader: what is the matter, why, and what to try.
    """

    find: Callable[[Evidence], Values | None]
    sentence: str


def find_zero_weights(evidence: Evidence) -> Values | None:
    """All weights are 0 and get no gradient (without hidden layers, or after sigmoid, they do get one)."""
    tensors = (*evidence.weights, *evidence.gradients.weights)
    return None if any(bool(tensor.any()) for tensor in tensors) else {}


def find_copies(evidence: Evidence) -> Values | None:
    """All units of a hidden layer have the same incoming weights, bias and outgoing weights."""
    for layer in evidence.hidden:
        units = torch.cat([layer.weight, layer.bias[:, None], layer.outgoing.t()], dim=1)
        difference = (units - units[0]).abs().max()
        if layer.is_alone and len(units) > 1 and difference <= COPY_TOLERANCE * units.abs().max():
            return {"layer": layer.name, "n_units": len(units)}
    return None


def find_dead_layer(evidence: Evidence) -> Values | None:
    """A hidden layer outputs 0, with slope 0, for every training point."""
    for layer in evidence.hidden:
        if layer.is_alone and layer.dead.all():
            return {"layer": layer.name}
    return None


def find_saturation(evidence: Evidence) -> Values | None:
    """A hidden layer is flat for every training point while the loss is high."""
    for layer in evidence.hidden:
        if evidence.is_poor and layer.is_alone and layer.slopes.abs().max() < FLAT_SLOPE:
            return {"layer": layer.name, "activation": layer.activation, "slope": FLAT_SLOPE}
    return None


def find_growth(evidence: Evidence) -> Values | None:
    """The loss is far above where it started."""
    if evidence.epoch > 0 and evidence.loss > LOSS_GROWTH * evidence.initial_loss:
        return {"loss": evidence.loss, "initial_loss": evidence.initial_loss}
    return None


def find_huge_weights(evidence: Evidence) -> Values | None:
    """Weights are huge while the loss is high."""
    largest = max(float(weight.abs().max()) for weight in evidence.weights)
    return {"weight": largest} if evidence.is_poor and largest > HUGE_WEIGHT else None


def find_huge_outputs(evidence: Evidence) -> Values | None:
    """Outputs are huge while the loss is high."""
    largest = float(evidence.outputs.abs().max())
    return {"output": largest} if evidence.is_poor and largest > HUGE_OUTPUT else None


def find_no_gradient(evidence: Evidence) -> Values | None:
    """The gradient over the training set is practically 0 while the loss is high."""
    largest = max(float(grad.abs().max()) for grad in _all_gradients(evidence))
    if evidence.is_poor and largest < NO_GRADIENT:
        return {"loss": evidence.loss}
    return None


def find_constant_output(evidence: Evidence) -> Values | None:
    """The output is still the same for all training points after many epochs."""
    spread = evidence.outputs.amax(dim=0) - evidence.outputs.amin(dim=0)
    if spread.max() < SAME_OUTPUT and evidence.is_poor and evidence.epoch >= PATIENCE_EPOCHS:
        return {"epoch": int(evidence.epoch), "loss": evidence.loss}
    return None


def _all_gradients(evidence: Evidence) -> list[Tensor]:
    return [*evidence.gradients.weights, *evidence.gradients.biases]


DIAGNOSES: dict[str, DiagnosisSpec] = {
    "zero_weights": DiagnosisSpec(
        find=find_zero_weights,
        sentence="Nothing is learning: all weights are zero, so all points look alike to the network and no weight "
        "gets a gradient. Choose an initializer that draws random weights.",
    ),
    "copies": DiagnosisSpec(
        find=find_copies,
        sentence="All {n_units} units of {layer} are copies of one unit: they start equal, get the same gradient at "
        "every step, and so stay equal. Choose an initializer that draws random weights.",
    ),
    "dead_layer": DiagnosisSpec(
        find=find_dead_layer,
        sentence="Nothing is learning: {layer} is dead. Each of its units outputs 0 for every training point, so no "
        "gradient passes through it. Try a smaller learning rate or leaky ReLU, and reset.",
    ),
    "saturation": DiagnosisSpec(
        find=find_saturation,
        sentence="Hardly anything is learning: {layer} is saturated. For every training point its units sit where "
        "{activation} is flat (slope below {slope:g}), so hardly any gradient passes through it. Try a smaller "
        "learning rate or another activation, and reset.",
    ),
    "growth": DiagnosisSpec(
        find=find_growth,
        sentence="The steps overshoot: the training loss has grown from {initial_loss:.3g} to {loss:.3g}. Try a "
        "smaller learning rate, and reset if the loss does not recover.",
    ),
    "huge_weights": DiagnosisSpec(
        find=find_huge_weights,
        sentence="The steps overshoot: a weight has grown to {weight:.3g}, and the training loss stays high. Try a "
        "smaller learning rate and reset.",
    ),
    "huge_outputs": DiagnosisSpec(
        find=find_huge_outputs,
        sentence="The steps overshoot: for some points the output has grown to {output:.3g}, and the training loss "
        "stays high. Try a smaller learning rate and reset.",
    ),
    "no_gradient": DiagnosisSpec(
        find=find_no_gradient,
        sentence="Nothing is learning: the gradient is practically zero while the training loss is still {loss:.3g}. "
        "The network sits on a flat spot, or can do no better as it is. Try another activation, or more units.",
    ),
    "constant_output": DiagnosisSpec(
        find=find_constant_output,
        sentence="Hardly anything is learning: after {epoch} epochs the output is still the same for every point. Try "
        "a larger learning rate, another activation or initializer, or fewer layers.",
    ),
}
