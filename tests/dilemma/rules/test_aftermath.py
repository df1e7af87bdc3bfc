"""The aftermath of war: land, ruin, losses, standing, and the treaties that burn."""

from __future__ import annotations

import pytest

from dilemma.coefficients import STANDARD
from dilemma.orders.arrays import NOBODY
from dilemma.record import Game, advance, begin
from dilemma.rules.home import home
from dilemma.rules.war import war
from dilemma.view.occurrences import Attacked, Beaten, JoinedDefence
from dilemma.vocabulary import Instrument, Readiness, Response
from dilemma.world import World
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
    offering,
    order,
    orders_in,
    plain,
    quiet_dice,
    under,
    world_of,
)

WON = loaded(quiet_dice(2), "battle", b=0.0)
CLASHED = loaded(quiet_dice(2), "clash", ab=0.0, ba=0.0)


def land(world: World) -> float:
    """All the land there is, in points of the economy that stood on it."""
    return float((world.territory * world.homeland).sum())


def test_victory_moves_land_and_conserves_it() -> None:
    world = having(world_of(2), "homeland", a=80.0)
    later, events = after(war, world, orders_in(world, a=attack("b")), WON)
    assert of(events.territory_lost, "b") == STANDARD.conquest
    assert of(later.territory, "b") == pytest.approx(1.0 - STANDARD.conquest)
    share_of_its_own = STANDARD.conquest * of(world.homeland, "b") / 80.0
    assert of(later.territory, "a") == pytest.approx(1.0 + share_of_its_own)
    assert land(later) == pytest.approx(land(world), rel=1e-12)


def test_a_repelled_attack_moves_no_land() -> None:
    world = world_of(2)
    later, events = after(war, world, orders_in(world, a=attack("b")))
    assert (later.territory == world.territory).all()
    assert not events.territory_lost.any()


def test_nobody_loses_more_land_than_it_has() -> None:
    world = having(world_of(2), "territory", b=STANDARD.rump_territory + 0.01)
    later, events = after(war, world, orders_in(world, a=attack("b")), WON)
    assert of(later.territory, "b") == pytest.approx(0.0, abs=1e-12)
    assert of(later.territory, "b") >= 0.0
    assert of(events.newly_beaten, "b")


def test_part_of_the_economy_goes_with_the_land_and_part_is_ruined() -> None:
    world = world_of(2)
    orders = orders_in(world, a=attack("b"))
    found, _ = before(war, world, orders)
    later, _ = after(war, world, orders, WON)
    lost = of(found.economy, "b") * STANDARD.conquest * STANDARD.economy_lost
    kept = 1.0 - STANDARD.war_ruin
    beaten, victor = (of(found.economy, "b") - lost) * kept, of(found.economy, "a")
    assert of(later.economy, "b") == pytest.approx(beaten)
    known = of(world.homeland, "b") * STANDARD.conquest * STANDARD.economy_lost
    assert of(later.economy, "a") == pytest.approx((victor + known * STANDARD.spoils) * kept)


def test_war_makes_the_two_of_them_together_poorer_even_when_it_is_won() -> None:
    world = world_of(2)
    orders = orders_in(world, a=attack("b"))
    found, _ = before(war, world, orders)
    assert after(war, world, orders, WON)[0].economy.sum() < found.economy.sum()


@pytest.mark.parametrize("victory", [True, False])
def test_forces_are_lost_by_how_it_went(victory: bool) -> None:
    world = world_of(2)
    orders = orders_in(world, a=attack("b"))
    found, _ = before(war, world, orders)
    later, _ = after(war, world, orders, WON if victory else None)
    attacker, defender = STANDARD.attacker_losses[victory], STANDARD.defender_losses[victory]
    assert of(later.offence, "a") == pytest.approx(of(found.offence, "a") * (1.0 - attacker))
    assert of(later.defence, "a") == of(found.defence, "a")
    assert of(later.defence, "b") == pytest.approx(of(found.defence, "b") * (1.0 - defender))
    assert of(later.offence, "b") == pytest.approx(of(found.offence, "b") * (1.0 - defender / 2))


@pytest.mark.parametrize("victory", [True, False])
def test_standing_at_home_moves_by_how_it_went(victory: bool) -> None:
    world = world_of(2)
    orders = orders_in(world, a=attack("b"))
    found, _ = before(war, world, orders)
    moved = after(war, world, orders, WON if victory else None)[0].standing - found.standing
    if victory:
        expected = (STANDARD.victory_standing - STANDARD.aggression_cost, -STANDARD.defeat_standing)
    else:
        expected = (-STANDARD.defeat_standing - STANDARD.aggression_cost, 0.0)
    assert (of(moved, "a"), of(moved, "b")) == pytest.approx(expected)


def test_who_takes_no_part_suffers_nothing() -> None:
    world = world_of(3)
    orders = orders_in(world, a=attack("b"))
    found, _ = before(war, world, orders)
    later, _ = after(war, world, orders, loaded(quiet_dice(3), "battle", b=0.0))
    for field in ("economy", "offence", "defence", "standing", "territory"):
        assert of(getattr(later, field), "c") == of(getattr(found, field), "c")


