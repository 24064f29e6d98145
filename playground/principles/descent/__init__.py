"""Gradient descent: optimizers that race on surfaces, on real data, and on the loss landscape of a network."""
