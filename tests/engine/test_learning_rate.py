from dataclasses import replace

import pytest

from playground.config import Experiment, OptimizerConfig, ScheduleConfig, TrainingConfig
from playground.engine.learning_rate import LearningRate
from playground.schedules import SCHEDULES

EXPERIMENT = Experiment(
    optimizer=OptimizerConfig(learning_rate=0.1),
    schedule=ScheduleConfig(name="step", every=2, factor=0.5),
    training=TrainingConfig(epochs=10),
)
PLATEAU = replace(EXPERIMENT, schedule=ScheduleConfig(name="plateau", every=1, factor=0.5))


def rates(rate, losses):
    values = []
    for epoch, loss in enumerate(losses, start=1):
        if rate.needs_loss:
            rate.end_epoch(loss)
        rate.start_epoch(epoch)
        values.append(rate.value)
    return values


def test_a_constant_rate_is_not_scheduled():
    rate = LearningRate(Experiment())

    assert not rate.is_scheduled
    assert rate.value == 0.01


@pytest.mark.parametrize("name", SCHEDULES)
def test_only_the_plateau_wants_to_know_the_loss(name):
    rate = LearningRate(replace(EXPERIMENT, schedule=ScheduleConfig(name=name)))

    assert rate.needs_loss == (name == "plateau")


def test_each_epoch_has_its_rate():
    assert rates(LearningRate(EXPERIMENT), [0] * 4) == [0.1, 0.05, 0.05, 0.025]


def test_a_plateau_halves_the_rate_after_more_than_one_epoch_without_a_lower_loss():
    assert rates(LearningRate(PLATEAU), [1.0, 0.5, 0.5, 0.5, 0.4]) == [0.1, 0.1, 0.1, 0.05, 0.05]


def test_a_change_holds_at_once_and_another_schedule_starts_afresh():
    rate = LearningRate(PLATEAU)
    rates(rate, [1.0, 1.0, 1.0])
    faster = replace(PLATEAU, optimizer=OptimizerConfig(learning_rate=0.2))

    rate.apply(faster, 3)
    assert rate.value == 0.1
    rate.apply(replace(faster, schedule=ScheduleConfig(name="plateau", every=5)), 3)
    assert rate.value == 0.2


def test_a_loaded_state_goes_on_in_the_same_way():
    rate, other = LearningRate(PLATEAU), LearningRate(PLATEAU)
    rates(rate, [1.0, 1.0, 1.0, 1.0])
    other.load(rate.state(), 4)

    assert other.value == rate.value == 0.05
    assert rates(other, [1.0, 1.0]) == rates(rate, [1.0, 1.0])
