"""Runs that begin with given weights: trainers that take them, and sessions that open them."""

import numpy as np
import pytest
import torch
from experiments import change, make_experiment
from fake_trainer import ManualScheduler

from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    Experiment,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ScheduleConfig,
)
from playground.engine.build import build_trainer
from playground.engine.session import Session
from playground.frame import Demand

LAYERS = (LinearConfig(units=6), BatchNormConfig(), DropoutConfig(rate=0.2), LinearConfig(units=4), LayerNormConfig())
DEEP = Experiment(model=ModelConfig(layers=LAYERS))
DEMAND = Demand(map_size=20)


def make_session(experiment=DEEP):
    return Session(experiment, ManualScheduler())


def make_trainer(experiment=DEEP, n_steps=0):
    trainer = build_trainer(experiment)
    trainer.advance(n_steps)
    return trainer


def test_weights_have_the_names_of_the_network_s_modules():
    trainer = make_trainer()
    weights = trainer.weights()

    assert list(weights) == list(trainer.network.state_dict())
    assert {"stack.0.linear.weight", "stack.1.running_var", "output.bias"} <= weights.keys()
    assert trainer.n_parameters == sum(p.numel() for p in trainer.network.parameters())


@pytest.mark.parametrize("copy", ["weights", "snapshot"])
def test_copies_are_not_written_later(copy):
    trainer = make_trainer(n_steps=5)
    tensors = getattr(trainer, copy)()
    before = {name: tensor.clone() for name, tensor in tensors.items()}
    trainer.advance(20)
    assert all(tensors[name].equal(tensor) for name, tensor in before.items())


def test_a_trainer_that_took_weights_begins_the_epoch_with_a_fresh_optimizer():
    trained, fresh = make_trainer(n_steps=60), make_trainer()
    fresh.take_weights(trained.weights(), 60, 2.7)

    assert (fresh.step, fresh.epoch) == (60, 2)
    assert fresh.evaluate() == trained.evaluate()
    assert all(tensor.equal(trained.weights()[name]) for name, tensor in fresh.weights().items())
    state = fresh.state()
    assert state.n_updates == 0
    assert not state.tensors["slots"].any()
    fresh.advance(fresh.steps_per_epoch)
    assert fresh.epoch == 3


@pytest.mark.parametrize(("name", "factor"), [("cosine", (1 + np.cos(0.3 * np.pi)) / 2), ("plateau", 1.0)])
def test_the_schedule_goes_on_at_that_epoch(name, factor):
    # Loshchilov and Hutter (2017), equation 5, at 30 of 100 epochs; plateau has seen no loss yet.
    trainer = make_trainer(change(DEEP, "schedule", name=name))
    trainer.take_weights(trainer.weights(), 660, 30.0)

    assert trainer.learning_rate == pytest.approx(0.01 * factor)


def test_weights_taken_in_mid_epoch_of_another_run_leave_that_epoch():
    trainer = make_trainer(n_steps=30)
    trainer.take_weights(trainer.weights(), 44, 2.0)
    trainer.advance(trainer.steps_per_epoch)
    assert trainer.epoch == 3


def _without(weights):
    del weights["output.bias"]


def _with_more(weights):
    weights["stack.9.linear.weight"] = torch.zeros(2, 2)


def _reshaped(weights):
    weights["output.weight"] = torch.zeros(1, 5)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_without, "no tensor 'output.bias'"),
        (_with_more, r"a tensor 'stack.9.linear.weight'; accepted: stack\.0"),
        (_reshaped, r"the shape of 'output.weight' is \(1, 5\); accepted: \(1, 4\)"),
    ],
)
def test_weights_that_do_not_fit_are_refused_and_nothing_changes(spoil, words):
    trainer = make_trainer(n_steps=5)
    before = trainer.weights()
    weights = {name: torch.full_like(tensor, 7.0) for name, tensor in before.items()}
    spoil(weights)

    with pytest.raises(ValueError, match=words):
        trainer.take_weights(weights, 10, 1.0)
    assert trainer.step == 5
    assert all(tensor.equal(before[name]) for name, tensor in trainer.weights().items())


@pytest.mark.parametrize("experiment", [DEEP, Experiment()], ids=["every kind of layer", "dense"])
def test_a_snapshot_shown_gives_the_same_frame(experiment):
    trained, other = make_trainer(experiment, 30), make_trainer(experiment)
    other.show(trained.snapshot(), 30)

    assert other.step == 30
    assert other.evaluate() == trained.evaluate()
    for name, array in trained.frame(DEMAND).arrays.items():
        np.testing.assert_array_equal(other.frame(DEMAND).arrays[name], array, err_msg=name)


# Sessions


def rows(session):
    history = session.history()
    return list(zip(*(history[name].tolist() for name in ("step", "epoch", "train_loss", "test_loss")), strict=True))


@pytest.mark.parametrize("n_steps", [44, 50])
def test_an_opened_run_shows_the_same_outputs_at_the_same_step(n_steps):
    session, opened = make_session(), make_session(Experiment())
    session.step(n_steps)
    experiment, step, epoch, weights = session.weights()
    opened.step(3)
    opened.open(experiment, weights, step, epoch, rows(session))
    frame, live = opened.poll(DEMAND), session.poll(DEMAND)

    assert (frame.step, frame.status, frame.run) == (n_steps, "paused", 2)
    for name in ("output", "units", "weights", "biases", "norms"):
        np.testing.assert_array_equal(frame.arrays[name], live.arrays[name], err_msg=name)
    assert [record.number for record in opened.runs] == [1, 2]


def test_an_opened_run_has_the_curve_that_led_there_and_goes_on_with_it():
    session, opened = make_session(), make_session()
    session.step(50)
    opened.open(*session.weights()[:1], session.weights()[3], 50, 50 / 22, rows(session))
    history = opened.history()

    assert history["step"].tolist() == [step for step, epoch, *_ in rows(session) if epoch < 2] + [50]
    assert history["epoch"][-1] == 2
    opened.step(20)
    assert opened.history()["step"][-1] == 70
    curve = opened.poll(DEMAND).arrays["curve_epoch"]
    assert (np.diff(curve) > 0).all()


def test_weights_of_the_last_epoch_open_finished():
    session = make_session(make_experiment(schedule=ScheduleConfig(name="step")))
    session.open(session.experiment, session.weights()[3], 2_200, 100.0)
    assert session.status == "finished"


def test_an_experiment_alone_opens_at_step_0():
    session = make_session()
    session.step(5)
    session.open(Experiment(seed=7))
    assert (session.status, session.run, session.poll(DEMAND).step) == ("idle", 2, 0)


def test_weights_open_as_a_single_network():
    session = make_session()
    weights = session.weights()[3]
    session._player.run.members = 8  # as of an ensemble
    session.open(DEEP, weights, 5, 0.2)
    assert session.members == 1


def test_what_cannot_be_opened_leaves_the_run_as_it_was():
    session = make_session()
    session.step(5)
    for experiment, weights in ((Experiment(), session.weights()[3]), (DEEP, {})):
        with pytest.raises(ValueError, match=r"tensor|shape"):
            session.open(experiment, weights, 5, 0.2)
    assert (session.run, session.poll(DEMAND).step, session.experiment) == (1, 5, DEEP)


def test_the_history_is_told_in_full_precision():
    session = make_session()
    session.step(22)
    history = session.history()

    assert list(history) == ["step", "epoch", "train_loss", "test_loss"]
    assert history["train_loss"].dtype == np.float64
    assert history["train_loss"][-1] == session.poll(DEMAND).metrics["train_loss"]
