"""Controls of the GAN lab's sidebar; each takes its label, range and help from the field that it changes."""

from playground.ui.gan.controls.data import data_controls
from playground.ui.gan.controls.players import player_controls
from playground.ui.gan.controls.presets import preset_controls
from playground.ui.gan.controls.training import training_controls

__all__ = ["data_controls", "player_controls", "preset_controls", "training_controls"]
