"""Views: own books exactly, a public page of everybody else, and all that was ever told."""

from __future__ import annotations

import pytest

from dilemma.projection import first_views, standing_of, table_of
from dilemma.record import Game, advance, begin
from dilemma.rules import first_reports
from dilemma.view.books import StandingCrisis, StandingUltimatum
from dilemma.view.occurrences import Attacked, Signalled
from dilemma.vocabulary import (
    CORE_LINES,
    BudgetLine,
    Cause,
    Demand,
    Instrument,
    Motive,
    Readiness,
    SignalKind,
)
from support.told import seen_in
from support.worlds import (
    SECRET,
    attack,
    between,
    having,
    in_crisis,
    mutual,
    order,
    plain,
    quiet_dice,
    signalling,
    spending,
    under,
    wanting,
    world_of,
)


def played(*orders: dict[str, object]) -> Game:
    """A match of three states after some turns."""
    game = begin(plain(3), SECRET)
    for sheets in orders:
        game = advance(game, sheets)  # type: ignore[arg-type]  # sheets by state
    return game


@pytest.mark.parametrize(
    "field",
    (
        "economy reserves offence defence offence_building defence_building intelligence standing"
        " welfare territory"
    ).split(),
)
def test_own_books_are_exact(field: str) -> None:
    world = having(world_of(3), field, a=1 / 3, b=0.9, c=0.8)
    assert getattr(seen_in(world).own, field) == 1 / 3


def test_own_words_are_exact_too() -> None:
    world = having(wanting(world_of(3), a=Motive.REVISIONIST), "pledge_turns", a=2)
    world = having(world, "readiness", a=Readiness.MOBILISED.code)
    own = seen_in(world).own
    assert (own.motive, own.pledge_turns, own.readiness) == (
        Motive.REVISIONIST,
        2,
        Readiness.MOBILISED,
    )
    assert not own.beaten
    assert seen_in(having(world, "territory", a=0.1)).own.beaten


def test_the_budget_that_stands_is_last_turns() -> None:
    game = played({"a": spending(welfare=0.25)})
    assert game.view("a").own.budget == {
        **dict.fromkeys(CORE_LINES, 0.0),
        BudgetLine.WELFARE: 0.25,
    }


def test_the_others_are_listed_in_the_order_of_the_scenario() -> None:
    assert [page.id for page in seen_in(world_of(4), "c").others] == ["a", "b", "d"]
    view = seen_in(world_of(4), "c")
    assert view.other("d") == view.others[2]
    assert view.other("c") is None
    assert view.other("z") is None


def test_a_page_shows_what_lies_between_the_two() -> None:
    world = mutual(world_of(3), "contact", ab=0.5)
    world = between(mutual(world, "rivalry", ab=0.25), "tension", ab=0.75, ba=0.125)
    page = seen_in(world).others[0]
    assert (page.contact, page.rivalry, page.tension) == (0.5, 0.25, 0.75)
    assert seen_in(world, "b").others[0].tension == 0.125


def test_a_page_shows_what_everybody_has_seen_of_a_state() -> None:
    world = having(world_of(3), "attacks_made", b=2)
    world = having(having(world, "pledges_broken", b=1), "pledge_turns", b=3)
    world = having(having(world, "signal", b=SignalKind.WARN.code), "territory", b=1.35)
    page = seen_in(world).others[0]
    assert (page.attacks_made, page.pledges_broken, page.pledge_turns) == (2, 1, 3)
    assert (page.signal, page.territory, page.beaten) == (SignalKind.WARN, 1.35, False)
    assert seen_in(world).others[1].signal is None


def test_a_page_shows_treaties_from_both_sides() -> None:
    world = under(world_of(3), Instrument.TRADE, "ab")
    offers = world.offers.copy()
    offers[Instrument.HOTLINE.code, 1, 0] = True
    view = seen_in(world.but(offers=offers))
    assert view.others[0].offered == (Instrument.TRADE,)
    assert view.others[0].offers_us == (Instrument.HOTLINE, Instrument.TRADE)
    assert view.others[0].in_force == (Instrument.TRADE,)
    assert view.others[1].offered == view.others[1].offers_us == view.others[1].in_force == ()


@pytest.mark.parametrize(
    ("deliberate", "told"), [(True, Cause.DELIBERATE), (False, Cause.ACCIDENT)]
)
def test_a_page_shows_an_open_crisis_as_it_was_told(deliberate: bool, told: Cause) -> None:
    world = in_crisis(world_of(3), "ab", age=2, level=3)
    world = between(world, "told", ab=deliberate, ba=not deliberate)
    view = seen_in(world)
    assert view.others[0].crisis == StandingCrisis(opened=1, told=told, level=3)
    assert view.others[1].crisis is None


def test_a_page_shows_ultimatums_in_both_directions() -> None:
    world = between(world_of(3), "ultimatum", ab=Demand.STOP_ARMING.code, ba=Demand.STAND_DOWN.code)
    assert seen_in(world).others[0].ultimatums == (
        StandingUltimatum(Demand.STOP_ARMING, to_me=False),
        StandingUltimatum(Demand.STAND_DOWN, to_me=True),
    )
    assert seen_in(world, "c").others[0].ultimatums == ()


def test_wars_are_seen_by_all_each_pair_once() -> None:
    world = mutual(world_of(4), "at_war", ab=True, bd=True)
    for seat in "abcd":
        assert seen_in(world, seat).wars == (("a", "b"), ("b", "d"))
    assert seen_in(world, "b").others[0].at_war
    assert not seen_in(world, "b").others[1].at_war


def test_a_first_view_has_reports_and_no_past() -> None:
    world = world_of(2)
    table = table_of(plain(2))
    reports = first_reports(world, quiet_dice(2))
    view, _ = first_views(table, standing_of(table, world), reports)
    assert (view.turn, view.turns, view.seat) == (1, 12, "a")
    assert [(report.turn, report.about) for report in view.reports] == [(1, "b")]
    assert view.occurrences == ()
    assert view.dials == plain(2).dials


def test_what_was_told_once_is_told_for_ever_in_the_same_words() -> None:
    game = played({"a": signalling(SignalKind.WARN)})
    first = game.view("b")
    later = advance(advance(game, {}), {"c": attack("a")}).view("b")
    assert later.reports[: len(first.reports)] == first.reports
    assert later.occurrences[: len(first.occurrences)] == first.occurrences
    assert {report.turn for report in later.reports} == {1, 2, 3, 4}


def test_what_happened_is_dated_with_the_turn_it_happened_in() -> None:
    game = played({}, {"a": signalling(SignalKind.REASSURE)}, {"b": attack("c")})
    (word, blow) = game.view("c").occurrences
    assert word == Signalled(2, "a", SignalKind.REASSURE, None, None, "")
    assert isinstance(blow, Attacked)
    assert (blow.turn, blow.attacker, blow.target) == (3, "b", "c")


def test_the_last_view_comes_after_the_last_turn() -> None:
    game = begin(plain(2, turns=1), SECRET)
    view = advance(game, {"a": order()}).view("a")
    assert (view.turn, view.turns) == (2, 1)
