"""A trial: one condition of an experiment, played out in many worlds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from dilemma.arithmetic import Floats, add_up
from dilemma.bots import BOTS, Bot
from dilemma.chance import world_keys
from dilemma.coefficients import STANDARD, Coefficients
from dilemma.lab.batch import Batch, Play, Players, open_batch_of, play_out
from dilemma.orders.arrays import Codes, Flags
from dilemma.scenario import Scenario
from dilemma.vocabulary import BudgetLine, Motive, SignalKind

CHUNK = 500
"""Worlds played in lockstep at a time: their arrays stay in a core's cache."""

Mapper = Callable[[Callable[..., "Outcome"], Iterable[tuple[Any, ...]]], Iterable["Outcome"]]
"""Calls a function on tuples of arguments, in this process or in many, results in order."""


@dataclass(frozen=True)
class Player:
    """A bot by its class and options; made anew in every process."""

    kind: type[Bot]
    options: tuple[tuple[str, float | bool | str], ...] = ()

    def make(self) -> Bot:
        """The bot itself."""
        return self.kind(b"", **dict(self.options))


def player(name: str, **options: float | bool) -> Player:
    """A shipped bot by its name, with options."""
    return Player(BOTS[name], tuple(sorted(options.items())))


@dataclass(frozen=True)
class Condition:
    """What is held fixed in one cell of an experiment; `players` are in seat order."""

    label: str
    scenario: Scenario
    players: tuple[Player, ...]
    coefficients: Coefficients = STANDARD


@dataclass(frozen=True)
class Outcome:
    """What came of a condition in B worlds, the worlds on the last axis.

    [B]: wars by label, wars in all, whether one grew out of an incident, whether a seeker struck
    first, and states in the widest war. [N, B]: attacks begun, the mean tension of all others
    towards a state, the mean payoff of a turn, motives, pledges and reassurances given, the mean
    share of offence, and the share of funds for offence in the first turn.
    [lines, N, B]: points spent.
    [turns + 1, N, B]: forces.
    """

    tragic: Flags
    predatory: Flags
    accidental: Flags
    wars: Floats
    from_incident: Flags
    preemptive: Flags
    widest: Floats
    attacks: Floats
    attacked: Floats
    feared: Floats
    payoff: Floats
    motive: Codes
    pledges: Floats
    reassurances: Floats
    spent: Floats
    forces: Floats
    offence_share: Floats
    first_offence: Floats

    @property
    def any_war(self) -> Flags:
        """Whether there was any war at all [B]."""
        return self.wars > 0


def play_condition(
    condition: Condition, matches: int, seed: int, mapper: Mapper | None = None
) -> Outcome:
    """Play a condition in so many worlds; the same whatever the mapper and the chunks."""
    pieces = [
        (condition, seed, first, min(CHUNK, matches - first)) for first in range(0, matches, CHUNK)
    ]
    outcomes = list((mapper or in_process)(play_chunk, pieces))
    return Outcome(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in outcomes], axis=-1)
            for field in fields(Outcome)
        }
    )


def in_process(
    function: Callable[..., Outcome], arguments: Iterable[tuple[Any, ...]]
) -> Iterable[Outcome]:
    """A mapper that does it all here, one after another."""
    return (function(*each) for each in arguments)


def play_chunk(condition: Condition, seed: int, first: int, worlds: int) -> Outcome:
    """Play worlds `first` to `first + worlds` of a condition."""
    keys = world_keys(seed, worlds, first)
    batch = open_batch_of(condition.scenario, keys, coefficients=condition.coefficients)
    tally = Tally(batch)
    for play in play_out(batch, _seated(condition.players)):
        tally.count(play)
    return tally.outcome()


def _seated(players: Sequence[Player]) -> Players:
    """One bot for all seats that are played alike, so that it thinks once for all of them."""
    return {
        kind.make(): [seat for seat, seated in enumerate(players) if seated == kind]
        for kind in dict.fromkeys(players)
    }


