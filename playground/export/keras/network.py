"""The network of a Keras script: a Sequential, or the functional API if there are residual layers."""

from __future__ import annotations

from playground.config import LayerConfig, LinearConfig
from playground.export.code.describe import describe_network
from playground.export.code.job import Job
from playground.export.code.script import Section
from playground.export.code.spelling import ACTIVATIONS, INITIALIZERS, LAYERS

OWN_DEFAULT = '"glorot_uniform"'
"""How a Dense layer of Keras begins if nothing is said."""
INITIALIZE = '''\
def initialize(shape, dtype=None):
    """Weights begin as PyTorch's do: uniform within 1 / sqrt(number of inputs)."""
    bound = shape[0] ** -0.5
    return keras.random.uniform(shape, -bound, bound, dtype=dtype)
'''


def write_network(job: Job) -> Section:
    """The model, and how its weights begin."""
    is_residual = any(getattr(layer, "residual", False) for layer in job.experiment.model.layers)
    model = _write_functional(job) if is_residual else _write_sequential(job)
    blocks = [INITIALIZE] if job.experiment.model.initializer == "pytorch" else []
    blocks.append(f"keras.utils.set_random_seed({job.experiment.seed})\n{_write_dense(job)}{model}")
    return Section(name="Network", summary=describe_network(job), blocks=tuple(blocks))


def _write_dense(job: Job) -> str:
    """What all linear maps have in common, if it is not what Keras does by itself."""
    objective, initializer = job.experiment.objective, INITIALIZERS[job.experiment.model.initializer].keras
    arguments = [] if initializer == OWN_DEFAULT else [f"kernel_initializer={initializer}"]
    code = ""
    if objective.l1 or objective.l2:
        # Keras does without the half that makes the gradient of L2 plain.
        code = f"penalty = keras.regularizers.L1L2(l1={objective.l1}, l2={objective.l2} / 2)\n"
        arguments.append("kernel_regularizer=penalty")
    return code + (f"Dense = partial(layers.Dense, {', '.join(arguments)})\n" if arguments else "")


def _write_sequential(job: Job) -> str:
    entries = [f"keras.Input(({len(job.inputs)},))"]
    for layer in job.experiment.model.layers:
        entries += _spell_layer(job, layer)
    entries.append(_spell_linear(job, job.header.n_outputs))
    lines = "".join(f"        {entry},\n" for entry in entries)
    return f"model = keras.Sequential(\n    [\n{lines}    ]\n)\n"


def _write_functional(job: Job) -> str:
    lines = [f"inputs = keras.Input(({len(job.inputs)},))", "x = inputs"]
    for layer in job.experiment.model.layers:
        added = "x + " if getattr(layer, "residual", False) else ""
        lines += [f"x = {added}{entry}(x)" for entry in _spell_layer(job, layer)]
    lines += [f"outputs = {_spell_linear(job, job.header.n_outputs)}(x)", "model = keras.Model(inputs, outputs)"]
    return "\n".join(lines) + "\n"


def _spell_layer(job: Job, layer: LayerConfig) -> list[str]:
    """The layer, and its activation if that is not one of its arguments."""
    activation = ACTIVATIONS[getattr(layer, "activation", "linear")].keras
    if isinstance(layer, LinearConfig):
        return [_spell_linear(job, layer.units, f", activation={activation}" if activation else "")]
    spelled = LAYERS[layer.kind].keras.format(rate=getattr(layer, "rate", 0.0))
    return [spelled, f"layers.Activation({activation})"] if activation else [spelled]


def _spell_linear(job: Job, n_outputs: int, activation: str = "") -> str:
    dense = "Dense" if _write_dense(job) else "layers.Dense"
    return LAYERS["linear"].keras.format(dense=dense, n_outputs=n_outputs, activation=activation)
