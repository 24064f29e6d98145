"""Denormals: numbers below 1.2e-38, on which a processor is up to a hundred times slower."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def flush_denormals() -> Iterator[None]:
    """Within the block, this thread takes such numbers as 0.

    A silent ReLU unit has no gradient, so Adam's running means shrink by a tenth at every step and are denormal
    after some 800: from then on its update takes several times as long, for changes too small to alter a weight.
    The setting belongs to a thread. It is set and taken back here so that a run gives the same digits in any thread,
    and so that nobody else's arithmetic in this one changes.
    """
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
