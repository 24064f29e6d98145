"""The PyTorch script repeats the page's numbers, and reads as if somebody had written it by hand."""

import ast
import dataclasses
import subprocess
import sys

import pytest
import torch
from script_runs import DESIGN, losses_of_page, losses_of_script, make_experiment, make_own, parse, run_script

from playground.__main__ import main
from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
    ScheduleConfig,
    TrainingConfig,
)
from playground.data import DATASETS, FEATURES, Choice, load_dataset, read_table
from playground.data import make_own as make_own_from
from playground.export import EXPORTS
from playground.fields import replace_at
from playground.lessons.presets import PRESETS
from playground.models import ACTIVATIONS, INITIALIZERS
from playground.objectives import LOSSES
from playground.optim import OPTIMIZERS
from playground.schedules import SCHEDULES
from playground.serialization import to_link

TASK_SETS = {"binary": "moons", "multiclass": "blobs", "regression": "saddle"}
NORMALIZED = ModelConfig(
    layers=(
        LinearConfig(units=16, activation="linear"),
        BatchNormConfig(activation="relu"),
        DropoutConfig(rate=0.2),
        LinearConfig(units=16, activation="tanh"),
        LayerNormConfig(activation="silu"),
        DropoutConfig(rate=0.1),
    )
)
RESIDUAL = ModelConfig(
    layers=(
        LinearConfig(units=8, activation="tanh"),
        LinearConfig(units=8, activation="relu", residual=True),
        DropoutConfig(rate=0.1),
        LinearConfig(units=8, activation="linear", residual=True),
    )
)
CSV = "height,width,kind\n" + "".join(
    f"{150 + 7 * (i % 11)},{40 + 3 * (i % 7) + 5 * (i % 3)},{'abc'[i % 3]}\n" for i in range(90)
)


def make_from_table(**parts):
    own, _ = make_own_from(
        read_table(CSV.encode()), Choice(features=("height", "width"), target="kind", task="classification")
    )
    return make_experiment("own", data={"own": own}, **parts)


def assert_first_epochs_agree(experiment, n_epochs):
    torch.testing.assert_close(
        losses_of_script(experiment, n_epochs), losses_of_page(experiment, n_epochs), rtol=0, atol=1e-4, equal_nan=True
    )


# The numbers of issue C

WHOLE_RUNS = {
    "three classes with dropout and batch norm": make_experiment("spirals", model=NORMALIZED),
    "regression with Huber and cosine": make_experiment(
        "saddle", loss="huber", schedule=ScheduleConfig(name="cosine"), training=TrainingConfig(epochs=60)
    ),
    "painted points": make_experiment("own", data={"own": make_own(80)}, training=TrainingConfig(epochs=60)),
    "a table": make_from_table(training=TrainingConfig(batch_size=10, epochs=60)),
}


@pytest.mark.parametrize("case", WHOLE_RUNS)
def test_losses_are_those_of_the_page_to_the_end(case):
    script, page = losses_of_script(WHOLE_RUNS[case]), losses_of_page(WHOLE_RUNS[case])

    torch.testing.assert_close(script[:20], page[:20], rtol=0, atol=1e-4)
    torch.testing.assert_close(script[-1], page[-1], rtol=0.01, atol=1e-4)


