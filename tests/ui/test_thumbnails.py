"""The menu's pictures: one a data set, small, well formed, in the colors of the stage."""

import base64
from xml.etree import ElementTree

import pytest

from playground.data import DATASETS
from playground.ui.thumbnails import thumbnail

PATH = "{http://www.w3.org/2000/svg}path"
DRAWN = [name for name in DATASETS if name != "own"]


def picture_of(name):
    head, _, data = thumbnail(name).partition(",")
    assert head == "data:image/svg+xml;base64"
    return ElementTree.fromstring(base64.b64decode(data))


def colors_of(name):
    return {path.get("stroke") for path in picture_of(name).iter(PATH)}


@pytest.mark.parametrize("name", DATASETS)
def test_every_set_has_a_small_picture(name):
    assert picture_of(name).get("width") == "66"
    assert len(thumbnail(name)) < 6000


def test_pictures_differ():
    assert len({thumbnail(name) for name in DATASETS}) == len(DATASETS)


@pytest.mark.parametrize("name", [name for name in DRAWN if DATASETS[name].task == "classification"])
def test_classes_have_the_colors_of_the_stage(name):
    assert colors_of(name) in ({"#d97116", "#2a87c3"}, {"#d97116", "#2a87c3", "#2a9d6a"})


@pytest.mark.parametrize("name", [name for name in DRAWN if DATASETS[name].task == "regression"])
def test_values_have_few_colors_from_orange_to_blue(name):
    reds = [int(color[1:3], 16) for color in colors_of(name)]

    # Orange begins with d9, blue with 2a; nine shades at most keep the picture small.
    assert 2 <= len(reds) <= 9
    assert 0x2A <= min(reds) < 0x60
    assert 0xA0 < max(reds) <= 0xD9


@pytest.mark.parametrize("name", DRAWN)
def test_every_dot_is_inside_the_picture(name):
    for path in picture_of(name).iter(PATH):
        places = [dot.removesuffix("h0").split() for dot in path.get("d").split("M")[1:]]
        assert all(abs(float(x)) <= 33 - 1.5 and abs(float(y)) <= 23 - 1.5 for x, y in places)
