"""The approximation lab's curves, state, sums and experiment."""

import math
import re

import numpy as np
import pytest
import torch

from playground.config import DataConfig
from playground.data import DATASETS
from playground.engine.build import build_trainer
from playground.engine.catalog import check_experiment
from playground.principles.approximation.experiment import make_experiment
from playground.principles.approximation.fit import DEMAND, N_DRAWN, compute_parts, measure_error, prepare_frame
from playground.principles.approximation.functions import FUNCTIONS, GRID, HIGHEST, N_PLACES, sample_function
from playground.principles.approximation.lab import LAB
from playground.principles.approximation.state import ACTIVATIONS, START, read_state
from playground.serialization import from_link, to_link


def state_of(**changes):
    return read_state({**START, **changes})


@pytest.mark.parametrize("name", ["sine", "x_sin_x", "step"])
def test_curves_are_those_of_the_data_sets_without_noise(name):
    X, y = DATASETS[name].make(DataConfig(name=name, n_samples=500, noise=0.0), 0)

    np.testing.assert_allclose(FUNCTIONS[name](X[:, 0].astype(np.float64)), y, atol=1e-6)


def test_every_curve_lies_inside_the_picture():
    for name in FUNCTIONS:
        heights = sample_function(name, [])
        assert len(heights) == len(GRID) == N_PLACES
        assert all(abs(height) < HIGHEST for height in heights)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("units", [1, 6, 64])
def test_contributions_add_up_to_what_the_network_gives(activation, units):
    trainer = build_trainer(make_experiment(state_of(activation=activation, units=units)))
    trainer.advance(50)
    arrays = trainer.frame(DEMAND).arrays
    x = torch.linspace(-2, 2, N_DRAWN)

    parts, total = compute_parts(torch.from_numpy(arrays["weights"]), torch.from_numpy(arrays["biases"]), activation, x)

    with torch.no_grad():
        wanted = trainer.network(x.unsqueeze(1)).squeeze(1)
    assert parts.shape == (units, N_DRAWN)
    torch.testing.assert_close(total, wanted, atol=2e-5, rtol=1e-5)


def test_error_is_the_root_mean_square_over_all_drawn_points():
    trainer = build_trainer(make_experiment(state_of(function="x_sin_x", units=3)))
    trainer.advance(20)
    heights = np.array(sample_function("x_sin_x", []))
    with torch.no_grad():
        outputs = trainer.network(torch.tensor(GRID).unsqueeze(1)).squeeze(1).numpy()

    error = measure_error(trainer.evaluate(), trainer.dataset)

    assert error == pytest.approx(math.sqrt(np.mean((outputs - heights) ** 2)), rel=1e-5)


def test_error_of_no_points_is_no_number():
    trainer = build_trainer(make_experiment(state_of(function="own")))

    assert math.isnan(measure_error(trainer.evaluate(), trainer.dataset))


@pytest.mark.parametrize("status", ["running", "paused"])
def test_frames_carry_pytorchs_curves_once_nothing_moves(status):
    trainer = build_trainer(make_experiment(state_of(units=4)))
    frame = trainer.frame(DEMAND)
    object.__setattr__(frame, "status", status)

    told = prepare_frame(frame, trainer.dataset, "tanh", {"edit": 7})

    assert ("parts" in told.arrays) == ("sum" in told.arrays) == (status == "paused")
    assert told.arrays["weights"].shape == (8,)
    assert told.metrics["edit"] == 7


@pytest.mark.parametrize(
    ("state", "part"),
    [
        ([], "the state is"),
        ({"colour": 1}, "the state has a field 'colour'"),
        ({"tab": "height"}, "tab is 'height'; accepted: fit, width, depth"),
        ({"function": "cosine"}, "function is 'cosine'"),
        ({"units": 0}, "units is 0; accepted: a whole number from 1 to 64"),
        ({"units": 65}, "units is 65"),
        ({"units": True}, "units is True"),
        ({"rate": 0}, "rate is 0"),
        ({"rate": math.nan}, "rate is nan"),
        ({"rate": 1e9}, "rate is 1000000000.0"),
        ({"activation": "gelu"}, "activation is 'gelu'"),
        ({"optimizer": "rmsprop"}, "optimizer is 'rmsprop'"),
        ({"speed": 3}, "speed is 3"),
        ({"seed": -1}, "seed is -1"),
        ({"drawn": [0.0]}, "drawn is [0.0]; accepted: a list of 81 heights, or an empty one"),
        ({"drawn": [9.0] * 81}, "drawn[0] is 9.0; accepted: a number from -1.5 to 1.5"),
        ({"drawn": ["1"] * 81}, "drawn[0] is '1'"),
    ],
)
def test_what_is_no_state_is_refused_with_a_sentence(state, part):
    with pytest.raises(ValueError, match=re.escape(part)):
        read_state(state)


@pytest.mark.parametrize("drawn", [[], [None] * 81, [0.5, *[None] * 80]])
def test_drawings_of_no_point_or_one_can_be_shown_but_not_learned(drawn):
    state = state_of(function="own", drawn=drawn)

    trainer = build_trainer(LAB.experiment(state))

    assert trainer.obstacle
    assert LAB.answer(state)["points"] == sum(height is not None for height in drawn)
    assert np.isfinite(prepare_frame(trainer.frame(DEMAND), trainer.dataset, "tanh", {}).arrays["sum"]).all()


@pytest.mark.parametrize("function", [*FUNCTIONS, "own"])
def test_the_network_lab_opens_the_same_run(function):
    experiment = LAB.experiment(state_of(function=function, drawn=[0.25] * 81))

    opened = from_link(to_link(experiment))

    assert opened == experiment
    check_experiment(opened)
    trainer = build_trainer(opened)
    trainer.advance(3)
    assert trainer.is_finite()


def test_state_is_read_back_as_it_is():
    state = state_of(function="own", drawn=[0.123456] + [None] * 80)

    assert read_state(state) == state
    assert state["drawn"][0] == 0.12
