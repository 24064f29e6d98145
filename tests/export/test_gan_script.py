"""The PyTorch script of a GAN repeats the page's numbers, and reads as if somebody had written it by hand."""

import ast
import json
import re
import subprocess
import sys

import nbformat
import pytest
import torch
from gan_runs import DIGITS, NORMALIZED, make_gan, numbers_of_page, numbers_of_script, parse_gan
from script_runs import run_script

from playground.config import (
    GanDataConfig,
    GanExperiment,
    GanObjectiveConfig,
    GanTrainingConfig,
    NoiseConfig,
    OptimizerConfig,
)
from playground.data import DISTRIBUTIONS, load_distribution
from playground.export import EXPORTS
from playground.fields import replace_at
from playground.lessons.presets.gan import GAN_PRESETS
from playground.models import ACTIVATIONS, INITIALIZERS
from playground.objectives import GAN_LOSSES
from playground.optim import OPTIMIZERS
from playground.serialization import from_json, from_link

WHOLE = GanExperiment(objective=GanObjectiveConfig(r1=0.005), training=GanTrainingConfig(average=0.995))
"""Everything that a good run wants: R1, an averaged generator, 64-64 networks."""


def assert_same(experiment, n_iterations, every=10):
    script, page = (f(experiment, n_iterations, every) for f in (numbers_of_script, numbers_of_page))
    assert len(page) == n_iterations // every
    torch.testing.assert_close(script, page, rtol=0, atol=1e-4)


# The numbers of issue D

LONG = {
    "with R1 and an average": WHOLE,
    **{f"objective {name}": make_gan(objective=GanObjectiveConfig(loss=name)) for name in GAN_LOSSES},
    "all digits": replace_at(DIGITS, "data.digit", "all"),
    "painted points": make_gan("own"),
    "batch norm and dropout": make_gan(
        generator={"layers": NORMALIZED}, discriminator={"layers": NORMALIZED}, training=GanTrainingConfig(average=0.99)
    ),
}


@pytest.mark.parametrize("case", LONG)
def test_numbers_are_those_of_the_page_over_500_iterations(case):
    assert_same(LONG[case], 500)


@pytest.mark.parametrize("name", GAN_PRESETS)
def test_preset_gives_the_numbers_of_the_page_over_500_iterations(name):
    assert_same(GAN_PRESETS[name].experiment, 500, every=50)


def test_fresh_process_prints_the_numbers_of_the_page(tmp_path):
    experiment = replace_at(WHOLE, "training.iterations", 500)
    path = tmp_path / "gan.py"
    path.write_text(EXPORTS["pytorch"].make(experiment), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)

    assert run.stderr == ""
    assert list(tmp_path.iterdir()) == [path]
    torch.testing.assert_close(parse_gan(run.stdout), numbers_of_page(experiment, 500), rtol=0, atol=1e-4)


# Everything there is to choose

CHOICES = {
    **{f"distribution {name}": make_gan(name) for name in DISTRIBUTIONS},
    "no spread": make_gan(GanDataConfig(name="ring", spread=0.0)),
    "one digit": DIGITS,
    **{
        f"{name}, smoothed and with R1": make_gan(
            objective=GanObjectiveConfig(loss=name, r1=0.1, label_smoothing=0.1, gradient_penalty=1.0)
        )
        for name in GAN_LOSSES
    },
    "no gradient penalty": make_gan(objective=GanObjectiveConfig(loss="wasserstein", gradient_penalty=0.0)),
    "one uniform number": make_gan(noise=NoiseConfig(size=1, distribution="uniform")),
    "32 normal numbers": make_gan(noise=NoiseConfig(size=32)),
    "3 steps against 2": make_gan(
        generator={"steps": 2}, discriminator={"steps": 3}, training=GanTrainingConfig(average=0.9, batch_size=32)
    ),
    "generator waits": make_gan(generator={"steps": 0}, training=GanTrainingConfig(average=0.9)),
    "discriminator waits": make_gan(discriminator={"steps": 0}, objective=GanObjectiveConfig(r1=0.1)),
    "no hidden layers": make_gan(generator={"layers": ()}, discriminator={"layers": ()}),
    "batch norm, gradient penalty": make_gan(
        generator={"layers": NORMALIZED},
        discriminator={"layers": NORMALIZED},
        objective=GanObjectiveConfig(loss="wasserstein", r1=0.1),
    ),
    "clipped": make_gan(
        generator={"optimizer": OptimizerConfig(learning_rate=0.001, clip_norm=0.1)},
        discriminator={"optimizer": OptimizerConfig(name="sgd", learning_rate=0.1, clip_norm=0.1)},
    ),
    **{
        f"optimizer {name}": make_gan(
            generator={"optimizer": OptimizerConfig(name=name, learning_rate=0.001)},
            discriminator={"optimizer": OptimizerConfig(name=name, learning_rate=0.002)},
        )
        for name in OPTIMIZERS
    },
    **{
        f"initializer {name}": make_gan(generator={"initializer": name}, discriminator={"initializer": name})
        for name in INITIALIZERS
    },
}


@pytest.mark.parametrize("case", CHOICES)
def test_numbers_are_those_of_the_page(case):
    assert_same(CHOICES[case], 50)


