"""The Keras script is plain Keras 3, runs, and ends at about the page's score."""

import json
import math
import os
import subprocess
import sys

import pytest
from script_runs import DESIGN, make_experiment

from playground.config import (
    BatchNormConfig,
    DropoutConfig,
    LayerNormConfig,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    ScheduleConfig,
    TrainingConfig,
)
from playground.data import FEATURES
from playground.engine.build import build_trainer
from playground.engine.run import Run
from playground.export import EXPORTS
from playground.lessons.presets import PRESETS
from playground.models import ACTIVATIONS, INITIALIZERS
from playground.objectives import LOSSES
from playground.optim import OPTIMIZERS
from playground.schedules import SCHEDULES

TASK_SETS = {"binary": "moons", "multiclass": "blobs", "regression": "saddle"}
# Keras takes seconds to load: many scripts in one process, which prints the names that each leaves behind.
DRIVER = """
import contextlib, io, json, sys
for path in sys.argv[1:]:
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(open(path, encoding="utf-8").read(), path, "exec"), names)
    score = names.get("accuracy", names.get("r2"))
    print(json.dumps([printed.getvalue().splitlines()[-1], float(names["loss"]), float(score)]))
"""


def run_all(experiments, folder):
    """The last line, the loss and the score of each script."""
    paths = [folder / f"{i}.py" for i in range(len(experiments))]
    for path, experiment in zip(paths, experiments, strict=True):
        path.write_text(EXPORTS["keras"].make(experiment), encoding="utf-8")
    environment = {**os.environ, "KERAS_BACKEND": "torch", "KERAS_HOME": str(folder)}
    command = [sys.executable, "-I", "-c", DRIVER, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def score_of_page(experiment):
    run = Run(experiment, build_trainer)
    run.advance(math.inf, deadline=math.inf, until_epoch=experiment.training.epochs)
    metrics = run.trainer.evaluate()
    return metrics.get("test_accuracy", metrics.get("test_r2"))


LEARNED = {
    "design": DESIGN,
    "spirals with dropout and batch norm": PRESETS["spirals"].experiment,
    "plane": PRESETS["plane"].experiment,
}


@pytest.mark.slow
def test_scores_are_about_those_of_the_page(tmp_path):
    results = run_all(list(LEARNED.values()), tmp_path)

    for (name, experiment), (line, _, score) in zip(LEARNED.items(), results, strict=True):
        assert line.startswith("test loss ")
        assert score == pytest.approx(score_of_page(experiment), abs=0.02), name


def make_short(name="moons", **parts):
    parts.setdefault("training", TrainingConfig(batch_size=16, epochs=2))
    return make_experiment(name, **({} if name == "own" else {"data": {"n_samples": 60}}), **parts)


EVERY_LAYER = ModelConfig(
    layers=(
        *(LinearConfig(units=4, activation=name, residual=i > 0) for i, name in enumerate(ACTIVATIONS)),
        BatchNormConfig(activation="leaky_relu"),
        DropoutConfig(),
        LayerNormConfig(activation="gelu"),
    )
)
SHORT = [
    *(make_short(optimizer=OptimizerConfig(name=name, clip_norm=1.0)) for name in OPTIMIZERS),
    *(make_short(schedule=ScheduleConfig(name=name, every=2)) for name in SCHEDULES),
    *(make_short(model=ModelConfig(initializer=name)) for name in INITIALIZERS),
    *(
        make_short(TASK_SETS[task], objective=ObjectiveConfig(loss=name, label_smoothing=smoothing, l1=0.001, l2=0.01))
        for name, spec in LOSSES.items()
        for task in spec.tasks
        for smoothing in (0.0, 0.1)
    ),
    make_short(model=EVERY_LAYER),
    make_short(model=ModelConfig(layers=EVERY_LAYER.layers[-3:])),
    make_short(model=ModelConfig(inputs=tuple(FEATURES))),
    make_short("sine", model=ModelConfig(inputs=tuple(FEATURES))),
    make_short("own"),
    make_short(training=TrainingConfig(epochs=3, target_loss=0.1, target_score=0.9, patience=1)),
]


@pytest.mark.slow
def test_every_choice_runs(tmp_path):
    assert all(math.isfinite(loss) for _, loss, _ in run_all(SHORT, tmp_path))


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_compiles(name):
    compile(EXPORTS["keras"].make(PRESETS[name].experiment), "script.py", "exec")


def test_design_script_is_short():
    lines = EXPORTS["keras"].make(DESIGN).splitlines()

    assert len(lines) < 80
    assert max(map(len, lines)) <= 100
