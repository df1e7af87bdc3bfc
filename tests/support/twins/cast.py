"""The cast: who is at the table and around it, and what each of them does at which moment.

Everybody but one does the same in both worlds, as far as he is told the same: Bela, Carl and Dora
decide by what they see. Anna, in the first seat, does what a case has her do; Otto stands outside.

    seconds    what
     1 - 7     Dora opens a table, Carl, Bela and Anna join it; Hugo opens a public one and waits
     8         Sara watches, to the end
    10 - 24    turn 1, closed by the last seal
    26 - 40    turn 2; Dora is away for three seconds of it, Saul begins to watch in its middle
    42 - 60    turn 3; Dora forgets to seal, so it closes by the clock
    62 - 76    turn 4, the last; Sven watches its last seconds
    90 - 96    the players sit down to a rematch
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from dilemma.bots import make_bot
from dilemma.orders import Order, problems, standing_order
from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Browse,
    Command,
    CreateMatch,
    Greeting,
    Join,
    Rejoin,
    Rematch,
    Say,
    Seated,
    Spectate,
    SubmitOrders,
    TurnOpened,
    Unseal,
)
from dilemma.view import View
from dilemma.vocabulary import Instrument
from dilemma_client.link import AsyncLink
from dilemma_client.model.events import new_key
from support.simulated.operator import URL
from support.simulated.world import World
from support.worlds import plain

TURNS = 4
OPENINGS = {1: 10.0, 2: 26.0, 3: 42.0, 4: 62.0}
"""About when a turn opens; what is done in it is timed from here."""

OVER = TURNS + 1
"""The number of the turn that is not played any more."""

EVENING, REMATCH, LAST_SECOND = 85.0, 90.0, 110.0
"""When whoever still sits there goes; when they sit down again; and when all is over."""

ACTOR, OUTSIDER = "Anna", "Otto"
SEATS = {"Anna": "a", "Bela": "b", "Carl": "c", "Dora": "d"}
SPECTATORS = ("Sara", "Saul", "Sven")
READERS = ("Bela", "Carl", "Dora", *SPECTATORS, "Lena", "Hugo")
"""Everybody who must not be able to tell two worlds apart."""

HOTLINES = (Instrument.HOTLINE,)

SCENARIO = msgspec.structs.replace(
    plain(4, TURNS, incident_rate=0.3), turn_seconds=20, name="plain"
)
"""Four states, so that two can have secrets from two others; incidents, so that there is news."""


class Paper(Struct):
    """What somebody knows: his seat's token, the last view he was shown, and what he has said."""

    name: str
    token: str = ""
    code: str = ""
    view: View | None = None
    said: list[Command] = []


Act = Callable[[Paper], Command | None]
"""What somebody says, given what he knows; None for nothing after all."""

Script = Mapping[float, Act]
"""What is done at which second of the world."""

Guess = Callable[[float, str], Greeting]
"""What Otto says at a second of the world; he has found out the code of Hugo's table."""


def asking_for_the_list(_: float, __: str) -> Greeting:
    """What Otto says when he is up to nothing."""
    return Browse(PROTOCOL_VERSION)


