"""War: who wins, who is surprised, who is pulled in."""

from __future__ import annotations

import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.rules import Events
from dilemma.rules.war import war
from dilemma.vocabulary import Instrument, Readiness, SignalKind
from dilemma.world import World
from support.worlds import (
    after,
    attack,
    before,
    having,
    loaded,
    mutual,
    of,
    offering,
    order,
    orders_in,
    probe,
    quiet_dice,
    signalling,
    under,
    world_of,
)

ROUTINE, MOBILISED = Readiness.ROUTINE, Readiness.MOBILISED
STRENGTH = STANDARD.readiness_strength
CASES = pytest.mark.parametrize
PACT_OF_B_AND_C = {
    "b": offering(Instrument.DEFENCE_PACT, to="c"),
    "c": offering(Instrument.DEFENCE_PACT, to="b"),
}
BATTLE_READY = [(attacker, defender) for attacker in Readiness for defender in Readiness]


def fought(
    world: World, dice: Dice | None = None, /, **sheets: Order
) -> tuple[World, World, Events]:
    """The world as war finds it, after it, and what happened."""
    orders = orders_in(world, **sheets)
    found, _ = before(war, world, orders)
    later, events = after(war, world, orders, dice)
    return found, later, events


def won(states: int, *defenders: str) -> Dice:
    """Dice that decide every attack on some defenders for the attackers."""
    return loaded(quiet_dice(states), "battle", **dict.fromkeys(defenders, 0.0))


def chance(attacking: float, defending: float) -> float:
    """The ratio contest (Hirshleifer, 1989) with a decisiveness of 1.5."""
    return float(attacking**1.5 / (attacking**1.5 + defending**1.5))


def guard(world: World, state: str, readiness: Readiness = ROUTINE) -> float:
    """What a state's forces are worth in defence, in points."""
    offence = of(world.offence, state) * STANDARD.offence_defends
    return float(of(world.defence, state) + offence) * STRENGTH[readiness.code]


@CASES(("attacker", "defender"), BATTLE_READY)
@CASES("advantage", [0.5, 1.0, 2.0])
def test_the_chance_of_success_follows_forces_readiness_and_advantage(
    attacker: Readiness, defender: Readiness, advantage: float
) -> None:
    world = world_of(2, offence_advantage=advantage, first_strike_advantage=0.0)
    found, _, events = fought(world, a=attack("b", readiness=attacker), b=order(readiness=defender))
    thrown = of(found.offence, "a") * STRENGTH[attacker.code] * advantage
    expected = chance(thrown, guard(found, "b", defender))
    assert of(events.success_chance, "b") == pytest.approx(expected)
    assert of(events.success_chance, "a") == 0.0


def test_a_battle_is_decided_by_its_chance() -> None:
    world = world_of(2)
    _, _, events = fought(world, a=attack("b"))
    edge = of(events.success_chance, "b")
    for draw, victory in ((edge, False), (edge - 1e-9, True)):
        dice = loaded(quiet_dice(2), "battle", b=draw)
        assert of(fought(world, dice, a=attack("b"))[2].victory, "ab") == victory


def test_nothing_can_be_won_without_offence() -> None:
    world = having(world_of(2), "offence", a=0.0)
    _, _, events = fought(world, won(2, "b"), a=attack("b"))
    assert of(events.attack, "ab")
    assert not events.victory.any()
    assert not events.territory_lost.any()


def test_a_state_without_any_forces_falls() -> None:
    world = having(having(world_of(2), "offence", b=0.0), "defence", b=0.0)
    assert of(fought(world, a=attack("b"))[2].success_chance, "b") == pytest.approx(1.0)


