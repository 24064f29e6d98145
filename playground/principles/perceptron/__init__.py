"""Perceptron: one neuron with a step, its learning rule, what no line can do, and three neurons that can."""

from playground.principles.perceptron.lab import LAB

__all__ = ["LAB"]
