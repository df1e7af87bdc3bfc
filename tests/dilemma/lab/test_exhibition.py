"""Exhibitions: one match of bots, its debrief and its record."""

from __future__ import annotations

import pytest

from dilemma.bots import UnknownBotError
from dilemma.chance import secret_from_seed
from dilemma.lab import (
    BotCountError,
    DivergenceError,
    RecordError,
    TurnReport,
    play_match,
    reproduce,
)
from dilemma.record import replay
from support.worlds import plain

SCENARIO = plain(3, 5, incident_rate=0.3, offence_advantage=2.0)
BOTS = ["fearful_planner", "opportunist", "random"]
SECRET = secret_from_seed(4)


def test_a_match_is_played_to_its_end() -> None:
    found = play_match(SCENARIO, BOTS, SECRET)
    assert len(found.record.turns) == 5
    assert found.record.secret == SECRET.hex()
    assert [state.player for state in found.hindsight.states] == BOTS
    assert found.hindsight.record == found.text


def test_every_turn_is_reported_as_it_was() -> None:
    reports: list[TurnReport] = []
    found = play_match(SCENARIO, BOTS, SECRET, reports.append)
    game = replay(found.record)
    assert [report.turn for report in reports] == [1, 2, 3, 4, 5]
    for report, turn, events, world in zip(
        reports, found.record.turns, game.events, game.worlds[1:], strict=True
    ):
        assert report.orders == turn.orders
        assert len(report.attacks) == int(events.attack.sum())
        assert 2 * len(report.incidents) == int(events.incident.sum())
        assert report.offence["b"] == float(world.offence[1, 0])
        assert report.defence["c"] == float(world.defence[2, 0])
        assert report.tension == float(world.tension.max())
    assert any(report.attacks for report in reports)
    assert any(report.incidents for report in reports)


def test_an_attack_is_reported_with_who_whom_and_how_it_went() -> None:
    reports: list[TurnReport] = []
    game = replay(play_match(SCENARIO, BOTS, SECRET, reports.append).record)
    for report, events in zip(reports, game.events, strict=True):
        for attacker, target, won in report.attacks:
            at = "abc".index(attacker), "abc".index(target), 0
            assert events.attack[at]
            assert events.victory[at] == won


@pytest.mark.parametrize("count", [0, 2, 4])
def test_there_must_be_one_bot_for_each_state(count: int) -> None:
    with pytest.raises(BotCountError) as refused:
        play_match(SCENARIO, ["random"] * count, SECRET)
    said = f"plain has 3 states (a, b, c), so it takes 3 bots, not {count}"
    assert str(refused.value) == said


def test_an_unknown_bot_is_refused_before_anything_is_played() -> None:
    reports: list[TurnReport] = []
    with pytest.raises(UnknownBotError, match=r"^there is no bot 'dove'; the bots are restrained,"):
        play_match(SCENARIO, ["random", "random", "dove"], SECRET, reports.append)
    assert reports == []


def test_a_record_reproduces_the_match() -> None:
    found = play_match(SCENARIO, BOTS, SECRET)
    again = reproduce(found.text)
    assert again.record == found.record
    assert again.hindsight.lanes == found.hindsight.lanes
    assert again.hindsight.wars == found.hindsight.wars


def test_what_cannot_be_reproduced_is_said_to_be_so() -> None:
    text = play_match(SCENARIO, BOTS, SECRET).text
    with pytest.raises(RecordError, match=r"^kept\.json: not a match record: "):
        reproduce("nothing", "kept.json")
    damaged = text.replace(SECRET.hex(), secret_from_seed(5).hex())
    with pytest.raises(DivergenceError, match=r"^before turn 1: "):
        reproduce(damaged)
