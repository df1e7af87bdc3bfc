"""The local host: a match against bots with nobody else, and nothing left of it afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from dilemma_assets.scenarios import load_text
from dilemma_cli.local_host import LocalHost
from dilemma_client.entry import CannotHost, Entry, Solo
from support.person import SECONDS, Person

SOLO = Solo("redland_blueland", "blueland", ("restrained",), "Ada")


@pytest.fixture
def host() -> Iterator[LocalHost]:
    """A local host that is closed after the test."""
    with LocalHost() as host:
        yield host


async def played(entry: Entry, turns: int) -> Person:
    """Sit down, call the bots, and play until so many turns are over."""
    async with Person(entry.address, entry.first) as person:
        model = await person.seated()
        assert entry.seated is not None
        entry.seated(model.code)
        for turn in range(1, turns + 1):
            await person.turn(turn)
            await person.seal()
        await person.turn(turns + 1)
    return person


async def test_the_bots_come_when_the_player_is_seated_and_play(host: LocalHost) -> None:
    entry = await asyncio.to_thread(host, SOLO)
    model = (await played(entry, 2)).model
    assert model.seat == "blueland"
    assert model.table is not None
    assert model.table.players == {"redland": "restrained", "blueland": "Ada"}


async def test_bots_of_one_kind_sit_side_by_side(host: LocalHost) -> None:
    bots = ("tit_for_tat", "tit_for_tat", "tit_for_tat")
    entry = await asyncio.to_thread(host, Solo("four_worlds", "corvia", bots, "tit_for_tat"))
    model = (await played(entry, 1)).model
    assert model.table is not None
    assert model.table.players == {
        "aster": "tit_for_tat 2",
        "borea": "tit_for_tat 3",
        "corvia": "tit_for_tat",
        "delmark": "tit_for_tat 4",
    }
    assert host.trouble() == ""


async def test_bots_that_cannot_stay_are_a_trouble_that_can_be_told(host: LocalHost) -> None:
    """One bot more than there are seats: the server has no place for it."""
    solo = Solo("redland_blueland", "redland", ("random", "restrained"), "Ada")
    entry = await asyncio.to_thread(host, solo)
    async with Person(entry.address, entry.first) as person:
        code = (await person.seated()).code
        assert entry.seated is not None
        entry.seated(code)
        _, bots = host.children
        assert await asyncio.to_thread(bots.wait, SECONDS) == 2
    assert host.trouble().startswith("bots have ended: dilemma bot: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals to send")
@pytest.mark.parametrize(
    ("told", "how"),
    [(signal.SIGKILL, "it was killed (signal 9)"), (signal.SIGTERM, "it was told to end")],
)
async def test_a_server_that_others_ended_is_a_trouble_that_can_be_told(
    host: LocalHost, told: signal.Signals, how: str
) -> None:
    await asyncio.to_thread(host, SOLO)
    (server,) = host.children
    os.kill(server.process_id, told)
    assert await asyncio.to_thread(server.wait, SECONDS) is not None
    assert host.trouble() == f"the server has ended: {how}"


async def test_a_seat_at_home_says_whether_its_server_still_runs(host: LocalHost) -> None:
    entry = await asyncio.to_thread(host, SOLO)
    assert entry.serves is not None
    assert entry.serves()
    (server,) = host.children
    server.kill()
    assert await asyncio.to_thread(server.wait, SECONDS) is not None
    assert not entry.serves()
    again = await asyncio.to_thread(host, SOLO)
    assert again.serves is not None
    assert again.serves()
    assert not entry.serves()


async def test_after_a_server_that_ended_the_next_match_gets_another(host: LocalHost) -> None:
    await asyncio.to_thread(host, SOLO)
    (ended,) = host.children
    ended.kill()
    entry = await asyncio.to_thread(host, SOLO)
    model = (await played(entry, 1)).model
    assert model.seat == "blueland"
    assert ended not in host.children
    assert host.trouble() == ""


async def test_one_server_holds_one_match_after_the_other(host: LocalHost) -> None:
    first, second = [await asyncio.to_thread(host, SOLO) for _ in range(2)]
    assert first.address == second.address
    assert (await played(first, 1)).model.code != (await played(second, 1)).model.code


async def test_a_scenario_of_ones_own_can_be_played() -> None:
    text = load_text("redland_blueland").replace('"redland_blueland"', '"mine"')
    solo = Solo("mine", "redland", ("random",), "Ada")
    with LocalHost({"mine": text}) as host:
        entry = await asyncio.to_thread(host, solo)
        model = (await played(entry, 1)).model
    assert model.briefing is not None
    assert model.briefing.scenario == "mine"


async def test_closing_leaves_no_server_and_no_file() -> None:
    with LocalHost() as host:
        entry = await asyncio.to_thread(host, SOLO)
        folder = host.folder
        assert folder.is_dir()
        await played(entry, 1)
    assert not folder.exists()
    address, _, port = entry.address.removeprefix("ws://").partition(":")
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection(address, int(port))


def test_a_closed_host_starts_nothing_more() -> None:
    host = LocalHost()
    host.close()
    with pytest.raises(CannotHost, match=r"^The game is being closed\.$"):
        host(SOLO)


def test_a_server_that_cannot_start_is_a_reason_for_the_player() -> None:
    with LocalHost({"mine": "name = 3"}) as host, pytest.raises(CannotHost) as refused:
        host(SOLO)
    line = str(refused.value)
    assert line.startswith("No server could be started here: serve: ended at once: dilemma serve: ")
    assert "mine.toml:1: " in line
    assert "\n" not in line