def test_design_experiment_prints_the_losses_of_the_page_in_a_fresh_process(tmp_path):
    path = tmp_path / "moons.py"
    path.write_text(EXPORTS["pytorch"].make(DESIGN), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-I", "-W", "error", str(path)], capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert run.stderr == ""
    assert list(tmp_path.iterdir()) == [path]
    torch.testing.assert_close(parse(run.stdout), losses_of_page(DESIGN), rtol=0, atol=1e-4)
    assert float(run.stdout.split()[-1]) >= 0.99  # the last number is the accuracy


# Everything there is to choose

CHOICES = {
    **{f"data set {name}": make_experiment(name) for name in DATASETS},
    **{
        f"data set {name}, rarer and wrong classes": make_experiment(
            name, data={"imbalance": 0.5, "label_noise": 0.1, "noise": 0.0}
        )
        for name, spec in DATASETS.items()
        if "imbalance" in spec.uses
    },
    "some flowers, some of them wrong": make_experiment("iris", data={"n_samples": 100, "label_noise": 0.1}),
    **{f"optimizer {name}": make_experiment(optimizer=OptimizerConfig(name=name)) for name in OPTIMIZERS},
    **{
        f"schedule {name}": make_experiment(schedule=ScheduleConfig(name=name, every=2), training=TrainingConfig())
        for name in SCHEDULES
    },
    **{f"initializer {name}": make_experiment(model=ModelConfig(initializer=name)) for name in INITIALIZERS},
    **{
        f"activation {name}": make_experiment(model=ModelConfig(layers=(LinearConfig(activation=name),) * 2))
        for name in ACTIVATIONS
    },
    # Plain descent: of gradients that cancel, all that Adam leaves is their rounding, and it takes whole steps of it.
    **{
        f"loss {name} of {task}, smoothed and with penalties": make_experiment(
            TASK_SETS[task],
            objective=ObjectiveConfig(loss=name, label_smoothing=0.2, l1=0.001, l2=0.01),
            optimizer=OptimizerConfig(name="sgd", clip_norm=0.5),
        )
        for name, spec in LOSSES.items()
        for task in spec.tasks
    },
    **{
        f"all inputs of {name}": make_experiment(name, model=ModelConfig(inputs=tuple(FEATURES)))
        for name in ("moons", "sine")
    },
    "inputs in another order": make_experiment(model=ModelConfig(inputs=("x2", "x1"))),
    "all kinds of layers": make_experiment("blobs", model=NORMALIZED),
    "residual layers": make_experiment(model=RESIDUAL),
    "no hidden layer": make_experiment(model=ModelConfig(layers=())),
    # 97 training points in batches of 32, and 33 in one.
    "a last batch of one": make_experiment(data={"n_samples": 130, "test_size": 0.25}, model=NORMALIZED),
    "one batch and a point": make_experiment(data={"n_samples": 44, "test_size": 0.25}, model=NORMALIZED),
    "no test set": make_experiment("own", data={"own": make_own(3)}),
    "a single test point": make_experiment(
        "own",
        data={"own": OwnData(points=((0.0, 0.0), (0.5, 1.0), (1.0, 0.5), (0.2, 0.1)), features=("x",), classes=())},
        loss="mse",
    ),
    **{f"preset {name}": preset.experiment for name, preset in PRESETS.items()},
}


@pytest.mark.parametrize("case", CHOICES)
def test_losses_are_those_of_the_page(case):
    assert_first_epochs_agree(CHOICES[case], 3)


@pytest.mark.parametrize("case", [case for case in CHOICES if case.startswith(("data set", "some flowers"))])
def test_points_are_those_of_the_page_digit_by_digit(case):
    experiment = replace_at(CHOICES[case], "training.epochs", 1)
    names = run_script(EXPORTS["pytorch"].make(experiment))[1]
    dataset = load_dataset(experiment.data, experiment.seed)

    for part in ("train", "test"):
        assert torch.equal(names[f"X_{part}"], torch.tensor(getattr(dataset, f"X_{part}")))
        assert torch.equal(names[f"y_{part}"].flatten().float(), torch.tensor(getattr(dataset, f"y_{part}")).float())


# Stopping

STOPS = {
    "target loss": TrainingConfig(target_loss=0.15),
    "target score": TrainingConfig(target_score=0.95),
    "patience": TrainingConfig(patience=3),
}


@pytest.mark.parametrize("case", STOPS)
def test_script_stops_where_the_page_stops(case):
    experiment = make_experiment(data={"noise": 0.25}, training=dataclasses.replace(STOPS[case], epochs=200))
    if case != "patience":
        experiment = replace_at(experiment, "data.noise", 0.1)
    page = losses_of_page(experiment)

    assert 1 < len(page) < 200
    torch.testing.assert_close(losses_of_script(experiment), page, rtol=0, atol=1e-4)


def test_lost_patience_brings_the_best_weights_back():
    experiment = make_experiment(data={"noise": 0.25}, training=TrainingConfig(patience=3))
    printed, names = run_script(EXPORTS["pytorch"].make(experiment))
    losses = parse(printed)[:, 1]

    with torch.no_grad():
        restored = names["criterion"](names["model"](names["X_test"]), names["y_test"])
    torch.testing.assert_close(restored, losses.min(), rtol=0, atol=1e-6)
    assert f"the weights of epoch {losses.argmin() + 1}." in printed


# How it reads


def test_design_script_is_short_and_needs_three_packages_only():
    code = EXPORTS["pytorch"].make(DESIGN)
    lines = code.splitlines()
    modules = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in modules}

    assert len(lines) < 80
    assert max(map(len, lines)) <= 100
    assert {name.partition(".")[0] for name in names} == {"torch", "sklearn"}
    assert [line.split(".")[0] for line in lines if line.startswith(("# Data.", "# Network.", "# Training."))] == [
        "# Data",
        "# Network",
        "# Training",
    ]


