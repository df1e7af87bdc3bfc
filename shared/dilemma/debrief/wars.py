"""Wars and their labels: tragic, predatory or accidental."""

from __future__ import annotations

import numpy as np

from dilemma.debrief.happenings import battles_of
from dilemma.protocol.hindsight import Battle, WarFinding
from dilemma.record import Game
from dilemma.rules import Events
from dilemma.vocabulary import Motive, WarLabel
from dilemma.world import World


def wars_of(game: Game) -> tuple[WarFinding, ...]:
    """Every war that began, by turn and defender; two that attack each other fight one war."""
    found = []
    for world, events in zip(game.worlds, game.events, strict=False):
        for defender in range(world.states):
            assailants = np.nonzero(events.war_begun[:, defender, 0])[0].tolist()
            attackers = [i for i in assailants if _attacked_first(events, i, defender)]
            if attackers:
                found.append(_finding(game, world, events, attackers, defender))
    return tuple(found)


def _attacked_first(events: Events, attacker: int, defender: int) -> bool:
    """Whether of two that fought it was the first who attacked: by order, else by seat."""
    if not events.war_begun[defender, attacker, 0]:
        return True
    ordered = not events.clash_war[attacker, defender, 0]
    answered = not events.clash_war[defender, attacker, 0]
    return attacker < defender if ordered == answered else ordered


def _finding(
    game: Game, world: World, events: Events, attackers: list[int], defender: int
) -> WarFinding:
    ids = game.scenario.ids
    allies = np.nonzero(events.joined[:, defender, 0])[0].tolist()
    return WarFinding(
        turn=world.turn,
        attackers=tuple(ids[i] for i in attackers),
        defenders=tuple(ids[i] for i in (defender, *allies)),
        label=war_label(world, events, attackers, defender),
        won=bool(events.victory[attackers[0], defender, 0]),
        battles=_first_battles(ids, world, events, attackers, defender),
    )


def _first_battles(
    ids: tuple[str, ...], world: World, events: Events, attackers: list[int], defender: int
) -> tuple[Battle, ...]:
    """All that was fought in a war's first turn: the attack on the defender, and his own."""
    fought = {battle.defender: battle for battle in battles_of(ids, events, world.turn)}
    on_attackers = (fought[ids[i]] for i in attackers if events.attack[defender, i, 0])
    return fought[ids[defender]], *on_attackers


def war_label(world: World, events: Events, attackers: list[int], defender: int) -> WarLabel:
    """Accidental if nobody ordered it and an accident began it; predatory if anyone meant harm.

    Malign intent relabels a war and never counts as a dilemma (Tang, 2009).
    """
    fronts = [(i, defender) for i in attackers] + [(defender, i) for i in attackers]
    unordered = all(events.clash_war[front][0] or not events.attack[front][0] for front in fronts)
    by_accident = all(world.accident[i, defender, 0] for i in attackers)
    if unordered and by_accident:
        return WarLabel.ACCIDENTAL
    motives = [int(world.motive[i, 0]) for i in (*attackers, defender)]
    if Motive.REVISIONIST.code in motives:
        return WarLabel.PREDATORY
    return WarLabel.TRAGIC
