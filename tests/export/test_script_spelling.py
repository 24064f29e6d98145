"""Every entry of every registry has its spelling in scripts, and every data set its code."""

import subprocess
import sys

import pytest

from playground.engine.catalog import REGISTRIES
from playground.export import EXPORTS
from playground.export.code.datasets import DATASETS
from playground.export.code.spelling import LOSSES_OF_ONE_OUTPUT, LOSSES_OF_SEVERAL, SMOOTHED_LOSSES, SPELLINGS
from playground.export.gan.distributions import PLACES, POOLS
from playground.export.gan.losses import LOSSES as GAN_LOSSES
from playground.objectives import GAN_LOSSES as GAN_SPECS
from playground.objectives import LOSSES, TASKS, losses_for

SPELLED = {
    **SPELLINGS,
    "datasets": DATASETS,
    "distributions": {**PLACES, **dict.fromkeys(POOLS)},
    "gan_losses": GAN_LOSSES,
}
PLACES_OF_CODE = {
    "datasets": "code/datasets.py",
    "distributions": "gan/distributions.py",
    "gan_losses": "gan/losses.py",
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, registry in REGISTRIES.items() for name in registry])
def test_entry_is_spelled(kind, name):
    place = PLACES_OF_CODE.get(kind, "code/spelling.py")

    assert name in SPELLED[kind], f"say in playground/export/{place}, {kind.upper()}, how scripts write {name!r}"


@pytest.mark.parametrize("kind", SPELLED)
def test_nothing_is_spelled_that_is_not_there(kind):
    assert set(SPELLED[kind]) == set(REGISTRIES[kind])


def test_losses_that_smooth_are_spelled_smoothed_too():
    assert set(SMOOTHED_LOSSES) == {name for name, spec in LOSSES.items() if spec.smooths}


def test_gan_losses_that_smooth_are_spelled_smoothed_too():
    assert {name for name, row in GAN_LOSSES.items() if row.smoothed} == {n for n, s in GAN_SPECS.items() if s.smooths}


def test_losses_are_spelled_for_each_of_their_tasks():
    for task in TASKS:
        spelled = LOSSES_OF_SEVERAL if task == "multiclass" else LOSSES_OF_ONE_OUTPUT
        assert set(losses_for(task)) <= set(spelled), f"say in playground/export/code/spelling.py how: {task}"


@pytest.mark.parametrize("name", EXPORTS)
def test_export_says_what_it_is(name):
    spec = EXPORTS[name]

    assert name.isidentifier()
    assert spec.label
    assert spec.summary.endswith(".")
    assert "." in spec.file_name
    assert "/" in spec.mime
    assert spec.language in ("python", "json", "")


def test_list_of_exports_costs_no_torch():
    code = "import sys, playground.export; print('torch' in sys.modules, 'sklearn' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "False False\n"
