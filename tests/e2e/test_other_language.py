"""A client in JavaScript, written from docs/protocol.md alone, plays a match to its end."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from dilemma.orders import Order
from dilemma.protocol.messages import Say
from dilemma.view import View
from dilemma.vocabulary import BudgetLine, Instrument
from dilemma_cli.children import Child
from dilemma_client.model import Model
from dilemma_client.model.events import new_key
from support.command import SECONDS
from support.other_language import NodeClient, NotHere, install
from support.person import Person
from support.served import served

SCENARIO = "missile_shield"
"""Three states, and lines of the budget that only a module brings."""

SPECTATOR_HEARS = {"watching", "table", "turn_shown", "match_shown"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> NodeClient:
    try:
        return install(tmp_path_factory.mktemp("node"))
    except NotHere as missing:
        pytest.skip(f"the client in JavaScript cannot be run here: {missing}")


def friendly(view: View) -> Order:
    """Orders of somebody who would like to talk to everybody."""
    return Order(
        budget={BudgetLine.WELFARE: 0.6, BudgetLine.DEFENCE: 0.3},
        offers={page.id: (Instrument.HOTLINE,) for page in view.others},
    )


async def play_and_talk(host: Person, partner: str) -> Model:
    """Play to the debrief, and tell the partner the turn whenever there is a line to him."""
    turn = 1
    while True:
        model = await host.turn(turn)
        if model.is_over or model.view is None:
            return model
        page = model.view.other(partner)
        if page is not None and Instrument.HOTLINE in page.in_force:
            host.send(Say(partner, greeting(model.view.turn), new_key()))
        await host.seal(friendly(model.view))
        turn = model.view.turn + 1


def greeting(turn: int) -> str:
    """What is said on the hotline."""
    return f"Turn {turn}, n’est-ce pas?"


def seat_of(model: Model, name: str) -> str | None:
    """Where a player sits."""
    players = {} if model.table is None else model.table.players
    return next((seat for seat, player in players.items() if player == name), None)


async def test_it_plays_a_match_over_a_lost_connection_and_another_watches(
    node: NodeClient, tmp_path: Path
) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, SCENARIO) as host:
            code = (await host.seated()).code
            typed = f"{code[:4].lower()}-{code[4:]}"
            player = asyncio.create_task(node.run(server.url, typed, "Jörg"))
            spectator = asyncio.create_task(node.run(server.url, "--spectate", code))
            both = await host.until(lambda model: seat_of(model, "Jörg") is not None)
            seat = seat_of(both, "Jörg")
            assert seat is not None
            await host.until(lambda model: model.table is not None and model.table.watching == 1)
            bot = ("bot", "--server", server.url, "--join", code, "--bots", "tit_for_tat")
            with Child(*bot, log=tmp_path / "bot.log") as bots:
                end = await play_and_talk(host, seat)
                played, watched = await asyncio.gather(player, spectator)
                assert await asyncio.to_thread(bots.wait, SECONDS) == 0, bots.last_words()
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()
    assert end.hindsight is not None
    assert end.view is not None
    final = json.loads(end.hindsight.record)["final_hash"]
    for told in (played, watched):
        assert told["verdict"] == end.hindsight.verdict
        assert told["final_hash"] == final, "all read the same record"
        assert told["promise_kept"], "the secret is the one that the briefing promised"
        assert (told["closed"], told["failed"]) == (1000, None)
    assert played["seat"] == seat
    assert played["seatings"] == 2, "it lost its connection once and came back with its token"
    assert played["repeated"] >= 1, "it said again what had not been answered"
    assert played["unanswered"] == 0
    assert played["refused"] == []
    assert played["orders_kept"], "every turn it sealed is in the record as it sealed it"
    check_hotlines(played["heard"], end, seat)
    assert set(watched["kinds"]) == SPECTATOR_HEARS
    assert watched["turns"] == sorted(set(watched["turns"]))
    assert watched["turns"][-1] == end.view.turns


def check_hotlines(heard: list[dict[str, Any]], end: Model, seat: str) -> None:
    """Each message between the two has reached both, once, whatever the connection did."""
    assert end.view is not None
    turns = range(2, end.view.turns + 1)
    assert [line["serial"] for line in heard] == list(range(1, len(heard) + 1))
    from_person = [line["text"] for line in heard if line["speaker"] == end.seat]
    assert set(map(greeting, turns)) <= set(from_person)
    assert len(set(from_person)) == len(from_person)
    from_node = [line.text for line in end.hotline(seat).messages if line.speaker == seat]
    assert {f"{turn} – à bientôt, {end.seat}" for turn in turns} <= set(from_node)
    assert len(set(from_node)) == len(from_node)
