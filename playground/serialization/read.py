"""An experiment from whatever a reader has of it."""

from __future__ import annotations

from playground.checks import show
from playground.config import AnyExperiment
from playground.serialization.link import from_link, is_link
from playground.serialization.text import from_json


def load(text: str | bytes) -> AnyExperiment:
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
