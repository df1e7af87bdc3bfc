"""Views: what one seat may know of one world, built from nothing, field by field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dilemma.orders.arrays import NOBODY
from dilemma.projection.occurrences import private_occurrences, public_occurrences
from dilemma.projection.reports import read, reports_for, told_of
from dilemma.rules.events import Events, Reports
from dilemma.rules.treasury import funds_under
from dilemma.scenario import Dials, PowerShift, Scenario
from dilemma.view.books import OtherState, OwnBooks, StandingCrisis, StandingUltimatum
from dilemma.view.occurrences import Occurrence
from dilemma.view.reports import Report
from dilemma.view.view import View
from dilemma.vocabulary import (
    BudgetLine,
    Cause,
    Demand,
    Instrument,
    Module,
    Motive,
    Readiness,
    SignalKind,
    words_of,
)
from dilemma.world import World


@dataclass(frozen=True)
class Table:
    """What every view of a match shares and everybody knows."""

    ids: tuple[str, ...]
    dials: Dials
    lines: tuple[BudgetLine, ...]
    modules: tuple[Module, ...]
    power_shifts: tuple[PowerShift, ...]
    mean_homeland: float


def table_of(scenario: Scenario) -> Table:
    """What every view of a match of a scenario shares."""
    return Table(
        ids=scenario.ids,
        dials=scenario.dials,
        lines=scenario.lines,
        modules=scenario.modules,
        power_shifts=scenario.power_shifts,
        mean_homeland=scenario.mean_homeland,
    )


@dataclass(frozen=True)
class Standing:
    """What is worked out once for all views of one world: funds by readiness [N, 1], pairs."""

    funds: dict[Readiness, np.ndarray]
    wars: tuple[tuple[str, str], ...]
    pacts: tuple[tuple[str, str], ...]


def standing_of(table: Table, world: World) -> Standing:
    """What every view of a world needs."""
    return Standing(
        funds={
            readiness: funds_under(world, np.full_like(world.readiness, readiness.code))
            for readiness in words_of(Readiness)
        },
        wars=pairs_between(table, world.at_war),
        pacts=pairs_between(table, world.in_force[Instrument.DEFENCE_PACT.code]),
    )


def first_view(table: Table, world: World, reports: Reports, seat: str) -> View:
    """The view of a seat before its first orders (world with B = 1)."""
    return view_of(table, world, seat, reports_for(table.ids, reports, seat, world.turn), ())


def next_views(
    table: Table,
    world: World,
    events: Events,
    before: tuple[View, ...],
    statements: dict[str, str],
) -> tuple[View, ...]:
    """The views after a turn of the seats that had those before: the world now, and what was told.

    What was told once is carried over from the view before, never drawn or looked up again.
    """
    assert events.reports is not None
    turn = world.turn - 1
    public = tuple(public_occurrences(table.ids, events, turn, statements))
    standing, known = standing_of(table, world), read(events.reports)
    views = []
    for view in before:
        reports = told_of(table.ids, known, view.seat, world.turn)
        told = (*public, *private_occurrences(table.ids, events, view.seat, turn))
        so_far = view.reports + reports, view.occurrences + told
        views.append(view_of(table, world, view.seat, *so_far, standing))
    return tuple(views)


def view_of(
    table: Table,
    world: World,
    seat: str,
    reports: tuple[Report, ...],
    occurrences: tuple[Occurrence, ...],
    standing: Standing | None = None,
) -> View:
    """All that one seat may know of a world (B = 1), with what it was told so far."""
    place = table.ids.index(seat)
    standing = standing or standing_of(table, world)
    return View(
        turn=world.turn,
        turns=world.turns,
        seat=seat,
        dials=table.dials,
        modules=table.modules,
        power_shifts=table.power_shifts,
        own=_own_books(table, world, place, standing),
        others=tuple(
            _other(table, world, place, other) for other in range(world.states) if other != place
        ),
        wars=standing.wars,
        pacts=standing.pacts,
        mean_homeland=table.mean_homeland,
        reports=reports,
        occurrences=occurrences,
    )


def _own_books(table: Table, world: World, place: int, standing: Standing) -> OwnBooks:
    def number(values: np.ndarray) -> float:
        return float(values[place, 0])

    return OwnBooks(
        motive=Motive.from_code(int(world.motive[place, 0])),
        economy=number(world.economy),
        funds={readiness: number(funds) for readiness, funds in standing.funds.items()},
        reserves=number(world.reserves),
        offence=number(world.offence),
        defence=number(world.defence),
        offence_building=number(world.offence_building),
        defence_building=number(world.defence_building),
        intelligence=number(world.intelligence),
        standing=number(world.standing),
        welfare=number(world.welfare),
        territory=number(world.territory),
        readiness=Readiness.from_code(int(world.readiness[place, 0])),
        budget={line: float(world.budget[line.code, place, 0]) for line in table.lines},
        pledge_turns=int(world.pledge_turns[place, 0]),
        beaten=bool(world.beaten[place, 0]),
        **_module_books(world, place),
    )


def _module_books(world: World, place: int) -> dict[str, float]:
    """Own stocks that only a module brings; nothing while it is off."""
    stocks = {
        Module.DETERRENCE: {"deterrent": world.deterrent, "shield": world.shield},
        Module.INTERNAL_SECURITY: {
            "internal_security": world.internal_security,
            "unrest": world.unrest,
        },
        Module.SECRECY: {"secrecy": world.secrecy},
    }
    return {
        name: float(values[place, 0])
        for module, named in stocks.items()
        if module in world.modules
        for name, values in named.items()
    }


def _other(table: Table, world: World, place: int, other: int) -> OtherState:
    signal = int(world.signal[other, 0])
    return OtherState(
        id=table.ids[other],
        contact=float(world.contact[place, other, 0]),
        rivalry=float(world.rivalry[place, other, 0]),
        territory=float(world.territory[other, 0]),
        beaten=bool(world.beaten[other, 0]),
        tension=float(world.tension[place, other, 0]),
        offered=_instruments(world.offers[:, place, other, 0]),
        offers_us=_instruments(world.offers[:, other, place, 0]),
        in_force=_instruments(world.in_force[:, place, other, 0]),
        at_war=bool(world.at_war[place, other, 0]),
        crisis=_crisis(world, place, other),
        ultimatums=_ultimatums(world, place, other),
        signal=None if signal == NOBODY else SignalKind.from_code(signal),
        pledge_turns=int(world.pledge_turns[other, 0]),
        attacks_made=int(world.attacks_made[other, 0]),
        pledges_broken=int(world.pledges_broken[other, 0]),
        motive=public_motive(table, world, other),
    )


def public_motive(table: Table, world: World, other: int) -> Motive | None:
    """A state's motive, where the scenario lets everybody know it."""
    return Motive.from_code(int(world.motive[other, 0])) if table.dials.motives_known else None


