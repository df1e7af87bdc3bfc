"""A person: somebody who comes and goes, changes his mind, and says things twice.

He plays through the client's own link and model. What he has written down, his name, his seat's
token and what he is not sure was heard, survives his computer. A new kind of command is a new
entry in `ACTS`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random
from typing import Any

from msgspec import Struct

from dilemma.bots import make_bot
from dilemma.orders import Problem, standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Command,
    CreateMatch,
    Join,
    Rejoin,
    Say,
    Seated,
    SubmitOrders,
    Unseal,
)
from dilemma.view import View
from dilemma_client.link import AsyncLink
from dilemma_client.model import Closed, Model
from dilemma_client.model.events import new_key
from dilemma_client.model.update import update


class Habits(Struct, frozen=True):
    """How somebody plays, in seconds and in how often.

    `think` before each act, `stay` before he leaves, `away` before he comes back; up to `fuss`
    acts before he seals; and how often he forgets to seal at all.
    """

    think: tuple[float, float] = (0.5, 8.0)
    stay: tuple[float, float] = (60.0, 600.0)
    away: tuple[float, float] = (0.0, 60.0)
    fuss: int = 4
    forgetful: float = 0.05


class Notebook(Struct):
    """What somebody has on paper: `first` is the frame by which he got or gets his seat."""

    first: CreateMatch | Join
    code: str = ""
    token: str | None = None
    given: list[Command] = []
    unsure: list[Command] = []
    forgot: set[int] = set()
    final: Model | None = None
    problems: list[Problem] = []


class Person:
    """One incarnation of somebody's computer, with him before it."""

    def __init__(
        self,
        notebook: Notebook,
        habits: Habits,
        chance: Random,
        learned: Callable[[str], None],
    ) -> None:
        self.notebook = notebook
        self.chance = chance
        self.model = Model()
        self._habits = habits
        self._learned = learned
        self._earlier: list[Command] = []
        self._changed = asyncio.Event()

    async def live(self, url: str) -> None:
        """Come and go until the match is over."""
        while self.notebook.final is None:
            await self._visit(url)
            if self.notebook.final is None:
                await asyncio.sleep(self.chance.uniform(*self._habits.away))

    async def _visit(self, url: str) -> None:
        notebook = self.notebook
        token = notebook.token
        first = notebook.first if token is None else Rejoin(PROTOCOL_VERSION, token)
        self.model = Model()
        self._earlier = [said for said in notebook.given[-10:] if said not in notebook.unsure]
        async with AsyncLink(url, first) as link:
            playing = asyncio.create_task(self._play(link))
            try:
                async with asyncio.timeout(self.chance.uniform(*self._habits.stay)):
                    await self._listen(link)
            except TimeoutError:
                notebook.unsure = [*self.model.pending]
            finally:
                playing.cancel()

    async def _listen(self, link: AsyncLink) -> None:
        async for moment, event in link:
            self.model = update(self.model, event, moment)
            self._write_down(event)
            self._changed.set()
            if self.notebook.final is not None:
                return

    def _write_down(self, event: Any) -> None:
        notebook = self.notebook
        match event:
            case Seated():
                notebook.token = event.token or notebook.token
                if not notebook.code:
                    notebook.code = event.code
                    self._learned(event.code)
            case Closed(problem=Problem() as problem):
                notebook.problems.append(problem)
        if self.model.is_over:
            notebook.final = self.model

    async def _play(self, link: AsyncLink) -> None:
        """Turn after turn: some fuss, and then a seal."""
        await self._until(lambda: self.model.turn_is_open)
        for command in self.notebook.unsure:
            link.send(command)
        while True:
            await self._until(self._has_to_seal)
            view = self.model.view
            assert view is not None
            if self.chance.random() < self._habits.forgetful:
                self.notebook.forgot.add(view.turn)
                continue
            for _ in range(self.chance.randint(0, self._habits.fuss)):
                await asyncio.sleep(self.chance.uniform(*self._habits.think))
                self._give(link, self.chance.choice(ACTS)(self))
            await asyncio.sleep(self.chance.uniform(*self._habits.think))
            await self._until(lambda: not self.model.pending)
            if self._has_to_seal():
                self._give(link, seal(self))

    def _give(self, link: AsyncLink, command: Command | None) -> None:
        if command is not None:
            self.notebook.given.append(command)
            link.send(command)

    def _has_to_seal(self) -> bool:
        model = self.model
        if model.view is None or not model.turn_is_open or model.sealed or model.is_sealing:
            return False
        return model.view.turn not in self.notebook.forgot

    async def _until(self, so: Callable[[], bool]) -> None:
        while not so():
            self._changed.clear()
            await self._changed.wait()

    def recall(self) -> Command | None:
        """Something he said before he last left, each once."""
        return self._earlier.pop() if self._earlier else None

    @property
    def view(self) -> View:
        """The turn that is open."""
        assert self.model.view is not None
        return self.model.view


Act = Callable[[Person], Command | None]
"""What somebody may do in a turn besides sealing it; None when it cannot be done now."""


def seal(person: Person) -> Command:
    """Seal orders: the standing ones, or others."""
    view = person.view
    if person.chance.random() < 0.3:
        return SubmitOrders(view.turn, standing_order(view), new_key())
    bot = make_bot("random", person.chance.randbytes(16))
    return SubmitOrders(view.turn, bot.decide(view), new_key())


def unseal(person: Person) -> Command:
    """Take the seal off, whether or not there is one."""
    return Unseal(person.view.turn, new_key())


def say(person: Person) -> Command:
    """Say something to somebody, whether or not there is a hotline."""
    other = person.chance.choice(person.view.others).id
    return Say(other, f"word {person.chance.randrange(1000)}", new_key())


def repeat(person: Person) -> Command | None:
    """Say again what was said before he last left, under the same key."""
    return person.recall()


def come_late(person: Person) -> Command:
    """Seal a turn that is over, or not open yet."""
    turn = max(1, person.view.turn + person.chance.choice((-1, 1)))
    return SubmitOrders(turn, standing_order(person.view), new_key())


ACTS: tuple[Act, ...] = (seal, seal, unseal, say, say, repeat, come_late)
