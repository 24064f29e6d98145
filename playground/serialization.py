"""An experiment as a dictionary, as JSON and as a link; every way round is lossless.

What comes in may come from anywhere: each error is one sentence that names the field by its full
path, the value received and what would be accepted.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import zlib
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playground.checks import check_field, show
from playground.config import LAYER_KINDS, VERSION, Experiment
from playground.fields import field_at, fields_of, known_field, show_name

MAX_CHARACTERS = 2_000_000
LINK_PARAMETER = "e"

# What files and links of version 1 leave out. Frozen: a link opened years later gives the same run, whatever
# `config.py` offers newcomers by then. A field added later adds its row, with the value that older links imply.
_LAYER_DEFAULTS: dict[str, dict[str, Any]] = {
    "linear": {"kind": "linear", "units": 10, "activation": "relu", "residual": False},
    "dropout": {"kind": "dropout", "rate": 0.2},
    "batch_norm": {"kind": "batch_norm", "activation": "linear"},
    "layer_norm": {"kind": "layer_norm", "activation": "linear"},
}
_OWN_DEFAULTS: dict[str, Any] = {
    "points": [],
    "features": ["x1", "x2"],
    "target": ["class"],
    "classes": ["class 0", "class 1"],
    "centers": [],
    "scales": [],
    "extent": [],
}
_DEFAULTS: dict[str, Any] = {
    "version": 1,
    "seed": 42,
    "data": {
        "name": "moons",
        "n_samples": 1000,
        "noise": 0.1,
        "test_size": 0.3,
        "classes": 3,
        "label_noise": 0.0,
        "imbalance": 0.0,
        "feature_x": "petal length",
        "feature_y": "petal width",
        "own": _OWN_DEFAULTS,
    },
    "model": {"inputs": ["x1", "x2"], "layers": [_LAYER_DEFAULTS["linear"]] * 2, "initializer": "pytorch"},
    "objective": {"loss": "binary_cross_entropy", "l1": 0.0, "l2": 0.0, "label_smoothing": 0.0},
    "optimizer": {"name": "adam", "learning_rate": 0.01, "momentum": 0.9, "weight_decay": 0.01, "clip_norm": 0.0},
    "schedule": {"name": "constant", "every": 30, "factor": 0.5},
    "training": {"batch_size": 32, "epochs": 100, "target_loss": 0.0, "target_score": 0.0, "patience": 0},
}


class _Repeated(dict[str, Any]):
    """A JSON object with a field given twice: noted while parsing, reported once its path is known."""

    field = ""


def to_dict(experiment: Experiment) -> dict[str, Any]:
    """The experiment as nested dictionaries and lists, every field included."""
    value: dict[str, Any] = _as_lists(dataclasses.asdict(experiment))
    return value


def from_dict(value: object) -> Experiment:
    """The experiment that nested dictionaries and lists describe; fields left out take version 1's defaults.

    Raises
    ------
    ValueError
        Names the first wrong field by its full path, its value and what would be accepted.
    """
    if not isinstance(value, dict):
        raise ValueError(f"the experiment is {show(value)}; accepted: an object in braces")
    # First of all, since the fields of another version are unknown here.
    check_field(field_at("version"), value.get("version", VERSION), "version")
    experiment: Experiment = _build(Experiment, value, _DEFAULTS, "")
    return experiment


def to_json(experiment: Experiment) -> str:
    """The experiment as indented JSON, every field included."""
    return json.dumps(to_dict(experiment), indent=2)


def from_json(text: str) -> Experiment:
    """The experiment that JSON text describes.

    Raises
    ------
    ValueError
        The text is too long, not JSON, or not an experiment; see `from_dict`.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"the text has {len(text):,} characters; accepted: at most {MAX_CHARACTERS:,}")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ValueError(f"the text {show(text)} is no JSON at {place}: {error.msg}; accepted: an experiment") from None
    except RecursionError:
        raise ValueError(f"the text {show(text)} is nested too deeply; accepted: an experiment") from None
    return from_dict(value)


def to_link(experiment: Experiment) -> str:
    """The experiment as the value of a link's parameter ``e``.

    ``1.`` and then, in URL-safe base64 without padding, zlib-compressed JSON of what differs from
    version 1's defaults. zlib's checksum tells a truncated or edited link.
    """
    difference = json.dumps(_difference(to_dict(experiment), _DEFAULTS), separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(difference.encode(), 9))
    return f"{VERSION}.{packed.decode().rstrip('=')}"


def from_link(text: str) -> Experiment:
    """The experiment of a link: the parameter's value, or a whole address that holds it.

    Raises
    ------
    ValueError
        The link is truncated, edited, foreign, of another version, or not an experiment; see `from_dict`.
    """
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"the link has {len(text):,} characters; accepted: at most {MAX_CHARACTERS:,}")
    value = _parameter(text) if _is_address(text) else text.strip()
    version, dot, packed = value.partition(".")
    if dot and re.fullmatch(r"[0-9]{1,9}", version) and version != str(VERSION):
        raise ValueError(f"version is {version}; accepted: {VERSION}")
    if not dot or version != str(VERSION):
        raise ValueError(f"the link is {show(value)}; accepted: an experiment's link, such as {to_link(Experiment())}")
    return from_json(_unpack(packed, value))


