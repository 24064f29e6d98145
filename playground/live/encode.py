"""Frame <-> bytes. The browser reads them in `assets/`: change both together.

Layout: the length of the header (unsigned 32-bit, little-endian); the header, JSON in UTF-8, padded
with spaces so that the payload starts at a multiple of 8; the payload, each array's little-endian
bytes starting at a multiple of 8. The header lists the arrays as ``[name, dtype, shape, offset]``,
offsets counted from the start of the payload.
"""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np

from playground.frame import Frame

DTYPES = ("uint8", "uint16", "float32")
ALIGNMENT = 8


def encode(frame: Frame) -> bytes:
    """A frame as bytes.

    Parameters
    ----------
    frame : Frame
        Its arrays are uint8, uint16 or float32. Metrics that are not finite become null.

    Returns
    -------
    bytes
        See the module's text for the layout.

    Raises
    ------
    ValueError
        If an array has another dtype.
    """
    arrays: list[list[Any]] = []
    payload = bytearray()
    for name, array in frame.arrays.items():
        if array.dtype.name not in DTYPES:
            raise ValueError(f"array {name!r} is {array.dtype.name}; accepted: {', '.join(DTYPES)}")
        arrays.append([name, array.dtype.name, list(array.shape), len(payload)])
        payload += array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        payload += bytes(-len(payload) % ALIGNMENT)
    header = json.dumps(_header(frame) | {"arrays": arrays}, separators=(",", ":"), allow_nan=False).encode()
    header += b" " * (-(4 + len(header)) % ALIGNMENT)
    return struct.pack("<I", len(header)) + header + payload


def decode(data: bytes) -> Frame:
    """The frame that `encode` turned into these bytes; metrics that were not finite are NaN."""
    (length,) = struct.unpack_from("<I", data)
    header = json.loads(data[4 : 4 + length])
    arrays = {}
    for name, dtype, shape, offset in header.pop("arrays"):
        little_endian = np.dtype(dtype).newbyteorder("<")
        flat = np.frombuffer(data, little_endian, count=math.prod(shape), offset=4 + length + offset)
        arrays[name] = flat.reshape(shape)
    metrics = {name: math.nan if value is None else value for name, value in header.pop("metrics").items()}
    return Frame(**header, metrics=metrics, arrays=arrays)


def _header(frame: Frame) -> dict[str, Any]:
    metrics = {name: float(value) if math.isfinite(value) else None for name, value in frame.metrics.items()}
    return {
        "run": frame.run,
        "step": frame.step,
        "epoch": float(frame.epoch),
        "status": frame.status,
        "notice": frame.notice,
        "hint": frame.hint,
        "metrics": metrics,
    }
