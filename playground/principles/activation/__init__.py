"""Activations: the functions and their slopes, what depth does to gradients, and softmax."""

from playground.principles.activation.lab import LAB

__all__ = ["LAB"]