class Cast:
    """Everybody's lives as coroutines; `script` is Anna's and `guess` is Otto's."""

    def __init__(self, world: World, script: Script, guess: Guess) -> None:
        self._world = world
        self._guess = guess
        self._script = script
        self._papers = {name: Paper(name) for name in (*SEATS, "Hugo")}
        self._minds = {
            name: make_bot("random", world.chance(f"mind of {name}").randbytes(16))
            for name in ("Carl", "Dora")
        }

    def lives(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        """What each of them does, by name, in the order in which they begin."""
        return {
            "Dora": self._dora,
            "Carl": lambda: self._player("Carl", 3.0, self._carls_acts()),
            "Bela": lambda: self._player("Bela", 5.0, self._belas_acts()),
            "Anna": lambda: self._player("Anna", 7.0, self._script),
            "Hugo": self._hugo,
            "Sara": lambda: self._spectator(8.0, LAST_SECOND),
            "Saul": lambda: self._spectator(OPENINGS[2] + 7.0, OPENINGS[3] + 9.0),
            "Sven": lambda: self._spectator(OPENINGS[4] + 11.0, LAST_SECOND),
            "Lena": self._lena,
            "Otto": self._otto,
        }

    @property
    def code(self) -> str:
        """The code of the table, once Dora has it."""
        return self._papers["Dora"].code

    # What each of them does.

    async def _dora(self) -> None:
        create = CreateMatch(
            PROTOCOL_VERSION, "Dora", "plain", seat="d", key="dora", cover_seconds=6
        )
        await self._play("Dora", 1.0, create, self._doras_acts())

    async def _player(self, name: str, at: float, acts: Script) -> None:
        await self._until(at)
        join = Join(PROTOCOL_VERSION, name, self.code, seat=SEATS[name], key=name)
        await self._play(name, at, join, acts)

    async def _play(self, name: str, at: float, first: Greeting, acts: Script) -> None:
        """Every connection of somebody, from the first one to that of the rematch."""
        paper = self._papers[name]
        for begin, end, said in spells(at, acts):
            await self._until(begin)
            await self._visit(first, paper, said, end)
            first = Rejoin(PROTOCOL_VERSION, paper.token)
        # One after the other: who is first in the same moment is for no seed to say.
        await self._until(REMATCH + 2.0 * list(SEATS).index(name))
        rematch = Rematch(PROTOCOL_VERSION, paper.token, key=f"{name} again")
        await self._visit(rematch, Paper(name), {}, LAST_SECOND)

    async def _hugo(self) -> None:
        create = CreateMatch(
            PROTOCOL_VERSION, "Hugo", "plain", key="hugo", public=True, ready=False
        )
        await self._until(2.0)
        await self._visit(create, self._papers["Hugo"], {}, LAST_SECOND)

    async def _spectator(self, come: float, go: float) -> None:
        await self._until(come)
        await self._visit(Spectate(PROTOCOL_VERSION, self.code), Paper(""), {}, go)

    async def _lena(self) -> None:
        """Looks at the list of public matches now and then."""
        for at in (9.0, OPENINGS[1] + 9.0, OPENINGS[3] + 5.0, OPENINGS[4] + 5.0, 95.0):
            await self._until(at)
            await self._visit(Browse(PROTOCOL_VERSION), Paper("Lena"), {}, at + 4.0)

    async def _otto(self) -> None:
        """Knocks at moments of his own, with whatever a case has him say."""
        for at in GUESSES:
            await self._until(at)
            greeting = self._guess(at, self._papers["Hugo"].code)
            await self._visit(greeting, Paper("Otto"), {}, at + 0.9)

    # What they say.

    def _belas_acts(self) -> Script:
        """Bela is what a friend of Anna's is: calm, talkative, and told more than others."""
        acts: dict[float, Act] = {}
        for turn, opening in OPENINGS.items():
            acts[opening + 2.0] = saying("a", f"are you well in turn {turn}?")
            acts[opening + 4.0] = sealing(calm)
        return acts

    def _carls_acts(self) -> Script:
        """Carl sees what he can, asks what he may not, and acts when Anna has hardly acted."""
        acts: dict[float, Act] = {}
        for turn, opening in OPENINGS.items():
            acts[opening + 1.03] = saying("d", f"turn {turn}")
            acts[opening + 3.03] = saying("d", "what may she have sealed?")
            acts[opening + 6.0] = saying("nobody", "hello")
            acts[opening + 8.0] = sealing(self._thoughtful)
            acts[opening + 9.0] = unsealing
            acts[opening + 11.0] = sealing(self._thoughtful)
        return acts

    def _doras_acts(self) -> Script:
        """Dora seals last, and forgets it once; and once she loses her connection."""
        acts: dict[float, Act] = {
            opening + 14.0: sealing(self._thoughtful)
            for turn, opening in OPENINGS.items()
            if turn != 3
        }
        return acts | {OPENINGS[2] + 6.0: hanging_up, OPENINGS[2] + 9.0: coming_back}

    def _thoughtful(self, paper: Paper) -> Order:
        """Any lawful order that follows from what one is told, with every hotline kept up."""
        view = shown(paper)
        order = self._minds[paper.name].decide(view)
        offers = {
            page.id: (*HOTLINES, *(i for i in order.offers.get(page.id, ()) if i not in HOTLINES))
            for page in view.others
        }
        order = msgspec.structs.replace(order, offers=offers)
        return calm(paper) if problems(view, order) else order

    # How they say it.

    async def _visit(self, first: Greeting, paper: Paper, acts: Script, end: float) -> None:
        """One connection: what is to be said, each at its moment, and then the end."""
        async with AsyncLink(URL, first) as link:
            listening = asyncio.create_task(_listen(link, paper))
            for at in sorted(acts):
                await self._until(at)
                command = acts[at](paper)
                if command is not None:
                    paper.said.append(command)
                    link.send(command)
            await self._until(end)
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _until(self, second: float) -> None:
        await asyncio.sleep(max(0.0, second - self._world.now))


GUESSES = tuple(opening + offset for opening in OPENINGS.values() for offset in (5.5, 7.5, 9.5))
"""When Otto knocks: while nobody else's command is under way."""


async def _listen(link: AsyncLink, paper: Paper) -> None:
    async for _, event in link:
        match event:
            case Seated():
                paper.token = event.token or paper.token
                paper.code = event.code
            case TurnOpened():
                paper.view = event.view


def shown(paper: Paper) -> View:
    """The view that somebody has before him."""
    assert paper.view is not None, f"{paper.name} was shown no turn"
    return paper.view


def calm(paper: Paper) -> Order:
    """As before, with every hotline kept up."""
    view = shown(paper)
    return msgspec.structs.replace(
        standing_order(view), offers={page.id: HOTLINES for page in view.others}
    )


def sealing(decide: Callable[[Paper], Order]) -> Callable[[Paper], Command]:
    """Seal what somebody decides."""
    return lambda paper: SubmitOrders(shown(paper).turn, decide(paper), new_key())


def saying(to: str, text: str) -> Callable[[Paper], Command]:
    """Say something over a hotline, whether or not there is one."""
    return lambda _: Say(to, text, new_key())


def unsealing(paper: Paper) -> Command:
    """Take the seal off."""
    return Unseal(shown(paper).turn, new_key())


def hanging_up(_: Paper) -> None:
    """Lose the connection; when it is not taken up again soon, a bot takes over."""


def coming_back(_: Paper) -> None:
    """Take the seat up again."""


def spells(begin: float, acts: Script) -> list[tuple[float, float, Script]]:
    """The connections of somebody: when each begins and ends, and what is said over it."""
    found: list[tuple[float, float, Script]] = []
    said: dict[float, Act] = {}
    here = True
    for at in sorted(acts):
        if acts[at] is hanging_up:
            found.append((begin, at, said))
            said, here = {}, False
        elif acts[at] is coming_back:
            begin, here = at, True
        elif here:
            said[at] = acts[at]
    return [*found, (begin, EVENING, said)] if here else found
