"""Rules 13: the forum, a module of its own size."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.coefficients import STANDARD as C
from dilemma.orders import Motion, Order, problems
from dilemma.record import advance, begin
from dilemma.rules.forum import forum
from dilemma.scenario import Scenario
from dilemma.view.occurrences import Condemned, Mediated, OfferChanged
from dilemma.vocabulary import Instrument, Module, MotionKind
from dilemma.world import World
from support.worlds import (
    SECRET,
    after,
    agreeing,
    in_crisis,
    mutual,
    of,
    order,
    orders_in,
    plain,
    world_of,
)

CASES = pytest.mark.parametrize


def with_modules(*modules: Module, states: int = 3) -> Scenario:
    """The plain with some modules switched on."""
    return msgspec.structs.replace(plain(states), modules=modules)


def on(module: Module, states: int = 2, **dials: float) -> World:
    """A world of the plain with a module switched on."""
    return world_of(states, **dials).but(modules=frozenset({module}))


def condemning(target: str) -> Order:
    return order(motion=Motion(MotionKind.CONDEMN, target))


def mediating(first: str, second: str) -> Order:
    return order(motion=Motion(MotionKind.MEDIATE, first, second))


def test_13_14_a_motion_condemns_one_other_state_or_mediates_between_two() -> None:
    view = begin(with_modules(Module.FORUM), SECRET).view("a")
    for sheet in (condemning("b"), mediating("b", "c"), mediating("a", "b")):
        assert problems(view, sheet) == ()
    for sheet in (condemning("a"), condemning("z"), mediating("b", "b"), mediating("b", "z")):
        assert [problem.field for problem in problems(view, sheet)] == ["motion.target"]


def test_13_14_between_two_states_alone_no_motion_carries() -> None:
    world = on(Module.FORUM)
    for sheet in (condemning("b"), mediating("a", "b")):
        later, events = after(forum, world, orders_in(world, a=sheet, b=mediating("a", "b")))
        assert not events.condemned.any()
        assert not events.mediated.any()
        assert (later.standing == world.standing).all()


@CASES(("voters", "carried"), [("b", False), ("bc", True), ("bcd", True)])
def test_13_15_a_majority_that_condemns_makes_it_count(voters: str, carried: bool) -> None:
    world = mutual(on(Module.FORUM, 4), "contact", ad=0.0)
    sheets = {voter: condemning("a") for voter in voters}
    idle, _ = after(forum, world, orders_in(world))
    later, events = after(forum, world, orders_in(world, **sheets))
    assert of(events.condemned, "a") == carried
    lost = of(idle.standing, "a") - of(later.standing, "a")
    assert lost == pytest.approx(C.condemned_standing if carried else 0.0)
    fear = later.tension - idle.tension
    assert of(fear, "ba") == pytest.approx(C.condemned_tension if carried else 0.0)
    assert of(fear, "da") == of(fear, "ab") == 0.0


def test_13_15_the_condemned_does_not_trade_with_those_who_condemned_it() -> None:
    kept = agreeing(Instrument.TRADE, "ab")
    others = {"d": order(offers={"a": (Instrument.TRADE,)}), "c": condemning("a")}
    both = order(offers={"b": (Instrument.TRADE,), "d": (Instrument.TRADE,)})
    angry = msgspec.structs.replace(kept["b"], motion=condemning("a").motion)
    world = on(Module.FORUM, 4)
    later, _ = after(forum, world, orders_in(world, a=both, b=angry, **others))
    trade, offers = later.in_force[Instrument.TRADE.code], later.offers[Instrument.TRADE.code]
    assert not of(trade, "ab")
    assert of(trade, "ad")
    assert of(offers, "ab")
    assert not of(offers, "ba")


def test_13_15_both_are_told_that_trade_was_withdrawn_and_it_stays_so_until_offered_again() -> None:
    trading = {**agreeing(Instrument.TRADE, "ab"), "c": order()}
    game = advance(begin(with_modules(Module.FORUM), SECRET), trading)
    angry = {seat: condemning("a") for seat in "bc"}
    kept = {
        seat: msgspec.structs.replace(sheet, motion=angry[seat].motion if seat in angry else None)
        for seat, sheet in trading.items()
    }
    game = advance(game, kept)
    withdrawn = OfferChanged(2, "b", "a", Instrument.TRADE, offered=False, in_force=False)
    for seat in "ab":
        assert withdrawn in game.view(seat).occurrences
    assert withdrawn not in game.view("c").occurrences
    assert game.view("a").others[0].in_force == ()
    idle = advance(game, {})
    assert of(idle.events[-1].trade, "a") == 0.0
    again = advance(idle, {"b": trading["b"]})
    assert of(again.events[-1].trade, "a") > 0.0


def test_13_15_an_offer_of_trade_made_in_the_same_turn_is_not_made() -> None:
    trading = agreeing(Instrument.TRADE, "ab")
    b = msgspec.structs.replace(trading["b"], motion=condemning("a").motion)
    sheets = {"a": trading["a"], "b": b, "c": condemning("a")}
    game = advance(begin(with_modules(Module.FORUM), SECRET), sheets)
    told = [what for what in game.view("b").occurrences if isinstance(what, OfferChanged)]
    assert told == [OfferChanged(1, "a", "b", Instrument.TRADE, offered=True, in_force=False)]


def test_13_15_all_see_who_moved_to_condemn() -> None:
    game = advance(begin(with_modules(Module.FORUM, states=4), SECRET), {"b": condemning("a")})
    assert game.view("d").occurrences == (Condemned(1, "a", ("b",), carried=False),)


@CASES(
    ("voters", "carried"),
    [("c", False), ("cd", True), ("ab", False), ("abc", False)],
)
def test_13_16_mediation_needs_a_majority_of_those_who_are_no_party(
    voters: str, carried: bool
) -> None:
    world = in_crisis(on(Module.FORUM, 4), "ab", level=2)
    sheets = {voter: mediating("a", "b") for voter in voters}
    later, events = after(forum, world, orders_in(world, **sheets))
    assert of(events.mediated, "ab") == of(events.mediated, "ba") == carried
    calmed = of(world.tension, "ab") - of(later.tension, "ab")
    assert calmed == pytest.approx(-C.mediated_tension if carried else 0.0)
    assert of(later.crisis, "ab") == (1 if carried else 2)


def test_13_16_mediation_calms_those_whom_only_rivalry_divides() -> None:
    world = mutual(on(Module.FORUM, 3), "contact", ab=0.0)
    world = mutual(mutual(world, "rivalry", ab=1.0), "tension", ab=0.5)
    later, _ = after(forum, world, orders_in(world, c=mediating("a", "b")))
    assert of(later.tension, "ab") == pytest.approx(0.5 + C.mediated_tension)


def test_13_16_mediation_ends_no_crisis_and_all_see_it_if_it_carries() -> None:
    world = in_crisis(on(Module.FORUM, 3), "ab")
    later, _ = after(forum, world, orders_in(world, c=mediating("a", "b")))
    assert of(later.crisis, "ab") == 1
    game = advance(begin(with_modules(Module.FORUM), SECRET), {"c": mediating("a", "b")})
    assert game.view("a").occurrences == (Mediated(1, "a", "b"),)
    lonely = advance(
        begin(with_modules(Module.FORUM, states=4), SECRET), {"c": mediating("a", "b")}
    )
    assert lonely.view("a").occurrences == ()
