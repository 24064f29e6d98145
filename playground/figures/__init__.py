"""Figures: what people study at rest, drawn by Plotly; each is given numbers and computes none."""

from playground.figures.surface import Path, draw_surface

__all__ = ["Path", "draw_surface"]
