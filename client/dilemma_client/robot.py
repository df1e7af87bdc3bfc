"""Robots: players without a window, over the same link and from the same view as people."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from dilemma.orders import Order, Problem, standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Join,
    Leave,
    Refused,
    Seated,
    SetReady,
    SubmitOrders,
    TurnOpened,
)
from dilemma.view import View
from dilemma_client.link import AsyncLink
from dilemma_client.model import Closed, Model
from dilemma_client.model.events import Waiting, new_key
from dilemma_client.model.update import update

PATIENCE = 60.0
"""Seconds a robot looks for a server that does not answer; a server restarts in a few."""

FAREWELL_SECONDS = 2.0
"""For a server to note that a seat is given back."""

MOST_KEYS = 20
"""Of one robot: each time it gives a seat back its key opens none any more."""

MOST_SEATS = 8
"""States of the largest scenario, so that one name more is always free."""


class Decides(Protocol):
    """Whatever can turn what a seat knows into its orders."""

    def decide(self, view: View) -> Order:
        """The order for the turn that the view opens."""


class Robot(Struct, frozen=True):
    """A player's name, as others read it, and what decides for it.

    Who comes with the same `key` again has the same seat again; it is as secret as a token.
    """

    name: str
    mind: Decides
    key: str = ""


class RobotStopped(Exception):
    """Why a robot had to leave before the end, as the field it is about and one line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


