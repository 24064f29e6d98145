"""Round numbers along an axis, written as the page writes them."""

from __future__ import annotations

import math

Ticks = list[tuple[float, str]]
"""Where the numbers of an axis stand, and their texts."""


def make_ticks(low: float, high: float, count: int, center: float = 0.0, scale: float = 1.0) -> Ticks:
    """Where the numbers of an axis stand, and their texts.

    Parameters
    ----------
    low, high : float
        The axis' ends.
    count : int
        About how many numbers; they are 1, 2 or 5 times a power of ten apart.
    center, scale : float
        The numbers are those of ``value * scale + center``.
    """
    start, end = low * scale + center, high * scale + center
    step = compute_step(end - start, count)
    digits = min(6, max(0, -math.floor(math.log10(step) + 1e-9)))
    values = [i * step for i in range(math.ceil(start / step - 1e-6), math.floor(end / step + 1e-6) + 1)]
    return [((value - center) / scale, format_tick(value, digits)) for value in values]


def compute_step(span: float, count: int) -> float:
    """The step of about `count` ticks over a range."""
    power = 10.0 ** math.floor(math.log10(span / count))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= span / count * 0.999)


def format_tick(value: float, digits: int) -> str:
    """Without zeros that say nothing: .5, 1, 1.5; large numbers in groups of three."""
    text = f"{abs(value):,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text[1:] if text.startswith("0.") else text
    return f"-{text}" if value < 0 and text != "0" else text


def format_loss(value: float) -> str:
    """Three decimals, fewer digits for what is huge; a dash for what was not measured."""
    if math.isnan(value):
        return "-"
    return (
        f"{value:.1e}".replace("e+0", "e").replace("e+", "e")
        if value >= 1000
        else f"{value:.{1 if value >= 100 else 3}f}"
    )
