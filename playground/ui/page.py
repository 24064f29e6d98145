"""What every lab's page shows beside its sidebar."""

from __future__ import annotations

from playground.ui.dialogs import draw_dialog
from playground.ui.layout import tell
from playground.ui.live_view import live_view
from playground.ui.state import AnyState


def run(state: AnyState) -> None:
    """What the last change did, the dialog that is open, transport and live view."""
    tell(state.news, state.refusal)
    state.news = ""
    draw_dialog(state)
    live_view(state)
