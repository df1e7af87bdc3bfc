"""The lobby: who may come in, to which match, and to which seat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from msgspec import Struct
from msgspec.structs import replace

from dilemma.orders import Problem
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import CreateMatch, Join, Rejoin, Seated
from dilemma.scenario import Scenario
from dilemma_server.clock import Clock
from dilemma_server.lobby.catalogue import Catalogue, NoSuchScenario
from dilemma_server.lobby.codes import code_key, creation_key, new_code
from dilemma_server.lobby.room import Gone, Room
from dilemma_server.lobby.rooms import Elsewhere, Rooms
from dilemma_server.lobby.turnstile import Overrun, Turnstile
from dilemma_server.match import (
    NotSeated,
    Unplayable,
    hash_token,
    new_match,
    proper_name,
    seat_of_token,
)
from dilemma_server.store import Damaged, Store, StoreError

log = structlog.get_logger()

Greeting = CreateMatch | Join | Rejoin
"""What can open a conversation."""

ATTEMPTS = 3
"""To open a match that closes just when somebody comes."""

KEY_BYTES = 16


class TurnedAway(Exception):
    """Somebody cannot come in, and why; trying again would not help."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(field, text)


class Unavailable(Exception):
    """Somebody cannot come in now; trying again later will help."""


class Unheard(Unavailable):
    """Somebody guesses among too many; told so at once, he would know that he guessed wrong."""


class Visit(Struct, frozen=True):
    """Where somebody was let in, and what to tell him first."""

    room: Room
    seated: Seated

    @property
    def seat(self) -> str:
        """The seat he has."""
        return self.seated.briefing.seat


class Lobby:
    """Lets players in; `random_bytes` is the source of every secret."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        catalogue: Catalogue,
        random_bytes: Callable[[int], bytes],
        turn_seconds: int | None = None,
    ) -> None:
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

    async def admit(self, greeting: Greeting) -> Visit:
        """Let somebody in; raises TurnedAway or Unavailable.

        What this returns must be attached to its room before anything else is awaited.
        """
        try:
            return await self._admit(greeting)
        except NotSeated as error:
            raise TurnedAway(error.problem.field, error.problem.text) from None
        except NoSuchScenario as error:
            raise TurnedAway("scenario", str(error)) from None
        except Elsewhere as error:
            raise TurnedAway("match", f"This match is held by the server at {error}.") from None
        except (Unplayable, Damaged) as error:
            log.error("match unplayable", error=str(error))
            text = "This match cannot be gone on with; the server's log says why."
            raise TurnedAway("match", text) from None
        except StoreError as error:
            log.error("store failed", error=str(error))
            raise Unavailable from None
        except Overrun:
            raise Unheard from None

    async def _admit(self, greeting: Greeting) -> Visit:
        match greeting:
            case CreateMatch():
                key = greeting.key or self._random_key()
                return await self._patiently(lambda: self._create(greeting, key))
            case Join():
                key = greeting.key or self._random_key()
                return await self._patiently(lambda: self._join(greeting, key))
            case Rejoin():
                return await self._patiently(lambda: self._rejoin(greeting))

    async def _patiently(self, attempt: Callable[[], Awaitable[Visit]]) -> Visit:
        """Try again when the room closes meanwhile: every attempt may be repeated."""
        for _ in range(ATTEMPTS):
            try:
                return await attempt()
            except Gone:
                continue
        raise Unavailable

    async def _create(self, greeting: CreateMatch, key: str) -> Visit:
        """A new match; or the one this very frame made before."""
        creation = creation_key(key)
        match = await self._store.find(creation)
        if match is not None:
            room = await self.rooms.get(match)
            return await self._sit(room, greeting, key)
        scenario = self._scenario(greeting)
        proper_name(greeting.name)
        if greeting.seat is not None and greeting.seat not in scenario.ids:
            seats = ", ".join(scenario.ids)
            raise NotSeated("seat", f"There is no seat '{greeting.seat[:40]}'; choose of {seats}.")
        code = await self._free_code()
        room = await self.rooms.create(
            self._random_bytes(8).hex(),
            new_match(code, scenario, self._random_bytes),
            keys=[code_key(code), creation],
        )
        return await self._sit(room, greeting, key)

    async def _join(self, greeting: Join, key: str) -> Visit:
        match = await self._store.find(code_key(greeting.code))
        if match is None:
            await self._turnstile.fail()
            raise TurnedAway("code", "There is no match with this code; check every symbol.")
        return await self._sit(await self.rooms.get(match), greeting, key)

    async def _rejoin(self, greeting: Rejoin) -> Visit:
        match = await self._store.find(hash_token(greeting.token))
        if match is not None:
            room = await self.rooms.get(match)
            seat = seat_of_token(room.match, greeting.token)
            if seat is not None:
                return _visit(room, seat, None)
        await self._turnstile.fail()
        raise TurnedAway("token", "This token opens no seat.")

    async def _sit(self, room: Room, greeting: CreateMatch | Join, key: str) -> Visit:
        seat, token = await room.seat(greeting.name, greeting.seat, key.encode())
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


def _visit(room: Room, seat: str, token: str | None) -> Visit:
    return Visit(room, Seated(PROTOCOL_VERSION, room.match.code, room.match.briefing(seat), token))
