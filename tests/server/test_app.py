"""The server as a whole: how it is set up, begins, and says why it cannot."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from dilemma.protocol.messages import Failed, Seated, Table
from dilemma_assets.scenarios import load_text
from dilemma_server.app import CannotServe, running, serve
from dilemma_server.settings import Settings, SettingsError
from support.served import served
from support.wire import guest, host, returning, wire


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "matches.sqlite3"


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"port": 65_536}, "port: 65536 is not allowed; use a whole number from 0 to 65535"),
        ({"host": ""}, "host: '' is not allowed; use an address or a name of this machine"),
        ({"turn_seconds": 4}, "turn_seconds: 4 is not allowed; use a whole number from 5 to 86400"),
        ({"connections": 0}, "connections: 0 is not allowed; use a whole number from 1 to 1000000"),
        (
            {"node": "../up"},
            "node: '../up' is not allowed; use up to 64 letters, digits and hyphens",
        ),
    ],
)
def test_settings_that_cannot_be_are_named(
    wrong: dict[str, int], line: str, database: Path
) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings(database, **wrong)  # type: ignore[arg-type]  # wrong on purpose
    assert str(refusal.value) == line


async def refusal_to_serve(settings: Settings) -> str:
    """The one line with which a server does not begin."""
    with pytest.raises(CannotServe) as refusal:
        await serve(settings, lambda address: pytest.fail(f"it listens at {address}"))
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


async def test_a_port_in_use_is_named(database: Path) -> None:
    async with running(Settings(database)) as url:
        port = int(url.rpartition(":")[2])
        line = await refusal_to_serve(Settings(database, port=port))
    assert line == (
        f"cannot listen at 127.0.0.1:{port}: Address already in use;"
        f" try --port {port + 1}, or --port 0 for any that is free"
    )


@pytest.mark.parametrize(
    "host", ["203.0.113.7", "nowhere.invalid", "a..b", "\u2603" * 80], ids=ascii
)
async def test_a_host_that_is_not_here_is_named(database: Path, host: str) -> None:
    line = await refusal_to_serve(Settings(database, host=host))
    assert line.startswith(f"cannot listen at {host}:0: ")


async def test_a_database_in_use_is_named(database: Path) -> None:
    async with running(Settings(database)):
        line = await refusal_to_serve(Settings(database))
    assert line == f"database {database}: another server is using it; stop that one first"


async def test_a_database_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    line = await refusal_to_serve(Settings(tmp_path / "file" / "matches.sqlite3"))
    assert line.startswith(f"database {tmp_path / 'file' / 'matches.sqlite3'}: cannot be opened: ")


async def test_a_scenario_that_is_wrong_is_named(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    assert await refusal_to_serve(Settings(database, scenarios=folder)) == (
        f"{folder}: is no folder of scenarios"
    )
    folder.mkdir()
    file = folder / "mine.toml"
    file.write_text(load_text("redland_blueland").replace("turns = 12", "tunrs = 12"))
    line = await refusal_to_serve(Settings(database, scenarios=folder))
    number = file.read_text().splitlines().index("tunrs = 12") + 1
    assert line.startswith(
        f"{file}:{number}: tunrs: there is no field 'tunrs'; allowed here: name, "
    )


async def test_scenarios_of_ones_own_go_by_the_name_in_them(database: Path, tmp_path: Path) -> None:
    text = load_text("redland_blueland").replace('title = "Redland and Blueland"', 'title = "Mine"')
    (tmp_path / "lesson 3.toml").write_text(text.replace('"redland_blueland"', '"mine"'))
    (tmp_path / "copy.toml").write_text(text)
    async with running(Settings(database, scenarios=tmp_path)) as url:
        async with wire(url, host("mine")) as line:
            assert (await line.hear(Seated)).briefing.title == "Mine"
        async with wire(url, host("redland_blueland")) as line:
            assert (await line.hear(Seated)).briefing.title == "Mine", "before what is shipped"
        async with wire(url, host("copy")) as line:
            assert "There is no scenario 'copy'" in (await line.hear(Failed)).problem.text


async def test_two_scenarios_of_one_name_are_refused(database: Path, tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(load_text("redland_blueland"))
    assert await refusal_to_serve(Settings(database, scenarios=tmp_path)) == (
        f"{tmp_path / 'two.toml'}: name: 'redland_blueland' is the name in one.toml too;"
        " give each its own"
    )


async def test_the_server_decides_the_length_of_turns_unless_the_host_does(database: Path) -> None:
    async with running(Settings(database, turn_seconds=77)) as url:
        for asked, given in ((None, 77), (30, 30)):
            async with wire(url, host(turn_seconds=asked)) as line:
                assert (await line.hear(Seated)).briefing.turn_seconds == given


async def test_a_server_that_is_cancelled_ends_in_good_order(database: Path) -> None:
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(Settings(database), listening.set_result))
    async with wire(await listening, host()) as line:
        seated = await line.hear(Seated)
        serving.cancel()
        serving.cancel()
        assert await line.ended() == (1012, "the server is restarting")
    with pytest.raises(asyncio.CancelledError):
        await serving
    async with running(Settings(database)) as url, wire(url, returning(seated)) as line:
        assert (await line.hear(Table)).players["redland"] == "Ada"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are otherwise there")
async def test_no_other_user_can_read_the_matches(database: Path) -> None:
    async with running(Settings(database)) as url, wire(url, host()) as line:
        await line.hear(Seated)
        files = list(database.parent.glob(f"{database.name}*"))
        private = [file for file in files if file.stat().st_mode & 0o077 == 0]
        assert {file.name.removeprefix(database.name) for file in private} >= {"", "-wal", "-shm"}


async def test_a_server_of_ipv6_says_where_it_is(database: Path) -> None:
    async with running(Settings(database, host="::1")) as url:
        assert url.startswith("ws://[::1]:")
        async with wire(url, host()) as line:
            await line.hear(Seated)


async def test_what_a_server_logs_holds_no_secret(tmp_path: Path) -> None:
    """Of a real process: every line it wrote, with matches and strangers of all kinds."""
    with served(tmp_path) as server:
        async with wire(server.url, host()) as red:
            seated = await red.hear(Seated)
            async with wire(server.url, guest(seated.code)) as blue:
                other = await blue.hear(Seated)
                for player in (red, blue):
                    await player.seal(await player.turn(1))
                await red.turn(2)
            async with wire(server.url, guest("WRONGWRO")) as stranger:
                await stranger.hear(Failed)
            async with wire(server.url, returning(seated)) as again:
                await again.turn(2)
        assert server.stop() == 0
        logged = server.complaints()
    assert "turn closed" in logged
    secrets = [seated.code, seated.token or "", other.token or "", "Ada", "WRONGWRO", "welfare"]
    assert [word for word in secrets if word in logged] == []
