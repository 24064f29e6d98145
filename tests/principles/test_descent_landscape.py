"""Landscapes: directions by their definition, the network at the middle, the path's end on the surface, the time."""

import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    TrainingConfig,
)
from playground.data import usable_features
from playground.engine.build import build_trainer
from playground.engine.points import load_points
from playground.objectives import build_loss
from playground.principles.descent.directions import draw_plane, span_trajectory
from playground.principles.descent.lab import NETWORK
from playground.principles.descent.landscape import KINDS, MAX_UPDATES, compute_landscape
from playground.principles.descent.relief import relief_of_landscape

SMALL = Experiment(
    data=DataConfig(name="moons", n_samples=200, noise=0.2),
    model=ModelConfig(layers=(LinearConfig(units=4, activation="tanh"), LinearConfig(units=3, activation="relu"))),
    training=TrainingConfig(batch_size=32, epochs=15),
)
LAYERS = (LinearConfig(units=5), BatchNormConfig(), DropoutConfig(rate=0.2), LinearConfig(units=4, residual=False))
EXPERIMENTS = {
    "dense": SMALL,
    "norm and dropout": replace(SMALL, model=ModelConfig(layers=LAYERS)),
    "several classes": replace(
        SMALL, data=DataConfig(name="blobs", n_samples=200), objective=ObjectiveConfig(loss="cross_entropy")
    ),
    "regression": replace(
        SMALL, data=DataConfig(name="sine", n_samples=200), objective=ObjectiveConfig(loss="mse", l2=0.01)
    ),
    "no hidden layer": replace(SMALL, model=ModelConfig(layers=())),
}


def compute(experiment, kind="trajectory", resolution=11, **options):
    """The landscape, and the progress told on the way."""
    work, progress = compute_landscape(experiment, kind, resolution=resolution, **options), []
    while True:
        try:
            progress.append(next(work))
        except StopIteration as stop:
            return stop.value, progress


def train(experiment):
    trainer = build_trainer(experiment)
    trainer.advance(experiment.training.epochs * trainer.steps_per_epoch)
    return trainer


