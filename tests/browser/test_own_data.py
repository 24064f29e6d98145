"""Points that the reader paints or brings along."""

import pytest
from playwright.sync_api import expect
from sklearn.datasets import load_iris

from playground.config import (
    DataConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    ObjectiveConfig,
    OwnData,
    TrainingConfig,
)

MOONS = Experiment(data=DataConfig(name="moons", n_samples=200), training=TrainingConfig(epochs=100_000))
EMPTY = Experiment(
    data=DataConfig(name="own"),
    model=ModelConfig(layers=(LinearConfig(units=6, activation="tanh"),)),
    training=TrainingConfig(epochs=100_000),
)


def drag(lab, start, end, **options):
    """Draw a stroke over the map, from one place to another, both as shares of its side."""
    box = lab.page.locator(".lv-heat").bounding_box()
    (x0, y0), (x1, y1) = ((box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end))
    lab.page.mouse.move(x0, y0)
    lab.page.mouse.down(**options)
    lab.page.mouse.move(x1, y1, steps=12)
    lab.page.mouse.up(**options)


def counts(experiment):
    """Own points of each class."""
    labels = [int(row[-1]) for row in experiment.data.own.points]
    return [labels.count(label) for label in range(len(experiment.data.own.classes))]


def test_points_of_three_classes_are_painted_learned_and_taken_back(lab):
    lab.open(EMPTY, speed="max")
    lab.page.get_by_text("No points yet").click()
    drag(lab, (0.1, 0.2), (0.4, 0.2))
    lab.wait_for_experiment(lambda experiment: counts(experiment)[0] >= 5)
    lab.page.get_by_role("radio", name="class 1").click()
    drag(lab, (0.6, 0.2), (0.9, 0.2))
    lab.wait_for_experiment(lambda experiment: counts(experiment)[1] >= 5)
    lab.click("+ class")
    drag(lab, (0.3, 0.8), (0.7, 0.8))
    lab.wait_for_experiment(lambda experiment: len(counts(experiment)) == 3 and counts(experiment)[2] >= 5)
    assert lab.experiment.objective.loss == "cross_entropy"
    lab.click("Done")
    lab.wait_for("view.querySelectorAll('[data-unit]').length === 2 + 6 + 3")
    lab.play(n_steps=500)
    lab.wait_for("+view.dataset.trainLoss < 0.1")
    lab.pause()
    lab.click("Paint points")
    lab.click("Undo")
    lab.wait_for_experiment(lambda experiment: sum(counts(experiment)[2:]) == 0)


def test_painting_while_training_keeps_the_weights(lab):
    lab.open(
        Experiment(data=DataConfig(name="moons", n_samples=200), training=TrainingConfig(epochs=100_000)), speed="max"
    )
    lab.click("Paint points")
    drag(lab, (0.1, 0.9), (0.3, 0.9))
    lab.wait_for_experiment(lambda experiment: experiment.data.name == "own")
    n_points = len(lab.experiment.data.own.points)
    assert n_points > 200
    lab.play(n_steps=300)
    before = lab.step
    drag(lab, (0.5, 0.9), (0.7, 0.9))
    lab.wait_for_experiment(lambda experiment: len(experiment.data.own.points) > n_points)
    lab.wait_for(f"+view.dataset.step > {before}")
    assert lab.pause() > before
    drag(lab, (0.1, 0.9), (0.3, 0.9), button="right")
    lab.wait_for_experiment(lambda experiment: len(experiment.data.own.points) <= n_points)


def upload(lab, name, data):
    lab.page.locator(".st-key-file input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )


def test_csv_file_is_opened_and_its_columns_are_chosen(lab):
    iris = load_iris()
    rows = [[*features, iris.target_names[label]] for features, label in zip(iris.data, iris.target, strict=True)]
    rows[3][0] = ""
    text = "\n".join(["a,b,c,d,species", *(",".join(map(str, row)) for row in rows)])
    lab.open(EMPTY, speed="max")
    upload(lab, "iris.csv", text.encode())
    lab.wait_for_experiment(lambda experiment: len(experiment.data.own.points) == 149)
    own = lab.experiment.data.own
    assert own.classes == ("setosa", "versicolor", "virginica")
    assert own.target == ("species",)
    expect(lab.page.locator("section[data-testid=stSidebar]")).to_contain_text("1 row")
    lab.choose("csv_feature_1", "d")
    lab.wait_for_experiment(lambda experiment: "d" in experiment.data.own.features)
    lab.play(n_steps=300)
    lab.wait_for("+view.dataset.trainLoss < 0.4")


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("empty.csv", b"", "empty"),
        ("words.csv", b"a,b\nx,y\nz,w\n", "numbers"),
        ("latin.csv", b"a,b,c\n\xff\xfe1,2,\xe9\n", "UTF"),
    ],
)
def test_bad_file_is_answered_with_a_sentence_and_nothing_is_lost(lab, name, data, answer):
    own = OwnData(points=tuple((float(x), float(y), float(x * y > 0)) for x in (-1, 1) for y in (-1, 1)))
    lab.open(Experiment(data=DataConfig(name="own", own=own), objective=ObjectiveConfig()))
    before = lab.experiment
    upload(lab, name, data)
    expect(lab.page.get_by_role("alert").filter(has_text=answer)).to_be_visible()
    assert lab.experiment == before
