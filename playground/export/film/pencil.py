"""Smooth shapes and text: drawn large and made small, as Pillow's own lines have steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from playground.export.film.palette import Color

FACTOR = 4


def draw_smooth(size: tuple[int, int], draw: Callable[[ImageDraw.ImageDraw, int], None]) -> Image.Image:
    """A picture in RGBA on nothing.

    Parameters
    ----------
    size : tuple of int
        Width and height in pixels.
    draw : callable
        ``draw(pencil, factor)`` draws it, all lengths times the factor.
    """
    width, height = size
    image = Image.new("RGBA", (width * FACTOR, height * FACTOR))
    draw(ImageDraw.Draw(image), FACTOR)
    return image.reduce(FACTOR)


def write(
    image: Image.Image,
    place: tuple[float, float],
    text: str,
    *,
    size: int,
    color: Color,
    anchor: str = "ls",
    is_strong: bool = False,
) -> None:
    """Write a text, as far as it is `drawable`."""
    stroke = 0.35 if is_strong else 0
    pencil = ImageDraw.Draw(image)
    pencil.text(place, drawable(text), fill=color, font=load_font(size), anchor=anchor, stroke_width=stroke)


def drawable(text: str) -> str:
    """A text without what the font lacks: it has the letters of ASCII only."""
    return "".join(character for character in text if character.isascii() and character.isprintable())


def measure(text: str, size: int) -> float:
    """Width of a text in pixels."""
    return float(load_font(size).getlength(text))


@cache
def load_font(size: int) -> ImageFont.FreeTypeFont:
    """The font that Pillow brings along, Aileron; its digits are all of one width."""
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font
