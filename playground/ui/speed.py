"""Speeds of a run, from one optimizer step a second to as fast as the machine goes."""

from __future__ import annotations

from playground.lessons import say

# Display options, never part of an experiment: optimizer steps a second, None for as many as the machine gives.
SPEEDS: dict[str, float | None] = {"step": 1, "slow": 10, "normal": 60, "fast": 600, "max": None}

FASTEST_TICK, SLOWEST_TICK = 0.05, 0.25  # seconds; past about 30 Hz Streamlit's runs back up


def label_speed(name: str, word: str = "steps_per_second") -> str:
    """A speed's name for readers; `word` is the page's for a rate."""
    rate = SPEEDS[name]
    if rate is None:
        return say("as_fast_as_possible")
    return say(word, rate=f"{rate:g}", s="" if rate == 1 else "s")


def tick_seconds(name: str, fastest: float = FASTEST_TICK) -> float:
    """How often a view asks for frames: twice as often as the state changes, as far as the browser takes it.

    Parameters
    ----------
    name : str
        Of the speed.
    fastest : float
        Seconds between two frames at least; more where the browser has much to draw in between.
    """
    rate = SPEEDS[name]
    return fastest if rate is None else min(SLOWEST_TICK, max(fastest, 0.5 / rate))
