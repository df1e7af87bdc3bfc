"""Rules 3: the order sheet."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.orders import Assessment, Motion, Order, attackable, problems
from dilemma.record import advance, begin
from dilemma.rules import adjudicate
from dilemma.rules.treasury import treasury
from dilemma.rules.war import war
from dilemma.scenario import Pair
from dilemma.view import View
from dilemma.view.occurrences import OfferChanged, Signalled
from dilemma.vocabulary import Instrument, Module, MotionKind, Readiness, Response, SignalKind
from support.batches import differences
from support.worlds import (
    SECRET,
    after,
    answering,
    attack,
    in_crisis,
    of,
    offering,
    order,
    orders_in,
    plain,
    probe,
    quiet_dice,
    signalling,
    spending,
    world_of,
)


def refused(sheet: Order, view: View | None = None) -> list[str]:
    """The fields that the order sheet of state a of three is refused for, before the first turn."""
    seen = begin(plain(3), SECRET).view("a") if view is None else view
    return [problem.field for problem in problems(seen, sheet)]


def test_3_1_the_budget_divides_the_funds_and_saves_the_rest() -> None:
    assert refused(spending(welfare=0.4, defence=0.3, offence=0.2, intelligence=0.1)) == []
    assert refused(spending(welfare=0.6, defence=0.5)) == ["budget"]
    assert refused(spending(welfare=-0.1)) == ["budget.welfare"]
    assert refused(spending(shield=0.1)) == ["budget.shield"]
    world = world_of(2)
    _, events = after(treasury, world, orders_in(world, a=spending(welfare=0.3, offence=0.2)))
    assert of(events.saved, "a") == pytest.approx(0.5 * of(events.funds, "a"))


def test_3_2_readiness_counts_at_once_for_upkeep_and_battle() -> None:
    world = world_of(2, first_strike_advantage=0.0)
    calm, ready = order(), order(readiness=Readiness.MOBILISED)
    upkeep = [
        of(after(treasury, world, orders_in(world, b=sheet))[1].upkeep, "b")
        for sheet in (calm, ready)
    ]
    chance = [
        of(after(war, world, orders_in(world, a=attack("b"), b=sheet))[1].success_chance, "b")
        for sheet in (calm, ready)
    ]
    assert upkeep[0] < upkeep[1]
    assert chance[0] > chance[1]


def test_3_3_all_read_a_signal_and_a_statement() -> None:
    warning = signalling(SignalKind.WARN, "b", statement="Keep off.")
    game = advance(begin(plain(3), SECRET), {"a": warning})
    told = Signalled(1, "a", SignalKind.WARN, "b", None, "Keep off.")
    assert all(told in game.view(seat).occurrences for seat in "abc")
    assert refused(order(statement="x" * 280)) == []
    assert refused(order(statement="x" * 281)) == ["statement"]
    assert refused(order(statement="two\nlines")) == ["statement"]


def test_3_4_what_is_left_out_of_the_offers_is_withdrawn() -> None:
    game = begin(plain(2), SECRET)
    game = advance(game, {"a": offering(Instrument.TRADE, Instrument.HOTLINE, to="b")})
    game = advance(game, {"a": offering(Instrument.HOTLINE, to="b")})
    assert game.view("a").others[0].offered == (Instrument.HOTLINE,)
    withdrawn = OfferChanged(2, "a", "b", Instrument.TRADE, False, False)
    assert withdrawn in game.view("b").occurrences


def test_3_5_forces_act_only_within_reach_and_never_for_or_against_the_beaten() -> None:
    apart = msgspec.structs.replace(plain(3), pairs=(Pair(between=("a", "b")),))
    view = begin(apart, SECRET).view("a")
    assert attackable(view) == ("b",)
    for deed in (attack, probe):
        assert refused(deed("b"), view) == []
        assert refused(deed("c"), view) == ["action.target"]
        rump = msgspec.structs.replace(view, own=msgspec.structs.replace(view.own, beaten=True))
        assert refused(deed("b"), rump) == ["action"]
        fallen = msgspec.structs.replace(view.others[0], beaten=True)
        seen = msgspec.structs.replace(view, others=(fallen, view.others[1]))
        assert refused(deed("b"), seen) == ["action.target"]


def test_3_6_a_crisis_not_answered_is_held() -> None:
    world = in_crisis(world_of(2), "ab")
    silent, held = (
        adjudicate(world, orders_in(world, a=sheet), quiet_dice(2))
        for sheet in (order(), answering(Response.HOLD, "b"))
    )
    assert differences(silent[0], held[0]) == []
    assert refused(answering(Response.HOLD, "b")) == ["responses.b"]


def test_3_7_assessments_change_nothing_in_the_world() -> None:
    game = begin(plain(2), SECRET)
    sure = order(assessments={"b": Assessment(harm=1.0, attack=1.0)})
    judged, silent = advance(game, {"a": sure}), advance(game, {"a": order()})
    assert differences(judged.world, silent.world) == []
    assert judged.views == silent.views


def test_3_8_a_motion_needs_a_forum() -> None:
    condemning = order(motion=Motion(MotionKind.CONDEMN, "b"))
    assert refused(condemning) == ["motion"]
    forum = msgspec.structs.replace(plain(3), modules=(Module.FORUM,))
    assert refused(condemning, begin(forum, SECRET).view("a")) == []
