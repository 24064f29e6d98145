"""What an open page of the GAN lab keeps between reruns."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from playground.config import GanExperiment
from playground.data import Distribution
from playground.ui.gan.view import GanView
from playground.ui.state import MAX_STROKES, PageState

Points = tuple[tuple[float, ...], ...]


class Painted(NamedTuple):
    """Where real samples come from: the name of a distribution, and the painted points."""

    name: str
    points: Points


class GanStroke(NamedTuple):
    """What painting changed, so that it can be taken back."""

    before: Painted
    after: Painted


@dataclass
class GanState(PageState[GanExperiment, Distribution]):
    """What `PageState` keeps, and besides:

    Parameters
    ----------
    points : tuple of tuple of float
        The painted points while another distribution is chosen.
    strokes : deque of GanStroke
        The newest strokes of painting, the last one last.
    file_id : str
        Streamlit's, of the file that was brought last.
    """

    view: GanView = field(default_factory=GanView)
    told_view: GanView = field(default_factory=GanView)
    points: Points = ()
    strokes: deque[GanStroke] = field(default_factory=lambda: deque(maxlen=MAX_STROKES))
    file_id: str = ""
