"""QR codes: whole, with their quiet zone, or a sentence."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
import segno

from playground.export.qr import DENSE, MOST, draw_qr

ADDRESS = "https://example.org/network?e=1.eNqrrgUAAXUA-Q"
FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def squares_of(svg):
    """The code's squares read off the drawing: 1 where it is black."""
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    squares = np.zeros((size, size), int)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r'stroke="#000" d="([^"]*)"', svg)[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            squares[int(y), int(x) : int(x + values[0])] = 1
            x += values[0]
        else:
            x, y = values if command == "M" else (x + values[0], y + values[1])
    return squares


def test_code_is_drawn_as_it_was_made_within_a_margin_of_four():
    squares = squares_of(draw_qr(ADDRESS))

    assert squares[4:-4, 4:-4].tolist() == [list(row) for row in segno.make_qr(ADDRESS.encode(), error="l").matrix]
    assert ["".join(map(str, row)) for row in squares[4:11, 4:11]] == FINDER
    assert squares[:4].sum() == squares[-4:].sum() == squares[:, :4].sum() == squares[:, -4:].sum() == 0


def test_drawing_fills_its_box_and_is_white_behind():
    root = ElementTree.fromstring(draw_qr(ADDRESS))

    assert "width" not in root.attrib
    assert root[0].attrib["fill"] == "#fff"


@pytest.mark.parametrize(("length", "most"), [(DENSE, 118), (MOST, 177)])
def test_long_addresses_need_more_squares(length, most):
    assert len(squares_of(draw_qr("a" * length))) - 8 <= most


@pytest.mark.parametrize("address", ["", "a" * (MOST + 1), "é" * 1_477])
def test_address_that_no_code_holds_is_refused_in_a_sentence(address):
    with pytest.raises(ValueError, match=r"^the address has [\d,]+ bytes; accepted by a QR code: 1 to 2,953$"):
        draw_qr(address)