def test_two_states_may_take_land_from_each_other() -> None:
    world = world_of(2)
    dice = loaded(WON, "battle", a=0.0)
    later, _ = after(war, world, orders_in(world, a=attack("b"), b=attack("a")), dice)
    assert later.territory[:, 0] == pytest.approx([1.0, 1.0])
    assert land(later) == pytest.approx(land(world), rel=1e-12)


@pytest.mark.parametrize("instrument", Instrument)
def test_war_burns_every_treaty_of_the_two_but_the_hotline(instrument: Instrument) -> None:
    kept = {"offers": {"b": (instrument,), "c": (instrument,)}}
    world = under(world_of(3), instrument, "ab", "ac")
    sheets = {
        "a": attack("b", **kept),
        "b": offering(instrument, to="a"),
        "c": offering(instrument, to="a"),
    }
    later, _ = after(war, world, orders_in(world, **sheets))
    survives = instrument is Instrument.HOTLINE
    assert of(later.in_force[instrument.code], "ab") == survives
    assert of(later.in_force[instrument.code], "ba") == survives
    assert of(later.offers[instrument.code], "ba") == survives
    assert of(later.in_force[instrument.code], "ac")


def test_war_ends_the_crisis_of_the_two() -> None:
    world = in_crisis(world_of(3), "ab", level=3)
    world = in_crisis(world.but(turn=1), "bc")
    orders = orders_in(world, a=attack("b", responses={"b": Response.HOLD}))
    later, _ = after(war, world, orders)
    assert of(later.crisis, "ab") == of(later.crisis, "ba") == 0
    assert of(later.crisis, "bc") == 1


def test_an_attack_ordered_while_a_clash_becomes_a_war_is_still_an_attack_ordered() -> None:
    world = in_crisis(world_of(2), "ab")
    sheet = attack("b", responses={"b": Response.ESCALATE})
    orders = orders_in(world, a=sheet, b=answering(Response.ESCALATE, "a"))
    later, events = after(war, world, orders, CLASHED)
    assert of(events.attack, "ab")
    assert of(events.attack, "ba")
    assert later.attacks_made[:, 0].tolist() == [1, 0]
    assert not of(events.clash_war, "ab")
    assert of(events.clash_war, "ba")


def test_a_peace_changes_nothing() -> None:
    world = world_of(3)
    orders = orders_in(world)
    found, _ = before(war, world, orders)
    later, _ = after(war, world, orders, loaded(quiet_dice(3), "battle", a=0.0, b=0.0, c=0.0))
    for field in ("economy", "offence", "defence", "standing", "territory", "in_force"):
        assert (getattr(later, field) == getattr(found, field)).all()


def conquered() -> Game:
    """A match of three in which a has beaten b, helped by a fate that is tried for."""
    scenario = plain(3, turns=12, offence_advantage=4.0)
    for seed in range(64):
        game = begin(scenario, bytes([seed]) * 32)
        for _ in range(2):
            game = advance(game, {"a": attack("b"), "b": order(readiness=Readiness.MOBILISED)})
        if game.view("b").own.beaten:
            return game
    raise AssertionError("nobody was ever beaten")


def test_a_beaten_state_is_a_rump_that_speaks_and_scores() -> None:
    game = conquered()
    assert Beaten(2, "b") in game.view("c").occurrences
    assert game.view("a").others[0].beaten
    before_it = float(game.world.score[1, 0])
    game = advance(game, {"b": order(statement="We are still here.")})
    assert float(game.world.score[1, 0]) != before_it
    assert not game.over


def test_a_beaten_state_that_sends_nothing_can_go_on_even_if_it_was_mobilised() -> None:
    game = conquered()
    assert game.view("b").own.readiness is Readiness.MOBILISED
    game = advance(game, {})
    assert game.turns[-1].orders["b"].readiness is Readiness.ROUTINE


def test_everybody_sees_attacks_and_who_joined() -> None:
    pact = {
        "b": offering(Instrument.DEFENCE_PACT, to="c"),
        "c": offering(Instrument.DEFENCE_PACT, to="b"),
    }
    game = advance(begin(plain(4), SECRET), {"a": attack("b"), **pact})
    seen = game.view("d").occurrences
    assert JoinedDefence(1, "c", "b") in seen
    attacks = [told for told in seen if isinstance(told, Attacked)]
    assert [(told.attacker, told.target, told.from_clash) for told in attacks] == [
        ("a", "b", False)
    ]
    assert game.view("d").wars == (("a", "b"), ("a", "c"))


def test_no_ultimatum_outlives_a_war_and_tempers_at_home_follow() -> None:
    world = world_of(2)
    later, _ = after(home, world, orders_in(world, a=attack("b")), WON)
    assert (later.ultimatum == NOBODY).all()
    assert of(later.standing, "b") < of(after(home, world, orders_in(world))[0].standing, "b")
