"""Gates: the truth tables, and neurons that compute them, set by hand."""

from __future__ import annotations

from typing import NamedTuple

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
LAYER_THRESHOLD = 0.5  # of every neuron of the two layers; a bias shifts the sum instead


class Gate(NamedTuple):
    """One gate: what it gives on `CORNERS`, and neurons that give it.

    Parameters
    ----------
    outputs : tuple of int
        On ``CORNERS``.
    classic : tuple of float or None
        ``(w1, w2, theta)`` of the textbooks' neuron, which fires where w1 x1 + w2 x2 >= theta; none if no neuron does.
    layered : tuple of float or None
        ``(w1, w2, b)`` of a neuron that fires where w1 x1 + w2 x2 + b >= 0.5.

    References
    ----------
    McCulloch and Pitts, A logical calculus of the ideas immanent in nervous activity, 1943.
    """

    outputs: tuple[int, int, int, int]
    classic: tuple[float, float, float] | None
    layered: tuple[float, float, float] | None


GATES: dict[str, Gate] = {
    "and": Gate((0, 0, 0, 1), (0.5, 0.5, 0.7), (1.0, 1.0, -1.0)),
    "or": Gate((0, 1, 1, 1), (0.5, 0.5, 0.2), (1.0, 1.0, 0.0)),
    "nand": Gate((1, 1, 1, 0), (-0.5, -0.5, -0.7), (-1.0, -1.0, 2.0)),
    "nor": Gate((1, 0, 0, 0), (-0.5, -0.5, -0.2), (-1.0, -1.0, 1.0)),
    "xor": Gate((0, 1, 1, 0), None, None),
}
# What may be chosen as the target of one neuron.
TARGETS = ("and", "or", "nand", "xor")
