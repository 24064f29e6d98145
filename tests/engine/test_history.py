import numpy as np
import pytest

from playground.engine.history import BAND, CAPACITY, LOSSES, History


def make_history(n_steps):
    """Records every stride steps, as a run does; the loss at step s is 1 / (1 + s)."""
    history = History()
    step = 0
    while step <= n_steps:
        history.record(step, step / 10, 1 / (1 + step), 2 / (1 + step))
        step += history.stride
    return history


@pytest.fixture(scope="module")
def million():
    history = History()
    for step in range(1_000_001):
        if step % history.stride == 0:
            history.record(step, step / 10, 1 / (1 + step), 2 / (1 + step))
    return history


def test_a_million_steps_stay_within_the_capacity(million):
    # 4,096 points reach step 4,095 at stride 1; 2^8 times that is the first stride to reach 1,000,000.
    assert million.stride == 256
    assert len(million) == 1_000_000 // 256 + 1 <= CAPACITY


def test_points_kept_are_whole_strides_from_the_first_to_the_last(million):
    assert million.steps.tolist() == list(range(0, 1_000_001, 256))


@pytest.mark.parametrize("n_steps", [0, 1, 5, 159, 160, 161, 1000, CAPACITY - 1, CAPACITY, CAPACITY + 1, 20_000])
@pytest.mark.parametrize("n_points", [2, 3, 160])
def test_curve_keeps_first_and_last_point(n_steps, n_points):
    history = make_history(n_steps)
    curve = history.curve(n_points)
    assert len(curve["curve_epoch"]) == min(n_points, len(history))
    assert curve["curve_epoch"][0] == 0
    assert curve["curve_epoch"][-1] == np.float32(history.steps[-1] / 10)


def test_curve_holds_the_losses_of_its_epochs():
    curve = make_history(1000).curve(50)
    steps = curve["curve_epoch"].astype(float) * 10
    np.testing.assert_allclose(curve["curve_train"], 1 / (1 + steps), rtol=1e-5)
    np.testing.assert_allclose(curve["curve_test"], 2 / (1 + steps), rtol=1e-5)
    assert all(array.dtype == np.float32 for array in curve.values())


def test_curve_has_the_same_size_at_step_1_000_and_at_step_1_000_000(million):
    short, long = make_history(1000).curve(160), million.curve(160)
    assert {name: array.nbytes for name, array in short.items()} == {name: array.nbytes for name, array in long.items()}


def test_a_growing_curve_keeps_the_points_it_has_shown():
    before, after = make_history(9_000).curve(160), make_history(9_200).curve(160)
    assert set(before["curve_epoch"][:-50]) <= set(after["curve_epoch"])


def test_a_point_between_two_strides_stays_only_until_the_next():
    history = make_history(5_000)  # stride 2
    history.record(5_001, 500.1, 0.0, 0.0)
    assert history.steps[-1] == 5_001
    history.record(5_002, 500.2, 0.0, 0.0)
    assert history.steps[-2:].tolist() == [5_000, 5_002]


def test_the_same_step_recorded_twice_is_one_point():
    history = make_history(10)
    history.record(10, 1.0, 7.0, 8.0)
    assert len(history) == 11
    assert history.curve(160)["curve_train"][-1] == 7.0


def test_curves_handed_out_are_not_written_later():
    history = make_history(CAPACITY - 1)
    curve = history.curve(10)
    kept = {name: array.copy() for name, array in curve.items()}
    history.record(CAPACITY, 0.0, 0.0, 0.0)
    assert all((curve[name] == kept[name]).all() for name in curve)


def test_an_empty_history_gives_empty_curves():
    assert [len(array) for array in History().curve(160).values()] == [0, 0, 0]


@pytest.mark.parametrize("stride", [1, 3, 437])
@pytest.mark.parametrize("every", [1, 128])
def test_points_that_are_not_whole_strides_are_kept_a_stride_apart(stride, every):
    history = History(stride)
    for step in range(0, 20_001, every):
        history.record(step, step / 10, 1.0, 1.0)
    gaps = np.diff(history.steps)

    assert gaps[:-1].min() >= history.stride
    assert gaps.max() < history.stride + every


def test_a_history_that_goes_on_from_another_keeps_its_points():
    rows = [(step, step / 10, 1.0, 2.0) for step in range(0, 1_000, 10)]
    history = History()
    history.begin(rows)
    history.record(995, 99.5, 0.5, 0.5)
    history.record(1_004, 100.4, 0.5, 0.5)

    assert history.steps.tolist() == [row[0] for row in rows] + [1_004]
    assert history.stride == 8  # the largest power of two that is not above 10
    assert history.columns()["test_loss"].tolist() == [2.0] * 100 + [0.5]


def test_a_history_may_begin_with_nothing():
    history = History()
    history.begin([])
    history.record(0, 0.0, 1.0, 1.0)
    assert len(history) == 1


def test_a_band_has_curves_of_its_own():
    history = History(columns={**LOSSES, **BAND})
    history.record(0, 0.0, 1.0, 2.0, 0.5, 1.5, 0.0, 4.0)
    curve = history.curve(10)

    assert {name: array.tolist() for name, array in curve.items()} == {
        "curve_epoch": [0.0],
        "curve_train": [1.0],
        "curve_test": [2.0],
        "curve_train_low": [0.5],
        "curve_train_high": [1.5],
        "curve_test_low": [0.0],
        "curve_test_high": [4.0],
    }
