"""Network lab: choose data, build a network, and watch its decision boundary bend while it learns."""

from playground.lessons.presets import NETWORK_LAB
from playground.ui.layout import lesson
from playground.ui.network_lab import open_network_lab, setup
from playground.ui.page import run

state = open_network_lab(NETWORK_LAB)
setup(state)
run(state)
lesson("network_lab")
