"""Presets: the experiments that the menu offers, and the one that each lab opens with."""

from __future__ import annotations

from playground.config import Experiment
from playground.lessons.presets.failures import FAILURES
from playground.lessons.presets.preset import Preset
from playground.lessons.presets.regression import REGRESSION
from playground.lessons.presets.several_classes import SEVERAL_CLASSES
from playground.lessons.presets.two_classes import NETWORK_LAB, TWO_CLASSES

PRESETS: dict[str, Preset[Experiment]] = {**TWO_CLASSES, **SEVERAL_CLASSES, **REGRESSION, **FAILURES}

__all__ = ["FAILURES", "NETWORK_LAB", "PRESETS", "Preset"]
