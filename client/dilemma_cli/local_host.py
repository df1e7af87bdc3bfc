"""The local host: a server and bots of our own, for matches without anybody else.

A match that is not over when the window closes is there when it is opened again: its server and its
bots go on where they were. What it takes to start them is imported when the first match is asked
for: the menu is there before.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from dilemma_assets.scenarios import ENDING
from dilemma_client.entry import CannotHost, Entry, Home, Solo
from dilemma_client.library import asset_bytes
from dilemma_client.locks import InUse
from dilemma_client.tongue import say
from dilemma_client.tongue.troubles import trouble_in

if TYPE_CHECKING:
    from dilemma.protocol.messages import CreateMatch, Rejoin
    from dilemma_cli.children import Child
    from dilemma_cli.household import Household
    from dilemma_client.seats import Seats

LESSON = "first_lesson"
"""The scenario that the window's lesson is held in; no other match is offered it."""


class LocalHost:
    """Starts one server when the first match is asked for, and the bots of each match.

    `scenarios` are texts of scenarios besides those that are shipped and the lesson's, by name. As
    a context it leaves no process, and no file but what `seats` lead back to; without them none.
    """

    def __init__(
        self, scenarios: Mapping[str, str] | None = None, seats: Seats | None = None
    ) -> None:
        self._lock = threading.Lock()
        self._scenarios = dict(scenarios or {})
        self._seats = seats
        self._own: Household | None = None
        self._households: list[Household] = []
        self._closed = False

    def remember_in(self, seats: Seats) -> None:
        """Keep matches for as long as one of these seats leads back to them."""
        self._seats = seats

    @property
    def folder(self) -> Path | None:
        """Where everything of new matches is; None before the first."""
        return None if self._own is None else self._own.folder

    def __call__(self, solo: Solo) -> Entry:
        """A seat at a table of our own; raises CannotHost."""
        from dilemma.protocol import PROTOCOL_VERSION
        from dilemma.protocol.messages import CreateMatch

        with self._lock:
            self._check_open()
            if self._own is None:
                self._own = self._founded()
            household = self._own
            address = household.open()
        first = CreateMatch(
            PROTOCOL_VERSION, solo.name, solo.scenario, solo.seat, solo.turn_seconds
        )
        return self._entry(household, address, first, solo.bots)

    def resume(self, home: Home, token: str) -> Entry:
        """The way back to a seat at a table of our own; raises CannotHost."""
        from dilemma.protocol import PROTOCOL_VERSION
        from dilemma.protocol.messages import Rejoin

        with self._lock:
            self._check_open()
            household = self._found(home.folder)
            address = household.open()
        return self._entry(household, address, Rejoin(PROTOCOL_VERSION, token), home.bots)

    @property
    def children(self) -> tuple[Child, ...]:
        """The processes that were started, of each household the server first."""
        with self._lock:
            return tuple(child for each in self._households for child in each.children)

    def trouble(self) -> str:
        """What made a server or bots end before their time, in one line; empty if nothing did."""
        with self._lock:
            return next(filter(None, (each.trouble() for each in self._households)), "")

    def close(self) -> None:
        """End the servers and the bots; returns when they are gone, with what nobody needs."""
        with self._lock:
            self._closed = True
            households, self._households = self._households, []
        for household in households:
            household.close()
        wanted = frozenset[str]() if self._seats is None else self._seats.inhabited()
        for household in households:
            if household.folder.name not in wanted:
                household.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _check_open(self) -> None:
        if self._closed:
            raise CannotHost(say("The game is being closed."))

    def _entry(
        self, household: Household, address: str, first: CreateMatch | Rejoin, bots: tuple[str, ...]
    ) -> Entry:
        return Entry(
            address,
            first,
            seated=lambda code: self._seat(household, code, bots),
            serves=lambda: household.serves(address),
            home=Home(household.folder.name, bots),
        )

    def _founded(self) -> Household:
        """A new household, and an end of those that were left without an end; raises CannotHost."""
        import secrets
        import tempfile

        from dilemma_cli.household import Household, clear_the_abandoned

        homes = None if self._seats is None else self._seats.homes
        try:
            if homes is None or self._seats is None:
                folder = Path(tempfile.gettempdir())
            else:
                folder = homes
                clear_the_abandoned(homes, self._seats.inhabited())
            household = Household(folder / f"dilemma-{secrets.token_hex(8)}")
        except OSError as error:
            raise _cannot(error) from None
        self._households.append(household)
        lesson = asset_bytes("lessons", f"{LESSON}{ENDING}").decode("utf-8")
        household.furnish({LESSON: lesson, **self._scenarios})
        return household

    def _found(self, name: str) -> Household:
        """The household of a folder, which may have been left long ago; raises CannotHost."""
        from dilemma_cli.household import Household

        for household in self._households:
            if household.folder.name == name:
                return household
        homes = None if self._seats is None else self._seats.homes
        if homes is None or not (homes / name).is_dir():
            raise CannotHost(say("That match is not on this machine any more."))
        try:
            household = Household(homes / name)
        except InUse:
            raise CannotHost(
                say("That match is played in another window of the game just now.")
            ) from None
        except OSError as error:
            raise _cannot(error) from None
        self._households.append(household)
        return household

    def _seat(self, household: Household, code: str, bots: tuple[str, ...]) -> None:
        """Let the bots of a match sit down."""
        with self._lock:
            if not self._closed:
                household.seat(code, bots)


def _cannot(error: OSError) -> CannotHost:
    return CannotHost(say("No server could be started here: {error}", error=say(trouble_in(error))))
