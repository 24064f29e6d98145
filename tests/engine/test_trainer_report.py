"""Reports: what panels show of one moment, beside torch and scikit-learn."""

import numpy as np
import pytest
import torch
from experiments import make_experiment, make_own
from sklearn import metrics as sk

from playground.config import BatchNormConfig, DropoutConfig, LinearConfig, ModelConfig, ObjectiveConfig
from playground.data import DATASETS
from playground.engine.build import build_trainer
from playground.frame import ReportDemand
from playground.live.encode import decode, encode

MODEL = ModelConfig(
    layers=(LinearConfig(units=5), BatchNormConfig(activation="tanh"), DropoutConfig(), LinearConfig(units=4))
)
METRICS = ReportDemand(metrics=True)


def make_trainer(name="moons", n_steps=40, **parts):
    trainer = build_trainer(make_experiment(name, **({"model": MODEL} | parts)))
    trainer.advance(n_steps)
    return trainer


def report(trainer, **demand):
    return trainer.report(ReportDemand(**demand)).compute_frame()


def all_points(trainer):
    dataset = trainer.dataset
    return torch.tensor(np.concatenate([dataset.X_train, dataset.X_test]))


def test_what_is_not_demanded_is_not_computed():
    frame = report(make_trainer())

    assert (frame.metrics, frame.arrays) == ({}, {})
    assert frame.step == 40


@pytest.mark.parametrize("name", DATASETS)
def test_a_report_of_every_set_survives_its_way_to_the_browser(name):
    frame = report(make_trainer(name), metrics=True, layers=True, unit=(1, 0), point=0)

    assert set(decode(encode(frame)).arrays) == set(frame.arrays)


# Metrics


def test_scores_of_two_classes_are_scikit_learn_s_on_the_predictions():
    trainer = make_trainer()
    frame = report(trainer, metrics=True)

    outputs = trainer.network(all_points(trainer)).detach()
    np.testing.assert_allclose(frame.arrays["point_outputs"], torch.sigmoid(outputs), atol=1e-6)
    y, p = trainer.dataset.y_test, frame.arrays["point_outputs"][len(trainer.dataset.y_train) :, 0]
    assert frame.metrics["test_accuracy"] == pytest.approx(sk.accuracy_score(y, p > 0.5))
    assert frame.metrics["test_f1"] == pytest.approx(sk.f1_score(y, p > 0.5))
    assert frame.metrics["test_roc_auc"] == pytest.approx(sk.roc_auc_score(y, p))
    assert frame.metrics["test_accuracy"] == pytest.approx(trainer.evaluate()["test_accuracy"])


def test_scores_of_several_classes_are_scikit_learn_s_on_the_predictions():
    trainer = make_trainer("iris")
    frame = report(trainer, metrics=True)

    outputs = frame.arrays["point_outputs"]
    np.testing.assert_allclose(outputs.sum(axis=1), 1, atol=1e-5)
    y, chosen = trainer.dataset.y_train, outputs[: len(trainer.dataset.y_train)].argmax(axis=1)
    assert frame.metrics["train_f1_macro"] == pytest.approx(sk.f1_score(y, chosen, average="macro"))
    np.testing.assert_array_equal(frame.arrays["train_confusion"], sk.confusion_matrix(y, chosen))


def test_scores_of_a_regression_are_scikit_learn_s_on_the_predictions():
    trainer = make_trainer("saddle")
    frame = report(trainer, metrics=True)

    y, predicted = trainer.dataset.y_test, frame.arrays["point_outputs"][len(trainer.dataset.y_train) :, 0]
    assert frame.metrics["test_r2"] == pytest.approx(sk.r2_score(y, predicted), abs=1e-6)
    assert frame.metrics["test_mae"] == pytest.approx(sk.mean_absolute_error(y, predicted), abs=1e-6)


def test_training_on_does_not_reach_a_report_that_is_still_to_be_computed():
    trainer = make_trainer()
    taken = trainer.report(METRICS)
    expected = taken.compute_frame().arrays["point_outputs"].copy()
    trainer.advance(50)

    np.testing.assert_array_equal(taken.compute_frame().arrays["point_outputs"], expected)


# One unit


