"""Diagnosis: why a network does not learn, and what to try.

Each check looks at what the network computes for the whole training set and, if its cause is at work, fills in
its sentence. The table at the foot holds all checks, the most specific first.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.engine.evidence import Evidence, gather_evidence
from playground.models import MLP
from playground.objectives import LossSpec

# Chosen so that default runs of every data set, optimizer and activation stay without a diagnosis.
HIGH_LOSS = 0.3  # training loss; below it a network has learned something, whatever else is odd about it
FLAT_SLOPE = 1e-3  # |f'(z)|; the sigmoid's is at most 0.25
NO_GRADIENT = 1e-7  # largest |dL/dw|
SAME_OUTPUT = 1e-2  # largest less smallest logit
PATIENCE_EPOCHS = 20
LOSS_GROWTH = 2.0  # times the loss at step 0
HUGE_WEIGHT = 100.0  # healthy ones stay near 10
HUGE_LOGIT = 1000.0
COPY_TOLERANCE = 1e-5  # of the largest weight: copies may differ by rounding

Values = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagnosisSpec:
    """One cause of not learning.

    Parameters
    ----------
    find : callable
        ``find(evidence)`` returns the values for `sentence`, or None if this cause is not at work.
    sentence : str
        For the reader: what is the matter, why, and what to try.
    """

    find: Callable[[Evidence], Values | None]
    sentence: str


def diagnose(model: MLP, loss: LossSpec, X: Tensor, y: Tensor, initial_loss: float, epoch: float) -> str:
    """Why nothing is learning and what to try.

    Parameters
    ----------
    model : MLP
        Not changed, nor are its gradients.
    loss : LossSpec
        What training minimizes.
    X, y : Tensor of shape (n_train, n_inputs) and (n_train, 1), float32
        The whole training set.
    initial_loss : float
        Training loss at step 0.
    epoch : float
        Passes over the training set so far.

    Returns
    -------
    str
        One or two sentences; empty while all is well, or once something is no longer a finite number.
    """
    evidence = gather_evidence(model, loss, X, y, initial_loss, epoch)
    if not math.isfinite(evidence.loss):
        return ""
    for spec in DIAGNOSES.values():
        values = spec.find(evidence)
        if values is not None:
            return spec.sentence.format(**values)
    return ""


def find_zero_weights(evidence: Evidence) -> Values | None:
    """All weights are 0 and get no gradient (without hidden layers, or after sigmoid, they do get one)."""
    tensors = (*evidence.weights, *evidence.weight_grads)
    return None if any(bool(tensor.any()) for tensor in tensors) else {}


def find_copies(evidence: Evidence) -> Values | None:
    """All units of a hidden layer have the same incoming weights, bias and outgoing weights."""
    for layer in evidence.hidden:
        units = torch.cat([layer.weight, layer.bias[:, None], layer.outgoing.t()], dim=1)
        difference = (units - units[0]).abs().max()
        if len(units) > 1 and difference <= COPY_TOLERANCE * units.abs().max():
            return {"layer": layer.name, "n_units": len(units)}
    return None


def find_dead_layer(evidence: Evidence) -> Values | None:
    """A hidden layer outputs 0, with slope 0, for every training point."""
    for layer in evidence.hidden:
        if not layer.outputs.any() and not layer.slopes.any():
            return {"layer": layer.name}
    return None


def find_saturation(evidence: Evidence) -> Values | None:
    """A hidden layer is flat for every training point while the loss is high."""
    for layer in evidence.hidden:
        if evidence.loss > HIGH_LOSS and layer.slopes.abs().max() < FLAT_SLOPE:
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
    return {"weight": largest} if evidence.loss > HIGH_LOSS and largest > HUGE_WEIGHT else None


def find_huge_outputs(evidence: Evidence) -> Values | None:
    """Outputs are huge while the loss is high."""
    largest = float(evidence.logits.abs().max())
    return {"logit": largest} if evidence.loss > HIGH_LOSS and largest > HUGE_LOGIT else None


def find_no_gradient(evidence: Evidence) -> Values | None:
    """The gradient over the training set is practically 0 while the loss is high."""
    largest = max(float(grad.abs().max()) for grad in (*evidence.weight_grads, *evidence.bias_grads))
    if evidence.loss > HIGH_LOSS and largest < NO_GRADIENT:
        return {"loss": evidence.loss}
    return None


def find_constant_output(evidence: Evidence) -> Values | None:
    """The output is still the same for all training points after many epochs."""
    is_same = float(evidence.logits.max() - evidence.logits.min()) < SAME_OUTPUT
    if is_same and evidence.loss > HIGH_LOSS and evidence.epoch >= PATIENCE_EPOCHS:
        return {"epoch": int(evidence.epoch), "loss": evidence.loss}
    return None


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
        sentence="The steps overshoot: for some points the output (a logit) has grown to {logit:.3g}, and the training "
        "loss stays high. Try a smaller learning rate and reset.",
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
