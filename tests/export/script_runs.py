"""Runs of scripts, and of the engine to compare them with."""

import contextlib
import io
import math
import re
import sys
from pathlib import Path

import torch

from playground.engine.build import build_trainer
from playground.engine.run import Run
from playground.export import EXPORTS
from playground.serialization import from_json

sys.path.append(str(Path(__file__).parents[1] / "engine"))
from experiments import make_experiment, make_own

__all__ = ["DESIGN", "losses_of_page", "losses_of_script", "make_experiment", "make_own", "parse", "run_script"]

DESIGN = from_json("""
{"version": 1, "seed": 42,
 "data": {"name": "moons", "n_samples": 1000, "noise": 0.1, "test_size": 0.3},
 "model": {"layers": [{"kind": "linear", "units": 10, "activation": "relu"},
                      {"kind": "linear", "units": 10, "activation": "relu"}]},
 "objective": {"loss": "binary_cross_entropy"},
 "optimizer": {"name": "adam", "learning_rate": 0.01},
 "training": {"batch_size": 32, "epochs": 100}}
""")
LINE = re.compile(r"epoch +(\d+)  train loss (\S+)(?:  test loss (\S+))?(?:  test (?:accuracy|r2) (\S+))?")


def run_script(code):
    """What a script prints, and the names that it leaves behind; the global generator is left as it was."""
    printed, names = io.StringIO(), {"__name__": "__main__"}
    with contextlib.redirect_stdout(printed), torch.random.fork_rng():
        exec(compile(code, "script.py", "exec"), names)
    return printed.getvalue(), names


def parse(printed):
    """(train_loss, test_loss) of each epoch; NaN without a test set."""
    matches = [LINE.fullmatch(line) for line in printed.splitlines() if line.startswith("epoch")]
    assert [int(match[1]) for match in matches] == list(range(1, len(matches) + 1))
    return torch.tensor([[float(match[2]), float(match[3] or math.nan)] for match in matches])


def losses_of_script(experiment, n_epochs=None):
    """The losses that the PyTorch script prints, of all epochs or of the first ones."""
    code = EXPORTS["pytorch"].make(experiment)
    if n_epochs is not None:
        loop = f"for epoch in range(1, {experiment.training.epochs + 1}):"
        assert loop in code
        code = code.replace(loop, f"for epoch in range(1, {n_epochs + 1}):")
    return parse(run_script(code)[0])


def losses_of_page(experiment, n_epochs=None):
    """The losses that a run records at the end of each epoch."""
    run, losses = Run(experiment, build_trainer), []
    for epoch in range(1, (n_epochs or experiment.training.epochs) + 1):
        run.advance(math.inf, deadline=math.inf, until_epoch=epoch)
        run.check()
        metrics = run.stop.metrics if run.stop else run.trainer.evaluate()
        losses.append((metrics["train_loss"], metrics.get("test_loss", math.nan)))
        if run.stop:
            break
    return torch.tensor(losses)
