"""An experiment as a Jupyter notebook: the PyTorch script in cells, with words between them."""

from __future__ import annotations

import json
from typing import Any

from playground.config import Experiment
from playground.export.code.job import Job, read_job
from playground.export.code.script import Section, join_blocks, write_imports
from playground.export.pytorch import REMARK, write_sections

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
    sections = write_sections(job)
    cells = [
        _make_cell("title", f"# {job.title}\n\n{REMARK}\n\n{INTRODUCTION}"),
        _make_cell("imports", write_imports(sections), is_code=True),
    ]
    for section in sections:
        cells += _explain(section)
    cells += _ask(job)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _explain(section: Section) -> list[dict[str, Any]]:
    name = section.name.lower()
    text = f"## {section.name}\n\n{section.summary}\n\n{ADVICE[section.name]}"
    return [_make_cell(f"about-{name}", text), _make_cell(name, join_blocks(section.blocks), is_code=True)]


def _ask(job: Job) -> list[dict[str, Any]]:
    part = "test" if job.n_test else "train"
    code = f'with torch.no_grad():\n    print(model(X_{part}[:5]))\nprint("right:", y_{part}[:5])\n'
    question = QUESTION.format(n_inputs=len(job.inputs))
    return [_make_cell("about-question", question), _make_cell("question", code, is_code=True)]


def _make_cell(name: str, text: str, is_code: bool = False) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": "code" if is_code else "markdown", "id": name, "metadata": {}}
    if is_code:
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": text.rstrip("\n").splitlines(keepends=True)}
