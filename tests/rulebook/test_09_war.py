"""Rules 9: war. The worked example has a file of its own."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD as C
from dilemma.orders import Order, attackable, problems
from dilemma.record import advance, begin
from dilemma.rules import Events
from dilemma.rules.tension import tension
from dilemma.rules.war import war
from dilemma.view import View
from dilemma.view.occurrences import Attacked, JoinedDefence
from dilemma.vocabulary import Instrument, Readiness, Response, SignalKind
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    agreeing,
    answering,
    attack,
    before,
    having,
    in_crisis,
    loaded,
    mutual,
    of,
    order,
    orders_in,
    plain,
    probe,
    quiet_dice,
    signalling,
    spending,
    under,
    world_of,
)

ROUTINE, MOBILISED = Readiness.ROUTINE, Readiness.MOBILISED
AT_ROUTINE = C.readiness_strength[ROUTINE.code]
CASES = pytest.mark.parametrize


def fought(
    world: World, dice: Dice | None = None, /, **sheets: Order
) -> tuple[World, World, Events]:
    """The world as war finds it, after it, and what happened."""
    orders = orders_in(world, **sheets)
    found, _ = before(war, world, orders)
    later, events = after(war, world, orders, dice)
    return found, later, events


def won(states: int = 2, *defenders: str) -> Dice:
    """Dice by which attacks on some defenders, b unless told otherwise, succeed."""
    return loaded(quiet_dice(states), "battle", **dict.fromkeys(defenders or ("b",), 0.0))


def odds(attacking: float, defending: float) -> float:
    """The chance of an attack on a defence."""
    return float(attacking**1.5 / (attacking**1.5 + defending**1.5))


def guard(world: World, state: str) -> float:
    """What a state's forces are worth in defence, at routine."""
    held = of(world.defence, state) + C.offence_defends * of(world.offence, state)
    return float(held) * AT_ROUTINE


def thrown(world: World, state: str) -> float:
    """What a state's forces are worth in attack, at routine and no advantage."""
    return float(of(world.offence, state)) * AT_ROUTINE


def test_9_1_attackers_of_one_state_add_up_and_win_or_lose_together() -> None:
    world = world_of(3, first_strike_advantage=0.0)
    found, _, events = fought(world, won(3), a=attack("b"), c=attack("b"))
    together = thrown(found, "a") + thrown(found, "c")
    assert of(events.success_chance, "b") == pytest.approx(odds(together, guard(found, "b")))
    assert of(events.victory, "ab")
    assert of(events.victory, "cb")


@CASES("advantage", [0.5, 1.0, 2.0])
def test_9_2_an_attack_is_offence_by_readiness_and_advantage(advantage: float) -> None:
    world = world_of(2, offence_advantage=advantage, first_strike_advantage=0.0)
    found, _, events = fought(world, a=attack("b", readiness=MOBILISED))
    strength = of(found.offence, "a") * C.readiness_strength[MOBILISED.code] * advantage
    assert of(events.success_chance, "b") == pytest.approx(odds(strength, guard(found, "b")))


def test_9_2_who_attacks_on_two_sides_divides_its_offence() -> None:
    world = in_crisis(world_of(3, first_strike_advantage=0.0), "ac")
    up = answering(Response.ESCALATE, "c").responses
    sheets = {"a": attack("b", responses=up), "c": answering(Response.ESCALATE, "a")}
    dice = loaded(quiet_dice(3), "clash", ac=0.0, ca=0.0)
    found, _, events = fought(world, dice, **sheets)
    half = thrown(found, "a") / 2.0
    assert of(events.success_chance, "b") == pytest.approx(odds(half, guard(found, "b")))


@CASES("readiness", Readiness)
def test_9_3_defence_is_helped_by_part_of_offence(readiness: Readiness) -> None:
    world = world_of(2, first_strike_advantage=0.0)
    found, _, events = fought(world, a=attack("b"), b=order(readiness=readiness))
    held = of(found.defence, "b") + C.offence_defends * of(found.offence, "b")
    strength = held * C.readiness_strength[readiness.code]
    assert of(events.success_chance, "b") == pytest.approx(odds(thrown(found, "a"), strength))


def test_9_4_a_battle_is_decided_by_its_chance() -> None:
    chance = of(fought(world_of(2), a=attack("b"))[2].success_chance, "b")
    for nudge, victory in ((-1e-9, True), (1e-9, False)):
        dice = loaded(quiet_dice(2), "battle", b=chance + nudge)
        assert of(fought(world_of(2), dice, a=attack("b"))[2].victory, "ab") == victory


