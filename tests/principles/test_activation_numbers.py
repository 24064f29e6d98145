"""Functions, slopes, depth, the collapse to one matrix and softmax, each against PyTorch or a closed form."""

import json
import math
import re
import time

import pytest
import torch
import torch.nn.functional as F

from playground.engine.build import build_trainer
from playground.engine.catalog import check_experiment
from playground.models import INITIALIZERS
from playground.principles import PRINCIPLES
from playground.principles.activation.collapse import fit_single, multiply, run_layers
from playground.principles.activation.depth import N_POINTS, WIDTH, Setting, _draw, measure
from playground.principles.activation.functions import FLAT, FUNCTIONS, compute_point, find_facts, sample_curve
from playground.principles.activation.softmax import compute_softmax
from playground.principles.activation.state import START, TABS, read_state
from playground.seeding import derive_seed
from playground.serialization import from_link, to_link

LAB = PRINCIPLES["activation"]
# A second implementation of each: torch's own.
TORCH = {
    "step": lambda x: torch.heaviside(x.detach(), torch.ones((), dtype=x.dtype)) + 0 * x,
    "linear": lambda x: x * 1,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": F.softplus,
}


def compute_torch(name):
    """Value and autograd's slope of torch's own function over [-8, 8]."""
    x = (torch.arange(-160, 161, dtype=torch.float64) / 20).requires_grad_()
    value = TORCH[name](x)
    (slope,) = torch.autograd.grad(value.sum(), x)
    return value.detach(), slope


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_and_derivative_equal_those_of_torch(name):
    curve = sample_curve(name)

    value, slope = compute_torch(name)

    torch.testing.assert_close(curve["value"], value, atol=1e-12, rtol=0)
    torch.testing.assert_close(curve["slope"], slope, atol=1e-12, rtol=0)


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "step"])
def test_derivative_is_what_finite_differences_say(name):
    x, h = 0.7, 1e-6

    difference = (compute_point(name, x + h)[0] - compute_point(name, x - h)[0]) / (2 * h)

    assert compute_point(name, x)[1] == pytest.approx(difference, abs=1e-8)


@pytest.mark.parametrize(
    ("name", "flats", "mean"),
    [
        # s (1 - s) = 0.05 at s = (1 - sqrt(0.8)) / 2, so at x = +-ln(s / (1 - s)) = +-2.887; mean 1/2 by symmetry.
        ("sigmoid", ((-8.0, -2.89), (2.89, 8.0)), 0.5),
        # 1 - tanh^2 = 0.05 at artanh(sqrt(0.95)) = 2.178; an odd function has mean 0.
        ("tanh", ((-8.0, -2.18), (2.18, 8.0)), 0.0),
        # The mean of max(0, x) is 1 / sqrt(2 pi).
        ("relu", ((-8.0, 0.0),), 1 / math.sqrt(2 * math.pi)),
        # E[x Phi(x)] = 1 / (2 sqrt(pi)), by parts.
        ("gelu", ((-8.0, -2.35),), 1 / (2 * math.sqrt(math.pi))),
        ("linear", (), 0.0),
        ("step", ((-8.0, 8.0),), 0.5),
    ],
)
def test_facts(name, flats, mean):
    facts = find_facts(name)

    assert facts.flats == flats
    assert facts.mean == pytest.approx(mean, abs=1e-3)
    assert facts.is_centered == (mean == 0)


def test_flat_means_a_slope_below_the_limit():
    for name in FUNCTIONS:
        for low, high in find_facts(name).flats:
            assert abs(compute_point(name, (low + high) / 2)[1]) < FLAT


def test_linear_layers_are_one_matrix_and_bent_ones_are_not():
    matrices = torch.tensor(START["matrices"], dtype=torch.float64).reshape(3, 2, 2)
    X = torch.randn(50, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)

    misfits = {name: fit_single(matrices, name) for name in FUNCTIONS}

    torch.testing.assert_close(run_layers(X, matrices, "linear"), X @ multiply(matrices).T)
    assert misfits.pop("linear") < 1e-12
    assert min(misfits.values()) > 1e-3


