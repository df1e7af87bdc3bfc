"""Robots: players without a window, over the same link and from the same view as people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from dilemma.orders import Order, Problem, standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import Join, Refused, SubmitOrders, TurnOpened
from dilemma.view import View
from dilemma_client.link import AsyncLink
from dilemma_client.model import Closed, Model
from dilemma_client.model.events import new_key
from dilemma_client.model.update import update

PATIENCE = 60.0
"""Seconds a robot looks for a server that does not answer; a server restarts in a few."""

MOST_SEATS = 8
"""States of the largest scenario, so that one name more is always free."""


class Decides(Protocol):
    """Whatever can turn what a seat knows into its orders."""

    def decide(self, view: View) -> Order:
        """The order for the turn that the view opens."""


class Robot(Struct, frozen=True):
    """A player's name, as others read it, and what decides for it."""

    name: str
    mind: Decides


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

    Each takes the first free seat, so their order is the order of the seats. `say` is given one
    line for each seat taken and each order refused. Raises RobotStopped.
    """
    try:
        async with asyncio.TaskGroup() as table:
            for robot in robots:
                seated = asyncio.Event()
                player = _Player(robot, say)
                playing = table.create_task(player.play(url, code, seated, patience))
                waiting = table.create_task(seated.wait())
                await asyncio.wait({playing, waiting}, return_when=asyncio.FIRST_COMPLETED)
                waiting.cancel()
    except* RobotStopped as stopped:
        raise stopped.exceptions[0] from None


def _names(name: str) -> Iterator[str]:
    """A name, and what to be called where it is taken."""
    yield name
    yield from (f"{name} {number}" for number in range(2, MOST_SEATS + 1))


class _Player:
    """One robot at the table."""

    def __init__(self, robot: Robot, say: Callable[[str], None]) -> None:
        self._robot = robot
        self._say = say
        self._model = Model()
        self._decided: dict[int, Order] = {}

    async def play(self, url: str, code: str, seated: asyncio.Event, patience: float) -> None:
        """Play until the match is over; raises RobotStopped.

        Where somebody at the table has the name already, a number is put after it.
        """
        for name in _names(self._robot.name):
            try:
                await self._play_as(name, url, code, seated, patience)
            except RobotStopped as stopped:
                if stopped.problem.field != "name" or self._model.seat:
                    raise
                self._model = Model()
            else:
                return
        taken = f"Every name from '{self._robot.name}' to '{name}' is taken at this table."
        raise RobotStopped(Problem("name", taken))

    async def _play_as(
        self, name: str, url: str, code: str, seated: asyncio.Event, patience: float
    ) -> None:
        first = Join(PROTOCOL_VERSION, name, code)
        async with AsyncLink(url, first, patience=patience) as link:
            async for moment, event in link:
                self._model = update(self._model, event, moment)
                if self._model.seat and not seated.is_set():
                    self._say(f"{name} plays {self._model.seat}")
                    seated.set()
                match event:
                    case TurnOpened():
                        self._decide(link)
                    case Refused():
                        self._fall_back(link, event)
                    case Closed(problem=Problem() as problem):
                        raise RobotStopped(problem)
                    case _ if self._model.is_over:
                        return

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
