"""The menu's pictures of distributions: one each, small, well formed and all different."""

import base64
from xml.etree import ElementTree

import pytest

from playground.data import DISTRIBUTIONS
from playground.ui.gan.thumbnails import thumbnail

PATH = "{http://www.w3.org/2000/svg}path"


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_every_distribution_has_a_small_picture_within_its_frame(name):
    head, _, data = thumbnail(name).partition(",")
    assert head == "data:image/svg+xml;base64"
    svg = base64.b64decode(data)
    assert len(svg) < 2500
    picture = ElementTree.fromstring(svg)
    assert (picture.get("width"), picture.get("height")) == ("40", "36")
    moves = [move.split("h")[0].split() for path in picture.iter(PATH) for move in path.get("d").split("M")[1:]]
    if "points" not in DISTRIBUTIONS[name].uses:
        assert all(abs(float(x)) <= 20 and abs(float(y)) <= 18 for x, y in moves)
        assert len(moves) > 15


def test_pictures_tell_the_distributions_apart():
    assert len({thumbnail(name) for name in DISTRIBUTIONS}) == len(DISTRIBUTIONS)
