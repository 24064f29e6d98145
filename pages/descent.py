"""Gradient descent: how far one step goes, what momentum and batches change, and the landscape of a network."""

from playground.ui.descent import open_descent

open_descent()
