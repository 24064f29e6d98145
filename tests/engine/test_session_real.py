"""Sessions of real networks: the numbers of a run depend on its experiment alone."""

import threading
import time

import numpy as np
import pytest
import torch

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    TrainingConfig,
)
from playground.engine.build import build_trainer
from playground.engine.scheduler import Scheduler
from playground.engine.session import Session
from playground.frame import Demand, ReportDemand
from playground.live.encode import decode, encode

DEMAND = Demand(map_size=20)
EXPERIMENT = Experiment(
    data=DataConfig(n_samples=200),
    model=ModelConfig(layers=(LinearConfig(units=6), LinearConfig(units=4, activation="tanh"))),
    training=TrainingConfig(epochs=60),
)


@pytest.fixture
def scheduler():
    scheduler = Scheduler()
    yield scheduler
    scheduler.stop()


def train_to_the_end(session, demand=DEMAND):
    session.play()
    while session.status == "running":
        session.poll(demand)
        time.sleep(0.002)
    return session.poll(demand)


def parameters(session):
    return session._run.trainer.state().tensors["parameters"]


def reference(experiment=EXPERIMENT):
    """Parameters at the end of an experiment, by a bare trainer in one go."""
    trainer = build_trainer(experiment)
    trainer.advance(experiment.training.epochs * trainer.steps_per_epoch)
    return trainer.state().tensors["parameters"]


def test_a_run_ends_with_the_numbers_of_a_bare_trainer(scheduler):
    session = Session(EXPERIMENT, scheduler)
    frame = train_to_the_end(session)
    assert frame.status == "finished"
    assert frame.epoch == EXPERIMENT.training.epochs
    assert torch.equal(parameters(session), reference())


def test_sessions_side_by_side_do_not_influence_each_other(scheduler):
    other = Experiment(seed=7, optimizer=OptimizerConfig(name="momentum"), training=TrainingConfig(epochs=100_000))
    sessions = [Session(EXPERIMENT, scheduler), Session(EXPERIMENT, scheduler), Session(other, scheduler)]
    threads = [threading.Thread(target=train_to_the_end, args=(session,)) for session in sessions[:2]]
    sessions[2].play()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sessions[2]._run.trainer.step > 0
    assert torch.equal(parameters(sessions[0]), reference())
    assert torch.equal(parameters(sessions[1]), reference())


def test_pausing_stepping_polling_and_rates_never_change_the_numbers(scheduler):
    session = Session(EXPERIMENT, scheduler)
    for n in range(1, 6):
        session.set_rate(200 * n)
        session.play()
        time.sleep(0.01)
        session.poll(Demand(map_size=10 * n))
        session.pause()
        session.step(n)
        session.poll(DEMAND)
    session.step_epoch()
    session.set_rate(None)
    train_to_the_end(session)
    assert torch.equal(parameters(session), reference())


def test_being_freed_and_woken_never_changes_the_numbers(scheduler):
    session = Session(EXPERIMENT, scheduler)
    session.step(123)
    session._run.free()
    train_to_the_end(session)
    assert torch.equal(parameters(session), reference())


def test_reset_gives_the_same_losses_again(scheduler):
    session = Session(EXPERIMENT, scheduler)
    session.step(50)
    first = session.poll(DEMAND)
    session.reset()
    session.step(50)
    again = session.poll(DEMAND)
    assert again.metrics | {"seconds": 0} == first.metrics | {"seconds": 0}
    assert again.run == first.run + 1
    np.testing.assert_array_equal(again.arrays["curve_train"], first.arrays["curve_train"])


def test_frames_handed_out_are_not_written_later(scheduler):
    session = Session(EXPERIMENT, scheduler)
    session.step(10)
    frame = session.poll(DEMAND)
    before = {name: array.copy() for name, array in frame.arrays.items()}
    session.step(100)
    session.poll(DEMAND)
    for name, array in frame.arrays.items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)


