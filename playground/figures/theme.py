"""Theme: the colors of all figures, those of the live views (assets/live/stage.css)."""

from __future__ import annotations

from dataclasses import dataclass

FONT = '"Source Sans", "Source Sans 3", system-ui, sans-serif'


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """Colors of one of the two themes.

    Parameters
    ----------
    ink, ink_soft, background, line : str
        Text, quieter text, page, and hairlines.
    low, high : str
        Ends of the ramp of heights.
    series : tuple of str
        Runners in their order, as on the map.
    """

    ink: str
    ink_soft: str
    background: str
    line: str
    low: str
    high: str
    series: tuple[str, ...]


LIGHT = Theme(
    ink="#17191c",
    ink_soft="#6b7077",
    background="#ffffff",
    line="#c6c7c3",
    low="#f4f4f2",
    high="#a9abaa",
    series=("#b04a00", "#005a94", "#00684c", "#6d3327", "#7a5c00"),
)
DARK = Theme(
    ink="#eef0f2",
    ink_soft="#929ba5",
    background="#0f1216",
    line="#49515b",
    low="#1a1e24",
    high="#6b747e",
    series=("#ffbf70", "#93d2fc", "#6fe0b8", "#e3ab98", "#f0df5e"),
)


def find_theme(is_dark: bool) -> Theme:
    """The colors for a page in dark or in light."""
    return DARK if is_dark else LIGHT
