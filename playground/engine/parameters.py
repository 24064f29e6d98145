"""Parameters set by hand: one weight or bias of a network."""

from __future__ import annotations

import math

from playground.checks import show
from playground.models import Network

LARGEST = 1000.0
KINDS = ("weight", "bias")


def set_parameter(network: Network, kind: str, column: int, to: int, from_: int, value: float) -> None:
    """Give one weight or bias another value.

    Parameters
    ----------
    network : Network
        Changed in place.
    kind : {"weight", "bias"}
        Which of the two.
    column : int
        Of the unit that it belongs to: 1 to H for hidden layers, H + 1 for the outputs.
    to : int
        That unit within its column.
    from_ : int
        Of a weight, the unit of the column before; ignored for a bias.
    value : float
        At most 1,000 in size.

    Raises
    ------
    ValueError
        There is no such parameter, or the value is not accepted; nothing has changed.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is {show(kind)}; accepted: {', '.join(KINDS)}")
    _check_index("column", column, 1, len(network.linears))
    weight, bias = network.weights[column - 1], network.biases[column - 1]
    _check_index("to", to, 0, len(weight) - 1)
    if kind == "weight":
        _check_index("from_", from_, 0, weight.shape[1] - 1)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(f"the {kind} is {show(value)}; accepted: a number from {-LARGEST:,.0f} to {LARGEST:,.0f}")
    if kind == "weight":
        weight[to, from_] = value
    else:
        bias[to] = value


def _check_index(name: str, value: object, first: int, last: int) -> None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not first <= value <= last:  # type: ignore[operator]
        raise ValueError(f"{name} is {show(value)}; accepted: a whole number from {first} to {last}")
