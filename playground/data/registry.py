"""All data sets, in the order of the menu."""

from __future__ import annotations

from playground.config import DataConfig
from playground.data.curves import CURVES
from playground.data.own import OWN
from playground.data.planar import PLANAR
from playground.data.regression import SURFACES
from playground.data.several import SEVERAL
from playground.data.spec import DatasetSpec, Header
from playground.registry import lookup

DATASETS: dict[str, DatasetSpec] = {**PLANAR, **SEVERAL, **SURFACES, **CURVES, **OWN}


def describe_data(config: DataConfig) -> Header:
    """Task, classes and columns of what a configuration describes, without drawing a point.

    Raises
    ------
    ValueError
        There is no such data set.
    """
    return lookup(DATASETS, config.name, "data.name").describe(config)
