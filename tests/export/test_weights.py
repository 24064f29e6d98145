"""A weights file gives back the very same network, and loads into an `nn.Sequential` by safetensors alone."""

import json
import math
import struct

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import nn

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
)
from playground.engine.build import build_trainer
from playground.export.metadata import MAX_ROWS
from playground.export.weights import read_weights, sequential_names, write_weights

MIXED = (
    DropoutConfig(rate=0.1),
    LinearConfig(units=6, activation="tanh"),
    BatchNormConfig(activation="relu"),
    LinearConfig(units=6, activation="linear"),
    LinearConfig(units=6, activation="tanh", residual=True),
    LinearConfig(units=6, activation="linear", residual=True),
    LayerNormConfig(),
    BatchNormConfig(),
    LinearConfig(units=4),
)


class Residual(nn.Sequential):
    """As in the exported script."""

    def forward(self, X):
        return X + super().forward(X)


# The same network in the script's layout, written by hand.
SCRIPT = nn.Sequential(
    nn.Dropout(0.1),
    nn.Linear(2, 6),
    nn.Tanh(),
    nn.BatchNorm1d(6),
    nn.ReLU(),
    nn.Linear(6, 6),
    Residual(nn.Linear(6, 6), nn.Tanh()),
    Residual(nn.Linear(6, 6)),
    nn.LayerNorm(6),
    nn.BatchNorm1d(6),
    nn.Linear(6, 4),
    nn.ReLU(),
    nn.Linear(4, 3),
).eval()


def experiment_with(layers, **changes):
    data = DataConfig(name="blobs", classes=3, n_samples=200)
    objective = ObjectiveConfig(loss="cross_entropy")
    return Experiment(model=ModelConfig(layers=layers), data=data, objective=objective, **changes)


def history_of(n):
    steps = np.arange(n, dtype=float)
    return {"step": steps, "epoch": steps / 7, "train_loss": 1 / (1 + steps), "test_loss": np.full(n, math.nan)}


def trained(layers, n_steps=30):
    """A trained run: experiment, network, step and epoch."""
    trainer = build_trainer(experiment_with(layers))
    trainer.advance(n_steps)
    return trainer.experiment, trainer.network, trainer.step, trainer.epoch


def write_run(layers=MIXED):
    experiment, network, step, epoch = trained(layers)
    return write_weights(experiment, network.state_dict(), step, epoch, history_of(step + 1))


@pytest.mark.parametrize("layers", [(), (LinearConfig(), LinearConfig(units=3)), MIXED], ids=["none", "dense", "mixed"])
def test_file_gives_back_the_same_bits(layers):
    experiment, network, step, epoch = trained(layers)
    file = read_weights(write_weights(experiment, network.state_dict(), step, epoch, history_of(31)))

    assert (file.experiment, file.step, file.epoch) == (experiment, step, epoch)
    assert list(file.weights) == list(network.state_dict())
    assert all(torch.equal(file.weights[name], tensor) for name, tensor in network.state_dict().items())


def test_weights_of_a_file_are_the_reader_s_own():
    file = read_weights(write_run())
    first = next(iter(file.weights.values()))
    first.add_(1)  # a warning, which is an error here, if its memory were the file's

    assert not torch.equal(first, next(iter(read_weights(write_run()).weights.values())))


def test_file_loads_into_the_script_s_model_by_safetensors_alone():
    data = write_run()
    SCRIPT.load_state_dict(safetensors.torch.load(data))
    _, network, _, _ = trained(MIXED)
    X = torch.linspace(-2, 2, 40).reshape(20, 2)

    assert torch.equal(SCRIPT(X), network(X))


def test_names_of_the_script_skip_what_has_no_weights():
    names = sequential_names(ModelConfig(layers=MIXED))

    assert names["stack.1.linear.weight"] == "1.weight"
    assert names["stack.2.running_var"] == "3.running_var"
    assert names["stack.4.linear.bias"] == "6.0.bias"
    assert names["output.weight"] == "12.weight"
    assert len(set(names.values())) == len(names)


def test_file_says_what_it_is_in_its_header():
    data = write_run()
    (length,) = struct.unpack("<Q", data[:8])
    texts = json.loads(data[8 : 8 + length])["__metadata__"]

    assert (texts["format"], texts["version"], texts["step"]) == ("playground", "1", "30")
    assert json.loads(texts["experiment"])["data"]["name"] == "blobs"


def test_history_ends_at_the_step_of_the_weights():
    experiment, network, _, _ = trained(MIXED, n_steps=10)
    file = read_weights(write_weights(experiment, network.state_dict(), 10, 1.5, history_of(30)))

    assert [row[0] for row in file.history] == list(range(11))
    assert file.history[4][1:3] == (4 / 7, 1 / 5)
    assert math.isnan(file.history[4][3])


def test_long_history_is_thinned_and_keeps_both_ends():
    experiment, network, _, _ = trained((), n_steps=1)
    file = read_weights(write_weights(experiment, network.state_dict(), 4095, 700.0, history_of(4096)))

    assert len(file.history) == MAX_ROWS
    assert (file.history[0][0], file.history[-1][0]) == (0, 4095)
    assert max(np.diff([row[0] for row in file.history])) <= 4096 / MAX_ROWS + 1


def test_diverged_weights_are_not_written():
    experiment, network, step, epoch = trained(())
    weights = network.state_dict()
    weights["output.bias"] = torch.tensor([0.0, math.inf, 0.0])

    with pytest.raises(ValueError, match=r"^the tensor '0.bias' holds values that are not finite; accepted: "):
        write_weights(experiment, weights, step, epoch, history_of(2))


def test_largest_network_makes_a_small_file():
    layers = tuple(LinearConfig(units=64) for _ in range(10))
    network = build_trainer(experiment_with(layers)).network
    data = write_weights(experiment_with(layers), network.state_dict(), 0, 0.0, history_of(4096))

    assert len(data) < 250_000