def middle(landscape):
    return list(landscape.b).index(0.0), list(landscape.a).index(0.0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_middle_is_the_loss_of_the_network_as_the_network_lab_trains_it(name, kind):
    landscape, _ = compute(EXPERIMENTS[name], kind)
    loss = train(EXPERIMENTS[name]).evaluate()["train_loss"]

    assert landscape.losses[middle(landscape)] == pytest.approx(loss, abs=1e-6)
    assert landscape.path_losses[-1] == pytest.approx(loss, abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_path_ends_on_the_surface(kind):
    landscape, _ = compute(SMALL, kind, resolution=41)
    relief = relief_of_landscape(landscape)

    assert landscape.path[-1].tolist() == [0.0, 0.0]
    assert landscape.losses[middle(landscape)] == pytest.approx(landscape.path_losses[-1], abs=1e-4)
    assert relief.trails[0].heights[-1] == pytest.approx(relief.heights[middle(landscape)], abs=1e-9)


def test_points_of_the_grid_are_the_losses_of_networks_with_those_weights():
    """A second way: one network at a time, its weights set by hand."""
    landscape, _ = compute(SMALL, "random", seed=3)
    trainer = train(SMALL)
    plane = draw_plane(trainer.network, 3)
    points = load_points(trainer.dataset, usable_features(SMALL.model.inputs, 2))["train"]
    loss = build_loss(SMALL.objective)
    for i, j in ((0, 0), (2, 9), (10, 4)):
        a, b = torch.tensor([landscape.a[j]]), torch.tensor([landscape.b[i]])
        trainer.show({"parameters": plane.place(a, b)[0]}, 0)
        with torch.no_grad():
            expected = loss.function(trainer.network(points.inputs), points.targets).item()
        assert landscape.losses[i, j] == pytest.approx(expected, abs=1e-5)


def test_random_directions_are_as_long_as_each_unit_and_leave_biases_alone():
    network = train(SMALL).network
    plane = draw_plane(network, 0)
    start = 0
    for p in network.parameters():
        for direction in plane.directions:
            piece = direction[start : start + p.numel()].view(p.shape)
            if p.ndim == 2:  # Li et al. (2018): each filter, here the weights into one unit
                torch.testing.assert_close(piece.norm(dim=1).float(), p.detach().norm(dim=1), rtol=1e-5, atol=1e-7)
            else:
                assert not piece.any()
        start += p.numel()


def test_random_directions_depend_on_the_seed_alone():
    network = train(SMALL).network

    assert torch.equal(draw_plane(network, 1).directions, draw_plane(network, 1).directions)
    assert not torch.equal(draw_plane(network, 1).directions, draw_plane(network, 2).directions)


def test_trajectory_plane_is_that_of_scikit_learns_principal_components():
    """PCA of the differences to the last weights, which are not centered: TruncatedSVD."""
    from sklearn.decomposition import TruncatedSVD

    generator = torch.Generator().manual_seed(0)
    way = list(torch.randn(30, 7, generator=generator).cumsum(dim=0))
    plane = span_trajectory(way)
    away = (torch.stack(way[:-1]).double() - way[-1].double()).numpy()
    reference = TruncatedSVD(2, algorithm="arpack", random_state=0).fit(away)

    overlap = np.abs(plane.directions.numpy() @ reference.components_.T)
    np.testing.assert_allclose(overlap, np.eye(2), atol=1e-8)
    # Shares of the sum of squares, by the definition.
    shares = reference.singular_values_**2 / (away**2).sum()
    assert plane.shares == pytest.approx(shares, abs=1e-10)


def test_projection_undoes_placing():
    plane = span_trajectory(list(torch.randn(9, 6, generator=torch.Generator().manual_seed(1)).double()))
    a, b = torch.tensor([0.5, -2.0]).double(), torch.tensor([1.5, 0.25]).double()

    torch.testing.assert_close(plane.project(plane.place(a, b)), torch.stack([a, b], dim=1))


def test_a_way_of_one_step_spans_a_plane_too():
    one_step = replace(
        SMALL, data=DataConfig(n_samples=200, test_size=0.5), training=TrainingConfig(batch_size=100, epochs=1)
    )
    landscape, _ = compute(one_step)

    assert landscape.shares == pytest.approx((1.0, 0.0))
    assert np.isfinite(landscape.losses).all()


def test_the_whole_path_lies_on_the_map():
    landscape, _ = compute(SMALL, resolution=41)
    (left, right), (low, high) = landscape.a[[0, -1]], landscape.b[[0, -1]]

    assert (left < landscape.path[:, 0]).all()
    assert (landscape.path[:, 0] < right).all()
    assert (low < landscape.path[:, 1]).all()
    assert (landscape.path[:, 1] < high).all()


def test_progress_rises_from_0_to_1():
    _, progress = compute(SMALL)

    assert progress == sorted(progress)
    assert 0 <= progress[0] < 0.1
    assert progress[-1] == 1.0


def test_41_by_41_points_of_a_2_10_10_1_network_on_1000_samples_take_less_than_ten_seconds():
    n = 1429  # of which 1,000 are trained on
    experiment = replace(NETWORK, data=DataConfig(name="moons", n_samples=n, noise=0.2))
    assert experiment.data.n_train == 1000
    start = time.perf_counter()
    landscape, _ = compute(experiment, resolution=41)

    assert landscape.losses.shape == (41, 41)
    # Training included; measured: 1 s.
    assert time.perf_counter() - start < 10


def test_training_that_diverges_is_shown_up_to_there():
    wild = replace(EXPERIMENTS["regression"], optimizer=OptimizerConfig(name="sgd", learning_rate=100.0))
    landscape, _ = compute(wild)

    assert landscape.diverged
    assert np.isfinite(landscape.path).all()
    assert np.isfinite(landscape.path_losses).all()
    assert not np.isnan(landscape.losses).any()


def test_long_experiments_are_cut(monkeypatch):
    monkeypatch.setattr("playground.principles.descent.landscape.MAX_UPDATES", 30)
    landscape, _ = compute(SMALL)

    assert (landscape.updates, landscape.wanted) == (30, 75)  # 140 points in batches of 32 are 5 steps, 15 times
    assert MAX_UPDATES >= 10_000


def test_an_experiment_without_points_is_refused():
    empty = replace(SMALL, data=DataConfig(name="own"))
    with pytest.raises(ValueError, match="There are no points yet"):
        compute(empty)


def test_an_unknown_plane_is_refused():
    with pytest.raises(ValueError, match="kind is 'sideways'; accepted: trajectory, random"):
        compute(SMALL, "sideways")