@CASES(
    ("attacker", "defender", "surprised"),
    [
        (attack("b"), order(), 1.0),
        (attack("b", readiness=MOBILISED), order(), C.warned),
        (
            signalling(
                SignalKind.ANNOUNCE_EXERCISE, readiness=MOBILISED, action=attack("b").action
            ),
            order(),
            1.0,
        ),
        (attack("b"), order(readiness=MOBILISED), 0.0),
        (attack("b"), attack("a"), 0.0),
    ],
)
def test_9_5_a_surprised_defender_fights_with_less(
    attacker: Order, defender: Order, surprised: float
) -> None:
    expected, found = (
        of(
            fought(world_of(2, first_strike_advantage=dial), a=attacker, b=defender)[
                2
            ].success_chance,
            "b",
        )
        for dial in (0.0, 0.4)
    )
    left = (found**-1.0 - 1.0) / (expected**-1.0 - 1.0)
    assert left ** (1.0 / 1.5) == pytest.approx(1.0 - 0.4 * surprised)


def test_9_5_of_several_the_one_least_expected_counts_and_old_enemies_surprise_nobody() -> None:
    world = world_of(3, first_strike_advantage=0.4)
    found, _, events = fought(world, a=attack("b", readiness=MOBILISED), c=attack("b"))
    together = of(found.offence, "a") + thrown(found, "c")
    expected = odds(together, guard(found, "b") * 0.6)
    assert of(events.success_chance, "b") == pytest.approx(expected)
    found, _, events = fought(mutual(world, "at_war", ab=True), a=attack("b"))
    expected = odds(thrown(found, "a"), guard(found, "b"))
    assert of(events.success_chance, "b") == pytest.approx(expected)


def test_9_6_an_ally_wherever_it_lies_is_pulled_in_and_pays_for_it() -> None:
    world = mutual(world_of(3, first_strike_advantage=0.0), "contact", ac=0.0, bc=0.0)
    pact = agreeing(Instrument.DEFENCE_PACT, "bc")
    found, later, events = fought(world, a=attack("b"), **pact)
    together = guard(found, "b") + C.ally_share * guard(found, "c")
    assert of(events.success_chance, "b") == pytest.approx(odds(thrown(found, "a"), together))
    assert of(later.offence / found.offence, "c") == pytest.approx(1.0 - C.ally_losses)
    assert of(later.defence / found.defence, "c") == pytest.approx(1.0 - C.ally_losses)
    assert of(later.economy / found.economy, "c") == pytest.approx(1.0 - C.ally_ruin)
    assert of(later.at_war, "ca")
    assert of(later.at_war, "ac")


def test_9_6_an_ally_that_is_attacked_itself_loses_what_a_defender_loses() -> None:
    pact = agreeing(Instrument.DEFENCE_PACT, "bc")
    found, later, events = fought(world_of(4), a=attack("b"), d=attack("c"), **pact)
    assert of(events.joined, "cb")
    assert of(later.defence / found.defence, "c") == pytest.approx(1.0 - C.defender_losses[0])
    assert of(later.economy / found.economy, "c") == pytest.approx(1.0 - C.war_ruin)


def test_9_6_who_is_beaten_or_attacks_does_not_join() -> None:
    pact = agreeing(Instrument.DEFENCE_PACT, "bc")
    busy = attack("d", offers=pact["c"].offers)
    beaten = having(world_of(4), "territory", c=0.1)
    for world, sheet in ((world_of(4), busy), (beaten, pact["c"])):
        assert not fought(world, a=attack("b"), b=pact["b"], c=sheet)[2].joined.any()


def test_9_7_victory_takes_land_and_divides_it_equally() -> None:
    world = having(world_of(3), "offence", a=30.0, c=10.0)
    world = having(world, "homeland", a=80.0)
    _, later, events = fought(world, won(3), a=attack("b"), c=attack("b"))
    assert of(events.territory_lost, "b") == C.conquest
    land = C.conquest * 40.0
    assert of(later.territory, "a") - 1.0 == pytest.approx(0.5 * land / 80.0)
    assert of(later.territory, "c") - 1.0 == pytest.approx(0.5 * land / 40.0)
    small = having(world, "territory", b=0.34)
    assert of(fought(small, won(3), a=attack("b"))[1].territory, "b") == 0.0


def test_9_8_part_of_the_economy_goes_with_the_land_and_known_spoils_arrive() -> None:
    found, later, _ = fought(world_of(2), won(), a=attack("b"))
    taken = 40.0 * (1.0 - C.decay) * C.conquest * C.economy_lost
    before_ruin = later.economy / (1.0 - C.war_ruin)
    assert of(before_ruin, "b") == pytest.approx(of(found.economy, "b") - taken)
    spoils = 40.0 * C.conquest * C.economy_lost * C.spoils
    assert of(before_ruin, "a") == pytest.approx(of(found.economy, "a") + spoils)
    poor, later, _ = fought(having(world_of(2), "economy", b=4.0), won(), a=attack("b"))
    lost = of(poor.economy, "b") * C.conquest * C.economy_lost
    gained = of(later.economy, "a") / (1.0 - C.war_ruin) - of(poor.economy, "a")
    assert gained == pytest.approx(lost)


