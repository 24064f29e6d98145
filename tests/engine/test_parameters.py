"""Weights and biases set by hand."""

import math

import pytest
import torch

from playground.config import Experiment, LinearConfig, ModelConfig
from playground.engine.build import build_trainer

EXPERIMENT = Experiment(model=ModelConfig(layers=(LinearConfig(units=4), LinearConfig(units=3))))


@pytest.mark.parametrize("path", ["dense", "autograd"])
@pytest.mark.parametrize(("column", "to", "from_"), [(1, 3, 1), (2, 0, 3), (3, 0, 2)])
def test_a_weight_set_by_hand_is_the_module_s_and_trains_on(column, to, from_, path):
    trainer = build_trainer(EXPERIMENT, path)
    trainer.advance(5)
    before = trainer.state().tensors["parameters"]

    trainer.set_parameter("weight", column, to, from_, -1.5)

    after = trainer.state().tensors["parameters"]
    assert trainer.network.linears[column - 1].weight[to, from_].item() == -1.5
    assert int((after != before).sum()) == 1
    trainer.advance(5)
    assert trainer.is_finite()


@pytest.mark.parametrize(("column", "to"), [(1, 0), (2, 2), (3, 0)])
def test_a_bias_set_by_hand_is_the_module_s(column, to):
    trainer = build_trainer(EXPERIMENT)

    trainer.set_parameter("bias", column, to, 0, 2)

    assert trainer.network.linears[column - 1].bias[to].item() == 2


def test_outputs_follow_as_torch_computes_them():
    trainer = build_trainer(EXPERIMENT)
    x = torch.tensor([[0.3, -0.7]])
    trainer.set_parameter("weight", 3, 0, 1, 5.0)
    trainer.set_parameter("bias", 3, 0, 0, -2.0)

    first, second, output = trainer.network.linears
    hidden = torch.relu(second(torch.relu(first(x))))
    weight = output.weight.detach().clone()
    weight[0, 1] = 5.0
    torch.testing.assert_close(trainer.network(x), hidden @ weight.t() - 2.0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("slope", 1, 0, 0, 1.0), "kind is 'slope'; accepted: weight, bias"),
        (("weight", 0, 0, 0, 1.0), "column is 0; accepted: a whole number from 1 to 3"),
        (("weight", 4, 0, 0, 1.0), "column is 4; accepted: a whole number from 1 to 3"),
        (("weight", "1", 0, 0, 1.0), "column is '1'; accepted: a whole number from 1 to 3"),
        (("weight", True, 0, 0, 1.0), "column is True; accepted: a whole number from 1 to 3"),
        (("weight", 1, 4, 0, 1.0), "to is 4; accepted: a whole number from 0 to 3"),
        (("weight", 1, -1, 0, 1.0), "to is -1; accepted: a whole number from 0 to 3"),
        (("weight", 1, 0, 2, 1.0), "from_ is 2; accepted: a whole number from 0 to 1"),
        (("bias", 3, 1, 0, 1.0), "to is 1; accepted: a whole number from 0 to 0"),
        (("weight", 1, 0, 0, math.nan), "the weight is nan; accepted: a number from -1,000 to 1,000"),
        (("bias", 1, 0, 0, 1000.1), "the bias is 1000.1; accepted: a number from -1,000 to 1,000"),
        (("bias", 1, 0, 0, "1"), "the bias is '1'; accepted: a number from -1,000 to 1,000"),
    ],
)
def test_what_is_not_there_or_not_a_number_is_refused_and_changes_nothing(change, message):
    trainer = build_trainer(EXPERIMENT)
    before = trainer.state().tensors["parameters"]

    with pytest.raises(ValueError, match="accepted:") as error:
        trainer.set_parameter(*change)

    assert str(error.value) == message
    assert torch.equal(trainer.state().tensors["parameters"], before)
