"""The GAN lab as a teacher uses it: played, slowed down, taken apart, painted, and made to fail."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from playground.config import (
    DiscriminatorConfig,
    GanDataConfig,
    GanExperiment,
    GanTrainingConfig,
    GeneratorConfig,
    LinearConfig,
    NoiseConfig,
    OptimizerConfig,
)
from playground.lessons.presets.gan import GAN_PRESETS

SMALL = GanExperiment(
    generator=GeneratorConfig(layers=(LinearConfig(units=16, activation="relu"),) * 2),
    discriminator=DiscriminatorConfig(layers=(LinearConfig(units=16, activation="leaky_relu"),) * 2),
    training=GanTrainingConfig(iterations=100_000),
)
LAYERS = ("Real", "Generated", "Manifold", "Gradient", "D field", "D = 0.5")
STAGES = range(1, 9)
PICTURE = """() => [...document.querySelectorAll('.lv-map canvas')].map(canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 7) sum = (31 * sum + data[i]) % 1000003;
    return sum;
}).join() + document.querySelector('.lv-map').outerHTML"""


def stage_shown(lab):
    return lab.page.locator(".gs-stepper [aria-current=step] i").inner_text()


def drag_over_map(lab, start, end):
    box = lab.page.locator(".lv-map canvas").first.bounding_box()
    (x0, y0), (x1, y1) = ((box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end))
    lab.page.mouse.move(x0, y0)
    lab.page.mouse.down()
    lab.page.mouse.move(x1, y1, steps=15)
    lab.page.mouse.up()


def test_first_visit_finds_both_players_and_plays_them(lab):
    lab.open(path="gan_lab")
    assert lab.read("status") == "idle"
    lab.play(n_steps=20)
    lab.pause()
    assert 0 < float(lab.read("d-loss")) < 5
    assert 0 < float(lab.read("d-real")) < 1
    lab.wait_for("+view.dataset.modes >= 0")


def test_labs_are_left_and_come_back_to_as_they_were(lab):
    lab.open(SMALL, speed="max")
    lab.play(n_steps=30)
    step = lab.pause()
    lab.page.get_by_role("link", name="Network lab").click()
    lab.wait_for("view.dataset.lab === 'network' && +view.dataset.painted > 0")
    lab.page.get_by_role("link", name="GAN lab").click()
    lab.wait_for(f"view.dataset.lab === 'gan' && +view.dataset.step === {step}")
    lab.wait_for_experiment(lambda experiment: experiment == SMALL)


def test_slow_motion_goes_through_all_stages_and_back_by_arrow_keys(lab):
    lab.open(SMALL)
    lab.take_steps(2)
    lab.page.get_by_role("switch", name="Slow motion").click()
    captions = []
    for stage in STAGES:
        lab.wait_for(f"view.dataset.stage === '{stage}'")
        assert stage_shown(lab) == str(stage)
        captions.append(lab.page.locator(".gs-caption").inner_text())
        if stage < 8:
            lab.page.keyboard.press("ArrowRight")
    assert len(set(captions)) == 8
    for stage in reversed(STAGES[:-1]):
        lab.page.keyboard.press("ArrowLeft")
        lab.wait_for(f"view.dataset.stage === '{stage}'")
    assert lab.step == 2, "looking at the stages of an iteration does not take it"
    for _ in STAGES:
        lab.page.keyboard.press("ArrowRight")
    lab.wait_for("+view.dataset.step === 3 && view.dataset.stage === '1'")


def test_each_player_takes_a_step_alone(lab):
    lab.open(SMALL)
    lab.take_steps(1)
    before = lab.read("g-loss"), lab.read("d-loss")
    lab.press("step_discriminator")
    lab.wait_for("+view.dataset.step === 2")
    between = lab.read("g-loss"), lab.read("d-loss")
    lab.press("step_generator")
    lab.wait_for("+view.dataset.step === 3")
    after = lab.read("g-loss"), lab.read("d-loss")
    assert len({before, between, after}) == 3


def test_every_layer_of_the_map_is_hidden_and_shown_again(lab):
    lab.open(SMALL)
    lab.take_steps(3)
    lab.page.mouse.move(5, 5)
    lab.page.wait_for_timeout(600)
    shown = lab.page.evaluate(PICTURE)
    for layer in LAYERS:
        chip = lab.page.get_by_role("button", name=layer, exact=True)
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "false")
        lab.page.mouse.move(5, 5)
        lab.page.wait_for_timeout(300)
        assert lab.page.evaluate(PICTURE) != shown, f"{layer} hides nothing"
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "true")


def test_distribution_is_painted_learned_and_taken_back(lab):
    lab.open(replace(SMALL, data=GanDataConfig(name="own")), speed="max")
    expect(lab.page.get_by_text("Paint", exact=False).first).to_be_visible()
    lab.press("play")
    expect(lab.page.locator("[data-testid=stAlert]")).to_be_visible()
    lab.page.locator(".lv-map .lv-paint-hint").click()
    drag_over_map(lab, (0.2, 0.3), (0.8, 0.3))
    lab.wait_for_experiment(lambda experiment: len(experiment.data.points) >= 5)
    lab.click("Done")
    lab.play(n_steps=100)
    lab.pause()
    assert 0 < float(lab.read("d-loss")) < 5
    lab.page.get_by_role("button", name="Paint", exact=False).first.click()
    lab.click("Undo")
    lab.wait_for_experiment(lambda experiment: not experiment.data.points)


def test_digits_come_as_a_sheet(lab):
    lab.open(SMALL, speed="max")
    lab.page.locator(".st-key-dataset label").filter(has_text="Digits").click()
    lab.wait_for_experiment(lambda experiment: experiment.data.name == "digits")
    expect(lab.page.locator(".lv-sheet").first).to_be_visible()
    lab.play(n_steps=50)
    lab.pause()
    assert 0 < float(lab.read("d-loss")) < 5


def test_collapse_preset_says_so_by_itself(lab):
    lab.open(path="gan_lab", speed="max")
    lab.page.locator(".st-key-failing_preset").get_by_text(GAN_PRESETS["collapse"].label, exact=True).click()
    lab.wait_for_experiment(lambda experiment: experiment == GAN_PRESETS["collapse"].experiment)
    lab.press("play")
    expect(lab.page.get_by_text("Mode collapse:", exact=False).first).to_be_visible(timeout=60_000)
    lab.wait_for("+view.dataset.modes <= 3", seconds=30)


def test_layer_changed_in_mid_run_goes_on_playing_and_survives_a_reload(lab):
    lab.open(SMALL, speed="max")
    lab.play(n_steps=50)
    lab.type("generator_units_A", "8")
    lab.wait_for_experiment(lambda experiment: experiment.generator.layers[0].units == 8)
    lab.wait_for("view.dataset.status === 'running' && +view.dataset.step > 20")
    lab.page.reload()
    lab.wait_for("+view.dataset.painted > 0")
    assert lab.experiment.generator.layers[0].units == 8
    assert (lab.read("status"), lab.step) == ("idle", 0)


def test_recorded_moment_is_looked_at_again(lab):
    lab.open(SMALL, speed="max")
    lab.play(n_steps=300)
    lab.pause()
    lab.page.locator(".lv-film-slider").focus()
    lab.page.keyboard.press("Home")
    lab.wait_for("view.dataset.step === '0'")
    lab.page.keyboard.press("Escape")
    lab.wait_for("+view.dataset.step >= 300")


@pytest.mark.parametrize(
    ("experiment", "sentence"),
    [
        (replace(SMALL, generator=replace(SMALL.generator, layers=())), "hidden layer"),
        (replace(SMALL, discriminator=replace(SMALL.discriminator, layers=())), "hidden layer"),
    ],
    ids=["generator", "discriminator"],
)
def test_player_without_hidden_layers_trains_and_is_advised(lab, experiment, sentence):
    lab.open(experiment)
    lab.take_steps(3)
    expect(lab.view.get_by_text(sentence, exact=False).first).to_be_visible()


def test_no_steps_of_either_player_is_refused_with_advice(lab):
    lab.open(replace(SMALL, generator=replace(SMALL.generator, steps=0)))
    lab.type("discriminator_steps", "0")
    lab.wait_for_experiment(lambda experiment: experiment.discriminator.steps == 0)
    lab.press("play")
    expect(lab.page.locator("[data-testid=stAlert]")).to_contain_text("0 steps")
    lab.type("discriminator_steps", "1")
    lab.wait_for_experiment(lambda experiment: experiment.discriminator.steps == 1)
    lab.play(n_steps=5)


def test_rate_of_ten_ends_in_a_clear_state(lab):
    fast = OptimizerConfig(name="sgd", learning_rate=10.0)
    lab.open(
        replace(
            SMALL,
            generator=replace(SMALL.generator, optimizer=fast),
            discriminator=replace(SMALL.discriminator, optimizer=fast),
        ),
        speed="max",
    )
    lab.press("play")
    lab.wait_for("view.dataset.status === 'diverged' || +view.dataset.step > 500", seconds=30)
    notice = lab.page.locator(".lv-notice")
    expect(notice).to_be_visible()
    assert len(notice.inner_text()) > 20


@pytest.mark.parametrize("size", [1, 8])
def test_other_sizes_of_noise_are_shown(lab, size):
    lab.open(replace(SMALL, noise=NoiseConfig(size=size)))
    lab.take_steps(2)
    expect(lab.page.get_by_role("button", name="Manifold", exact=True)).to_be_enabled(enabled=size <= 2)


def test_two_tabs_play_games_of_their_own(new_lab):
    first = new_lab().open(SMALL, speed="max")
    second = new_lab(beside=first).open(replace(SMALL, seed=7))
    first.play(n_steps=50)
    assert second.step == 0
    second.take_steps(1)
    assert second.experiment.seed == 7
    first.pause()


def test_phone_shows_the_whole_game_without_scrolling_sideways(phone):
    phone.open(SMALL)
    phone.take_steps(1)
    assert phone.page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
