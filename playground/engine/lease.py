"""Lease: lets the scheduler train a player for as long as somebody watches, and requests have their turn first."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator

from playground.engine.player import Player
from playground.engine.scheduler import SLICE_SECONDS
from playground.engine.turns import Turns

LEASE_SECONDS = 5.0
FREE_SECONDS = 600.0


class Lease:
    """A task of the scheduler. Nothing touches the player outside `request` and the slices.

    Parameters
    ----------
    player : Player
        What is trained.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(self, player: Player, clock: Callable[[], float]) -> None:
        self._player, self._clock = player, clock
        self._turns = Turns()
        self.renew()

    def renew(self) -> None:
        """Note that somebody watches."""
        self._last_use = self._clock()

    @contextlib.contextmanager
    def request(self) -> Iterator[Player]:
        """The player, left alone by all others within the block."""
        with self._turns.request():
            self.renew()
            yield self._player

    def train(self, n_steps: float, until_epoch: float = math.inf) -> None:
        """Take so many steps now, or those to the end of an epoch, in slices between which others have their turn."""
        is_done = False
        while not is_done:
            with self.request() as player:
                n_done = player.run.advance(n_steps, self._clock() + SLICE_SECONDS, until_epoch)
                n_steps -= n_done
                is_done = n_steps <= 0 or n_done == 0
                player.settle(is_playing=False)

    def seconds_until_due(self) -> float:
        """When the scheduler should give the next slice; see `scheduler.Task`."""
        now = self._clock()
        if not self._player.is_playing:
            return self._last_use + FREE_SECONDS - now if self._player.run.is_awake else math.inf
        return min(self._player.pace.seconds_until_due(now), self._last_use + LEASE_SECONDS - now)

    def run_slice(self, seconds: float) -> None:
        """Train for about `seconds` if a step is due; the scheduler's thread calls this."""
        with self._turns.slice() as is_mine:
            if not is_mine:
                return
            try:
                self._work(seconds)
            except Exception as error:
                self._player.fail(error)

    def _work(self, seconds: float) -> None:
        idle = self._clock() - self._last_use
        if not self._player.is_playing:
            if idle >= FREE_SECONDS:
                self._player.run.free()
        elif idle >= LEASE_SECONDS:
            self._player.settle(is_playing=False)
        else:
            self._player.advance(seconds)
