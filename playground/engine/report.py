"""Report: what the open panels show, taken at one moment of training and computed while it goes on."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.config import ObjectiveConfig
from playground.data import Dataset
from playground.engine.gradients import compute_gradients
from playground.engine.inspection import has_unit, inspect_point, inspect_unit, map_unit, mark_dead_units
from playground.engine.outputs import scale_output
from playground.engine.points import Points
from playground.engine.probes import Arrays, Probes
from playground.frame import Frame, ReportDemand, Unit
from playground.models import Network
from playground.objectives import Loss, compute_predictions, compute_report


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Predictions:
    """What a network predicts, to be judged.

    Parameters
    ----------
    task : str
    is_probability : bool
        Whether `outputs` are probabilities; else scores or values.
    outputs : ndarray of shape (n, K or 1), float32
        Training points, then test points.
    targets : dict
        ``"train"`` and ``"test"``, each of shape (n_train,) or (n_test,).
    """

    task: str
    is_probability: bool
    outputs: NDArray[np.float32]
    targets: dict[str, NDArray[np.generic]]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Report:
    """One moment of a run for the panels. Nothing in it is touched by training, so no lock is needed to go on with it.

    Parameters
    ----------
    frame : Frame
        What could be told at once.
    predictions : Predictions or None
        What scikit-learn still has to judge.
    """

    frame: Frame
    predictions: Predictions | None = None

    def compute_frame(self) -> Frame:
        """The frame with everything in it; takes scikit-learn some milliseconds."""
        predictions = self.predictions
        if predictions is None:
            return self.frame
        metrics, arrays = dict(self.frame.metrics), dict(self.frame.arrays)
        arrays["point_outputs"] = predictions.outputs
        start = 0
        for split, targets in predictions.targets.items():
            outputs = predictions.outputs[start : start + len(targets)]
            start += len(targets)
            more = compute_report(predictions.task, predictions.is_probability, outputs, targets, split)
            metrics |= more[0]
            arrays |= more[1]
        return dataclasses.replace(self.frame, metrics=metrics, arrays=arrays)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Subject:
    """What a report is about."""

    network: Network
    loss: Loss
    objective: ObjectiveConfig
    dataset: Dataset
    points: dict[str, Points]
    probes: Probes


def make_report(subject: Subject, demand: ReportDemand, step: int, epoch: float) -> Report:
    """Take a report at this moment.

    Parameters
    ----------
    subject : Subject
    demand : ReportDemand
        What is not wanted is not computed. A unit or point that is not there (any more) is left out.
    step, epoch : int, float
        Of the moment.

    Returns
    -------
    Report
        Its frame holds, if wanted:

        - metrics: scores with the prefixes ``train_`` and ``test_``, ``point_outputs``, and the arrays of
          `playground.objectives.compute_report` for both parts.
        - layers: ``dead``; the run adds the arrays of `playground.engine.distributions.Distributions`.
        - unit: the arrays of `inspect_unit` and `map_unit`; ``unit_column``, ``unit_index`` and ``unit_scale`` among
          the metrics.
        - point: ``point_values``; ``point``, its index, among the metrics.
    """
    arrays: Arrays = {}
    metrics: dict[str, float] = {}
    has_points = len(subject.points["train"]) > 0
    if demand.layers and has_points:
        arrays |= mark_dead_units(subject.network, subject.points["train"])
    if demand.unit is not None and has_points and has_unit(subject.network, demand.unit):
        column, index = demand.unit
        metrics |= {
            "unit_column": column,
            "unit_index": index,
            "unit_scale": _inspect_unit(subject, demand.unit, arrays),
        }
    inputs = torch.cat([points.inputs for points in subject.points.values()])
    if demand.point is not None and 0 <= demand.point < len(inputs):
        metrics["point"] = demand.point
        arrays |= inspect_point(subject.network, inputs[demand.point].unsqueeze(0))
    predictions = _predict(subject, inputs) if demand.metrics and has_points else None
    return Report(frame=Frame(step=step, epoch=epoch, metrics=metrics, arrays=arrays), predictions=predictions)


def _inspect_unit(subject: Subject, unit: Unit, arrays: Arrays) -> float:
    network, points = subject.network, subject.points["train"]
    gradients = compute_gradients(network, subject.loss, points, subject.objective)
    output_limit = scale_output(subject.dataset, subject.loss.spec).limit
    unit_map, scale = map_unit(network, unit, subject.probes, output_limit)
    arrays |= inspect_unit(network, unit, points, gradients) | unit_map
    return scale


@torch.no_grad()
def _predict(subject: Subject, inputs: Tensor) -> Predictions:
    dataset, is_probability = subject.dataset, subject.loss.spec.gives_probabilities
    outputs = subject.network(inputs)
    return Predictions(
        task=dataset.task,
        is_probability=is_probability,
        outputs=compute_predictions(dataset.task, is_probability, outputs),
        targets={"train": dataset.y_train, "test": dataset.y_test},
    )
