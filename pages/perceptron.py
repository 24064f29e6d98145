"""Perceptron: one neuron draws one line; learn how it finds it, and why XOR needs two layers."""

from playground.ui.principles import open_principle

open_principle("perceptron")
