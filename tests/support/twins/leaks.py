"""Planted leaks: servers that give away what somebody hides, each in a way that somebody might well
think up.

Each stands in place of a part of the product for the length of two worlds, and of one case; what is
tested is whether the comparison notices.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import msgspec
from msgspec import Struct

from dilemma.debrief import hindsight_of
from dilemma.orders import Order
from dilemma.protocol import conversation as table_of_talk
from dilemma.protocol import encode
from dilemma.protocol.conversation import SERVER, Says, State
from dilemma.protocol.messages import (
    Accepted,
    Command,
    Heard,
    MatchShown,
    Refused,
    ServerMessage,
    SubmitOrders,
    Table,
    TurnOpened,
)
from dilemma.record import advance, relived
from dilemma.view import Report
from dilemma_server.lobby import feed as feeds
from dilemma_server.lobby import room as room_of_match
from dilemma_server.lobby import rooms
from dilemma_server.lobby.feed import Feed, PublicReader
from dilemma_server.lobby.room import Room
from dilemma_server.match import Event, Match, NotSeated, TurnClosed, decide, encode_event
from dilemma_server.match import match as match_as_fold
from dilemma_server.match.events import CommandRefused, OrdersSealed, Said
from dilemma_server.match.papers import Papers
from dilemma_server.store import Phase


def weight(order: Order | None) -> int:
    """Bytes of orders."""
    return 0 if order is None else len(encode(order))


class WhoIsWriting(Match):
    """Shows who has used a hotline in this turn, as tables show who is typing."""

    def apply(self, event: Event) -> None:
        """Remembers it."""
        super().apply(event)
        talking: set[str] = self.__dict__.setdefault("talking", set())
        match event:
            case Said(speaker=speaker):
                talking.add(speaker)
            case TurnClosed():
                talking.clear()

    def table(self, present: frozenset[str], watching: int = 0) -> Table:
        """Marks them as ready."""
        talking: set[str] = self.__dict__.setdefault("talking", set())
        table = super().table(present, watching)
        return msgspec.structs.replace(table, ready=tuple(sorted(talking)))


class LengthOfTalk(Match):
    """Counts what has been said in the match, to show how lively it is."""

    def apply(self, event: Event) -> None:
        """Counts characters."""
        super().apply(event)
        if isinstance(event, Said):
            self.talk = getattr(self, "talk", 0) + len(event.text)

    def table(self, present: frozenset[str], watching: int = 0) -> Table:
        """Adds them up with who is watching."""
        return super().table(present, watching + getattr(self, "talk", 0))


class PaddedTable(Match):
    """Fills a frame up to the size of the largest thing there is to say."""

    def table(self, present: frozenset[str], watching: int = 0) -> Table:
        """Writes spaces behind the names."""
        table = super().table(present, watching)
        blank = " " * (sum(map(weight, self.orders.values())) // 16)
        names = {seat: f"{name}{blank}" for seat, name in table.players.items()}
        return msgspec.structs.replace(table, players=names)


class SortedSeals(Match):
    """Lists first who has decided most."""

    def table(self, present: frozenset[str], watching: int = 0) -> Table:
        """Sorts."""
        table = super().table(present, watching)
        heavy = sorted(table.sealed, key=lambda seat: -weight(self.orders.get(seat)))
        return msgspec.structs.replace(table, sealed=tuple(heavy))


class OpenCovers(Match):
    """Says of a bot what it does, since it is only a bot."""

    def table(self, present: frozenset[str], watching: int = 0) -> Table:
        """Writes its orders beside its seat."""
        table = super().table(present, watching)
        shown = tuple(f"{seat}: {self.orders.get(seat)}" for seat in table.covered)
        return msgspec.structs.replace(table, covered=shown)


class MoreTime(Match):
    """Gives the turn its whole time again when somebody thinks again."""

    def apply(self, event: Event) -> None:
        """Puts the deadline off."""
        again = isinstance(event, OrdersSealed) and event.seat in self.orders
        super().apply(event)
        if again:
            self._opened_at = self._clock.now()


class FreshNoise(Match):
    """Draws the noise of the reports whenever they are asked for."""

    def opened(self, seat: str) -> TurnOpened:
        """Is never of one opinion for long."""
        opened = super().opened(seat)
        reports = tuple(map(self._again, opened.view.reports))
        view = msgspec.structs.replace(opened.view, reports=reports)
        return msgspec.structs.replace(opened, view=view)

    def _again(self, report: Report) -> Report:
        value = report.strength.value + os.urandom(1)[0] / 256
        strength = msgspec.structs.replace(report.strength, value=value)
        return msgspec.structs.replace(report, strength=strength)


class OneCountForAll(Papers):
    """Counts the words of the match and not those of a seat."""

    def _deliver(self, said: Said) -> None:
        self.count = getattr(self, "count", 0) + 1
        for seat in (said.speaker, said.listener):
            heard = Heard(self.count, said.turn, said.speaker, said.listener, said.text)
            self._heard[seat].append(heard)

    def heard(self, seat: str, after: int) -> Heard | None:
        """The first with a higher number."""
        return next((heard for heard in self._heard[seat] if heard.serial > after), None)


class Foresight(Room):
    """Shows who has sealed how the turn will end, if nobody thinks again."""

    async def command(self, command: Command, feed: Feed) -> None:
        """Plays the turn with what is there."""
        await super().command(command, feed)
        match, seat = self.match, feed.seat
        if isinstance(command, SubmitOrders) and seat in match.sealed and len(match.sealed) < 4:
            view = advance(match.game, match.orders).view(seat)
            feed.answer(TurnOpened(view, 0.0, None, False))


class HeavySealersFirst(Room):
    """Tells first whose orders were the longest: he has waited for it most."""

    def _tell(self) -> None:
        table = self.match.table(frozenset(self._feeds), len(self._spectators))
        by_weight = sorted(
            self._everybody(), key=lambda feed: -weight(self.match.orders.get(feed.seat or ""))
        )
        for place, feed in enumerate(by_weight):
            asyncio.get_running_loop().call_later(0.001 * place, feed.news, table)


class SlowWhenBusy(Room):
    """Takes longer the more was asked of it in this turn."""

    async def command(self, command: Command, feed: Feed) -> None:
        """Looks through all of it."""
        asked = sum(self.match.commands_this_turn(seat) for seat in self.match.seats)
        await self._clock.sleep(0.0001 * asked)
        await super().command(command, feed)


class ToldBeforeKept(Room):
    """Does not keep the players waiting for the disk when a turn closes."""

    async def _commit(self, *events: Event, keys: Sequence[bytes] = ()) -> None:
        *_, last = events
        if not isinstance(last, TurnClosed):
            await super()._commit(*events, keys=keys)
            return
        sequence, phase = self.match.sequence + 1, self.match.phase_after(last)
        for event in events:
            self.match.apply(event)
        self._tell()
        records = map(encode_event, events)
        await self._store.append(self.lease, sequence, *records, keys=keys, phase=phase)


class KnocksCounted(Room):
    """Lets the table know that somebody tried to come in under a name they have."""

    async def seat(
        self, name: str, wanted: str | None, key: bytes, ready: bool = True
    ) -> tuple[str, str]:
        """Counts him among those who watch."""
        try:
            return await super().seat(name, wanted, key, ready)
        except NotSeated as error:
            if error.problem.field == "name":
                for feed in self._everybody():
                    feed.news(self.match.table(frozenset(self._feeds), 1))
            raise


class AnnasSpectators(PublicReader):
    """Takes whoever has no seat to sit in the first one."""

    def opened(self) -> ServerMessage:
        """Her turn, with her orders."""
        return self._match.opened(self._match.seats[0])


class ImpatientReader(PublicReader):
    """Shows who comes in the last turn the debrief as it stands."""

    def opened(self) -> ServerMessage:
        """Plays what is not over."""
        match = self._match
        if match.game.turn < match.scenario.turns or len(match.sealed) < 2:
            return super().opened()
        ended = advance(match.game, match.orders)
        return MatchShown(
            match.game.public, hindsight_of(relived(ended), {s: s for s in match.seats})
        )


def seal_whatever_comes(match: Match, seat: str, command: Command) -> Event | Accepted | Refused:
    """Marks who has sent orders, before it is known whether they can be."""
    decided = decide(match, seat, command)
    if isinstance(command, SubmitOrders) and match.phase is Phase.RUNNING:
        match.sealed.add(seat)
    return decided


def refuse_at_once(match: Match, seat: str, command: Command) -> Event | Accepted | Refused:
    """Keeps no refusal: nothing has happened, after all."""
    decided = decide(match, seat, command)
    if isinstance(decided, CommandRefused):
        return Refused(decided.key, decided.problems)
    return decided


def refuse_helpfully(match: Match, seat: str, command: Command) -> Event | Accepted | Refused:
    """Says beside what cannot be what could be: who offers what to whom at this moment."""
    decided = decide(match, seat, command)
    if not isinstance(decided, CommandRefused):
        return decided
    offers = {seat: order.offers for seat, order in match.orders.items()}
    first, *others = decided.problems
    helpful = msgspec.structs.replace(first, text=f"{first.text} On the table are {offers}.")
    return msgspec.structs.replace(decided, problems=(helpful, *others))


SPECTATORS_PLAY: Says = {
    **SERVER,
    State.WATCHING: {**SERVER[State.WATCHING], TurnOpened: State.WATCHING},
}
"""What a server may say, if who watches may be told what is for who plays."""

SPECTATORS_KNOW: Says = {
    **SERVER,
    State.WATCHING: {**SERVER[State.WATCHING], MatchShown: State.WATCHING},
}
"""What a server may say, if to know the end is not the end."""

Part = tuple[Any, str, Any]


class Leak(Struct, frozen=True):
    """A leak: what stands where, the case in which something is to be hidden that it gives away,
    and how it is noticed; a case of None when it breaks a rule that holds in every world."""

    title: str
    case: str | None
    shows: str
    parts: tuple[Part, ...]

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The product with the leak in it."""
        with ExitStack() as planted:
            for place, name, stand_in in self.parts:
                planted.enter_context(patch.object(place, name, stand_in))
            yield


