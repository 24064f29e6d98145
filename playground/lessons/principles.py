"""Text of the first-principles labs: one JSON file a lab, and the words that all of them share."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from playground.lessons import LANGUAGE


@cache
def read_principle(name: str, language: str = LANGUAGE) -> dict[str, Any]:
    """A lab's lesson: question, lede, tabs, tries, readings and words.

    Parameters
    ----------
    name : str
        The lab's, for example ``"perceptron"``; ``"shell"`` holds what all labs share.
    language : str
        Folder of the translation.
    """
    path = Path(__file__).parent / language / "principles" / f"{name}.json"
    lesson: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return lesson


def principle_words(name: str) -> dict[str, str]:
    """All words that a lab's stage may say: the shared ones and its own."""
    return {**read_principle("shell")["words"], **read_principle(name).get("words", {})}


def say_principle(key: str, **values: object) -> str:
    """A word or sentence of the pages around the stages, its places filled."""
    text: str = read_principle("shell")["page"][key]
    return text.format(**values)
