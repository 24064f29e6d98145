"""Approximation: a hidden layer is a sum of simple curves; see what more units, and more layers, buy."""

from playground.ui.approximation import open_approximation

open_approximation()
