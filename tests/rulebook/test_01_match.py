"""Rules 1: the match."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dilemma.chance import commitment
from dilemma.debrief import hindsight_of
from dilemma.record import Game, advance, begin, briefing_for, load_record, replay
from dilemma.scenario import Scenario
from dilemma.scenario.allowed import allowed
from dilemma.vocabulary import BudgetLine, Motive, Readiness
from support.told import seen_in
from support.worlds import SECRET, attack, having, plain, spending, wanting, world_of


def unscripted(turns: int) -> Game:
    """A match in which nobody ever sends orders."""
    game = begin(plain(2, turns=turns), SECRET)
    for _ in range(turns):
        game = advance(game, {})
    return game


def test_1_1_two_to_eight_states_play_in_anarchy() -> None:
    assert allowed(("states",)) == "a list of 2 to 8 tables"
    assert plain(2).dials.authority == 0.0


def test_1_2_a_match_lasts_its_turns_whoever_is_beaten() -> None:
    assert allowed(("turns",)) == "a whole number from 1 to 40"
    usual = next(field for field in msgspec.structs.fields(Scenario) if field.name == "turns")
    assert usual.default == 12
    game = begin(plain(2, turns=3), SECRET)
    game = replace(game, worlds=(having(game.world, "territory", b=0.0),))
    for turn in (1, 2, 3):
        assert not game.over
        assert game.turn == turn
        game = advance(game, {})
    assert game.over


def test_1_3_motives_are_dealt_by_their_chances_and_told_to_nobody_else() -> None:
    only = msgspec.structs.replace(plain(3), motives={Motive.REVISIONIST: 1.0})
    assert {view.own.motive for view in begin(only, SECRET).views} == {Motive.REVISIONIST}
    for motive in Motive:
        assert seen_in(wanting(world_of(2), b=motive)) == seen_in(world_of(2))
        assert seen_in(wanting(world_of(2), a=motive)).own.motive is motive


def test_1_4_it_makes_no_difference_who_sent_orders_first() -> None:
    game = begin(plain(2), SECRET)
    sheets = {"a": attack("b"), "b": spending(offence=0.5)}
    backwards = dict(reversed(sheets.items()))
    assert advance(game, sheets).hash == advance(game, backwards).hash


def test_1_5_what_a_state_begins_with() -> None:
    own = begin(plain(2), SECRET).view("a").own
    assert (own.economy, own.reserves, own.offence, own.defence) == (40.0, 10.0, 20.0, 30.0)
    assert (own.intelligence, own.standing, own.readiness) == (1.0, 0.6, Readiness.ROUTINE)
    assert own.budget == {
        BudgetLine.WELFARE: 0.75,
        BudgetLine.DEFENCE: 0.08,
        BudgetLine.OFFENCE: 0.05,
        BudgetLine.INTELLIGENCE: 0.05,
    }


def test_1_6_the_record_proves_its_outcomes_and_the_fingerprint_its_number() -> None:
    game = unscripted(3)
    assert briefing_for(game, "a").commitment == commitment(SECRET)
    record = load_record(hindsight_of(game, {}).record)
    assert bytes.fromhex(record.secret) == SECRET
    assert replay(record).hash == game.hash
    other = begin(game.scenario, SECRET[::-1])
    assert briefing_for(other, "a").commitment != commitment(SECRET)


def test_1_6_of_orders_each_player_can_say_only_of_its_own_that_they_were_sent() -> None:
    sent = advance(begin(plain(2), SECRET), {"a": spending(welfare=0.5), "b": spending()})
    forged = advance(begin(plain(2), SECRET), {"a": spending(welfare=0.4), "b": spending()})
    record = load_record(hindsight_of(forged, {}).record)
    assert replay(record).hash == forged.hash != sent.hash
    assert commitment(bytes.fromhex(record.secret)) == briefing_for(sent, "a").commitment
    assert record.turns[0].orders["a"] != sent.turns[0].orders["a"]
    assert record.turns[0].orders["b"] == sent.turns[0].orders["b"]
