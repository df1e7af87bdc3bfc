"""The lobby: who may come in, to which match, and to which seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from operator import itemgetter
from typing import NoReturn

import structlog
from msgspec import Struct
from msgspec.structs import replace

from dilemma.bots import BOTS
from dilemma.orders import Problem, Value, problem
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    CreateMatch,
    Join,
    Listing,
    OpenTable,
    Rejoin,
    Rematch,
    Seated,
    Spectate,
    Watching,
)
from dilemma.scenario import Scenario
from dilemma_server.clock import Clock
from dilemma_server.lobby.allowance import Shares
from dilemma_server.lobby.catalogue import Catalogue, NoSuchScenario
from dilemma_server.lobby.codes import code_key, creation_key, new_code, rematch_key
from dilemma_server.lobby.room import Crowded, Gone, Room
from dilemma_server.lobby.rooms import Elsewhere, Rooms
from dilemma_server.lobby.turnstile import Overrun, Turnstile
from dilemma_server.match import (
    HouseRules,
    NotSeated,
    Unplayable,
    hash_token,
    new_match,
    proper_name,
    seat_of_token,
)
from dilemma_server.settings import default
from dilemma_server.store import Damaged, Phase, Store, StoreError

log = structlog.get_logger()

Entrance = CreateMatch | Join | Rejoin | Rematch | Spectate
"""What brings somebody into a match."""

ATTEMPTS = 3
"""To open a match that closes just when somebody comes."""

KEY_BYTES = 16

COVER_SECONDS = 60
"""Away for so long, a player is played for."""

LONG_TURN = 600
"""Seconds of a turn beyond which players are not expected to stay."""

LONGEST_LISTING = 50
"""Public matches shown at once: more than anybody reads."""


NO_SUCH_CODE = "There is no match with this code; check every symbol."


class TurnedAway(Exception):
    """Somebody cannot come in, and why; trying again would not help."""

    def __init__(self, field: str, template: str, /, **values: Value) -> None:
        self.problem = problem(field, template, **values)
        super().__init__(self.problem.text)

    @classmethod
    def because(cls, problem: Problem) -> TurnedAway:
        """Somebody cannot come in for a reason that is known already."""
        away = cls(problem.field, "")
        away.problem, away.args = problem, (problem.text,)
        return away


class Unavailable(Exception):
    """Somebody cannot come in now; trying again later will help."""


class Unheard(Unavailable):
    """Somebody guesses among too many; told so at once, he would know that he guessed wrong."""


class Visit(Struct, frozen=True):
    """Where somebody was let in, and what to tell him first."""

    room: Room
    first: Seated | Watching


class Lobby:
    """Lets players in; `random_bytes` is the source of every secret."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalogue: Catalogue,
        random_bytes: Callable[[int], bytes],
        turn_seconds: int | None = None,
        new_matches: int = default("new_matches"),
    ) -> None:
        self._new_matches = Shares(clock, new_matches)
        self.rooms = Rooms(store, clock)
        self._store = store
        self._catalogue = catalogue
        self._random_bytes = random_bytes
        self._turn_seconds = turn_seconds
        self._turnstile = Turnstile(clock)

    @property
    def failures(self) -> int:
        """How many wrong codes and tokens there have been."""
        return self._turnstile.failures

    def listing(self) -> Listing:
        """The public matches that wait for players, as many as a list can have.

        The oldest of every address first, then the second oldest of each, and so on: who opens
        many hides nobody else's.
        """
        of_address: Counter[str] = Counter()
        ranked = []
        for room in self.rooms.listed():
            ranked.append((of_address[room.opened_from], room))
            of_address[room.opened_from] += 1
        rooms = [room for _, room in sorted(ranked, key=itemgetter(0))][:LONGEST_LISTING]
        return Listing(PROTOCOL_VERSION, tuple(_open_table(room) for room in rooms))

    async def admit(self, greeting: Entrance, address: str = "") -> Visit:
        """Let somebody in who comes from an address; raises TurnedAway or Unavailable.

        What this returns must be attached to its room before anything else is awaited.
        """
        try:
            visit = await self._admit(greeting, address)
            if isinstance(visit.first, Seated) and not visit.room.opened_from:
                # A room that was opened anew has forgotten who opened the match; who only watches
                # must not be able to have it counted among his own.
                visit.room.opened_from = address
            return visit
        except NotSeated as error:
            raise TurnedAway.because(error.problem) from None
        except NoSuchScenario as error:
            raise TurnedAway.because(error.problem) from None
        except Elsewhere as error:
            text = "This match is held by the server at {address}."
            raise TurnedAway("match", text, address=str(error)) from None
        except (Unplayable, Damaged) as error:
            log.error("match unplayable", error=str(error))
            raise TurnedAway(
                "match", "This match cannot be gone on with; the server's log says why."
            ) from None
        except StoreError as error:
            log.error("store failed", error=str(error))
            raise Unavailable from None
        except Crowded:
            raise Unavailable from None
        except Overrun:
            raise Unheard from None

    async def _admit(self, greeting: Entrance, address: str) -> Visit:
        match greeting:
            case CreateMatch():
                key = greeting.key or self._random_key()
                return await self._patiently(lambda: self._create(greeting, key, address))
            case Join():
                key = greeting.key or self._random_key()
                return await self._patiently(lambda: self._join(greeting, key))
            case Rejoin():
                return await self._patiently(lambda: self._rejoin(greeting.token))
            case Rematch():
                key = greeting.key or self._random_key()
                return await self._patiently(lambda: self._rematch(greeting.token, key, address))
            case Spectate():
                return await self._patiently(lambda: self._spectate(greeting.code))

    async def _patiently(self, attempt: Callable[[], Awaitable[Visit]]) -> Visit:
        """Try again when the room closes meanwhile: every attempt may be repeated."""
        for _ in range(ATTEMPTS):
            try:
                return await attempt()
            except Gone:
                continue
        raise Unavailable

    async def _create(self, greeting: CreateMatch, key: str, address: str) -> Visit:
        """A new match; or the one this very frame made before."""
        creation = creation_key(key)
        match = await self._store.find(creation)
        if match is not None:
            room = await self.rooms.get(match)
            return await self._sit(room, greeting, key)
        scenario = self._scenario(greeting)
        house = _house(greeting, scenario.turn_seconds)
        proper_name(greeting.name)
        if greeting.seat is not None and greeting.seat not in scenario.ids:
            raise NotSeated(
                "seat",
                "There is no seat '{seat}'; choose of {seats}.",
                seat=greeting.seat[:40],
                seats=scenario.ids,
            )
        room = await self._open(scenario, house, creation, address)
        return await self._sit(room, greeting, key)

    async def _open(
        self, scenario: Scenario, house: HouseRules, creation: bytes, address: str
    ) -> Room:
        """A room for a new match that its code and `creation` lead to; raises Unavailable.

        What a stranger opens stays on the disk, so that nobody may open without end.
        """
        if not self._new_matches.take(address):
            raise Unavailable
        code = await self._free_code()
        created = new_match(code, scenario, self._random_bytes, house)
        keys = [code_key(code), creation]
        try:
            room = await self.rooms.create(self._random_bytes(8).hex(), created, keys=keys)
        except StoreError:
            # Somebody may have said the same just before: then his match is the one.
            if await self._store.find(creation) is None:
                raise
            raise Gone from None
        room.opened_from = address
        return room

    async def _join(self, greeting: Join, key: str) -> Visit:
        match = await self._store.find(code_key(greeting.code))
        if match is None:
            await self._turnstile.fail()
            raise TurnedAway("code", NO_SUCH_CODE)
        return await self._sit(await self.rooms.get(match), greeting, key)

    async def _rejoin(self, token: str) -> Visit:
        match = await self._store.find(hash_token(token))
        if match is not None:
            room = await self.rooms.get(match)
            seat = await room.welcome(token)
            if seat is not None:
                return _visit(room, seat, None)
        return await self._opens_no_seat()

    async def _opens_no_seat(self) -> NoReturn:
        await self._turnstile.fail()
        raise TurnedAway("token", "This token opens no seat.")

    async def _rematch(self, token: str, key: str, address: str) -> Visit:
        """The match after one that is over, opened by whoever asks first."""
        match = await self._store.find(hash_token(token))
        before = None if match is None else (await self.rooms.get(match)).match
        seat = None if before is None else seat_of_token(before, token)
        if before is None or seat is None:
            return await self._opens_no_seat()
        if before.phase is not Phase.OVER:
            raise TurnedAway("token", "This match is not over; there is no rematch yet.")
        creation = rematch_key(before.id)
        known = await self._store.find(creation)
        if known is not None:
            room = await self.rooms.get(known)
        else:
            room = await self._open(before.scenario, before.house, creation, address)
        name = before.sittings[seat].name
        wanted = seat if seat in room.match.places.free else None
        seat, new_token = await room.seat(name, wanted, key.encode())
        return _visit(room, seat, new_token)

    async def _spectate(self, code: str) -> Visit:
        match = await self._store.find(code_key(code))
        if match is not None:
            room = await self.rooms.get(match)
            if room.admits_spectators:
                briefing = room.match.public_briefing()
                return Visit(room, Watching(PROTOCOL_VERSION, room.match.code, briefing))
            raise TurnedAway("code", "Nobody more may watch this match.")
        await self._turnstile.fail()
        raise TurnedAway("code", NO_SUCH_CODE)

    async def _sit(self, room: Room, greeting: CreateMatch | Join, key: str) -> Visit:
        seat, token = await room.seat(greeting.name, greeting.seat, key.encode(), greeting.ready)
        return _visit(room, seat, token)

    def _scenario(self, greeting: CreateMatch) -> Scenario:
        """The scenario asked for, with the turns as long as asked for."""
        scenario = self._catalogue[greeting.scenario]
        seconds = greeting.turn_seconds or self._turn_seconds or scenario.turn_seconds
        return replace(scenario, turn_seconds=seconds)

    async def _free_code(self) -> str:
        while True:
            code = new_code(self._random_bytes)
            if await self._store.find(code_key(code)) is None:
                return code

    def _random_key(self) -> str:
        return self._random_bytes(KEY_BYTES).hex()


