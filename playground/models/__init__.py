"""Models: layers, activations, initializers, and the networks built from them."""

from playground.models.activations import ACTIVATIONS, ActivationSpec
from playground.models.flat import FlatParameters, flatten_parameters
from playground.models.initializers import INITIALIZERS, InitializerSpec
from playground.models.layers import LAYERS, BatchNorm, Dense, Dropout, Layer, LayerNorm, LayerSpec
from playground.models.network import Network, build_network
from playground.models.trace import Trace

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "LAYERS",
    "ActivationSpec",
    "BatchNorm",
    "Dense",
    "Dropout",
    "FlatParameters",
    "InitializerSpec",
    "Layer",
    "LayerNorm",
    "LayerSpec",
    "Network",
    "Trace",
    "build_network",
    "flatten_parameters",
]
