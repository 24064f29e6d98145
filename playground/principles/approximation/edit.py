"""A unit changed by hand: its three numbers, checked, and where in the network they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.checks import is_number, show
from playground.engine.parameters import LARGEST

# What set_parameter takes: kind, column, unit, unit of the column before, value.
Change = tuple[str, int, int, int, float]


def read_edit(act: Mapping[str, Any], units: int) -> list[Change]:
    """The parameters that an edit of the stage sets.

    Parameters
    ----------
    act : mapping
        With ``unit``, a unit's index, its ``w``, ``b`` and ``v``; or with ``c``, the output's bias.
    units : int
        Of the hidden layer.

    Raises
    ------
    ValueError
        Names what is wrong, its value and what would be accepted.
    """
    if "c" in act:
        return [("bias", 2, 0, 0, _number(act, "c"))]
    unit = act.get("unit")
    if not isinstance(unit, int) or isinstance(unit, bool) or not 0 <= unit < units:
        raise ValueError(f"unit is {show(unit)}; accepted: a whole number from 0 to {units - 1}")
    w, b, v = (_number(act, name) for name in ("w", "b", "v"))
    return [("weight", 1, unit, 0, w), ("bias", 1, unit, 0, b), ("weight", 2, 0, unit, v)]


def _number(act: Mapping[str, Any], name: str) -> float:
    value = act.get(name)
    if not is_number(value, LARGEST):
        raise ValueError(f"{name} is {show(value)}; accepted: a number from {-LARGEST:,.0f} to {LARGEST:,.0f}")
    return float(value)  # type: ignore[arg-type]
