"""A safetensors file, read with suspicion: every size is checked before anything is allocated, nothing is unpickled.

The format: 8 bytes that say how long the header is, the header as JSON (name -> dtype, shape, place), the numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeGuard

import numpy as np
import torch
from torch import Tensor

from playground.checks import show

MAX_BYTES = 8_000_000
ACCEPTED = "a .safetensors file that this page wrote"
_FOREIGN = {
    b"PK\x03\x04": "a zip archive such as torch.save writes",
    b"\x80": "a pickle, which could run code",
    b"\x89HDF": "an HDF5 file",
}


def read_header(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The header of a safetensors file, and the bytes after it.

    Raises
    ------
    ValueError
        The file is too large, of another kind, cut off within its header, or the header is no JSON object.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"the weights file has {len(data):,} bytes; accepted: at most {MAX_BYTES:,}")
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > len(data) - 8:
        kind = next((kind for start, kind in _FOREIGN.items() if data.startswith(start)), "")
        reason = kind or f"no .safetensors file, or cut off within its header ({len(data):,} bytes)"
        raise ValueError(f"the weights file is {reason}; accepted: {ACCEPTED}")
    try:
        header = json.loads(data[8 : 8 + length].decode())
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict):
        raise ValueError(f"the header of the weights file is no JSON object; accepted: {ACCEPTED}")
    return header, data[8 + length :]


def read_tensors(header: Mapping[str, Any], body: bytes, shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Tensor]:
    """The tensors of a file, float32.

    Parameters
    ----------
    header : Mapping
        Name -> ``dtype``, ``shape`` and ``data_offsets``, as it came from the file.
    body : bytes
        The numbers.
    shapes : Mapping
        Name -> shape of the tensors that there have to be: no others, none of another shape.

    Raises
    ------
    ValueError
        Names and shapes are not those, the numbers are cut short, overlap, or are not all finite.
    """
    _check_names(header, shapes)
    for name, shape in shapes.items():
        _check_entry(name, header[name], shape)
    n_bytes = sum(4 * int(np.prod(shape)) for shape in shapes.values())
    if len(body) != n_bytes:
        raise ValueError(
            f"the weights file is cut short or changed: it holds {len(body):,} bytes of weights; accepted: {n_bytes:,}"
        )
    _check_places({name: header[name]["data_offsets"] for name in shapes})
    return {name: _read_tensor(name, header[name]["data_offsets"], body, shape) for name, shape in shapes.items()}


def _check_names(header: Mapping[str, Any], shapes: Mapping[str, tuple[int, ...]]) -> None:
    for name in shapes:
        if name not in header:
            raise ValueError(f"the weights file lacks the tensor {name!r}; accepted: all tensors of its network")
    for name in header:
        if name not in shapes:
            raise ValueError(f"the weights file holds the tensor {show(name)}; accepted: those of its network only")


def _check_entry(name: str, entry: object, shape: tuple[int, ...]) -> None:
    given = entry if isinstance(entry, dict) else {}
    n_bytes = 4 * int(np.prod(shape))
    if given.get("dtype") != "F32":
        raise ValueError(f"the tensor {name!r} is of type {show(given.get('dtype'))}; accepted: 'F32'")
    if not _is_list_of_whole(given.get("shape")) or given["shape"] != list(shape):
        raise ValueError(f"the tensor {name!r} has the shape {show(given.get('shape'))}; accepted: {list(shape)}")
    place = given.get("data_offsets")
    if not _is_list_of_whole(place) or len(place) != 2 or place[1] - place[0] != n_bytes:
        raise ValueError(f"the tensor {name!r} lies at bytes {show(place)}; accepted: a range of {n_bytes:,} bytes")


def _is_list_of_whole(value: object) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(item) is int for item in value)


def _check_places(places: Mapping[str, list[int]]) -> None:
    """Each tensor begins where the one before it ends: nothing overlaps, nothing lies outside, nothing is hidden."""
    end = 0
    for name, (start, stop) in sorted(places.items(), key=lambda item: item[1]):
        if start != end:
            raise ValueError(
                f"the tensor {name!r} begins at byte {show(start)}; accepted: {end:,}, the end of the one before"
            )
        end = stop


def _read_tensor(name: str, place: list[int], body: bytes, shape: tuple[int, ...]) -> Tensor:
    values = np.frombuffer(body, "<f4", (place[1] - place[0]) // 4, place[0]).reshape(shape)
    if not np.isfinite(values).all():
        raise ValueError(f"the tensor {name!r} holds values that are not finite; accepted: finite numbers")
    return torch.tensor(values)
