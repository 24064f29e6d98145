"""What is taken along of a GAN's run: each form is made of the moment that is shown, or says why there is none yet."""

import csv
import io
from dataclasses import replace

import pytest
from PIL import Image

from playground.config import DiscriminatorConfig, GanDataConfig, GanExperiment, GeneratorConfig, LinearConfig
from playground.engine.session import Session
from playground.ui.gan.lab import LAB
from playground.ui.gan.state import GanState
from playground.ui.gan.takeaway import TAKEAWAYS
from playground.ui.takeaway import find_obstacle

LAYERS = (LinearConfig(units=4),)
SMALL = GanExperiment(generator=GeneratorConfig(layers=LAYERS), discriminator=DiscriminatorConfig(layers=LAYERS))


def lab(data="ring"):
    state = GanState(lab=LAB, session=Session(replace(SMALL, data=GanDataConfig(name=data, n_samples=100))))
    if data != "own":
        state.session.step(20)
    return state


def take(state, name):
    assert find_obstacle(state, name) == ""
    return TAKEAWAYS[name].make(state)


def read_table(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", TAKEAWAYS)
def test_without_points_every_form_says_what_is_missing(name):
    assert "There are no points yet" in find_obstacle(lab("own"), name)


@pytest.mark.parametrize("data", ["ring", "digits"])
def test_picture_and_film_of_a_run_open(data):
    state = lab(data)
    picture, film = (Image.open(io.BytesIO(take(state, name))) for name in ("samples_png", "film"))
    assert (picture.format, film.format) == ("PNG", "GIF")
    assert film.n_frames > 1


def test_samples_are_those_of_the_moment_that_is_shown():
    state = lab()
    now = read_table(take(state, "samples_csv"))
    state.view = replace(state.view, step=0)
    then = read_table(take(state, "samples_csv"))
    assert [row["kind"] for row in now] == [row["kind"] for row in then]
    assert [row["x1"] for row in now if row["kind"] == "real"] == [row["x1"] for row in then if row["kind"] == "real"]
    made = [[row["x1"] for row in rows if row["kind"] == "generated"] for rows in (now, then)]
    assert len(made[0]) == 2500
    assert made[0] != made[1]


def test_losses_are_listed_from_the_first_iteration():
    rows = read_table(take(lab(), "history"))
    assert {"step", "d_loss", "g_loss", "d_real", "d_fake"} <= set(rows[0])
    assert (rows[0]["step"], rows[-1]["step"]) == ("0", "20")


def test_script_is_of_this_experiment():
    assert "generator" in take(lab(), "pytorch")