@pytest.mark.parametrize("column", [1, 2, 3])
def test_weights_and_gradients_of_a_unit_are_torch_s(column):
    trainer = make_trainer(objective=ObjectiveConfig(l1=0.02, l2=0.1))
    arrays = report(trainer, unit=(column, 0)).arrays

    network, linear = trainer.network, trainer.network.linears[column - 1]
    y = torch.tensor(trainer.dataset.y_train).float().unsqueeze(1)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(network(torch.tensor(trainer.dataset.X_train)), y)
    for other in network.linears:
        loss = loss + 0.02 * other.weight.abs().sum() + 0.05 * (other.weight**2).sum()
    grads = torch.autograd.grad(loss, [linear.weight, linear.bias])
    np.testing.assert_array_equal(arrays["unit_weights"][:-1], linear.weight[0].detach())
    assert arrays["unit_weights"][-1] == linear.bias[0].item()
    np.testing.assert_allclose(arrays["unit_grads"], torch.cat([grads[0][0], grads[1][:1]]), rtol=1e-4, atol=1e-7)


def test_a_unit_s_histogram_counts_its_activations_on_training_points():
    trainer = make_trainer()
    arrays = report(trainer, unit=(1, 2)).arrays

    values = trainer.network.trace(torch.tensor(trainer.dataset.X_train)).outputs[1][:, 2].numpy()
    assert arrays["unit_counts"].sum() == len(values)
    assert arrays["unit_edges"][[0, -1]] == pytest.approx([values.min(), values.max()], abs=1e-5)


def test_a_unit_s_large_map_is_its_small_one_in_detail():
    trainer = make_trainer()
    frame = report(trainer, unit=(1, 2))

    unit_map = frame.arrays["unit_map"]
    x_min, _, _, y_max = trainer.dataset.extent
    value = trainer.network.trace(torch.tensor([[x_min, y_max]])).outputs[1][0, 2].item()
    assert (unit_map.shape, unit_map.dtype) == ((50, 50), np.uint8)
    assert abs((unit_map[0, 0] / 127.5 - 1) * frame.metrics["unit_scale"] - value) < 0.01
    assert (frame.metrics["unit_column"], frame.metrics["unit_index"]) == (1, 2)


def test_inputs_have_a_map_but_no_weights():
    arrays = report(make_trainer(), unit=(0, 1)).arrays

    assert set(arrays) == {"unit_counts", "unit_edges", "unit_map"}


def test_an_output_unit_is_shown_within_the_output_s_limit():
    assert report(make_trainer(), unit=(3, 0)).metrics["unit_scale"] == 8.0
    assert report(make_trainer("blobs"), unit=(3, 2)).metrics["unit_scale"] == 8.0


@pytest.mark.parametrize("unit", [(0, 2), (1, 5), (4, 0), (-1, 0), (1, -1)])
def test_a_unit_that_is_not_there_is_left_out(unit):
    assert report(make_trainer(), unit=unit).arrays == {}


# One point


def test_a_point_s_way_is_what_the_network_computes_for_it():
    trainer = make_trainer("blobs")
    n_train = len(trainer.dataset.y_train)
    frame = report(trainer, point=n_train + 3)

    x = torch.tensor(trainer.dataset.X_test[3:4])
    trace = trainer.network.trace(x)
    expected = torch.cat([x, *trace.outputs[1:], trainer.network(x)], dim=1)[0]
    np.testing.assert_array_equal(frame.arrays["point_values"], expected.detach())
    assert frame.metrics == {"point": n_train + 3}


@pytest.mark.parametrize("point", [-1, 1000])
def test_a_point_that_is_not_there_is_left_out(point):
    assert report(make_trainer(), point=point).arrays == {}


# Layers


def test_dead_units_are_marked():
    trainer = make_trainer(model=ModelConfig(layers=(LinearConfig(units=4), LinearConfig(units=3))))
    trainer.network.biases[1][1] = -50.0

    dead = report(trainer, layers=True).arrays["dead"]

    assert dead.shape == (7,)
    assert dead[4 + 1] == 1
    assert dead.sum() < 4


def test_a_network_without_hidden_layers_has_no_units_to_be_dead():
    assert report(make_trainer(model=ModelConfig(layers=())), layers=True).arrays["dead"].shape == (0,)


# What stands in the way


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_a_few_own_points_are_reported_on_as_far_as_it_goes(n):
    trainer = make_trainer("own", 0, data={"own": make_own(n)})

    frame = report(trainer, metrics=True, layers=True, unit=(1, 0), point=0)

    assert len(frame.arrays.get("point_outputs", ())) == n
    decode(encode(frame))


def test_a_diverged_network_is_reported_on():
    trainer = make_trainer()
    trainer.network.weights[0].fill_(torch.nan)

    frame = report(trainer, metrics=True, layers=True, unit=(1, 0), point=0)

    assert "unit_counts" not in frame.arrays
    decode(encode(frame))
