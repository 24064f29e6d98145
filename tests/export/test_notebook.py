"""The notebook is the PyTorch script in cells: valid, and it runs as it is."""

import ast
import json

import nbformat
import pytest
import torch
from nbclient import NotebookClient
from script_runs import DESIGN, losses_of_page, make_experiment, parse, run_script

from playground.config import BatchNormConfig, DropoutConfig, LinearConfig, ModelConfig, TrainingConfig
from playground.export import EXPORTS
from playground.fields import replace_at

NORMALIZED = ModelConfig(layers=(LinearConfig(), BatchNormConfig(), DropoutConfig()))


def make_notebook(experiment):
    return nbformat.reads(EXPORTS["notebook"].make(experiment), as_version=nbformat.NO_CONVERT)


def code_of(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")


@pytest.mark.parametrize(
    "experiment", [DESIGN, make_experiment("blobs", model=NORMALIZED), make_experiment("sine"), make_experiment("own")]
)
def test_notebook_is_valid_and_its_cells_run(experiment):
    short = replace_at(experiment, "training.epochs", 2)
    notebook = make_notebook(short)

    nbformat.validate(notebook)
    printed, _ = run_script(code_of(notebook))
    torch.testing.assert_close(parse(printed), losses_of_page(short), rtol=0, atol=1e-4)


def test_cells_hold_the_code_of_the_script():
    script = ast.parse(EXPORTS["pytorch"].make(DESIGN)).body[1:]  # without its docstring
    cells = ast.parse(code_of(make_notebook(DESIGN))).body

    assert list(map(ast.dump, cells[: len(script)])) == list(map(ast.dump, script))


def test_each_part_is_explained_before_its_cell():
    cells = make_notebook(DESIGN).cells

    for name in ("data", "network", "training"):
        place = [cell.id for cell in cells].index(name)
        assert cells[place - 1].source.startswith(f"## {name.capitalize()}")
        assert "**Try:**" in cells[place - 1].source


def test_notebook_is_plain_json():
    assert json.loads(EXPORTS["notebook"].make(DESIGN))["nbformat"] == 4


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of Jupyter's own parts
def test_jupyter_runs_the_notebook(tmp_path):
    experiment = make_experiment("blobs", model=NORMALIZED, training=TrainingConfig(epochs=5))
    notebook = make_notebook(experiment)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()

    printed = "".join(
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "text" in output
    )
    lines = "\n".join(line for line in printed.splitlines() if line.startswith("epoch"))
    torch.testing.assert_close(parse(lines), losses_of_page(experiment), rtol=0, atol=1e-4)
