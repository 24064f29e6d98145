"""Backpropagation lab: the chain rule against autograd and differences, updates, states and where the lab leads."""

import json

import pytest
import torch
from backprop_cases import draw_states

from playground.engine.build import build_trainer
from playground.engine.catalog import check_experiment
from playground.principles import PRINCIPLES
from playground.principles.backprop.functions import FUNCTIONS, LOSSES
from playground.principles.backprop.gradients import differentiate, measure_difference, replay
from playground.principles.backprop.network import PLAIN, run_forward, split
from playground.principles.backprop.setting import EPSILONS, setting_of
from playground.serialization import from_link, to_link

LAB = PRINCIPLES["backprop"]
N_RANDOM = 500


@pytest.fixture(scope="module")
def states():
    return [LAB.read(state) for state in draw_states(N_RANDOM)]


@pytest.fixture(scope="module")
def answers(states):
    return [LAB.answer(state) for state in states]


def independent(state):
    """The same network from torch.nn's parts, with every intermediate value kept: a second implementation."""
    parameters = torch.tensor(state["parameters"], dtype=PLAIN)
    t, a, at, kept = torch.tensor(state["t"], dtype=PLAIN), torch.tensor(state["x"], dtype=PLAIN), 0, []
    layers = []
    for n_in, n_out in zip(state["sizes"][:-1], state["sizes"][1:], strict=True):
        layer = torch.nn.Linear(n_in, n_out, dtype=PLAIN)
        block = parameters[at : at + n_out * (n_in + 1)].reshape(n_out, n_in + 1)
        layer.load_state_dict({"weight": block[:, :-1], "bias": block[:, -1]})
        layers.append(layer)
        at += n_out * (n_in + 1)
    for layer in layers:
        z = layer(a)
        is_last = layer is layers[-1]
        is_fused = is_last and state["loss"] == "cross_entropy"
        y = torch.softmax(z, -1) if is_fused and len(z) > 1 else torch.sigmoid(z) if is_fused else None
        a = FUNCTIONS[state["output" if is_last else "hidden"]][0](z) if y is None else y
        for value in (z, a):
            if value.requires_grad:
                value.retain_grad()
        kept.append((z, a))
    z = kept[-1][0]
    if state["loss"] == "half":
        loss = torch.nn.functional.mse_loss(a, t, reduction="sum") / 2
    elif state["loss"] == "mse":
        loss = torch.nn.functional.mse_loss(a, t)
    elif len(t) == 1:
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, t)
    else:
        loss = torch.nn.functional.cross_entropy(z, t)
    if loss.requires_grad:
        loss.backward()
    return loss, kept, layers


def gradients_of(layers):
    rows = []
    for layer in layers:
        weight = torch.zeros_like(layer.weight) if layer.weight.grad is None else layer.weight.grad
        bias = torch.zeros_like(layer.bias) if layer.bias.grad is None else layer.bias.grad
        rows.append(torch.cat([weight, bias.unsqueeze(1)], 1).flatten())
    return torch.cat(rows).tolist()


def test_chain_rule_and_all_on_the_way_equal_autograd_of_500_random_networks(states, answers):
    for state, answer in zip(states, answers, strict=True):
        now = answer["now"]
        loss, kept, layers = independent(state)

        assert now["loss"] == pytest.approx(loss.item(), abs=1e-6)
        assert now["chain"] == pytest.approx(gradients_of(layers), abs=1e-6)
        for (z, a), sums, values, deltas in zip(kept, now["z"], now["a"][1:], now["delta"], strict=True):
            assert sums == pytest.approx(z.tolist(), abs=1e-6)
            assert values == pytest.approx(a.tolist(), abs=1e-6)
            assert deltas == pytest.approx([0.0] * len(z) if z.grad is None else z.grad.tolist(), abs=1e-6)
        y = kept[-1][1]
        if state["loss"] != "cross_entropy" and y.grad is not None:
            assert now["blame"] == pytest.approx(y.grad.tolist(), abs=1e-6)


def test_both_autograds_shown_equal_the_chain_rule(answers):
    for answer in answers:
        now = answer["now"]
        for chain, double, single in zip(now["chain"], now["autograd"], now["single"], strict=True):
            assert (double or 0.0) == pytest.approx(chain, abs=1e-6)
            assert (single or 0.0) == pytest.approx(chain, abs=1e-5, rel=1e-5)  # seven digits


def test_finite_difference_in_double_precision_agrees_within_a_thousandth(states, answers):
    for state, answer in zip(states, answers, strict=True):
        setting = setting_of({**state, "epsilon": EPSILONS.index(1e-6)})
        difference = measure_difference(setting, torch.tensor(state["parameters"], dtype=PLAIN))

        assert difference.tolist() == pytest.approx(answer["now"]["chain"], abs=1e-3)


def test_finite_difference_shown_at_first_agrees_within_a_thousandth_of_smooth_networks(states, answers):
    # in float32 at epsilon 0.01; a kink or a jump that lies between the two losses is shown as a cross
    smooth = {"sigmoid", "tanh", "gelu", "silu", "softplus", "linear"}
    for state, answer in zip(states, answers, strict=True):
        if {state["hidden"], state["output"]} <= smooth:
            assert answer["now"]["finite"] == pytest.approx(answer["now"]["chain"], abs=1e-3)


def test_random_networks_cover_every_function_loss_and_size(states):
    assert {state["hidden"] for state in states} == set(FUNCTIONS) == {state["output"] for state in states}
    assert {state["loss"] for state in states} == set(LOSSES)
    assert {len(state["sizes"]) for state in states} == {2, 3, 4}
    assert [3, 4, 4, 2] in [state["sizes"] for state in states]


