"""A line through real data: its loss is a true bowl, batches deal every point once an epoch, and noise is real."""

import numpy as np
import pytest
import torch

from playground.optim import OPTIMIZERS
from playground.principles.descent.race import find_limit
from playground.principles.descent.regression import (
    N_SHUFFLES,
    BatchRunner,
    compute_loss,
    load_line,
    pick_batches,
    run_batches,
)

N = 150


@pytest.fixture(params=[False, True], ids=["cm", "standardized"])
def line(request):
    return load_line(request.param)


def test_points_are_real_flowers():
    # The first flower of Fisher's table: petal 1.4 cm long and 0.2 cm wide.
    line = load_line(False)

    assert (len(line.x), line.x[0], line.y[0]) == (N, 1.4, 0.2)


def test_standardizing_makes_the_bowl_round(line):
    # The mean squared error of centered columns of deviation 1 has the Hessian 2 I.
    low, high = line.curvatures

    assert low == pytest.approx(2 if line.x.min() < 0 else 0.343, abs=1e-3)
    assert high == pytest.approx(2 if line.x.min() < 0 else 36.093, abs=1e-3)


def test_loss_is_autograd_free_but_its_hessian_is_autograds(line):
    hessian = torch.autograd.functional.hessian(
        lambda p: compute_loss(line, p[None])[0], torch.tensor(line.start, dtype=torch.float64)
    )

    torch.testing.assert_close(hessian, line.hessian, rtol=1e-12, atol=1e-12)


def test_solution_is_numpys_fit(line):
    assert line.solution == pytest.approx(np.polyfit(line.x, line.y, 1), abs=1e-10)


@pytest.mark.parametrize("batch", [1, 7, 50])
def test_an_epoch_deals_every_point_once(batch):
    picked = pick_batches(N, batch, 3 * N).ravel()

    for epoch in range(3):
        assert sorted(picked[epoch * N : (epoch + 1) * N]) == list(range(N))


def test_epochs_differ_until_the_deck_is_used_up():
    picked = pick_batches(N, N, N_SHUFFLES + 1)

    assert len({row.tobytes() for row in picked}) == N_SHUFFLES
    np.testing.assert_array_equal(picked[-1], picked[0])


@pytest.mark.parametrize(("batch", "momentum"), [(N, 0.0), (16, 0.0), (1, 0.6)])
def test_steps_equal_those_of_autograd_on_the_same_batches(line, batch, momentum):
    """A second way to the same trail: the loss of each batch, differentiated by autograd, and torch.optim's SGD."""
    place = torch.tensor(line.start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([place], lr=0.01, momentum=momentum)
    for picked in pick_batches(N, batch, 100):
        optimizer.zero_grad()
        errors = torch.tensor(line.x[picked]) * place[0] + place[1] - torch.tensor(line.y[picked])
        (errors**2).mean().backward()
        optimizer.step()

    (trail,) = run_batches(line, line.start, [BatchRunner(batch=batch, rate=0.01, momentum=momentum)], 100)
    assert trail.points[-1] == pytest.approx(place.detach().numpy(), abs=1e-10)


def test_all_points_diverge_exactly_past_the_limit(line):
    limit = find_limit("sgd", 0.0, line.curvatures[1])
    below, past = run_batches(line, line.start, [BatchRunner(batch=N, rate=limit * r) for r in (0.99, 1.01)], 200)

    assert below.losses[-1] < below.losses[0]
    assert past.losses[-1] > past.losses[0]


def test_smaller_batches_end_higher_and_smaller_rates_calm_them():
    line = load_line(True)
    runners = [BatchRunner(batch=batch, rate=rate) for batch, rate in ((N, 0.05), (15, 0.05), (1, 0.05), (1, 0.015))]
    all_points, some, one, calm = (trail.losses[100:].mean() for trail in run_batches(line, line.start, runners, 200))

    assert all_points < some < one
    assert calm < one


def test_no_rule_but_the_registrys_is_used():
    assert {BatchRunner(batch=1, rate=0.1, momentum=m).runner.rule for m in (0.0, 0.5)} == {"sgd", "momentum"}
    assert {"sgd", "momentum"} <= set(OPTIMIZERS)
