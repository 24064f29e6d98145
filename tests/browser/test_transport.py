"""Play, pause, step, reset and speed in a real browser."""

import pytest

from playground.config import Experiment, TrainingConfig

LONG = Experiment(training=TrainingConfig(epochs=100_000))


def test_plays_and_pauses(lab):
    lab.open(LONG)
    lab.play(n_steps=20)
    stopped = lab.pause()
    lab.page.wait_for_timeout(500)
    assert lab.step == stopped


def test_paused_view_sends_and_receives_nothing(lab):
    lab.open(LONG, speed="max")
    lab.play(n_steps=20)
    lab.pause()
    lab.page.wait_for_timeout(1000)  # what was on its way
    n_messages = len(lab.received), len(lab.sent)
    lab.page.wait_for_timeout(2000)
    assert (len(lab.received), len(lab.sent)) == n_messages


def test_step_is_one_update_and_epoch_one_pass(lab):
    lab.open(LONG)
    lab.take_steps(3)
    lab.press("step_epoch")
    lab.wait_for("view.dataset.epoch === '1'")
    assert lab.step == 22  # 700 training points in batches of 32
    assert lab.read("status") == "paused"


def test_reset_repeats_the_run(lab):
    lab.open(LONG)
    first = [lab.read("train-loss")]
    lab.take_steps(3)
    first.append(lab.read("train-loss"))
    lab.press("reset")
    lab.wait_for("view.dataset.step === '0'")
    again = [lab.read("train-loss")]
    lab.take_steps(3)
    assert [*again, lab.read("train-loss")] == first
    assert first[0] != first[1]


def test_keys_play_pause_and_step(lab):
    lab.open(LONG)
    lab.page.keyboard.press("s")
    lab.wait_for("view.dataset.step === '1'")
    lab.page.keyboard.press("Space")
    lab.wait_for("view.dataset.status === 'running'")
    lab.page.keyboard.press("Space")
    lab.wait_for("view.dataset.status === 'paused'")


@pytest.mark.parametrize(("speed", "least", "most"), [("slow", 10, 50), ("normal", 90, 220)])
def test_speed_is_in_steps_a_second(lab, speed, least, most):
    lab.open(LONG, speed=speed)
    lab.play()
    before = lab.step
    lab.page.wait_for_timeout(2500)
    assert least <= lab.step - before <= most


def test_speed_chosen_on_the_page_holds_and_is_in_the_address(lab):
    lab.open(LONG, speed="normal")
    lab.page.locator(".st-key-speed").get_by_role("slider").press("ArrowRight")
    lab.page.wait_for_url("**speed=fast**")
    lab.play()
    before = lab.step
    lab.page.wait_for_timeout(1000)
    assert lab.step - before > 200  # 600 steps/s, and at 60 steps/s it would be 60
    assert "speed=fast" in lab.page.url


def test_every_click_on_play_and_pause_counts(lab):
    lab.open(LONG, speed="max")
    for click in range(40):
        lab.press("play")
        lab.wait_for(f"view.dataset.status === '{'paused' if click % 2 else 'running'}'", seconds=3)
        lab.page.wait_for_timeout(7 * click % 50)  # at every moment between two frames


def test_play_after_the_end_trains_on(lab):
    lab.open(Experiment(training=TrainingConfig(epochs=2)), speed="max")
    lab.press("play")
    lab.wait_for("view.dataset.status === 'finished'")
    assert lab.step == 44
    lab.press("play")
    lab.wait_for("view.dataset.status === 'finished' && +view.dataset.step === 88")
    assert lab.experiment.training.epochs == 4
