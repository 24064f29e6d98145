"""Hints: what is odd about a network although it learns; checks as in `playground.engine.causes`."""

from __future__ import annotations

from playground.engine.causes import DiagnosisSpec, Values
from playground.engine.evidence import Evidence

VANISHING = 1e-4  # norm of the first layer's gradient, as a share of the last one's
EXPLODING = 1e3  # norm of a layer's gradient; at the start of a run it is about 1


def find_exploding(evidence: Evidence) -> Values | None:
    """A layer's gradient is very long."""
    norms = _norms(evidence)
    largest = max(norms)
    name = _names(evidence)[norms.index(largest)]
    return {"layer": name, "norm": largest} if largest > EXPLODING else None


def find_vanishing(evidence: Evidence) -> Values | None:
    """The first layer's gradient is tiny beside the last one's while next to nothing has been learned."""
    norms = _norms(evidence)
    is_vanishing = 0 < norms[0] < VANISHING * norms[-1]
    return {"share": norms[-1] / norms[0]} if is_vanishing and evidence.is_poor else None


def find_dead_units(evidence: Evidence) -> Values | None:
    """Some units of a hidden layer output 0, with slope 0, for every training point."""
    for layer in evidence.hidden:
        n_dead = int(layer.dead.sum())
        if n_dead:
            return {"layer": layer.name, "n_dead": n_dead, "n_units": len(layer.dead)}
    return None


def _norms(evidence: Evidence) -> list[float]:
    return [float(grad.norm()) for grad in evidence.gradients.weights]


def _names(evidence: Evidence) -> list[str]:
    return [*(layer.name for layer in evidence.hidden), "the output layer"]


HINTS: dict[str, DiagnosisSpec] = {
    "exploding": DiagnosisSpec(
        find=find_exploding,
        sentence="The gradients explode: that of {layer} has the norm {norm:.3g}. Clip the gradients, or try a smaller "
        "learning rate, batch or layer normalization, or smaller initial weights.",
    ),
    "vanishing": DiagnosisSpec(
        find=find_vanishing,
        sentence="The gradients vanish on their way down: that of layer A is {share:,.0f} times smaller than that of "
        "the output layer. Try ReLU, residual connections, batch or layer normalization, or fewer layers.",
    ),
    "dead_units": DiagnosisSpec(
        find=find_dead_units,
        sentence="Dead units in {layer}: {n_dead} of {n_units}. What is 0 for every training point gets no gradient, "
        "and may never learn again. Try a smaller learning rate, leaky ReLU or another initializer.",
    ),
}
