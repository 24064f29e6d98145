"""Pictures and tables of a GAN's samples: they look like the page and tell what was recorded."""

import csv
import dataclasses
import io
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from gan_runs import DIGITS, make_gan
from PIL import Image, ImageSequence

from playground.config import GanObjectiveConfig, GanTrainingConfig
from playground.data import load_distribution
from playground.engine.build import build_trainer
from playground.engine.gan import build_gan_trainer
from playground.engine.run import Run
from playground.export.film import MAX_FRAMES, read_palette
from playground.export.film.curves import BOTTOM, HEIGHT, LEFT
from playground.export.gan import draw_gan_film, draw_sample_set, draw_samples, samples_to_csv
from playground.export.gan.picture import BASE, FULL_HEIGHT, TOP, WIDTH
from playground.frame import Demand, Frame, ReportDemand
from playground.lessons import read_words

PALETTE = read_palette((Path(__file__).parents[2] / "assets" / "live" / "stage.css").read_text(encoding="utf-8"))
WORDS = read_words()["stage"]
DEMAND = Demand(unit_bytes=0, max_edges=0)
PLANE = load_distribution(make_gan().data, seed=0)
CASES = {
    "plane": make_gan(),
    "images": DIGITS,
    "losses below 0": make_gan("moons", objective=GanObjectiveConfig(loss="minimax")),
}


def record(experiment, n_iterations=40):
    """The frames of a run, as a session gives them."""
    run = Run(experiment, build_trainer)
    for iteration in range(10, n_iterations + 1, 10):
        run.advance(math.inf, deadline=math.inf, until_epoch=iteration)
    return [run.viewer.frame(DEMAND, moment) for moment in run.records.film.spread(MAX_FRAMES)], run


def frame_of(field=None, fake=((0.0, 0.0),), iteration=0, losses=(1.0,), **metrics):
    curves = {f"curve_{name}": np.array(losses, np.float32) for name in ("d_loss", "g_loss")}
    curves["curve_epoch"] = np.linspace(0, 10, len(losses), dtype=np.float32)
    if field is None:
        field = np.full((50, 50), 32768, np.uint16)
    arrays = {"field": field, "fake": np.array(fake, np.float32), **curves}
    return Frame(step=iteration, epoch=float(iteration), metrics=metrics, arrays=arrays)


def film_of(*frames, distribution=PLANE):
    data = draw_gan_film(frames, distribution, PALETTE, WORDS)
    pictures = ImageSequence.Iterator(Image.open(io.BytesIO(data)))
    return [np.array(picture.convert("RGB")).astype(int) for picture in pictures]


def color_at(picture, x, y):
    """A pixel of the map at a place of the plane."""
    left, right, low, high = PLANE.extent
    column, row = (x - left) / (right - left) * BASE, (high - y) / (high - low) * BASE
    return tuple(picture[TOP + round(row), LEFT + round(column)].tolist())


def is_near(color, other, tolerance=12):
    return max(abs(a - b) for a, b in zip(color, other, strict=True)) <= tolerance


@pytest.mark.parametrize("case", CASES)
def test_film_of_a_gan_moves_and_ends_with_a_pause(case):
    frames, run = record(CASES[case])
    image = Image.open(io.BytesIO(draw_gan_film(frames, run.dataset, PALETTE, WORDS)))
    times = [picture.info["duration"] for picture in ImageSequence.Iterator(image)]

    assert (image.format, image.size, image.n_frames) == ("GIF", (WIDTH, FULL_HEIGHT), len(frames))
    assert len(frames) > 2
    assert times == [80] * (len(frames) - 1) + [2000]


def test_each_picture_of_a_gan_is_what_the_frame_alone_would_show():
    frames, run = record(CASES["plane"])
    film = film_of(*frames, distribution=run.dataset)
    alone = [film_of(frame, distribution=run.dataset)[0] for frame in frames]

    assert max(np.abs(a - b).max() for a, b in zip(film, alone, strict=True)) <= 10
    assert np.abs(film[0] - film[-1]).max() > 100


def test_field_is_orange_where_fake_blue_where_real_and_ink_between():
    field = np.zeros((50, 50), np.uint16)
    field[:, 25:] = 65535
    picture = film_of(frame_of(field, fake=((1.5, -1.5),)))[0]
    fake, real = PALETTE.ramp(np.array([-PALETTE.map_span, PALETTE.map_span])).tolist()

    assert is_near(color_at(picture, -1.4, 1.4), fake)
    assert is_near(color_at(picture, 1.4, 1.4), real)
    assert is_near(color_at(picture, 0.0, 1.4), PALETTE["ink"], 40)


