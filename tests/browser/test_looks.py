"""The page on a phone, in the dark, and for those who listen to it."""

import re

from playwright.sync_api import expect

from playground.config import Experiment, TrainingConfig

LONG = Experiment(training=TrainingConfig(epochs=100_000))
OVERFLOW = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain], .live-view')]
    .map(box => box.scrollWidth - box.clientWidth)"""
BRIGHTNESS = """view => {
    const box = document.querySelector('[data-testid=stApp]');
    const sum = color => color.match(/[0-9.]+/g).slice(0, 3).reduce((total, part) => total + Number(part), 0) / 765;
    return [sum(getComputedStyle(box).backgroundColor), sum(getComputedStyle(view).color)];
}"""


def test_phone_shows_the_map_before_the_network(phone):
    phone.open(LONG)
    decision_map = phone.view.get_by_role("img", name=re.compile("^Decision map"))
    network = phone.view.get_by_role("group", name=re.compile("^Network"))
    assert decision_map.bounding_box()["y"] < network.bounding_box()["y"]
    phone.play(n_steps=10)
    phone.pause()


def test_nothing_overflows_on_a_phone(phone):
    phone.open(LONG)
    assert max(phone.page.evaluate(OVERFLOW)) <= 0


def test_nothing_overflows_on_a_wide_screen(lab):
    lab.open(LONG)
    assert max(lab.page.evaluate(OVERFLOW)) <= 0


def test_follows_a_dark_system(new_lab):
    lab = new_lab(color_scheme="dark").open(LONG)
    lab.wait_for("view.dataset.theme === 'dark'")
    paper, ink = lab.view.evaluate(BRIGHTNESS)
    assert paper < 0.2
    assert ink > 0.7
    lab.play(n_steps=10)


def test_light_is_light(lab):
    lab.open(LONG)
    paper, ink = lab.view.evaluate(BRIGHTNESS)
    assert lab.read("theme") == "light"
    assert paper > 0.9
    assert ink < 0.3


def test_run_is_told_in_words(lab):
    lab.open(LONG)
    lab.take_steps(1)
    expect(lab.view.get_by_text(re.compile(r"^paused, epoch 0, test loss 0\.\d+$"))).to_be_attached()
    words = lab.view.get_by_role(
        "img", name=re.compile("^Decision map with 1000 points. Hidden A has 10 relu units.", re.I)
    )
    expect(words).to_be_attached()