@pytest.mark.parametrize("batch_size", [1, 7, 32, 140])
def test_a_batch_size_changed_within_an_epoch_still_ends_with_the_epoch(scheduler, batch_size):
    session = Session(EXPERIMENT, scheduler)
    session.step(3)
    assert session.change(changed(training=TrainingConfig(epochs=2, batch_size=batch_size))) == "live"
    session.step_epoch()
    assert session.poll(DEMAND).epoch == 1
    session.step(10_000)
    frame = session.poll(DEMAND)
    assert (frame.epoch, frame.status) == (2, "finished")


def test_activation_and_optimizer_change_live_and_the_weights_stay(scheduler):
    session = Session(EXPERIMENT, scheduler)
    session.step(20)
    before = parameters(session)
    layers = (LinearConfig(units=6, activation="elu"), LinearConfig(units=4))
    new = changed(model=ModelConfig(layers=layers), optimizer=OptimizerConfig(name="sgd", learning_rate=0.5))
    assert session.change(new) == "live"
    assert torch.equal(parameters(session), before)
    session._run.free()
    assert torch.equal(parameters(session), before)
    session.step(20)
    assert session.status == "paused"


def test_an_unknown_name_is_refused_and_the_run_goes_on(scheduler):
    session = Session(EXPERIMENT, scheduler)
    session.step(20)
    for wrong in (changed(objective=ObjectiveConfig(loss="sun")), changed(optimizer=OptimizerConfig(name="moon"))):
        with pytest.raises(ValueError, match="accepted:"):
            session.change(wrong)
    assert session.experiment == EXPERIMENT
    session.step()
    assert session.poll(DEMAND).step == 21


@pytest.mark.parametrize("learning_rate", [3.0, 10.0, 100.0])
def test_an_absurd_learning_rate_diverges_with_step_and_reason(scheduler, learning_rate):
    # Without an activation nothing bounds the gradients: they grow until they overflow.
    layers = tuple(LinearConfig(units=10, activation="linear") for _ in range(3))
    optimizer = OptimizerConfig(name="sgd", learning_rate=learning_rate)
    session = Session(changed(model=ModelConfig(layers=layers), optimizer=optimizer), scheduler)
    frame = train_to_the_end(session)
    assert frame.status == "diverged"
    assert frame.step == first_bad_step(session.experiment)
    assert f"at step {frame.step:,}: " in frame.notice
    assert len(decode(encode(frame)).arrays) == len(frame.arrays)


def first_bad_step(experiment):
    trainer = build_trainer(experiment)
    while trainer.is_finite() and np.isfinite(trainer.evaluate()["train_loss"] + trainer.evaluate()["test_loss"]):
        trainer.advance(1)
    return trainer.step


def changed(**parts):
    fields = {name: getattr(EXPERIMENT, name) for name in ("data", "model", "objective", "optimizer", "training")}
    return Experiment(**(fields | parts))


def test_everything_at_once_from_many_threads_never_changes_the_numbers(scheduler):
    session = Session(changed(training=TrainingConfig(epochs=100_000)), scheduler)
    failures = []

    def repeat(act):
        def loop():
            try:
                for _ in range(15):
                    act()
                    time.sleep(0.001)
            except Exception as error:
                failures.append(error)

        return threading.Thread(target=loop)

    def shuffle():
        session.pin(session.runs[0].number, True)
        session.pin(session.runs[0].number, False)
        session.restore(session.runs[0].number)
        session.play()

    session.step(40)
    session.reset()
    session.step(40)
    acts = [
        shuffle,
        lambda: session.poll(DEMAND),
        lambda: session.poll(Demand(map_size=10, step=20)),
        lambda: session.report(ReportDemand(metrics=True, step=10)),
        lambda: list(session.film(3, DEMAND)),
        lambda: (session.weights(30), session.history(), session.runs, session.pause()),
    ]
    threads = [repeat(act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.pause()

    assert failures == []
    bare = build_trainer(session.experiment)
    bare.advance(session._run.step)
    assert torch.equal(parameters(session), bare.state().tensors["parameters"])
