"""The door: how many may stand in it at once, before anything is known of them.

Whoever opens a connection and says nothing costs a place until his time is up, with TLS long
before websockets hears of him. So places are counted where connections are accepted; when too many
are opening, the one that has been at it longest is cut: a client that means it is through in
milliseconds, and finds a place however many stand about.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress

CROWDED = "too many were opening"


class Door(socket.socket):
    """A listening socket that takes the place of another; `cut` is told of everybody cut."""

    def __init__(self, listening: socket.socket, places: int, cut: Callable[[str], None]) -> None:
        super().__init__(fileno=listening.detach())
        self._places = places
        self._cut = cut
        self._opening: dict[int, _Caller] = {}

    def accept(self) -> tuple[socket.socket, object]:
        """Let the next one stand in the door; the event loop calls this.

        On Windows it does not, and nobody is counted: no server for strangers runs there.
        """
        accepted, address = super().accept()
        caller = _Caller(accepted, self._gone)
        self._opening[caller.fileno()] = caller
        if len(self._opening) > self._places:
            _break_off(self._opening.pop(next(iter(self._opening))))
            self._cut(CROWDED)
        return caller, address

    def clear(self) -> None:
        """Have nobody stand in the door any more."""
        while self._opening:
            _, caller = self._opening.popitem()
            _break_off(caller)

    def come_in(self, number: int) -> None:
        """Somebody, by the number of his socket, has been let in and stands in nobody's way."""
        self._opening.pop(number, None)

    @property
    def opening(self) -> int:
        """How many are opening a connection now."""
        return len(self._opening)

    def _gone(self, caller: _Caller) -> None:
        number = caller.fileno()
        if self._opening.get(number) is caller:
            del self._opening[number]


class _Caller(socket.socket):
    """A connection that says when it is closed."""

    def __init__(self, accepted: socket.socket, gone: Callable[[_Caller], None]) -> None:
        super().__init__(accepted.family, accepted.type, accepted.proto, accepted.detach())
        self._tell = gone

    def close(self) -> None:
        """Close it, and say so."""
        self._tell(self)
        super().close()


def _break_off(caller: socket.socket) -> None:
    """The event loop hears of it as if the other side had gone, and closes its end."""
    with suppress(OSError):
        caller.shutdown(socket.SHUT_RDWR)
