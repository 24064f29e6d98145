"""The learning rate over the epochs of a run, drawn before it starts."""

from __future__ import annotations

import base64

from playground.config import ScheduleConfig
from playground.lessons import say
from playground.schedules import preview

_WIDTH, _HEIGHT, _TOP = 240, 64, 2
_POINTS = 160


def schedule_curve(config: ScheduleConfig, learning_rate: float, epochs: int) -> str:
    """HTML of a curve in the color of the text, its ends labelled; the vertical axis starts at 0.

    Streamlit takes SVG out of a page's HTML: the picture is the mask of an element instead.

    Parameters
    ----------
    config : ScheduleConfig
    learning_rate : float
        The optimizer's, before the first epoch.
    epochs : int
        Of the whole run.
    """
    points = preview(config, learning_rate, epochs, _POINTS)
    highest = max(rate for _, rate in points)
    last = max(epochs - 1, 1)
    path = " ".join(
        f"{_WIDTH * epoch / last:.1f},{_TOP + (_HEIGHT - 2 * _TOP) * (1 - rate / highest):.1f}"
        for epoch, rate in points
    )
    spoken = say("schedule_spoken", first=f"{points[0][1]:.3g}", last=f"{points[-1][1]:.3g}", epochs=f"{epochs:,}")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none">'
        f'<polyline points="{path}" fill="none" stroke="#000" stroke-width="2" vector-effect="non-scaling-stroke"/>'
        "</svg>"
    )
    address = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    return (
        f'<figure class="schedule-curve"><figcaption>{say("learning_rate")} <b>{highest:.3g}</b></figcaption>'
        f'<div role="img" aria-label="{spoken}" style="mask-image: url({address})"></div>'
        f"<p><span>0</span><span>{say('epochs_axis', epochs=f'{epochs:,}')}</span></p></figure>"
    )
