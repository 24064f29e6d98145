"""The network: its inputs, its layers, and how their weights begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.config.record import Checked, choice_field, list_field, name_field, number_field, switch_field

MAX_HIDDEN_LAYERS = 10
MAX_LAYERS = 30
MAX_UNITS = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class LinearConfig(Checked):
    """One hidden layer: a linear map followed by an activation."""

    kind: str = choice_field("linear", ("linear",), label="Kind", help="Kind of layer.")
    units: int = number_field(10, 1, MAX_UNITS, step=1, label="Units", help="Number of neurons in this layer.")
    activation: str = name_field(
        "relu", "activations", label="Activation", help="Function applied to each unit's weighted sum.", live=True
    )
    residual: bool = switch_field(
        label="Residual", help="Adds the layer's input to its output; both need the same number of units."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DropoutConfig(Checked):
    """While training, each unit is silenced at random; the others are scaled up to make up for it."""

    kind: str = choice_field("dropout", ("dropout",), label="Kind", help="Kind of layer.")
    rate: float = number_field(
        0.2, 0.0, 1.0, step=0.05, label="Dropout", help="Share of the units silenced at each step.", live=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchNormConfig(Checked):
    """Each unit is centered and scaled over the batch, then scaled and shifted as it learns."""

    kind: str = choice_field("batch_norm", ("batch_norm",), label="Kind", help="Kind of layer.")
    activation: str = name_field(
        "linear", "activations", label="Activation", help="Function applied after the normalization.", live=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class LayerNormConfig(Checked):
    """Each point is centered and scaled over the units, then scaled and shifted as it learns."""

    kind: str = choice_field("layer_norm", ("layer_norm",), label="Kind", help="Kind of layer.")
    activation: str = name_field(
        "linear", "activations", label="Activation", help="Function applied after the normalization.", live=True
    )


LayerConfig = LinearConfig | DropoutConfig | BatchNormConfig | LayerNormConfig

LAYER_KINDS: dict[str, type[LayerConfig]] = {
    "linear": LinearConfig,
    "dropout": DropoutConfig,
    "batch_norm": BatchNormConfig,
    "layer_norm": LayerNormConfig,
}


def _default_layers() -> tuple[LayerConfig, ...]:
    return (LinearConfig(), LinearConfig())


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelConfig(Checked):
    """Inputs and hidden layers; the output layer follows from the data and the loss."""

    inputs: tuple[str, ...] = list_field(
        ("x1", "x2"),
        "text",
        1,
        16,
        label="Inputs",
        help="What the network is given of each point; those of x₂ are left out where points have one coordinate.",
        registry="features",
    )
    layers: tuple[LayerConfig, ...] = field(
        default_factory=_default_layers,
        metadata={
            "kinds": LAYER_KINDS,
            "maximum": MAX_LAYERS,
            "label": "Hidden layers",
            "help": "From the inputs to the output.",
        },
    )
    initializer: str = name_field(
        "pytorch", "initializers", label="Initializer", help="How the weights are drawn before the first step."
    )

    def __post_init__(self) -> None:
        Checked.__post_init__(self)
        if len(set(self.inputs)) < len(self.inputs):
            raise ValueError(f"inputs is {list(self.inputs)}; accepted: each name once")
        n_hidden = sum(layer.kind == "linear" for layer in self.layers)
        if n_hidden > MAX_HIDDEN_LAYERS:
            raise ValueError(f"layers has {n_hidden} of kind 'linear'; accepted: at most {MAX_HIDDEN_LAYERS}")
        self._check_residuals()

    def _check_residuals(self) -> None:
        # The inputs' number depends on the data, so the first layer never adds them.
        width = None
        for i, layer in enumerate(self.layers):
            if not isinstance(layer, LinearConfig):
                continue
            if layer.residual and layer.units != width:
                before = "the inputs" if width is None else f"{width} units"
                raise ValueError(
                    f"layers[{i}].residual is True, but the layer has {layer.units} units after {before}; "
                    "accepted: False, or as many units as the hidden layer before"
                )
            width = layer.units
