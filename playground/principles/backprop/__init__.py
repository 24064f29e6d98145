"""Backpropagation: one sample forward and back through a small network, and three ways to each gradient."""

from playground.principles.backprop.lab import LAB

__all__ = ["LAB"]
