"""How a name from a menu, a link or a file finds its entry in a registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from playground.checks import show

Spec = TypeVar("Spec")


def lookup(registry: Mapping[str, Spec], name: str, path: str) -> Spec:
    """The entry called `name`.

    Parameters
    ----------
    registry : Mapping[str, Spec]
        Name -> spec, in display order.
    name : str
        What was asked for.
    path : str
        Where the name stood in the experiment, for example ``optimizer.name``.

    Raises
    ------
    ValueError
        Names the field, the value received and every accepted name.
    """
    if name not in registry:
        raise ValueError(f"{path} is {show(name)}; accepted: {', '.join(registry)}")
    return registry[name]
