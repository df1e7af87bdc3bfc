"""A whole match over a real server, real sockets and real processes, to its debrief."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from dilemma_cli.children import Child
from support.command import SECONDS, dilemma
from support.person import Person
from support.served import served


def player(module: str, *words: str) -> subprocess.Popen[str]:
    """A player in a process of its own: a module of the tests' support."""
    return subprocess.Popen(
        [sys.executable, "-m", f"support.{module}", *words],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def said(process: subprocess.Popen[str]) -> list[str]:
    """The words of the next line of a player."""
    assert process.stdout is not None
    return process.stdout.readline().split()


def killed_after(process: subprocess.Popen[str], turns: int) -> tuple[str, str]:
    """Kill a player once it has sealed so many turns; its seat and token."""
    word, seat, token = said(process)
    assert word == "seated"
    for turn in range(1, turns + 1):
        assert said(process) == ["sealed", str(turn)]
    process.kill()
    process.wait(SECONDS)
    return seat, token


async def back_as_before(url: str, token: str, turn: int) -> Person:
    """Somebody returned to their seat twice over, who found the same there both times."""
    views = []
    for _ in range(2):
        async with Person.returning(url, token) as returned:
            model = await returned.turn(turn)
            assert model.view is not None
            assert model.view.turn == turn, "the table waited for its open seats"
            views.append(model.view)
    assert views[0] == views[1], "a report is read again, not drawn again"
    return Person.returning(url, token)


async def test_a_window_two_clients_and_a_bot_with_one_killed_and_rejoined(tmp_path: Path) -> None:
    """The window sits under SDL's dummy driver; each player but the first is a process."""
    pictures = tmp_path / "pictures"
    with served(tmp_path) as server:
        async with Person.host(server.url, "four_worlds") as host:
            code = (await host.seated()).code
            bot = ("bot", "--server", server.url, "--join", code, "--bots", "fearful_planner")
            bots = Child(*bot, log=tmp_path / "bot.log")
            window = player("window_player", server.url, code, str(pictures))
            lone = player("lone_player", server.url, code)
            with window, lone, bots:
                assert await asyncio.to_thread(said, window) == ["seated"]
                killing = asyncio.create_task(asyncio.to_thread(killed_after, lone, 2))
                for turn in (1, 2):
                    await host.turn(turn)
                    await host.seal()
                seat, token = await killing
                await host.turn(3)
                await host.until(
                    lambda model: model.table is not None and seat not in model.table.present
                )
                async with await back_as_before(server.url, token, 3) as returned:
                    assert (await returned.seated()).seat == seat
                    ends = await asyncio.gather(host.play_on(), returned.play_on())
                assert await asyncio.to_thread(bots.wait, SECONDS) == 0, bots.last_words()
                assert await asyncio.to_thread(window.wait, SECONDS) == 0
    first, second = (model.hindsight for model in ends)
    assert first is not None
    assert first == second, "when the fog has lifted all see the same"
    assert (pictures / "record.json").read_text(encoding="utf-8") == first.record
    assert {f"turn-{turn:02d}.png" for turn in range(1, 13)} <= names(pictures)
    assert "debrief.png" in names(pictures)
    replayed = dilemma("replay", str(pictures / "record.json"), "--verify")
    assert (replayed.status, replayed.complaint) == (0, "")
    assert ": reproduced, 12 of 12 turns, " in replayed.out


def names(folder: Path) -> set[str]:
    """The names of the files in a folder."""
    return {path.name for path in folder.iterdir()}


async def test_a_server_killed_in_the_middle_of_a_turn_goes_on_where_it_was(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "redland_blueland") as host:
            code = (await host.seated()).code
            async with Person.guest(server.url, code) as guest:
                await guest.turn(1)
                await host.turn(1)
                await host.seal()
                before = host.model
                assert before.sealed
                server.kill()
                lost = await host.until(lambda model: model.connection == "waiting")
                assert lost.view == before.view
                server.start()
                after = await host.until(lambda model: model.closes_at != before.closes_at)
                assert after.connection == "online"
                assert (after.view, after.own_order, after.sealed) == (
                    before.view,
                    before.own_order,
                    True,
                )
                await guest.until(lambda model: model.connection == "online")
                ends = await asyncio.gather(host.play_on(), guest.play_on())
        assert all(model.is_over for model in ends)
        assert server.stop() == 0
        assert "Traceback" not in server.complaints()
