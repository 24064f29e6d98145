"""Diagnosis: why a network does not learn, or what is odd about it, and what to try."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.engine.causes import DIAGNOSES, DiagnosisSpec
from playground.engine.evidence import Evidence, gather_evidence
from playground.engine.hints import HINTS
from playground.engine.points import Points
from playground.engine.trainer import Diagnosis
from playground.models import Network
from playground.objectives import Loss


def diagnose(network: Network, loss: Loss, points: Points, task: str, initial_loss: float, epoch: float) -> Diagnosis:
    """Why nothing is learning, or else what is odd, and what to try.

    Parameters
    ----------
    network : Network
        Not changed, nor are its gradients.
    loss : Loss
        What training minimizes.
    points : Points
        The whole training set, at least one point.
    task : str
        What is learned.
    initial_loss : float
        Training loss at step 0.
    epoch : float
        Passes over the training set so far.

    Returns
    -------
    Diagnosis
        Empty while all is well, or once something is no longer a finite number. A hint is given only where there is
        no notice, which says more.
    """
    evidence = gather_evidence(network, loss, points, task, initial_loss, epoch)
    if not math.isfinite(evidence.loss):
        return Diagnosis()
    notice = _find_first(DIAGNOSES, evidence)
    return Diagnosis(notice, "" if notice else _find_first(HINTS, evidence))


def _find_first(specs: Mapping[str, DiagnosisSpec], evidence: Evidence) -> str:
    for spec in specs.values():
        values = spec.find(evidence)
        if values is not None:
            return spec.sentence.format(**values)
    return ""
