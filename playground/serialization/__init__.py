"""An experiment as a dictionary, as JSON and as a link; every way round is lossless.

What comes in may come from anywhere: each error is one sentence that names the field by its full
path, the value received and what would be accepted.
"""

from playground.serialization.link import LINK_PARAMETER, from_link, is_link, to_link
from playground.serialization.read import load
from playground.serialization.text import MAX_CHARACTERS, from_json, to_json
from playground.serialization.tree import from_dict, to_dict

__all__ = [
    "LINK_PARAMETER",
    "MAX_CHARACTERS",
    "from_dict",
    "from_json",
    "from_link",
    "is_link",
    "load",
    "to_dict",
    "to_json",
    "to_link",
]
