"""Rules 13: modules."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.orders import Motion, Order, problems
from dilemma.projection.occurrences import public_occurrences
from dilemma.record import advance, begin
from dilemma.rules import Events, first_reports
from dilemma.rules.building import building
from dilemma.rules.events import no_events
from dilemma.rules.home import home
from dilemma.rules.retaliation import retaliation
from dilemma.rules.scoring import safety, scoring
from dilemma.rules.treasury import treasury
from dilemma.rules.war import war
from dilemma.scenario import Scenario
from dilemma.view.occurrences import Retaliated
from dilemma.view.reports import Estimate
from dilemma.vocabulary import BudgetLine, Module, MotionKind, Response, Source
from dilemma.world import World
from support.told import reports_for
from support.worlds import (
    SECRET,
    after,
    answering,
    attack,
    before,
    having,
    in_crisis,
    loaded,
    of,
    order,
    orders_in,
    plain,
    quiet_dice,
    spending,
    told_by,
    world_of,
)

CASES = pytest.mark.parametrize
WON = loaded(quiet_dice(2), "battle", b=0.0)
LINES = {
    Module.INTERNAL_SECURITY: ["internal_security"],
    Module.DETERRENCE: ["deterrent", "shield"],
    Module.SECRECY: ["secrecy"],
    Module.FORUM: [],
}


def with_modules(*modules: Module, states: int = 3) -> Scenario:
    """The plain with some modules switched on."""
    return msgspec.structs.replace(plain(states), modules=modules)


def on(module: Module, states: int = 2, **dials: float) -> World:
    """A world of the plain with a module switched on."""
    return world_of(states, **dials).but(modules=frozenset({module}))


def home_again(world: World, sheet: Order | None = None) -> World:
    """The world after a turn at home."""
    return after(home, world, orders_in(world, a=sheet or order()))[0]


def struck(world: World, won: bool = False, **sheets: Order) -> tuple[World, World, Events]:
    """The world after its wars, after retaliation, and what happened; a attacks b."""
    dice = loaded(quiet_dice(world.states), "battle", b=0.0) if won else None
    orders = orders_in(world, **{"a": attack("b"), **sheets})
    fought, _ = before(retaliation, world, orders, dice)
    later, events = after(retaliation, world, orders, dice)
    return fought, later, events


def ruin(arriving: float) -> float:
    """The share of a country that an arriving deterrent ruins."""
    return C.ruin_most * arriving / (arriving + C.ruin_scale)


@CASES("module", Module)
def test_13_1_a_module_that_is_off_is_not_there(module: Module) -> None:
    for scenario, there in ((with_modules(), False), (with_modules(module), True)):
        view = begin(scenario, SECRET).view("a")
        for line in LINES[module]:
            assert (line in view.own.budget) == there
            assert (getattr(view.own, line) is not None) == there
            assert (problems(view, spending(**{line: 0.1})) == ()) == there
        reported = any(report.deterrent is not None for report in view.reports)
        assert reported == (there and module is Module.DETERRENCE)
        forum_open = problems(view, order(motion=Motion(MotionKind.CONDEMN, "b"))) == ()
        assert forum_open == (there and module is Module.FORUM)


# Internal security


def test_13_2_unrest_grows_from_doubt_and_want_and_is_held_down() -> None:
    world = having(on(Module.INTERNAL_SECURITY), "unrest", a=0.3)
    world = having(having(world, "standing", a=0.5), "internal_security", a=2.0)
    doubt = C.unrest_of_standing * (C.standing_rest - 0.5)
    want = C.unrest_of_want * C.welfare_expected
    calm = C.security_calms * 2.0 * C.security_kept
    later = home_again(world)
    assert of(later.unrest, "a") == pytest.approx(C.unrest_kept * 0.3 + doubt + want - calm)
    content = having(world, "standing", a=0.9)
    sheet = spending(welfare=0.9)
    assert of(home_again(content, sheet).unrest, "a") == pytest.approx(C.unrest_kept * 0.3 - calm)


@CASES("unrest", [0.0, 0.25, 1.0])
def test_13_3_unrest_lowers_income(unrest: float) -> None:
    world = having(on(Module.INTERNAL_SECURITY), "unrest", a=unrest)
    _, events = after(treasury, world, orders_in(world))
    assert of(events.gross, "a") == pytest.approx(40.0 * (1.0 - C.unrest_drain * unrest))


@CASES("unrest", [0.4, 0.5, 0.7])
def test_13_4_much_unrest_forces_money_into_internal_security(unrest: float) -> None:
    world = having(on(Module.INTERNAL_SECURITY), "unrest", a=unrest)
    _, events = after(treasury, world, orders_in(world, a=spending(welfare=0.6)))
    forced = max(unrest - C.forced_security, 0.0)
    funds = of(events.funds, "a")
    assert of(events.spent[BudgetLine.INTERNAL_SECURITY.code], "a") == pytest.approx(forced * funds)
    welfare = of(events.spent[BudgetLine.WELFARE.code], "a")
    assert welfare == pytest.approx(0.6 * (1.0 - forced) * funds)


def test_13_5_internal_security_fades_and_is_bought_at_once() -> None:
    world = having(on(Module.INTERNAL_SECURITY), "internal_security", a=10.0)
    later, events = after(building, world, orders_in(world, a=spending(internal_security=0.2)))
    bought = of(events.spent[BudgetLine.INTERNAL_SECURITY.code], "a")
    expected = 10.0 * C.security_kept + 1.0 * bought
    assert of(later.internal_security, "a") == pytest.approx(expected)


def test_13_6_internal_security_is_taken_for_arms_abroad_and_does_not_fight() -> None:
    quiet = on(Module.INTERNAL_SECURITY, intelligence_noise=0.0)
    policed = having(quiet, "internal_security", b=10.0)
    reports = first_reports(policed, quiet_dice(2))
    assert of(reports.strength[0], "ab") == 50.0 + 10.0
    assert of(reports.composition[0], "ab") == pytest.approx(25.0 / 60.0, abs=0.006)
    chances = [
        of(after(war, world, orders_in(world, a=attack("b")))[1].success_chance, "b")
        for world in (quiet, policed)
    ]
    assert chances[0] == chances[1]


# Deterrence


@CASES("line", ["deterrent", "shield"])
def test_13_7_deterrents_and_shields_are_built_like_forces_and_cost_no_upkeep(line: str) -> None:
    world = having(on(Module.DETERRENCE), line, a=10.0)
    orders = orders_in(world, a=spending(**{line: 0.5}))
    later, events = after(building, world, orders)
    assert of(getattr(later, line), "a") == pytest.approx(10.0 * (1.0 - C.depreciation))
    bought = of(events.spent[BudgetLine(line).code], "a")
    assert of(events.upkeep, "a") == of(events.upkeep, "b")
    arrived, _ = after(building, later, orders_in(later))
    expected = (10.0 * (1.0 - C.depreciation)) * (1.0 - C.depreciation) + bought
    assert of(getattr(arrived, line), "a") == pytest.approx(expected)


@CASES("line", ["deterrent", "shield"])
def test_13_7_what_costs_no_upkeep_does_not_disband_for_want_of_it(line: str) -> None:
    armed = having(on(Module.DETERRENCE), line, a=10.0)
    poor = having(having(armed, "defence", a=900.0), "reserves", a=0.0)
    later, events = after(building, poor, orders_in(poor))
    assert of(events.unpaid, "a") > 0.0
    assert of(later.defence, "a") < 900.0 * (1.0 - C.depreciation)
    assert of(getattr(later, line), "a") == pytest.approx(10.0 * (1.0 - C.depreciation))


@CASES("won", [False, True])
def test_13_8_who_attacks_is_struck_by_what_survives(won: bool) -> None:
    world = having(on(Module.DETERRENCE), "deterrent", b=20.0)
    fought, later, events = struck(world, won)
    surviving = of(fought.deterrent, "b") * (C.deterrent_survives if won else 1.0)
    assert of(events.ruin, "a") == pytest.approx(ruin(surviving))
    assert of(events.ruin, "b") == 0.0
    assert of(later.deterrent, "b") == pytest.approx(surviving)


def test_13_8_several_attackers_share_it_and_a_clash_counts() -> None:
    world = having(on(Module.DETERRENCE, 3), "deterrent", b=20.0)
    fought, _, events = struck(world, c=attack("b"))
    half = of(fought.deterrent, "b") / 2.0
    assert events.ruin[:, 0] == pytest.approx([ruin(half), 0.0, ruin(half)])
    world = in_crisis(having(on(Module.DETERRENCE), "deterrent", b=20.0), "ab")
    up = orders_in(world, a=answering(Response.ESCALATE, "b"), b=answering(Response.ESCALATE, "a"))
    dice = loaded(quiet_dice(2), "clash", ab=0.0, ba=0.0)
    assert of(after(retaliation, world, up, dice)[1].ruin, "a") > 0.0


@CASES("warheads", [1.0, 3.0])
def test_13_9_a_shield_stops_part_of_it_and_warheads_overwhelm_a_shield(warheads: float) -> None:
    world = on(Module.DETERRENCE, warheads_per_missile=warheads)
    world = having(having(world, "deterrent", b=20.0), "shield", a=15.0)
    fought, _, events = struck(world)
    sent, shield = of(fought.deterrent, "b") * warheads, of(fought.shield, "a")
    passing = sent * sent / (sent + shield)
    assert of(events.ruin, "a") == pytest.approx(ruin(passing))


def test_13_10_what_ruin_costs_and_that_all_see_it() -> None:
    world = having(on(Module.DETERRENCE), "deterrent", b=20.0)
    fought, later, events = struck(world)
    share = of(events.ruin, "a")
    for field in ("economy", "offence", "defence"):
        lost = 1.0 - of(getattr(later, field) / getattr(fought, field), "a")
        assert lost == pytest.approx(share)
    ended, _ = after(scoring, world, orders_in(world, a=attack("b")))
    expected = C.security_weight * of(safety(ended), "a") - C.ruin_score * share
    assert of(ended.score, "a") == pytest.approx(expected)
    armed = with_modules(Module.DETERRENCE)
    states = tuple(msgspec.structs.replace(state, deterrent=20.0) for state in armed.states)
    game = advance(begin(msgspec.structs.replace(armed, states=states), SECRET), {"a": attack("b")})
    assert any(isinstance(told, Retaliated) for told in game.view("c").occurrences)


@CASES(("share", "told"), [(0.001, 0.05), (0.12, 0.1), (0.13, 0.15), (0.8, 0.8)])
def test_13_10_a_ruin_is_told_roughly_and_never_as_none(share: float, told: float) -> None:
    events = no_events(2, 1).but(ruin=np.array([[share], [0.0]]))
    assert list(public_occurrences(("a", "b"), events, 3, {})) == [Retaliated(3, "a", told)]


def test_13_11_who_has_no_arsenal_is_reported_to_have_none() -> None:
    world = on(Module.DETERRENCE, intelligence_noise=1.0)
    for draw in (-2.0, 2.0):
        dice = told_by(quiet_dice(2), "arsenals", 0, ab=draw)
        report = reports_for(("a", "b"), first_reports(world, dice), "a", 1)[0]
        assert report.deterrent == Estimate(0.0, 0.0, 0.0) == report.shield


def test_13_11_technical_sources_count_arsenals_with_less_error() -> None:
    world = having(having(on(Module.DETERRENCE), "deterrent", b=20.0), "shield", b=10.0)
    spoken = loaded(quiet_dice(2), "delivery", ab=0.0)
    reports = first_reports(world, told_by(spoken, "arsenals", 0, ab=1.0))
    noise = 0.4 / 2.0**0.5 * C.arsenal_noise
    assert reports.deterrent is not None
    assert of(reports.deterrent, "ab") == pytest.approx(20.0 * 2.718281828**noise, abs=0.06)
    technical, human = reports_for(("a", "b"), reports, "a", 1)
    assert technical.deterrent is not None
    assert technical.shield is not None
    assert human.deterrent is None


# Secrecy


def test_13_12_secrecy_fades_is_bought_at_once_and_blurs_every_report() -> None:
    world = having(on(Module.SECRECY), "secrecy", b=2.0)
    later, events = after(building, world, orders_in(world, b=spending(secrecy=0.2)))
    bought = of(events.spent[BudgetLine.SECRECY.code], "b") * C.secrecy_bought
    assert of(later.secrecy, "b") == pytest.approx(2.0 * C.secrecy_kept + bought)
    dice = told_by(quiet_dice(2), "strength", 0, ab=1.0)
    clear, blurred = (
        of(first_reports(having(world, "secrecy", b=level), dice).strength[0], "ab")
        for level in (0.0, 8.0)
    )
    assert 50.0 < clear < blurred
    alarm = told_by(quiet_dice(2), "readiness", 0, ab=0.1)
    said = {
        of(first_reports(having(world, "secrecy", b=level), alarm).readiness[0], "ab")
        for level in (0.0, 8.0)
    }
    assert len(said) == 1


@CASES(("secrecy", "known"), [(0.0, 1.5), (1.2, 1.5), (1.3, 2.0), (3.0, 2.5), (8.0, 3.5)])
def test_13_13_where_there_is_secrecy_the_error_is_known_roughly_and_never_too_low(
    secrecy: float, known: float
) -> None:
    world = having(on(Module.SECRECY, differentiation=0.5), "secrecy", b=secrecy)
    reports = first_reports(world, quiet_dice(2))
    for source in Source:
        noise = 0.4 / 2.0**0.5 * C.source_noise[source.code] * known
        told = of(reports.strength_noise[source.code], "ab")
        assert noise <= told <= noise + 0.001
        spread = C.composition_noise + 0.5 * C.indistinct_noise
        composition = of(reports.composition_noise[source.code], "ab")
        assert noise * spread <= composition <= noise * spread + 0.001
