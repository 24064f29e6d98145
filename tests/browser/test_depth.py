"""Layers of every kind, both modes, panels, weights by hand and stop conditions."""

import json
import re

from playwright.sync_api import expect

from playground.config import (
    BatchNormConfig,
    DataConfig,
    DropoutConfig,
    Experiment,
    LinearConfig,
    ModelConfig,
    TrainingConfig,
)

PLAIN = Experiment(
    data=DataConfig(n_samples=300, noise=0.3),
    model=ModelConfig(layers=(LinearConfig(units=6, activation="tanh"),)),
    training=TrainingConfig(epochs=100_000),
)
TABLE = """() => {
    const cells = [...document.querySelectorAll('.lv-matrix td b')].map(cell => +cell.textContent);
    const circles = [...document.querySelectorAll('.lv-metrics circle.lv-end')];
    const dots = circles.map(dot => [dot.getAttribute('cx'), dot.getAttribute('cy')]);
    const draw = name => document.querySelector(`.lv-map .lv-${name}`).toDataURL();
    return { cells, dots, lines: draw('lines'), points: draw('points'),
        threshold: document.querySelector('.live-view').dataset.threshold };
}"""


def kinds(experiment):
    return [layer.kind for layer in experiment.model.layers]


def open_panel(lab, name):
    lab.page.get_by_role("tab", name=name).click()


def test_dropout_and_batch_norm_are_added_and_show_both_modes(lab):
    lab.open(PLAIN, speed="max")
    for kind, wanted in (
        ("Batch normalization", ["linear", "batch_norm"]),
        ("Dropout", ["linear", "batch_norm", "dropout"]),
    ):
        lab.click("Add dropout, a norm or a residual connection to Hidden A")
        lab.page.get_by_role("dialog").get_by_role("button", name=kind).click()
        lab.wait_for_experiment(lambda experiment, wanted=wanted: kinds(experiment) == wanted)
    lab.play(n_steps=200)
    lab.page.get_by_role("radio", name="train").first.click()
    lab.wait_for("view.dataset.mode === 'train'")
    lab.wait_for("view.querySelector('.lv-dropped') !== null")
    lab.page.get_by_role("radio", name="eval").first.click()
    lab.wait_for("view.dataset.mode === 'eval' && view.querySelector('.lv-dropped') === null")
    lab.pause()


def test_threshold_moves_contour_colors_matrix_and_dot_together(lab):
    lab.open(PLAIN, speed="max")
    lab.play(n_steps=300)
    lab.pause()
    open_panel(lab, "Metrics")
    first = lab.page.locator(".lv-matrix td b").first
    expect(first).to_have_text(re.compile(r"^\d+$"))
    slider = lab.page.get_by_role("slider", name="Threshold")
    slider.scroll_into_view_if_needed()
    before = lab.page.evaluate(TABLE)
    box = slider.bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2, steps=10)
    lab.page.wait_for_timeout(100)
    after = lab.page.evaluate(TABLE)
    lab.page.mouse.up()
    assert float(after["threshold"]) > 0.8
    assert sum(after["cells"]) == sum(before["cells"]) == 90
    for name in ("cells", "lines", "points"):
        assert after[name] != before[name], name
    assert all(now != then for now, then in zip(after["dots"], before["dots"], strict=True))


def test_weight_is_dragged_while_training(lab):
    lab.open(PLAIN, speed="slow")
    lab.play(n_steps=3)
    lab.page.locator('[data-unit="2,0"]').click()
    expect(lab.page.get_by_role("tab", name="Inspect")).to_have_attribute("aria-selected", "true")
    field = lab.page.locator(".lv-weights .lv-number").first
    field.scroll_into_view_if_needed()
    before = lab.step
    box = field.bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] / 2 + 150, box["y"] + box["height"] / 2, steps=15)
    lab.page.mouse.up()
    lab.wait_for(f"+view.dataset.step > {before + 5}")
    marks = lab.view.locator(".lv-mark").get_attribute("d")
    assert marks, "the change leaves a mark on the loss curve"
    assert lab.read("status") == "running"


def test_run_stops_by_patience_with_its_best_weights(lab):
    lab.open(PLAIN, speed="max")
    lab.page.get_by_text(re.compile("^Stop conditions")).click()
    lab.page.wait_for_timeout(500)  # the section unfolds
    lab.choose("patience", "5")
    lab.wait_for_experiment(lambda experiment: experiment.training.patience == 5)
    lab.press("play")
    lab.wait_for("view.dataset.status === 'finished'", seconds=30)
    expect(lab.view.get_by_text(re.compile("weights of epoch .* restored"))).to_be_visible()


def test_closed_panels_send_no_report(lab):
    lab.open(PLAIN, speed="max")
    lab.play(n_steps=100)
    assert lab.page.evaluate("() => window.playgroundReport === undefined")
    open_panel(lab, "Layers")
    lab.page.wait_for_function("() => window.playgroundReport !== undefined")
    lab.pause()


def test_layers_of_every_kind_survive_a_reload(lab):
    experiment = Experiment(
        model=ModelConfig(layers=(LinearConfig(units=4), BatchNormConfig(), DropoutConfig(rate=0.5)))
    )
    lab.open(experiment)
    lab.page.reload()
    lab.wait_for("view.dataset.painted > 0")
    assert json.dumps(kinds(lab.experiment)) == '["linear", "batch_norm", "dropout"]'
