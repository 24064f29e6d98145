import torch

from playground.objectives import compute_accuracy

TARGETS = torch.tensor([[0.0], [1.0], [1.0], [0.0]])


def test_accuracy_is_the_share_on_the_right_side_of_logit_0():
    assert compute_accuracy(torch.tensor([[-1.0], [2.0], [-0.1], [-3.0]]), TARGETS) == 0.75


def test_a_logit_that_is_not_a_number_counts_as_class_0():
    assert compute_accuracy(torch.full((4, 1), torch.nan), TARGETS) == 0.5
