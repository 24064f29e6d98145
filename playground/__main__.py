"""The command line: train an experiment, write it in another form, list what there is to choose from.

Exit status: 0 when done, also when training diverged (that is a result, told in the last line); 2 for bad
input, told in one line on standard error.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from playground.checks import show
from playground.config import AnyExperiment, Experiment, GanExperiment
from playground.export import EXPORTS
from playground.fields import replace_at
from playground.serialization import MAX_CHARACTERS, is_link, load

if TYPE_CHECKING:
    from playground.engine.run import Run

# What needs torch is imported where it is used: bad input is refused before the second that torch takes to load.


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are handled like all other bad input."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(" ".join(message.split()))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; by default those of the process.

    Returns
    -------
    int
        The exit status.
    """
    try:
        return _run(argv)
    except BrokenPipeError:  # the reader has seen enough, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = _build_parser().parse_args(argv)
        experiment = _read(arguments)
    except ValueError as error:
        return _refuse(str(error))
    if arguments.command == "train":
        return _train(experiment)
    if arguments.command == "export":
        return _export(experiment, arguments.to, arguments.output)
    return _list()


def _build_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m playground", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train and print one JSON object a line: each epoch, then the end")
    train.add_argument("--epochs", type=int, help="instead of the experiment's own number")
    train.add_argument("--iterations", type=int, help="the same for a GAN, which tells every tenth one")
    export = commands.add_parser("export", help="write an experiment in another form")
    export.add_argument("--to", choices=list(EXPORTS), required=True)
    export.add_argument("-o", dest="output", metavar="FILE", help="by default standard output")
    for command in (train, export):
        command.add_argument("experiment", help="a JSON file, - for standard input, a link or an address")
    commands.add_parser("list", help="print every registry as JSON")
    return parser


def _read(arguments: argparse.Namespace) -> AnyExperiment:
    """The experiment that the arguments name, checked down to its names; the default one if they name none."""
    if "experiment" not in arguments:
        return Experiment()
    experiment = load(_read_text(arguments.experiment))
    if arguments.command == "train":
        experiment = _set_length(experiment, arguments)
    from playground.engine.catalog import check_experiment

    check_experiment(experiment)
    return experiment


def _set_length(experiment: AnyExperiment, arguments: argparse.Namespace) -> AnyExperiment:
    """The experiment with as many epochs, or of a GAN iterations, as the command line asks for."""
    is_gan = isinstance(experiment, GanExperiment)
    own, other = ("iterations", "epochs") if is_gan else ("epochs", "iterations")
    if (value := getattr(arguments, other)) is not None:
        reason = "a GAN has no epochs" if is_gan else "this is no GAN"
        raise ValueError(f"--{other} is {value}, but {reason}; accepted: --{own}")
    value = getattr(arguments, own)
    return experiment if value is None else replace_at(experiment, f"training.{own}", value)


def _read_text(source: str) -> str | bytes:
    # In UTF-8 a character takes at most 4 bytes; one byte more is enough for `load` to say that it is too long.
    limit = 4 * MAX_CHARACTERS + 1
    if source == "-":
        return sys.stdin.buffer.read(limit)
    if is_link(source) and not os.path.exists(source):
        return source
    try:
        with open(source, "rb") as file:
            return file.read(limit)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or "No such file"
        accepted = "a JSON file, - for standard input, a link or an address"
        raise ValueError(f"the experiment {show(source)} cannot be read: {reason}; accepted: {accepted}") from None


def _train(experiment: AnyExperiment) -> int:
    from playground.engine.build import build_trainer
    from playground.engine.run import Run

    run = Run(experiment, build_trainer)
    if run.obstacle:
        return _refuse(run.obstacle)
    for epoch in _list_stops(run):
        run.advance(math.inf, deadline=math.inf, until_epoch=epoch)
        run.check()
        if run.is_diverged:
            break
        # What the epoch ended with: a stop may since have brought better weights back.
        _print(_tell(run, run.stop.metrics if run.stop else run.trainer.evaluate()))
        if run.stop:
            break
    final = _tell(run, run.trainer.evaluate())
    if run.notice:
        final["diverged" if run.is_diverged else "notice"] = run.notice
    _print({"final": final})
    return 0


def _list_stops(run: Run) -> list[int]:
    """After which epochs to tell of a run; of a GAN, which counts iterations, as often as its curves have points."""
    length = round(run.trainer.length)
    stride = run.trainer.record_stride if isinstance(run.experiment, GanExperiment) else 1
    return [*range(stride, length, stride), length]


def _export(experiment: AnyExperiment, form: str, output: str | None) -> int:
    try:
        text = EXPORTS[form].make(experiment)
    except ValueError as error:  # nothing can be learned from its points
        return _refuse(str(error))
    if output is None:
        print(text, end="", flush=True)
        return 0
    try:
        Path(output).write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "No such file"
        return _refuse(f"the file {show(output)} cannot be written: {reason}; accepted: a file's name")
    return 0


def _list() -> int:
    from playground.engine.catalog import REGISTRIES

    told = ("label", "summary", "formula", "reference")
    registries = {
        kind: {name: {key: getattr(spec, key) for key in told} for name, spec in registry.items()}
        for kind, registry in REGISTRIES.items()
    }
    print(json.dumps(registries, indent=2), flush=True)
    return 0


def _tell(run: Run, metrics: Mapping[str, float]) -> dict[str, Any]:
    """Where a run stands, and its losses and scores; JSON knows neither NaN nor infinity."""
    numbers = {name: value if math.isfinite(value) else None for name, value in metrics.items()}
    if isinstance(run.experiment, GanExperiment):
        return {"iteration": run.trainer.step, **{name: numbers.get(name) for name in run.trainer.columns}}
    return {"epoch": int(run.trainer.epoch), "step": run.trainer.step, **numbers}


def _print(value: Mapping[str, object]) -> None:
    print(json.dumps(value, allow_nan=False), flush=True)


def _refuse(reason: str) -> int:
    print(f"playground: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
