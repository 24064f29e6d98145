"""The address bar holds the experiment: reload and sharing give the same, a bad link leaves the preset."""

import pytest
from playwright.sync_api import expect

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, OptimizerConfig
from playground.lessons.presets import NETWORK_LAB
from playground.serialization import to_link

UNUSUAL = Experiment(
    seed=5,
    data=DataConfig(name="circles", n_samples=200, noise=0.15),
    model=ModelConfig(layers=(LinearConfig(units=5, activation="silu"), LinearConfig(units=3, activation="elu"))),
    optimizer=OptimizerConfig(name="rmsprop", learning_rate=0.02),
)


def first_losses(lab, n=4):
    losses = [lab.read("train-loss")]
    for _ in range(n):
        lab.take_steps(1)
        losses.append(lab.read("train-loss"))
    return losses


def test_page_opens_with_the_preset_and_its_link(lab):
    lab.open()
    lab.wait_for_experiment(lambda experiment: experiment == NETWORK_LAB)
    assert lab.read("status") == "idle"


def test_reload_gives_the_same_experiment_and_the_same_first_losses(lab):
    lab.open(UNUSUAL)
    losses = first_losses(lab)
    lab.page.reload()
    lab.wait_for("view.dataset.painted > 0 && view.dataset.step === '0'")
    assert lab.experiment == UNUSUAL
    assert first_losses(lab) == losses


def test_changed_experiment_survives_a_reload(lab):
    lab.open(UNUSUAL)
    lab.click("Add a unit to Hidden A")
    lab.wait_for_experiment(lambda experiment: experiment.model.layers[0].units == 6)
    expect(lab.page.locator("[data-unit]")).to_have_count(2 + 6 + 3 + 1)
    changed, losses = lab.experiment, first_losses(lab)
    lab.page.reload()
    lab.wait_for("view.dataset.painted > 0 && view.dataset.step === '0'")
    assert lab.experiment == changed
    expect(lab.page.locator("[data-unit]")).to_have_count(2 + 6 + 3 + 1)
    assert first_losses(lab) == losses


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (to_link(UNUSUAL)[:-9], "is cut off or changed"),
        ("2.abc", "version is 2; accepted: 1"),
        ("<b>boo</b>", "the link is '<b>boo</b>'"),
    ],
)
def test_bad_link_leaves_the_preset_and_says_what_is_wrong(lab, link, sentence):
    lab.open(e=link)
    alert = lab.page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("This link was not opened")
    expect(alert).to_contain_text(sentence)
    lab.wait_for_experiment(lambda experiment: experiment == NETWORK_LAB)
    lab.take_steps(1)
