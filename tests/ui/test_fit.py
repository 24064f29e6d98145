"""What follows a change of the data or the layers, so that every experiment that a reader reaches can be built."""

import dataclasses

import pytest

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, ObjectiveConfig, OwnData
from playground.config import TrainingConfig as Training
from playground.data import DATASETS, FEATURES, describe_data
from playground.engine.catalog import check_experiment
from playground.objectives import LOSSES, losses_for
from playground.ui.edits import apply_edit, change_field
from playground.ui.fit import count_training_points, explain, fit_to_data

EVERYTHING = ModelConfig(inputs=tuple(FEATURES))
CURVE = OwnData(features=("t",), target=("height",), classes=(), points=((0, 0), (1, 1)))


@pytest.mark.parametrize("former", DATASETS)
@pytest.mark.parametrize("name", DATASETS)
def test_any_set_may_follow_any_other(former, name):
    first = fit_to_data(Experiment(model=EVERYTHING), DataConfig(name=former))
    experiment = change_field(first, "data.name", name)

    check_experiment(experiment)
    assert experiment.data.name == name
    assert experiment.model == EVERYTHING


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("loss", LOSSES)
def test_loss_stays_if_it_suits_the_task_else_it_is_the_first_that_does(name, loss):
    task = describe_data(DataConfig(name=name)).task
    experiment = fit_to_data(Experiment(objective=ObjectiveConfig(loss=loss, l2=0.1)), DataConfig(name=name))

    assert experiment.objective.loss == (loss if task in LOSSES[loss].tasks else losses_for(task)[0])
    assert experiment.objective.l2 == 0.1


@pytest.mark.parametrize("name", [name for name, spec in DATASETS.items() if spec.classes])
def test_number_of_classes_stays_within_what_the_set_offers(name):
    least, most = DATASETS[name].classes
    for classes in (2, 6):
        assert least <= fit_to_data(Experiment(), DataConfig(name=name, classes=classes)).data.classes <= most


def test_inputs_that_the_points_do_not_have_give_way_to_the_coordinates():
    vertical = Experiment(model=ModelConfig(inputs=("x2", "sin_x2")))

    assert fit_to_data(vertical, DataConfig(name="sine")).model.inputs == ("x1", "x2")
    assert fit_to_data(vertical, DataConfig(name="own", own=CURVE)).model.inputs == ("x1", "x2")
    assert fit_to_data(vertical, DataConfig(name="plane")).model.inputs == ("x2", "sin_x2")


def test_batch_is_at_most_the_points_that_there_are():
    # 150 flowers, of which scikit-learn holds ceil(0.3 * 150) = 45 out.
    iris = DataConfig(name="iris", n_samples=1000)
    assert count_training_points(iris) == 105
    large = Experiment(training=Training(batch_size=256))
    assert fit_to_data(large, iris).training.batch_size == 105
    assert fit_to_data(large, DataConfig(name="own")).training.batch_size == 256


def test_batch_fits_again_when_own_points_are_left():
    own = Experiment(data=DataConfig(name="own", n_samples=20), training=Training(batch_size=64))
    assert change_field(own, "data.name", "moons").training.batch_size == 14


def test_what_followed_is_told():
    former = Experiment(model=ModelConfig(inputs=("x2",)), training=Training(batch_size=256))
    told = explain(former, change_field(former, "data.name", "sine"))
    assert "The loss is" in told
    assert "The inputs are the coordinates again" in told
    assert "The batch size is 105 now" in explain(former, change_field(former, "data.n_samples", 150))
    two = change_field(dataclasses.replace(former, data=DataConfig(classes=2)), "data.name", "blobs")
    assert "There are 3 classes now" in explain(two, change_field(two, "data.name", "spirals"))


def test_what_the_reader_changed_is_not_told():
    former = Experiment()
    for path, value in [("training.batch_size", 8), ("objective.loss", "hinge"), ("model.inputs", ("x1",))]:
        assert explain(former, change_field(former, path, value)) == ""
    assert explain(former, change_field(former, "data.noise", 0.2)) == ""


@pytest.mark.parametrize(
    ("edit", "is_told"),
    [
        ({"action": "units", "layer": 0, "value": 5}, True),
        ({"action": "units", "layer": 1, "value": 5}, True),
        ({"action": "remove_layer", "layer": 1}, False),
        ({"action": "residual", "layer": 1, "value": False}, False),
        ({"action": "add_layer", "layer": 2}, False),
        ({"action": "units", "layer": 2, "value": 7}, False),
    ],
)
def test_residual_connection_lost_on_the_way_is_told(edit, is_told):
    layers = (LinearConfig(units=4), LinearConfig(units=4, residual=True), LinearConfig(units=6))
    former = Experiment(model=ModelConfig(layers=layers))

    assert ("residual" in explain(former, apply_edit(former, edit))) is is_told
