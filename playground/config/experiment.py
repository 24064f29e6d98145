"""Experiment: everything that determines a run."""

from __future__ import annotations

from dataclasses import dataclass

from playground.config.data import DataConfig
from playground.config.model import ModelConfig
from playground.config.record import Checked, choice_field, number_field, part_field
from playground.config.training import ObjectiveConfig, OptimizerConfig, ScheduleConfig, TrainingConfig

VERSION = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Experiment(Checked):
    """Everything that determines a run: same experiment, same numbers."""

    version: int = choice_field(VERSION, (VERSION,), label="Version", help="Of this format.")
    seed: int = number_field(42, 0, 2**31 - 1, step=1, label="Seed", help="Decides every random draw of the run.")
    data: DataConfig = part_field(DataConfig, label="Data", help="Which points are drawn, and how they are split.")
    model: ModelConfig = part_field(ModelConfig, label="Network", help="The layers, and how their weights begin.")
    objective: ObjectiveConfig = part_field(ObjectiveConfig, label="Objective", help="What training minimizes.")
    optimizer: OptimizerConfig = part_field(
        OptimizerConfig, label="Optimizer", help="The rule that turns gradients into steps."
    )
    schedule: ScheduleConfig = part_field(
        ScheduleConfig, label="Schedule", help="How the learning rate changes from epoch to epoch."
    )
    training: TrainingConfig = part_field(
        TrainingConfig, label="Training", help="How the training set is walked through, and when to stop."
    )

    def __post_init__(self) -> None:
        # super() without arguments fails here: slots=True makes the class anew.
        Checked.__post_init__(self)
        n_train = self.data.n_train
        # Own sets may have a few points only: a batch is then all of them.
        if self.training.batch_size > n_train and self.data.name != "own":
            raise ValueError(
                f"training.batch_size is {self.training.batch_size}, but the training set has {n_train} points; "
                f"accepted: 1 to {n_train}"
            )
