"""The reader's own points, painted or from a file."""

from __future__ import annotations

import numpy as np

from playground.config import DataConfig
from playground.data.spec import OWN_DATA, DatasetSpec, Header, Points


def take_own(config: DataConfig, seed: int) -> Points:
    """The points of the configuration as they are; there may be none."""
    own = config.own
    rows = np.array(own.points, dtype=np.float64).reshape(-1, len(own.features) + 1)
    return rows[:, :-1].astype(np.float32), rows[:, -1].astype(np.int64 if own.classes else np.float32)


def describe_own(config: DataConfig) -> Header:
    """The names that the points came with; without centers and scales the values are as they are."""
    own = config.own
    width = len(own.features) + 1
    return Header(
        features=own.features,
        target=own.target[0],
        class_names=own.classes,
        centers=own.centers or (0.0,) * width,
        scales=own.scales or (1.0,) * width,
    )


OWN: dict[str, DatasetSpec] = {
    "own": DatasetSpec(
        label="Own data",
        summary="Points that you paint on the map, or that come from a CSV file.",
        make=take_own,
        uses=("own",),
        group=OWN_DATA,
        header=describe_own,
    ),
}