def test_script_says_nothing_that_the_experiment_does_not_need():
    code = EXPORTS["pytorch"].make(DESIGN)

    for word in ("numpy", "scheduler", "weights = ", "clip_grad", "model.eval", "best_loss", "\nclass ", "\ndef "):
        assert word not in code


def test_scripts_are_laid_out_as_ruff_would(tmp_path):
    for name, preset in PRESETS.items():
        for form in ("pytorch", "keras"):
            path = tmp_path / f"{name}_{form}.py"
            path.write_text(EXPORTS[form].make(preset.experiment), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--config", "line-length=100", str(tmp_path)]

    for command in (["format", "--diff"], ["check", "--extend-select", "I,B,E,W,UP,SIM"]):
        run = subprocess.run([*ruff, *command, *options], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_entries_of_the_model_stand_where_weights_files_name_them():
    names = run_script(EXPORTS["pytorch"].make(replace_at(make_experiment(model=RESIDUAL), "training.epochs", 1)))[1]

    assert list(names["model"].state_dict()) == [
        f"{place}.{kind}" for place in ("0", "2.0", "4.0", "5") for kind in ("weight", "bias")
    ]


# Text from outside

HOSTILE = 'a\nimport os #\r\'"""\\'


def test_names_from_files_and_links_stay_in_comments():
    own = make_own(30)
    named = dataclasses.replace(
        own,
        features=(HOSTILE, "\u2028b"),
        target=("\x0cc{d}",),
        classes=(f"{HOSTILE} 0", "\0 ünï"),
        centers=(1.0, 2.0, 0.0),
    )
    for form in ("pytorch", "keras"):
        codes = [EXPORTS[form].make(make_experiment("own", data={"own": o})) for o in (own, named)]

        assert ast.dump(ast.parse(codes[0])) == ast.dump(ast.parse(codes[1]))
        assert "ünï" in codes[1]


@pytest.mark.parametrize("form", ["pytorch", "keras", "notebook"])
def test_nothing_to_learn_is_said_instead_of_exported(form, capsys):
    experiment = make_experiment("own", data={"own": OwnData()})

    with pytest.raises(ValueError, match="There are no points yet"):
        EXPORTS[form].make(experiment)
    assert main(["export", to_link(experiment), "--to", form]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("playground: There are no points yet")
    assert len(err.splitlines()) == 1


def test_export_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    EXPORTS["pytorch"].make(DESIGN)

    assert torch.equal(torch.get_rng_state(), before)


def test_command_line_writes_the_script(tmp_path):
    assert main(["export", to_link(DESIGN), "--to", "pytorch", "-o", str(tmp_path / "moons.py")]) == 0
    assert (tmp_path / "moons.py").read_text(encoding="utf-8") == EXPORTS["pytorch"].make(DESIGN)
