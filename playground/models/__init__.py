"""Models: layers, activations, initializers, and the networks built from them."""

from playground.models.activations import ACTIVATIONS, ActivationSpec
from playground.models.flat import FlatParameters, flatten_parameters
from playground.models.initializers import INITIALIZERS, InitializerSpec
from playground.models.mlp import MLP, build_mlp, find_activations

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "MLP",
    "ActivationSpec",
    "FlatParameters",
    "InitializerSpec",
    "build_mlp",
    "find_activations",
    "flatten_parameters",
]
