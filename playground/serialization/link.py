"""An experiment as a link's parameter, and back."""

from __future__ import annotations

import base64
import json
import re
import zlib
from urllib.parse import parse_qs, urlsplit

from playground.checks import show
from playground.config import VERSION, AnyExperiment, Experiment
from playground.serialization.defaults import find_differences
from playground.serialization.text import MAX_CHARACTERS, from_json
from playground.serialization.tree import to_dict

LINK_PARAMETER = "e"


def to_link(experiment: AnyExperiment) -> str:
    """The experiment as the value of a link's parameter ``e``.

    ``1.`` and then, in URL-safe base64 without padding, zlib-compressed JSON of what differs from
    version 1's defaults. zlib's checksum tells a truncated or edited link.
    """
    difference = json.dumps(find_differences(to_dict(experiment)), separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(difference.encode(), 9))
    return f"{VERSION}.{packed.decode().rstrip('=')}"


def from_link(text: str) -> AnyExperiment:
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


def is_link(text: str) -> bool:
    """Whether the text looks like a link or an address, intact or not."""
    return _is_address(text) or re.fullmatch(r"\s*[0-9]+\.[\w-]*\s*", text[:MAX_CHARACTERS]) is not None


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
