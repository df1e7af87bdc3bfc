"""Views: what one seat may know of one world, built from nothing, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from dilemma.orders.arrays import NOBODY
from dilemma.projection.facts import Facts, facts_of
from dilemma.projection.occurrences import private_occurrences
from dilemma.projection.reports import read, told_of
from dilemma.rules.events import Events, Reports
from dilemma.rules.treasury import funds_by_readiness
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


Instruments = dict[tuple[int, int], tuple[Instrument, ...]]


@dataclass(frozen=True)
class Standing:
    """What is worked out once for all views of one world: facts, funds by readiness, pairs.

    `offers` and `in_force` are the instruments between two states, where there are any.
    """

    turn: int
    turns: int
    facts: Facts
    funds: dict[Readiness, list[float]]
    offers: Instruments
    in_force: Instruments
    wars: tuple[tuple[str, str], ...]
    pacts: tuple[tuple[str, str], ...]


def standing_of(table: Table, world: World) -> Standing:
    """What every view of a world (B = 1) needs."""
    facts = facts_of(world)
    return Standing(
        turn=world.turn,
        turns=world.turns,
        facts=facts,
        funds=dict(
            zip(words_of(Readiness), funds_by_readiness(world)[..., 0].tolist(), strict=True)
        ),
        offers=_instruments(facts.offers),
        in_force=_instruments(facts.in_force),
        wars=pairs_between(table, facts.at_war),
        pacts=pairs_between(table, facts.in_force[Instrument.DEFENCE_PACT.code]),
    )


def first_views(table: Table, standing: Standing, reports: Reports) -> tuple[View, ...]:
    """The views of all seats before their first orders (reports with B = 1)."""
    known = read(reports)
    return tuple(
        view_of(table, standing, seat, told_of(table.ids, known, seat, standing.turn), ())
        for seat in table.ids
    )


def next_views(
    table: Table,
    standing: Standing,
    events: Events,
    before: tuple[View, ...],
    public: tuple[Occurrence, ...],
) -> tuple[View, ...]:
    """The views after a turn of the seats that had those before: what stands, and what was told.

    What was told once is carried over from the view before, never drawn or looked up again;
    `public` is what everybody learned in the turn.
    """
    assert events.reports is not None
    known = read(events.reports)
    private = private_occurrences(table.ids, events, standing.turn - 1)
    views = []
    for view in before:
        reports = told_of(table.ids, known, view.seat, standing.turn)
        so_far = view.occurrences + public + private[view.seat]
        views.append(view_of(table, standing, view.seat, view.reports + reports, so_far))
    return tuple(views)


def view_of(
    table: Table,
    standing: Standing,
    seat: str,
    reports: tuple[Report, ...],
    occurrences: tuple[Occurrence, ...],
) -> View:
    """All that one seat may know of a world, with what it was told so far."""
    place = table.ids.index(seat)
    return View(
        turn=standing.turn,
        turns=standing.turns,
        seat=seat,
        dials=table.dials,
        modules=table.modules,
        power_shifts=table.power_shifts,
        own=_own_books(table, standing, place),
        others=tuple(
            _other(table, standing, place, other)
            for other in range(len(table.ids))
            if other != place
        ),
        wars=standing.wars,
        pacts=standing.pacts,
        mean_homeland=table.mean_homeland,
        reports=reports,
        occurrences=occurrences,
    )


def _own_books(table: Table, standing: Standing, place: int) -> OwnBooks:
    facts = standing.facts
    return OwnBooks(
        motive=Motive.from_code(facts.motive[place]),
        economy=facts.economy[place],
        funds={readiness: funds[place] for readiness, funds in standing.funds.items()},
        reserves=facts.reserves[place],
        offence=facts.offence[place],
        defence=facts.defence[place],
        offence_building=facts.offence_building[place],
        defence_building=facts.defence_building[place],
        intelligence=facts.intelligence[place],
        standing=facts.standing[place],
        welfare=facts.welfare[place],
        territory=facts.territory[place],
        readiness=Readiness.from_code(facts.readiness[place]),
        budget={line: facts.budget[line.code][place] for line in table.lines},
        pledge_turns=facts.pledge_turns[place],
        beaten=facts.beaten[place],
        **_module_books(table, facts, place),
    )


def _module_books(table: Table, facts: Facts, place: int) -> dict[str, float]:
    """Own stocks that only a module brings; nothing while it is off."""
    if not table.modules:
        return {}
    stocks = {
        Module.DETERRENCE: {"deterrent": facts.deterrent, "shield": facts.shield},
        Module.INTERNAL_SECURITY: {
            "internal_security": facts.internal_security,
            "unrest": facts.unrest,
        },
        Module.SECRECY: {"secrecy": facts.secrecy},
    }
    return {
        name: values[place]
        for module, named in stocks.items()
        if module in table.modules
        for name, values in named.items()
    }


def _other(table: Table, standing: Standing, place: int, other: int) -> OtherState:
    facts = standing.facts
    return OtherState(
        id=table.ids[other],
        contact=facts.contact[place][other],
        rivalry=facts.rivalry[place][other],
        territory=facts.territory[other],
        beaten=facts.beaten[other],
        tension=facts.tension[place][other],
        offered=standing.offers.get((place, other), ()),
        offers_us=standing.offers.get((other, place), ()),
        in_force=standing.in_force.get((place, other), ()),
        at_war=facts.at_war[place][other],
        crisis=_crisis(facts, place, other),
        ultimatums=_ultimatums(facts, place, other),
        signal=public_signal(facts, other),
        pledge_turns=facts.pledge_turns[other],
        attacks_made=facts.attacks_made[other],
        pledges_broken=facts.pledges_broken[other],
        motive=public_motive(table, facts, other),
    )


def public_signal(facts: Facts, state: int) -> SignalKind | None:
    """The signal that a state gave, which everybody sees."""
    signal = facts.signal[state]
    return None if signal == NOBODY else SignalKind.from_code(signal)


def public_motive(table: Table, facts: Facts, state: int) -> Motive | None:
    """A state's motive, where the scenario lets everybody know it."""
    return Motive.from_code(facts.motive[state]) if table.dials.motives_known else None


