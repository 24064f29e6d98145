"""What is minimized, by which rule, at which rate, and until when."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config.record import Checked, name_field, number_field

RATES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveConfig(Checked):
    """What training minimizes: a loss, and penalties on the weights."""

    loss: str = name_field("binary_cross_entropy", "losses", label="Loss", help="What training minimizes.")
    l1: float = number_field(
        0.0, 0.0, 10.0, label="L1", help="Adds this times the sum of all |weights|.", suggestions=RATES, live=True
    )
    l2: float = number_field(
        0.0,
        0.0,
        10.0,
        label="L2",
        help="Adds half of this times the sum of all weights².",
        suggestions=RATES,
        live=True,
    )
    label_smoothing: float = number_field(
        0.0,
        0.0,
        0.5,
        step=0.01,
        label="Label smoothing",
        help="Share of each target that is spread evenly over all classes.",
        live=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class OptimizerConfig(Checked):
    """The update rule and its hyperparameters."""

    name: str = name_field(
        "adam", "optimizers", label="Optimizer", help="The rule that turns gradients into steps.", live=True
    )
    learning_rate: float = number_field(
        0.01,
        1e-6,
        100.0,
        label="Learning rate",
        help="Size of a step. Too small learns slowly, too large overshoots.",
        suggestions=(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
        live=True,
    )
    momentum: float = number_field(
        0.9, 0.0, 0.999, step=0.01, label="Momentum", help="Share of the previous step that is kept.", live=True
    )
    weight_decay: float = number_field(
        0.01, 0.0, 1.0, step=0.01, label="Weight decay", help="Pull of every weight towards zero.", live=True
    )
    clip_norm: float = number_field(
        0.0,
        0.0,
        100.0,
        label="Clip gradients at",
        help="Longer gradients are shortened to this length; 0 leaves them as they are.",
        suggestions=(0.0, 0.01, 0.1, 0.5, 1.0, 5.0, 10.0),
        live=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ScheduleConfig(Checked):
    """How the learning rate changes from epoch to epoch."""

    name: str = name_field(
        "constant", "schedules", label="Schedule", help="How the learning rate changes from epoch to epoch.", live=True
    )
    every: int = number_field(
        30,
        1,
        100_000,
        label="Every",
        help="Epochs between two drops, of the warm-up, or of patience on a plateau.",
        live=True,
    )
    factor: float = number_field(
        0.5, 0.01, 1.0, step=0.01, label="Factor", help="What each drop multiplies the learning rate by.", live=True
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingConfig(Checked):
    """How the optimizer walks through the training set, and when it stops."""

    batch_size: int = number_field(
        32,
        1,
        5000,
        label="Batch size",
        help="Training points behind one step.",
        suggestions=(1, 2, 4, 8, 10, 16, 30, 32, 64, 128, 256),
        live=True,
    )
    epochs: int = number_field(
        100, 1, 100_000, label="Epochs", help="Passes over the training set before the run ends.", live=True
    )
    target_loss: float = number_field(
        0.0,
        0.0,
        1000.0,
        label="Stop at test loss",
        help="Ends the run once the test loss is this low; 0: never.",
        suggestions=(0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5),
        live=True,
    )
    target_score: float = number_field(
        0.0,
        0.0,
        1.0,
        label="Stop at test score",
        help="Ends the run once the test accuracy (R² of a regression) is this high; 0: never.",
        suggestions=(0.0, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0),
        live=True,
    )
    patience: int = number_field(
        0,
        0,
        100_000,
        label="Patience",
        help="Ends the run after so many epochs without a lower test loss and restores the best weights; 0: never.",
        suggestions=(0, 5, 10, 20, 50, 100),
        live=True,
    )
