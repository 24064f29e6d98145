import json
import math
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.frame import Frame
from playground.live.encode import decode, encode


def make_frame(**changes):
    arrays = {
        "units": np.arange(7, dtype=np.uint8),
        "output": np.arange(6, dtype=np.uint16).reshape(2, 3),
        "weights": np.array([0.5, -1.25, 3.0], dtype=np.float32),
    }
    fields = {
        "run": 2,
        "step": 37,
        "epoch": 1.5,
        "status": "running",
        "metrics": {"train_loss": 0.25},
        "arrays": arrays,
    }
    return Frame(**(fields | changes))


def test_decode_gives_back_the_frame():
    frame = make_frame(notice="Größer: 0.5 → 1", hint="Dead units in layer A: 3 of 10.")
    again = decode(encode(frame))
    assert (again.run, again.step, again.epoch, again.status) == (2, 37, 1.5, "running")
    assert (again.notice, again.hint) == (frame.notice, frame.hint)
    assert again.metrics == frame.metrics
    for name, array in frame.arrays.items():
        assert again.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(again.arrays[name], array)


@given(notice=st.text(max_size=30), shapes=st.lists(st.lists(st.integers(0, 5), max_size=3), max_size=4))
def test_every_part_starts_at_a_multiple_of_8(notice, shapes):
    frame = make_frame(notice=notice, arrays={f"a{i}": np.ones(shape, np.uint8) for i, shape in enumerate(shapes)})
    data = encode(frame)
    (length,) = struct.unpack_from("<I", data)
    header = json.loads(data[4 : 4 + length])
    assert (4 + length) % 8 == 0
    assert all(offset % 8 == 0 for _, _, _, offset in header["arrays"])
    assert [tuple(array.shape) for array in decode(data).arrays.values()] == [tuple(shape) for shape in shapes]


def test_bytes_are_those_of_the_documented_layout():
    data = encode(Frame(arrays={"a": np.array([1, 258], dtype=np.uint16), "b": np.array([1.0], dtype=np.float32)}))
    (length,) = struct.unpack_from("<I", data)
    assert json.loads(data[4 : 4 + length])["arrays"] == [["a", "uint16", [2], 0], ["b", "float32", [1], 8]]
    # 258 = 0x0102 little-endian; 1.0 is 0x3f800000 in IEEE 754.
    assert data[4 + length :] == bytes([1, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0])


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_metrics_that_are_not_finite_become_null(value):
    data = encode(make_frame(metrics={"train_loss": value}))
    assert b'"train_loss":null' in data
    assert math.isnan(decode(data).metrics["train_loss"])


def test_numpy_numbers_are_accepted_as_metrics():
    assert decode(encode(make_frame(metrics={"train_loss": np.float32(0.5)}))).metrics == {"train_loss": 0.5}


def test_a_big_endian_or_strided_array_arrives_unharmed():
    arrays = {"big": np.array([1.5, 2.5], dtype=">f4"), "strided": np.arange(10, dtype=np.uint8)[::2]}
    again = decode(encode(make_frame(arrays=arrays))).arrays
    np.testing.assert_array_equal(again["big"], [1.5, 2.5])
    np.testing.assert_array_equal(again["strided"], [0, 2, 4, 6, 8])


def test_other_dtypes_are_refused_by_name():
    with pytest.raises(ValueError, match=r"array 'maps' is float64; accepted: uint8, uint16, float32"):
        encode(make_frame(arrays={"maps": np.zeros(3)}))
