"""Spelling: how PyTorch and Keras write each entry of the registries.

Names in braces are filled in from the experiment. A new entry of a registry adds its row here; a new data set adds its
writer to `playground.export.code.datasets`.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.config import OptimizerConfig
from playground.export.code.job import Job
from playground.objectives import LOSSES


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """One entry in both languages; empty where there is nothing to write."""

    pytorch: str
    keras: str


def spell_loss(job: Job) -> Spelling:
    """The loss of a job: expressions, or where there are none, definitions of functions."""
    objective = job.experiment.objective
    if objective.label_smoothing and LOSSES[objective.loss].smooths:
        return SMOOTHED_LOSSES[objective.loss]
    return (LOSSES_OF_SEVERAL if job.header.task == "multiclass" else LOSSES_OF_ONE_OUTPUT)[objective.loss]


def spell_optimizer(config: OptimizerConfig, parameters: str) -> str:
    """An optimizer of `torch.optim`, of the parameters that an expression gives."""
    return OPTIMIZERS[config.name].pytorch.format(
        parameters=parameters, rate=config.learning_rate, momentum=config.momentum, decay=config.weight_decay
    )


FEATURES: dict[str, Spelling] = {
    "x1": Spelling(pytorch="x1", keras="x1"),
    "x2": Spelling(pytorch="x2", keras="x2"),
    "x1_squared": Spelling(pytorch="x1**2", keras="x1**2"),
    "x2_squared": Spelling(pytorch="x2**2", keras="x2**2"),
    "product": Spelling(pytorch="x1 * x2", keras="x1 * x2"),
    "sin_x1": Spelling(pytorch="torch.sin(torch.pi * x1)", keras="np.sin(np.pi * x1)"),
    "sin_x2": Spelling(pytorch="torch.sin(torch.pi * x2)", keras="np.sin(np.pi * x2)"),
    "cos_x1": Spelling(pytorch="torch.cos(torch.pi * x1)", keras="np.cos(np.pi * x1)"),
    "cos_x2": Spelling(pytorch="torch.cos(torch.pi * x2)", keras="np.cos(np.pi * x2)"),
}

LAYERS: dict[str, Spelling] = {
    "linear": Spelling(pytorch="nn.Linear({n_inputs}, {n_outputs})", keras="{dense}({n_outputs}{activation})"),
    "dropout": Spelling(pytorch="nn.Dropout({rate})", keras="layers.Dropout({rate})"),
    "batch_norm": Spelling(
        pytorch="nn.BatchNorm1d({n_inputs})", keras="layers.BatchNormalization(momentum=0.9, epsilon=1e-5)"
    ),
    "layer_norm": Spelling(pytorch="nn.LayerNorm({n_inputs})", keras="layers.LayerNormalization(epsilon=1e-5)"),
}

ACTIVATIONS: dict[str, Spelling] = {
    "linear": Spelling(pytorch="", keras=""),
    "relu": Spelling(pytorch="nn.ReLU()", keras='"relu"'),
    "leaky_relu": Spelling(pytorch="nn.LeakyReLU()", keras="layers.LeakyReLU(negative_slope=0.01)"),
    "sigmoid": Spelling(pytorch="nn.Sigmoid()", keras='"sigmoid"'),
    "tanh": Spelling(pytorch="nn.Tanh()", keras='"tanh"'),
    "elu": Spelling(pytorch="nn.ELU()", keras='"elu"'),
    "gelu": Spelling(pytorch="nn.GELU()", keras='"gelu"'),
    "silu": Spelling(pytorch="nn.SiLU()", keras='"silu"'),
    "softplus": Spelling(pytorch="nn.Softplus()", keras='"softplus"'),
}

INITIALIZERS: dict[str, Spelling] = {
    "pytorch": Spelling(pytorch="", keras="initialize"),  # what nn.Linear does by itself
    "xavier_uniform": Spelling(pytorch="nn.init.xavier_uniform_", keras='"glorot_uniform"'),
    "xavier_normal": Spelling(pytorch="nn.init.xavier_normal_", keras='"glorot_normal"'),
    "kaiming_uniform": Spelling(pytorch="nn.init.kaiming_uniform_", keras='"he_uniform"'),
    "kaiming_normal": Spelling(pytorch="nn.init.kaiming_normal_", keras='"he_normal"'),
    "zeros": Spelling(pytorch="nn.init.zeros_", keras='"zeros"'),
}

LOSSES_OF_ONE_OUTPUT: dict[str, Spelling] = {
    "binary_cross_entropy": Spelling(
        pytorch="nn.BCEWithLogitsLoss()", keras="keras.losses.BinaryCrossentropy(from_logits=True)"
    ),
    "hinge": Spelling(
        pytorch='''\
def criterion(scores, y):
    """Hinge loss: a point that is right by a margin of 1 no longer pulls."""
    signs = 2 * y - 1  # classes 0 and 1 become -1 and 1
    return torch.relu(1 - signs * scores).mean()
''',
        keras="keras.losses.Hinge()",
    ),
    "mse": Spelling(pytorch="nn.MSELoss()", keras="keras.losses.MeanSquaredError()"),
    "mae": Spelling(pytorch="nn.L1Loss()", keras="keras.losses.MeanAbsoluteError()"),
    "huber": Spelling(pytorch="nn.HuberLoss()", keras="keras.losses.Huber()"),
}
LOSSES_OF_SEVERAL: dict[str, Spelling] = {
    "cross_entropy": Spelling(
        pytorch="nn.CrossEntropyLoss()", keras="keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
    ),
    "hinge": Spelling(
        pytorch="nn.MultiMarginLoss()",
        keras='''\
def margin_loss(y, scores):
    """Hinge loss of several classes: asks for a margin of 1 between right and wrong."""
    right = keras.ops.sum(y * scores, axis=-1, keepdims=True)
    return keras.ops.mean((1 - y) * keras.ops.relu(1 - right + scores), axis=-1)
''',
    ),
}
SMOOTHED_LOSSES: dict[str, Spelling] = {
    "binary_cross_entropy": Spelling(
        pytorch='''\
def criterion(logits, y):
    """Binary cross-entropy; label smoothing moves its targets a little away from 0 and 1."""
    y = y * (1 - {smoothing}) + {smoothing} / 2
    return nn.functional.binary_cross_entropy_with_logits(logits, y)
''',
        keras="keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing={smoothing})",
    ),
    "cross_entropy": Spelling(
        pytorch="nn.CrossEntropyLoss(label_smoothing={smoothing})",
        keras="keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing={smoothing})",
    ),
}

OPTIMIZERS: dict[str, Spelling] = {
    "sgd": Spelling(pytorch="SGD({parameters}, lr={rate})", keras="SGD({rate})"),
    "momentum": Spelling(
        pytorch="SGD({parameters}, lr={rate}, momentum={momentum})", keras="SGD({rate}, momentum={momentum})"
    ),
    "nesterov": Spelling(
        pytorch="SGD({parameters}, lr={rate}, momentum={momentum}, nesterov=True)",
        keras="SGD({rate}, momentum={momentum}, nesterov=True)",
    ),
    "rmsprop": Spelling(pytorch="RMSprop({parameters}, lr={rate})", keras="RMSprop({rate}, rho=0.99)"),
    "adagrad": Spelling(
        pytorch="Adagrad({parameters}, lr={rate})", keras="Adagrad({rate}, initial_accumulator_value=0.0)"
    ),
    "adadelta": Spelling(pytorch="Adadelta({parameters}, lr={rate})", keras="Adadelta({rate}, rho=0.9, epsilon=1e-6)"),
    "adam": Spelling(pytorch="Adam({parameters}, lr={rate})", keras="Adam({rate})"),
    "adamw": Spelling(
        pytorch="AdamW({parameters}, lr={rate}, weight_decay={decay})",
        keras="AdamW({rate}, weight_decay={decay})",
    ),
    "nadam": Spelling(pytorch="NAdam({parameters}, lr={rate})", keras="Nadam({rate})"),
    "amsgrad": Spelling(pytorch="Adam({parameters}, lr={rate}, amsgrad=True)", keras="Adam({rate}, amsgrad=True)"),
}

SCHEDULES: dict[str, Spelling] = {
    "constant": Spelling(pytorch="", keras=""),
    "step": Spelling(
        pytorch="StepLR(optimizer, step_size={every}, gamma={factor})",
        keras="{rate} * {factor} ** (epoch // {every})",
    ),
    "cosine": Spelling(
        pytorch="CosineAnnealingLR(optimizer, T_max={epochs})",
        keras="{rate} * (1 + math.cos(math.pi * epoch / {epochs})) / 2",
    ),
    "exponential": Spelling(
        pytorch="ExponentialLR(optimizer, gamma={factor} ** (1 / {every}))",
        keras="{rate} * {factor} ** (epoch / {every})",
    ),
    "warmup": Spelling(
        pytorch="LambdaLR(optimizer, lambda epoch: min(1, (epoch + 1) / {every}))",
        keras="{rate} * min(1, (epoch + 1) / {every})",
    ),
    "plateau": Spelling(
        pytorch="ReduceLROnPlateau(optimizer, factor={factor}, patience={every})",
        keras='keras.callbacks.ReduceLROnPlateau(monitor="loss", factor={factor}, patience={every} + 1)',
    ),
}

SPELLINGS: dict[str, dict[str, Spelling]] = {
    "features": FEATURES,
    "layers": LAYERS,
    "activations": ACTIVATIONS,
    "initializers": INITIALIZERS,
    "losses": {**LOSSES_OF_ONE_OUTPUT, **LOSSES_OF_SEVERAL},
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
}
"""By the registry's name in `playground.engine.catalog.REGISTRIES`."""
