"""Approximation: one hidden layer as a sum of units, and what width and depth buy."""

from __future__ import annotations

from playground.principles.approximation.lab import LAB

__all__ = ["LAB"]