@CASES("victory", [False, True])
def test_9_9_war_ruins_both_whoever_wins(victory: bool) -> None:
    world = having(world_of(2), "territory", b=1.0)
    found, later, _ = fought(world, won() if victory else None, a=attack("b"))
    together = float(later.economy.sum())
    spoilt = 40.0 * C.conquest * C.economy_lost * (1.0 - C.decay - C.spoils) * victory
    assert together == pytest.approx((float(found.economy.sum()) - spoilt) * (1.0 - C.war_ruin))


@CASES("victory", [False, True])
def test_9_10_losses_of_forces(victory: bool) -> None:
    found, later, _ = fought(world_of(2), won() if victory else None, a=attack("b"))
    attacking, defending = C.attacker_losses[victory], C.defender_losses[victory]
    assert of(later.offence / found.offence, "a") == pytest.approx(1.0 - attacking)
    assert of(later.defence / found.defence, "a") == 1.0
    assert of(later.defence / found.defence, "b") == pytest.approx(1.0 - defending)
    assert of(later.offence / found.offence, "b") == pytest.approx(1.0 - defending / 2.0)


@CASES("victory", [False, True])
def test_9_11_war_and_standing(victory: bool) -> None:
    found, later, _ = fought(world_of(2), won() if victory else None, a=attack("b"))
    change = later.standing - found.standing
    outcome = C.victory_standing if victory else -C.defeat_standing
    assert of(change, "a") == pytest.approx(outcome - C.aggression_cost)
    assert of(change, "b") == pytest.approx(-C.defeat_standing if victory else 0.0)


def test_9_12_an_attack_frightens_its_target_and_everybody() -> None:
    world = world_of(3)
    calm, _ = after(tension, world, orders_in(world))
    later, _ = after(tension, world, orders_in(world, a=attack("b")))
    change = later.tension - calm.tension
    assert of(change, "ba") == pytest.approx(C.tension_of_attack + C.tension_of_war_seen)
    assert of(change, "ca") == pytest.approx(C.tension_of_war_seen)
    assert of(change, "ab") == of(change, "cb") == 0.0


@CASES("instrument", Instrument)
def test_9_13_war_ends_treaties_but_the_hotline(instrument: Instrument) -> None:
    pair = agreeing(instrument, "ab")
    sheets = {"a": attack("b", offers=pair["a"].offers), "b": pair["b"]}
    _, later, _ = fought(under(world_of(2), instrument, "ab"), **sheets)
    kept = of(later.in_force[instrument.code], "ab")
    assert kept == (instrument is Instrument.HOTLINE)


def test_9_13_war_ends_crises_and_lasts_while_somebody_attacks() -> None:
    _, first, _ = fought(in_crisis(world_of(2), "ab"), a=attack("b"))
    assert of(first.crisis, "ab") == 0
    assert of(first.at_war, "ab")
    _, second, _ = fought(first, b=attack("a"))
    assert of(second.at_war, "ab")
    _, third, _ = fought(second)
    assert not of(third.at_war, "ab")


def rump() -> View:
    """What a beaten state sees."""
    view = begin(plain(2), SECRET).view("a")
    return msgspec.structs.replace(view, own=msgspec.structs.replace(view.own, beaten=True))


def test_9_14_a_beaten_state_speaks_and_scores_and_no_more() -> None:
    for held, beaten in ((C.rump_territory, False), (C.rump_territory - 0.001, True)):
        assert of(having(world_of(2), "territory", a=held).beaten, "a") == beaten
    assert attackable(rump()) == ()
    for sheet in (attack("b"), probe("b"), order(readiness=MOBILISED)):
        assert problems(rump(), sheet)
    allowed = [kind for kind in SignalKind if not problems(rump(), signalling(kind))]
    assert allowed == [SignalKind.REASSURE, SignalKind.WARN, SignalKind.OPEN_BOOKS]
    assert problems(rump(), spending(welfare=0.5)) == ()
    assert problems(rump(), order(statement="We are still here.")) == ()


def test_9_14_two_defeats_beat_a_state() -> None:
    world = world_of(2)
    for beaten in (False, True):
        _, world, _ = fought(world, won(), a=attack("b"))
        assert of(world.beaten, "b") == beaten
    assert not fought(world, won(), a=attack("b"))[2].attack.any()


def test_9_15_all_see_attacks_allies_and_wars() -> None:
    pact = agreeing(Instrument.DEFENCE_PACT, "bc")
    game = advance(begin(plain(4), SECRET), {"a": attack("b"), **pact})
    view = game.view("d")
    assert [type(told) for told in view.occurrences] == [Attacked, JoinedDefence]
    assert view.wars == (("a", "b"), ("a", "c"))
