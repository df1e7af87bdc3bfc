"""The seats of a match: who sits where, who is ready, silenced, or played for by a bot."""

from __future__ import annotations

from msgspec import Struct

from dilemma_server.match.events import (
    Covered,
    Event,
    HandedBack,
    Muted,
    ReadySet,
    SeatLeft,
    SeatMoved,
    SeatRemoved,
    SeatTaken,
)
from dilemma_server.match.names import forms

SUBSTITUTE = "tit_for_tat"
"""The bot that plays for who has left, where the match was created without one."""


class Sitting(Struct, frozen=True):
    """Who took a seat, and the hash of the token that proves it."""

    name: str
    token_hash: bytes


class Seats:
    """Who sits where; changes by `apply` alone.

    `taken` in the order of sitting down; `covered` are bots by seat; `begun` stays true once every
    seat was taken by somebody who was ready. The host is who has sat longest.
    """

    def __init__(self, ids: tuple[str, ...], cover: str | None) -> None:
        self.ids = ids
        self.taken: dict[str, Sitting] = {}
        self.ready: set[str] = set()
        self.muted: set[str] = set()
        self.covered: dict[str, str] = {}
        self.begun = False
        self._cover = cover
        self._removed: set[str] = set()
        self._closed: set[str] = set()

    @property
    def free(self) -> tuple[str, ...]:
        """Seats anybody may take, in scenario order."""
        return tuple(seat for seat in self.ids if seat not in {*self.taken, *self._closed})

    @property
    def host(self) -> str | None:
        """The seat that may remove and mute."""
        return next(iter(self.taken), None)

    @property
    def attended(self) -> bool:
        """Whether any seat is played by who sits there."""
        return any(seat not in self.covered for seat in self.ids)

    def is_taken(self, name: str) -> bool:
        """Whether somebody at the table has a name that looks like this one."""
        wanted = forms(name)
        return any(forms(sitting.name) & wanted for sitting in self.taken.values())

    def is_barred(self, name: str) -> bool:
        """Whether somebody whose name looks like this one was removed from the table."""
        return bool(forms(name) & self._removed)

    def begins_with(self, event: Event) -> bool:
        """Whether an event would make the match begin."""
        match event:
            case SeatTaken(seat=seat, ready=True):
                ready, taken = self.ready | {seat}, {*self.taken, seat}
            case ReadySet(seat=seat, ready=True):
                ready, taken = self.ready | {seat}, set(self.taken)
            case _:
                return False
        return not self.begun and len(taken) == len(self.ids) and ready >= set(self.ids)

    def apply(self, event: Event) -> None:
        """Let an event take effect."""
        self.begun = self.begun or self.begins_with(event)
        match event:
            case SeatTaken():
                self._take(event)
            case SeatLeft(seat=seat):
                self._vacate(seat)
            case SeatRemoved(seat=seat):
                self._removed |= forms(self.taken[seat].name)
                self._vacate(seat)
                if self.begun:
                    # Else a host could come in by another door and read what the seat knows.
                    self._closed.add(seat)
            case SeatMoved(seat=seat, to=to):
                self._move(seat, to)
            case ReadySet(seat=seat, ready=ready):
                (self.ready.add if ready else self.ready.discard)(seat)
            case Muted(seat=seat, muted=muted):
                (self.muted.add if muted else self.muted.discard)(seat)
            case Covered(seat=seat, bot=bot):
                self.covered[seat] = bot
            case HandedBack(seat=seat):
                self.covered.pop(seat, None)
            case _:
                pass

    def _take(self, event: SeatTaken) -> None:
        self.taken[event.seat] = Sitting(event.name, event.token_hash)
        self.covered.pop(event.seat, None)
        if event.ready:
            self.ready.add(event.seat)

    def _vacate(self, seat: str) -> None:
        """Free a seat; in a match that has begun a bot plays on, so that nobody has to wait."""
        del self.taken[seat]
        self.ready.discard(seat)
        self.muted.discard(seat)
        if self.begun:
            self.covered[seat] = self._cover or SUBSTITUTE

    def _move(self, seat: str, to: str) -> None:
        self.taken = {to if here == seat else here: who for here, who in self.taken.items()}
        for marks in (self.ready, self.muted):
            if seat in marks:
                marks.discard(seat)
                marks.add(to)
