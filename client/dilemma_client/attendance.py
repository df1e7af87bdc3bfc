"""Attendance: the match that is played or watched: the line to it, and all that is known of it.

What can be said to a server, and what it says, is imported when somebody wants to play: the menu is
seen before that.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dilemma_client.archive import Archive
from dilemma_client.call import Call
from dilemma_client.entry import Entry
from dilemma_client.keeping import Keeping, model_of
from dilemma_client.lines import Connect
from dilemma_client.model import Model, Read
from dilemma_client.model.events import Event
from dilemma_client.scenes.transitions import AtTable, HostMatch, JoinMatch, Watch

if TYPE_CHECKING:
    from dilemma_client.replay import Kept


class Attendance:
    """One match at a time; `note` is one line on what went wrong with it.

    `remember` is told the address of a server that the player wrote, once it lets him in.
    """

    def __init__(
        self, connect: Connect, archive: Archive | None, remember: Callable[[str], None]
    ) -> None:
        self.model = Model()
        self.note = ""
        self.keeping = Keeping(archive)
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
        """Connect to a match; raises ValueError, one line, for a bad address."""
        self.hang_up()
        self._call.enter(entry)

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
        return Entry(entry.address, rematch(token), entry.seated, entry.serves)

    def look_around(self, address: str) -> None:
        """Ask a server for its public matches; raises ValueError for a bad address."""
        from dilemma_client.scenes.commands import browse

        self.hang_up()
        self._call.ask(address, browse())

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
        self._call.give_up()
        self.hang_up()

    def hang_up(self) -> None:
        """Attend no match."""
        self._call.hang_up()
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

        return in_words(self.model.failure) if self.model.failure is not None else ""

    def _learn(self, event: Event, moment: float) -> None:
        from dilemma.protocol.messages import MatchEnded
        from dilemma_client.model.update import update

        was_admitted = self.model.is_admitted
        self.model = update(self.model, event, moment)
        if isinstance(event, MatchEnded):
            self.note = self.keeping.keep(self.model, event) or self.note
        if self.model.is_admitted and not was_admitted:
            self._be_seated()

    def _be_seated(self) -> None:
        """Tell whoever waits for it that there is a seat at the table now."""
        entry = self._call.entry
        if entry is None:
            return
        if entry.seated is not None:
            entry.seated(self.model.code)
        if self._call.is_to_be_remembered:
            self._remember(entry.address)
