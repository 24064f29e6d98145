import pytest
from experiments import make_experiment

from playground.data import load_dataset
from playground.engine.outputs import OutputScale, scale_output
from playground.objectives import LOSSES


@pytest.mark.parametrize(
    ("name", "loss", "kind", "limit"),
    [
        ("moons", "binary_cross_entropy", "probability", 8.0),
        ("moons", "hinge", "score", 2.0),
        ("blobs", "cross_entropy", "classes", 8.0),
        ("blobs", "hinge", "classes", 8.0),
    ],
)
def test_outputs_of_classes_are_shown_in_logits_or_margins(name, loss, kind, limit):
    experiment = make_experiment(name)

    scale = scale_output(load_dataset(experiment.data, 42), LOSSES[loss])
    assert scale == OutputScale(kind=kind, limit=limit)


def test_values_of_a_regression_are_shown_up_to_the_largest_target():
    dataset = load_dataset(make_experiment("saddle").data, 42)

    assert scale_output(dataset, LOSSES["mse"]) == OutputScale(kind="value", limit=dataset.value_limit)
