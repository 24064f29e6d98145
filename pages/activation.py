"""Activations: what bends a neuron's sum, what passes back through it, and what depth makes of that."""

from playground.ui.principles import open_principle

open_principle("activation")
