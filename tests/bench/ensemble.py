"""Throughput of a seed ensemble beside the same runs one after another, in one interleaved run.

    python tests/bench/ensemble.py [--short]

Prints one JSON object. Everything uses one thread, so that what counts is the processor time of that thread: other
processes cannot take any of it. Each round advances the ensemble and then every single run by the same number of steps;
the ratio is the median over the rounds. "evaluated" adds a look at the losses after every epoch.
"""

import argparse
import json
import platform
import time
from dataclasses import replace
from statistics import median

import torch

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
)
from playground.engine.build import build_trainer
from playground.frame import Demand

N_MEMBERS = 16


def experiment_of(*layers, data="moons", loss="binary_cross_entropy"):
    return Experiment(
        data=DataConfig(name=data), model=ModelConfig(layers=layers), objective=ObjectiveConfig(loss=loss)
    )


def dense(*units):
    return [LinearConfig(units=n, activation="relu") for n in units]


CASES = {
    "moons 10-10": experiment_of(*dense(10, 10)),
    "moons 4-2": experiment_of(*dense(4, 2)),
    "moons 64-64": experiment_of(*dense(64, 64)),
    "blobs 10-10": experiment_of(*dense(10, 10), data="blobs", loss="cross_entropy"),
    "moons 10-10 with dropout": experiment_of(*dense(10), DropoutConfig(rate=0.2), *dense(10)),
    "moons 10-10 with batch norm": experiment_of(*dense(10), BatchNormConfig(), *dense(10)),
}
SHORT_CASES = ["moons 10-10"]


def seconds(function):
    started = time.thread_time()
    function()
    return time.thread_time() - started


def train(trainer, n_epochs, is_evaluated):
    if not is_evaluated:
        trainer.advance(n_epochs * trainer.steps_per_epoch)
        return
    for _ in range(n_epochs):
        trainer.advance(trainer.steps_per_epoch)
        trainer.evaluate()


def measure(experiment, n_rounds, n_epochs, is_evaluated):
    """Seconds of the ensemble, and of all single runs together, round by round."""
    ensemble = build_trainer(experiment, members=N_MEMBERS)
    alone = [build_trainer(replace(experiment, seed=experiment.seed + k)) for k in range(N_MEMBERS)]
    for trainer in (ensemble, *alone):
        train(trainer, 2, is_evaluated)  # warm up: buffers
    rounds = []
    for _ in range(n_rounds):
        together = seconds(lambda: train(ensemble, n_epochs, is_evaluated))
        one_by_one = sum(seconds(lambda t=trainer: train(t, n_epochs, is_evaluated)) for trainer in alone)
        rounds.append((together, one_by_one))
    return rounds


def report(name, n_rounds, n_epochs):
    experiment, row = CASES[name], {"case": name}
    n_steps = n_epochs * build_trainer(experiment).steps_per_epoch
    for key, is_evaluated in (("ratio", False), ("ratio_evaluated", True)):
        rounds = measure(experiment, n_rounds, n_epochs, is_evaluated)
        row[key] = round(median(alone / together for together, alone in rounds), 2)
        if not is_evaluated:
            row["microseconds_a_step"] = round(median(together for together, _ in rounds) / n_steps * 1e6, 1)
            row["alone"] = round(median(alone for _, alone in rounds) / n_steps / N_MEMBERS * 1e6, 1)
    return row


def measure_frames(n_rounds):
    """Milliseconds that frames of the ensemble take."""
    trainer = build_trainer(CASES["moons 10-10"], members=N_MEMBERS)
    times = {mode: [] for mode in ("eval", "agreement")}
    for _ in range(n_rounds):
        for mode, values in times.items():
            values.append(seconds(lambda mode=mode: trainer.frame(Demand(mode=mode))))
    return {mode: round(median(values) * 1e3, 2) for mode, values in times.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="one network, some seconds")
    is_short = parser.parse_args().short
    torch.set_num_threads(1)
    names, n_rounds, n_epochs = (SHORT_CASES, 11, 10) if is_short else (list(CASES), 15, 20)
    rows = [report(name, n_rounds, n_epochs) for name in names]
    machine = {"torch": torch.__version__, "python": platform.python_version(), "machine": platform.machine()}
    result = {"bench": "ensemble", "members": N_MEMBERS, **machine, "frame_ms": measure_frames(n_rounds), "rows": rows}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
