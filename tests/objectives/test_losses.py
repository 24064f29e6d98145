"""Every loss and its gradient, against closed forms, finite differences, autograd and PyTorch's modules."""

import math

import pytest
import torch
from torch import nn

from playground.config import ObjectiveConfig
from playground.objectives import LOSSES, TASKS, build_loss, check_loss, losses_for, make_targets

# Neither at a kink of a loss (hinge: 1, absolute error: 0) nor so near that a difference quotient would straddle one.
OUTPUTS = {
    "binary": torch.tensor([[-30.0], [-2.0], [0.0], [0.5], [40.0]], dtype=torch.float64),
    "multiclass": torch.tensor(
        [[-30.0, 2.0, 0.5], [1.5, -2.0, 1.0], [0.0, 0.1, 0.2], [40.0, -3.0, 8.0], [0.3, 0.6, 0.4]], dtype=torch.float64
    ),
    "regression": torch.tensor([[-3.0], [-0.7], [0.0], [0.5], [4.0]], dtype=torch.float64),
}
TARGETS = {
    "binary": torch.tensor([[0.0], [1.0], [1.0], [0.0], [1.0]], dtype=torch.float64),
    "multiclass": torch.tensor([0, 2, 1, 0, 1]),
    "regression": torch.tensor([[0.5], [-0.5], [0.3], [0.9], [1.0]], dtype=torch.float64),
}
SHARE = torch.tensor(1 / 5, dtype=torch.float64)
CASES = [
    (name, task, smoothing)
    for name, spec in LOSSES.items()
    for task in spec.tasks
    for smoothing in ((0.0, 0.2) if spec.smooths else (0.0,))
]
THEIRS = {
    "binary_cross_entropy": lambda s: nn.BCEWithLogitsLoss(),
    "cross_entropy": lambda s: nn.CrossEntropyLoss(label_smoothing=s),
    "hinge": lambda s: nn.MultiMarginLoss(),
    "mse": lambda s: nn.MSELoss(),
    "mae": lambda s: nn.L1Loss(),
    "huber": lambda s: nn.HuberLoss(),
}


def make_loss(name, smoothing=0.0):
    return build_loss(ObjectiveConfig(loss=name, label_smoothing=smoothing))


def compute_gradient(loss, task):
    out = torch.full_like(OUTPUTS[task], torch.nan)
    loss.gradient(OUTPUTS[task], TARGETS[task], SHARE, out)
    return out


@pytest.mark.parametrize(("name", "task", "smoothing"), CASES)
def test_the_gradient_agrees_with_autograd(name, task, smoothing):
    loss, outputs = make_loss(name, smoothing), OUTPUTS[task].clone().requires_grad_()
    (expected,) = torch.autograd.grad(loss.function(outputs, TARGETS[task]), outputs)

    torch.testing.assert_close(compute_gradient(loss, task), expected)


@pytest.mark.parametrize(("name", "task", "smoothing"), CASES)
def test_the_gradient_agrees_with_finite_differences(name, task, smoothing):
    loss, outputs, h = make_loss(name, smoothing), OUTPUTS[task], 1e-6
    quotient = torch.empty_like(outputs)
    for i in range(outputs.numel()):
        shift = torch.zeros_like(outputs)
        shift.view(-1)[i] = h
        rise = loss.function(outputs + shift, TARGETS[task]) - loss.function(outputs - shift, TARGETS[task])
        quotient.view(-1)[i] = rise / (2 * h)

    torch.testing.assert_close(compute_gradient(loss, task), quotient, rtol=0, atol=1e-8)


@pytest.mark.parametrize(("name", "task", "smoothing"), CASES)
def test_the_loss_is_a_mean_over_the_batch(name, task, smoothing):
    loss, outputs, targets = make_loss(name, smoothing), OUTPUTS[task], TARGETS[task]

    once, thrice = loss.function(outputs, targets), loss.function(outputs.repeat(3, 1), torch.cat([targets] * 3))

    assert once.shape == ()
    assert once.item() == pytest.approx(thrice.item())


@pytest.mark.parametrize(
    ("name", "task", "smoothing"), [case for case in CASES if case[0] != "hinge" or case[1] == "multiclass"]
)
def test_the_loss_equals_pytorchs(name, task, smoothing):
    targets = TARGETS[task]
    if name == "binary_cross_entropy":
        targets = targets * (1 - smoothing) + smoothing / 2

    expected = THEIRS[name](smoothing)(OUTPUTS[task], targets)

    torch.testing.assert_close(make_loss(name, smoothing).function(OUTPUTS[task], TARGETS[task]), expected)


def test_hinge_of_two_classes_is_that_of_several_with_scores_of_half_the_size():
    # With z_1 = z / 2 and z_0 = -z / 2, the margin 1 - z_y + z_other is 1 - t z; torch divides by K = 2.
    z, y = OUTPUTS["binary"], TARGETS["binary"]
    several = nn.MultiMarginLoss()(torch.cat([-z / 2, z / 2], dim=1), y.squeeze(1).long())

    torch.testing.assert_close(make_loss("hinge").function(z, y), 2 * several)


def test_cross_entropies_of_a_blind_guess_are_ln_2_and_ln_k():
    binary = make_loss("binary_cross_entropy").function(torch.zeros(4, 1), torch.tensor([[0.0], [1.0], [1.0], [0.0]]))
    several = make_loss("cross_entropy").function(torch.zeros(4, 5), torch.tensor([0, 4, 2, 2]))

    assert binary.item() == pytest.approx(math.log(2))
    assert several.item() == pytest.approx(math.log(5))


@pytest.mark.parametrize("name", LOSSES)
def test_smoothing_changes_those_losses_that_say_so(name):
    task = LOSSES[name].tasks[-1]
    values = [make_loss(name, smoothing).function(OUTPUTS[task], TARGETS[task]) for smoothing in (0.0, 0.3)]

    assert (values[0] != values[1]) == LOSSES[name].smooths


@pytest.mark.parametrize("task", TASKS)
def test_every_task_has_losses(task):
    assert losses_for(task)
    for name in losses_for(task):
        check_loss(name, task)


@pytest.mark.parametrize(
    ("name", "task", "sentence"),
    [
        (
            "mse",
            "binary",
            "objective.loss is 'mse', which is for regression; accepted for two classes: "
            "'binary_cross_entropy', 'hinge'",
        ),
        (
            "hinge",
            "regression",
            "objective.loss is 'hinge', which is for two classes or several classes; accepted for regression: "
            "'mse', 'mae', 'huber'",
        ),
    ],
)
def test_a_loss_that_does_not_fit_is_an_error_that_names_those_that_do(name, task, sentence):
    with pytest.raises(ValueError, match="which is for") as error:
        check_loss(name, task)

    assert str(error.value) == sentence


@pytest.mark.parametrize("task", TASKS)
def test_targets_have_the_form_that_losses_take(task):
    y = TARGETS[task].numpy().reshape(-1)

    targets = make_targets(task, y)

    assert targets.shape == TARGETS[task].shape
    assert targets.dtype == (torch.int64 if task == "multiclass" else torch.float32)


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_explains_itself(name):
    spec = LOSSES[name]

    assert spec.label
    assert spec.formula
    assert spec.reference
    assert spec.summary.endswith(".")
    assert set(spec.tasks) <= set(TASKS)
