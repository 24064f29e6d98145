"""GANs that fail on purpose: each shows one way, and its cause."""

from __future__ import annotations

from playground.config import GanDataConfig, GanExperiment, GanObjectiveConfig, GanTrainingConfig
from playground.lessons.presets.gan_preset import GanPreset, make_discriminator, make_generator

GAN_FAILURES: dict[str, GanPreset] = {
    "collapse": GanPreset(
        label="Mode collapse",
        summary="All samples sit in one spot, which moves on as soon as D has learned to reject it. G takes ten steps "
        "to D's one, and against a D that stands still the best answer is the one point that D believes most.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="eight_gaussians", spread=0.02),
            generator=make_generator((32, 32), "adam", 0.002, 10, "pytorch"),
            discriminator=make_discriminator((32, 32), "adam", 0.002, 1, "pytorch"),
            training=GanTrainingConfig(iterations=2000),
        ),
        works=False,
    ),
    "strong_discriminator": GanPreset(
        label="Discriminator too strong",
        summary="D says 1 of real and 0 of generated samples, and its field is two flat plateaus with a cliff. On a "
        "plateau no slope says where to go: fewer steps for D, or an R1 penalty, would leave G one.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="eight_gaussians", spread=0.02),
            generator=make_generator((16, 16), "adam", 0.0001),
            discriminator=make_discriminator((64, 64), "adam", 0.01, steps=10),
            training=GanTrainingConfig(iterations=1000),
        ),
        works=False,
    ),
    "oscillation": GanPreset(
        label="Oscillation",
        summary="The samples slosh along the line and back, and so do both losses. G runs to where D is blue, D "
        "follows, and Adam's momentum carries both past the equilibrium: RMSprop, which has none, calms them.",
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="line", spread=0.02),
            generator=make_generator((16, 16), "adam", 0.01),
            discriminator=make_discriminator((16, 16), "adam", 0.01),
            training=GanTrainingConfig(iterations=3000),
        ),
        works=False,
    ),
    "vanishing_gradient": GanPreset(
        label="Vanishing gradient",
        summary="D wins at once, and then G hardly moves although everybody sees where it should go. Under the minimax "
        "loss log(1 − D) is flat where D says 0; choose the non-saturating one to see the difference.",  # noqa: RUF001
        experiment=GanExperiment(
            seed=1,
            data=GanDataConfig(name="eight_gaussians", spread=0.02),
            generator=make_generator((32, 32), "sgd", 0.01),
            discriminator=make_discriminator((64, 64), "adam", 0.005, steps=5),
            objective=GanObjectiveConfig(loss="minimax"),
            training=GanTrainingConfig(iterations=2000),
        ),
        works=False,
    ),
}
