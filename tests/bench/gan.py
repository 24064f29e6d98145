"""Iterations per second of a GAN beside an ordinary PyTorch loop; and how good the presets become.

    python tests/bench/gan.py [--short]        speed
    python tests/bench/gan.py --presets        every preset with five seeds; takes a quarter of an hour

Prints one JSON object. Everything uses one thread. Each round times every path on every case once, so that a busy
moment of the machine hits all of them alike; counted is the thread's own processor time. Reported are medians over the
rounds, and the median of each round's ratio to the ordinary loop.
"""

import argparse
import json
import platform
import time
from dataclasses import replace
from itertools import pairwise
from statistics import median

import torch
from torch import nn

from playground.config import (
    DiscriminatorConfig,
    GanExperiment,
    GanObjectiveConfig,
    GanTrainingConfig,
    GeneratorConfig,
    LinearConfig,
    OptimizerConfig,
)
from playground.data import load_distribution
from playground.engine.build import build_trainer
from playground.frame import ReportDemand
from playground.lessons.presets.gan import GAN_PRESETS

# Units of the hidden layers of both players, R1 penalty; eight Gaussians, batches of 128, Adam.
CASES = [((16, 16), 0.0), ((16, 16), 0.005), ((64, 64), 0.0), ((64, 64), 0.005)]
SHORT_CASES = CASES[:1]
SEEDS = range(5)
ADAM = OptimizerConfig(learning_rate=0.001)


def experiment_of(units, r1):
    def layers(activation):
        return tuple(LinearConfig(units=n, activation=activation) for n in units)

    return GanExperiment(
        generator=GeneratorConfig(layers=layers("relu"), optimizer=ADAM),
        discriminator=DiscriminatorConfig(layers=layers("leaky_relu"), optimizer=ADAM),
        objective=GanObjectiveConfig(r1=r1),
        training=GanTrainingConfig(batch_size=128, iterations=200_000),
    )


def make_network(sizes, activation):
    """A network as a tutorial writes it."""
    layers = []
    for m, n in pairwise(sizes):
        layers += [nn.Linear(m, n), activation]
    return nn.Sequential(*layers[:-1])


def naive_path(experiment):
    """Trains n iterations with nn.Sequential and torch.optim."""
    X = torch.from_numpy(load_distribution(experiment.data, experiment.seed).samples)
    units, n, r1 = [layer.units for layer in experiment.generator.layers], 128, experiment.objective.r1
    G, D = make_network([2, *units, 2], nn.ReLU()), make_network([2, *units, 1], nn.LeakyReLU())
    optimizer_G, optimizer_D = torch.optim.Adam(G.parameters(), lr=0.001), torch.optim.Adam(D.parameters(), lr=0.001)
    criterion, ones, zeros = nn.BCEWithLogitsLoss(), torch.ones(n, 1), torch.zeros(n, 1)

    def advance(n_iterations):
        for _ in range(n_iterations):
            real = X[torch.randint(len(X), (n,))]
            fake = G(torch.randn(n, 2)).detach()
            loss_D = criterion(D(real), ones) + criterion(D(fake), zeros)
            if r1:
                real.requires_grad_()
                (slopes,) = torch.autograd.grad(D(real).sum(), real, create_graph=True)
                loss_D = loss_D + r1 / 2 * slopes.square().sum(dim=1).mean()
            optimizer_D.zero_grad()
            loss_D.backward()
            optimizer_D.step()
            loss_G = criterion(D(G(torch.randn(n, 2))), ones)
            optimizer_G.zero_grad()
            loss_G.backward()
            optimizer_G.step()

    return advance


def rate(advance, n_iterations):
    started = time.thread_time()
    advance(n_iterations)
    return n_iterations / (time.thread_time() - started)


def measure_speed(cases, n_rounds, seconds):
    rows = []
    for units, r1 in cases:
        experiment = experiment_of(units, r1)
        paths = {"naive": naive_path(experiment), "playground": build_trainer(experiment).advance}
        n_iterations = {}
        for name, advance in paths.items():
            rate(advance, 100)  # warm up: buffers, and what Adam sees in a run under way
            n_iterations[name] = max(20, int(seconds * rate(advance, 50)))
        rounds = [{name: rate(advance, n_iterations[name]) for name, advance in paths.items()} for _ in range(n_rounds)]
        network = "-".join(map(str, (2, *units)))
        row = {"networks": f"{network}-2 / {network}-1", "r1": r1}
        row |= {f"{name}_per_second": round(median(times[name] for times in rounds)) for name in paths}
        rows.append({**row, "times_naive": round(median(x["playground"] / x["naive"] for x in rounds), 2)})
    return rows


def measure_presets(names):
    rows = []
    for name in names:
        for seed in SEEDS:
            experiment = replace(GAN_PRESETS[name].experiment, seed=seed)
            trainer = build_trainer(experiment)
            started = time.thread_time()
            trainer.advance(experiment.training.iterations)
            seconds = time.thread_time() - started
            metrics = trainer.report(ReportDemand(metrics=True)).compute_frame().metrics | trainer.evaluate()
            rows.append(
                {"preset": name, "seed": seed, "cpu_seconds": round(seconds, 1)}
                | {key: round(value, 4) for key, value in metrics.items()}
                | {"notice": trainer.diagnose().notice}
            )
            print(json.dumps(rows[-1]), flush=True)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--short", action="store_true", help="speed of one pair of networks, some seconds")
    parser.add_argument("--presets", nargs="*", metavar="NAME", help="train these presets, or all, with five seeds")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.presets is not None:
        rows = measure_presets(arguments.presets or GAN_PRESETS)
    else:
        rows = measure_speed(*((SHORT_CASES, 7, 0.2) if arguments.short else (CASES, 15, 0.4)))
    machine = {"torch": torch.__version__, "python": platform.python_version(), "machine": platform.machine()}
    print(json.dumps({"bench": "gan", **machine, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
