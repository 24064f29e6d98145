"""First principles: what the small labs compute, each as pure functions around one `Principle`."""

from __future__ import annotations

from playground.principles.activation import LAB as ACTIVATION
from playground.principles.approximation import LAB as APPROXIMATION
from playground.principles.backprop import LAB as BACKPROP
from playground.principles.descent.lab import LAB as DESCENT
from playground.principles.perceptron import LAB as PERCEPTRON
from playground.principles.principle import Principle

# In display order, one row a lab: perceptron, activation, backprop, descent, approximation.
_LABS: tuple[Principle, ...] = (PERCEPTRON, ACTIVATION, BACKPROP, DESCENT, APPROXIMATION)
PRINCIPLES: dict[str, Principle] = {lab.name: lab for lab in _LABS}

__all__ = ["PRINCIPLES", "Principle"]
