"""GAN presets: distributions that are learned, and ways to fail on purpose."""

from __future__ import annotations

import math

from playground.config import GanDataConfig, GanExperiment, GanObjectiveConfig, GanTrainingConfig, NoiseConfig
from playground.lessons.presets.gan_failures import GAN_FAILURES
from playground.lessons.presets.gan_preset import GanPreset, make_discriminator, make_generator


def _draw_heart(n: int) -> tuple[tuple[float, float], ...]:
    """Points along a heart, as a reader would paint them."""
    angles = (2 * math.pi * i / n for i in range(n))
    return tuple(
        (
            round(math.sin(t) ** 3, 2),
            round((13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 16 + 0.15, 2),
        )
        for t in angles
    )


# RMSprop, Adam without momentum, where the data are one connected piece: there momentum makes the players circle
# around the equilibrium. Adam where modes stand apart: it moves faster from one to the next.
GAN_LAB = GanExperiment(
    seed=1,
    data=GanDataConfig(name="eight_gaussians", spread=0.02),
    generator=make_generator((64, 64), "adam", 0.002),
    discriminator=make_discriminator((64, 64), "adam", 0.002),
    objective=GanObjectiveConfig(r1=0.005),
    training=GanTrainingConfig(iterations=16_000, average=0.995),
)

GAN_SUCCESSES: dict[str, GanPreset] = {
    "eight_gaussians": GanPreset(
        label="Eight Gaussians",
        summary="The noise tears into eight heaps with thin bridges between them, and D ends near 0.5 everywhere. The "
        "R1 penalty keeps D's slopes gentle, so G is led to every heap instead of the nearest one.",
        experiment=GAN_LAB,
    ),
    "ring_quick": GanPreset(
        label="Ring: small and quick",
        summary="Two layers of 16 units fold the noise into a ring within seconds. There is no gap to jump, so few "
        "units suffice.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="ring", spread=0.02),
            generator=make_generator((16, 16), "rmsprop", 0.002),
            discriminator=make_discriminator((16, 16), "rmsprop", 0.003),
            objective=GanObjectiveConfig(r1=0.02),
            training=GanTrainingConfig(iterations=6000, average=0.995),
        ),
    ),
    "grid": GanPreset(
        label="5 × 5 grid",  # noqa: RUF001
        summary="First a blurred square, then lines, then twenty-five dots. D has to notice a missing dot among many, "
        "which takes patience: three times as many iterations as eight heaps.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="grid", spread=0.025),
            generator=make_generator((64, 64), "rmsprop", 0.002),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.004),
            objective=GanObjectiveConfig(r1=0.005),
            training=GanTrainingConfig(iterations=45_000, average=0.999),
        ),
    ),
    "moons": GanPreset(
        label="Moons",
        summary="One cloud of noise is torn in two and bent around both moons. The few samples on the way from one to "
        "the other remain, for a network without jumps maps connected noise to a connected shape.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="moons", spread=0.05),
            generator=make_generator((64, 64), "rmsprop", 0.001),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.001),
            objective=GanObjectiveConfig(r1=0.02),
            training=GanTrainingConfig(iterations=6000, average=0.999),
        ),
    ),
    "spiral": GanPreset(
        label="Spiral",
        summary="The noise is drawn out into a ribbon and wound up. Hover along the noise plane: one direction runs "
        "along the spiral, the other across it.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="spiral", spread=0.02),
            generator=make_generator((64, 64), "rmsprop", 0.001),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.001),
            objective=GanObjectiveConfig(r1=0.02),
            training=GanTrainingConfig(iterations=8000, average=0.999),
        ),
    ),
    "line": GanPreset(
        label="Line",
        summary="The plane of noise is pressed flat onto a line. What is left of its second direction is the small "
        "spread across.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="line", spread=0.02),
            generator=make_generator((32, 32), "rmsprop", 0.001),
            discriminator=make_discriminator((32, 32), "rmsprop", 0.003),
            objective=GanObjectiveConfig(r1=0.1),
            training=GanTrainingConfig(iterations=8000, average=0.999),
        ),
    ),
    "noise_1d": GanPreset(
        label="S from one number",
        summary="A single noise number becomes a thread that is laid along the S. One dimension cannot fill the "
        "plane, but a curve is all that is asked for.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="s_curve", spread=0.02),
            noise=NoiseConfig(size=1),
            generator=make_generator((64, 64), "rmsprop", 0.001),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.003),
            objective=GanObjectiveConfig(r1=0.1),
            training=GanTrainingConfig(iterations=8000, average=0.999),
        ),
    ),
    "wasserstein": GanPreset(
        label="Two Gaussians: Wasserstein",
        summary="D's score falls like a slope from the real samples to the generated ones, and its loss tells how far "
        "apart they are. The gradient penalty keeps the slope near 1, so G is pulled however far off it is.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="two_gaussians", spread=0.1),
            generator=make_generator((32, 32), "rmsprop", 0.001),
            discriminator=make_discriminator((32, 32), "rmsprop", 0.003, steps=3),
            objective=GanObjectiveConfig(loss="wasserstein", gradient_penalty=1.0),
            training=GanTrainingConfig(iterations=4000, average=0.999),
        ),
    ),
    "painted": GanPreset(
        label="A painted heart",
        summary="Real samples scatter around points that somebody painted; paint more while it trains. G fills the "
        "line that the points only hint at, as D cannot tell one point from the next.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="own", spread=0.05, points=_draw_heart(48)),
            generator=make_generator((64, 64), "rmsprop", 0.001),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.001),
            objective=GanObjectiveConfig(r1=0.02),
            training=GanTrainingConfig(iterations=8000, average=0.999),
        ),
    ),
    "digits": GanPreset(
        label="Digits: a single one",
        summary="Eight numbers are turned into threes, each a little different. Pick two and watch what lies between "
        "them: it is still a three.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="digits", digit="3"),
            noise=NoiseConfig(size=8),
            generator=make_generator((64, 64), "rmsprop", 0.001),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.001),
            objective=GanObjectiveConfig(r1=1.0),
            training=GanTrainingConfig(iterations=4000, average=0.999),
        ),
    ),
    "digits_all": GanPreset(
        label="Digits: all ten",
        summary="Sixteen numbers are turned into any digit, and on the way from one to another stands something in "
        "between. Compare with the nearest real image: G was never shown one, only what D says.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="digits"),
            noise=NoiseConfig(size=16),
            generator=make_generator((64, 64), "rmsprop", 0.001),
            discriminator=make_discriminator((64, 64), "rmsprop", 0.002),
            objective=GanObjectiveConfig(r1=0.3),
            training=GanTrainingConfig(iterations=10_000, average=0.999),
        ),
    ),
}

GAN_PRESETS: dict[str, GanPreset] = {**GAN_SUCCESSES, **GAN_FAILURES}

__all__ = ["GAN_FAILURES", "GAN_LAB", "GAN_PRESETS", "GAN_SUCCESSES", "GanPreset"]
