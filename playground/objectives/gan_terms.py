"""GAN terms: what a discriminator and a generator minimize, and the slopes of it, written out.

Logits are D's raw outputs, one for each sample, of any shape; s is the share of one-sided label smoothing. Slopes are
the derivative of one sample's term by its logit.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def cross_entropy_discriminator(real_logits: Tensor, fake_logits: Tensor, smoothing: float) -> Tensor:
    """L = mean of -(1 - s) ln D(real) - s ln(1 - D(real)), plus mean of -ln(1 - D(fake)); D: sigmoid of the logit."""
    # -ln D = softplus(-z) and -ln(1 - D) = softplus(z) = softplus(-z) + z
    real = F.softplus(-real_logits) + smoothing * real_logits if smoothing else F.softplus(-real_logits)
    return real.mean() + F.softplus(fake_logits).mean()


def cross_entropy_real_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """D - (1 - s)."""
    return torch.sigmoid(logits).sub_(1 - smoothing)


def cross_entropy_fake_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """D."""
    return torch.sigmoid(logits)


def minimax_generator(fake_logits: Tensor, reduction: str = "mean") -> Tensor:
    """L = mean of ln(1 - D(fake)): flat where D is sure."""
    return _reduce(-F.softplus(fake_logits), reduction)


def minimax_generator_slopes(logits: Tensor) -> Tensor:
    """-D."""
    return torch.sigmoid(logits).neg_()


def non_saturating_generator(fake_logits: Tensor, reduction: str = "mean") -> Tensor:
    """L = mean of -ln D(fake): steep where D is sure."""
    return _reduce(F.softplus(-fake_logits), reduction)


def non_saturating_generator_slopes(logits: Tensor) -> Tensor:
    """D - 1."""
    return torch.sigmoid(logits).sub_(1)


def least_squares_discriminator(real_logits: Tensor, fake_logits: Tensor, smoothing: float) -> Tensor:
    """L = mean of (D(real) - (1 - s))^2 / 2, plus mean of D(fake)^2 / 2; D the logit itself."""
    return (real_logits - (1 - smoothing)).square().mean() / 2 + fake_logits.square().mean() / 2


def least_squares_real_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """D - (1 - s)."""
    return logits - (1 - smoothing)


def least_squares_fake_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """D."""
    return logits.clone()


def least_squares_generator(fake_logits: Tensor, reduction: str = "mean") -> Tensor:
    """L = mean of (D(fake) - 1)^2 / 2."""
    return _reduce((fake_logits - 1).square() / 2, reduction)


def least_squares_generator_slopes(logits: Tensor) -> Tensor:
    """D - 1."""
    return logits - 1


def wasserstein_discriminator(real_logits: Tensor, fake_logits: Tensor, smoothing: float) -> Tensor:
    """L = mean of D(fake) less mean of D(real): minus the estimated distance."""
    return fake_logits.mean() - real_logits.mean()


def wasserstein_real_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """-1."""
    return torch.full_like(logits, -1.0)


def wasserstein_fake_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """1."""
    return torch.ones_like(logits)


def hinge_discriminator(real_logits: Tensor, fake_logits: Tensor, smoothing: float) -> Tensor:
    """L = mean of max(0, 1 - D(real)), plus mean of max(0, 1 + D(fake))."""
    return F.relu(1 - real_logits).mean() + F.relu(1 + fake_logits).mean()


def hinge_real_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """-1 where D < 1, else 0."""
    return (logits < 1).to(logits.dtype).neg_()


def hinge_fake_slopes(logits: Tensor, smoothing: float) -> Tensor:
    """1 where D > -1, else 0."""
    return (logits > -1).to(logits.dtype)


def negative_score_generator(fake_logits: Tensor, reduction: str = "mean") -> Tensor:
    """L = mean of -D(fake)."""
    return _reduce(-fake_logits, reduction)


def negative_score_generator_slopes(logits: Tensor) -> Tensor:
    """-1."""
    return torch.full_like(logits, -1.0)


def _reduce(losses: Tensor, reduction: str) -> Tensor:
    return losses.mean() if reduction == "mean" else losses


def raw_score(logits: Tensor) -> Tensor:
    """The logit itself."""
    return logits
