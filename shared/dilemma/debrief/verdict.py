"""The verdict: was it a security dilemma at all? After Tang (2009)."""

from __future__ import annotations

from collections.abc import Sequence

from dilemma.arithmetic import add_up
from dilemma.orders import Value, worded
from dilemma.protocol.hindsight import Condition, WarFinding
from dilemma.record import Game
from dilemma.vocabulary import Motive, Verdict, WarLabel
from dilemma.world import World

ARMS_GROWTH = 1.25
"""Growth of all forces together from which power counts as accumulated."""

HIGH_TENSION = 0.4
"""Mean tension from which a peace is not a stable one."""


def conditions_of(game: Game) -> tuple[Condition, ...]:
    """Tang's three conditions, each with the evidence of this match."""
    growth = _peak_growth(game)
    return (
        _anarchy(game),
        _intent(game),
        _condition(
            "accumulation_of_power",
            growth >= ARMS_GROWTH,
            "All forces together reached {growth:.0%} of what they were at the start; power counts "
            "as accumulated from {limit:.0%} on.",
            growth=growth,
            limit=ARMS_GROWTH,
        ),
    )


def _condition(name: str, held: bool, template: str, /, **values: Value) -> Condition:
    return Condition(name, held, worded(template, values), template, dict(values))


def _intent(game: Game) -> Condition:
    malign = _malign(game)
    if not malign:
        words = "A revisionist motive was dealt to none of the states."
        return Condition("no_malign_intent", True, words)
    return _condition(
        "no_malign_intent", False, "A revisionist motive was dealt to {states}.", states=malign
    )


def verdict_of(game: Game, wars: Sequence[WarFinding], conditions: Sequence[Condition]) -> Verdict:
    """A dilemma needs all three conditions; malign intent makes it predation or a plain spiral."""
    armed = next(condition for condition in conditions if condition.name == "accumulation_of_power")
    if any(war.label is WarLabel.PREDATORY for war in wars):
        return Verdict.PREDATION
    troubled = bool(wars) or armed.held or _mean_tension(game.world) >= HIGH_TENSION
    if not troubled:
        return Verdict.STABLE_PEACE
    return Verdict.SECURITY_DILEMMA if all(held.held for held in conditions) else Verdict.SPIRAL


def _anarchy(game: Game) -> Condition:
    authority = game.scenario.dials.authority
    if authority > 0.0:
        return Condition("anarchy", False, "An authority stood above the states of this world.")
    return Condition("anarchy", True, "Nobody stood above the states of this world.")


def _malign(game: Game) -> tuple[str, ...]:
    return tuple(
        state.name
        for place, state in enumerate(game.scenario.states)
        if int(game.world.motive[place, 0]) == Motive.REVISIONIST.code
    )


def _forces(world: World) -> float:
    return float(add_up(world.offence + world.defence)[0])


def _peak_growth(game: Game) -> float:
    """The most that all forces together ever were, as a multiple of the start."""
    start = max(_forces(game.worlds[0]), 1e-9)
    return max(_forces(world) for world in game.worlds) / start


def _mean_tension(world: World) -> float:
    total = float(add_up(add_up(world.tension))[0])
    return total / max(world.states * (world.states - 1), 1)
