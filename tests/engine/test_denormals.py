import pytest
import torch

from playground.config import Experiment
from playground.engine.build import build_trainer
from playground.engine.denormals import flush_denormals


def product():
    """1e-40: a denormal, or 0 where these are flushed."""
    return (torch.tensor([1e-20]) * torch.tensor([1e-20])).item()


def test_denormals_are_0_inside_the_block_and_only_there():
    with flush_denormals():
        inside = product()

    assert inside == 0
    assert product() > 0


def test_an_error_inside_the_block_takes_the_setting_back():
    with pytest.raises(RuntimeError), flush_denormals():
        raise RuntimeError

    assert product() > 0


def test_training_leaves_the_threads_arithmetic_as_it_was():
    build_trainer(Experiment()).advance(3)

    assert product() > 0
    assert torch.is_grad_enabled()
    assert not torch.is_inference_mode_enabled()
