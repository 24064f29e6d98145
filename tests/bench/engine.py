"""Steps per second: both step paths beside an ordinary PyTorch loop and scikit-learn, in one interleaved run.

    python tests/bench/engine.py [--short]

Prints one JSON object. Everything uses one thread, the way that is fastest for networks this small. Each round times
every path on every case once, so that a busy moment of the machine hits all of them alike; reported are medians over
the rounds, and the median of each round's ratio to the ordinary loop.
"""

import argparse
import json
import math
import platform
import time
import warnings
from itertools import pairwise
from statistics import median

import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from playground.config import Experiment, LinearConfig, ModelConfig, TrainingConfig
from playground.data import load_dataset
from playground.engine.build import build_trainer

# (units of the hidden layers, batch size); all on moons, 700 training points, ReLU, Adam.
CASES = [((4, 2), 10), ((8, 8), 30), ((10, 10), 32), ((10, 10), 128), ((64, 64), 32)]
SHORT_CASES = [((10, 10), 32), ((64, 64), 32)]
NAIVE = "naive"
SKLEARN_EPOCHS = 20


def experiment_of(units, batch_size):
    layers = tuple(LinearConfig(units=n, activation="relu") for n in units)
    return Experiment(model=ModelConfig(layers=layers), training=TrainingConfig(batch_size=batch_size, epochs=100_000))


class Network(nn.Module):
    """A network as a tutorial writes it."""

    def __init__(self, sizes):
        super().__init__()
        self.linears = nn.ModuleList(nn.Linear(m, n) for m, n in pairwise(sizes))

    def forward(self, X):
        for linear in self.linears[:-1]:
            X = torch.relu(linear(X))
        return self.linears[-1](X)


def naive_path(experiment):
    """Trains n steps with nn.Module, DataLoader and torch.optim."""
    dataset = load_dataset(experiment.data, experiment.seed)
    X, y = torch.tensor(dataset.X_train), torch.tensor(dataset.y_train, dtype=torch.float32).reshape(-1, 1)
    loader = DataLoader(TensorDataset(X, y), batch_size=experiment.training.batch_size, shuffle=True)
    model = Network([2, *(layer.units for layer in experiment.model.layers), 1])
    optimizer = torch.optim.Adam(model.parameters(), lr=experiment.optimizer.learning_rate)
    criterion = nn.BCEWithLogitsLoss()

    def advance(n_steps):
        while n_steps > 0:
            for X_batch, y_batch in loader:
                optimizer.zero_grad()
                loss = criterion(model(X_batch), y_batch)
                loss.backward()
                optimizer.step()
                n_steps -= 1
                if n_steps == 0:
                    return

    return advance


def sklearn_rate(experiment):
    """Steps per second of MLPClassifier.fit."""
    dataset = load_dataset(experiment.data, experiment.seed)
    batch_size = experiment.training.batch_size
    model = MLPClassifier(
        [layer.units for layer in experiment.model.layers],
        batch_size=batch_size,
        learning_rate_init=experiment.optimizer.learning_rate,
        max_iter=SKLEARN_EPOCHS,
        n_iter_no_change=SKLEARN_EPOCHS,
        random_state=0,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        started = time.perf_counter()
        model.fit(dataset.X_train, dataset.y_train)
    return SKLEARN_EPOCHS * math.ceil(len(dataset.X_train) / batch_size) / (time.perf_counter() - started)


def rate(advance, n_steps):
    started = time.perf_counter()
    advance(n_steps)
    return n_steps / (time.perf_counter() - started)


def measure(cases, n_rounds, seconds):
    """For each case and path the steps per second of every round."""
    paths, n_steps = {}, {}
    for units, batch_size in cases:
        experiment = experiment_of(units, batch_size)
        advances = {path: build_trainer(experiment, path).advance for path in ("dense", "autograd")}
        for path, advance in {NAIVE: naive_path(experiment), **advances}.items():
            key = units, batch_size, path
            paths[key] = advance
            rate(advance, 200)  # warm up: buffers, and what Adam sees in a run under way
            n_steps[key] = max(50, int(seconds * rate(advance, 100)))
    rates = {key: [] for key in paths}
    for _ in range(n_rounds):
        for key, advance in paths.items():
            rates[key].append(rate(advance, n_steps[key]))
        for units, batch_size in cases:
            key = units, batch_size, "sklearn"
            rates.setdefault(key, []).append(sklearn_rate(experiment_of(units, batch_size)))
    return rates


def report(rates):
    rows = []
    for (units, batch_size, path), values in rates.items():
        naive = rates[units, batch_size, NAIVE]
        ratio = median(value / base for value, base in zip(values, naive, strict=True))
        network = "-".join(str(n) for n in (2, *units, 1))
        row = {"network": network, "batch_size": batch_size, "path": path, "steps_per_second": round(median(values))}
        rows.append({**row, "times_naive": round(ratio, 2)})
    return sorted(rows, key=lambda row: (len(row["network"]), row["network"], row["batch_size"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="two networks, some seconds")
    is_short = parser.parse_args().short
    torch.set_num_threads(1)
    rates = measure(*((SHORT_CASES, 7, 0.12) if is_short else (CASES, 15, 0.3)))
    machine = {"torch": torch.__version__, "python": platform.python_version(), "machine": platform.machine()}
    print(json.dumps({"bench": "engine", "short": is_short, **machine, "rows": report(rates)}, indent=1))


if __name__ == "__main__":
    main()
