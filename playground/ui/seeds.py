"""How many seeds an experiment is trained from at once: a display option of the page, never part of an experiment."""

from __future__ import annotations

from playground.checks import show

SEEDS = (1, 2, 4, 8, 16)


def read_seeds(text: str) -> int:
    """The number of seeds that the address bar holds; 1 if it holds none.

    Raises
    ------
    ValueError
        It is none of `SEEDS`.
    """
    if text in ("", *map(str, SEEDS)):
        return int(text or 1)
    raise ValueError(f"seeds is {show(text)}; accepted: {', '.join(map(str, SEEDS))}")
