"""The verdict: was it a security dilemma at all? After Tang (2009)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from dilemma.arithmetic import add_up
from dilemma.protocol.hindsight import Condition, WarFinding
from dilemma.record import Game
from dilemma.vocabulary import Module, Motive, Verdict, WarLabel
from dilemma.world import World

ACCUMULATION, CONFLICT = "accumulation_of_power", "war_or_high_tension"

ARMS_GROWTH = 1.5
"""Growth of all forces together from which power counts as accumulated.

States that keep the budget they began with grow by up to two fifths, nearly all of it defence and
before anybody answers anybody; those that answer each other double their forces and more.
"""

HIGH_TENSION = 0.4
"""Tension of two states towards each other, on average, from which there is conflict without war.
"""


def conditions_of(game: Game, wars: Sequence[WarFinding]) -> tuple[Condition, ...]:
    """Tang's three conditions, and whether there was a conflict at all, each with its evidence."""
    malign = _malign(game)
    growth = _peak_growth(game)
    names = ", ".join(malign) if malign else "none of the states"
    return (
        _anarchy(game),
        Condition("no_malign_intent", not malign, f"A revisionist motive was dealt to {names}."),
        Condition(
            ACCUMULATION,
            growth >= ARMS_GROWTH,
            f"All {_forces_in_words(game)} together reached {growth:.0%} of what they were at the"
            f" start; power counts as accumulated from {ARMS_GROWTH:.0%} on.",
        ),
        _conflict(game, wars),
    )


def verdict_of(wars: Sequence[WarFinding], conditions: Sequence[Condition]) -> Verdict:
    """Without war or high tension it was a peace; a dilemma needs all of Tang's conditions too."""
    held = {condition.name: condition.held for condition in conditions}
    if any(war.label is WarLabel.PREDATORY for war in wars):
        return Verdict.PREDATION
    if not held[CONFLICT]:
        return Verdict.ARMED_PEACE if held[ACCUMULATION] else Verdict.STABLE_PEACE
    return Verdict.SECURITY_DILEMMA if all(held.values()) else Verdict.SPIRAL


def _conflict(game: Game, wars: Sequence[WarFinding]) -> Condition:
    """War, or two states that fear each other much when the match ends."""
    tension, one, other = _most_afraid(game)
    fought = {0: "No war was fought.", 1: "One war was fought."}
    said = fought.get(len(wars), f"{len(wars)} wars were fought.")
    return Condition(
        CONFLICT,
        bool(wars) or tension >= HIGH_TENSION,
        f"{said} At the end {one} and {other} feared each other most, by {tension:.2f} of 1;"
        f" that counts as high from {HIGH_TENSION:.2f} on.",
    )


def _most_afraid(game: Game) -> tuple[float, str, str]:
    """The two states with the highest tension towards each other at the end, and how high it is."""
    tension = game.world.tension[:, :, 0]
    pairs = combinations(range(game.world.states), 2)
    i, j = max(pairs, key=lambda pair: float(tension[pair] + tension[pair[::-1]]))
    names = [state.name for state in game.scenario.states]
    return float(tension[i, j] + tension[j, i]) / 2.0, names[i], names[j]


def _anarchy(game: Game) -> Condition:
    authority = game.scenario.dials.authority
    if authority > 0.0:
        return Condition("anarchy", False, "An authority stood above the states of this world.")
    return Condition("anarchy", True, "Nobody stood above the states of this world.")


def _malign(game: Game) -> list[str]:
    return [
        state.name
        for place, state in enumerate(game.scenario.states)
        if int(game.world.motive[place, 0]) == Motive.REVISIONIST.code
    ]


def _forces_in_words(game: Game) -> str:
    return (
        "forces, missiles and shields" if Module.DETERRENCE in game.scenario.modules else "forces"
    )


def _forces(world: World) -> float:
    """Everything that could be used against others, in points; nothing of a module that is off."""
    return float(add_up(world.offence + world.defence + world.deterrent + world.shield)[0])


def _peak_growth(game: Game) -> float:
    """The most that all forces together ever were, as a multiple of the start."""
    start = max(_forces(game.worlds[0]), 1e-9)
    return max(_forces(world) for world in game.worlds) / start
