"""Strokes of painting: what they add and take away, and what a browser cannot make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.config import MAX_CLASSES, MAX_POINTS, DataConfig, OwnData
from playground.data import DATASETS, load_dataset
from playground.ui.painting import MAX_STROKE, STROKES, apply_stroke

OWN = OwnData(points=((0, 0, 0), (1, 0, 1), (0, 1, 1)))
CURVE = OwnData(points=((0, 0.5), (1, 0.75)), features=("x1",), target=("y",), classes=())


def stroke(data, **gesture):
    data = DataConfig(name="own", own=data) if isinstance(data, OwnData) else data
    return apply_stroke(data, load_dataset(data, seed=0), gesture)


def painted(data, *points):
    return stroke(data, action="paint", points=[list(point) for point in points]).own


def test_painted_points_come_behind_the_others_rounded():
    own = painted(OWN, (0.12345, -1, 1), (2, 3.99999, 0))
    assert own.points == (*OWN.points, (0.123, -1.0, 1.0), (2.0, 4.0, 0.0))
    assert own.classes == OWN.classes


def test_class_painted_for_the_first_time_gets_a_name():
    assert painted(OWN, (0, 0, 2)).classes == ("class 0", "class 1", "class 2")
    assert painted(OWN, (0, 0, 5)).classes[-2:] == ("class 4", "class 5")


def test_value_of_a_regression_is_painted_as_it_is():
    surface = OwnData(classes=(), target=("y",))
    assert painted(surface, (0.5, 0.5, -0.25)).points == ((0.5, 0.5, -0.25),)


def test_point_of_a_curve_has_its_height_as_value():
    assert painted(CURVE, (0.5, -0.2, 1)).points[-1] == (0.5, -0.2)


@pytest.mark.parametrize("name", DATASETS)
def test_first_stroke_takes_the_set_over_and_keeps_all_that_is_known_of_it(name):
    config = DataConfig(name=name, n_samples=40)
    dataset = load_dataset(config, seed=0)
    data = stroke(config, action="erase", points=[[99.0, 99.0]], radius=0.1)
    mine = load_dataset(data, seed=0)

    assert data.name == "own"
    for fact in ("task", "class_names", "feature_names", "target_name", "centers", "scales"):
        assert getattr(mine, fact) == getattr(dataset, fact)
    assert sorted(mine.y_train.round(3).tolist() + mine.y_test.round(3).tolist()) == sorted(
        dataset.y_train.round(3).tolist() + dataset.y_test.round(3).tolist()
    )


def test_eraser_takes_what_it_touches():
    assert stroke(OWN, action="erase", points=[[0.9, 0.05]], radius=0.2).own.points == ((0, 0, 0), (0, 1, 1))
    assert stroke(OWN, action="erase", points=[[0.1, 0.0], [0.0, 0.9]], radius=0.2).own.points == ((1, 0, 1),)


def test_eraser_is_round_on_a_map_whose_axes_differ():
    dataset = load_dataset(DataConfig(name="own", own=CURVE), seed=0)
    x_min, x_max, y_min, y_max = dataset.extent
    radius = 0.1 * (x_max - x_min)
    for share, left in ((0.09, 1), (0.11, 2)):
        place = [0.0, 0.5 + share * (y_max - y_min)]
        assert len(stroke(CURVE, action="erase", points=[place], radius=radius).own.points) == left


def test_clearing_keeps_the_classes():
    data = stroke(DataConfig(name="blobs", classes=4, n_samples=40), action="clear_points")
    assert (data.name, data.own.points, len(data.own.classes)) == ("own", (), 4)


def test_points_are_limited_in_number():
    full = OwnData(points=((0, 0, 0), (1, 1, 1)) * (MAX_POINTS // 2))
    with pytest.raises(ValueError, match=r"^with this stroke there would be 5,001 points; accepted: at most 5,000$"):
        painted(full, (0, 0, 0))


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        ({"action": "paint"}, "the points of the stroke are None; accepted: a list of 1 to 1,000 points"),
        ({"action": "paint", "points": []}, r"the points of the stroke are \[\]; accepted"),
        ({"action": "paint", "points": [[0, 0, 0]] * (MAX_STROKE + 1)}, r"the points of the stroke are \[\[0, .*"),
        ({"action": "paint", "points": [[0, 0]]}, r"a point of the stroke is \[0, 0\]; accepted: 3 numbers"),
        ({"action": "paint", "points": [[0, 0, float("nan")]]}, r"a point of the stroke is \[0, 0, nan\]"),
        ({"action": "paint", "points": [[0, 2e6, 0]]}, r"a point of the stroke is .*; accepted: 3 numbers"),
        ({"action": "paint", "points": [[0, 0, True]]}, r"a point of the stroke is \[0, 0, True\]"),
        ({"action": "paint", "points": [[0, 0, MAX_CLASSES]]}, "the class to paint is 6; accepted: 0 to 5"),
        ({"action": "paint", "points": [[0, 0, 0.5]]}, r"the class to paint is 0\.5; accepted: 0 to 5"),
        ({"action": "paint", "points": [[0, 0, -1]]}, "the class to paint is -1; accepted: 0 to 5"),
        ({"action": "erase", "points": [[0, 0]]}, "the radius is None; accepted: a number above 0"),
        ({"action": "erase", "points": [[0, 0]], "radius": 0}, "the radius is 0; accepted: a number above 0"),
        ({"action": "erase", "points": [[0, "0"]], "radius": 1}, "a point of the stroke is .*; accepted: 2 numbers"),
    ],
    ids=range(13),
)
def test_bad_stroke_is_refused_in_one_sentence(gesture, sentence):
    with pytest.raises(ValueError, match=rf"^{sentence}[^\n]*$"):
        stroke(OWN, **gesture)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(list(STROKES)), ANYTHING, ANYTHING)
def test_whatever_comes_is_taken_or_refused(action, points, radius):
    try:
        own = stroke(OWN, action=action, points=points, radius=radius).own
    except ValueError:
        return
    assert len(own.points) <= MAX_POINTS
