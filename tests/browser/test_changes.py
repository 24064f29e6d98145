"""Changes in the sidebar while a run goes on: what can be taken mid-run is, what cannot starts anew and says so."""

from playwright.sync_api import expect

from playground.config import Experiment, TrainingConfig
from playground.serialization import LINK_PARAMETER, to_link

LONG = Experiment(training=TrainingConfig(epochs=100_000))


def assert_goes_on(lab, before):
    lab.wait_for(f"view.dataset.status === 'running' && +view.dataset.step > {before}")
    assert lab.pause() > before


def test_learning_rate_changes_mid_run_without_a_reset(lab):
    lab.open(LONG, speed="max")
    lab.play(n_steps=200)
    before = lab.step
    lab.choose("learning_rate", "0.1")
    lab.wait_for_experiment(lambda experiment: experiment.optimizer.learning_rate == 0.1)
    assert_goes_on(lab, before)


def test_optimizer_and_batch_size_change_mid_run_without_a_reset(lab):
    lab.open(LONG, speed="max")
    lab.play(n_steps=200)
    before = lab.step
    lab.choose("optimizer", "Momentum")
    lab.wait_for_experiment(lambda experiment: experiment.optimizer.name == "momentum")
    lab.choose("batch_size", "64")
    lab.wait_for_experiment(lambda experiment: experiment.training.batch_size == 64)
    assert_goes_on(lab, before)


def test_other_data_start_the_run_anew_and_say_so(lab):
    lab.open(LONG)
    lab.take_steps(2)
    lab.page.locator(".st-key-dataset").get_by_text("Spiral", exact=True).click()
    lab.wait_for_experiment(lambda experiment: experiment.data.name == "spiral")
    lab.wait_for("view.dataset.step === '0'")
    expect(lab.page.get_by_text("training starts again at step 0")).to_be_visible()


def test_new_seed_gives_other_weights(lab):
    lab.open(LONG)
    before = lab.read("train-loss")
    lab.press("new_seed")
    lab.wait_for_experiment(lambda experiment: experiment.seed != LONG.seed)
    lab.wait_for(f"view.dataset.trainLoss !== '{before}'")
    expect(lab.page.locator(".st-key-seed input")).to_have_value(str(lab.experiment.seed))


def test_every_key_press_on_a_slider_counts_while_training(lab):
    lab.open(LONG, speed="max")
    lab.play(n_steps=20)
    noise = LONG.data.noise
    for key, step in [("ArrowRight", 0.01), ("ArrowLeft", -0.01)] * 2:
        lab.page.locator(".st-key-noise input").focus()
        for _ in range(4):
            lab.page.keyboard.press(key)
            lab.page.wait_for_timeout(90)
        noise = round(noise + 4 * step, 2)
        lab.wait_for_experiment(lambda experiment, noise=noise: experiment.data.noise == noise)
        lab.page.wait_for_timeout(500)  # what would undo it comes within that time
        lab.wait_for_experiment(lambda experiment, noise=noise: experiment.data.noise == noise)


def test_value_chosen_again_right_after_the_page_replaced_it_is_taken(lab):
    lab.open(LONG)
    units = [layer.units for layer in LONG.model.layers]
    for _ in range(3):
        lab.type("units_A", "8")
        lab.wait_for_experiment(lambda experiment: experiment.model.layers[0].units == 8)
        lab.wait_until_idle()
        lab.click("Remove a unit from Hidden A")
        expect(lab.page.locator(".st-key-units_A input")).to_have_value("7")
    lab.type("units_A", "8")
    lab.wait_for_experiment(lambda experiment: experiment.model.layers[0].units == 8)
    assert [layer.units for layer in lab.experiment.model.layers[1:]] == units[1:]


def test_rate_chosen_again_right_after_a_preset_is_taken(lab):
    lab.open(LONG)
    for preset in ("Circles: four", "Moons"):
        lab.choose("learning_rate", "0.1")
        lab.wait_for_experiment(lambda experiment: experiment.optimizer.learning_rate == 0.1)
        lab.wait_until_idle()
        menu = lab.page.locator(".st-key-preset input")
        menu.click()
        menu.press_sequentially(preset)
        lab.page.get_by_role("option").first.click()
        lab.wait_for_experiment(lambda experiment: experiment.optimizer.learning_rate != 0.1)
        lab.wait_until_idle()
    lab.choose("learning_rate", "0.1")
    lab.wait_for_experiment(lambda experiment: experiment.optimizer.learning_rate == 0.1)


SLOW_CONNECTION = """
  const delay = 1300, Fast = WebSocket;
  const late = (listener) => (event) => setTimeout(() => listener(event), delay);
  window.WebSocket = class extends Fast {
    send(data) { setTimeout(() => super.send(data), delay); }
    addEventListener(type, listener) { super.addEventListener(type, type === "message" ? late(listener) : listener); }
    set onmessage(listener) { super.onmessage = late(listener); }
  };
"""


def test_change_on_the_diagram_is_not_undone_on_a_slow_connection(lab):
    lab.page.set_default_timeout(30_000)
    lab.page.add_init_script(SLOW_CONNECTION)
    lab.page.goto(f"{lab.url}?{LINK_PARAMETER}={to_link(LONG)}&speed=max")
    lab.wait_for("view.dataset.painted > 0", seconds=30)
    lab.wait_until_idle()
    lab.page.locator(".st-key-play button").click()
    lab.wait_for("view.dataset.status === 'running'", seconds=30)
    lab.click("Remove a unit from Hidden A")
    fewer = LONG.model.layers[0].units - 1
    lab.wait_for_experiment(lambda experiment: experiment.model.layers[0].units == fewer)
    lab.page.wait_for_timeout(4_000)  # the widgets' old values are still coming in
    assert lab.experiment.model.layers[0].units == fewer
    expect(lab.page.locator(".st-key-units_A input")).to_have_value(str(fewer))
