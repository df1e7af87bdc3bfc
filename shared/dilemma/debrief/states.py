"""What each state was, and how it did by its own motive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dilemma.protocol.hindsight import StateFinding
from dilemma.record import Game
from dilemma.vocabulary import Motive


def state_findings(game: Game, players: Mapping[str, str]) -> tuple[StateFinding, ...]:
    """One finding for each state, in seat order."""
    return tuple(_finding(game, place, players) for place in range(len(game.scenario.ids)))


def _finding(game: Game, place: int, players: Mapping[str, str]) -> StateFinding:
    world = game.world
    identifier = game.scenario.ids[place]
    breaches = sum(int(events.breach[place, :, 0].sum()) for events in game.events)
    return StateFinding(
        id=identifier,
        player=players.get(identifier, identifier),
        motive=Motive.from_code(int(world.motive[place, 0])),
        score=final_score(game, place),
        territory=float(world.territory[place, 0]),
        promises_broken=int(world.pledges_broken[place, 0]) + breaches,
        assessment_error=assessment_error(game, place),
    )


def final_score(game: Game, place: int) -> float:
    """The average payoff of a turn in hundredths, held between 0 and 100."""
    played = max(len(game.turns), 1)
    return round(min(max(100.0 * float(game.world.score[place, 0]) / played, 0.0), 100.0), 1)


def assessment_error(game: Game, place: int) -> float | None:
    """The mean Brier score (Brier, 1950) of a seat's probabilities: 0 perfect, 1 always wrong.

    Harm is judged against the motive, attack against the turn after the one it was recorded in.
    """
    errors = list(_errors(game, place))
    return round(sum(errors) / len(errors), 4) if errors else None


def _errors(game: Game, place: int) -> Iterator[float]:
    ids = game.scenario.ids
    for number, turn in enumerate(game.turns):
        for other, assessment in turn.orders[ids[place]].assessments.items():
            theirs = ids.index(other)
            malign = int(game.world.motive[theirs, 0]) == Motive.REVISIONIST.code
            yield (assessment.harm - malign) ** 2
            if number + 1 < len(game.events):
                attacked = bool(game.events[number + 1].attack[theirs, place, 0])
                yield (assessment.attack - attacked) ** 2
