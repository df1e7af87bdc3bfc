"""Faults at any moment: lost connections, repeats, restarts; the match comes out as it should.

Hypothesis makes the trouble; a reference that has none accounts for every record there is.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dilemma.protocol import PROTOCOL_VERSION
from dilemma.protocol.messages import (
    Accepted,
    Command,
    Join,
    Refused,
)
from dilemma_server.lobby import Ending, Gone, Room, TurnedAway, Visit
from dilemma_server.match import Match, hash_token
from support.company import COVER_SECONDS, opens
from support.house import TURN_SECONDS, attached, close, open_house, sitting_of
from support.manual_clock import ManualClock
from support.reference import Reference, state_of
from support.talk import PEOPLE, Person, Words, command_of, people, seats, which, words

Result = TypeVar("Result")


def somebody_is_there(faults: Faults) -> bool:
    return any(person.connected for person in faults.people.values())


class Faults(RuleBasedStateMachine):
    """One match, four people for its two seats, and everything that can go wrong."""

    @initialize(cover=st.sampled_from(["tit_for_tat", "hawk", None]), begun=st.booleans())
    def open(self, cover: str | None, begun: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.runner = asyncio.Runner()
        self.keys = count()
        self.starts = count()
        self.clock = self.run(self.new_clock())
        self.house = self.run(open_house(self.folder / "m.sqlite3", self.clock, "0"))
        self.people = {name: Person(name) for name in PEOPLE}
        ada = self.run(opens(self.house, cover=cover, key=Person("Ada").key))
        self.match, self.code = ada.room.match.id, ada.code
        person = self.people["Ada"]
        person.token, person.room, person.feed = ada.token, ada.room, ada.feed
        self.reference = Reference(self.records(), self.clock)
        if begun:
            self.join("Ben", "blueland", True)
            self.hear_from(person, ("ready", True))

    async def new_clock(self) -> ManualClock:
        return ManualClock()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        async def bounded() -> Result:
            async with asyncio.timeout(20.0):
                return await work

        return self.runner.run(bounded())

    def records(self) -> tuple[bytes, ...]:
        return self.run(self.house.store.load(self.match))

    # Coming and going

    @rule(name=people, seat=st.one_of(st.none(), seats), ready=st.booleans())
    def join(self, name: str, seat: str | None, ready: bool) -> None:
        """Also by who sits there already: the same key is answered with the same seat."""
        person = self.people[name]
        seated = self.seat_of(person)
        try:
            greeting = Join(PROTOCOL_VERSION, name, self.code, seat, person.key, ready)
            visit = self.run(self.house.lobby.admit(greeting))
        except TurnedAway as away:
            assert seated is None
            if away.problem.field == "key":
                person.sittings += 1
                person.said.clear()
            return
        if seated is not None:
            assert sitting_of(visit).briefing.seat == seated
            assert sitting_of(visit).token == person.token
        person.token = sitting_of(visit).token
        self.run(self.connect(person, visit))

    @precondition(lambda self: any(person.token for person in self.people.values()))
    @rule(name=people)
    def come_back(self, name: str) -> None:
        person = self.people[name]
        if person.token is None:
            return
        seated = self.seat_of(person)
        self.clock.jump(0.1)  # a failure costs so much of what is borne at once
        try:
            visit = self.run(self.house.rejoin(person.token))
        except TurnedAway:
            assert seated is None
            return
        assert sitting_of(visit).briefing.seat == seated
        self.run(self.connect(person, visit))

    async def connect(self, person: Person, visit: Visit) -> None:
        person.room, person.feed = visit.room, attached(visit)

    @rule(name=people)
    def lose_the_connection(self, name: str) -> None:
        person = self.people[name]
        if person.feed is not None:
            self.run(self.hang_up(person))

    async def hang_up(self, person: Person) -> None:
        assert person.room is not None
        assert person.feed is not None
        person.feed.end(Ending("gone"))
        self.house.lobby.rooms.leave(person.room, person.feed)
        person.feed = None

    # Saying something

    def command(self, words: Words) -> Command:
        command = command_of(words, self.reference.match.game.turn, f"k{next(self.keys)}")
        self.reference.said[command.key] = command
        return command

    def one_connected(self, which: int) -> Person:
        """Somebody who is there, so that what is said is heard."""
        there = [person for person in self.people.values() if person.connected]
        return there[which % len(there)]

    def hear_from(self, person: Person, words: Words, times: int = 1) -> None:
        command = self.command(words)
        person.said.append(command)
        for _ in range(times):
            self.run(self.hear(person, command))

    @precondition(somebody_is_there)
    @rule(which=which, words=words(), times=st.integers(1, 3))
    def say(self, which: int, words: Words, times: int) -> None:
        """Once or more often."""
        self.hear_from(self.one_connected(which), words, times)

    @precondition(somebody_is_there)
    @rule(which=which, back=st.integers(1, 6))
    def say_again(self, which: int, back: int) -> None:
        """Something said long ago comes late, from another connection or another turn."""
        person = self.one_connected(which)
        if len(person.said) >= back:
            self.run(self.hear(person, person.said[-back]))

    @precondition(somebody_is_there)
    @rule(which=which, words=words())
    def say_and_be_gone(self, which: int, words: Words) -> None:
        """The connection is lost while the command is being stored."""
        person = self.one_connected(which)
        command = self.command(words)
        person.said.append(command)
        self.run(self.vanish(person, command))

    @precondition(somebody_is_there)
    @rule(which=which, words=words())
    def leave_with_more_on_the_way(self, which: int, words: Words) -> None:
        """Everything was sent before anything was read; after the farewell nothing counts."""
        person = self.one_connected(which)
        self.run(self.pour(person, self.command(("leave", None)), self.command(words)))

    async def pour(self, person: Person, farewell: Command, more: Command) -> None:
        assert person.room is not None
        assert person.feed is not None
        try:
            await person.room.command(farewell, person.feed)
            left = person.room.match.answer(person.feed.seat or "", farewell.key)
            await person.room.command(more, person.feed)
        except Gone:
            return
        heard = []
        while (message := person.feed.next()) is not None:
            heard.append(message)
        if isinstance(left, Accepted):
            assert heard[-1] == left
            person.feed = None

    @rule(words=st.tuples(words(), words(), words(), words()))
    def all_say_at_once(self, words: tuple[Words, ...]) -> None:
        async def together() -> None:
            async with asyncio.TaskGroup() as group:
                for person, command in said:
                    group.create_task(self.hear(person, command))

        said = []
        for person, what in zip(self.people.values(), words, strict=True):
            if person.connected:
                command = self.command(what)
                person.said.append(command)
                said.append((person, command))
        self.run(together())

    async def hear(self, person: Person, command: Command) -> None:
        """Say it over the connection there is, and take every message that is told."""
        assert person.room is not None
        assert person.feed is not None
        feed = person.feed
        try:
            await person.room.command(command, feed)
        except Gone:
            return
        while (message := feed.next()) is not None:
            if isinstance(message, Accepted | Refused):
                self.answers.append(message)
                TALLY[type(message)] += 1

    @property
    def answers(self) -> list[Accepted | Refused]:
        return vars(self).setdefault("_answers", [])  # type: ignore[no-any-return]  # made when asked

    async def vanish(self, person: Person, command: Command) -> None:
        saying = asyncio.create_task(self.hear(person, command))
        await asyncio.sleep(0)
        assert person.feed is not None
        person.feed.end(Ending("gone"))
        await saying
        await self.hang_up(person)

    # Time, and the end of servers

    @rule(seconds=st.sampled_from([1, COVER_SECONDS // 2, COVER_SECONDS, TURN_SECONDS]))
    def time_passes(self, seconds: int) -> None:
        self.run(self.pass_time(seconds))

    async def pass_time(self, seconds: int) -> None:
        await self.clock.advance(seconds)
        for room in self.house.lobby.rooms._standing():
            # Whoever comes to the room now comes after what the time has brought about.
            await room.welcome("")

    @rule()
    def restart(self) -> None:
        """Everybody is gone and the match is read from its records."""
        self.run(close(self.house))
        node = str(next(self.starts) + 1)
        self.house = self.run(open_house(self.house.path, self.clock, node))
        for person in self.people.values():
            person.feed = None

    @rule()
    def lose_the_room(self) -> None:
        """The match is given up here, as when its lease was lost."""
        for person in self.people.values():
            if person.feed is not None and person.room is not None:
                self.run(self.give_up(person.room))

    async def give_up(self, room: Room) -> None:
        room.close(Ending("try again in a moment"), lost=True)
        for person in self.people.values():
            if person.room is room:
                person.feed = None

    # What must hold

    def seat_of(self, person: Person) -> str | None:
        """Where he sits, by the reference."""
        self.account()
        if person.token is None:
            return None
        hashed = hash_token(person.token)
        sittings = self.reference.match.sittings
        return next((seat for seat, s in sittings.items() if s.token_hash == hashed), None)

    def account(self) -> None:
        self.reference.follow(self.records(), frozenset())

    @invariant()
    def every_record_is_accounted_for(self) -> None:
        if not hasattr(self, "reference"):
            return
        self.account()
        for person in self.people.values():
            if person.feed is not None and person.feed.ending is not None:
                person.feed = None
        for answer in self.answers:
            stored = self.reference.answer(answer.key)
            assert stored == answer or (stored is None and isinstance(answer, Refused))
        self.answers.clear()

    @invariant()
    def the_living_match_is_the_replayed_one(self) -> None:
        if not hasattr(self, "reference"):
            return
        expected = state_of(self.reference.match)
        assert state_of(Match.replay("m", self.records(), self.clock)) == expected
        for room in self.house.lobby.rooms._standing():
            assert state_of(room.match) == expected
            connected = {p.feed.seat for p in self.people.values() if p.feed is not None}
            assert connected <= set(room._feeds)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.run(close(self.house))
            self.runner.close()
            shutil.rmtree(self.folder)


TALLY: Counter[type] = Counter()
"""How often something was answered while people talked, so that no run is one of silence."""

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def test_whatever_fails_and_whenever_the_match_comes_out_as_it_should() -> None:
    TALLY.clear()
    run_state_machine_as_test(
        Faults,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=QUIET
        ),
    )
    assert TALLY[Accepted] > 0
    assert TALLY[Refused] > 0


@pytest.mark.soak
def test_however_long_one_tries_the_match_comes_out_as_it_should() -> None:
    run_state_machine_as_test(
        Faults,
        settings=settings(
            max_examples=250, stateful_step_count=60, deadline=None, suppress_health_check=QUIET
        ),
    )
