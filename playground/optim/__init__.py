"""Optimizers: the rules that turn gradients into steps, and what may happen to gradients before."""

from playground.optim.clipping import clip_
from playground.optim.denominators import Denominator, divide_exactly, divide_fast
from playground.optim.registry import OPTIMIZERS, OptimizerSpec
from playground.optim.rules import Rule

__all__ = ["OPTIMIZERS", "Denominator", "OptimizerSpec", "Rule", "clip_", "divide_exactly", "divide_fast"]
