"""Changes of a GAN's experiment by its controls: one field, or the layers of one player; what must follow follows."""

import pytest

from playground.config import (
    DropoutConfig,
    GanDataConfig,
    GanExperiment,
    GeneratorConfig,
    LinearConfig,
)
from playground.fields import replace_at, value_at
from playground.ui.gan.edits import PLAYERS, change_field, edit_player, explain

PAINTED = GanExperiment(data=GanDataConfig(name="own", points=((0.0, 0.0), (1.0, 1.0))))
RESIDUAL = GanExperiment(
    generator=GeneratorConfig(layers=(LinearConfig(units=8), LinearConfig(units=8, residual=True)))
)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.spread", 0.1),
        ("noise.size", 8),
        ("objective.loss", "hinge"),
        ("generator.layers[1].activation", "tanh"),
        ("discriminator.layers[0].units", 5),
        ("discriminator.optimizer.learning_rate", 0.1),
        ("training.average", 0.9),
    ],
)
def test_one_field_changes_and_nothing_else(path, value):
    changed = change_field(GanExperiment(), path, value)
    assert value_at(changed, path) == value
    assert replace_at(changed, path, value_at(GanExperiment(), path)) == GanExperiment()


@pytest.mark.parametrize("path", ["generator.layers[0].units", "generator.layers[7].units"])
def test_what_cannot_be_is_refused_with_its_path(path):
    with pytest.raises(ValueError, match=r"generator\.layers\[.\]"):
        change_field(GanExperiment(), path, 65 if "[0]" in path else 5)


def test_painted_points_do_not_travel_with_another_distribution():
    assert change_field(PAINTED, "data.name", "ring").data.points == ()
    assert change_field(PAINTED, "data.spread", 0.1).data.points == PAINTED.data.points


def test_residual_that_no_longer_fits_is_switched_off_and_told():
    changed = change_field(RESIDUAL, "generator.layers[0].units", 4)
    assert [layer.residual for layer in changed.generator.layers] == [False, False]
    assert "residual connection is switched off" in explain(RESIDUAL, changed)


def test_residual_that_the_reader_takes_away_is_no_news():
    assert explain(RESIDUAL, change_field(RESIDUAL, "generator.layers[1].residual", False)) == ""
    assert explain(RESIDUAL, edit_player("generator")(RESIDUAL, {"action": "remove_layer", "layer": 1})) == ""


@pytest.mark.parametrize("player", PLAYERS)
def test_layers_of_one_player_are_added_and_removed(player):
    other = next(name for name in PLAYERS if name != player)
    edit = edit_player(player)
    longer = edit(GanExperiment(), {"action": "add_layer", "layer": 2})
    assert [layer.units for layer in getattr(longer, player).layers] == [64, 64, 64]
    assert getattr(longer, other) == getattr(GanExperiment(), other)
    extra = edit(longer, {"action": "add_extra", "layer": 0, "value": "dropout"})
    assert getattr(extra, player).layers[1] == DropoutConfig()
    shorter = extra
    for layer in (2, 1, 0):
        shorter = edit(shorter, {"action": "remove_layer", "layer": layer})
    assert getattr(shorter, player).layers == ()


def test_eleventh_hidden_layer_is_refused():
    experiment, edit = GanExperiment(), edit_player("discriminator")
    for layer in range(2, 10):
        experiment = edit(experiment, {"action": "add_layer", "layer": layer})
    with pytest.raises(ValueError, match="at most 10"):
        edit(experiment, {"action": "add_layer", "layer": 10})
