"""The network is edited on the diagram and in the sidebar; both always show the same one."""

import re

from playwright.sync_api import expect

from playground.config import Experiment, LinearConfig, ModelConfig, TrainingConfig

SMALL = Experiment(
    model=ModelConfig(layers=(LinearConfig(units=4, activation="tanh"),)), training=TrainingConfig(epochs=100_000)
)


def layers_of(experiment):
    return [(layer.units, layer.activation) for layer in experiment.model.layers]


def wait_for_layers(lab, *layers):
    """Address bar, diagram and sidebar all come to show these layers."""
    lab.wait_for_experiment(lambda experiment: layers_of(experiment) == list(layers))
    for letter, (units, activation) in zip("ABCDEFGHIJ", layers, strict=False):
        expect(lab.page.get_by_label(f"Activation of Hidden {letter}")).to_have_value(activation)
        expect(lab.page.locator(f".st-key-units_{letter} input")).to_have_value(str(units))
    expect(lab.page.locator("[class*=st-key-units_]")).to_have_count(len(layers))
    expect(lab.page.locator("[data-unit]")).to_have_count(2 + sum(units for units, _ in layers) + 1)
    assert lab.units_drawn() == [2, *(units for units, _ in layers), 1]


def test_layers_and_units_are_added_and_removed_on_the_diagram(lab):
    lab.open(SMALL)
    lab.click("Add a layer after Hidden A")
    wait_for_layers(lab, (4, "tanh"), (4, "tanh"))
    lab.click("Add a unit to Hidden B")
    wait_for_layers(lab, (4, "tanh"), (5, "tanh"))
    lab.click("Add a layer after the inputs")
    wait_for_layers(lab, (4, "tanh"), (4, "tanh"), (5, "tanh"))
    lab.click("Remove a unit from Hidden C")
    wait_for_layers(lab, (4, "tanh"), (4, "tanh"), (4, "tanh"))
    lab.click("Remove Hidden B")
    lab.click("Remove Hidden A")
    wait_for_layers(lab, (4, "tanh"))


def test_last_layer_can_be_removed_and_added_again(lab):
    lab.open(SMALL)
    lab.click("Remove Hidden A")
    wait_for_layers(lab)
    lab.take_steps(1)
    lab.click("Add a layer after the inputs")
    expect(lab.page.get_by_label("Activation of Hidden A")).to_be_visible()


def test_activation_changes_mid_run_without_a_reset(lab):
    lab.open(SMALL, speed="max")
    lab.play(n_steps=200)
    before = lab.step
    lab.page.get_by_label("Activation of Hidden A").select_option("relu")
    wait_for_layers(lab, (4, "relu"))
    lab.wait_for(f"view.dataset.status === 'running' && +view.dataset.step > {before}")
    assert lab.pause() > before


def test_edits_in_the_sidebar_show_on_the_diagram(lab):
    lab.open(SMALL)
    lab.press("add_layer")
    wait_for_layers(lab, (4, "tanh"), (4, "tanh"))
    lab.type("units_B", "7")
    wait_for_layers(lab, (4, "tanh"), (7, "tanh"))
    lab.choose("activation_A", "ReLU")
    wait_for_layers(lab, (4, "relu"), (7, "tanh"))
    lab.press("remove_layer")
    wait_for_layers(lab, (4, "relu"))


def test_sidebar_after_diagram_and_diagram_after_sidebar(lab):
    lab.open(SMALL)
    lab.click("Add a unit to Hidden A")
    wait_for_layers(lab, (5, "tanh"))
    lab.type("units_A", "6")
    wait_for_layers(lab, (6, "tanh"))
    lab.click("Remove a unit from Hidden A")
    wait_for_layers(lab, (5, "tanh"))


def test_every_one_of_many_rapid_clicks_counts_while_training(lab):
    lab.open(SMALL, speed="max")
    lab.play(n_steps=20)
    for _ in range(8):
        lab.click("Add a unit to Hidden A")
    wait_for_layers(lab, (12, "tanh"))
    lab.page.wait_for_timeout(500)  # an echo of a click would still come
    wait_for_layers(lab, (12, "tanh"))


def test_unit_under_the_pointer_fills_the_map(lab):
    lab.open(SMALL)
    lab.page.locator('[data-unit="1,2"]').hover()
    expect(lab.view.get_by_role("heading", name=re.compile("^A3"))).to_be_visible()
    lab.page.locator('[data-unit="0,1"]').hover()
    expect(lab.view.get_by_role("heading", name=re.compile("^x₂"))).to_be_visible()
    lab.page.mouse.move(700, 5)
    expect(lab.view.get_by_role("heading", name="Prediction")).to_be_visible()


def test_edge_under_the_pointer_tells_its_weight(lab):
    lab.open(Experiment(model=ModelConfig(layers=(LinearConfig(units=1),))))
    start, end = (lab.page.locator(f'[data-unit="{unit}"]').bounding_box() for unit in ("1,0", "2,0"))
    lab.page.mouse.move((start["x"] + start["width"] + end["x"]) / 2, start["y"] + start["height"] / 2)
    expect(lab.page.get_by_role("tooltip")).to_have_text(re.compile(r"^[+\u2212]\d+\.\d+.*A1 → output"))
    lab.page.mouse.move(700, 5)
    expect(lab.page.get_by_role("tooltip")).to_be_hidden()


def test_arrow_keys_walk_from_unit_to_unit(lab):
    lab.open(SMALL)
    lab.page.locator('[data-unit="1,0"]').focus()
    walk = {"ArrowDown": "1,1", "ArrowLeft": "0,1", "ArrowRight": "1,1", "ArrowUp": "1,0"}
    for key, unit in walk.items():
        lab.page.keyboard.press(key)
        expect(lab.page.locator(f'[data-unit="{unit}"]')).to_be_focused()
