"""Several tabs at once, and none at all."""

import time

from playground.config import DataConfig, Experiment, TrainingConfig
from playground.engine.build import build_trainer

LONG = Experiment(training=TrainingConfig(epochs=100_000))
IDLE_CORES = 0.1


def experiment_with(noise):
    return Experiment(data=DataConfig(noise=noise), training=TrainingConfig(epochs=150))


def losses_alone(experiment):
    """The losses at the end of a run that had a process for itself."""
    trainer = build_trainer(experiment)
    trainer.advance(experiment.training.epochs * trainer.steps_per_epoch)
    metrics = trainer.evaluate()
    return metrics["train_loss"], metrics["test_loss"]


def test_two_tabs_never_influence_each_other(lab, new_lab):
    labs = {0.1: lab, 0.3: new_lab(beside=lab)}
    for noise, tab in labs.items():
        tab.open(experiment_with(noise), speed="max")
    for tab in labs.values():
        tab.press("play")
    for noise, tab in labs.items():
        tab.wait_for("view.dataset.status === 'finished'", seconds=30)
        assert tab.experiment == experiment_with(noise)
        assert (float(tab.read("train-loss")), float(tab.read("test-loss"))) == losses_alone(experiment_with(noise))


def test_second_tab_opens_the_link_of_the_first_at_step_0(lab, new_lab):
    lab.open(LONG)
    lab.play(n_steps=5)
    second = new_lab(beside=lab)
    second.page.goto(lab.page.url)
    second.wait_for("view.dataset.painted > 0")
    assert (second.read("status"), second.step, second.experiment) == ("idle", 0, lab.experiment)
    assert lab.read("status") == "running"


def used_cores(server, seconds=2):
    """Processor time over a while, as a share of one core."""
    before, started = server.cpu_seconds(), time.monotonic()
    time.sleep(seconds)
    return (server.cpu_seconds() - before) / (time.monotonic() - started)


def test_closing_the_tab_stops_the_training_within_ten_seconds(lab, server):
    lab.open(LONG, speed="max")
    lab.play(n_steps=200)
    assert used_cores(server) > 3 * IDLE_CORES
    lab.page.close()
    closed = time.monotonic()
    while (cores := used_cores(server)) > IDLE_CORES:
        assert time.monotonic() - closed < 10, f"{cores:.2f} cores still at work"
