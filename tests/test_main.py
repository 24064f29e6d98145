"""The command line: what it prints, how it says no, and that the same experiment gives the same bytes."""

import io
import json
import math
import os
import subprocess
import sys

import pytest

from playground.__main__ import main
from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OptimizerConfig,
    OwnData,
)
from playground.fields import replace_at
from playground.serialization import from_json, from_link, to_json, to_link

DESIGN_JSON = """
{"version": 1, "seed": 42,
 "data": {"name": "moons", "n_samples": 1000, "noise": 0.1, "test_size": 0.3},
 "model": {"layers": [{"kind": "linear", "units": 10, "activation": "relu"},
                      {"kind": "linear", "units": 10, "activation": "relu"}]},
 "objective": {"loss": "binary_cross_entropy"},
 "optimizer": {"name": "adam", "learning_rate": 0.01},
 "training": {"batch_size": 32, "epochs": 100}}
"""
COMMAND = [sys.executable, "-m", "playground"]


@pytest.fixture
def design(tmp_path):
    path = tmp_path / "design.json"
    path.write_text(DESIGN_JSON)
    return path


@pytest.fixture
def lines(capsys):
    """Runs a command that must succeed and returns its output, one parsed JSON object a line."""

    def run(*argv):
        assert main([str(part) for part in argv]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return [json.loads(line, parse_constant=pytest.fail) for line in out.splitlines()]

    return run


def give_stdin(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_train_prints_the_same_bytes_again_while_another_process_trains(design):
    command = [*COMMAND, "train", str(design)]
    alone = subprocess.run(command, capture_output=True, check=True).stdout
    other = [*COMMAND, "train", to_link(Experiment(seed=7))]
    with subprocess.Popen(other, stdout=subprocess.DEVNULL) as process:
        together = subprocess.run(command, capture_output=True, check=True).stdout
        process.terminate()

    assert together == alone
    assert len(alone.splitlines()) == 101


def test_train_solves_the_design_experiment(design, lines):
    *epochs, last = lines("train", design)

    assert [line["epoch"] for line in epochs] == list(range(1, 101))
    assert list(epochs[0]) == ["epoch", "step", "train_loss", "test_loss", "train_accuracy", "test_accuracy"]
    assert epochs[-1]["step"] == 100 * math.ceil(700 / 32)  # 700 training points in batches of 32
    assert last == {"final": epochs[-1]}
    assert last["final"]["test_accuracy"] >= 0.99


def test_epochs_on_the_command_line_come_first(design, lines):
    *epochs, last = lines("train", design, "--epochs", 2)

    assert [line["epoch"] for line in epochs] == [1, 2]
    assert last["final"]["epoch"] == 2


def test_file_standard_input_link_and_address_give_the_same_run(design, lines, monkeypatch):
    link = to_link(from_json(DESIGN_JSON))
    give_stdin(monkeypatch, DESIGN_JSON.encode())
    runs = [lines("train", source, "--epochs", 1) for source in (design, "-", link, f"http://localhost:8501/?e={link}")]

    assert all(run == runs[0] for run in runs)


def test_file_whose_name_looks_like_a_link_is_read(tmp_path, monkeypatch, lines):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1.json").write_text(to_json(Experiment(seed=5)))

    assert lines("train", "1.json", "--epochs", 1) == lines("train", to_link(Experiment(seed=5)), "--epochs", 1)


def test_divergence_is_told_in_the_last_line_without_nan(lines):
    # Three linear layers of 64 with steps of 100 times the gradient: the product of the weights explodes.
    layers = (LinearConfig(units=64, activation="linear"),) * 3
    optimizer = OptimizerConfig(name="sgd", learning_rate=100)
    experiment = Experiment(model=ModelConfig(layers=layers), optimizer=optimizer)

    final = lines("train", to_link(experiment))[-1]["final"]

    assert final["train_loss"] is None
    assert f"at step {final['step']}" in final["diverged"]


@pytest.mark.parametrize(
    ("name", "loss", "score"),
    [("blobs", "cross_entropy", "accuracy"), ("saddle", "huber", "r2"), ("sine", "mse", "r2")],
)
def test_train_tells_the_score_of_the_task(name, loss, score, lines):
    experiment = Experiment(data=DataConfig(name=name), objective=ObjectiveConfig(loss=loss))

    first, *_ = lines("train", to_link(experiment), "--epochs", 1)
    assert list(first) == ["epoch", "step", "train_loss", "test_loss", f"train_{score}", f"test_{score}"]


def test_train_stops_at_a_target(design, lines):
    experiment = replace_at(from_json(DESIGN_JSON), "training.target_score", 0.95)

    *epochs, last = lines("train", to_link(experiment))
    assert len(epochs) < 100
    assert all(line["test_accuracy"] < 0.95 for line in epochs[:-1])
    assert epochs[-1]["test_accuracy"] >= 0.95
    reached = f"the test accuracy reached {epochs[-1]['test_accuracy']:.3g} (target 0.95)."
    assert last["final"]["notice"] == f"Stopped at epoch {len(epochs)}: {reached}"


def test_train_that_loses_patience_ends_with_the_best_weights(lines):
    experiment = replace_at(replace_at(Experiment(), "training.patience", 4), "data.noise", 0.5)

    *epochs, last = lines("train", to_link(experiment))
    losses = [line["test_loss"] for line in epochs]
    best = losses.index(min(losses))
    assert len(epochs) == best + 1 + 4
    assert last["final"]["test_loss"] == losses[best]
    assert last["final"]["epoch"] == len(epochs)
    assert last["final"]["notice"].endswith(f"the weights of epoch {best + 1} are restored.")


@pytest.mark.parametrize(
    ("points", "reason"), [((), "There are no points yet"), (((0.0, 0.0, 1.0),), "There is a single point")]
)
def test_train_says_why_nothing_can_be_learned(points, reason, capsys):
    experiment = Experiment(data=DataConfig(name="own", own=OwnData(points=points)))

    assert main(["train", to_link(experiment)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"playground: {reason}")
    assert len(err.splitlines()) == 1


def test_export_json_is_every_field_and_reads_back(capsys):
    experiment = replace_at(Experiment(), "data.noise", 0.25)

    assert main(["export", to_link(experiment), "--to", "json"]) == 0
    out = capsys.readouterr().out
    assert out == to_json(experiment) + "\n"
    assert from_json(out) == experiment


def test_export_link_goes_to_a_file(design, tmp_path, capsys):
    assert main(["export", str(design), "--to", "link", "-o", str(tmp_path / "link.txt")]) == 0
    assert capsys.readouterr().out == ""
    assert from_link((tmp_path / "link.txt").read_text()) == from_json(DESIGN_JSON)


def test_list_prints_every_registry(capsys):
    from playground.engine.catalog import REGISTRIES

    assert main(["list"]) == 0
    printed = json.loads(capsys.readouterr().out)

    assert {kind: list(entries) for kind, entries in printed.items()} == {
        kind: list(registry) for kind, registry in REGISTRIES.items()
    }
    assert list(printed["datasets"]["moons"]) == ["label", "summary", "formula", "reference"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "the following arguments are required: command"),
        (["train"], "the following arguments are required: experiment"),
        (["fly"], "argument command: invalid choice: 'fly'"),
        (["list", "a\nb"], "unrecognized arguments: a b"),
        (["train", "1.eNqrrgUAAXUA-Q", "--epochs", "x"], "argument --epochs: invalid int value: 'x'"),
        (["train", "1.eNqrrgUAAXUA-Q", "--epochs", "0"], "training.epochs is 0; accepted: a whole number from 1 to "),
        (["export", "1.eNqrrgUAAXUA-Q"], "the following arguments are required: --to"),
        (["export", "1.eNqrrgUAAXUA-Q", "--to", "pdf"], "argument --to: invalid choice: 'pdf'"),
        (["train", "missing.json"], "the experiment 'missing.json' cannot be read: No such file or directory; "),
        (["train", "."], "the experiment '.' cannot be read: Is a directory; accepted: "),
        (["train", "a\0b"], "the experiment 'a\\x00b' cannot be read: No such file; accepted: "),
        (["train", sys.executable], "the text b'"),
        (["train", os.devnull], "the experiment is ''; accepted: "),
        (["train", "1.eNqrrgUAAXUA"], "the link '1.eNqrrgUAAXUA' is cut off or changed; accepted: "),
        (["train", "2.eNqrrgUAAXUA-Q"], "version is 2; accepted: 1"),
        (["train", "http://localhost/"], "the address 'http://localhost/' holds the parameter e 0 times; accepted: "),
        (["export", "1.eNqrrgUAAXUA-Q", "--to", "json", "-o", "."], "the file '.' cannot be written: Is a directory; "),
    ],
    ids=range(17),
)
def test_bad_input_is_one_line_and_status_2(argv, message, capsys):
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"playground: {message}")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"data": {"noise": 9}}', "data.noise is 9; accepted: a number from 0.0 to 0.5"),
        ('{"data": {"name": "moon"}}', "data.name is 'moon'; accepted: moons, "),
        ('{"model": {"layers": [{"activation": "step"}]}}', "model.layers[0].activation is 'step'; accepted: linear, "),
        (
            '{"data": {"name": "blobs"}}',
            "objective.loss is 'binary_cross_entropy', which is for two classes; accepted ",
        ),
        ('{"data": {"name": "spirals", "classes": 6}}', "data.classes is 6; accepted for the set 'spirals': 3 to 5"),
        ("{", "the text '{' is no JSON at line 1, column 2: "),
        ("\xff", "the text b'"),
    ],
)
@pytest.mark.parametrize("command", [["train"], ["export", "--to", "link"]])
def test_bad_experiment_is_one_line_and_status_2(text, message, command, capsys, monkeypatch):
    give_stdin(monkeypatch, text.encode("latin-1"))

    assert main([*command, "-"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"playground: {message}")
    assert len(err.splitlines()) == 1


def test_endless_input_is_refused():
    run = subprocess.run([*COMMAND, "train", "/dev/zero"], capture_output=True, text=True, timeout=60)

    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


def test_reader_that_goes_away_ends_the_run_quietly(design):
    with subprocess.Popen([*COMMAND, "train", str(design)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()

    assert err == b""
    assert process.returncode == 0


def test_bad_input_is_refused_before_torch_is_loaded():
    code = "import sys; from playground.__main__ import main; main(['train', '1.x']); print('torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout == "False\n"
