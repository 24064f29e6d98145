"""Numbers along a film's axes."""

import math

import pytest

from playground.export.film.ticks import compute_step, format_loss, make_ticks


@pytest.mark.parametrize(("span", "step"), [(2.4, 0.5), (4.0, 1.0), (0.7, 0.2), (1e6, 2e5), (90.0, 20.0)])
def test_steps_are_one_two_or_five_times_a_power_of_ten(span, step):
    assert compute_step(span, 5) == pytest.approx(step)


def test_ticks_lie_within_the_range_and_say_their_value():
    assert [text for _, text in make_ticks(-1.2, 1.2, 5)] == ["-1", "-.5", "0", ".5", "1"]


def test_ticks_are_round_in_the_column_s_own_unit():
    ticks = make_ticks(-1, 1, 4, center=20_000, scale=10_000)

    assert ticks == [(-1, "10,000"), (-0.5, "15,000"), (0, "20,000"), (0.5, "25,000"), (1, "30,000")]


@pytest.mark.parametrize(
    ("loss", "text"), [(0.12345, "0.123"), (123.456, "123.5"), (12345.0, "1.2e4"), (math.nan, "-"), (math.inf, "inf")]
)
def test_losses_are_written_short(loss, text):
    assert format_loss(loss) == text
