"""Backpropagation: follow one sample forward, its error backward, and every number that it moves."""

from playground.ui.principles import open_principle

open_principle("backprop")
