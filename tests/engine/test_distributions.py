"""Distributions of the layers: what they say of one moment, and how they are kept."""

import numpy as np
import pytest
import torch
from experiments import make_experiment
from fake_trainer import FakeTrainer

from playground.config import DropoutConfig, Experiment, LinearConfig, ModelConfig, ObjectiveConfig
from playground.engine.build import build_trainer
from playground.engine.distributions import CAPACITY, SAMPLE_POINTS, Distributions
from playground.engine.layer_watch import MEASURE_SECONDS, WATCH_SECONDS, LayerWatch

MODEL = ModelConfig(layers=(LinearConfig(units=6, activation="tanh"), DropoutConfig(rate=0.5), LinearConfig(units=4)))


@pytest.fixture
def trainer():
    trainer = build_trainer(make_experiment(model=MODEL, objective=ObjectiveConfig(l2=0.1)))
    trainer.advance(20)
    return trainer


def test_quartiles_of_weights_are_those_of_the_modules(trainer):
    measured = trainer.measure_layers()["layer_weights"]

    assert (measured.shape, measured.dtype) == ((3, 5), np.float32)
    for row, linear in zip(measured, trainer.network.linears, strict=True):
        np.testing.assert_allclose(row, np.quantile(linear.weight.detach(), [0, 0.25, 0.5, 0.75, 1]), rtol=1e-5)


def test_activations_are_those_of_hidden_layers_on_training_points(trainer):
    measured = trainer.measure_layers()["layer_activations"]

    X = torch.tensor(trainer.dataset.X_train[:SAMPLE_POINTS])
    hidden = torch.tanh(trainer.network.linears[0](X)).detach()
    assert measured.shape == (2, 5)
    np.testing.assert_allclose(measured[0], np.quantile(hidden, [0, 0.25, 0.5, 0.75, 1]), rtol=1e-5, atol=1e-6)


def test_gradients_are_those_of_the_loss_with_its_penalty(trainer):
    measured = trainer.measure_layers()

    network = trainer.network
    logits = network(torch.tensor(trainer.dataset.X_train))
    y = torch.tensor(trainer.dataset.y_train).float().unsqueeze(1)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
    loss = loss + 0.05 * sum((linear.weight**2).sum() for linear in network.linears)
    grads = torch.autograd.grad(loss, [linear.weight for linear in network.linears])
    np.testing.assert_allclose(measured["layer_grad_norms"], [grad.norm() for grad in grads], rtol=1e-4)
    np.testing.assert_allclose(
        measured["layer_gradients"][1], np.quantile(grads[1], [0, 0.25, 0.5, 0.75, 1]), rtol=1e-3
    )


def test_a_network_without_hidden_layers_has_no_activations():
    trainer = build_trainer(Experiment(model=ModelConfig(layers=())))

    assert trainer.measure_layers()["layer_activations"].shape == (0, 5)


def record(distributions, steps):
    for step in steps:
        distributions.record(step, step / 10, {"layer_weights": np.full((2, 5), step, dtype=np.float32)})


def test_measurements_are_stacked_over_time():
    distributions = Distributions()
    assert distributions.arrays() == {}
    record(distributions, (1, 2, 5))

    arrays = distributions.arrays()
    np.testing.assert_allclose(arrays["layer_times"], [0.1, 0.2, 0.5])
    assert arrays["layer_weights"].shape == (3, 2, 5)
    assert arrays["layer_weights"][:, 0, 0].tolist() == [1, 2, 5]


def test_a_measurement_of_the_same_step_gives_way():
    distributions = Distributions()
    record(distributions, (1, 4, 4, 2))

    np.testing.assert_allclose(distributions.arrays()["layer_times"], [0.1, 0.2])


def test_however_long_a_run_is_they_are_bounded_and_span_it():
    distributions = Distributions()
    record(distributions, range(1000))

    times = distributions.arrays()["layer_times"]
    assert CAPACITY / 2 <= len(times) <= CAPACITY
    assert times[0] == 0
    assert times[-1] == np.float32(99.9)


def test_layers_are_measured_now_and_then_while_somebody_looks():
    trainer, watch = FakeTrainer(Experiment()), LayerWatch()
    for i in range(100):
        trainer.advance(1)
        watch.look(trainer, now=0.1 * i)
    assert trainer.n_measured == 0, "what is not shown is not computed"

    watch.report(trainer, now=10.0)
    for i in range(1, 101):
        trainer.advance(1)
        watch.look(trainer, now=10.0 + 0.1 * i)
    assert 1 < trainer.n_measured <= 1 + WATCH_SECONDS / MEASURE_SECONDS


def test_nothing_is_measured_while_there_is_an_obstacle():
    trainer = FakeTrainer(Experiment())
    trainer.obstacle = "There are no points yet."

    assert LayerWatch().report(trainer, now=0.0) == {}
    assert trainer.n_measured == 0


def test_infinite_weights_are_measured_without_a_warning():
    trainer = build_trainer(Experiment())
    trainer.network.linears[0].weight.data[0] = float("inf")
    measured = trainer.measure_layers()["layer_weights"]
    assert not np.isfinite(measured[0, -1])
