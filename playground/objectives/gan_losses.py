"""GAN losses: what a discriminator and a generator minimize, each averaged over its batch.

Logits are D's raw outputs, one for each sample, of any shape; the probability that D gives to "real" is their sigmoid
where the loss gives probabilities. The functions themselves are in `playground.objectives.gan_terms`.
"""

# ruff: noqa: RUF001 (formulas for readers have true minus signs)
from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor

from playground.objectives import gan_terms as terms


class Equilibrium(NamedTuple):
    """What a loss is where generated and real samples cannot be told apart.

    Parameters
    ----------
    value : float
    label : str
        As a formula, for an axis.
    """

    value: float
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GanLossSpec:
    """One objective of the registry.

    Parameters
    ----------
    discriminator : callable
        ``discriminator(real_logits, fake_logits, smoothing) -> loss``, a scalar: the mean over the real samples plus
        the mean over the generated ones.
    generator : callable
        ``generator(fake_logits, reduction="mean") -> loss``, a scalar; with ``"none"`` that of each sample.
    real_slopes, fake_slopes : callable
        ``slopes(logits, smoothing) -> slopes``: derivative of D's term of each sample by its logit.
    generator_slopes : callable
        ``slopes(logits) -> slopes``: derivative of G's term of each sample by its logit.
    score : callable
        ``score(logits) -> scores``: what D says, the probability of "real" or else the logit itself.
    equilibrium : Mapping[str, Equilibrium or None]
        ``d_loss`` and ``g_loss``; None where nothing fixes the value.
    d_terms, g_terms : tuple of str
        The terms of each loss, short.
    middle, span : float or None
        The score of an undecided D, and how far from it scores usually lie; None where only differences count.
    smooths : bool
        Whether it knows label smoothing, one-sided: D is to call real samples 1 less that. Others ignore it.
    uses_penalty : bool
        Whether the gradient penalty belongs to it.
    gives_probabilities : bool
        Whether scores are probabilities.
    """

    label: str
    summary: str
    formula: str
    discriminator: Callable[[Tensor, Tensor, float], Tensor]
    generator: Callable[..., Tensor]
    real_slopes: Callable[[Tensor, float], Tensor]
    fake_slopes: Callable[[Tensor, float], Tensor]
    generator_slopes: Callable[[Tensor], Tensor]
    score: Callable[[Tensor], Tensor]
    d_terms: tuple[str, ...]
    g_terms: tuple[str, ...]
    equilibrium: Mapping[str, Equilibrium | None] = field(default_factory=dict)
    middle: float | None = None
    span: float | None = None
    smooths: bool = False
    uses_penalty: bool = False
    gives_probabilities: bool = False
    reference: str = ""


def find_equilibrium(spec: GanLossSpec, smoothing: float) -> dict[str, Equilibrium | None]:
    """Both losses at the equilibrium of training with label smoothing, where D says (1 - smoothing) / 2.

    Parameters
    ----------
    spec : GanLossSpec
    smoothing : float
        In [0, 0.5]; objectives that do not know it ignore it.

    Returns
    -------
    dict
        ``d_loss`` and ``g_loss``, measured without smoothing as all losses that are shown.
    """
    if not (spec.smooths and smoothing):
        return dict(spec.equilibrium)
    score = torch.tensor((1 - smoothing) / 2, dtype=torch.float64)
    logit = torch.logit(score) if spec.gives_probabilities else score
    losses = {"d_loss": spec.discriminator(logit, logit, 0.0), "g_loss": spec.generator(logit)}
    return {name: Equilibrium(float(loss), f"{float(loss):.3f}") for name, loss in losses.items()}


