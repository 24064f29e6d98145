"""Causes: why a GAN does not learn, and what is odd about it although it may.

Each check looks at the evidence and, if its cause is at work, fills in its sentence. The tables at the foot hold all
checks, the most specific first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from playground.engine.gan.evidence import GanEvidence

# Chosen so that the presets that work stay without a notice for five seeds each.
HUGE_WEIGHT = 100.0  # healthy ones stay below 10
COLLAPSE_UPDATES = 1000  # before that, the samples have hardly set out
COLLAPSED_SHARE = 0.5  # of the modes
COLLAPSED_SPREAD = 0.25  # of that of real samples
START_UPDATES = 300
NO_SLOPE = 0.1  # mean |slope| of the generator's loss by the logit; undecided, it is 0.5
SURE = 0.9  # mean probability of "real" for real samples, and of "generated" for generated ones
TINY_LOSS = 0.1  # of the discriminator's loss at the equilibrium

Values = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class GanDiagnosisSpec:
    """One cause of not learning, or one thing that is odd.

    Parameters
    ----------
    find : callable
        ``find(evidence)`` returns the values for `sentence`, or None if this cause is not at work.
    sentence : str
        For the reader: what is the matter, why, and what to try.
    """

    find: Callable[[GanEvidence], Values | None]
    sentence: str


def find_huge_weights(evidence: GanEvidence) -> Values | None:
    """A weight is huge."""
    name, weight = max(evidence.largest.items(), key=lambda item: item[1])
    rate = getattr(evidence.experiment, name).optimizer.learning_rate
    return {"player": name, "weight": weight, "rate": rate} if weight > HUGE_WEIGHT else None


def find_mode_collapse(evidence: GanEvidence) -> Values | None:
    """The samples lie around half of the modes or fewer, although the generator had time."""
    n = len(evidence.modes)
    if n == 0 or evidence.n_updates < COLLAPSE_UPDATES:
        return None
    n_visited = evidence.n_visited
    return {"n_visited": n_visited, "n": n} if n_visited <= COLLAPSED_SHARE * n else None


def find_collapse(evidence: GanEvidence) -> Values | None:
    """All samples are nearly alike, although the generator had time."""
    if len(evidence.real) < 2 or evidence.n_updates < COLLAPSE_UPDATES:
        return None
    ratio = evidence.spread_ratio
    return {"percent": 100 * ratio} if ratio < COLLAPSED_SPREAD else None


def find_vanishing_gradient(evidence: GanEvidence) -> Values | None:
    """The generator's loss is flat wherever its samples are."""
    slope = float(evidence.spec.generator_slopes(evidence.fake_logits).abs().mean())
    if evidence.n_updates < START_UPDATES or slope >= NO_SLOPE:
        return None
    score = float(evidence.spec.score(evidence.fake_logits).mean())
    return {"score": score, "term": evidence.spec.g_terms[0]}


def find_sure_discriminator(evidence: GanEvidence) -> Values | None:
    """The discriminator makes next to no mistakes."""
    if evidence.n_updates < START_UPDATES or not len(evidence.real) or not evidence.spec.gives_probabilities:
        return None
    real, fake = (float(torch.sigmoid(z).mean()) for z in (evidence.real_logits, evidence.fake_logits))
    return {"real": real, "fake": fake} if real > SURE and fake < 1 - SURE else None


def find_tiny_loss(evidence: GanEvidence) -> Values | None:
    """The discriminator's loss, not one of probabilities, is next to nothing beside what it is when undecided."""
    spec, equilibrium = evidence.spec, evidence.spec.equilibrium["d_loss"]
    if evidence.n_updates < START_UPDATES or not len(evidence.real) or not equilibrium or spec.gives_probabilities:
        return None
    loss = float(spec.discriminator(evidence.real_logits, evidence.fake_logits, 0.0))
    return {"loss": loss, "value": equilibrium.value} if 0 <= loss < TINY_LOSS * equilibrium.value else None


def find_idle_player(evidence: GanEvidence) -> Values | None:
    """One player takes no steps."""
    if evidence.experiment.discriminator.steps == 0:
        return {"player": "discriminator", "why": "the generator runs towards whatever it happens to believe"}
    if evidence.experiment.generator.steps == 0:
        return {"player": "generator", "why": "only the discriminator learns"}
    return None


def find_straight_generator(evidence: GanEvidence) -> Values | None:
    """The generator has no hidden layer."""
    return {} if not any(layer.kind == "linear" for layer in evidence.experiment.generator.layers) else None


def find_straight_discriminator(evidence: GanEvidence) -> Values | None:
    """The discriminator has no hidden layer."""
    return {} if not any(layer.kind == "linear" for layer in evidence.experiment.discriminator.layers) else None


NOTICES: dict[str, GanDiagnosisSpec] = {
    "huge_weights": GanDiagnosisSpec(
        find=find_huge_weights,
        sentence="The steps overshoot: a weight of the {player} has grown to {weight:.3g}. Try a smaller learning rate "
        "than {rate:g} for it, and reset.",
    ),
    "vanishing_gradient": GanDiagnosisSpec(
        find=find_vanishing_gradient,
        sentence="The generator hardly learns: its gradient vanishes. The discriminator says {score:.2g} of generated "
        "samples, and there {term} is flat. Try the non-saturating objective, or let the discriminator learn more "
        "slowly.",
    ),
    "sure_discriminator": GanDiagnosisSpec(
        find=find_sure_discriminator,
        sentence="The discriminator is too strong: it says {real:.2f} of real and {fake:.2f} of generated samples, and "
        "far from its edge it no longer tells the generator where to go. Try an R1 penalty, fewer discriminator steps "
        "or a smaller rate for it.",
    ),
    "tiny_loss": GanDiagnosisSpec(
        find=find_tiny_loss,
        sentence="The discriminator is too strong: its loss is {loss:.2g}, where {value:g} would mean that it cannot "
        "tell. Try an R1 penalty, fewer discriminator steps or a smaller rate for it.",
    ),
    "mode_collapse": GanDiagnosisSpec(
        find=find_mode_collapse,
        sentence="Mode collapse: the samples lie around only {n_visited} of {n} modes. The generator makes the few "
        "kinds of samples that pass at the moment; a discriminator that sees samples one by one does not miss the "
        "others. Try an R1 penalty, larger networks or a smaller learning rate, and reset.",
    ),
    "collapse": GanDiagnosisSpec(
        find=find_collapse,
        sentence="Collapse: the samples are nearly all alike, spread {percent:.0f} % as far as real ones. Try an R1 "
        "penalty, larger networks or a smaller learning rate, and reset.",
    ),
}

HINTS: dict[str, GanDiagnosisSpec] = {
    "idle_player": GanDiagnosisSpec(
        find=find_idle_player,
        sentence="The {player} takes 0 steps: {why}. Give it at least one.",
    ),
    "straight_generator": GanDiagnosisSpec(
        find=find_straight_generator,
        sentence="The generator has no hidden layer: it can only stretch, turn and move the noise as a whole, not "
        "bend it. Add a hidden layer.",
    ),
    "straight_discriminator": GanDiagnosisSpec(
        find=find_straight_discriminator,
        sentence="The discriminator has no hidden layer: it can only tell one side from the other, so it pushes all "
        "samples the same way. Add a hidden layer.",
    ),
}
