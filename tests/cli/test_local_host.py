"""The local host: a match against bots with nobody else, and nothing left of it afterwards."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dilemma.protocol.messages import Rejoin
from dilemma_assets.scenarios import load_text
from dilemma_cli.local_host import LocalHost
from dilemma_client.entry import CannotHost, Entry, Home, Solo
from dilemma_client.seats import HOMES, KeptSeat, Seats
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
        assert folder is not None
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


# a match that is not over is there when the game is opened again


class Kept:
    """The seats of one player, and windows that are opened one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_700_000_000.0

    @property
    def homes(self) -> list[str]:
        """What is left of matches at home."""
        homes = self.folder / HOMES
        return sorted(path.name for path in homes.iterdir()) if homes.exists() else []

    def seats(self) -> Seats:
        """The seats, as one window sees them."""
        return Seats(self.folder, lambda: self.now)

    async def played(self, turns: int, solo: Solo = SOLO) -> KeptSeat:
        """Play so many turns, seal orders for the next, and close the window; the seat kept."""
        seats = self.seats()
        with LocalHost(seats=seats) as host:
            entry = await asyncio.to_thread(host, solo)
            async with Person(entry.address, entry.first) as person:
                model = await person.seated()
                assert entry.seated is not None
                seats.keep(
                    KeptSeat(entry.address, model.token, model.code, "", "", 0.0, entry.home)
                )
                entry.seated(model.code)
                for turn in range(1, turns + 1):
                    await person.turn(turn)
                    await person.seal()
            seats.let_go()
        (kept,) = self.seats().kept()
        return kept


@pytest.fixture
def player(tmp_path: Path) -> Kept:
    """Somebody who has played nothing yet."""
    return Kept(tmp_path)


async def returned(host: LocalHost, seat: KeptSeat, turn: int) -> Person:
    """Come back, call the bots, and play until a turn is over."""
    assert seat.home is not None
    entry = await asyncio.to_thread(host.resume, seat.home, seat.token)
    assert isinstance(entry.first, Rejoin)
    async with Person(entry.address, entry.first) as person:
        model = await person.seated()
        assert entry.seated is not None
        entry.seated(model.code)
        while True:
            model = await person.turn(1)
            assert model.view is not None
            if model.view.turn > turn or model.is_over:
                return person
            if not model.sealed:
                await person.seal()
            await person.turn(model.view.turn + 1)


async def test_a_match_and_its_bots_go_on_after_the_window_was_closed(player: Kept) -> None:
    bots = ("tit_for_tat", "tit_for_tat", "random")
    seat = await player.played(2, Solo("four_worlds", "corvia", bots, "Ada"))
    seats = player.seats()
    with LocalHost(seats=seats) as host:
        person = await returned(host, seat, 4)
        table = person.model.table
        assert table is not None
        assert set(table.present) == {"aster", "borea", "corvia", "delmark"}
        assert table.players["corvia"] == "Ada"
        assert host.trouble() == ""


async def test_what_was_sealed_stands_after_the_return(player: Kept) -> None:
    """The bot is gone before it can seal: the turn waits with the player's orders sealed."""
    seats = player.seats()
    host = LocalHost(seats=seats)
    entry = await asyncio.to_thread(host, SOLO)
    async with Person(entry.address, entry.first) as person:
        model = await person.seated()
        assert entry.seated is not None
        seats.keep(KeptSeat(entry.address, model.token, model.code, "", "", 0.0, entry.home))
        entry.seated(model.code)
        await person.turn(1)
        _, bots = host.children
        bots.kill()
        model = await person.turn(1)
        assert model.view is not None
        turn = model.view.turn
        await person.seal()
        server, _ = host.children
        server.kill()
    host.close()
    seats.let_go()
    (seat,) = seats.kept()
    assert seat.home is not None
    with LocalHost(seats=seats) as again:
        entry = await asyncio.to_thread(again.resume, seat.home, seat.token)
        async with Person(entry.address, entry.first) as person:
            await person.seated()
            model = await person.turn(turn)
            assert model.view is not None
            assert model.sealed or model.view.turn > turn


async def test_a_server_that_was_killed_is_started_again_in_the_same_window(player: Kept) -> None:
    seats = player.seats()
    with LocalHost(seats=seats) as host:
        entry = await asyncio.to_thread(host, SOLO)
        async with Person(entry.address, entry.first) as person:
            model = await person.seated()
            assert entry.seated is not None
            entry.seated(model.code)
            seats.keep(KeptSeat(entry.address, model.token, model.code, "", "", 0.0, entry.home))
            await person.turn(1)
            await person.seal()
            host.children[0].kill()
        seats.let_go()
        (seat,) = seats.kept()
        person = await returned(host, seat, 3)
        assert person.model.seat == "blueland"
        assert host.trouble() == ""


async def test_a_match_that_is_over_leaves_nothing(player: Kept) -> None:
    seat = await player.played(1)
    assert player.homes
    seats = player.seats()
    with LocalHost(seats=seats) as host:
        await returned(host, seat, 2)
        assert seats.take(seat.token)
        seats.forget()
    assert player.homes == []


async def test_what_nobody_comes_back_to_goes_with_the_next_match(player: Kept) -> None:
    await player.played(1)
    (before,) = (name for name in player.homes if not name.endswith(".lock"))
    player.now += 8 * 86_400
    seats = player.seats()
    with LocalHost(seats=seats) as host:
        await asyncio.to_thread(host, SOLO)
        assert before not in player.homes
    assert player.homes == []


async def test_a_match_is_played_from_one_window_at_a_time(player: Kept) -> None:
    seat = await player.played(1)
    assert seat.home is not None
    with LocalHost(seats=player.seats()) as first, LocalHost(seats=player.seats()) as second:
        await asyncio.to_thread(first.resume, seat.home, seat.token)
        with pytest.raises(CannotHost, match=r"played in another window"):
            await asyncio.to_thread(second.resume, seat.home, seat.token)
        await asyncio.to_thread(second, SOLO)
        assert seat.home.folder in player.homes, "what another window plays is left alone"


def test_a_match_that_is_gone_is_a_reason_for_the_player(player: Kept) -> None:
    with (
        LocalHost(seats=player.seats()) as host,
        pytest.raises(CannotHost, match=r"^That match is not on this machine any more\.$"),
    ):
        host.resume(Home("home-1", ()), "token")
