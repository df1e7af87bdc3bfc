"""Attendance: the match that is played or watched: the line to it, and all that is known of it.

What can be said to a server, and what it says, is imported when somebody wants to play: the menu is
seen before that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dilemma_client.archive import Archive
from dilemma_client.call import Call
from dilemma_client.entry import Entry
from dilemma_client.keeping import Keeping, model_of
from dilemma_client.lines import Connect
from dilemma_client.model import Model, Read
from dilemma_client.model.events import Event
from dilemma_client.scenes.transitions import (
    AtTable,
    CloseReplay,
    DeleteReplay,
    HostMatch,
    JoinMatch,
    OpenReplay,
    Place,
    SaveRecord,
    Watch,
)
from dilemma_client.seats import KeptSeat, Seats, same_code
from dilemma_client.tongue import say

if TYPE_CHECKING:
    from dilemma.orders import Problem
    from dilemma_client.replay import Kept


REMOVED = "The host of this table has taken your seat from you."
"""What a server says to whom the host has removed; its field is that of other ends as well."""


class Attendance:
    """One match at a time; `note` is one line on what went wrong with it.

    `remember` is told the address of a server that the player wrote, once it lets him in; a seat
    goes to `seats` from when the player has it until it is his no more.
    """

    def __init__(
        self,
        connect: Connect,
        archive: Archive | None,
        remember: Callable[[str], None],
        seats: Seats | None = None,
    ) -> None:
        self.model = Model()
        self.note = ""
        self.keeping = Keeping(archive)
        self.seats = seats or Seats()
        self._call = Call(connect)
        self._remember = remember

    @property
    def is_connected(self) -> bool:
        """Whether there is a line to a match."""
        return self._call.is_open

    @property
    def address(self) -> str:
        """Where the match is; empty without one."""
        return self._call.address

    @property
    def is_refused(self) -> bool:
        """Whether there is a reason why the match cannot be entered."""
        return self.model.failure is not None and not self.model.is_admitted

    @property
    def is_stranded(self) -> bool:
        """Whether the match is lost with a server of our own, which nobody starts again."""
        entry = self._call.entry
        serves = entry.serves if entry is not None else None
        return self.model.is_lost and serves is not None and not serves()

    # getting into a match and out of it

    def enter(self, entry: Entry) -> None:
        """Connect to a match, to the seat that is kept in it if there is one.

        Raises ValueError, one line, for a bad address and for a seat that another window plays.
        """
        from dilemma.protocol.messages import Rejoin

        self.hang_up()
        entry = self._way_back(entry)
        token = entry.first.token if isinstance(entry.first, Rejoin) else ""
        if token and not self.seats.take(token):
            raise ValueError(say("This seat is played in another window of the game just now."))
        self._call.enter(entry)
        self.model = replace(self.model, token=token)

    def come_back(self, seat: KeptSeat) -> None:
        """Take up a seat that was kept; raises ValueError as `enter` does."""
        self.enter(_entry_to(seat))

    def renounce(self, seat: KeptSeat) -> None:
        """Give up a seat that was kept, at its server too if that is not our own."""
        self.hang_up()
        if not self.seats.take(seat.token):
            self.note = say("This seat is played in another window of the game just now.")
            return
        if seat.home is None:
            with suppress(ValueError):
                self._call.enter(_entry_to(seat))
        self.give_up()

    def _way_back(self, entry: Entry) -> Entry:
        """To the seat that is kept, where somebody wants to join that very match."""
        from dilemma.protocol.messages import Join

        if not isinstance(entry.first, Join):
            return entry
        for seat in self.seats.kept():
            # Another name is another person, perhaps the next one at this machine.
            is_his = seat.name in ("", entry.first.name)
            is_there = same_code(seat.code, entry.first.code)
            if is_his and is_there and _same(seat.address, entry.address):
                return replace(_entry_to(seat), seated=entry.seated, serves=entry.serves)
        return entry

    def get_in(self, transition: JoinMatch | HostMatch | Watch) -> None:
        """Sit down at a table, lay one, or watch one; raises ValueError for a bad address.

        The server is known next time if it works.
        """
        from dilemma_client.scenes.commands import entry_for

        self.enter(entry_for(transition))
        self._call.is_to_be_remembered = True

    def entry_again(self) -> Entry | None:
        """The way into the match that follows the one that is over, if there can be one."""
        from dilemma_client.scenes.commands import rematch

        entry, token = self._call.entry, self.model.token
        if entry is None or not token:
            return None
        return replace(entry, first=rematch(token))

    def look_around(self, address: str) -> None:
        """Ask a server for its public matches; raises ValueError for a bad address."""
        from dilemma_client.scenes.commands import browse

        self.hang_up()
        self._call.ask(address, browse())

    def look_back_through(
        self, transition: OpenReplay | CloseReplay | DeleteReplay | SaveRecord
    ) -> Place | None:
        """Matches that are over: show one, go back to their list, forget one, save its record.

        Where to go for it, if anywhere.
        """
        match transition:
            case OpenReplay(path=path):
                return Place.DEBRIEF if self.open(path) else None
            case CloseReplay():
                self.hang_up()
                return Place.REPLAYS
            case DeleteReplay(path=path):
                self.note = self.keeping.delete(path)
            case SaveRecord():
                self.note = self.keeping.save_record(self.model)
        return None

    def open(self, path: Path) -> bool:
        """Take up a match that was kept; whether the file is one, else `note` says what it is."""
        from dilemma_client.replay import NoReplay, read_replay

        try:
            self.look_back(read_replay(path))
        except NoReplay as error:
            self.note = str(error)
            return False
        return True

    def look_back(self, kept: Kept) -> None:
        """Take up a match that is over."""
        self.hang_up()
        self.model = model_of(kept)

    def give_up(self) -> None:
        """Tell the server that the seat is free, and go."""
        self.seats.forget()
        self._call.give_up()
        self.hang_up()

    def hang_up(self) -> None:
        """Attend no match."""
        self._call.hang_up()
        self.seats.let_go()
        self.model, self.note = Model(), ""

    def close(self) -> None:
        """End every conversation."""
        self._call.close()
        self.hang_up()

    # what is said

    def say(self, transition: AtTable) -> bool:
        """Say to the match what a scene asked for; whether there is anything to say."""
        from dilemma_client.scenes.commands import command_for

        command = command_for(transition, self.model)
        if command is not None:
            self._call.say(command)
        return command is not None

    def listen(self) -> bool:
        """Take what has come over the line; whether anything has."""
        came = self._call.news()
        for moment, event in came:
            self._learn(event, moment)
        return bool(came)

    def read(self, partner: str, now: float) -> None:
        """Note that what was said on a hotline has been seen."""
        self._learn(Read(partner), now)

    def why_refused(self) -> str:
        """Why the match cannot be entered, in the player's words."""
        from dilemma_client.words.naming import in_words

        failure = self.model.failure
        if failure is None:
            return ""
        if failure.field == "token":
            return say("There is no way back to that match: it is over, or your seat is gone.")
        return in_words(failure)

    def _learn(self, event: Event, moment: float) -> None:
        from dilemma.protocol.messages import Failed, MatchEnded
        from dilemma_client.model.update import update

        was_admitted = self.model.is_admitted
        self.model = update(self.model, event, moment)
        match event:
            case MatchEnded():
                self.seats.forget()
                self.note = self.keeping.keep(self.model, event) or self.note
            case Failed(problem=problem) if _is_final(problem):
                self.seats.forget()
        if self.model.is_admitted and not was_admitted:
            self._be_seated()

    def _be_seated(self) -> None:
        """Tell whoever waits for it that there is a seat at the table now."""
        entry = self._call.entry
        if entry is None:
            return
        if self.model.token:
            name = getattr(entry.first, "name", "") or self.seats.name
            self.seats.keep(_kept(entry, self.model, name))
        if entry.seated is not None:
            entry.seated(self.model.code)
        if self._call.is_to_be_remembered:
            self._remember(entry.address)


def _entry_to(seat: KeptSeat) -> Entry:
    from dilemma_client.scenes.commands import rejoin

    return Entry(seat.address, rejoin(seat.token), home=seat.home)


def _kept(entry: Entry, model: Model, name: str) -> KeptSeat:
    """The seat that somebody has just taken, for the next time."""
    scenario = "" if model.briefing is None else model.briefing.scenario
    return KeptSeat(
        entry.address,
        model.token,
        model.code,
        model.title[:200],
        scenario,
        0.0,
        entry.home,
        name[:100],
    )


def _is_final(problem: Problem) -> bool:
    """Whether a server says that the seat is this player's no more."""
    return problem.field == "token" or problem.text == REMOVED


def _same(one: str, other: str) -> bool:
    """Whether two addresses, however they were written, lead to one server."""
    return _whole(one) == _whole(other)


def _whole(address: str) -> str:
    from dilemma_client.link import check_address

    with suppress(ValueError):
        address = check_address(address)
    return address.rstrip("/").casefold()
