import torch

from playground.objectives import add_penalty_gradient_, compute_penalty

VALUES = torch.tensor([0.5, -2.0, 0.0, 3.0])
IS_WEIGHT = torch.tensor([1.0, 1.0, 1.0, 0.0])


def test_the_penalty_is_the_sum_over_weights():
    # 0.1 (0.5 + 2) + 0.4 / 2 (0.25 + 4); the last value is a bias.
    assert torch.isclose(compute_penalty(VALUES, IS_WEIGHT, 0.1, 0.4), torch.tensor(0.25 + 0.85))


def test_the_gradient_agrees_with_autograd_also_at_0():
    values = VALUES.clone().requires_grad_()
    (expected,) = torch.autograd.grad(compute_penalty(values, IS_WEIGHT, 0.1, 0.4), values)
    grads = torch.ones(4)

    add_penalty_gradient_(grads, VALUES, IS_WEIGHT, 0.1, 0.4)

    torch.testing.assert_close(grads, 1 + expected)


def shrink(l1, l2, n_steps=200):
    values = VALUES.clone()
    for _ in range(n_steps):
        grads = torch.zeros(4)
        add_penalty_gradient_(grads, values, IS_WEIGHT, l1, l2)
        values -= 0.01 * grads
    return values


def test_l1_shrinks_every_weight_by_the_same_amount_and_small_ones_to_0():
    # 200 steps of 0.01 x 0.5 make 1: the first weight, 0.5, gets to 0 and stays within a step of it.
    torch.testing.assert_close(shrink(0.5, 0.0), torch.tensor([0.0, -1.0, 0.0, 3.0]), rtol=0, atol=0.0051)


def test_l2_shrinks_every_weight_by_the_same_share():
    torch.testing.assert_close(shrink(0.0, 0.5), VALUES * torch.tensor([0.995**200, 0.995**200, 1.0, 1.0]))
