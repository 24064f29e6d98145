"""What one open first-principles page keeps between reruns, and how it travels in the address."""

from __future__ import annotations

import base64
import json
import time
import zlib
from dataclasses import dataclass, field
from typing import Any

from playground.checks import show
from playground.principles.principle import Principle, State
from playground.serialization import to_link

MAX_ADDRESS = 4_000  # characters; longer states are not put into the address
MAX_STATE = 64_000  # characters of JSON that an address may unpack to


@dataclass
class PrincipleState:
    """The last good state of a lab, and its numbers.

    Parameters
    ----------
    principle : Principle
        The lab.
    state : dict
        What is shown, as ``principle.read`` gave it.
    answer : dict
        ``principle.answer`` of it.
    asked : int
        Number of the browser's last question.
    version : int
        How often the state was replaced by something other than the browser's own question.
    error : str
        Why the last question was refused, or empty.
    address : str
        The address parameter as last read or written.
    acts : list of dict
        What the stage asked to be done besides, for the lab's ``follow``; it takes them out.
    kept : dict
        What the lab's ``follow`` keeps between reruns, such as a running job.
    replacements, former : int, dict
        See `playground.ui.state`.
    """

    principle: Principle
    state: State
    answer: dict[str, Any]
    asked: int = 0
    version: int = 0
    error: str = ""
    address: str = ""
    acts: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)
    replacements: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    former: dict[str, dict[Any, int]] = field(default_factory=dict)

    @property
    def link(self) -> str:
        """Address of the network lab, with the experiment that goes on from here."""
        return f"./?e={to_link(self.principle.experiment(self.state))}"

    def show(self, state: object) -> None:
        """Take over a state and compute its numbers; nothing changes if it is refused.

        Raises
        ------
        ValueError
            The state is not one of this lab's.
        """
        good = self.principle.read(state)
        self.answer = self.principle.answer(good)
        self.state = good


def open_start(principle: Principle) -> PrincipleState:
    """A lab as it opens."""
    start = principle.read(dict(principle.start))
    return PrincipleState(principle=principle, state=start, answer=principle.answer(start))


def to_address(state: State) -> str:
    """The state as the value of an address parameter: URL-safe base64 of its compressed JSON, empty if too long."""
    text = json.dumps(state, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return packed if len(packed) <= MAX_ADDRESS else ""


def from_address(text: str) -> object:
    """What an address parameter holds; whether it is a lab's state is for its ``read`` to say.

    Raises
    ------
    ValueError
        The parameter is too long, cut off or changed.
    """
    if len(text) > MAX_ADDRESS:
        raise ValueError(f"the state has {len(text):,} characters; accepted: at most {MAX_ADDRESS:,}")
    unpacker = zlib.decompressobj()
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        value: object = json.loads(unpacker.decompress(data, MAX_STATE).decode())
    except (ValueError, zlib.error, RecursionError):  # binascii's, JSON's and Unicode's errors are ValueErrors
        value = None
    if value is None or not unpacker.eof or unpacker.unused_data:
        raise ValueError(f"the state {show(text)} is cut off or changed; accepted: the whole of a copied address")
    return value
