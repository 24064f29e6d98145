"""Every random draw has its own generator, seeded from (seed, purpose)."""

from __future__ import annotations

import hashlib

import numpy as np


def derive_seed(seed: int, purpose: str) -> int:
    """A 63-bit seed that depends on the experiment's seed and on what is drawn.

    Parameters
    ----------
    seed : int
        The experiment's seed.
    purpose : str
        What the draws are for, for example ``"weights"`` or ``"batches"``. Different purposes give
        independent streams, so that drawing more of one never shifts another.

    Returns
    -------
    int
        In [0, 2**63), the same on every machine and in every process.
    """
    digest = hashlib.sha256(f"{seed}/{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "little") >> 1


def make_generator(seed: int, purpose: str) -> np.random.Generator:
    """A NumPy generator for one purpose; see `derive_seed`."""
    return np.random.default_rng(derive_seed(seed, purpose))