def match_as(stand_in: type[Match]) -> tuple[Part, ...]:
    """Another kind of match in every room."""
    return ((rooms, "Match", stand_in),)


def room_as(stand_in: type[Room]) -> tuple[Part, ...]:
    """Another kind of room."""
    return ((rooms, "Room", stand_in),)


def deciding(stand_in: Any) -> tuple[Part, ...]:
    """Another answer to commands."""
    return ((room_of_match, "decide", stand_in),)


LEAKS = [
    Leak("the table tells who is writing", "words to another, or words refused", "table",
         match_as(WhoIsWriting)),
    Leak("a counter of what was said", "how many words to another", "watching",
         match_as(LengthOfTalk)),
    Leak("a frame padded by what is sealed", "what she thinks of others", "[0-9]+ bytes",
         match_as(PaddedTable)),
    Leak("seals listed by what is under them", "all that a turn decides, until it closes",
         "sealed", match_as(SortedSeals)),
    Leak("the orders of a bot that covers", "what the bot that covers for her seals", "budget",
         match_as(OpenCovers)),
    Leak("a deadline put off by second thoughts", "second thoughts, or such as are refused",
         "turn_opened|turn_shown|closes at", match_as(MoreTime)),
    Leak("noise drawn again for who comes back", None, "Dora was shown turn 2 in two ways",
         match_as(FreshNoise)),
    Leak("one count of words for all", "words to another, or words refused", "serial",
         ((match_as_fold, "Papers", OneCountForAll),)),
    Leak("the end of a turn shown to who has sealed", "all that a turn decides, until it closes",
         "turn_opened", room_as(Foresight)),
    Leak("told in the order of what was sealed", "all that a turn decides, until it closes",
         "at [0-9.]+ s", room_as(HeavySealersFirst)),
    Leak("slower by what was asked", "attempts at what is not hers to do", "at [0-9.]+ s",
         room_as(SlowWhenBusy)),
    Leak("a turn told before it is kept", None, "before it was kept", room_as(ToldBeforeKept)),
    Leak("a knock at the door that the table hears", "why somebody could not sit down",
         "Hugo: .*(watching|pieces)", room_as(KnocksCounted)),
    Leak("a seal for orders that were refused", "what was refused", "sealed",
         deciding(seal_whatever_comes)),
    Leak("refusals that cost no time", "second thoughts, or such as are refused",
         "at [0-9.]+ s", deciding(refuse_at_once)),
    Leak("refusals that name what others offer", "offers to another", "On the table",
         deciding(refuse_helpfully)),
    Leak("a seat's view for who watches", "what she thinks of others", "Saul: .*assessments",
         ((feeds, "PublicReader", AnnasSpectators), (table_of_talk, "SERVER", SPECTATORS_PLAY))),
    Leak("the debrief before the end", "all that the last turn decides", "Sven: ",
         ((feeds, "PublicReader", ImpatientReader), (table_of_talk, "SERVER", SPECTATORS_KNOW))),
]  # fmt: skip
