"""Softmax with a temperature, and the cross-entropy of its probabilities."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F


def compute_softmax(logits: list[float], temperature: float, target: int) -> dict[str, Any]:
    """Probabilities, loss and gradient, the last by autograd.

    Parameters
    ----------
    logits : list of float
        One a class.
    temperature : float
        Positive; what the logits are divided by.
    target : int
        Index of the right class.

    Returns
    -------
    dict
        ``probabilities``, ``loss`` (cross-entropy, natural logarithm), ``gradient`` (of the loss with respect to the
        logits: (p - y) / temperature) and ``entropy`` of the probabilities.

    References
    ----------
    Hinton, Vinyals and Dean, Distilling the knowledge in a neural network (2015), for the temperature.
    """
    z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    loss = F.cross_entropy((z / temperature)[None], torch.tensor([target]))
    (gradient,) = torch.autograd.grad(loss, z)
    p = torch.softmax(z.detach() / temperature, dim=0)
    return {
        "probabilities": p.tolist(),
        "loss": loss.item(),
        "gradient": gradient.tolist(),
        "entropy": float(torch.special.entr(p).sum()),
    }
