"""Bad input over the network: one clear line to who sent it, and the match goes on untouched."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from dilemma.orders import Order
from dilemma.protocol import PROTOCOL_VERSION, SERVER_LIMITS, ServerMessage, decode, encode
from dilemma.protocol.messages import CreateMatch, Failed, Join, Rejoin
from dilemma.vocabulary import BudgetLine
from dilemma_client.link import First
from support.command import dilemma
from support.person import Person
from support.served import served

OVER_BUDGET = Order(budget={BudgetLine.WELFARE: 0.8, BudgetLine.DEFENCE: 0.7})


@asynccontextmanager
async def a_table(folder: Path) -> AsyncIterator[tuple[str, Person, Person]]:
    """A match of two in its first turn: the server's address, and both players."""
    with served(folder) as server:
        async with Person.host(server.url, "redland_blueland") as host:
            code = (await host.seated()).code
            async with Person.guest(server.url, code) as guest:
                await host.turn(1)
                await guest.turn(1)
                yield server.url, host, guest
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()


async def first_answer(url: str, frame: bytes | str) -> ServerMessage:
    """What the server says to somebody whose first frame this is."""
    async with connect(url, compression=None, proxy=None) as connection:
        await connection.send(frame)
        answer = await connection.recv()
        assert isinstance(answer, bytes)
        message: ServerMessage = decode(answer, ServerMessage, SERVER_LIMITS)
        await connection.wait_closed()
        return message


async def goes_on(host: Person, guest: Person) -> None:
    """Both seal, and the turn ends as if nothing had been."""
    for player in (host, guest):
        await player.seal()
    for player in (host, guest):
        model = await player.turn(2)
        assert model.view is not None
        assert model.view.turn == 2


async def test_an_order_over_budget_is_refused_with_the_reason(tmp_path: Path) -> None:
    async with a_table(tmp_path) as (_, host, guest):
        before = host.model
        refused = await host.seal(OVER_BUDGET)
        (refusal,) = refused.refusals
        assert [problem.text for problem in refusal.problems] == [
            "The budget spends 150% of this turn's funds; it can spend at most 100%."
        ]
        assert (refused.view, refused.own_order, refused.sealed) == (before.view, None, False)
        await goes_on(host, guest)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(b"\xc1\xc1\xc1", id="noise"),
        pytest.param(b"\x81\xa4type\xa4gift", id="unknown message"),
        pytest.param(b"", id="nothing"),
        pytest.param("hello", id="text"),
        pytest.param(b"\x91" * 2000, id="nested"),
    ],
)
async def test_a_frame_that_is_no_message_is_answered_in_one_line(
    frame: bytes | str, tmp_path: Path
) -> None:
    async with a_table(tmp_path) as (url, host, guest):
        answer = await first_answer(url, frame)
        assert isinstance(answer, Failed)
        assert answer.problem.text
        assert "\n" not in answer.problem.text
        await goes_on(host, guest)


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(Join(PROTOCOL_VERSION, "Eve", "WRONGWRO"), id="wrong code"),
        pytest.param(Join(PROTOCOL_VERSION + 1, "Eve", "WRONGWRO"), id="wrong version"),
        pytest.param(Rejoin(PROTOCOL_VERSION, "0" * 32), id="wrong token"),
        pytest.param(CreateMatch(PROTOCOL_VERSION, "Eve", "atlantis"), id="unknown scenario"),
    ],
)
async def test_a_first_frame_that_cannot_be_is_answered_in_one_line(
    first: First, tmp_path: Path
) -> None:
    async with a_table(tmp_path) as (url, host, guest):
        answer = await first_answer(url, encode(first))
        assert isinstance(answer, Failed)
        assert answer.problem.text
        assert "\n" not in answer.problem.text
        await goes_on(host, guest)


def test_a_bot_with_a_wrong_code_says_so_in_one_line(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        answer = dilemma(
            *("bot", "--server", server.url, "--join", "WRONGWRO", "--bots", "restrained")
        )
    assert answer.status == 2
    assert answer.out == ""
    assert answer.complaint.count("\n") == 1
    assert answer.complaint.startswith("dilemma bot: ")
