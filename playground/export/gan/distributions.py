"""Distributions: the code that draws real samples of each, with the settings of one experiment written out.

Each gives the samples that `playground.data.distributions` gives, digit by digit. A test compares them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import NamedTuple

from playground.config import GanDataConfig
from playground.data.distributions import N_HELD_OUT
from playground.engine.gan.evaluation import EVALUATED
from playground.export.code.script import WIDTH, Section
from playground.export.gan.job import GanJob

CURVE = "u = rng.random(n)  # how far along the curve\n"
INDENT = "    "


def write_data(job: GanJob) -> Section:
    """Blocks that leave ``real_samples`` and ``held_out`` behind, float32 tensors of shape (n, n_features)."""
    blocks = _write_images(job) if job.spec.pool is not None else _write_drawn(job)
    return Section(name="Data", summary=job.spec.summary, blocks=tuple(blocks))


def _write_drawn(job: GanJob) -> list[str]:
    data = job.experiment.data
    places = PLACES[data.name](data)
    scatter = f"samples = places + {data.spread} * rng.standard_normal((n, 2))\n" if data.spread else ""
    returned = f"return torch.tensor({'samples' if scatter else 'places'}, dtype=torch.float32)\n"
    body = f"{places.body}places = {places.expression}\n{scatter}{returned}"
    draw = f'def draw_real(n, rng):\n    """Real samples of shape (n, 2)."""\n{textwrap.indent(body, INDENT)}'
    real, held_out = (f"np.random.default_rng({job.derive_seed(purpose)})" for purpose in ("real", "held-out"))
    drawn = (
        f"real_samples = draw_real({data.n_samples}, {real})\n"
        "# The losses below are measured on samples that training never sees\n"
        f"held_out = draw_real({N_HELD_OUT}, {held_out})[:{EVALUATED}]\n"
    )
    return [*([places.before] if places.before else []), draw, drawn]


def _write_images(job: GanJob) -> list[str]:
    digit = job.experiment.data.digit
    kind = "" if digit == "all" else f"[digits.target == {digit}]"
    return [
        "digits = load_digits()\n"
        "# Of a pixel -1 is paper, 1 is ink\n"
        f"images = torch.tensor(digits.data{kind} / 8 - 1, dtype=torch.float32)\n"
        "# Half of them are held out: the losses below are measured on images that training never sees\n"
        f"order = np.random.default_rng({job.derive_seed('held-out')}).permutation(len(images))\n"
        "half = len(images) // 2\n"
        f"held_out, real_samples = images[order[:half]][:{EVALUATED}], images[order[half:]]\n"
    ]


class Places(NamedTuple):
    """Where samples scatter around.

    Parameters
    ----------
    body : str
        Lines of a function of ``n`` and ``rng``.
    expression : str
        Then gives the places, of shape (n, 2).
    before : str
        Lines that stand before the function.
    """

    body: str
    expression: str
    before: str = ""


def _along(body: str, expression: str) -> Callable[[GanDataConfig], Places]:
    return lambda data: Places(CURVE + body, expression)


def _among(centers: str) -> Callable[[GanDataConfig], Places]:
    body = "which = (rng.random(n) * len(centers)).astype(int)  # all equally likely\n"
    return lambda data: Places(body, "centers[which]", centers)


def _write_painted(data: GanDataConfig) -> Places:
    """The painted points, as many in a line as fit; a point that was painted twice counts once."""
    rows = [f"({x}, {y})," for x, y in dict.fromkeys(data.points)]
    per_line = max(1, (WIDTH - len(INDENT)) // (max(map(len, rows)) + 1))
    lines = [INDENT + " ".join(rows[i : i + per_line]) + "\n" for i in range(0, len(rows), per_line)]
    return _among(f"centers = np.array([\n{''.join(lines)}])\n")(data)


_EIGHT = """\
angle = 2 * np.pi * np.arange(8) / 8
centers = np.stack([np.cos(angle), np.sin(angle)], axis=1)
"""
_GRID = """\
steps = np.linspace(-1, 1, 5)
centers = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
"""
_MOONS = """\
angle, is_upper = np.pi * (2 * u % 1), u < 0.5
x1 = np.where(is_upper, np.cos(angle), 1 - np.cos(angle))
x2 = np.where(is_upper, np.sin(angle), 0.5 - np.sin(angle))
"""
_SPIRAL = """\
radius = np.sqrt(0.1**2 + (1 - 0.1**2) * u)
angle = 3 * np.pi * radius
x1, x2 = radius * np.cos(angle), radius * np.sin(angle)
"""
_S_CURVE = """\
t = 3 * np.pi * (u - 0.5)
x1, x2 = np.sin(t), np.sign(t) * (np.cos(t) - 1)
"""

PLACES: dict[str, Callable[[GanDataConfig], Places]] = {
    "line": _along("", "np.stack([2 * u - 1, 2 * u - 1], axis=1)"),
    "ring": _along("", "np.stack([np.cos(2 * np.pi * u), np.sin(2 * np.pi * u)], axis=1)"),
    "two_gaussians": _among("centers = np.array([[-0.7, -0.7], [0.7, 0.7]])\n"),
    "eight_gaussians": _among(_EIGHT),
    "grid": _among(_GRID),
    "moons": _along(_MOONS, "0.8 * np.stack([x1 - 0.5, x2 - 0.25], axis=1)"),
    "spiral": _along(_SPIRAL, "1.3 * np.stack([x1, x2], axis=1)"),
    "s_curve": _along(_S_CURVE, "0.6 * np.stack([x1, x2], axis=1)"),
    "own": _write_painted,
}
"""Name -> what writes where its samples scatter around; images are taken from a pool instead."""
POOLS = ("digits",)
"""Names of the distributions that are known by their samples only."""
