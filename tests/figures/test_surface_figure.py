"""The surface in three dimensions: what is drawn is what was given, in the theme's colors."""

import re
from pathlib import Path as File

import numpy as np
import pytest

from playground.figures import Path, draw_surface
from playground.figures.theme import DARK, LIGHT, find_theme

STYLES = File(__file__).parents[2] / "assets/live/stage.css"


@pytest.fixture
def figure():
    x, y = np.linspace(-1, 1, 5), np.linspace(0, 2, 4)
    losses = np.add.outer(y**2, x**2)
    losses[0, 0] = np.inf
    path = Path(name="SGD", x=x[:3], y=y[:3], z=np.zeros(3), losses=np.ones(3), series=1)
    return draw_surface(x, y, losses, losses, [path], ("w", "b", "loss"), DARK)


def test_surface_has_the_given_heights_and_a_gap_where_they_are_no_numbers(figure):
    z = np.array(figure.data[0].z)

    assert np.isnan(z[0, 0])
    assert z[1, 2] == pytest.approx((2 / 3) ** 2)  # at x = 0, y = 2/3
    assert np.isfinite(z).sum() == z.size - 1


def test_ways_lie_a_little_above_in_their_own_color(figure):
    path = figure.data[1]

    assert path.name == "SGD"
    assert path.line.color == DARK.series[1]
    assert (np.array(path.z) > 0).all()


def test_axes_are_named(figure):
    scene = figure.layout.scene

    assert [axis.title.text for axis in (scene.xaxis, scene.yaxis, scene.zaxis)] == ["w", "b", "loss"]


@pytest.mark.parametrize("shape", [(4, 5)])
def test_a_surface_without_any_number_is_drawn_empty(shape):
    figure = draw_surface(
        np.arange(5.0), np.arange(4.0), np.full(shape, np.inf), np.full(shape, np.inf), [], ("a", "b", "c"), LIGHT
    )

    assert np.isnan(np.array(figure.data[0].z)).all()


@pytest.mark.parametrize(("is_dark", "theme"), [(False, LIGHT), (True, DARK)])
def test_themes_are_those_of_the_live_views(is_dark, theme):
    """The colors stand in stage.css, light first, then dark."""
    blocks = re.findall(
        r"\.live-view(?:\[data-theme=\"dark\"\])? \{(.*?)\}", STYLES.read_text(encoding="utf-8"), re.DOTALL
    )
    tokens = dict(re.findall(r"--([\w-]+): (#\w+)", blocks[is_dark]))

    assert find_theme(is_dark) is theme
    assert theme.series == tuple(tokens[f"c{k}"] for k in (0, 1, 2, 5, 3))
    assert (theme.ink, theme.background, theme.line) == (tokens["ink"], tokens["bg"], tokens["line-strong"])
