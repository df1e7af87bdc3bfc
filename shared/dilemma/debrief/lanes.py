"""The three lanes: what each state did, what others saw of it, and what they believed."""

from __future__ import annotations

from dilemma.arithmetic import add_up
from dilemma.protocol.hindsight import LaneTurn, Seen
from dilemma.record import Game
from dilemma.view import Estimate, Report
from dilemma.view.staff import pools, share_band, strength_band
from dilemma.vocabulary import CORE_LINES, BudgetLine, Module
from dilemma.world import World


def lanes_of(game: Game) -> tuple[LaneTurn, ...]:
    """For every turn played and every state, its three lanes."""
    return tuple(
        _lane(game, number, place)
        for number in range(len(game.turns))
        for place in range(len(game.scenario.ids))
    )


def _lane(game: Game, number: int, place: int) -> LaneTurn:
    world, orders = game.worlds[number], game.turns[number].orders
    ids = game.scenario.ids
    others = max(world.states - 1, 1)
    return LaneTurn(
        turn=number + 1,
        state=ids[place],
        did=orders[ids[place]],
        offence=round(float(world.offence[place, 0]), 1),
        defence=round(float(world.defence[place, 0]), 1),
        tension=round(float(add_up(world.tension[place])[0]) / others, 3),
        seen=tuple(
            _seen(game, number, watcher, ids[place]) for watcher in ids if watcher != ids[place]
        ),
        stocks=_stocks(game, world, place),
        unrest=_unrest(world, place),
    )


def _stocks(game: Game, world: World, place: int) -> dict[BudgetLine, float]:
    """The true stocks, in points, of the lines that modules bring."""
    brought = [line for line in game.scenario.lines if line not in CORE_LINES]
    return {line: round(float(getattr(world, line)[place, 0]), 1) for line in brought}


def _unrest(world: World, place: int) -> float | None:
    if Module.INTERNAL_SECURITY not in world.modules:
        return None
    return round(float(world.unrest[place, 0]), 3)


def _seen(game: Game, number: int, watcher: str, watched: str) -> Seen:
    """What a watcher's staff made of a state at the opening of a turn, and what its player did."""
    turn = number + 1
    reports = [
        report
        for report in game.view(watcher).reports
        if report.about == watched and report.turn <= turn
    ]
    strength, composition = pools(reports, turn)
    return Seen(
        watcher=watcher,
        strength=strength_band(strength.value, strength.noise),
        offence_share=share_band(composition.value, composition.noise),
        believed=game.turns[number].orders[watcher].assessments.get(watched),
        arsenal=_arsenal(reports),
    )


def _arsenal(reports: list[Report]) -> dict[BudgetLine, Estimate]:
    """What the newest report that counted missiles says."""
    for report in reversed(reports):
        if report.deterrent is not None and report.shield is not None:
            return {BudgetLine.DETERRENT: report.deterrent, BudgetLine.SHIELD: report.shield}
    return {}
