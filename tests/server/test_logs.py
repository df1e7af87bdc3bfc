"""Logs: in the form and from the level that were asked for, and with no secret in them."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dilemma.orders import Order
from dilemma.protocol import SERVER_LIMITS, ServerMessage, decode
from dilemma.protocol.messages import Failed, Heard, MatchEnded, Say, Seated
from dilemma.vocabulary import BudgetLine, Instrument
from support.served import Served, served
from support.wire import Wire, guest, host, returning, wire

SAID = "meet me under the bridge"


async def whole_match(server: Served) -> list[str]:
    """A match with talk on the hotline, to its end; every word of it that is nobody else's."""
    async with wire(server.url, host(turn_seconds=60)) as red:
        seated = await red.hear(Seated)
        async with wire(server.url, guest(seated.code)) as blue:
            other = await blue.hear(Seated)
            for turn in range(1, seated.briefing.turns + 1):
                await play_a_turn(turn, red, "blueland")
                await play_a_turn(turn, blue, "redland")
                heard = [decode(frame, ServerMessage, SERVER_LIMITS) for frame in blue.frames]
            await red.hear(MatchEnded)
            await blue.hear(MatchEnded)
    assert any(isinstance(message, Heard) and message.text == SAID for message in heard)
    async with wire(server.url, guest("WRONGWRO", "Mallory")) as stranger:
        await stranger.hear(Failed)
    async with wire(server.url, returning(seated)) as again:
        await again.hear(MatchEnded)
    tokens = [str(seated.token), str(other.token)]
    names = ["Ada", "Ben", "Mallory", "redland", "blueland"]
    orders = ["welfare", "0.8125", "hotline"]
    return [seated.code, "WRONGWRO", *tokens, *names, *orders, SAID, "bridge"]


async def play_a_turn(turn: int, player: Wire, neighbour: str) -> None:
    opened = await player.turn(turn)
    order = Order(
        budget={BudgetLine.WELFARE: 0.8125},
        offers={neighbour: (Instrument.HOTLINE,)},
    )
    if any(Instrument.HOTLINE in page.in_force for page in opened.view.others):
        await player.say(Say(neighbour, SAID, f"say {turn}"))
    await player.seal(opened, order)


@pytest.mark.parametrize("form", ["text", "json"])
async def test_a_whole_match_leaves_no_secret_in_the_log(form: str, tmp_path: Path) -> None:
    with served(tmp_path, "--log-format", form, "--log-level", "debug") as server:
        secrets = await whole_match(server)
        assert server.stop() == 0
        logged = server.complaints()
    assert "match over" in logged
    # The name of the scenario is no secret, and happens to be made of those of its states.
    logged = logged.replace("redland_blueland", "")
    encoded = [base64.b64encode(word.encode()).decode() for word in secrets if len(word) > 6]
    assert [word for word in (*secrets, *encoded) if word in logged] == []
    assert "127.0.0.1" not in logged.replace(server.url, "")
    if form == "json":
        events = [json.loads(line) for line in logged.splitlines()]
        assert {"serving", "match created", "turn closed", "drained"} <= {
            event["event"] for event in events
        }
        assert all(event["level"] and event["timestamp"].endswith("Z") for event in events)


async def test_what_is_less_important_than_asked_for_is_left_out(tmp_path: Path) -> None:
    with served(tmp_path, "--log-level", "error") as server:
        async with wire(server.url, host()) as line:
            await line.hear(Seated)
        assert server.stop() == 0
        assert server.complaints() == ""


LIBRARY = """
import logging
from dilemma_server.logs import log_to_stderr
log_to_stderr("json")
logging.getLogger("asyncio").info("not worth a word")
try:
    raise ValueError("why")
except ValueError:
    logging.getLogger("asyncio").exception("a task has failed")
"""


def test_what_a_library_logs_comes_in_the_same_form() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LIBRARY], capture_output=True, text=True, check=True
    )
    (line,) = said.stderr.splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["logger"]) == (
        "a task has failed",
        "error",
        "asyncio",
    )
    assert "ValueError: why" in event["exception"]
