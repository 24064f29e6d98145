"""Diagnosis: why a GAN cannot train, does not learn or broke, and what to try."""

from __future__ import annotations

from collections.abc import Mapping

import torch

from playground.data import Distribution
from playground.engine.gan.causes import HINTS, NOTICES, GanDiagnosisSpec
from playground.engine.gan.evidence import GanEvidence, gather_evidence
from playground.engine.gan.game import Game
from playground.engine.nonfinite import describe_nonfinite
from playground.engine.trainer import Diagnosis

NO_STEPS = (
    "Generator and discriminator both take 0 steps in an iteration, so nothing can change: give at least one of them "
    "a step."
)


def find_obstacle(game: Game) -> str:
    """Why no iteration can be taken although there are real samples, and what to do; else empty."""
    return NO_STEPS if game.experiment.generator.steps == game.experiment.discriminator.steps == 0 else ""


def diagnose(game: Game, distribution: Distribution) -> Diagnosis:
    """Why nothing is learning, or else what is odd, and what to try.

    Parameters
    ----------
    game : Game
        Not changed.
    distribution : Distribution
        With a real sample at least.

    Returns
    -------
    Diagnosis
        Empty while all is well, or once something is no longer a finite number. A hint is given only where there is
        no notice, which says more.
    """
    evidence = gather_evidence(game, distribution)
    if not evidence.is_sound:
        return Diagnosis()
    notice = _find_first(NOTICES, evidence)
    return Diagnosis(notice, "" if notice else _find_first(HINTS, evidence))


def describe_broken(game: Game) -> str:
    """Of which player what is no longer a finite number, as a part of a sentence."""
    for player in game.players:
        if not torch.isfinite(player.flat.values).all():
            return f"in the {player.name}, {describe_nonfinite(player.network)}"
    return describe_nonfinite(game.generator.network)


def _find_first(specs: Mapping[str, GanDiagnosisSpec], evidence: GanEvidence) -> str:
    for spec in specs.values():
        values = spec.find(evidence)
        if values is not None:
            return spec.sentence.format(**values)
    return ""