@CASES(
    ("attacker", "defender", "explained", "surprised"),
    [
        (ROUTINE, ROUTINE, False, 1.0),
        (Readiness.STAND_DOWN, ROUTINE, False, 1.0),
        (MOBILISED, ROUTINE, False, STANDARD.warned),
        (MOBILISED, ROUTINE, True, 1.0),
        (MOBILISED, Readiness.STAND_DOWN, False, STANDARD.warned),
        (ROUTINE, MOBILISED, False, 0.0),
        (MOBILISED, MOBILISED, False, 0.0),
        (MOBILISED, MOBILISED, True, 0.0),
    ],
)
def test_who_is_mobilised_is_not_surprised_and_an_exercise_covers_an_attack(
    attacker: Readiness, defender: Readiness, explained: bool, surprised: float
) -> None:
    world = world_of(2, first_strike_advantage=0.4)
    signal = signalling(SignalKind.ANNOUNCE_EXERCISE).signal if explained else None
    found, _, events = fought(
        world, a=attack("b", readiness=attacker, signal=signal), b=order(readiness=defender)
    )
    thrown = of(found.offence, "a") * STRENGTH[attacker.code]
    standing = guard(found, "b", defender) * (1.0 - 0.4 * surprised)
    assert of(events.success_chance, "b") == pytest.approx(chance(thrown, standing))


def test_who_is_at_war_already_is_not_surprised_again() -> None:
    world = mutual(world_of(2, first_strike_advantage=0.4), "at_war", ab=True)
    found, _, events = fought(world, a=attack("b"))
    thrown = of(found.offence, "a") * STRENGTH[ROUTINE.code]
    assert of(events.success_chance, "b") == pytest.approx(chance(thrown, guard(found, "b")))
    assert not events.war_begun.any()


def test_who_strikes_at_the_same_time_is_not_surprised() -> None:
    world = world_of(2, first_strike_advantage=0.4)
    found, _, events = fought(world, a=attack("b"), b=attack("a"))
    thrown = of(found.offence, "a") * STRENGTH[ROUTINE.code]
    expected = chance(thrown, guard(found, "b"))
    assert of(events.success_chance, "a") == of(events.success_chance, "b")
    assert of(events.success_chance, "b") == pytest.approx(expected)


def test_attacking_another_does_not_prepare_for_being_attacked() -> None:
    world = world_of(3, first_strike_advantage=0.4)
    found, _, events = fought(world, a=attack("b"), b=attack("c"))
    thrown = of(found.offence, "a") * STRENGTH[ROUTINE.code]
    expected = chance(thrown, guard(found, "b") * 0.6)
    assert of(events.success_chance, "b") == pytest.approx(expected)


def test_of_several_attackers_the_one_least_expected_decides_the_surprise() -> None:
    world = world_of(3, first_strike_advantage=0.4)
    found, _, events = fought(world, a=attack("b", readiness=MOBILISED), c=attack("b"))
    thrown = of(found.offence, "a") * (STRENGTH[MOBILISED.code] + STRENGTH[ROUTINE.code])
    expected = chance(thrown, guard(found, "b") * 0.6)
    assert of(events.success_chance, "b") == pytest.approx(expected)


def test_several_attackers_add_up_and_share_the_land_alike() -> None:
    world = having(world_of(3, first_strike_advantage=0.0), "offence", a=30.0, c=10.0)
    found, later, events = fought(world, won(3, "b"), a=attack("b"), c=attack("b"))
    thrown = (of(found.offence, "a") + of(found.offence, "c")) * STRENGTH[ROUTINE.code]
    assert of(events.success_chance, "b") == pytest.approx(chance(thrown, guard(found, "b")))
    assert of(events.victory, "ab")
    assert of(events.victory, "cb")
    gained = {state: of(later.territory, state) - 1.0 for state in "ac"}
    assert sum(gained.values()) == pytest.approx(STANDARD.conquest)
    assert gained["a"] == pytest.approx(gained["c"])


def test_a_pact_pulls_the_ally_in_with_part_of_its_strength() -> None:
    world = world_of(3, first_strike_advantage=0.0)
    found, later, events = fought(world, a=attack("b"), **PACT_OF_B_AND_C)
    thrown = of(found.offence, "a") * STRENGTH[ROUTINE.code]
    together = guard(found, "b") + guard(found, "c") * STANDARD.ally_share
    assert of(events.success_chance, "b") == pytest.approx(chance(thrown, together))
    assert of(events.joined, "cb")
    assert of(later.at_war, "ca")
    assert of(later.at_war, "ac")
    assert not of(later.at_war, "cb")
    assert of(later.economy, "c") == pytest.approx(
        of(found.economy, "c") * (1.0 - STANDARD.ally_ruin)
    )
    for force in ("offence", "defence"):
        kept = of(getattr(found, force), "c") * (1.0 - STANDARD.ally_losses)
        assert of(getattr(later, force), "c") == pytest.approx(kept)


