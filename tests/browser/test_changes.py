"""Changes in the sidebar while a run goes on: what can be taken mid-run is, what cannot starts anew and says so."""

from playwright.sync_api import expect

from playground.config import Experiment, TrainingConfig

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
