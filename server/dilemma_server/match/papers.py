"""The papers of a match: what each seat was answered and what it heard on its hotlines."""

from __future__ import annotations

from dilemma.protocol.messages import Accepted, Heard, Refused
from dilemma_server.match.events import (
    CommandRefused,
    Event,
    Muted,
    OrdersSealed,
    ReadySet,
    Said,
    SeatLeft,
    SeatMoved,
    SeatRemoved,
    SeatTaken,
    TurnClosed,
    Unsealed,
    encode_event,
)

Answered = (
    Said
    | SeatLeft
    | SeatRemoved
    | SeatMoved
    | ReadySet
    | Muted
    | OrdersSealed
    | Unsealed
    | CommandRefused
)
"""What a command came to."""


class Papers:
    """Answers by key, so that a repeated command is answered alike, and hotlines by seat."""

    def __init__(self, seats: tuple[str, ...]) -> None:
        self._heard: dict[str, list[Heard]] = {seat: [] for seat in seats}
        self._answers: dict[str, dict[str, Accepted | Refused]] = {seat: {} for seat in seats}
        self._commands: dict[str, int] = {}
        self._bytes: dict[str, int] = {}

    def heard(self, seat: str, after: int) -> Heard | None:
        """The first of a seat's hotline messages with a serial above `after`."""
        heard = self._heard[seat]
        return heard[after] if after < len(heard) else None

    def answer(self, seat: str, key: str) -> Accepted | Refused | None:
        """How a command of this key was answered; None when there was none."""
        return self._answers[seat].get(key)

    def commands(self, seat: str) -> int:
        """How many commands of who sits there were stored since the open turn began."""
        return self._commands.get(seat, 0)

    def bytes(self, seat: str) -> int:
        """How much of a match's records they take."""
        return self._bytes.get(seat, 0)

    def file(self, event: Event) -> None:
        """Keep what an event answers, and what it says."""
        match event:
            case Said():
                self._deliver(event)
                self._note(event.speaker, event)
            case SeatRemoved():
                # What he was answered is no business of who sits there next.
                self._answers[event.seat] = {}
                self._note(event.by, event)
            case SeatLeft():
                self._answers[event.seat] = {}
                self._note(event.seat, event)
            case Muted():
                self._note(event.by, event)
            case CommandRefused() | OrdersSealed() | Unsealed() | ReadySet() | SeatMoved():
                self._note(event.seat, event)
            case SeatTaken():
                # Hotlines are the state's own files; answers were its former player's.
                self._answers[event.seat] = {}
                self._commands[event.seat] = self._bytes[event.seat] = 0
            case TurnClosed():
                self.new_turn()
            case _:
                pass

    def new_turn(self) -> None:
        """Count anew."""
        self._commands.clear()
        self._bytes.clear()

    def move(self, seat: str, to: str) -> None:
        """Who sat in a seat sits in another now, and takes his answers along."""
        self._answers[to], self._answers[seat] = self._answers[seat], {}
        self._commands[to] = self._commands.pop(seat, 0)
        self._bytes[to] = self._bytes.pop(seat, 0)

    def _note(self, seat: str, event: Answered) -> None:
        """Keep how a seat's command was answered, and count it."""
        key = event.key
        self._answers[seat][key] = (
            Refused(key, event.problems) if isinstance(event, CommandRefused) else Accepted(key)
        )
        self._commands[seat] = self._commands.get(seat, 0) + 1
        self._bytes[seat] = self._bytes.get(seat, 0) + len(encode_event(event))

    def _deliver(self, said: Said) -> None:
        for seat in (said.speaker, said.listener):
            serial = len(self._heard[seat]) + 1
            heard = Heard(serial, said.turn, said.speaker, said.listener, said.text)
            self._heard[seat].append(heard)
