"""A desk: a match driven as its room drives it, but with a list for a store and no one waiting."""

from __future__ import annotations

from hashlib import shake_128

from dilemma.protocol.messages import Accepted, Command, Refused
from dilemma.scenario import Scenario, parse_scenario
from dilemma_assets.scenarios import load_text
from dilemma_server.match import (
    Event,
    Match,
    decide,
    due,
    encode_event,
    new_match,
    take_seat,
)
from support.manual_clock import ManualClock


def scenario(name: str = "redland_blueland") -> Scenario:
    """A shipped scenario."""
    return parse_scenario(load_text(name), name)


class Foreseeable:
    """Bytes that look random and are the same in every run."""

    def __init__(self, seed: str = "a test") -> None:
        self._seed = seed
        self._drawn = 0

    def __call__(self, length: int) -> bytes:
        self._drawn += 1
        return shake_128(f"{self._seed} {self._drawn}".encode()).digest(length)


class Desk:
    """One match and its records so far; `players` take the seats in order."""

    def __init__(self, clock: ManualClock, played: Scenario, players: tuple[str, ...]) -> None:
        self.clock = clock
        self.tokens: dict[str, str] = {}
        self.records = [encode_event(new_match("CODE1234", played, Foreseeable()))]
        self.match = self.replayed()
        for player in players:
            taken, token = take_seat(self.match, player, None, player.encode())
            self.tokens[taken.seat] = token
            self.keep(taken)

    def keep(self, event: Event) -> None:
        """Store an event and let it take effect."""
        self.records.append(encode_event(event))
        self.match.apply(event)

    def command(self, seat: str, command: Command) -> Accepted | Refused:
        """Let a command happen, and the end of the turn if it was the last to wait for."""
        decided = decide(self.match, seat, command)
        if isinstance(decided, Event):
            self.keep(decided)
        answer = self.match.answer(seat, command.key) or decided
        assert isinstance(answer, Accepted | Refused)
        self.settle()
        return answer

    def settle(self) -> None:
        """Close the open turn if it is due, and note what came of it."""
        while (event := due(self.match, self.clock.now())) is not None:
            self.keep(event)

    def replayed(self) -> Match:
        """The match anew from its records, as after a restart."""
        return Match.replay("m1", self.records, self.clock)
