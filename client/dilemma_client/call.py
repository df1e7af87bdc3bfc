"""The call: one conversation with a server at a time, and those that only have to end in order."""

from __future__ import annotations

from dilemma_client.entry import Entry, First
from dilemma_client.lines import Connect, Line
from dilemma_client.model.events import Closed, Command, Event, new_key


class Call:
    """The line to a match, and the entry it was opened by; a server asked for its list has none.

    `is_to_be_remembered` says that the player wrote the server's address and that it is not known
    yet whether it lets one in.
    """

    def __init__(self, connect: Connect) -> None:
        self.entry: Entry | None = None
        self.is_to_be_remembered = False
        self._connect = connect
        self._line: Line | None = None
        self._parting: list[Line] = []

    @property
    def is_open(self) -> bool:
        """Whether there is a line."""
        return self._line is not None

    @property
    def address(self) -> str:
        """Where the match is; empty without one."""
        return self.entry.address if self.entry is not None else ""

    def enter(self, entry: Entry) -> None:
        """Connect to a match; raises ValueError, one line, for a bad address."""
        self.ask(entry.address, entry.first)
        self.entry = entry

    def ask(self, address: str, first: First) -> None:
        """Connect with a first frame; raises ValueError, one line, for a bad address."""
        self.hang_up()
        self._line = self._connect(address, first)

    def say(self, command: Command) -> None:
        """Say a command, if there is anybody to hear it."""
        if self._line is not None:
            self._line.send(command)

    def news(self) -> list[tuple[float, Event]]:
        """What has come since the last time."""
        self._parting = [line for line in self._parting if not _has_closed(line)]
        return [] if self._line is None else list(self._line.poll())

    def give_up(self) -> None:
        """Tell the server that the seat is free; its answer is awaited on the side."""
        from dilemma.protocol.messages import Leave as LeaveSeat

        if self._line is not None:
            self._line.send(LeaveSeat(new_key()))
            self._parting.append(self._line)
        self._line = None
        self.hang_up()

    def hang_up(self) -> None:
        """End the conversation."""
        if self._line is not None:
            self._line.close()
        self._line, self.entry, self.is_to_be_remembered = None, None, False

    def close(self) -> None:
        """End every conversation."""
        for line in self._parting:
            line.close()
        self.hang_up()


def _has_closed(line: Line) -> bool:
    """Whether a line that is only waited for has said its last."""
    return any(isinstance(event, Closed) for _, event in line.poll())
