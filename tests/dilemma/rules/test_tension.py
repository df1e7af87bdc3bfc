"""Tension: fear of another state, as it is felt and not as it is deserved."""

from __future__ import annotations

import pytest

from dilemma.chance import Dice
from dilemma.coefficients import STANDARD
from dilemma.orders import Order
from dilemma.rules.tension import tension
from dilemma.vocabulary import Demand, Instrument, Readiness, Response, SignalKind
from dilemma.world import World
from support.worlds import (
    after,
    answering,
    attack,
    between,
    having,
    in_crisis,
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

DOWN, HOLD, UP = Response.BACK_DOWN, Response.HOLD, Response.ESCALATE
START = 0.4


def tense(states: int = 3, **dials: float) -> World:
    """A world where everybody fears everybody a little, so that fear can rise and fall."""
    world = world_of(states, attribution_error=0.0, **dials)
    pairs = {f"{a}{b}": START for a in "abc"[:states] for b in "abc"[:states] if a < b}
    return mutual(world, "tension", **pairs)


def moved(
    pair: str, world: World, quiet: World | None = None, dice: Dice | None = None, **sheets: Order
) -> float:
    """What orders add to the tension of a pair, over a turn in which nobody does anything."""
    calm = world if quiet is None else quiet
    stirred = after(tension, world, orders_in(world, **sheets), dice)[0].tension
    return float(of(stirred, pair) - of(after(tension, calm, orders_in(calm))[0].tension, pair))


def test_fear_fades() -> None:
    world = tense()
    later, _ = after(tension, world, orders_in(world))
    assert of(later.tension, "ab") == pytest.approx(START * STANDARD.tension_kept)


def test_a_lasting_threat_holds_tension_where_the_threat_puts_it() -> None:
    world = between(tense(), "threat", ab=0.5)
    for _ in range(150):
        world = between(after(tension, world, orders_in(world))[0], "threat", ab=0.5)
    assert of(world.tension, "ab") == pytest.approx(0.5 * STANDARD.tension_of_threat, rel=1e-3)
    assert of(world.tension, "ba") == pytest.approx(0.0, abs=1e-4)


def test_fear_is_felt_and_need_not_be_shared() -> None:
    world = between(tense(), "threat", ab=1.0)
    later, _ = after(tension, world, orders_in(world))
    assert of(later.tension, "ab") > of(later.tension, "ba")


def test_a_probe_is_feared_as_a_deed_by_its_victim() -> None:
    assert moved("ba", tense(), a=probe("b")) == pytest.approx(STANDARD.tension_of_deed)
    assert moved("ca", tense(), a=probe("b")) == 0.0


def test_an_accident_frightens_less_than_a_deed() -> None:
    world = tense(incident_rate=0.1)
    dice = loaded(quiet_dice(3), "incident", ab=0.0, ba=0.0)
    found = moved("ab", world, dice=dice)
    assert found == pytest.approx(STANDARD.tension_of_accident)
    assert found < STANDARD.tension_of_deed


def test_an_accident_taken_for_a_deed_is_feared_as_one() -> None:
    world = tense(incident_rate=0.1)
    world = world.but(dials=world_of(3, incident_rate=0.1, attribution_error=0.5).dials)
    dice = loaded(quiet_dice(3), "incident", ab=0.0, ba=0.0)
    dice = loaded(dice, "attribution", ab=0.0)
    assert moved("ab", world, dice=dice) == pytest.approx(STANDARD.tension_of_deed)
    assert moved("ba", world, dice=dice) == pytest.approx(STANDARD.tension_of_accident)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (DOWN, DOWN, -STANDARD.tension_relieved),
        (DOWN, HOLD, 0.0),
        (DOWN, UP, STANDARD.tension_of_escalation),
        (HOLD, DOWN, 0.0),
        (HOLD, HOLD, 0.0),
        (HOLD, UP, STANDARD.tension_of_escalation),
        (UP, DOWN, 0.0),
        (UP, HOLD, 0.0),
        (UP, UP, STANDARD.tension_of_escalation + STANDARD.tension_of_clash),
    ],
)
def test_crises_frighten_by_what_the_other_did_and_calm_when_both_back_down(
    mine: Response, theirs: Response, expected: float
) -> None:
    world = in_crisis(tense(), "ab")
    found = moved("ab", world, a=answering(mine, "b"), b=answering(theirs, "a"))
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kind", "strength"),
    [
        (SignalKind.REASSURE, STANDARD.tension_of_reassurance),
        (SignalKind.WARN, STANDARD.tension_of_warning),
        (SignalKind.SHOW_OF_FORCE, STANDARD.tension_of_show),
        (SignalKind.PLEDGE_RESTRAINT, STANDARD.tension_of_pledge),
        (SignalKind.OPEN_BOOKS, 0.0),
        (SignalKind.ANNOUNCE_EXERCISE, 0.0),
    ],
)
def test_a_signal_to_all_is_felt_by_all_in_reach(kind: SignalKind, strength: float) -> None:
    world = mutual(tense(), "contact", ac=0.0)
    world = mutual(world, "rivalry", ac=0.5)
    assert moved("ba", world, a=signalling(kind)) == pytest.approx(strength)
    assert moved("ca", world, a=signalling(kind)) == 0.0
    assert moved("ab", world, a=signalling(kind)) == 0.0