def test_players_may_have_any_activation():
    for name in ACTIVATIONS:
        layers = replace_at(make_gan(), "generator.layers[0].activation", name)
        assert_same(replace_at(layers, "discriminator.layers[0].activation", name), 10)


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_samples_are_those_of_the_page_digit_by_digit(name):
    experiment = replace_at(make_gan(name), "training.iterations", 1)
    names = run_script(EXPORTS["pytorch"].make(experiment))[1]
    distribution = load_distribution(experiment.data, experiment.seed)

    assert torch.equal(names["real_samples"], torch.from_numpy(distribution.samples))
    assert torch.equal(names["held_out"], torch.from_numpy(distribution.held_out[:1000]))


@pytest.mark.parametrize(("iterations", "lines"), [(2000, 40), (100, 10), (5, 5)])
def test_script_prints_a_line_now_and_then(iterations, lines):
    tiny = make_gan(generator={"layers": ()}, discriminator={"layers": ()}, training=GanTrainingConfig(batch_size=2))
    printed, _ = run_script(EXPORTS["pytorch"].make(replace_at(tiny, "training.iterations", iterations)))

    assert len(parse_gan(printed)) == lines
    assert parse_gan(printed)[-1, 0] == iterations


# How it reads


def test_script_is_short_and_needs_three_packages_only():
    codes = {name: EXPORTS["pytorch"].make(experiment) for name, experiment in {"planar": WHOLE, "all": DIGITS}.items()}
    for code in codes.values():
        lines = code.splitlines()
        modules = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {getattr(node, "module", None) or node.names[0].name for node in modules}

        assert len(lines) < 125
        assert {name.partition(".")[0] for name in names} <= {"copy", "numpy", "torch", "sklearn"}
        assert re.findall(r"^# (Data|Networks|Training)\.", code, re.MULTILINE) == ["Data", "Networks", "Training"]


def test_script_says_nothing_that_the_experiment_does_not_need():
    code = EXPORTS["pytorch"].make(make_gan())

    for word in ("average", "copy", "smoothing", "slopes", "mix", ".eval()", "clip_grad", "class ", "for _ in"):
        assert word not in code


def test_gan_scripts_are_laid_out_as_ruff_would(tmp_path):
    # Painted points are a table, many in a line.
    for name, experiment in {**LONG, **CHOICES}.items():
        if experiment.data.name != "own":
            code = EXPORTS["pytorch"].make(experiment)
            (tmp_path / f"{re.sub('[^a-z0-9]+', '_', name)}.py").write_text(code, encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--config", "line-length=100", str(tmp_path)]

    for command in (["format", "--diff"], ["check", "--extend-select", "I,B,E,W,UP,SIM"]):
        run = subprocess.run([*ruff, *command, *options], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


# What cannot be exported, and other forms


@pytest.mark.parametrize("form", ["pytorch", "notebook"])
@pytest.mark.parametrize(
    ("experiment", "sentence"),
    [
        (make_gan(GanDataConfig(name="own")), "There are no points yet"),
        (make_gan(GanDataConfig(name="own", points=((0.0, 0.0),))), "There is a single painted point"),
        (make_gan(generator={"steps": 0}, discriminator={"steps": 0}), "0 steps"),
    ],
)
def test_nothing_to_imitate_is_said_instead_of_exported(form, experiment, sentence):
    with pytest.raises(ValueError, match=sentence):
        EXPORTS[form].make(experiment)


def test_keras_is_refused_with_what_there_is():
    with pytest.raises(ValueError, match=r"^the form is 'keras'; accepted for a GAN: pytorch, notebook, json, link$"):
        EXPORTS["keras"].make(WHOLE)


def test_json_and_link_read_back():
    assert from_json(EXPORTS["json"].make(WHOLE)) == WHOLE
    assert from_link(EXPORTS["link"].make(WHOLE).strip()) == WHOLE


@pytest.mark.parametrize("case", ["with R1 and an average", "batch norm and dropout"])
def test_gan_notebook_is_valid_and_its_cells_run(case):
    short = replace_at(LONG[case], "training.iterations", 20)
    notebook = nbformat.reads(EXPORTS["notebook"].make(short), as_version=nbformat.NO_CONVERT)
    codes = [cell.source for cell in notebook.cells if cell.cell_type == "code"]

    nbformat.validate(notebook)
    printed, _ = run_script("\n\n".join(codes))
    lines = "\n".join(line for line in printed.splitlines() if line.startswith("iteration"))
    torch.testing.assert_close(parse_gan(lines), numbers_of_page(short, 20), rtol=0, atol=1e-4)


def test_each_part_of_the_gan_notebook_is_explained():
    cells = json.loads(EXPORTS["notebook"].make(WHOLE))["cells"]
    places = [cell["id"] for cell in cells]

    for name in ("data", "networks", "training"):
        words = "".join(cells[places.index(name) - 1]["source"])
        assert words.startswith(f"## {name.capitalize()}")
        assert "**Try:**" in words


def test_gan_export_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    EXPORTS["pytorch"].make(WHOLE)

    assert torch.equal(torch.get_rng_state(), before)
