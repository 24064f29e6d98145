"""Films: GIFs that look like the page and tell what was recorded."""

import dataclasses
import io
import math
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from playground.config import DataConfig, Experiment, LinearConfig, ModelConfig, ObjectiveConfig, OwnData
from playground.data import load_dataset
from playground.engine.build import build_trainer
from playground.engine.catalog import REGISTRIES
from playground.engine.history import History
from playground.engine.outputs import OutputScale, scale_output
from playground.export.film import MAX_FRAMES, draw_film, read_palette
from playground.export.film.chart import SIZE
from playground.export.film.curves import LEFT
from playground.export.film.picture import FULL_HEIGHT, TOP, WIDTH
from playground.frame import Demand, Frame
from playground.lessons import read_words

PALETTE = read_palette((Path(__file__).parents[2] / "assets" / "live" / "stage.css").read_text(encoding="utf-8"))
WORDS = read_words()["stage"]
DEMAND = Demand(unit_bytes=0, max_edges=0, output_bytes=60_000)
PROBABILITY = OutputScale(kind="probability", limit=8.0)

LOSSES = {"moons": "binary_cross_entropy", "circles": "hinge", "blobs": "cross_entropy", "sine": "mse", "saddle": "mse"}


def experiment_of(name):
    units = (LinearConfig(units=8, activation="tanh"), LinearConfig(units=8))
    data = DataConfig(name=name, n_samples=300, classes=6)
    return Experiment(model=ModelConfig(layers=units), data=data, objective=ObjectiveConfig(loss=LOSSES[name]))


def record(experiment, n_frames, steps_apart=20):
    """The frames of a run, as a session gives them, its points and its scale."""
    trainer = build_trainer(experiment)
    history, frames = History(), []
    for i in range(n_frames):
        trainer.advance(steps_apart * (i > 0))
        frames.append(trainer.frame(DEMAND))
        metrics = frames[-1].metrics
        history.record(trainer.step, trainer.epoch, metrics["train_loss"], metrics["test_loss"])
    curve = history.curve(240)
    frames = [dataclasses.replace(frame, arrays={**frame.arrays, **curve}) for frame in frames]
    scale = scale_output(trainer.dataset, REGISTRIES["losses"][experiment.objective.loss])
    return frames, trainer.dataset, scale


def film_of(name, n_frames, **options):
    frames, dataset, scale = record(experiment_of(name), n_frames, **options)
    return draw_film(frames, dataset, scale, PALETTE, WORDS)


def frame_of(output, epoch=0.0, epochs=(0.0,), **metrics):
    curve = np.linspace(1, 0.1, len(epochs), dtype=np.float32)
    curves = {"curve_epoch": np.array(epochs, np.float32), "curve_train": curve, "curve_test": curve}
    return Frame(step=round(10 * epoch), epoch=epoch, metrics=metrics, arrays={"output": output, **curves})


def pictures_of(data):
    return [
        np.array(picture.convert("RGB")).astype(int) for picture in ImageSequence.Iterator(Image.open(io.BytesIO(data)))
    ]


def colors_at(picture, x, y):
    """A pixel of the map, counted from its top left corner."""
    return tuple(picture[TOP + y, LEFT + x].tolist())


def is_near(color, other, tolerance=8):
    return max(abs(a - b) for a, b in zip(color, other, strict=True)) <= tolerance


@pytest.mark.parametrize("name", LOSSES)
def test_film_of_every_kind_of_output_moves_and_ends_with_a_pause(name):
    image = Image.open(io.BytesIO(film_of(name, 5)))
    times = [picture.info["duration"] for picture in ImageSequence.Iterator(image)]

    assert (image.format, image.size, image.n_frames) == ("GIF", (WIDTH, FULL_HEIGHT), 5)
    assert times == [80] * 4 + [2000]
    assert image.info["loop"] == 0


def test_film_of_one_frame_is_a_still_picture():
    image = Image.open(io.BytesIO(film_of("moons", 1)))

    assert image.n_frames == 1
    assert "loop" not in image.info


def test_each_picture_is_what_the_frame_alone_would_show():
    frames, dataset, scale = record(experiment_of("moons"), 6)
    film = pictures_of(draw_film(frames, dataset, scale, PALETTE, WORDS))
    alone = [pictures_of(draw_film([frame], dataset, scale, PALETTE, WORDS))[0] for frame in frames]

    # What changes less than the eye sees is left out.
    assert max(np.abs(a - b).max() for a, b in zip(film, alone, strict=True)) <= 10
    assert np.abs(film[0] - film[-1]).max() > 100


def test_last_frame_comes_last_even_if_frames_come_one_by_one():
    frames, dataset, scale = record(experiment_of("moons"), 4)
    film = pictures_of(draw_film(iter(frames), dataset, scale, PALETTE, WORDS))
    last = pictures_of(draw_film(frames[-1:], dataset, scale, PALETTE, WORDS))[0]

    assert np.abs(film[-1] - last).max() <= 10


