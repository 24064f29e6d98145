"""Stop conditions: on a trainer with known losses, and in sessions of it."""

import math
from dataclasses import replace

import pytest
import torch
from experiments import change, make_experiment, make_own
from fake_trainer import STEPS_PER_EPOCH, Bench, FakeTrainer

from playground.config import Experiment, TrainingConfig
from playground.engine.build import build_trainer
from playground.engine.run import Run
from playground.engine.stopping import Stopping
from playground.frame import Demand


class Scripted(FakeTrainer):
    """Its test loss at the end of epoch e is `losses[e]`, and its test accuracy 1 less that."""

    losses = (0.9, 0.5, 0.4, 0.45, 0.4, 0.41, 0.39, 0.5, 0.5, 0.5, 0.5)

    def evaluate(self):
        loss = self.losses[min(int(self.epoch), len(self.losses) - 1)]
        return {"train_loss": loss, "test_loss": loss, "test_accuracy": 1 - loss}


def train(n_epochs=10, **conditions):
    """A run of scripted losses, trained to its end in uneven slices."""
    run = Run(Experiment(training=TrainingConfig(epochs=n_epochs, **conditions)), Scripted)
    while not run.is_over:
        run.advance(7, math.inf)
    return run


def test_without_conditions_nothing_is_looked_at():
    assert not Stopping(Experiment()).is_on
    assert train().trainer.epoch == 10


def test_a_low_enough_test_loss_ends_the_run_at_that_epoch():
    run = train(target_loss=0.42)

    assert run.trainer.step == 2 * STEPS_PER_EPOCH
    assert run.notice == "Stopped at epoch 2: the test loss fell to 0.4 (target 0.42)."


def test_a_high_enough_test_score_ends_the_run_at_that_epoch():
    run = train(target_score=0.61)

    assert run.trainer.epoch == 6
    assert run.notice == "Stopped at epoch 6: the test accuracy reached 0.61 (target 0.61)."


def test_patience_ends_after_so_many_epochs_without_a_lower_loss_and_restores_the_best():
    run = train(patience=3)

    assert run.trainer.epoch == 5  # the lowest loss was that of epoch 2; the same again in epoch 4 is not lower
    assert run.trainer.restored == 2 * STEPS_PER_EPOCH
    assert run.notice == (
        "Stopped at epoch 5: the test loss has not fallen below 0.4 (epoch 2) for 3 epochs; "
        "the weights of epoch 2 are restored."
    )
    assert run.stop.metrics["test_loss"] == 0.41


def test_the_epoch_at_which_weights_came_back_is_marked():
    run = train(patience=3)

    assert run.viewer.frame(Demand(map_size=2)).arrays["marks"].tolist() == [5]


def test_a_r2_is_called_so():
    class Regression(Scripted):
        def evaluate(self):
            metrics = super().evaluate()
            return {"train_loss": 1.0, "test_loss": 1.0, "test_r2": metrics["test_accuracy"]}

    run = Run(Experiment(training=TrainingConfig(epochs=9, target_score=0.5)), Regression)
    run.advance(math.inf, math.inf)

    assert run.notice == "Stopped at epoch 1: the test R² reached 0.5 (target 0.5)."


class ScriptedBench(Bench):
    def build(self, experiment):
        self.trainers.append(Scripted(experiment, self.clock))
        return self.trainers[-1]


def play_to_the_end(bench):
    bench.session.play()
    for _ in range(100):
        bench.session.poll(Demand(map_size=2))
        bench.turn()


@pytest.fixture
def stopped():
    """A session that patience has ended at epoch 5 of 10."""
    bench = ScriptedBench(epochs=10)
    bench.change("training", patience=3)
    play_to_the_end(bench)
    return bench


def test_a_stopped_session_is_finished_and_says_why(stopped):
    frame = stopped.session.poll(Demand(map_size=2))

    assert (frame.status, frame.epoch) == ("finished", 5)
    assert frame.notice.startswith("Stopped at epoch 5")
    assert stopped.session.is_stopped


def test_playing_again_trains_on_to_the_last_epoch(stopped):
    play_to_the_end(stopped)

    assert stopped.trainer.epoch == 10
    assert stopped.session.status == "finished"
    assert not stopped.session.is_stopped
    assert stopped.session.notice == ""


def test_a_step_after_a_stop_is_taken(stopped):
    stopped.session.step()

    assert stopped.trainer.step == 5 * STEPS_PER_EPOCH + 1
    assert stopped.session.status == "paused"


def test_another_condition_lets_the_run_go_on_and_counts_anew(stopped):
    stopped.change("training", patience=2)
    assert stopped.session.status == "paused"
    play_to_the_end(stopped)

    assert stopped.trainer.epoch == 8  # the lowest loss since then was that of epoch 6
    assert "below 0.39 (epoch 6) for 2 epochs" in stopped.session.notice


def test_any_other_live_change_leaves_it_stopped(stopped):
    stopped.change("optimizer", learning_rate=0.5)

    assert stopped.session.status == "finished"
    assert stopped.session.notice.startswith("Stopped at epoch 5")


def test_a_reset_arms_a_condition_that_was_met(stopped):
    stopped.session.play()
    stopped.session.reset()
    play_to_the_end(stopped)

    assert stopped.trainer.epoch == 5


def test_the_weights_that_come_back_are_those_of_the_best_epoch():
    experiment = make_experiment(
        data={"n_samples": 60, "noise": 0.4}, training=TrainingConfig(batch_size=8, epochs=500, patience=5)
    )
    run = Run(experiment, build_trainer)
    run.advance(math.inf, math.inf)
    best_epoch = int(run.notice.rpartition("the weights of epoch ")[2].split()[0])
    alone = build_trainer(experiment)
    alone.advance(best_epoch * alone.steps_per_epoch)

    assert run.trainer.epoch == best_epoch + 5
    assert torch.equal(run.trainer.state().tensors["parameters"], alone.state().tensors["parameters"])
    assert run.trainer.evaluate() == alone.evaluate()


def test_own_data_without_a_test_set_never_stop_early():
    own = make_own(3)
    training = TrainingConfig(batch_size=2, epochs=20, patience=1, target_loss=5.0, target_score=0.1)
    run = Run(make_experiment("own", data={"own": own}, training=training), build_trainer)
    run.advance(math.inf, math.inf)

    assert run.trainer.epoch == 20
    assert "test_loss" not in run.trainer.evaluate()


def test_other_points_start_the_patience_anew():
    experiment = make_experiment("own", training=TrainingConfig(batch_size=10, patience=1))
    other = change(experiment, "data", own=make_own(80))
    stopping = Stopping(experiment)
    assert stopping.judge(build_trainer(experiment)) is None

    assert stopping.apply(other, is_stopped=True), "what has stopped the run no longer holds"
    assert stopping.judge(build_trainer(other)) is None
    assert not stopping.apply(replace(other, seed=other.seed), is_stopped=True)