def lost(norms):
    """Orders of magnitude from the last layer to the first."""
    return math.log10(norms[-1] / norms[0])


# Xavier and Kaiming are the weights made for each; the PyTorch default loses even more.
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("quantity", ["sums", "weights"])
@pytest.mark.parametrize("initializer", [name for name in INITIALIZERS if name != "zeros"])
def test_sigmoid_at_depth_20_loses_six_orders_of_magnitude(initializer, quantity, seed):
    measured = measure(Setting(activation="sigmoid", initializer=initializer, depth=20, seed=seed))

    assert lost(getattr(measured, quantity)) >= 6


def spread(norms):
    """How many times the smallest norm the largest is."""
    return max(norms) / min(norms)


@pytest.mark.parametrize("seed", range(20))
def test_relu_with_kaiming_at_depth_20_keeps_the_norm_within_one_order(seed):
    measured = measure(Setting(activation="relu", initializer="kaiming_normal", depth=20, seed=seed))

    assert spread(measured.sums) <= 10


def test_relu_with_kaiming_keeps_the_norm_of_the_weights_within_one_order_at_the_start_and_mostly():
    """Points pull the last weights apart more than the first ones, so one draw in ten goes a little beyond."""
    drawn = [measure(Setting(activation="relu", initializer="kaiming_normal", depth=20, seed=s)) for s in range(20)]

    assert spread(drawn[START["seed"]].weights) <= 10
    assert sum(spread(measured.weights) <= 10 for measured in drawn) >= 16


def test_doubled_weights_explode():
    usual = measure(Setting(activation="linear", initializer="xavier_normal", depth=20))
    doubled = measure(Setting(activation="linear", initializer="xavier_normal", depth=20, scale=2))

    # Each of the 19 layers on the way back multiplies by twice as much: the chain rule, with slope 1.
    assert lost(usual.sums) - lost(doubled.sums) == pytest.approx(19 * math.log10(2))


def test_norms_are_those_of_a_torch_module():
    """The first layer's gradient by nn.Linear modules with the same weights and the same draws."""
    setting = Setting(activation="tanh", initializer="xavier_uniform", depth=3, seed=4)
    generator = torch.Generator().manual_seed(derive_seed(4, "depth"))
    X = torch.randn(N_POINTS, WIDTH, generator=generator, dtype=torch.float64)
    y = torch.randn(N_POINTS, 1, generator=generator, dtype=torch.float64)
    layers = []
    for weight, bias in zip(*_draw(setting, generator), strict=True):
        linear = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=torch.float64)
        linear.load_state_dict({"weight": weight.detach(), "bias": bias})
        layers += [linear, torch.nn.Tanh()]
    F.mse_loss(torch.nn.Sequential(*layers[:-1])(X), y).backward()

    norms = [float(layer.weight.grad.norm()) for layer in layers[:-2:2]]

    assert measure(setting).weights == pytest.approx(norms)


def test_only_rectifiers_and_steps_die():
    setting = {"initializer": "kaiming_normal", "depth": 20}
    dead = {name: measure(Setting(activation=name, **setting)).dead for name in FUNCTIONS}

    assert dead.pop("step") == (WIDTH,) * 20
    assert sum(dead.pop("relu")) > 0
    assert all(sum(counts) == 0 for counts in dead.values())


def test_no_gradient_arrives_through_steps_or_zero_weights():
    step = measure(Setting(activation="step", initializer="kaiming_normal", depth=3))
    zeros = measure(Setting(activation="tanh", initializer="zeros", depth=3))

    assert step.sums == step.weights == zeros.sums == zeros.weights == (0, 0, 0)


@pytest.mark.parametrize("activation", FUNCTIONS)
@pytest.mark.parametrize("scale", [0.25, 4.0])
def test_norms_stay_finite_at_the_extremes(activation, scale):
    measured = measure(Setting(activation=activation, initializer="kaiming_normal", depth=30, scale=scale))

    assert all(map(math.isfinite, [*measured.sums, *measured.weights]))