def load(text: str | bytes) -> Experiment:
    """The experiment of a file's text, of a link or of an address that holds one.

    Raises
    ------
    ValueError
        It is none of these, bytes that are not UTF-8, or not an experiment; see `from_dict`.
    """
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValueError(f"the text {show(text)} is not UTF-8; accepted: an experiment as JSON") from None
    if is_link(text):
        return from_link(text)
    if text.lstrip()[:1] in ("{", "["):
        return from_json(text)
    raise ValueError(f"the experiment is {show(text)}; accepted: its JSON, its link, or an address that holds one")


def is_link(text: str) -> bool:
    """Whether the text looks like a link or an address, intact or not."""
    return _is_address(text) or re.fullmatch(r"\s*[0-9]+\.[\w-]*\s*", text[:MAX_CHARACTERS]) is not None


def _build(record: type[Any], value: dict[str, Any], defaults: dict[str, Any], path: str) -> Any:
    _check_keys(record, value, path)
    filled = {**defaults, **value}
    values = {
        name: _build_field(f, filled[name], defaults[name], f"{path}{name}") for name, f in fields_of(record).items()
    }
    return record(**values)


def _build_field(f: dataclasses.Field[Any], value: object, default: Any, path: str) -> object:
    if "record" in f.metadata and isinstance(value, dict):
        return _build(f.metadata["record"], value, default, f"{path}.")
    if "kinds" in f.metadata and isinstance(value, list) and len(value) <= f.metadata["maximum"]:
        return tuple(_build_layer(item, f"{path}[{i}]") for i, item in enumerate(value))
    if "list" in f.metadata:
        value = _as_tuples(value)
    check_field(f, value, path)
    return value


def _build_layer(value: object, path: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{path} is {show(value)}; accepted: an object in braces")
    kind = value.get("kind", "linear")
    if not isinstance(kind, str) or kind not in LAYER_KINDS:
        raise ValueError(f"{path}.kind is {show(kind)}; accepted: {', '.join(map(repr, LAYER_KINDS))}")
    return _build(LAYER_KINDS[kind], value, _LAYER_DEFAULTS[kind], f"{path}.")


def _as_tuples(value: object) -> object:
    """Lists as tuples, and lists in lists; deeper ones are accepted nowhere and stay."""
    if not isinstance(value, list):
        return value
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)


def _as_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_lists(item) for key, item in value.items()}
    return [_as_lists(item) for item in value] if isinstance(value, tuple) else value


def _check_keys(record: type[Any], value: dict[str, Any], path: str) -> None:
    if isinstance(value, _Repeated):
        raise ValueError(f"{path}{show_name(value.field)} is given more than once; accepted: once")
    for key in value:
        known_field(record, key, path, f" ({show(value[key])})")


def _difference(value: Any, default: Any) -> Any:
    if isinstance(value, dict):
        return {key: _difference(item, default[key]) for key, item in value.items() if item != default[key]}
    if isinstance(value, list):
        return [_difference_of_layer(item) if isinstance(item, dict) else item for item in value]
    return value


def _difference_of_layer(layer: dict[str, Any]) -> dict[str, Any]:
    difference: dict[str, Any] = _difference(layer, _LAYER_DEFAULTS[layer["kind"]])
    return difference if layer["kind"] == "linear" else {"kind": layer["kind"], **difference}


def _integer(digits: str) -> int | str:
    # Python reads no integer of more than 4,300 digits; no field accepts the text, and the error can name its field.
    return int(digits) if len(digits) <= 4_000 else digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    repeated = _Repeated(value)
    repeated.field = Counter(key for key, _ in pairs).most_common(1)[0][0]
    return repeated


def _is_address(text: str) -> bool:
    return re.match(r"\s*(https?://|[^\s{\[]*\?)", text) is not None


def _parameter(address: str) -> str:
    try:
        query = parse_qs(urlsplit(address.strip()).query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        query = {}
    values = query.get(LINK_PARAMETER, [])
    if len(values) != 1:
        times = f"{len(values)} times"
        raise ValueError(f"the address {show(address)} holds the parameter {LINK_PARAMETER} {times}; accepted: once")
    return values[0]


def _unpack(packed: str, link: str) -> str:
    unpacker = zlib.decompressobj()
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        text = unpacker.decompress(data, MAX_CHARACTERS).decode()
    except (ValueError, zlib.error):  # binascii's and Unicode's errors are ValueErrors
        text = ""
    if not unpacker.eof or unpacker.unused_data or not text:
        raise ValueError(f"the link {show(link)} is cut off or changed; accepted: a complete experiment's link")
    return text
