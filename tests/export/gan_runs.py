"""GANs to export, runs of their scripts, and of the engine to compare them with."""

import re

import torch
from script_runs import run_script

from playground.config import (
    BatchNormConfig,
    DiscriminatorConfig,
    DropoutConfig,
    GanDataConfig,
    GanExperiment,
    GeneratorConfig,
    LayerNormConfig,
    LinearConfig,
    NoiseConfig,
    OptimizerConfig,
)
from playground.engine.gan import build_gan_trainer
from playground.export import EXPORTS

LINE = re.compile(r"iteration +(\d+)  D loss (\S+)  G loss (\S+)  D\(real\) (\S+)  D\(fake\) (\S+)")
COLUMNS = ("d_loss", "g_loss", "d_real", "d_fake")
PAINTED = ((-1.0, 0.5), (0.0, 1.0), (1.0, 0.5), (0.0, -1.0), (0.0, 1.0))
NORMALIZED = (
    LinearConfig(units=8, activation="linear"),
    BatchNormConfig(activation="relu"),
    DropoutConfig(rate=0.2),
    LinearConfig(units=8, activation="tanh", residual=True),
    LayerNormConfig(activation="silu"),
    DropoutConfig(rate=0.1),
)


def make_player(kind, **parts):
    layers = (LinearConfig(units=16), LinearConfig(units=16, activation="leaky_relu"))
    return kind(**{"layers": layers, "optimizer": OptimizerConfig(learning_rate=0.001), **parts})


def make_gan(data="eight_gaussians", generator=None, discriminator=None, **parts):
    """A small GAN."""
    if isinstance(data, str):
        data = GanDataConfig(name=data, n_samples=1000, points=PAINTED if data == "own" else ())
    return GanExperiment(
        data=data,
        generator=make_player(GeneratorConfig, **(generator or {})),
        discriminator=make_player(DiscriminatorConfig, **(discriminator or {})),
        **parts,
    )


DIGITS = make_gan(GanDataConfig(name="digits", digit="3"), noise=NoiseConfig(size=8))


def parse_gan(printed):
    """Iteration and numbers of each line that was printed."""
    return torch.tensor([[float(number) for number in LINE.fullmatch(line).groups()] for line in printed.splitlines()])


def numbers_of_script(experiment, n_iterations, every=10):
    """What the script prints, of the first iterations and as often as wanted."""
    code, n_loops = re.subn(r"(?<=range\(1, )\d+(?=\))", str(n_iterations + 1), EXPORTS["pytorch"].make(experiment))
    code, n_prints = re.subn(r"iteration % \d+", f"iteration % {every}", code)
    assert (n_loops, n_prints) == (1, 1)
    return parse_gan(run_script(code)[0])


def numbers_of_page(experiment, n_iterations, every=10):
    """What the engine measures then."""
    trainer, rows = build_gan_trainer(experiment), []
    for _ in range(n_iterations // every):
        trainer.advance(every)
        metrics = trainer.evaluate()
        rows.append([trainer.step, *(metrics[name] for name in COLUMNS)])
    return torch.tensor(rows)
