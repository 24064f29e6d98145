"""Lessons: all text for readers, and the experiments that the labs open with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

LANGUAGE = "en"


def read_lesson(name: str, language: str = LANGUAGE) -> str:
    """The Markdown text of a lab's lesson.

    Parameters
    ----------
    name : str
        The lab's, for example ``"network_lab"``.
    language : str
        Folder of the translation.
    """
    return (Path(__file__).parent / language / f"{name}.md").read_text(encoding="utf-8")


@cache
def read_words(language: str = LANGUAGE) -> dict[str, dict[str, str]]:
    """Words and sentences of the page (``"page"``) and of the live views (``"stage"``), with {places} to fill.

    Parameters
    ----------
    language : str
        Folder of the translation.
    """
    text = (Path(__file__).parent / language / "words.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = json.loads(text)
    return words


def say(key: str, **values: object) -> str:
    """A word or sentence of the page, its places filled."""
    return read_words()["page"][key].format(**values)
