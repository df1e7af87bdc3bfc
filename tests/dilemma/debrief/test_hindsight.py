"""The debrief as a whole: three lanes for every state and turn, and the record that proves it."""

from __future__ import annotations

import msgspec
import pytest

from dilemma.debrief import hindsight_of
from dilemma.orders import Assessment
from dilemma.record import Game, advance, begin, load_record, replay
from dilemma.view.staff import staff_estimate
from dilemma.vocabulary import BudgetLine, Module
from support.worlds import SECRET, order, plain, spending


def played() -> tuple[Game, ...]:
    """A match of three states at the opening of every turn."""
    games = [begin(plain(3, turns=3, incident_rate=0.2), SECRET)]
    for turn in range(3):
        belief = Assessment(0.1 * turn, 0.5)
        sheets = {"a": spending(offence=0.3), "b": order(assessments={"a": belief})}
        games.append(advance(games[-1], sheets))
    return tuple(games)


def test_there_is_a_lane_for_every_state_in_every_turn() -> None:
    lanes = hindsight_of(played()[-1], {}).lanes
    assert [(lane.turn, lane.state) for lane in lanes] == [
        (turn, state) for turn in (1, 2, 3) for state in "abc"
    ]


def test_a_lane_shows_what_a_state_did_and_truly_had() -> None:
    games = played()
    for lane in hindsight_of(games[-1], {}).lanes:
        game, place = games[lane.turn - 1], "abc".index(lane.state)
        assert lane.did == games[-1].turns[lane.turn - 1].orders[lane.state]
        assert lane.offence == round(float(game.world.offence[place, 0]), 1)
        assert lane.defence == round(float(game.world.defence[place, 0]), 1)
        felt = game.world.tension[place, :, 0].sum() / 2
        assert lane.tension == pytest.approx(felt, abs=0.0006)


def test_a_lane_shows_what_the_others_saw_then_and_not_what_they_saw_later() -> None:
    games = played()
    for lane in hindsight_of(games[-1], {}).lanes:
        assert [seen.watcher for seen in lane.seen] == [
            name for name in "abc" if name != lane.state
        ]
        for seen in lane.seen:
            then = staff_estimate(games[lane.turn - 1].view(seen.watcher), lane.state)
            assert seen.strength == then.strength
            assert seen.offence_share == then.offence_share


def test_a_lane_shows_what_the_others_believed() -> None:
    lanes = hindsight_of(played()[-1], {}).lanes
    believed = {
        (lane.turn, seen.watcher): seen.believed
        for lane in lanes
        if lane.state == "a"
        for seen in lane.seen
    }
    assert believed[2, "b"] == Assessment(0.1, 0.5)
    assert believed[2, "c"] is None


def test_the_record_in_a_debrief_proves_it() -> None:
    game = played()[-1]
    found = hindsight_of(game, {"a": "Ann"})
    again = replay(load_record(found.record))
    assert again.hash == game.hash
    assert hindsight_of(again, {"a": "Ann"}) == found
    assert [state.player for state in found.states] == ["Ann", "", ""]


def test_what_a_bot_ordered_for_a_player_is_told_as_the_bots() -> None:
    covers = {"b": {2: "tit_for_tat", 3: "hawk"}}
    lanes = hindsight_of(played()[-1], {"b": "Ben"}, covers).lanes
    told = {(lane.turn, lane.state): lane.bot for lane in lanes if lane.bot}
    assert told == {(2, "b"): "tit_for_tat", (3, "b"): "hawk"}


def test_a_lane_tells_the_tension_towards_each_other_and_a_finding_that_of_the_end() -> None:
    games = played()
    found = hindsight_of(games[-1], {})
    fears = [lane.fears for lane in found.lanes if lane.state == "b"]
    fears.append(found.states[1].fears)
    for game, told in zip(games, fears, strict=True):
        felt = game.world.tension[1, :, 0]
        assert told == {"a": round(float(felt[0]), 3), "c": round(float(felt[2]), 3)}


def test_a_match_of_which_nothing_was_played_has_an_empty_debrief() -> None:
    found = hindsight_of(begin(plain(2), SECRET), {})
    assert found.lanes == ()
    assert found.wars == ()
    assert [state.score for state in found.states] == [0.0, 0.0]


def test_a_lane_shows_the_stocks_of_modules_and_what_was_counted_of_them() -> None:
    modules = (Module.DETERRENCE, Module.INTERNAL_SECURITY)
    games = [begin(msgspec.structs.replace(plain(2, turns=2), modules=modules), SECRET)]
    for _ in range(2):
        sheet = spending(deterrent=0.3, internal_security=0.1)
        games.append(advance(games[-1], {"a": sheet, "b": sheet}))
    for lane in hindsight_of(games[-1], {}).lanes:
        view = games[lane.turn - 1].view(lane.state)
        own = view.own
        assert own.deterrent is not None
        assert own.internal_security is not None
        assert lane.stocks == {
            BudgetLine.INTERNAL_SECURITY: round(own.internal_security, 1),
            BudgetLine.DETERRENT: round(own.deterrent, 1),
            BudgetLine.SHIELD: own.shield,
        }
        assert lane.unrest == pytest.approx(own.unrest, abs=0.0006)
        for seen in lane.seen:
            known = games[lane.turn - 1].view(seen.watcher).reports
            counted = [r.deterrent for r in known if r.deterrent is not None]
            assert seen.arsenal[BudgetLine.DETERRENT] == counted[-1]


def test_a_lane_has_no_stocks_of_modules_that_are_off() -> None:
    for lane in hindsight_of(played()[-1], {}).lanes:
        assert (lane.stocks, lane.unrest) == ({}, None)
        assert all(seen.arsenal == {} for seen in lane.seen)
