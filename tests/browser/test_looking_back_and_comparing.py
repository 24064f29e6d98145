"""The film of a run, runs kept and compared, and many seeds at once."""

import re

from playwright.sync_api import expect

from playground.config import DataConfig, Experiment, TrainingConfig

MOONS = Experiment(data=DataConfig(n_samples=200), training=TrainingConfig(epochs=100_000))


def figures(lab):
    """What the page says of the moment that it shows."""
    return {name: lab.read(name) for name in ("step", "epoch", "train-loss", "test-loss")}


def look_at(lab, index):
    """Drag the film's slider to a moment, and wait until it is drawn."""
    slider = lab.page.locator(".lv-film-slider")
    slider.evaluate("(slider, index) => { slider.value = index; slider.dispatchEvent(new Event('input')) }", index)
    lab.wait_for("view.dataset.past === 'true'")


def map_bytes(lab):
    """The big map's pixels, once it has stopped gliding."""
    lab.page.wait_for_timeout(600)
    return lab.page.locator(".lv-heat").evaluate("canvas => canvas.toDataURL()")


def open_runs(lab):
    lab.page.get_by_role("tab", name="Runs").click()
    return lab.page.locator(".lv-runs")


def train_and_change(lab):
    """A first run that is pinned, and one that goes on from there with another activation."""
    lab.open(MOONS, speed="max")
    lab.play(n_steps=300)
    first = lab.pause()
    lab.click("Pin this run")
    expect(lab.page.get_by_role("button", name="Pinned as P")).to_be_visible()
    lab.page.get_by_label("Activation of Hidden A").select_option("tanh")
    lab.wait_for_experiment(lambda experiment: experiment.model.layers[0].activation == "tanh")
    return first


def test_scrubbing_shows_what_was_seen_live_at_that_step(lab):
    lab.open(MOONS)
    lab.take_steps(3)
    seen, picture = figures(lab), map_bytes(lab)
    lab.take_steps(4)
    assert map_bytes(lab) != picture
    look_at(lab, 3)
    assert (figures(lab), map_bytes(lab)) == (seen, picture)
    lab.click("Back to now")
    lab.wait_for("view.dataset.past !== 'true' && +view.dataset.step === 7")


def test_film_plays_to_its_end_and_training_goes_on_from_now(lab):
    lab.open(MOONS, speed="max")
    lab.play(n_steps=500)
    last = lab.pause()
    lab.click("Play the film of this run")
    lab.wait_for("view.dataset.past === 'true'")
    lab.click("Stop the film")
    look_at(lab, 2)
    lab.play(n_steps=last)
    assert lab.read("past") != "true"


def test_weight_of_the_past_is_not_set(lab):
    lab.open(MOONS)
    lab.take_steps(4)
    look_at(lab, 1)
    lab.page.locator("[data-unit='1,0']").focus()
    lab.page.keyboard.press("b")
    lab.page.keyboard.type("1.5")
    lab.page.keyboard.press("Enter")
    expect(lab.page.get_by_text("go back to now to set a weight or bias")).to_be_visible()


def test_pinned_run_lies_under_the_next_one_and_can_be_restored(lab):
    first = train_and_change(lab)
    lab.press("reset")
    lab.play(n_steps=300)
    lab.pause()
    expect(lab.page.locator(".lv-pinned-curve")).to_have_count(2)
    runs = open_runs(lab)
    expect(runs.locator("tbody tr")).to_have_count(3)
    expect(lab.page.locator(".lv-differences")).to_contain_text("10 Tanh, 10 ReLU")
    runs.locator("[data-run='1']").get_by_role("button", name="Restore").click()
    lab.wait_for(f"view.dataset.status === 'paused' && +view.dataset.step === {first}")
    assert lab.experiment == MOONS


def test_runs_of_different_data_are_told_apart(lab):
    lab.open(MOONS, speed="max")
    lab.play(n_steps=200)
    lab.pause()
    lab.click("Pin this run")
    lab.choose("group", "Regression")
    lab.wait_for_experiment(lambda experiment: experiment.objective.loss == "mse")
    runs = open_runs(lab)
    expect(runs).to_contain_text("its losses are measured on those")


def test_many_seeds_show_their_spread_and_where_they_agree(lab):
    lab.open(MOONS, speed="max", seeds=8)
    lab.play(n_steps=300)
    lab.pause()
    expect(lab.page.locator(".lv-seeds")).to_contain_text("8 seeds")
    alone = map_bytes(lab)
    lab.page.get_by_role("radio", name="agreement").click()
    expect(lab.page.get_by_text("Agreement of 8 seeds")).to_be_visible()
    assert map_bytes(lab) != alone
    lab.click("Pin this run")
    lab.page.locator(".st-key-seeds").get_by_text("1", exact=True).click()
    lab.wait_for("+view.dataset.step === 0")
    expect(lab.page.locator(".lv-seeds")).to_be_hidden()
    expect(lab.page.locator(".lv-pinned-band")).to_have_attribute("d", re.compile(r"^M.*Z$"))
    assert lab.experiment == MOONS


def test_keys_play_and_step_while_the_film_has_the_focus(lab):
    lab.open(MOONS, speed="max")
    lab.play(n_steps=100)
    last = lab.pause()
    track = lab.page.locator(".lv-film-track").bounding_box()
    middle = track["y"] + track["height"] / 2
    lab.page.mouse.move(track["x"] + track["width"] * 0.8, middle)
    lab.page.mouse.down()
    lab.page.mouse.move(track["x"] + track["width"] * 0.4, middle, steps=5)
    lab.page.mouse.up()
    lab.wait_for("view.dataset.past === 'true'")
    expect(lab.page.locator(".lv-film-slider")).to_be_focused()
    lab.page.keyboard.press("s")
    lab.wait_for(f"+view.dataset.step === {last + 1}")
    lab.page.locator(".lv-film-slider").focus()
    lab.page.keyboard.press("Space")
    lab.wait_for(f"view.dataset.status === 'running' && +view.dataset.step > {last + 1}")
