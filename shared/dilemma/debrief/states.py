"""What each state was, and how it did by its own motive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from dilemma.arithmetic import Floats
from dilemma.debrief.covers import NO_COVERS, Covers, cover_of
from dilemma.debrief.lanes import fears_of
from dilemma.protocol.hindsight import StateFinding
from dilemma.record import Game
from dilemma.rules.scoring import Payoff, payoff
from dilemma.vocabulary import Motive, ScorePart

GOOD_SCORE, BEST_SCORE = 75.0, 100.0
"""The scores for an average payoff of 1, which is all of prosperity and safety, and of 2."""


def state_findings(
    game: Game, players: Mapping[str, str], covers: Covers = NO_COVERS
) -> tuple[StateFinding, ...]:
    """One finding for each state, in seat order."""
    return tuple(_finding(game, place, players, covers) for place in range(len(game.scenario.ids)))


def _finding(game: Game, place: int, players: Mapping[str, str], covers: Covers) -> StateFinding:
    world = game.world
    identifier = game.scenario.ids[place]
    breaches = sum(int(events.breach[place, :, 0].sum()) for events in game.events)
    return StateFinding(
        id=identifier,
        player=players.get(identifier, ""),
        motive=Motive.from_code(int(world.motive[place, 0])),
        score=final_score(game, place),
        territory=float(world.territory[place, 0]),
        promises_broken=int(world.pledges_broken[place, 0]) + breaches,
        assessment_error=assessment_error(game, place, covers),
        parts=score_parts(game, place),
        fears=fears_of(world, game.scenario.ids, place),
    )


def score_parts(game: Game, place: int) -> dict[ScorePart, float]:
    """What the score of a state is made of, in its points: the average of all turns.

    Only what counts by its motive, and losses only where there were any.
    """
    turns = [
        _parts(payoff(world, events), place)
        for world, events in zip(game.worlds[1:], game.events, strict=True)
    ]
    average = {
        part: GOOD_SCORE * sum(turn[part] for turn in turns) / max(len(turns), 1)
        for part in ScorePart
    }
    counts = {ScorePart.PROSPERITY, ScorePart.SAFETY}
    return {
        part: round(points, 1)
        for part, points in average.items()
        if part in counts or points != 0.0
    }


def _parts(turn: Payoff, place: int) -> dict[ScorePart, float]:
    """The parts of one turn's payoff; together they are the whole."""
    standing_share = float(turn.standing_share[place, 0])
    rest = 1.0 - standing_share
    return {
        ScorePart.PROSPERITY: float(turn.prosperity[place, 0]) * rest,
        ScorePart.SAFETY: float(turn.safety[place, 0]) * rest,
        ScorePart.STANDING: float(turn.standing[place, 0]) * standing_share,
        ScorePart.LAND_LOST: -float(turn.land_lost[place, 0]),
        ScorePart.RUIN: -float(turn.ruin[place, 0]),
        ScorePart.LAND_TAKEN: float(turn.land_taken[place, 0]),
    }


def final_score(game: Game, place: int) -> float:
    """The score of a state for its average payoff of a turn."""
    played = max(len(game.turns), 1)
    return round(float(score_of(game.world.score[place] / played)[0]), 1)


def score_of(payoff: Floats) -> Floats:
    """The score, from 0 to 100, for an average payoff of a turn: 75 for 1, and 100 for 2.

    Restraint by all pays about 1. What only a conqueror earns lies above it, and still shows.
    """
    steady, beyond = np.clip(payoff, 0.0, 1.0), np.clip(payoff - 1.0, 0.0, 1.0)
    scores: Floats = GOOD_SCORE * steady + (BEST_SCORE - GOOD_SCORE) * beyond
    return scores


def assessment_error(game: Game, place: int, covers: Covers = NO_COVERS) -> float | None:
    """The mean Brier score (Brier, 1950) of a player's probabilities: 0 perfect, 1 always wrong.

    Harm is judged against the motive, attack against the turn after the one it was recorded in.
    What a bot believed while it stood in for the player does not count.
    """
    errors = list(_errors(game, place, covers))
    return round(sum(errors) / len(errors), 4) if errors else None


def _errors(game: Game, place: int, covers: Covers) -> Iterator[float]:
    ids = game.scenario.ids
    for number, turn in enumerate(game.turns):
        if cover_of(covers, ids[place], number + 1):
            continue
        for other, assessment in turn.orders[ids[place]].assessments.items():
            theirs = ids.index(other)
            malign = int(game.world.motive[theirs, 0]) == Motive.REVISIONIST.code
            yield (assessment.harm - malign) ** 2
            if number + 1 < len(game.events):
                attacked = bool(game.events[number + 1].attack[theirs, place, 0])
                yield (assessment.attack - attacked) ** 2
