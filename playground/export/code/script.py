"""Script: sections of code under the imports that they need."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 100
"""Longest line of a script: it is read on projectors."""

IMPORTS = {
    "copy": "import copy",
    "math": "import math",
    "partial": "from functools import partial",
    "keras": "import keras",
    "np": "import numpy as np",
    "torch": "import torch",
    "layers": "from keras import layers",
    "load_digits": "from sklearn.datasets import load_digits",
    "load_iris": "from sklearn.datasets import load_iris",
    "make_blobs": "from sklearn.datasets import make_blobs",
    "make_circles": "from sklearn.datasets import make_circles",
    "make_moons": "from sklearn.datasets import make_moons",
    "train_test_split": "from sklearn.model_selection import train_test_split",
    "nn": "from torch import nn",
    "relu": "from torch.nn.functional import relu",
    "softplus": "from torch.nn.functional import softplus",
    "lr_scheduler": "from torch.optim import lr_scheduler",
}
"""What brings a name into a script, in the order in which scripts import."""
STANDARD = ("copy", "math", "partial")
"""Those of the standard library."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of a script, and a cell of a notebook.

    Parameters
    ----------
    name : str
        One word.
    summary : str
        A sentence.
    blocks : tuple of str
        Lines of code that belong together, a blank line between one block and the next; each ends in a line break.
    """

    name: str
    summary: str
    blocks: tuple[str, ...]


def write_script(title: str, remark: str, sections: Sequence[Section]) -> str:
    """A whole script: a docstring of a title and a remark, imports, and each section under its name."""
    docstring = f'"""{title}\n\n{textwrap.fill(remark, WIDTH)}\n"""\n'
    blocks = [docstring, write_imports(sections)]
    for section in sections:
        heading = write_comment(f"{section.name}. {section.summary}")
        blocks += [heading + section.blocks[0], *section.blocks[1:]]
    return join_blocks(blocks)


def write_imports(sections: Iterable[Section]) -> str:
    """The imports of the names that the sections use: those of the standard library, then the others."""
    trees = [ast.parse(block) for section in sections for block in section.blocks]
    used = {node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)}
    standard = [line for name, line in IMPORTS.items() if name in used and name in STANDARD]
    others = [line for name, line in IMPORTS.items() if name in used and name not in STANDARD]
    return "\n\n".join("\n".join(lines) for lines in (standard, others) if lines) + "\n"


def join_blocks(blocks: Iterable[str]) -> str:
    """Blocks with a blank line between them, with two around those that define a function or a class."""
    text, was_definition = "", False
    for block in blocks:
        is_definition = re.search(r"^(def|class) ", block, re.MULTILINE) is not None
        text += ("\n" * (1 + (is_definition or was_definition)) if text else "") + block
        was_definition = is_definition
    return text


def write_list(items: Sequence[str]) -> str:
    """A list in one line if it is short, else one item a line."""
    line = f"[{', '.join(items)}]"
    return line if len(line) < WIDTH // 2 else "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def write_comment(text: str) -> str:
    """The text as comment lines."""
    return textwrap.fill(text, WIDTH, initial_indent="# ", subsequent_indent="# ") + "\n"