def test_step_function_passes_no_gradient():
    now = LAB.answer(LAB.read({"hidden": "step"}))["now"]

    assert now["chain"][:6] == [0.0] * 6  # weights and biases before the step
    assert now["autograd"][:6] == [None] * 6
    assert now["chain"][6] != 0  # A1 gives 1; A2 gives 0, so that its weight has no part in the loss
    assert now["chain"][8] != 0


def test_step_at_the_output_leaves_nothing_to_autograd():
    now = LAB.answer(LAB.read({"output": "step"}))["now"]

    assert now["autograd"] == [None] * 9


def test_tiny_epsilon_drowns_in_float32_rounding():
    state = LAB.read({"epsilon": EPSILONS.index(1e-7)})
    now = LAB.answer(state)["now"]

    assert max(abs(a - b) for a, b in zip(now["finite"], now["chain"], strict=True)) > 1e-3


def test_updates_are_those_of_torch_sgd():
    state = LAB.read({"rates": [0.5, 0.5, 0.5], "step": 6})
    setting = setting_of({**state, "rates": []})
    layers = [
        layer.clone().requires_grad_() for layer in split(setting, torch.tensor(state["parameters"], dtype=PLAIN))
    ]
    optimizer = torch.optim.SGD(layers, lr=0.5)
    losses = []
    for _ in range(4):
        optimizer.zero_grad()
        loss = run_forward(setting, layers).loss
        losses.append(loss.item())
        loss.backward()
        optimizer.step()

    assert LAB.answer(state)["trail"]["losses"] == pytest.approx(losses, abs=1e-12)


def test_loss_falls_as_the_gradient_predicts_to_first_order():
    # the error of a first-order prediction falls with the square of the step: a tenth of the step, a hundredth of it
    errors = []
    for eta in (0.1, 0.01, 0.001):
        _, losses, predicted = replay(setting_of(LAB.read({"rates": [eta], "step": 6})))
        assert predicted[0] < losses[0]
        errors.append(abs(losses[1] - predicted[0]))

    assert errors[0] / errors[1] == pytest.approx(100, rel=0.1)
    assert errors[1] / errors[2] == pytest.approx(100, rel=0.1)


def test_answer_of_the_first_state_is_the_hand_computed_one():
    # z = 0.9*0.8 + 0.7*0.5 + 0.1 = 1.17 and -0.6*0.8 - 1.1*0.5 - 0.2 = -1.23, by hand
    now = LAB.answer(LAB.read({}))["now"]

    assert now["z"][0] == pytest.approx([1.17, -1.23])


def test_curve_passes_through_the_loss_at_the_selected_weight():
    answer = LAB.answer(LAB.read({"parameters": [0.0, -0.7, 0.1, -0.6, 1.1, -0.2, -1.2, 0.9, 0.2]}))

    assert answer["curve"]["values"][60] == pytest.approx(0, abs=1e-12)
    assert answer["curve"]["losses"][60] == pytest.approx(answer["now"]["loss"], abs=1e-12)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("no state", "the state is 'no state'; accepted: an object"),
        ({"weights": []}, "the state has 'weights'"),
        ({"sizes": [2, 5, 1]}, "sizes is [2, 5, 1]; accepted: 1 to 3 inputs"),
        ({"hidden": "cube"}, "hidden is 'cube'; accepted: step, sigmoid"),
        ({"hidden": []}, "hidden is []; accepted: step"),
        ({"parameters": [1.0]}, "parameters is [1.0]; accepted: 9 numbers of at most 1,000 in size"),
        ({"x": [float("nan"), 0.0]}, "x is [nan, 0.0]; accepted: 2 numbers"),
        ({"loss": "cross_entropy", "t": [2.0]}, "t is [2.0]; accepted: probabilities"),
        ({"selected": 9}, "selected is 9; accepted: a whole number from 0 to 8"),
        ({"route": [0, 1]}, "route is [0, 1]; accepted: one unit of each"),
        ({"rates": [-1.0]}, "rates is [-1.0]; accepted: at most 40 numbers from 0 to 10"),
        ({"step": 6}, "step is 6; accepted: at most 5 before an update"),
        ({"chart": {}}, "chart is {}; accepted: weight, updates"),
    ],
)
def test_read_refuses_with_a_sentence(change, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the sentence is compared below
        LAB.read(change)

    assert sentence in str(refusal.value)


def test_read_refuses_updates_that_throw_a_weight_out_of_bounds():
    wild = {"hidden": "linear", "output": "linear", "x": [4.0, 4.0], "rates": [10.0, 10.0, 10.0], "step": 6}

    with pytest.raises(ValueError, match=r"after update \d a weight is .*; accepted: at most 1,000 in size"):
        LAB.read(wild)


def test_reading_leaves_the_start_as_it_is():
    state = LAB.read(dict(LAB.start))
    state["parameters"][0] = 3.0

    assert LAB.start["parameters"][0] == 0.9


def test_answers_are_json_and_finite(answers):
    for answer in answers:
        json.dumps(answer, allow_nan=False)


def test_differentiate_keeps_the_type_of_the_parameters():
    setting = setting_of(LAB.read({}))
    parameters = torch.tensor(setting.parameters, dtype=torch.float32)

    assert differentiate(setting, parameters) != differentiate(setting, parameters.double())


@pytest.mark.parametrize("change", [{}, {"hidden": "step"}, {"loss": "cross_entropy"}, {"loss": "mse", "eta": 5.0}])
def test_experiment_loads_in_the_network_lab(change):
    experiment = from_link(to_link(LAB.experiment(LAB.read(change))))
    check_experiment(experiment)
    trainer = build_trainer(experiment)
    trainer.advance(5)

    assert [layer.units for layer in experiment.model.layers] == [2]
    assert experiment.training.batch_size == 1