def test_softmax_of_a_worked_example():
    # e^1, e^0, e^-1 = 2.718, 1, 0.368; their sum is 4.086.
    result = compute_softmax([2.0, 0.0, -2.0], temperature=2.0, target=1)

    assert result["probabilities"] == pytest.approx([0.6652, 0.2447, 0.0900], abs=1e-4)
    assert result["loss"] == pytest.approx(math.log(4.0862), abs=1e-4)
    # (p - y) / T
    assert result["gradient"] == pytest.approx([0.3326, -0.3776, 0.0450], abs=1e-4)


def test_temperature_between_one_winner_and_equal_shares():
    cold = compute_softmax([2.0, 1.0, -1.0], temperature=0.1, target=0)
    hot = compute_softmax([2.0, 1.0, -1.0], temperature=10.0, target=0)

    assert cold["probabilities"][0] > 0.9999
    assert max(hot["probabilities"]) < 0.4
    assert cold["entropy"] < hot["entropy"] < math.log(3)


@pytest.mark.parametrize("tab", TABS)
def test_start_is_answered_in_json_and_goes_on_in_the_network_lab(tab):
    state = read_state({**START, "tab": tab})

    answer = LAB.answer(state)
    experiment = from_link(to_link(LAB.experiment(state)))

    assert json.loads(json.dumps(answer, allow_nan=False))["tab"] == tab
    check_experiment(experiment)
    trainer = build_trainer(experiment)
    trainer.advance(3)
    assert trainer.step == 3


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_and_depth_goes_on_in_the_network_lab(name):
    network = {**START["network"], "activation": name}
    states = [{"tab": "function", "function": name}, {"tab": "depth", "depth": 30, "network": network}]

    for state in states:
        check_experiment(LAB.experiment(read_state(state)))


def test_read_leaves_its_own_states_as_they_are():
    state = read_state({"tab": "depth", "kept": {"activation": "relu"}, "x": -8, "logits": (5, 0, -5)})

    assert read_state(json.loads(json.dumps(state))) == state


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (None, "the state is None; accepted: an object in braces"),
        ({"bias": 1}, "the state has a field 'bias'; accepted: tab, "),
        ({"function": "cosine"}, "function is 'cosine'; accepted: step, linear, "),
        ({"x": 9}, "x is 9; accepted: a number from -8 to 8"),
        ({"x": math.nan}, "x is nan; accepted: a number from -8 to 8"),
        ({"depth": 31}, "depth is 31; accepted: a whole number from 1 to 30"),
        ({"depth": True}, "depth is True; accepted: a whole number from 1 to 30"),
        ({"network": {"scale": 0}}, "network.scale is 0; accepted: a number from 0.25 to 4"),
        ({"kept": {"initializer": "ones"}}, "kept.initializer is 'ones'; accepted: pytorch, "),
        ({"matrices": [[1, 2, 3, 4]]}, "matrices is [[1, 2, 3, 4]]; accepted: a list of 3 matrices, each of 4 numbers"),
        ({"logits": [0, "1", 2]}, "logits[1] is '1'; accepted: a number from -5 to 5"),
        ({"temperature": 0}, "temperature is 0; accepted: a number from 0.1 to 10"),
        ({"target": 3}, "target is 3; accepted: a whole number from 0 to 2"),
    ],
)
def test_refusals_name_the_value_and_what_is_accepted(state, sentence):
    with pytest.raises(ValueError, match="^" + re.escape(sentence)):
        read_state(state)


def test_answers_within_a_tenth_of_a_second():
    """The deepest network, three times: shown, kept and the sigmoid for comparison; a new seed, so nothing is kept."""
    network = {"activation": "gelu", "initializer": "kaiming_normal", "scale": 1.1}
    states = [
        read_state({"tab": "depth", "depth": 30, "seed": seed, "network": network, "kept": {"activation": "silu"}})
        for seed in range(9_000, 9_005)
    ]
    seconds = []
    for state in states:
        start = time.process_time()
        LAB.answer(state)
        seconds.append(time.process_time() - start)

    assert min(seconds) < 0.1
