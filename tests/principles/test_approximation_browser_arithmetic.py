"""What the browser computes while something moves equals PyTorch's sum: both run here, the former in Node."""

import json
import subprocess

import numpy as np
import pytest
import torch
from playwright._impl._driver import compute_driver_executable

from playground.principles.approximation.fit import N_DRAWN, compute_parts
from playground.principles.approximation.functions import GRID, sample_function
from playground.principles.approximation.state import ACTIVATIONS
from playground.ui.bundle import bundle

NODE = compute_driver_executable()[0]  # Playwright, a test dependency, brings Node along


def run_in_node(expression, **given):
    """The value of an expression of approximation_net.js about `given`."""
    script = f"{bundle('approximation_net.js')}\nconst given = {json.dumps(given)};\n"
    script += f"console.log(JSON.stringify({expression}));"
    run = subprocess.run([NODE, "--input-type=module", "-"], input=script, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def draw_net(n, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(2 * n, generator=generator) * 2, torch.randn(n + 1, generator=generator)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("n", [1, 7, 64])
def test_contributions_and_sum_are_pytorchs(activation, n):
    weights, biases = draw_net(n, seed=n)
    parts, total = compute_parts(weights, biases, activation, torch.linspace(-2, 2, N_DRAWN))

    told = run_in_node(
        "(({ parts, sum }) => ({ parts: [...parts], sum: [...sum] }))(computeParts(given.net, given.activation))",
        net={"weights": weights.tolist(), "biases": biases.tolist()},
        activation=activation,
    )

    np.testing.assert_allclose(told["sum"], total.numpy(), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(np.reshape(told["parts"], (n, N_DRAWN)), parts.numpy(), rtol=1e-4, atol=1e-5)


def test_error_is_measured_over_the_drawn_places_only():
    weights, biases = draw_net(5, seed=3)
    heights = [None if k % 3 else height for k, height in enumerate(sample_function("sine", []))]
    _, total = compute_parts(weights, biases, "tanh", torch.tensor(GRID))
    wanted = np.sqrt(np.mean([(float(total[k]) - y) ** 2 for k, y in enumerate(heights) if y is not None]))

    told = run_in_node(
        "measureError(given.net, 'tanh', given.grid, given.heights)",
        net={"weights": weights.tolist(), "biases": biases.tolist()},
        grid=GRID,
        heights=heights,
    )

    assert told == pytest.approx(wanted, rel=1e-5)