def _house(greeting: CreateMatch, turn_seconds: int) -> HouseRules:
    """How the table is to be kept; raises TurnedAway."""
    if greeting.cover is not None and greeting.cover not in BOTS:
        raise TurnedAway(
            "cover",
            "There is no bot '{bot}'; the bots are {bots}.",
            bot=greeting.cover or "",
            bots=tuple(BOTS),
        )
    return HouseRules(
        public=greeting.public,
        spectators=greeting.spectators,
        cover=greeting.cover,
        cover_seconds=greeting.cover_seconds or usual_patience(turn_seconds),
    )


def usual_patience(turn_seconds: int) -> int:
    """Seconds somebody may be away: at a table soon, in a match by letter a whole turn."""
    return COVER_SECONDS if turn_seconds <= LONG_TURN else turn_seconds


def _open_table(room: Room) -> OpenTable:
    match = room.match
    return OpenTable(
        code=match.code,
        scenario=match.scenario.name,
        title=match.scenario.title,
        turns=match.scenario.turns,
        turn_seconds=match.scenario.turn_seconds,
        players=tuple(sitting.name for sitting in match.sittings.values()),
        free=match.places.free,
    )


def _visit(room: Room, seat: str, token: str | None) -> Visit:
    return Visit(room, Seated(PROTOCOL_VERSION, room.match.code, room.match.briefing(seat), token))