def test_generated_samples_are_filled_and_real_ones_hollow():
    far = dataclasses.replace(PLANE, held_out=np.array([[-1.0, 1.2]], np.float32))
    picture = film_of(frame_of(fake=((1.0, -1.2), (math.nan, 0.0))), distribution=far)[0]

    assert is_near(color_at(picture, 1.0, -1.2), PALETTE["c0"])
    assert is_near(color_at(picture, -1.0, 1.2), PALETTE["bg"])
    # 4.5 pixels to the left is the diamond's corner.
    corners = [color_at(picture, -1.0 - 3.2 * pixels / BASE, 1.2) for pixels in (3.5, 4.0, 4.5)]
    assert any(is_near(color, PALETTE["c1"], 40) for color in corners)


def test_a_loss_below_zero_is_drawn_within_the_chart():
    picture = film_of(frame_of(losses=(-1.0, -1.0), iteration=5))[0]
    plot = picture[FULL_HEIGHT - HEIGHT - BOTTOM : FULL_HEIGHT - BOTTOM]

    rows = [row for row in range(HEIGHT) if plot[row, LEFT + 20].max() < 130]
    assert 0 < len(rows) <= 4
    assert min(rows) > HEIGHT / 2  # 0 is the upper end


def test_gray_levels_run_from_paper_to_ink():
    images = np.zeros((36, 8, 8), np.uint8)
    images[0, :, 4:] = 255
    frame = frame_of()
    frame.arrays["sheet"] = images
    distribution = load_distribution(DIGITS.data, seed=0)
    picture = film_of(frame, distribution=distribution)[0]

    assert tuple(picture[TOP + 30, LEFT + 10]) == PALETTE["bg"]
    assert tuple(picture[TOP + 30, LEFT + 50]) == PALETTE["ink"]


@pytest.mark.parametrize("case", CASES)
def test_still_picture_is_a_large_png(case):
    frames, run = record(CASES[case], 10)
    data = draw_samples(frames[-1], run.dataset, PALETTE, WORDS)
    image = Image.open(io.BytesIO(data))

    assert image.format == "PNG"
    assert min(image.size) > 2 * BASE
    assert len(data) < 500_000
    assert len(np.unique(np.array(image.convert("RGB")).reshape(-1, 3), axis=0)) > 10


@pytest.mark.parametrize(("n_frames", "sentence"), [(0, "has no frame"), (97, "has more than 96 frames")])
def test_film_of_a_gan_with_too_few_or_too_many_frames_is_refused(n_frames, sentence):
    with pytest.raises(ValueError, match=rf"^the film {sentence}; accepted: 1 to 96$"):
        film_of(*[frame_of()] * n_frames)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_longest_film_of_a_gan_is_small(case):
    frames, run = record(CASES[case], 1000)

    assert len(frames) > 60
    assert len(draw_gan_film(frames, run.dataset, PALETTE, WORDS)) < 3_000_000


# The table


def table_of(experiment, n_iterations=10):
    trainer = build_gan_trainer(experiment)
    trainer.advance(n_iterations)
    samples = draw_sample_set(experiment, trainer.weights(), trainer.step)
    return trainer, samples, list(csv.reader(io.StringIO(samples_to_csv(samples))))


def test_table_holds_real_and_generated_samples_with_scores_that_read_back():
    _, samples, (header, *rows) = table_of(make_gan())

    assert header == ["x1", "x2", "score", "kind"]
    assert [row[3] for row in rows] == ["real"] * 2500 + ["generated"] * 2500
    numbers = np.array([row[:3] for row in rows]).astype(np.float32)
    assert np.array_equal(numbers[2500:, :2], samples.generated)
    assert np.array_equal(numbers[:2500, 2], samples.real_scores)


def test_table_tells_of_the_samples_that_the_page_judges():
    experiment = make_gan(training=GanTrainingConfig(average=0.9))
    trainer, samples, _ = table_of(experiment)
    judged = trainer.report(ReportDemand(metrics=True)).samples

    assert np.array_equal(samples.generated, judged)
    with torch.no_grad():
        logits = trainer.game.discriminator.network(torch.from_numpy(judged))[:, 0]
    assert np.allclose(samples.generated_scores, torch.sigmoid(logits).numpy(), atol=1e-6)


def test_table_of_images_has_a_column_for_each_pixel():
    _, samples, (header, *rows) = table_of(DIGITS)

    assert header == [*(f"pixel{i}" for i in range(1, 65)), "score", "kind"]
    assert len(rows) == len(samples.real) + 2500


def test_what_is_no_number_is_an_empty_cell():
    _, samples, _ = table_of(make_gan())
    samples.generated[0] = math.nan, math.inf

    assert samples_to_csv(samples).splitlines()[2501].startswith(",,")