@CASES("instrument", [kind for kind in Instrument if kind is not Instrument.DEFENCE_PACT])
def test_no_other_instrument_pulls_anyone_in(instrument: Instrument) -> None:
    sheets = {"b": offering(instrument, to="c"), "c": offering(instrument, to="b")}
    assert not fought(world_of(3), a=attack("b"), **sheets)[2].joined.any()


def test_a_pact_withdrawn_as_the_war_begins_pulls_nobody_in() -> None:
    world = under(world_of(3), Instrument.DEFENCE_PACT, "bc")
    sheets = {"b": offering(Instrument.DEFENCE_PACT, to="c")}
    assert not fought(world, a=attack("b"), **sheets)[2].joined.any()


def test_an_ally_that_attacks_somebody_itself_does_not_join() -> None:
    pact = {"offers": {"b": (Instrument.DEFENCE_PACT,)}}
    sheets = {"b": offering(Instrument.DEFENCE_PACT, to="c"), "c": attack("d", **pact)}
    assert not fought(world_of(4), a=attack("b"), **sheets)[2].joined.any()


def test_a_rump_is_no_ally() -> None:
    world = having(world_of(3), "territory", c=STANDARD.rump_territory / 2)
    assert not fought(world, a=attack("b"), **PACT_OF_B_AND_C)[2].joined.any()


def test_an_ally_defends_and_does_not_follow_into_an_attack() -> None:
    pact = {
        "a": attack("b", offers={"c": (Instrument.DEFENCE_PACT,)}),
        "c": offering(Instrument.DEFENCE_PACT, to="a"),
    }
    _, later, events = fought(world_of(3), **pact)
    assert not events.joined.any()
    assert not later.at_war[2].any()


def test_an_ally_of_both_sides_that_attacks_breaks_with_the_one_attacked() -> None:
    both = (Instrument.DEFENCE_PACT,)
    world = under(world_of(3), Instrument.DEFENCE_PACT, "ab", "bc", "ac")
    sheets = {
        "a": attack("b", offers={"b": both, "c": both}),
        "b": order(offers={"a": both, "c": both}),
        "c": order(offers={"a": both, "b": both}),
    }
    _, later, events = fought(world, **sheets)
    assert of(events.breach, "ab")
    assert of(events.joined, "cb")
    assert not of(events.joined, "ab")
    pact = later.in_force[Instrument.DEFENCE_PACT.code]
    assert not of(pact, "ab")
    assert not of(pact, "ac"), "who came to b's help is no ally of the attacker any more"
    assert of(pact, "bc")


@CASES("out", ["contact", "rump"])
def test_who_is_out_of_reach_or_beaten_is_not_fought(out: str) -> None:
    world = world_of(2)
    if out == "contact":
        world = mutual(world, "contact", ab=0.0)
    else:
        world = having(world, "territory", b=STANDARD.rump_territory / 2)
    assert not fought(world, a=attack("b"))[2].attack.any()


def test_a_rump_cannot_attack() -> None:
    world = having(world_of(2), "territory", a=STANDARD.rump_territory / 2)
    assert not fought(world, won(2, "b"), a=attack("b"))[2].attack.any()


def test_a_probe_is_no_attack() -> None:
    _, later, events = fought(world_of(2), won(2, "b"), a=probe("b"))
    assert not events.attack.any()
    assert not later.at_war.any()


def test_a_war_begins_once_and_lasts_while_it_is_fought() -> None:
    world = world_of(2)
    _, first, events = fought(world, a=attack("b"))
    assert of(events.war_begun, "ab")
    _, second, events = fought(first, b=attack("a"))
    assert not events.war_begun.any()
    assert of(second.at_war, "ab")
    _, third, _ = fought(second)
    assert not third.at_war.any()
    assert of(fought(third, a=attack("b"))[2].war_begun, "ab")


def test_attacks_are_counted_by_who_ordered_them() -> None:
    _, later, _ = fought(world_of(3), a=attack("b"), c=attack("b"))
    assert later.attacks_made[:, 0].tolist() == [1, 0, 1]
    _, later, _ = fought(later, a=attack("b"))
    assert later.attacks_made[:, 0].tolist() == [2, 0, 1]
