"""The network of a PyTorch script: an nn.Sequential with the initial weights of the playground.

One entry for each layer and one for its activation; a residual layer and its activation are one entry together. Files
of weights name their tensors by these places (`playground.export.weights`).
"""

from __future__ import annotations

from playground.config import LayerConfig, ModelConfig
from playground.export.code.describe import describe_network
from playground.export.code.job import Job
from playground.export.code.script import Section
from playground.export.code.spelling import ACTIVATIONS, INITIALIZERS, LAYERS

RESIDUAL = '''\
class Residual(nn.Sequential):
    """Adds its input to what its layers make of it."""

    def forward(self, X):
        return X + super().forward(X)
'''


def write_network(job: Job) -> Section:
    """The model, and how its weights begin."""
    config = job.experiment.model
    blocks = [RESIDUAL] if has_residual(config) else []
    blocks += write_model("model", config, (len(job.inputs), job.header.n_outputs), job.derive_seed("weights"))
    return Section(name="Network", summary=describe_network(job), blocks=tuple(blocks))


def has_residual(config: ModelConfig) -> bool:
    """Whether the network needs the class `RESIDUAL`."""
    return any(getattr(layer, "residual", False) for layer in config.layers)


def write_model(name: str, config: ModelConfig, ends: tuple[int, int], seed: int) -> list[str]:
    """Blocks that build a network and draw its weights.

    Parameters
    ----------
    name : str
        Of the variable.
    config : ModelConfig
    ends : tuple of int
        Inputs and outputs.
    seed : int
        Of the weights.
    """
    entries = "".join(f"    {entry},\n" for entry in _list_entries(config, *ends))
    model = f"{name} = nn.Sequential(\n{entries})\n"
    draw = INITIALIZERS[config.initializer].pytorch
    seeded = f"torch.manual_seed({seed})"
    if not draw:
        return [f"{seeded}  # the weights that the layers begin with\n{model}"]
    loop = (
        f"for layer in {name}.modules():\n"
        "    if isinstance(layer, nn.Linear):\n"
        f"        {draw}(layer.weight)\n"
        "        nn.init.zeros_(layer.bias)\n"
    )
    return [model, f"{seeded}  # the weights that the layers begin with\n{loop}"]


def _list_entries(config: ModelConfig, n_inputs: int, n_outputs: int) -> list[str]:
    """The entries of the nn.Sequential."""
    entries, width = [], n_inputs
    for layer in config.layers:
        entries += _spell_layer(layer, width)
        width = getattr(layer, "units", width)
    return [*entries, LAYERS["linear"].pytorch.format(n_inputs=width, n_outputs=n_outputs)]


def _spell_layer(layer: LayerConfig, n_inputs: int) -> list[str]:
    fields = {"n_inputs": n_inputs, "n_outputs": getattr(layer, "units", n_inputs), "rate": getattr(layer, "rate", 0.0)}
    parts = [LAYERS[layer.kind].pytorch.format(**fields)]
    activation = ACTIVATIONS[getattr(layer, "activation", "linear")].pytorch
    parts += [activation] if activation else []
    return [f"Residual({', '.join(parts)})"] if getattr(layer, "residual", False) else parts