@pytest.mark.parametrize("kind", [SignalKind.REASSURE, SignalKind.WARN, SignalKind.SHOW_OF_FORCE])
def test_a_signal_to_one_is_felt_by_that_one(kind: SignalKind) -> None:
    assert moved("ba", tense(), a=signalling(kind, "b")) != 0.0
    assert moved("ca", tense(), a=signalling(kind, "b")) == 0.0


def test_an_ultimatum_frightens_the_one_it_is_put_to() -> None:
    threat = signalling(SignalKind.ULTIMATUM, "b", Demand.STAND_DOWN)
    assert moved("ba", tense(), a=threat) == pytest.approx(STANDARD.tension_of_ultimatum)
    assert moved("ca", tense(), a=threat) == 0.0


def test_kind_words_calm_and_threats_frighten() -> None:
    assert STANDARD.tension_of_reassurance < 0.0
    assert STANDARD.tension_of_pledge < 0.0
    assert (
        min(STANDARD.tension_of_warning, STANDARD.tension_of_show, STANDARD.tension_of_ultimatum)
        > 0.0
    )


def test_a_broken_pledge_frightens_everybody() -> None:
    world = having(tense(), "pledge_turns", a=2)
    found = [moved(pair, world, a=order(readiness=Readiness.MOBILISED)) for pair in ("ba", "ca")]
    assert found == pytest.approx([STANDARD.tension_of_breach] * 2)


def test_an_attack_frightens_its_victim_most_and_everybody_a_little() -> None:
    world = tense()
    seen = STANDARD.tension_of_war_seen
    assert moved("ca", world, a=attack("b")) == pytest.approx(seen)
    assert moved("cb", world, a=attack("b")) == 0.0
    attacked = having(world, "offence", a=0.0)
    world = between(attacked, "tension", ba=0.0)
    assert moved("ba", world, a=attack("b")) == pytest.approx(seen + STANDARD.tension_of_attack)


def test_a_broken_treaty_frightens_its_victim() -> None:
    world = under(tense(), Instrument.NON_AGGRESSION, "ab")
    unbound = moved("ba", tense(), a=probe("b"))
    assert moved("ba", world, a=probe("b")) == pytest.approx(unbound + STANDARD.tension_of_breach)


@pytest.mark.parametrize(
    ("instrument", "strength"),
    [
        (Instrument.INSPECTIONS, STANDARD.tension_of_inspections),
        (Instrument.TRADE, STANDARD.tension_of_trade),
        (Instrument.HOTLINE, 0.0),
        (Instrument.INCIDENTS_AGREEMENT, 0.0),
        (Instrument.ARMS_LIMIT, 0.0),
        (Instrument.NON_AGGRESSION, 0.0),
        (Instrument.DEFENCE_PACT, 0.0),
    ],
)
def test_inspections_and_trade_calm_and_a_hotline_is_no_flat_bonus(
    instrument: Instrument, strength: float
) -> None:
    sheets = {"a": offering(instrument, to="b"), "b": offering(instrument, to="a")}
    assert moved("ab", tense(), a=sheets["a"], b=sheets["b"]) == pytest.approx(strength)
    assert moved("ac", tense(), a=sheets["a"], b=sheets["b"]) == 0.0


def test_tension_stays_between_nothing_and_everything() -> None:
    world = mutual(tense(), "tension", ab=0.99, ac=0.0)
    later, _ = after(
        tension, world, orders_in(world, a=attack("b"), c=signalling(SignalKind.REASSURE))
    )
    assert of(later.tension, "ba") == 1.0
    assert of(later.tension, "ac") == 0.0


def test_nobody_fears_who_is_neither_near_nor_a_rival() -> None:
    world = mutual(tense(), "contact", ac=0.0)
    world = between(world, "threat", ca=1.0)
    later, _ = after(tension, world, orders_in(world, a=attack("b")))
    assert of(later.tension, "ca") == 0.0
    assert of(later.tension, "ba") > 0.0


def test_nobody_fears_itself() -> None:
    world = tense()
    later, _ = after(tension, world, orders_in(world, a=attack("b"), b=signalling(SignalKind.WARN)))
    assert not any(of(later.tension, state * 2) for state in "abc")
