"""What files and links of version 1 leave out, and what a link has to say therefore.

Frozen: a link opened years later gives the same run, whatever `playground.config` offers newcomers by then. A field
added later adds its row, with the value that older links imply.
"""

from __future__ import annotations

from typing import Any

LAYER_DEFAULTS: dict[str, dict[str, Any]] = {
    "linear": {"kind": "linear", "units": 10, "activation": "relu", "residual": False},
    "dropout": {"kind": "dropout", "rate": 0.2},
    "batch_norm": {"kind": "batch_norm", "activation": "linear"},
    "layer_norm": {"kind": "layer_norm", "activation": "linear"},
}
OWN_DEFAULTS: dict[str, Any] = {
    "points": [],
    "features": ["x1", "x2"],
    "target": ["class"],
    "classes": ["class 0", "class 1"],
    "centers": [],
    "scales": [],
    "extent": [],
}
DEFAULTS: dict[str, Any] = {
    "version": 1,
    "seed": 42,
    "data": {
        "name": "moons",
        "n_samples": 1000,
        "noise": 0.1,
        "test_size": 0.3,
        "classes": 3,
        "label_noise": 0.0,
        "imbalance": 0.0,
        "feature_x": "petal length",
        "feature_y": "petal width",
        "own": OWN_DEFAULTS,
    },
    "model": {"inputs": ["x1", "x2"], "layers": [LAYER_DEFAULTS["linear"]] * 2, "initializer": "pytorch"},
    "objective": {"loss": "binary_cross_entropy", "l1": 0.0, "l2": 0.0, "label_smoothing": 0.0},
    "optimizer": {"name": "adam", "learning_rate": 0.01, "momentum": 0.9, "weight_decay": 0.01, "clip_norm": 0.0},
    "schedule": {"name": "constant", "every": 30, "factor": 0.5},
    "training": {"batch_size": 32, "epochs": 100, "target_loss": 0.0, "target_score": 0.0, "patience": 0},
}

GAN_OPTIMIZER: dict[str, Any] = {**DEFAULTS["optimizer"], "learning_rate": 0.001}
GAN_DEFAULTS: dict[str, Any] = {
    "version": 1,
    "kind": "gan",
    "seed": 42,
    "data": {"name": "eight_gaussians", "n_samples": 5000, "spread": 0.02, "digit": "all", "points": []},
    "noise": {"size": 2, "distribution": "normal"},
    "generator": {
        "layers": [{**LAYER_DEFAULTS["linear"], "units": 64}] * 2,
        "initializer": "pytorch",
        "optimizer": GAN_OPTIMIZER,
        "steps": 1,
    },
    "discriminator": {
        "layers": [{**LAYER_DEFAULTS["linear"], "units": 64, "activation": "leaky_relu"}] * 2,
        "initializer": "pytorch",
        "optimizer": GAN_OPTIMIZER,
        "steps": 1,
    },
    "objective": {"loss": "non_saturating", "r1": 0.0, "gradient_penalty": 10.0, "label_smoothing": 0.0},
    "training": {"batch_size": 128, "iterations": 8000, "average": 0.0},
}


def find_differences(value: dict[str, Any]) -> dict[str, Any]:
    """Of an experiment's dictionary what a file or link has to say: what differs from its kind's defaults."""
    kind = {"kind": value["kind"]} if "kind" in value else {}
    difference: dict[str, Any] = find_difference(value, GAN_DEFAULTS if kind else DEFAULTS)
    return {**kind, **difference}


def find_difference(value: Any, default: Any) -> Any:
    """Of a part of an experiment's dictionary what differs from its default."""
    if isinstance(value, dict):
        return {key: find_difference(item, default[key]) for key, item in value.items() if item != default[key]}
    if isinstance(value, list):
        return [_difference_of_layer(item) if isinstance(item, dict) else item for item in value]
    return value


def _difference_of_layer(layer: dict[str, Any]) -> dict[str, Any]:
    difference: dict[str, Any] = find_difference(layer, LAYER_DEFAULTS[layer["kind"]])
    return difference if layer["kind"] == "linear" else {"kind": layer["kind"], **difference}
