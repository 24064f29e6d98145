"""Controls of the sidebar; each takes its label, range and help from the field that it changes."""

from playground.ui.controls.data import data_controls
from playground.ui.controls.network import network_controls
from playground.ui.controls.presets import preset_controls
from playground.ui.controls.takeaway import takeaway_controls
from playground.ui.controls.training import training_controls

__all__ = ["data_controls", "network_controls", "preset_controls", "takeaway_controls", "training_controls"]