class Tally:
    """Counts a batch as it is played."""

    def __init__(self, batch: Batch) -> None:
        self._before = batch
        self._world = batch.world
        worlds = batch.world.worlds
        self._labels = {name: np.zeros(worlds, np.bool_) for name in _LABELS}
        self._flags = {name: np.zeros(worlds, np.bool_) for name in ("incident", "preemptive")}
        self._wars, self._widest = np.zeros(worlds), np.zeros(worlds)
        shape = batch.world.economy.shape
        self._sums = {name: np.zeros(shape) for name in _SUMS}
        self._spent = np.zeros((len(BudgetLine), *shape))
        self._forces = [batch.world.offence + batch.world.defence]
        self._turns = 0
        self._first_offence = np.zeros(shape)

    def count(self, play: Play) -> None:
        """Add one turn."""
        events, world = play.events, play.batch.world
        if self._turns == 0:
            self._first_offence = play.orders.budget[BudgetLine.OFFENCE.code]
        self._turns += 1
        self._count_wars(play)
        begun = (events.war_begun & ~events.clash_war).astype(np.float64)
        self._sums["attacks"] += add_up(begun.swapaxes(0, 1))
        self._sums["attacked"] += add_up(begun)
        self._sums["feared"] += add_up(world.tension) / max(world.states - 1, 1)
        self._sums["pledges"] += play.orders.signal == SignalKind.PLEDGE_RESTRAINT.code
        self._sums["reassurances"] += play.orders.signal == SignalKind.REASSURE.code
        self._spent += events.spent
        self._forces.append(world.offence + world.defence)
        self._sums["share"] += world.offence / (world.offence + world.defence + 1e-9)
        self._before, self._world = play.batch, world

    def _count_wars(self, play: Play) -> None:
        events, before = play.events, self._before.world
        begun = events.war_begun
        if not begun.any():
            return
        malign = before.motive == Motive.REVISIONIST.code
        meant = malign[:, np.newaxis] | malign[np.newaxis]
        by_accident = events.clash_war & before.accident
        self._labels["accidental"] |= _anywhere(begun & by_accident)
        self._labels["predatory"] |= _anywhere(begun & ~by_accident & meant)
        self._labels["tragic"] |= _anywhere(begun & ~by_accident & ~meant)
        grown = begun & ((before.crisis > 0) | events.clash_war)
        self._flags["incident"] |= _anywhere(grown)
        ordered = begun & ~events.clash_war & ~malign[:, np.newaxis]
        self._flags["preemptive"] |= _anywhere(ordered)
        self._wars += add_up(add_up(begun.astype(np.float64)))
        at_war = np.logical_or.reduce(play.batch.world.at_war, axis=1)
        self._widest = np.maximum(self._widest, add_up(at_war.astype(np.float64)))

    def outcome(self) -> Outcome:
        """What was counted."""
        world, turns = self._world, max(self._turns, 1)
        return Outcome(
            tragic=self._labels["tragic"],
            predatory=self._labels["predatory"],
            accidental=self._labels["accidental"],
            wars=self._wars,
            from_incident=self._flags["incident"],
            preemptive=self._flags["preemptive"],
            widest=self._widest,
            attacks=self._sums["attacks"],
            attacked=self._sums["attacked"],
            feared=self._sums["feared"] / turns,
            payoff=world.score / turns,
            motive=world.motive,
            pledges=self._sums["pledges"],
            reassurances=self._sums["reassurances"],
            spent=self._spent,
            forces=np.stack(self._forces),
            offence_share=self._sums["share"] / turns,
            first_offence=self._first_offence,
        )


_LABELS = ("tragic", "predatory", "accidental")
_SUMS = ("attacks", "attacked", "feared", "pledges", "reassurances", "share")


def _anywhere(pairs: Flags) -> Flags:
    """Whether anything is marked in each world [B]."""
    found: Flags = np.logical_or.reduce(np.logical_or.reduce(pairs, axis=0), axis=0)
    return found
