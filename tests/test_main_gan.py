"""The command line with a GAN: what it prints, and how it says no."""

import json

import pytest

from playground.__main__ import main
from playground.config import DiscriminatorConfig, GanDataConfig, GanExperiment, GeneratorConfig, LinearConfig
from playground.fields import replace_at
from playground.serialization import to_link

SMALL = GanExperiment(
    generator=GeneratorConfig(layers=(LinearConfig(units=8),)),
    discriminator=DiscriminatorConfig(layers=(LinearConfig(units=8),)),
)
NUMBERS = ["d_loss", "g_loss", "d_real", "d_fake"]


@pytest.fixture
def gan_lines(capsys):
    """Runs a command that must succeed and returns its output, one parsed JSON object a line."""

    def run(experiment, *argv):
        assert main(["train", to_link(experiment), *map(str, argv)]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return [json.loads(line, parse_constant=pytest.fail) for line in out.splitlines()]

    return run


def test_train_of_a_gan_tells_every_tenth_iteration_and_the_last(gan_lines):
    *told, last = gan_lines(SMALL, "--iterations", 25)

    assert [line["iteration"] for line in told] == [10, 20, 25]
    assert all(list(line) == ["iteration", *NUMBERS] for line in told)
    assert last == {"final": told[-1]}


def test_train_of_a_gan_prints_the_same_numbers_again(gan_lines):
    assert gan_lines(SMALL, "--iterations", 50) == gan_lines(SMALL, "--iterations", 50)


def test_iterations_are_those_of_the_experiment_by_default(gan_lines):
    assert gan_lines(replace_at(SMALL, "training.iterations", 12))[-1]["final"]["iteration"] == 12


def test_divergence_of_a_gan_is_told_in_the_last_line_without_nan(gan_lines):
    experiment = replace_at(SMALL, "objective.loss", "least_squares")
    for player in ("generator", "discriminator"):
        experiment = replace_at(experiment, f"{player}.optimizer.name", "sgd")
        experiment = replace_at(experiment, f"{player}.optimizer.learning_rate", 10.0)

    final = gan_lines(experiment)[-1]["final"]

    assert final["d_loss"] is None
    assert final["diverged"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--epochs", "5"], "--epochs is 5, but a GAN has no epochs; accepted: --iterations"),
        (["--iterations", "0"], "training.iterations is 0; accepted: a whole number from 1 to 200,000"),
        (["--iterations", "x"], "argument --iterations: invalid int value: 'x'"),
    ],
)
def test_bad_length_of_a_gan_is_one_line_and_status_2(argv, message, capsys):
    assert main(["train", to_link(SMALL), *argv]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"playground: {message}\n"


def test_iterations_are_for_gans_only(capsys):
    assert main(["train", "1.eNqrrgUAAXUA-Q", "--iterations", "5"]) == 2
    assert capsys.readouterr().err == "playground: --iterations is 5, but this is no GAN; accepted: --epochs\n"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"data": GanDataConfig(name="own")}, "There are no points yet"),
        ({"data": GanDataConfig(name="own", points=((0.0, 1.0),))}, "There is a single painted point"),
    ],
)
def test_train_says_why_nothing_can_be_imitated(changes, reason, capsys):
    assert main(["train", to_link(GanExperiment(**changes))]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"playground: {reason}")
    assert len(err.splitlines()) == 1


def test_unknown_distribution_is_one_line_and_status_2(capsys):
    assert main(["train", to_link(replace_at(SMALL, "data.name", "donut"))]) == 2
    assert capsys.readouterr().err.startswith("playground: data.name is 'donut'; accepted: line, ring, ")


def test_export_of_a_gan_goes_to_a_file(tmp_path, capsys):
    assert main(["export", to_link(SMALL), "--to", "pytorch", "-o", str(tmp_path / "gan.py")]) == 0
    assert "discriminator_loss" in (tmp_path / "gan.py").read_text()
    assert main(["export", to_link(SMALL), "--to", "keras"]) == 2
    assert (
        capsys.readouterr().err
        == "playground: the form is 'keras'; accepted for a GAN: pytorch, notebook, json, link\n"
    )
