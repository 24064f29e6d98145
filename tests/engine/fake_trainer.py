"""A clock that tests set, and a trainer whose numbers are known beforehand."""

import dataclasses
import math

import numpy as np
import torch

from playground.config import DataConfig, Experiment, TrainingConfig
from playground.data import load_dataset
from playground.engine.history import BAND as HISTORY_BAND
from playground.engine.history import LOSSES
from playground.engine.outputs import OutputScale
from playground.engine.report import Report
from playground.engine.scheduler import Scheduler
from playground.engine.session import Session
from playground.engine.trainer import Diagnosis
from playground.frame import Frame

STEPS_PER_EPOCH = 10
DATASET = load_dataset(DataConfig(n_samples=20), seed=0)


class FakeClock:
    """Stands still but for what the test, or a trainer's steps, add."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class ManualScheduler(Scheduler):
    """Has no thread: the test calls `turn`."""

    def wake(self):
        pass


BAND = {"low": 0.5, "high": 2.0}
"""Losses of an ensemble, as parts of those of member 0."""


class FakeState(int):
    """The step is all that training changes."""

    nbytes = 1_000


class FakeTrainer:
    """Its training loss at step s is 1 / (1 + s), and NaN from `breaks_at` on; a step takes `seconds`."""

    def __init__(
        self, experiment, clock=None, seconds=0.001, breaks_at=math.inf, fails_at=math.inf, obstacle="", members=1
    ):
        self.experiment = experiment
        self.members = members
        self.n_parameters = 3
        self.dataset = DATASET
        self.step = 0
        self.steps_per_epoch = STEPS_PER_EPOCH
        self.record_stride = 1
        self.columns = LOSSES if members == 1 else {**LOSSES, **HISTORY_BAND}
        self.output_scale = OutputScale(kind="probability", limit=8.0)
        self.n_frames = 0
        self.n_reports = 0
        self.n_measured = 0
        self.advice = self.hint = ""
        self.obstacle = obstacle
        self.learning_rate = 0.01
        self.edits = []
        self.restored = None
        self._clock, self._seconds = clock, seconds
        self._breaks_at, self._fails_at = breaks_at, fails_at

    @property
    def epoch(self):
        return self.step / STEPS_PER_EPOCH

    @property
    def length(self):
        return self.experiment.training.epochs

    def advance(self, n_steps):
        self.step += n_steps
        if self._clock is not None:
            self._clock.now += n_steps * self._seconds
        if self.step >= self._fails_at:
            raise RuntimeError("out of memory")

    def apply(self, experiment):
        is_live = experiment.model == self.experiment.model and experiment.data == self.experiment.data
        if is_live:
            self.experiment = experiment
        return is_live

    def evaluate(self):
        loss = math.nan if self.step >= self._breaks_at else 1 / (1 + self.step)
        losses = {"train_loss": loss, "test_loss": 2 * loss}
        if self.members > 1:
            losses |= {f"{name}_{end}": k * value for name, value in losses.items() for end, k in BAND.items()}
        return losses

    def frame(self, demand):
        self.n_frames += 1
        output = np.full((demand.map_size, demand.map_size), self.step % 65_536, dtype=np.uint16)
        metrics = self.evaluate() | {"learning_rate": self.learning_rate}
        return Frame(step=self.step, epoch=self.epoch, metrics=metrics, arrays={"output": output})

    def report(self, demand):
        self.n_reports += 1
        return Report(frame=Frame(step=self.step, epoch=self.epoch, metrics={"unit_scale": 1.0}))

    def measure_layers(self):
        self.n_measured += 1
        return {"layer_weights": np.full((2, 5), self.step, dtype=np.float32)}

    def set_parameter(self, *change):
        self.edits.append(change)

    def is_finite(self):
        return self.step < self._breaks_at + 5

    def describe_nonfinite(self):
        return "the weights of layer 1"

    def diagnose(self):
        return Diagnosis(self.advice, self.hint)

    def state(self):
        return FakeState(self.step)

    def load(self, state):
        self.step = state

    def restore(self, state):
        self.restored = state

    def snapshot(self):
        return {"step": torch.tensor([self.step])}

    def show(self, snapshot, step):
        assert snapshot["step"].item() == step
        self.step = step

    def weights(self):
        return {"step": torch.tensor([self.step])}

    def take_weights(self, weights, step, epoch):
        if list(weights) != ["step"]:
            raise ValueError("the weights have no tensor 'step'")
        self.step = step


class Bench:
    """A session on a fake clock, its scheduler without a thread, and the trainers built for it."""

    def __init__(self, epochs=100_000, scheduler=None, clock=None, **trainer):
        self.clock = clock or FakeClock()
        self.scheduler = scheduler or ManualScheduler()
        self.trainers = []
        self.options = trainer
        experiment = Experiment(training=TrainingConfig(epochs=epochs))
        self.session = Session(experiment, self.scheduler, self.build, self.clock)

    def build(self, experiment, members=1):
        self.trainers.append(FakeTrainer(experiment, self.clock, members=members, **self.options))
        return self.trainers[-1]

    @property
    def trainer(self):
        return self.trainers[-1]

    def turn(self, n_turns=1):
        for _ in range(n_turns):
            self.scheduler.turn()

    def change(self, part, **changes):
        """Change fields of one part of the experiment: ``change("optimizer", learning_rate=0.1)``."""
        before = self.session.experiment
        changed = dataclasses.replace(getattr(before, part), **changes)
        return self.session.change(dataclasses.replace(before, **{part: changed}))