def _instruments(flags: list[list[list[bool]]]) -> Instruments:
    """The instruments marked between any two states."""
    found: dict[tuple[int, int], tuple[Instrument, ...]] = {}
    for kind, between in zip(words_of(Instrument), flags, strict=True):
        for one, row in enumerate(between):
            if any(row):
                for other, marked in enumerate(row):
                    if marked:
                        found[one, other] = (*found.get((one, other), ()), kind)
    return found


def _crisis(facts: Facts, place: int, other: int) -> StandingCrisis | None:
    """The open crisis as the seat was told of it; `accident`, which is true, stays behind."""
    level = facts.crisis[place][other]
    if level == 0:
        return None
    return StandingCrisis(
        opened=facts.crisis_opened[place][other],
        told=Cause.DELIBERATE if facts.told[place][other] else Cause.ACCIDENT,
        level=level,
    )


def _ultimatums(facts: Facts, place: int, other: int) -> tuple[StandingUltimatum, ...]:
    found = []
    for issuer, target, to_me in ((place, other, False), (other, place, True)):
        demand = facts.ultimatum[issuer][target]
        if demand != NOBODY:
            found.append(StandingUltimatum(Demand.from_code(demand), to_me))
    return tuple(found)


def pairs_between(table: Table, between: list[list[bool]]) -> tuple[tuple[str, str], ...]:
    """The pairs of states marked in a symmetric square."""
    states = range(len(table.ids))
    return tuple(
        [(table.ids[i], table.ids[j]) for i in states for j in states if i < j and between[i][j]]
    )
