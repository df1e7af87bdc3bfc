"""The three lanes: what each state did, what others saw of it, and what they believed."""

from __future__ import annotations

from dilemma.arithmetic import add_up
from dilemma.debrief.covers import NO_COVERS, Covers, cover_of
from dilemma.protocol.hindsight import LaneTurn, Seen
from dilemma.record import Game
from dilemma.view import Estimate, Report
from dilemma.view.staff import pools_by_turn, share_band, strength_band
from dilemma.vocabulary import CORE_LINES, BudgetLine, Module
from dilemma.world import World

SeenByPair = dict[tuple[str, str], list[Seen]]
"""What was seen, by watcher and watched, in each turn played."""


def lanes_of(game: Game, covers: Covers = NO_COVERS) -> tuple[LaneTurn, ...]:
    """For every turn played and every state, its three lanes."""
    seen = _everything_seen(game)
    return tuple(
        _lane(game, number, place, seen, covers)
        for number in range(len(game.turns))
        for place in range(len(game.scenario.ids))
    )


def _lane(game: Game, number: int, place: int, seen: SeenByPair, covers: Covers) -> LaneTurn:
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
        seen=tuple(seen[watcher, ids[place]][number] for watcher in ids if watcher != ids[place]),
        stocks=_stocks(game, world, place),
        unrest=_unrest(world, place),
        fears=fears_of(world, ids, place),
        bot=cover_of(covers, ids[place], number + 1),
    )


def fears_of(world: World, ids: tuple[str, ...], place: int) -> dict[str, float]:
    """The tension of a state towards each other state."""
    towards = enumerate(world.tension[place, :, 0].tolist())
    return {ids[other]: round(felt, 3) for other, felt in towards if other != place}


def _stocks(game: Game, world: World, place: int) -> dict[BudgetLine, float]:
    """The true stocks, in points, of the lines that modules bring."""
    brought = [line for line in game.scenario.lines if line not in CORE_LINES]
    return {line: round(float(getattr(world, line)[place, 0]), 1) for line in brought}


def _unrest(world: World, place: int) -> float | None:
    if Module.INTERNAL_SECURITY not in world.modules:
        return None
    return round(float(world.unrest[place, 0]), 3)


def _everything_seen(game: Game) -> SeenByPair:
    """What each watcher saw of each other state, turn by turn."""
    found: SeenByPair = {}
    for view in game.views:
        about: dict[str, list[Report]] = {page.id: [] for page in view.others}
        for report in view.reports:
            about[report.about].append(report)
        for watched, reports in about.items():
            found[view.seat, watched] = _seen(game, view.seat, watched, reports)
    return found


def _seen(game: Game, watcher: str, watched: str, reports: list[Report]) -> list[Seen]:
    """What a watcher's staff made of a state at the opening of each turn, and what he believed."""
    return [
        Seen(
            watcher=watcher,
            strength=strength_band(strength.value, strength.noise),
            offence_share=share_band(composition.value, composition.noise),
            believed=turn.orders[watcher].assessments.get(watched),
            arsenal=_arsenal([report for report in reports if report.turn <= number]),
        )
        for number, (turn, (strength, composition)) in enumerate(
            zip(game.turns, pools_by_turn(reports, len(game.turns)), strict=True), start=1
        )
    ]


def _arsenal(reports: list[Report]) -> dict[BudgetLine, Estimate]:
    """What the newest report that counted missiles says."""
    for report in reversed(reports):
        if report.deterrent is not None and report.shield is not None:
            return {BudgetLine.DETERRENT: report.deterrent, BudgetLine.SHIELD: report.shield}
    return {}
