"""The window is closed or killed, or the server is: the match is there on return."""

from __future__ import annotations

from pathlib import Path

from dilemma.protocol.messages import Remove
from dilemma_client.model import Model
from dilemma_client.model.events import new_key
from dilemma_client.seats import HOMES
from support.person import Person
from support.served import served
from support.steered_window import SteeredWindow


async def test_who_is_killed_in_the_lobby_finds_the_seat_again(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "redland_blueland") as host:
            code = (await host.seated()).code
            with SteeredWindow(tmp_path / "zoe") as window:
                assert window.do("join", server.url, code, "Zoe")["seat"] == "blueland"
                window.kill()
            with SteeredWindow(tmp_path / "zoe") as window:
                assert window.do("back")["seat"] == "blueland"
                assert window.close() == 0
            with SteeredWindow(tmp_path / "zoe") as window:
                found = window.do("join", server.url, f"{code[:4]}-{code[4:]}".lower(), "Zoe")
                assert (found["place"], found["seat"]) == ("waiting", "blueland")


async def test_sealed_orders_stand_when_the_window_and_the_server_were_killed(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "redland_blueland") as host:
            code = (await host.seated()).code
            with SteeredWindow(tmp_path / "zoe") as window:
                window.do("join", server.url, code, "Zoe")
                window.do("press", "I am ready")
                window.do("turn")
                assert window.do("seal")["sealed"]
                window.kill()
            server.kill()
            server.start()
            with SteeredWindow(tmp_path / "zoe") as window:
                found = window.do("back")
                assert found["seat"] == "blueland"
                found = window.do("turn")
                assert (found["place"], found["turn"], found["sealed"]) == ("turn", 1, True)
                await host.turn(1)
                await host.seal()
                model = await host.turn(2)
                assert model.view is not None
                assert model.view.turn == 2


async def test_two_windows_of_one_player_sit_side_by_side(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "four_worlds") as host:
            code = (await host.seated()).code
            with (
                SteeredWindow(tmp_path / "zoe") as first,
                SteeredWindow(tmp_path / "zoe") as second,
            ):
                one = first.do("join", server.url, code, "Zoe")["seat"]
                assert not second.do("menu")["back"]
                other = second.do("join", server.url, code, "Ben")["seat"]
                assert one != other
                second.kill()
                assert first.do("look")["seat"] == one
            with (
                SteeredWindow(tmp_path / "zoe") as first,
                SteeredWindow(tmp_path / "zoe") as second,
            ):
                assert first.do("back")["seat"] in (one, other)
                assert second.do("back")["seat"] in (one, other)
                assert first.do("look")["seat"] != second.do("look")["seat"]


async def removed(host: Person) -> None:
    """The host takes the seat from who has the other one."""
    await host.until(lambda model: player_of_blueland(model) is not None)
    host.send(Remove("blueland", new_key()))
    await host.until(lambda model: player_of_blueland(model) is None)


def player_of_blueland(model: Model) -> str | None:
    """Who sits there, as far as the host knows."""
    return None if model.table is None else model.table.players["blueland"]


async def test_who_was_removed_while_away_is_told_so_once(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "redland_blueland") as host:
            code = (await host.seated()).code
            with SteeredWindow(tmp_path / "zoe") as window:
                window.do("join", server.url, code, "Zoe")
                window.kill()
            await removed(host)
            with SteeredWindow(tmp_path / "zoe") as window:
                found = window.do("back")
                assert found["note"].startswith("There is no way back to that match")
                assert (found["place"], found["back"]) == ("menu", False)


async def test_who_is_removed_is_not_offered_the_way_back(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with Person.host(server.url, "redland_blueland") as host:
            code = (await host.seated()).code
            with SteeredWindow(tmp_path / "zoe") as window:
                window.do("join", server.url, code, "Zoe")
                await removed(host)
                window.do("lost")
                assert not window.do("menu")["back"]


def at_home(window: SteeredWindow) -> str:
    """Start the smallest match and seal a turn of it; its code."""
    window.do("press", "Play now")
    window.do("turn")
    code: str = window.do("seal")["code"]
    return code


def test_a_match_against_bots_outlives_its_window(tmp_path: Path) -> None:
    with SteeredWindow(tmp_path) as window:
        code = at_home(window)
        window.kill()
    with SteeredWindow(tmp_path) as window:
        assert window.do("menu")["back"]
        assert window.do("back")["code"] == code
        found = window.do("turn")
        while found["turn"] < 4:
            found = window.do("seal")
        assert (found["code"], found["trouble"]) == (code, "")
        assert window.close() == 0
    with SteeredWindow(tmp_path) as window:
        window.do("back")
        found = window.do("turn")
        assert found["turn"] >= 4
        while found["place"] != "debrief":
            found = window.do("seal") if not found["sealed"] else window.do("look")
        assert window.close() == 0
    assert list((tmp_path / HOMES).iterdir()) == []
    with SteeredWindow(tmp_path) as window:
        assert not window.do("menu")["back"]


def test_a_match_against_bots_outlives_its_server(tmp_path: Path) -> None:
    with SteeredWindow(tmp_path) as window:
        code = at_home(window)
        window.do("kill server")
        assert window.do("menu")["back"]
        assert window.do("back")["code"] == code
        found = window.do("turn")
        while found["turn"] < 4:
            found = window.do("seal")
        assert found["trouble"] == ""
        assert window.close() == 0
