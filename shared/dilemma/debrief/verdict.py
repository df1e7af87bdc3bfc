"""The verdict: was it a security dilemma at all? After Tang (2009)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from dilemma.arithmetic import add_up
from dilemma.orders import Value, worded
from dilemma.protocol.hindsight import Condition, WarFinding
from dilemma.record import Game
from dilemma.vocabulary import Criterion, Module, Motive, Verdict, WarLabel
from dilemma.world import World

ARMS_GROWTH = 1.5
"""Growth of all forces together from which power counts as accumulated.

States that keep the budget they began with grow by up to two fifths, nearly all of it defence and
before anybody answers anybody; those that answer each other double their forces and more.
"""

HIGH_TENSION = 0.4
"""Tension of two states towards each other, on average, from which there is conflict without war.
"""

TENSION_SCALE = 100.0
"""What people are told of a tension counts to this, here as in every turn."""


def conditions_of(game: Game, wars: Sequence[WarFinding]) -> tuple[Condition, ...]:
    """Tang's three conditions, and whether there was a conflict at all, each with its evidence."""
    growth = _peak_growth(game)
    return (
        _anarchy(game),
        _intent(game),
        _accumulation(game, growth),
        _conflict(game, wars),
    )


def _condition(
    tested: Criterion, held: bool, template: str, game: Game, /, **values: Value
) -> Condition:
    """A condition whose evidence says what a state is called, and whose values say which it is."""
    names = {state.id: state.name for state in game.scenario.states}

    def named(value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(names[state] for state in value)
        return names.get(value, value) if isinstance(value, str) else value

    called = {key: named(value) for key, value in values.items()}
    return Condition(tested, held, worded(template, called), template, dict(values))


def _intent(game: Game) -> Condition:
    malign = _malign(game)
    if not malign:
        words = "A revisionist motive was dealt to none of the states."
        return Condition(Criterion.NO_MALIGN_INTENT, True, words)
    words = "A revisionist motive was dealt to {states}."
    return _condition(Criterion.NO_MALIGN_INTENT, False, words, game, states=malign)


def _accumulation(game: Game, growth: float) -> Condition:
    held = growth >= ARMS_GROWTH
    if Module.DETERRENCE in game.scenario.modules:
        return _condition(
            Criterion.ACCUMULATION_OF_POWER,
            held,
            "All forces, missiles and shields together reached {growth:.0%} of what they were at"
            " the start; power counts as accumulated from {limit:.0%} on.",
            game,
            growth=growth,
            limit=ARMS_GROWTH,
        )
    return _condition(
        Criterion.ACCUMULATION_OF_POWER,
        held,
        "All forces together reached {growth:.0%} of what they were at the start; power counts "
        "as accumulated from {limit:.0%} on.",
        game,
        growth=growth,
        limit=ARMS_GROWTH,
    )


def verdict_of(wars: Sequence[WarFinding], conditions: Sequence[Condition]) -> Verdict:
    """Without war or high tension it was a peace; a dilemma needs all of Tang's conditions too."""
    held = {condition.name: condition.held for condition in conditions}
    if any(war.label is WarLabel.PREDATORY for war in wars):
        return Verdict.PREDATION
    if not held[Criterion.WAR_OR_HIGH_TENSION]:
        return (
            Verdict.ARMED_PEACE if held[Criterion.ACCUMULATION_OF_POWER] else Verdict.STABLE_PEACE
        )
    return Verdict.SECURITY_DILEMMA if all(held.values()) else Verdict.SPIRAL


def _conflict(game: Game, wars: Sequence[WarFinding]) -> Condition:
    """War, or two states that fear each other much when the match ends."""
    tension, one, other = _most_afraid(game)
    held = bool(wars) or tension >= HIGH_TENSION
    afraid: dict[str, Value] = {"one": one, "other": other}
    afraid |= {"tension": tension * TENSION_SCALE, "limit": HIGH_TENSION * TENSION_SCALE}
    template = (
        "No war was fought. At the end {one} and {other} feared each other most, with a tension of"
        " {tension:.0f} of 100; from {limit:.0f} on that is a conflict even without war."
    )
    if len(wars) == 1:
        template = (
            "One war was fought. At the end {one} and {other} feared each other most, with a"
            " tension of {tension:.0f} of 100; from {limit:.0f} on that is a conflict even without"
            " war."
        )
    if len(wars) > 1:
        template = (
            "{wars} wars were fought. At the end {one} and {other} feared each other most, with a"
            " tension of {tension:.0f} of 100; from {limit:.0f} on that is a conflict even without"
            " war."
        )
        afraid["wars"] = len(wars)
    return _condition(Criterion.WAR_OR_HIGH_TENSION, held, template, game, **afraid)


def _most_afraid(game: Game) -> tuple[float, str, str]:
    """The two states with the highest tension towards each other at the end, and how high it is."""
    tension = game.world.tension[:, :, 0]
    pairs = combinations(range(game.world.states), 2)
    i, j = max(pairs, key=lambda pair: float(tension[pair] + tension[pair[::-1]]))
    ids = game.scenario.ids
    return float(tension[i, j] + tension[j, i]) / 2.0, ids[i], ids[j]


def _anarchy(game: Game) -> Condition:
    authority = game.scenario.dials.authority
    if authority > 0.0:
        return Condition(
            Criterion.ANARCHY, False, "An authority stood above the states of this world."
        )
    return Condition(Criterion.ANARCHY, True, "Nobody stood above the states of this world.")


def _malign(game: Game) -> tuple[str, ...]:
    return tuple(
        state.id
        for place, state in enumerate(game.scenario.states)
        if int(game.world.motive[place, 0]) == Motive.REVISIONIST.code
    )


def _forces(world: World) -> float:
    """Everything that could be used against others, in points; nothing of a module that is off."""
    return float(add_up(world.offence + world.defence + world.deterrent + world.shield)[0])


def _peak_growth(game: Game) -> float:
    """The most that all forces together ever were, as a multiple of the start."""
    start = max(_forces(game.worlds[0]), 1e-9)
    return max(_forces(world) for world in game.worlds) / start
