"""An experiment as a Jupyter notebook: the PyTorch script in cells, with words between them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from playground.config import Experiment
from playground.export.code.job import Job, read_job
from playground.export.code.script import Section, join_blocks, write_imports
from playground.export.pytorch import REMARK, write_sections

Cell = dict[str, Any]

INTRODUCTION = "Run the cells from top to bottom (Shift+Enter). Then change something, and run from there on again."
ADVICE = {
    "Data": "**Try:** another `random_state`, more noise, fewer points. What does the network make of them?",
    "Network": "**Try:** fewer units, one more layer, another activation. Layers that follow each other must agree: "
    "what one puts out, the next takes in. Run this cell again to begin with fresh weights.",
    "Training": "An *epoch* is one pass over the training points, a *step* is one batch. If the training loss still "
    "falls while the test loss climbs, the network learns the points by heart.\n\n"
    "**Try:** a learning rate ten times as large, a batch of all points, another optimizer. Run the cell of the "
    "network first, or training goes on from where it is.",
}
QUESTION = (
    "## Ask the network\n\nIts outputs for five points, and what would be right. "
    "**Try:** a point of your own, such as `torch.zeros(1, {n_inputs})`."
)


def make_notebook(experiment: Experiment) -> str:
    """The notebook of an experiment, as the text of an .ipynb file of format 4.5.

    Raises
    ------
    ValueError
        Nothing can be learned from the points.
    """
    job = read_job(experiment)
    return write_notebook(job.title, REMARK, write_sections(job), ADVICE, _ask(job))


def write_notebook(
    title: str, remark: str, sections: Sequence[Section], advice: Mapping[str, str], last: Sequence[Cell]
) -> str:
    """The text of an .ipynb file: a title, imports, each section with words before it, and last cells.

    Parameters
    ----------
    title, remark : str
        What it is about.
    sections : sequence of Section
    advice : Mapping[str, str]
        What to try, by the name of the section.
    last : sequence of Cell
        See `make_cell`.
    """
    cells = [
        make_cell("title", f"# {title}\n\n{remark}\n\n{INTRODUCTION}"),
        make_cell("imports", write_imports(sections), is_code=True),
    ]
    for section in sections:
        cells += _explain(section, advice[section.name])
    cells += last
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def make_cell(name: str, text: str, is_code: bool = False) -> Cell:
    """A cell of words, or of code that has not been run."""
    cell: Cell = {"cell_type": "code" if is_code else "markdown", "id": name, "metadata": {}}
    if is_code:
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": text.rstrip("\n").splitlines(keepends=True)}


def _explain(section: Section, advice: str) -> list[Cell]:
    name = section.name.lower()
    text = f"## {section.name}\n\n{section.summary}\n\n{advice}"
    return [make_cell(f"about-{name}", text), make_cell(name, join_blocks(section.blocks), is_code=True)]


def _ask(job: Job) -> list[Cell]:
    part = "test" if job.n_test else "train"
    code = f'with torch.no_grad():\n    print(model(X_{part}[:5]))\nprint("right:", y_{part}[:5])\n'
    question = QUESTION.format(n_inputs=len(job.inputs))
    return [make_cell("about-question", question), make_cell("question", code, is_code=True)]