GAN_LOSSES: dict[str, GanLossSpec] = {
    "minimax": GanLossSpec(
        label="Minimax",
        summary="The original game: G minimizes exactly what D maximizes; where D is sure, G's gradient vanishes.",
        formula=r"L_D = -\overline{\ln D(x)} - \overline{\ln(1 - D(G(z)))}, \quad L_G = \overline{\ln(1 - D(G(z)))}",
        discriminator=terms.cross_entropy_discriminator,
        generator=terms.minimax_generator,
        real_slopes=terms.cross_entropy_real_slopes,
        fake_slopes=terms.cross_entropy_fake_slopes,
        generator_slopes=terms.minimax_generator_slopes,
        score=torch.sigmoid,
        d_terms=("−log D(real)", "−log(1 − D(fake))"),
        g_terms=("log(1 − D(fake))",),
        equilibrium={
            "d_loss": Equilibrium(math.log(4), "log 4"),
            "g_loss": Equilibrium(-math.log(2), "−log 2"),
        },
        middle=0.5,
        span=0.5,
        smooths=True,
        gives_probabilities=True,
        reference="Goodfellow et al., Generative adversarial nets (2014), equation 1; "
        "smoothing: Salimans et al., Improved techniques for training GANs (2016)",
    ),
    "non_saturating": GanLossSpec(
        label="Non-saturating",
        summary="G maximizes log D(fake) instead: the surer D is, the stronger G's gradient. The usual choice.",
        formula=r"L_D = -\overline{\ln D(x)} - \overline{\ln(1 - D(G(z)))}, \quad L_G = -\overline{\ln D(G(z))}",
        discriminator=terms.cross_entropy_discriminator,
        generator=terms.non_saturating_generator,
        real_slopes=terms.cross_entropy_real_slopes,
        fake_slopes=terms.cross_entropy_fake_slopes,
        generator_slopes=terms.non_saturating_generator_slopes,
        score=torch.sigmoid,
        d_terms=("−log D(real)", "−log(1 − D(fake))"),
        g_terms=("−log D(fake)",),
        equilibrium={
            "d_loss": Equilibrium(math.log(4), "log 4"),
            "g_loss": Equilibrium(math.log(2), "log 2"),
        },
        middle=0.5,
        span=0.5,
        smooths=True,
        gives_probabilities=True,
        reference="Goodfellow et al., Generative adversarial nets (2014), section 3",
    ),
    "least_squares": GanLossSpec(
        label="Least squares",
        summary="D's score is to be 1 for real and 0 for generated samples: those far off pull hardest.",
        formula=r"L_D = \tfrac{1}{2} \overline{(D(x) - 1)^2} + \tfrac{1}{2} \overline{D(G(z))^2}, \quad "
        r"L_G = \tfrac{1}{2} \overline{(D(G(z)) - 1)^2}",
        discriminator=terms.least_squares_discriminator,
        generator=terms.least_squares_generator,
        real_slopes=terms.least_squares_real_slopes,
        fake_slopes=terms.least_squares_fake_slopes,
        generator_slopes=terms.least_squares_generator_slopes,
        score=terms.raw_score,
        d_terms=("½(D(real) − 1)²", "½D(fake)²"),
        g_terms=("½(D(fake) − 1)²",),
        equilibrium={"d_loss": Equilibrium(0.25, "¼"), "g_loss": Equilibrium(0.125, "⅛")},
        middle=0.5,
        span=0.5,
        smooths=True,
        reference="Mao et al., Least squares generative adversarial networks (2017), equation 9",
    ),
    "wasserstein": GanLossSpec(
        label="Wasserstein",
        summary="D's scores measure how far apart both heaps lie; a gradient penalty keeps its slope near 1.",
        formula=r"L_D = \overline{D(G(z))} - \overline{D(x)} + \lambda \overline{(\|\nabla D(\hat x)\| - 1)^2}, \quad "
        r"L_G = -\overline{D(G(z))}",
        discriminator=terms.wasserstein_discriminator,
        generator=terms.negative_score_generator,
        real_slopes=terms.wasserstein_real_slopes,
        fake_slopes=terms.wasserstein_fake_slopes,
        generator_slopes=terms.negative_score_generator_slopes,
        score=terms.raw_score,
        d_terms=("−D(real)", "D(fake)"),
        g_terms=("−D(fake)",),
        equilibrium={"d_loss": Equilibrium(0.0, "0"), "g_loss": None},
        uses_penalty=True,
        reference="Arjovsky, Chintala and Bottou, Wasserstein GAN (2017); "
        "penalty: Gulrajani et al., Improved training of Wasserstein GANs (2017)",
    ),
    "hinge": GanLossSpec(
        label="Hinge",
        summary="D asks only for a margin: real samples above 1 and generated ones below −1 no longer teach it.",
        formula=r"L_D = \overline{\max(0, 1 - D(x))} + \overline{\max(0, 1 + D(G(z)))}, \quad "
        r"L_G = -\overline{D(G(z))}",
        discriminator=terms.hinge_discriminator,
        generator=terms.negative_score_generator,
        real_slopes=terms.hinge_real_slopes,
        fake_slopes=terms.hinge_fake_slopes,
        generator_slopes=terms.negative_score_generator_slopes,
        score=terms.raw_score,
        d_terms=("max(0, 1 − D(real))", "max(0, 1 + D(fake))"),
        g_terms=("−D(fake)",),
        equilibrium={"d_loss": Equilibrium(2.0, "2"), "g_loss": Equilibrium(0.0, "0")},
        middle=0.0,
        span=1.0,
        reference="Lim and Ye, Geometric GAN (2017); Miyato et al., Spectral normalization (2018)",
    ),
}
