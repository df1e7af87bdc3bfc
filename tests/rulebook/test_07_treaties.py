"""Rules 7: lines and treaties."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from dilemma.coefficients import STANDARD as C
from dilemma.orders import Order, standing_order
from dilemma.protocol.messages import Accepted, Refused, Say, SubmitOrders
from dilemma.record import advance, begin
from dilemma.rules.building import building
from dilemma.rules.incidents import incidents
from dilemma.rules.intelligence import intelligence
from dilemma.rules.tension import tension
from dilemma.rules.treaties import treaties
from dilemma.rules.war import war
from dilemma.view.occurrences import OfferChanged, TreatyBroken
from dilemma.vocabulary import Instrument
from dilemma.world import World
from support.desk import Desk, scenario
from support.manual_clock import ManualClock
from support.worlds import (
    SECRET,
    after,
    agreeing,
    attack,
    having,
    loaded,
    mutual,
    of,
    offering,
    orders_in,
    plain,
    probe,
    quiet_dice,
    spending,
    under,
    world_of,
)

EVERY = pytest.mark.parametrize("instrument", Instrument)
PROMISES = (Instrument.NON_AGGRESSION, Instrument.DEFENCE_PACT)


def agreed(world: World, **sheets: Order) -> World:
    """The world after its treaties have met."""
    return after(treaties, world, orders_in(world, **sheets))[0]


@EVERY
def test_7_1_an_instrument_is_in_force_exactly_while_both_offer_it(instrument: Instrument) -> None:
    both = agreeing(instrument, "ab")
    assert of(agreed(world_of(2), **both).in_force[instrument.code], "ab")
    assert not of(agreed(world_of(2), a=both["a"]).in_force[instrument.code], "ab")
    before = under(world_of(2), instrument, "ab")
    assert not of(agreed(before, a=both["a"]).in_force[instrument.code], "ab")


@EVERY
def test_7_2_only_the_two_know_of_offers_and_all_know_of_pacts(instrument: Instrument) -> None:
    game = advance(begin(plain(3), SECRET), agreeing(instrument, "ab"))
    told = OfferChanged(1, "a", "b", instrument, True, True)
    assert told in game.view("a").occurrences
    assert told in game.view("b").occurrences
    assert game.view("c").occurrences == ()
    public = instrument is Instrument.DEFENCE_PACT
    assert game.view("c").pacts == ((("a", "b"),) if public else ())
    game = advance(game, {"a": offering(to="b")})
    assert OfferChanged(2, "a", "b", instrument, False, False) in game.view("b").occurrences


@EVERY
def test_7_3_between_states_at_war_only_a_hotline_is_in_force(instrument: Instrument) -> None:
    world = mutual(world_of(2), "at_war", ab=True)
    later = agreed(world, **agreeing(instrument, "ab"))
    assert of(later.in_force[instrument.code], "ab") == (instrument is Instrument.HOTLINE)
    assert of(later.offers[instrument.code], "ab") == (instrument is Instrument.HOTLINE)


def test_7_4_private_talk_needs_a_hotline() -> None:
    desk = Desk(ManualClock(), scenario(), ("Ada", "Ben"))
    assert isinstance(desk.command("redland", Say("blueland", "Hello?", "too soon")), Refused)
    for seat, other in (("redland", "blueland"), ("blueland", "redland")):
        sheet = replace(
            standing_order(desk.match.view(seat)), offers={other: (Instrument.HOTLINE,)}
        )
        desk.command(seat, SubmitOrders(1, sheet, "offer"))
    assert isinstance(desk.command("redland", Say("blueland", "Hello.", "now")), Accepted)


@EVERY
def test_7_5_inspections_show_both_the_true_composition(instrument: Instrument) -> None:
    world = world_of(3)
    _, events = after(intelligence, world, orders_in(world, **agreeing(instrument, "ab")))
    assert events.reports is not None
    shown = instrument is Instrument.INSPECTIONS
    for source in range(2):
        noise = events.reports.composition_noise[source]
        assert (of(noise, "ab") == 0.0) == (of(noise, "ba") == 0.0) == shown
        assert of(noise, "ac") > 0.0
        assert of(events.reports.strength_noise[source], "ab") > 0.0


def test_7_6_an_arms_limit_caps_offence_and_scraps_what_stands_above() -> None:
    world = having(world_of(3, arms_limit_cap=25.0), "offence", a=45.0, b=20.0)
    pair = agreeing(Instrument.ARMS_LIMIT, "ab")
    arming = {letter: replace(pair[letter], budget=spending(offence=0.5).budget) for letter in "ab"}
    later, events = after(building, world, orders_in(world, **arming))
    worn = 45.0 * (1.0 - C.depreciation)
    assert of(later.offence, "a") == pytest.approx(worn - (worn - 25.0) * C.scrapping)
    spent = of(events.spent[2], "a")
    assert of(later.offence_building, "a") == 0.0
    saved = of(world.reserves, "a") + of(events.saved, "a")
    assert of(later.reserves, "a") == pytest.approx(saved + spent)
    assert of(later.offence_building, "b") == pytest.approx(25.0 - of(later.offence, "b"))


@EVERY
def test_7_7_no_instrument_makes_incidents_rarer(instrument: Instrument) -> None:
    world = world_of(2, incident_rate=0.1)
    hazard = 0.1 * 1.5 * 1.5
    chance = hazard / (1.0 + hazard)
    for draw, met in ((chance - 1e-9, True), (chance + 1e-9, False)):
        dice = loaded(quiet_dice(2), "incident", ab=draw, ba=draw)
        _, events = after(incidents, world, orders_in(world, **agreeing(instrument, "ab")), dice)
        assert of(events.incident, "ab") == met


@EVERY
def test_7_8_trade_and_inspections_calm_both(instrument: Instrument) -> None:
    world = world_of(2)
    calm, _ = after(tension, world, orders_in(world, **agreeing(instrument, "ab")))
    plain_, _ = after(tension, world, orders_in(world))
    calming = {
        Instrument.TRADE: C.tension_of_trade,
        Instrument.INSPECTIONS: C.tension_of_inspections,
    }
    for pair in ("ab", "ba"):
        change = of(calm.tension, pair) - of(plain_.tension, pair)
        assert change == pytest.approx(calming.get(instrument, 0.0))


@pytest.mark.parametrize("deed", [attack, probe])
@EVERY
def test_7_9_to_attack_or_probe_a_partner_is_a_breach(
    instrument: Instrument, deed: Callable[..., Order]
) -> None:
    world = under(world_of(2), instrument, "ab")
    kept = {"offers": {"b": (instrument,)}}
    pair = agreeing(instrument, "ab")
    later, events = after(treaties, world, orders_in(world, a=deed("b", **kept), b=pair["b"]))
    assert of(events.breach, "ab") == (instrument in PROMISES)
    lost = of(world.standing, "a") - of(later.standing, "a")
    assert lost == pytest.approx(C.treaty_breach if instrument in PROMISES else 0.0)


def test_7_9_withdrawing_in_the_same_turn_is_no_excuse_and_all_see_a_breach() -> None:
    game = advance(begin(plain(3), SECRET), agreeing(Instrument.NON_AGGRESSION, "ab"))
    game = advance(game, {"a": probe("b")})
    assert all(TreatyBroken(2, "a", "b") in game.view(seat).occurrences for seat in "abc")
    world = under(world_of(2), Instrument.NON_AGGRESSION, "ab")
    felt = [
        of(after(tension, found, orders_in(found, a=probe("b")))[0].tension, "ba")
        for found in (world, world_of(2))
    ]
    assert felt[0] - felt[1] == pytest.approx(C.tension_of_breach)


def test_7_10_a_pact_pulls_in_for_defence_alone() -> None:
    pact = agreeing(Instrument.DEFENCE_PACT, "bc")
    world = world_of(3)
    assert of(after(war, world, orders_in(world, a=attack("b"), **pact))[1].joined, "cb")
    attacking = attack("a", offers=pact["b"].offers)
    _, events = after(war, world, orders_in(world, b=attacking, c=pact["c"]))
    assert not events.joined.any()


@EVERY
def test_7_11_withdrawing_a_binding_promise_costs_standing(instrument: Instrument) -> None:
    binding = (*PROMISES, Instrument.ARMS_LIMIT)
    world = under(world_of(2), instrument, "ab")
    later = agreed(world, b=agreeing(instrument, "ab")["b"])
    lost = of(world.standing, "a") - of(later.standing, "a")
    assert lost == pytest.approx(C.withdrawal if instrument in binding else 0.0)
    assert of(later.standing, "b") == of(world.standing, "b")
