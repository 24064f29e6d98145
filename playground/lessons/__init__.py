"""Lessons: Markdown text, and the experiments that the labs open with."""

from __future__ import annotations

from pathlib import Path


def read_lesson(name: str, language: str = "en") -> str:
    """The Markdown text of a lab's lesson.

    Parameters
    ----------
    name : str
        The lab's, for example ``"network_lab"``.
    language : str
        Folder of the translation.
    """
    return (Path(__file__).parent / language / f"{name}.md").read_text(encoding="utf-8")