def _instruments(flags: np.ndarray) -> tuple[Instrument, ...]:
    return tuple(
        kind for kind, flag in zip(words_of(Instrument), flags.tolist(), strict=True) if flag
    )


def _crisis(world: World, place: int, other: int) -> StandingCrisis | None:
    """The open crisis as the seat was told of it; `accident`, which is true, stays behind."""
    level = int(world.crisis[place, other, 0])
    if level == 0:
        return None
    deliberate = bool(world.told[place, other, 0])
    return StandingCrisis(
        opened=int(world.crisis_opened[place, other, 0]),
        told=Cause.DELIBERATE if deliberate else Cause.ACCIDENT,
        level=level,
    )


def _ultimatums(world: World, place: int, other: int) -> tuple[StandingUltimatum, ...]:
    found = []
    for issuer, target, to_me in ((place, other, False), (other, place, True)):
        demand = int(world.ultimatum[issuer, target, 0])
        if demand != NOBODY:
            found.append(StandingUltimatum(Demand.from_code(demand), to_me))
    return tuple(found)


def pairs_between(table: Table, between: np.ndarray) -> tuple[tuple[str, str], ...]:
    """The pairs of states marked in a symmetric array [N, N, 1]."""
    states = range(len(table.ids))
    return tuple(
        (table.ids[i], table.ids[j]) for i in states for j in states if i < j and between[i, j, 0]
    )
