"""Every schedule against torch.optim.lr_scheduler, and what is drawn of it before a run."""

import dataclasses

import pytest
import torch
from torch.optim import lr_scheduler

from playground.config import ScheduleConfig
from playground.schedules import SCHEDULES, PlateauState, compute_factor, preview, watch_plateau

NAMES = list(SCHEDULES)
EPOCHS = 50
THEIRS = {
    "constant": lambda o, c: lr_scheduler.ConstantLR(o, factor=1.0),
    "step": lambda o, c: lr_scheduler.StepLR(o, step_size=c.every, gamma=c.factor),
    "cosine": lambda o, c: lr_scheduler.CosineAnnealingLR(o, T_max=EPOCHS),
    "exponential": lambda o, c: lr_scheduler.ExponentialLR(o, gamma=c.factor ** (1 / c.every)),
    "warmup": lambda o, c: lr_scheduler.LinearLR(o, start_factor=1 / c.every, total_iters=c.every - 1),
    "plateau": lambda o, c: lr_scheduler.ReduceLROnPlateau(o, factor=c.factor, patience=c.every),
}
# Falls, rests, falls by less than the threshold, rises, is no number, and rests again.
LOSSES = [1 / (1 + t) for t in range(10)] + [0.1] * 9 + [0.0999999] * 9 + [0.5] * 4 + [float("nan")] * 5 + [0.05] * 13


def compute_rates(config):
    plateau, rates = PlateauState(), []
    for epoch in range(EPOCHS):
        rates.append(0.1 * compute_factor(config, epoch, EPOCHS, plateau))
        plateau = watch_plateau(plateau, LOSSES[epoch], config)
    return rates


def compute_their_rates(config):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler, rates = THEIRS[config.name](optimizer, config), []
    for epoch in range(EPOCHS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*[LOSSES[epoch]] if config.name == "plateau" else [])
    return rates


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("every", "factor"), [(7, 0.5), (3, 0.9), (60, 0.1), (5, 0.99)])
def test_rates_equal_those_of_torch(name, every, factor):
    config = ScheduleConfig(name=name, every=every, factor=factor)

    assert compute_rates(config) == pytest.approx(compute_their_rates(config), rel=1e-9, abs=1e-15)


def test_the_plateau_drops_only_where_the_losses_rest():
    rates = compute_rates(ScheduleConfig(name="plateau", every=5, factor=0.5))

    assert rates[:15] == [0.1] * 15
    assert rates[-1] < 0.1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("every", [1, 100_000])
@pytest.mark.parametrize("factor", [0.01, 1.0])
@pytest.mark.parametrize("epoch", [0, 1, 99_999, 250_000])
def test_factors_stay_between_0_and_1_beyond_any_epoch(name, every, factor, epoch):
    config = ScheduleConfig(name=name, every=every, factor=factor)

    assert 0 <= compute_factor(config, epoch, 100_000, PlateauState()) <= 1


@pytest.mark.parametrize("name", [name for name in NAMES if name != "plateau"])
def test_the_fields_in_uses_are_exactly_those_that_change_the_rates(name):
    base = ScheduleConfig(name=name, every=5, factor=0.5)
    others = {"every": 7, "factor": 0.7}

    changing = [
        field
        for field, value in others.items()
        if compute_rates(base) != compute_rates(dataclasses.replace(base, **{field: value}))
    ]

    assert tuple(changing) == SCHEDULES[name].uses


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("epochs", [1, 2, 50, 100_000])
def test_the_preview_spans_the_run_with_few_points(name, epochs):
    config = ScheduleConfig(name=name, every=7)

    points = preview(config, 0.1, epochs, 40)

    drawn = [epoch for epoch, _ in points]
    assert len(points) == min(epochs, 40)
    assert drawn == sorted(set(drawn))
    assert drawn[0] == 0
    assert drawn[-1] == epochs - 1
    for epoch, rate in points:
        assert rate == 0.1 * compute_factor(config, epoch, epochs, PlateauState())


def test_an_unknown_schedule_is_an_error_that_names_all():
    with pytest.raises(ValueError, match=r"schedule\.name is 'cosin'; accepted: constant, step, cosine"):
        compute_factor(ScheduleConfig(name="cosin"), 0, 10, PlateauState())


@pytest.mark.parametrize("name", NAMES)
def test_every_schedule_explains_itself(name):
    spec = SCHEDULES[name]

    assert spec.label
    assert spec.formula
    assert spec.summary.endswith(".")
    assert set(spec.uses) <= {f.name for f in dataclasses.fields(ScheduleConfig)}
