"""Wars and their labels: tragic, predatory or accidental."""

from __future__ import annotations

import numpy as np

from dilemma.protocol.hindsight import WarFinding
from dilemma.record import Game
from dilemma.rules import Events
from dilemma.vocabulary import Motive, WarLabel
from dilemma.world import World


def wars_of(game: Game) -> tuple[WarFinding, ...]:
    """Every war that began, by turn and defender; a clash that became a war is one, not two."""
    found = []
    for world, events in zip(game.worlds, game.events, strict=False):
        begun = events.war_begun[..., 0]
        for defender in range(world.states):
            attackers = [
                i
                for i in np.nonzero(begun[:, defender])[0].tolist()
                if not (begun[defender, i] and defender < i)
            ]
            if attackers:
                found.append(_finding(game, world, events, attackers, defender))
    return tuple(found)


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
    )


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