async def play(
    url: str,
    code: str,
    robots: Sequence[Robot],
    *,
    say: Callable[[str], None],
    patience: float = PATIENCE,
) -> None:
    """Seat robots one after the other in the match of a code and play it to its end.

    Each takes the first free seat, so their order is the order of the seats. Several sit down all
    or not at all: none is ready before the last has a seat. Who has to go before the match has
    begun gives the seat back. `say` is given one line for each seat taken, each order refused, and
    for why a server is not reached. Raises RobotStopped.
    """
    players = [_Player(robot, say, patience, ready=len(robots) == 1) for robot in robots]
    try:
        async with asyncio.TaskGroup() as table:
            for player in players:
                playing = table.create_task(player.play(url, code))
                waiting = table.create_task(player.seated.wait())
                await asyncio.wait({playing, waiting}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
                if player is players[0] and not player.may_be_back:
                    _be_few_enough(len(robots), player.free_seats)
            for player in players:
                player.begin()
    except* RobotStopped as stopped:
        raise stopped.exceptions[0] from None


def _be_few_enough(robots: int, free: int) -> None:
    """Raise RobotStopped where the first of several sits and the rest find too few seats free."""
    if robots - 1 > free:
        too_many = f"{robots} bots are too many: {free + 1} of the match's seats are free"
        raise RobotStopped(Problem("seat", f"{too_many}; none has sat down."))


def _keys(key: str) -> Iterator[str]:
    """A key, and those that follow where a seat that it opened was given back."""
    for _ in range(MOST_KEYS if key else 0):
        yield key
        key = hashlib.sha256(key.encode()).hexdigest()[:40]


def _names(name: str) -> Iterator[str]:
    """A name, and what to be called where it is taken."""
    yield name
    yield from (f"{name} {number}" for number in range(2, MOST_SEATS + 1))


def _all_taken(first: str, last: str) -> Problem:
    return Problem("name", f"Every name from '{first}' to '{last}' is taken at this table.")


class _Player:
    """One robot at the table."""

    def __init__(
        self, robot: Robot, say: Callable[[str], None], patience: float, *, ready: bool
    ) -> None:
        self.seated = asyncio.Event()
        self._robot = robot
        self._say = say
        self._patience = patience
        self._ready = ready
        self._name = robot.name
        self._model = Model()
        self._link: AsyncLink | None = None
        self._trouble = ""
        self._decided: dict[int, Order] = {}

    @property
    def free_seats(self) -> int:
        """Seats of the match that nobody has, as far as is known."""
        table = self._model.table
        return 0 if table is None else list(table.players.values()).count(None)

    @property
    def may_be_back(self) -> bool:
        """Whether it may have a seat from before, as may those beside it."""
        return bool(self._robot.key)

    def begin(self) -> None:
        """Say where one sits, and let the match begin if this one has kept it waiting."""
        self._say(f"{self._name} plays {self._model.seat}")
        if not self._ready and self._waits and self._link is not None:
            self._link.send(SetReady(True, new_key()))

    async def play(self, url: str, code: str) -> None:
        """Play until the match is over; raises RobotStopped.

        Where somebody at the table has the name already, a number is put after it.
        """
        names, keys = _names(self._robot.name), _keys(self._robot.key)
        name, key = next(names), next(keys, None)
        while True:
            try:
                await self._play_as(name, key, url, code)
            except RobotStopped as stopped:
                field = stopped.problem.field
                if field not in ("name", "key") or self._model.seat:
                    raise
                if field == "key":
                    key = next(keys, None)
                elif (other := next(names, None)) is not None:
                    name = other
                else:
                    raise RobotStopped(_all_taken(self._robot.name, name)) from None
                self._model = Model()
            else:
                return

    async def _play_as(self, name: str, key: str | None, url: str, code: str) -> None:
        first = Join(PROTOCOL_VERSION, name, code, key=key, ready=self._ready)
        async with AsyncLink(url, first, patience=self._patience) as link:
            self._name, self._link = name, link
            try:
                await self._follow(link, url)
            except asyncio.CancelledError:
                await self._give_back(link)
                raise

    async def _follow(self, link: AsyncLink, url: str) -> None:
        """Take what the server says, and answer it, to the end of the match."""
        async for moment, event in link:
            self._model = update(self._model, event, moment)
            if self._model.seat and (self._ready or self._model.table is not None):
                # Who is not alone has to hear who else sits at the table.
                self.seated.set()
            match event:
                case TurnOpened():
                    self._decide(link)
                case Refused():
                    self._fall_back(link, event)
                case Seated():
                    self._trouble = ""
                case Waiting(reason=reason):
                    self._tell_trouble(url, reason)
                case Closed(problem=Problem() as problem):
                    raise RobotStopped(problem)
                case _ if self._model.is_over:
                    return

    def _tell_trouble(self, url: str, reason: str) -> None:
        """Say why there is no conversation, once for as long as the reason is the same."""
        if reason != self._trouble:
            self._trouble = reason
            self._say(f"{url}: {reason}; trying again for {self._patience:g} s")

    @property
    def _waits(self) -> bool:
        """Whether this one sits in a match that has not begun."""
        return self._model.table is not None and not self._model.table.begun

    async def _give_back(self, link: AsyncLink) -> None:
        """Leave a seat of a match that has not begun, as far as the server hears it in time."""
        if self._waits and self._model.seat:
            link.send(Leave(new_key()))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FAREWELL_SECONDS):
                    async for _ in link:
                        pass

    def _decide(self, link: AsyncLink) -> None:
        """Seal the open turn, with one decision a turn however often the turn is told."""
        view = self._model.view
        if view is None or not self._model.turn_is_open:
            return
        if self._model.sealed or self._model.is_sealing:
            return
        if view.turn not in self._decided:
            self._decided = {view.turn: self._robot.mind.decide(view)}
        link.send(SubmitOrders(view.turn, self._decided[view.turn], new_key()))

    def _fall_back(self, link: AsyncLink, refused: Refused) -> None:
        """Go on as last turn rather than hold up the table with an order that is not allowed."""
        view = self._model.view
        why = " ".join(problem.text for problem in refused.problems)
        self._say(f"{self._robot.name}: an order was refused: {why}")
        if view is None or not self._model.turn_is_open or self._model.sealed:
            return
        standing = standing_order(view)
        if self._decided.get(view.turn) not in (None, standing):
            self._decided = {view.turn: standing}
            link.send(SubmitOrders(view.turn, standing, new_key()))
