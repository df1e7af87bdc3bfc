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


def lone_player(url: str, code: str) -> subprocess.Popen[str]:
    """A player in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "support.lone_player", url, code],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def said(player: subprocess.Popen[str]) -> list[str]:
    """The words of the next line of a player."""
    assert player.stdout is not None
    return player.stdout.readline().split()


def killed_after(player: subprocess.Popen[str], turns: int) -> tuple[str, str]:
    """Kill a player once it has sealed so many turns; its seat and token."""
    word, seat, token = said(player)
    assert word == "seated"
    for turn in range(1, turns + 1):
        assert said(player) == ["sealed", str(turn)]
    player.kill()
    player.wait(SECONDS)
    return seat, token


async def test_a_match_of_people_and_bots_with_one_killed_and_rejoined(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "four_worlds") as host:
            code = (await host.seated()).code
            bot = ("bot", "--server", server.url, "--join", code, "--bots")
            player = lone_player(server.url, code)
            bots = Child(*bot, "fearful_planner,tit_for_tat", log=tmp_path / "bot.log")
            with player, bots:
                killing = asyncio.create_task(asyncio.to_thread(killed_after, player, 2))
                for turn in (1, 2):
                    await host.turn(turn)
                    await host.seal()
                seat, token = await killing
                await host.turn(3)
                await host.until(
                    lambda model: model.table is not None and seat not in model.table.present
                )
                async with Person.returning(server.url, token) as returned:
                    once = await returned.turn(3)
                async with Person.returning(server.url, token) as returned:
                    again = await returned.turn(3)
                    assert (once.seat, again.seat) == (seat, seat)
                    assert once.view == again.view, "a report is read again, not drawn again"
                    assert again.view is not None
                    assert again.view.turn == 3, "the table waited for the open seats"
                    ends = await asyncio.gather(host.play_on(), returned.play_on())
                assert await asyncio.to_thread(bots.wait, SECONDS) == 0, bots.last_words()
    first, second = (model.hindsight for model in ends)
    assert first is not None
    assert first == second, "when the fog has lifted all see the same"
    record = tmp_path / "record.json"
    record.write_text(first.record, encoding="utf-8")
    replayed = dilemma("replay", str(record), "--verify")
    assert (replayed.status, replayed.complaint) == (0, "")
    assert replayed.out.startswith(f"{record}: reproduced, 12 of 12 turns, ")


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
