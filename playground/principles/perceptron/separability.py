"""Whether one line parts two classes, by linear programming; how wide the gap is, and Novikoff's bound."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, nnls

Array = NDArray[np.float64]
# The program's optimum counts as above 0 from here. Points of two decimals within [-10, 10] that are separable
# leave more than that; HiGHS itself is exact to about 1e-9.
LEAST_GAP = 1e-7


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """Why no line parts two classes: a place that lies among the points of each.

    Parameters
    ----------
    place : tuple of float
        A mean of points of class 0 and also of class 1.
    members : tuple of (int, float)
        The points that it is a mean of, and their weights, which sum to 1 in each class.
    """

    place: tuple[float, float]
    members: tuple[tuple[int, float], ...]


def is_separable(X: Array, y: NDArray[np.int64]) -> bool:
    """Whether some neuron is right on all points.

    The linear program: the largest t for which weights within [-1, 1] give each point of class 1 a sum of at least
    theta + t and each of class 0 at most theta - t. There is a line exactly if t can be above 0.

    Parameters
    ----------
    X : ndarray of shape (n_samples, 2), float64
    y : ndarray of shape (n_samples,), int64
        Classes 0 and 1.

    References
    ----------
    Mangasarian, Linear and nonlinear separation of patterns by linear programming, 1965.
    """
    if len(np.unique(y)) < 2:
        return True
    Z = signed_points(X, y)
    constraints = np.hstack([-Z, np.ones((len(Z), 1))])  # t - z w <= 0
    widest = 1.0 + np.abs(X).max()  # theta has to reach every point
    bounds = [(-1, 1), (-1, 1), (-2 * widest, 2 * widest), (0, 1)]
    found = linprog([0, 0, 0, -1], A_ub=constraints, b_ub=np.zeros(len(Z)), bounds=bounds, method="highs")
    return bool(-found.fun > LEAST_GAP)


def find_meeting(X: Array, y: NDArray[np.int64]) -> Meeting | None:
    """A place within the hulls of both classes, or None if a line parts them.

    By the theorem of the separating hyperplane one of the two exists. This is the other linear program: means of class
    1 and of class 0 that are the same; its vertices need at most four points.
    """
    if len(np.unique(y)) < 2:
        return None
    side = 2.0 * y - 1.0
    equations = np.vstack([X.T * side, y, 1.0 - y])  # equal means; each class's weights sum to 1
    found = linprog(np.zeros(len(X)), A_eq=equations, b_eq=[0, 0, 1, 1], bounds=(0, 1), method="highs-ds")
    if not found.success:
        return None
    shares = found.x
    place = (X * (shares * y)[:, None]).sum(axis=0)
    members = tuple((int(i), float(shares[i])) for i in np.flatnonzero(shares > 1e-9))
    return Meeting(place=(float(place[0]), float(place[1])), members=members)


def compute_margin(X: Array, y: NDArray[np.int64]) -> tuple[float, Array]:
    """The margin gamma of the hard-margin machine, and its weights.

    The threshold is a third weight, on a constant input of -1, as the learning rule has it: gamma is the largest
    distance that all points can keep from a plane through the origin of these three inputs. The shortest w with
    z w >= 1 for every signed point z has the length 1 / gamma. Lawson and Hanson's least distance programming finds it
    exactly, by non-negative least squares on an active set; no penalty and no tolerance is chosen.

    Parameters
    ----------
    X, y : ndarray
        Separable; see `is_separable`.

    Returns
    -------
    (float, ndarray of shape (3,))
        gamma, and w1, w2, theta of length 1.

    References
    ----------
    Lawson and Hanson, Solving least squares problems, 1974, chapter 23.
    """
    Z = signed_points(X, y)
    system = np.vstack([Z.T, np.ones(len(Z))])
    target = np.array([0.0, 0.0, 0.0, 1.0])
    shares, _ = nnls(system, target)
    rest = system @ shares - target
    w = -rest[:3] / rest[3]
    length = float(np.linalg.norm(w))
    return 1.0 / length, w / length


def compute_radius(X: Array) -> float:
    """R: the length of the longest point, its constant input of -1 included."""
    return float(np.sqrt((X**2).sum(axis=1).max() + 1.0))


def bound_mistakes(radius: float, margin: float, start: Array, direction: Array, rate: float) -> float:
    """How many mistakes the rule can make at most: Novikoff's (R / gamma)^2 from weights of 0.

    From other weights v, measured in steps of the rate, k mistakes leave k gamma + u v <= |w| <= sqrt(|v|^2 + k R^2)
    for the best direction u; this is the largest k for which both ends can meet.

    References
    ----------
    Novikoff, On convergence proofs for perceptrons, 1962.
    """
    v = start / rate
    along, length = float(direction @ v), float(np.linalg.norm(v))
    half = radius**2 / 2 - along * margin
    inside = max(0.0, half**2 + margin**2 * (length**2 - along**2))
    return max(0.0, (half + math.sqrt(inside)) / margin**2)


def signed_points(X: Array, y: NDArray[np.int64]) -> Array:
    """Each point with its constant input of -1, turned round if it is of class 0: shape (n_samples, 3)."""
    side = 2.0 * y.astype(np.float64) - 1.0
    augmented = np.hstack([X, -np.ones((len(X), 1), dtype=np.float64)])
    result: Array = augmented * side[:, None]
    return result
