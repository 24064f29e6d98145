"""Losses: how scripts write what each player minimizes.

``real`` and ``fake`` are D's raw outputs of real and of generated samples. A new objective adds its row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.export.gan.job import GanJob
from playground.objectives import GAN_LOSSES


@dataclass(frozen=True, kw_only=True, slots=True)
class GanLossSpelling:
    """One objective.

    Parameters
    ----------
    discriminator, generator : str
        Expressions.
    smoothed : str
        The discriminator's with label smoothing, by the variable ``smoothing``; empty for objectives without.
    d_remark, g_remark : str
        What the expressions mean, for docstrings.
    score : str
        What D says of outputs, as an expression of ``{outputs}``.
    """

    discriminator: str
    generator: str
    smoothed: str = ""
    d_remark: str
    g_remark: str
    score: str = "{outputs}"


def write_losses(job: GanJob) -> list[str]:
    """Definitions of ``discriminator_loss(real, fake)`` and ``generator_loss(fake)``."""
    name, smoothing = job.experiment.objective.loss, job.experiment.objective.label_smoothing
    spelled = LOSSES[name]
    is_smoothed = bool(smoothing) and GAN_LOSSES[name].smooths
    arguments = "real, fake, smoothing=0.0" if is_smoothed else "real, fake"
    remark = f"{spelled.d_remark}{' Real: 1 - smoothing.' if is_smoothed else ''}"
    expression = spelled.smoothed if is_smoothed else spelled.discriminator
    return [
        f'def discriminator_loss({arguments}):\n    """{remark}"""\n    return {expression}\n',
        f'def generator_loss(fake):\n    """{spelled.g_remark}"""\n    return {spelled.generator}\n',
    ]


_CROSS_ENTROPY = "softplus(-real).mean() + softplus(fake).mean()"
_SMOOTHED_CROSS_ENTROPY = "(softplus(-real) + smoothing * real).mean() + softplus(fake).mean()"
_CROSS_ENTROPY_REMARK = "-log D(real) - log(1 - D(fake)), D the sigmoid of logits."

LOSSES: dict[str, GanLossSpelling] = {
    "minimax": GanLossSpelling(
        discriminator=_CROSS_ENTROPY,
        smoothed=_SMOOTHED_CROSS_ENTROPY,
        generator="-softplus(fake).mean()",
        d_remark=_CROSS_ENTROPY_REMARK,
        g_remark="log(1 - D(fake)): what D maximizes; it is flat where D is sure.",
        score="torch.sigmoid({outputs})",
    ),
    "non_saturating": GanLossSpelling(
        discriminator=_CROSS_ENTROPY,
        smoothed=_SMOOTHED_CROSS_ENTROPY,
        generator="softplus(-fake).mean()",
        d_remark=_CROSS_ENTROPY_REMARK,
        g_remark="-log D(fake): steep where D is sure.",
        score="torch.sigmoid({outputs})",
    ),
    "least_squares": GanLossSpelling(
        discriminator="(real - 1).square().mean() / 2 + fake.square().mean() / 2",
        smoothed="(real - (1 - smoothing)).square().mean() / 2 + fake.square().mean() / 2",
        generator="(fake - 1).square().mean() / 2",
        d_remark="D is to say 1 of real and 0 of generated samples.",
        g_remark="D is to say 1 of generated samples.",
    ),
    "wasserstein": GanLossSpelling(
        discriminator="fake.mean() - real.mean()",
        generator="-fake.mean()",
        d_remark="Minus the estimated distance between real and generated samples.",
        g_remark="D is to score generated samples high.",
    ),
    "hinge": GanLossSpelling(
        discriminator="relu(1 - real).mean() + relu(1 + fake).mean()",
        generator="-fake.mean()",
        d_remark="Real samples above 1 and generated ones below -1 no longer count.",
        g_remark="D is to score generated samples high.",
    ),
}
"""Name -> how scripts write it."""
