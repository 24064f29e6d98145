"""Judge: the losses and scores of all members, from one pass over all points."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.engine.ensemble.members import MemberPoints
from playground.engine.ensemble.network import MemberNetworks
from playground.objectives import Loss, compute_scores


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Judgment:
    """How all members do at one moment, by the part of the points: ``"train"``, ``"test"``; empty parts are left out.

    Parameters
    ----------
    task : str
        A key of `playground.objectives.TASKS`.
    points : Mapping[str, MemberPoints]
    outputs : Mapping[str, Tensor]
        Each of shape (K, n, n_outputs).
    losses : Mapping[str, Tensor]
        Each of shape (K,).
    is_sound : Tensor of shape (K,), bool
        Which members' parameters and losses are finite numbers.
    """

    task: str
    points: Mapping[str, MemberPoints]
    outputs: Mapping[str, Tensor]
    losses: Mapping[str, Tensor]
    is_sound: Tensor

    def evaluate(self) -> dict[str, float]:
        """Losses and scores of member 0, and the lowest and highest losses of all that are sound."""
        losses = {f"{part}_loss": values[0].item() for part, values in self.losses.items()}
        scores = {f"{part}_{name}": value for part in self.losses for name, value in self._score(part, 0).items()}
        bounds = {}
        for part, values in self.losses.items():
            sound = values[self.is_sound].tolist()
            bounds[f"{part}_loss_low"] = min(sound, default=math.nan)
            bounds[f"{part}_loss_high"] = max(sound, default=math.nan)
        return losses | scores | bounds

    def compare(self) -> Tensor:
        """Test loss and test score of each member, (K, 2), float32; NaN where there is none, or a member diverged."""
        rows = torch.full((len(self.is_sound), 2), math.nan)
        if "test" in self.losses:
            for k in self.is_sound.nonzero().flatten().tolist():
                row = [self.losses["test"][k].item(), *self._score("test", k).values()]
                rows[k, : len(row)] = torch.tensor(row)
        return rows

    def _score(self, part: str, k: int) -> dict[str, float]:
        targets = self.points[part].targets
        return compute_scores(self.task, self.outputs[part][k], targets[k % len(targets)])


class Judge:
    """Looks at all points of all members at once.

    Parameters
    ----------
    networks : MemberNetworks
    points : Mapping[str, MemberPoints]
        ``"train"`` and ``"test"``.
    task : str
        A key of `playground.objectives.TASKS`.
    loss : Loss
    """

    def __init__(self, networks: MemberNetworks, points: Mapping[str, MemberPoints], task: str, loss: Loss) -> None:
        self._networks, self._points, self._task, self._loss = networks, points, task, loss
        self._inputs = torch.cat([part.inputs for part in points.values()], dim=1).expand(networks.members, -1, -1)
        targets = torch.cat([part.targets for part in points.values()], dim=1)
        self._targets = targets.expand(networks.members, *targets.shape[1:]).flatten(0, 1)

    @torch.no_grad()
    def judge(self) -> Judgment:
        """How all members do now."""
        values = self._networks.compute_outputs(self._inputs)
        each = self._loss.each(values.flatten(0, 1), self._targets).view(values.shape[:2])
        outputs, losses, start = {}, {}, 0
        for name, part in self._points.items():
            if len(part):
                piece = slice(start, start + len(part))
                outputs[name], losses[name] = values[:, piece], each[:, piece].mean(1)
                start += len(part)
        is_sound = self._networks.find_finite() & torch.isfinite(each.mean(1))
        return Judgment(task=self._task, points=self._points, outputs=outputs, losses=losses, is_sound=is_sound)