def test_map_has_the_page_s_colors_and_a_line_of_ink_between_them():
    dataset = load_dataset(DataConfig(), seed=0)
    output = np.zeros((50, 50), np.uint16)
    output[:, 25:] = 65535  # class 1 on the right
    picture = pictures_of(draw_film([frame_of(output)], dataset, PROBABILITY, PALETTE, WORDS))[0]
    left, right = PALETTE.ramp(np.array([-PALETTE.map_span, PALETTE.map_span])).tolist()

    assert is_near(colors_at(picture, 10, 10), left)
    assert is_near(colors_at(picture, SIZE - 10, 10), right)
    inked = [x for x in range(SIZE) if is_near(colors_at(picture, x, 4), PALETTE["ink"], 40)]
    assert 1 <= len(inked) <= 3
    assert inked[0] == pytest.approx(SIZE / 2, abs=3)


def test_points_of_both_splits_have_their_class_s_color():
    points = ((-1.0, 1.0, 0.0), (1.0, 1.0, 1.0), (-1.0, -1.0, 0.0), (1.0, -1.0, 1.0))
    data = DataConfig(name="own", own=OwnData(points=points), test_size=0.5)
    dataset = load_dataset(data, seed=0)
    output = np.full((50, 50), 32768, np.uint16)
    picture = pictures_of(draw_film([frame_of(output)], dataset, PROBABILITY, PALETTE, WORDS))[0]

    def middle(x, y):
        return colors_at(picture, round((x + 1.5) / 3 * SIZE), round((1.5 - y) / 3 * SIZE))

    for (x, y), label in zip(dataset.X_train, dataset.y_train, strict=True):
        assert is_near(middle(x, y), PALETTE[f"c{label}"])
    for x, y in dataset.X_test:
        assert is_near(middle(x, y), PALETTE["bg"])


def test_playhead_stands_at_the_epoch_and_what_is_to_come_is_pale():
    dataset = load_dataset(DataConfig(), seed=0)
    output = np.full((50, 50), 32768, np.uint16)
    frame = frame_of(output, epoch=5.0, epochs=(0.0, 5.0, 10.0), train_loss=0.5, test_loss=0.5)
    plot = pictures_of(draw_film([frame], dataset, PROBABILITY, PALETTE, WORDS))[0][TOP + SIZE + 30 :]

    assert is_near(tuple(plot[4, LEFT + SIZE // 2]), PALETTE["ink-3"])
    darkness = [plot[8:100, LEFT + x].min(axis=(0, 1)) for x in (SIZE // 4, 3 * SIZE // 4)]
    assert darkness[0] < 80 < darkness[1]


def test_run_without_test_points_shows_none():
    data = DataConfig(name="own", own=OwnData(points=((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))), test_size=0.05)
    dataset = load_dataset(data, seed=0)
    frame = frame_of(np.full((50, 50), 32768, np.uint16), train_loss=0.7)
    frame.arrays["curve_test"][:] = math.nan

    assert Image.open(io.BytesIO(draw_film([frame], dataset, PROBABILITY, PALETTE, WORDS))).size == (WIDTH, FULL_HEIGHT)


def test_film_of_no_points_with_names_that_the_font_lacks():
    own = OwnData(features=("横", "a very long name of a column indeed"), classes=("班\n", "x" * 64, "é"))
    dataset = load_dataset(DataConfig(name="own", own=own), seed=0)
    frame = frame_of(np.full((3, 50, 50), 32768, np.uint16))
    scale = OutputScale(kind="classes", limit=8.0)

    assert draw_film([frame], dataset, scale, PALETTE, WORDS)


@pytest.mark.parametrize(("n_frames", "sentence"), [(0, "has no frame"), (97, "has more than 96 frames")])
def test_film_of_too_few_or_too_many_frames_is_refused(n_frames, sentence):
    dataset = load_dataset(DataConfig(), seed=0)
    frames = [frame_of(np.full((4, 4), 32768, np.uint16))] * n_frames

    with pytest.raises(ValueError, match=rf"^the film {sentence}; accepted: 1 to 96$"):
        draw_film(frames, dataset, PROBABILITY, PALETTE, WORDS)


@pytest.mark.slow
@pytest.mark.parametrize("name", LOSSES)
def test_longest_film_is_small_and_quickly_drawn(name):
    frames, dataset, scale = record(experiment_of(name), MAX_FRAMES)
    start = time.process_time()
    data = draw_film(frames, dataset, scale, PALETTE, WORDS)

    assert time.process_time() - start < 6  # 4 s on a quiet machine
    assert len(data) < 3_000_000


def test_palette_is_the_light_theme_s():
    css = (
        ".live-view {\n --ink: #000102; --map-span: 0.5;\n}\n.live-view[data-theme] { --ink: #ffffff; --map-span: 1; }"
    )
    palette = read_palette(css)

    assert palette["ink"] == (0, 1, 2)
    assert palette.map_span == 0.5


def test_ramp_sinks_into_the_page_in_the_middle():
    colors = PALETTE.ramp(np.array([-1.0, 0.0, 1.0, 7.0])).tolist()

    assert [tuple(color) for color in colors] == [PALETTE[name] for name in ("d0", "d4", "d8", "d8")]


def test_style_sheet_without_tokens_is_refused():
    with pytest.raises(ValueError, match=r"^the style sheet has no tokens; accepted: "):
        read_palette("body { color: red }")
